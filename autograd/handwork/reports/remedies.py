"""Remedies: what to do so that a slip does not come again, a sentence for each of the catalogue."""

from __future__ import annotations

from autograd.handwork.reports.class_report import NONE

REMEDIES = {
    "sign of the update": (
        "Gradient descent goes downhill: write w − η ∂L/∂w, and see that the loss falls."
    ),
    "learning rate left out": (
        "Write η into the update before its number, and check that the step is small."
    ),
    "batch size left out": (
        "Say first whether the loss is a sum or a mean; a mean divides its gradient by n as well."
    ),
    "epsilon left out": (
        "Copy the update rule letter by letter; ε stands inside the root, or beside it, as it says."
    ),
    "old value": (
        "Mark what is new with ⁺ or _new; the later formulas of an update use the new ones."
    ),
    "argument sign": (
        "Write the argument with its sign in brackets, σ(−1.4), and compare: σ is above 0.5 for "
        "positive ones."
    ),
    "sign": (
        "Put every negative number in brackets, and count the minus signs of a product before "
        "working it out."
    ),
    "factor two": (
        "Differentiate the square as it is written: (y − ŷ)² gives a 2, half of it does not."
    ),
    "value for derivative": (
        "Put the prime or the fraction into words first: is this the function here, or its slope?"
    ),
    "inner derivative left out": (
        "Name what stands inside, u, and write ∂f/∂u · ∂u/∂x with both factors."
    ),
    "not normalised": "Add the shares up: a softmax comes to 1.",
    "factor left out": (
        "Write the chain in symbols, a factor for each edge of the path, then put a number "
        "under each."
    ),
    "path left out": (
        "Draw the graph and mark every path from the output back to the node; each is one term "
        "of the sum."
    ),
    "overwritten": (
        "A node that is used twice gets a contribution from each use: write +=, and add them up."
    ),
    "other derivative": (
        "Write a table of the derivatives that are used here, and test one by a small step h."
    ),
    "derivative at output": (
        "σ'(z) is taken at z; by its output a = σ(z) it is a(1 − a). Use one of the two."
    ),
    "pre- for post-activation": (
        "Give z and a = σ(z) two rows in the table of the forward pass, and read off the right one."
    ),
    "neighbour": (
        "Read the index with a finger on the figure: which arrow is it that the number stands on?"
    ),
    "bias gradient times the bias": (
        "A sum has slope 1 in its bias: ∂L/∂b is the gradient that arrives, with nothing to "
        "multiply."
    ),
    "operand for derivative": "The slope of w x by w is x: what stands beside w, not w itself.",
    "n − 1": "A mean divides by n; n − 1 belongs to the estimate of a variance.",
    "wrong class": (
        "Circle the true class first: its probability p is the one in −ln p, of the other class "
        "it is 1 − p."
    ),
    "term left out": (
        "Count the arrows that go into the node: a sum has as many terms, and the bias."
    ),
    "factor too many": "Count the edges of the path: a product has as many factors.",
    "term too many": (
        "Count the arrows that go into the node, or the paths; a sum has as many terms."
    ),
    "wrong function": "Write beside each unit which function it is before the numbers are put in.",
    "function left out": (
        "After each sum ask what comes next in the figure: the unit passes σ(z) on, not z."
    ),
    "updated weight": (
        "Finish the backward pass with the old weights, and only then update all of them."
    ),
    "transposed": "Write the shapes beneath: forward W (m × n), backward Wᵀ (n × m).",
    "reversed": "Write the index to each entry, and check that first meets first.",
    "kernel flip": (
        "A convolution turns the kernel round, a correlation does not; the backward pass uses "
        "the other one."
    ),
    "shifted": "Write the index of the first entry beneath, and line the kernel up with it.",
    "average for max": (
        "In each window draw a circle round the largest entry; it alone is passed on."
    ),
    "sum for mean": (
        "Say mean or sum aloud when reading the formula; a mean ends with a division by n."
    ),
    "square left out": (
        "Write the square as a product of two brackets before putting the numbers in."
    ),
    "doubled for squared": "3² is 3 · 3: write the product out.",
    "function of a sum": (
        "A function of each and then the sum is not the function of the sum: work out term by term."
    ),
    "sum squared": "Σx² squares first and sums then; (Σx)² is another number: write out two terms.",
    "plus for times": "Look at the sign in the node: a product node multiplies what goes into it.",
    "exponent": (
        "Powers of one base are multiplied by adding the exponents; test the rule with base 2."
    ),
    "upside down": "Test a quotient by its size: is it above or below 1 as it should be?",
    "brackets": "Keep the bracket until all inside has one number, then multiply.",
    "logarithm": "ln belongs to e: on a calculator use the key LN; ln 10 = 2.3026, log₁₀ 10 = 1.",
    "degrees": "Switch the calculator to radians: sin 1 = 0.8415.",
    "exchanged": "Write who weighs whom: in −Σ p ln q the p are given, the q are the network's.",
    "other variable": "Underline the variable below the ∂; all others are constants in this line.",
    "decimal point": "Estimate the size before the exact number: one digit is enough.",
    "digits swapped": "Copy numbers digit by digit, and read them back from the last to the first.",
    "digit misread": "Write 1, 4, 7 and 9, 0 and 6 so that they cannot be taken for one another.",
    "digit dropped": "Count the decimals: all have as many as the sheet asks for.",
    "digit doubled": "Count the decimals: all have as many as the sheet asks for.",
    "digit wrong": "Work the number out twice, the second time in another order.",
    "operand misread": (
        "Write the numbers put in beneath their symbols, and compare with the given ones."
    ),
    "wrong number copied": "Name the quantity beside each number that is copied from above.",
    "rounded too early": (
        "Round where the sheet says so, to as many places as it says, and nowhere else."
    ),
    NONE: "Look at these together: no known slip explains the number.",
}


def remedy(slip: str) -> str:
    """What to do against a slip of the catalogue.

    >>> remedy("doubled for squared")
    '3² is 3 · 3: write the product out.'
    """
    return REMEDIES[slip]
