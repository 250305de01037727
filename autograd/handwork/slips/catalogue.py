"""The catalogue of slips: each declared once, with what it does, its sentence and an example.

A slip changes one thing. `inside` gives what a sub-expression would have been worth with the slip,
`on_edge` what a local derivative would have been, `on_path` what a gradient would have been with
one of its paths treated wrongly, `on_digits` what would stand for a right number.
The order is that of how common they are, and ranks guesses that fit equally well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from autograd.handwork.slips import of_derivatives as derivatives
from autograd.handwork.slips import of_digits as digits
from autograd.handwork.slips import of_formulas as formulas
from autograd.handwork.slips.places import Change, Hop, Site

Inside = Callable[[Site], Iterator[Change]]
OnEdge = Callable[[Hop], Iterator[Change]]
OnDigits = Callable[[str], Iterator[str]]
OnPath = Callable[[float, float], float]


@dataclass(frozen=True)
class Slip:
    """One declared slip; `sentence` is for the student and may use {wrong} and {right}."""

    name: str
    sentence: str
    example: str
    inside: Inside | None = None
    on_edge: OnEdge | None = None
    on_digits: OnDigits | None = None
    on_path: OnPath | None = None

    @property
    def does(self) -> str:
        """What the slip does, in the words of its rule.

        >>> BY_NAME["square left out"].does
        'A square is forgotten.'
        """
        rules = (self.inside, self.on_edge, self.on_digits, self.on_path)
        return next(rule.__doc__ or "" for rule in rules if rule is not None)


SLIPS: tuple[Slip, ...] = (
    Slip(
        "argument sign",
        "{wrong} was taken; it should be {right}.",
        "σ(−1.368) = 0.2029 for σ(1.368) = 0.7971",
        inside=formulas.argument_sign,
    ),
    Slip(
        "sign",
        "A sign is wrong: that of {right} was flipped or lost.",
        "a − b for a + b",
        inside=formulas.sign,
        on_edge=derivatives.edge_sign,
    ),
    Slip(
        "factor left out",
        "The factor {right} was left out.",
        "∂L/∂ŷ copied for ∂L/∂Σ = ∂L/∂ŷ · ∂ŷ/∂Σ",
        inside=formulas.factor_left_out,
        on_edge=derivatives.edge_left_out,
    ),
    Slip(
        "path left out",
        "The path through {right} was left out: a gradient is the sum over all paths.",
        "∂E/∂z₁ by q₁ alone, although z₁ moves q₂ too",
        on_path=derivatives.path_left_out,
    ),
    Slip(
        "overwritten",
        "Only the path through {wrong} was kept; the contributions of all paths add up.",
        "w.grad = c for w.grad += c",
        on_path=derivatives.overwritten,
    ),
    Slip(
        "value for derivative",
        "The function's value was used where its derivative {right} is meant.",
        "σ(z) for σ'(z)",
        *derivatives.on_slopes(derivatives.value_for_slope),
    ),
    Slip(
        "other derivative",
        "The derivative of {wrong} was used for {right}.",
        "1 − a² for a(1 − a)",
        *derivatives.on_slopes(derivatives.other_slope),
    ),
    Slip(
        "derivative at output",
        "The derivative {right} was taken at the output of the function, not at its input.",
        "σ'(σ(z)) for σ'(z)",
        *derivatives.on_slopes(derivatives.slope_at_output),
    ),
    Slip(
        "neighbour",
        "{wrong} was used where {right} is meant.",
        "w₄ for w₃",
        inside=formulas.neighbour,
        on_edge=derivatives.edge_neighbour,
    ),
    Slip(
        "operand for derivative",
        "{wrong} itself was put in where {right} is meant.",
        "∂z/∂w = w for ∂z/∂w = x",
        on_edge=derivatives.operand_for_slope,
    ),
    Slip(
        "factor two",
        "A factor 2 is missing or too many.",
        "y − ŷ for the derivative of (y − ŷ)²",
        inside=formulas.two,
        on_edge=derivatives.edge_two,
    ),
    Slip(
        "term left out",
        "The term {right} was left out.",
        "w x for w x + b",
        inside=formulas.term_left_out,
        on_edge=derivatives.term_left_out,
    ),
    Slip(
        "wrong function",
        "{wrong} was computed instead of {right}.",
        "tanh(z) for σ(z)",
        inside=formulas.wrong_function,
    ),
    Slip(
        "function left out",
        "{right} is meant, and only {wrong} was written.",
        "z for σ(z)",
        inside=formulas.no_function,
    ),
    Slip(
        "transposed",
        "{wrong} was used where {right} is meant.",
        "W x for W' x",
        inside=formulas.transposed,
    ),
    Slip(
        "kernel flip",
        "{wrong} was computed instead of {right}: the kernel is flipped in one of them.",
        "[7, 10] for the convolution [5, 8]",
        inside=formulas.kernel,
    ),
    Slip(
        "shifted",
        "The entries are shifted by one place.",
        "[0, 5] for [5, 8]",
        inside=formulas.shifted,
    ),
    Slip(
        "sum for mean",
        "{wrong} was computed instead of {right}: the 1/N.",
        "sum(e) for mean(e)",
        inside=formulas.share,
    ),
    Slip(
        "not normalised",
        "The exponentials of {right} were not divided by their sum.",
        "exp(z) for softmax(z)",
        inside=formulas.unnormalised,
    ),
    Slip(
        "square left out",
        "The square of {right} was left out.",
        "y − ŷ for (y − ŷ)²",
        inside=formulas.square,
        on_edge=derivatives.square_left_out,
    ),
    Slip(
        "doubled for squared",
        "{right} was doubled instead of squared.",
        "2·3 for 3²",
        inside=formulas.doubled,
    ),
    Slip(
        "upside down",
        "The fraction {right} was turned upside down.",
        "q/p for p/q",
        inside=formulas.upside_down,
    ),
    Slip(
        "brackets",
        "The brackets of {right} were not multiplied out: every term gets the factor.",
        "2a − b for 2(a − b)",
        inside=formulas.brackets,
    ),
    Slip(
        "logarithm",
        "{wrong} was computed instead of {right}.",
        "log10(q) for ln(q)",
        inside=formulas.logarithm,
    ),
    Slip(
        "degrees",
        "{right} was computed in degrees; angles are in radians.",
        "sin(1°) for sin(1)",
        inside=formulas.degrees,
    ),
    Slip(
        "decimal point",
        "Perhaps the decimal point is in the wrong place.",
        "0.00143 for 0.000143",
        on_digits=digits.decimal_point,
    ),
    Slip(
        "digits swapped",
        "Perhaps two digits are swapped.",
        "0.7791 for 0.7971",
        on_digits=digits.swapped,
    ),
    Slip(
        "digit misread",
        "Perhaps one digit is misread or miscopied.",
        "0.7 for 0.1",
        on_digits=digits.misread,
    ),
    Slip(
        "operand misread",
        "The result is that of {wrong} in place of {right}.",
        "(128)(72) worked out with 32",
        inside=digits.operand_misread,
    ),
    Slip(
        "wrong number copied",
        "This is the number of {wrong}.",
        "Σ₁ copied where Σ₂ is meant",
        on_digits=digits.copied,
    ),
    Slip(
        "rounded too early",
        "The operands were rounded to {wrong} places before the calculation.",
        "(0.6)(0.76) for (0.6044)(0.7616)",
        inside=formulas.early,
    ),
)
"""Every slip this checker knows, the commonest first."""

RANK = {slip.name: rank for rank, slip in enumerate(SLIPS)}
BY_NAME = {slip.name: slip for slip in SLIPS}
