"""The catalogue of slips: each declared once, with what it does, its sentence and an example.

A slip changes one thing. `inside` gives what a sub-expression would have been worth with the slip,
`instead` the formulas that would have stood in its place, `on_edge` what a local derivative would
have been, `on_path` what a gradient would have been with one of its paths treated wrongly,
`on_digits` what would stand for a right number.
The order is that of how common they are, and ranks guesses that fit equally well.
"""

from __future__ import annotations

from autograd.handwork.slips import of_algebra as algebra
from autograd.handwork.slips import of_derivatives as derivatives
from autograd.handwork.slips import of_digits as digits
from autograd.handwork.slips import of_formulas as formulas
from autograd.handwork.slips import of_networks as networks
from autograd.handwork.slips import of_training as training
from autograd.handwork.slips.declaring import Slip

SLIPS: tuple[Slip, ...] = (
    *training.SLIPS,
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
        "factor two",
        "A factor 2 is missing or too many.",
        "y − ŷ for the derivative of (y − ŷ)²",
        inside=formulas.two,
        on_edge=derivatives.edge_two,
    ),
    Slip(
        "value for derivative",
        "The function's value was used where its derivative {right} is meant.",
        "σ(z) for σ'(z)",
        **derivatives.on_slopes(derivatives.value_for_slope),
    ),
    Slip(
        "inner derivative left out",
        "The inner derivative, that of {right}, was left out.",
        "cos(3x) for 3 cos(3x)",
        inside=derivatives.inner_in_slope,
        on_edge=derivatives.inner_left_out,
    ),
    Slip(
        "not normalised",
        "{right} is a share of the whole, and was not divided by the sum.",
        "exp(z) for softmax(z)",
        inside=formulas.unnormalised,
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
        "other derivative",
        "The derivative of {wrong} was used for {right}.",
        "1 − a² for a(1 − a)",
        **derivatives.on_slopes(derivatives.other_slope, algebra.other_by_output),
    ),
    Slip(
        "derivative at output",
        "The derivative {right} was taken at the output of the function, not at its input.",
        "σ'(σ(z)) for σ'(z)",
        **derivatives.on_slopes(derivatives.slope_at_output),
    ),
    Slip(
        "pre- for post-activation",
        "{wrong} was used where {right} is meant: before and after the function.",
        "∂z₂/∂w = z₁ for a₁ = σ(z₁)",
        inside=networks.before_function,
    ),
    Slip(
        "neighbour",
        "{wrong} was used where {right} is meant.",
        "w₄ for w₃",
        inside=formulas.neighbour,
        instead=formulas.neighbours_exchanged,
        on_edge=derivatives.edge_neighbour,
    ),
    Slip(
        "bias gradient times the bias",
        "{wrong} was multiplied in, although {right} is 1.",
        "∂L/∂b = ∂L/∂z · b for ∂L/∂z",
        inside=networks.times_operand,
        on_edge=networks.times_bias,
    ),
    Slip(
        "operand for derivative",
        "{wrong} itself was put in where {right} is meant.",
        "∂z/∂w = w for ∂z/∂w = x",
        on_edge=derivatives.operand_for_slope,
    ),
    Slip(
        "n − 1",
        "{right} was divided by {wrong}.",
        "a sum divided by n − 1 for n",
        inside=algebra.one_less,
    ),
    Slip(
        "wrong class",
        "{wrong} was computed instead of {right}.",
        "−y ln(1 − p) for −y ln(p)",
        instead=algebra.complement,
    ),
    Slip(
        "term left out",
        "The term {right} was left out.",
        "w x for w x + b",
        inside=formulas.term_left_out,
    ),
    Slip(
        "factor too many",
        "{wrong} was multiplied in; it is in {right} already.",
        "(p − y) p (1 − p) for p − y",
        inside=networks.factor_too_many,
    ),
    Slip(
        "term too many",
        "A 1 was added or taken away, which {right} does not have.",
        "q₂ − 1 for q₂",
        inside=networks.one_too_many,
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
        "updated weight",
        "{wrong} was used where {right} is meant: before and after the update.",
        "∂L/∂h = ∂L/∂y · w⁺ for ∂L/∂y · w",
        inside=training.after_update,
    ),
    Slip(
        "transposed",
        "{wrong} was used where {right} is meant.",
        "W x for W' x",
        inside=formulas.transposed,
    ),
    Slip(
        "reversed",
        "The entries of {right} stand in reverse order.",
        "∂L/∂w = [8, 5] for [5, 8]",
        inside=networks.reversed_entries,
    ),
    Slip(
        "kernel flip",
        "{wrong} was computed instead of {right}: the kernel is flipped in one of them.",
        "[7, 10] for the convolution [5, 8]",
        inside=networks.kernel,
    ),
    Slip(
        "shifted",
        "The entries are shifted by one place.",
        "[0, 5] for [5, 8]",
        inside=formulas.shifted,
    ),
    Slip(
        "average for max",
        "{wrong} was taken where {right} is meant.",
        "the mean of a window for its largest entry",
        inside=networks.pooled,
    ),
    Slip(
        "sum for mean",
        "{wrong} was computed instead of {right}: the 1/N.",
        "sum(e) for mean(e)",
        inside=formulas.share,
    ),
    Slip(
        "square left out",
        "The square of {right} was left out.",
        "y − ŷ for (y − ŷ)²",
        inside=formulas.square,
    ),
    Slip(
        "doubled for squared",
        "{right} was doubled instead of squared.",
        "2·3 for 3²",
        inside=formulas.doubled,
    ),
    Slip(
        "function of a sum",
        "{wrong} was computed instead of {right}.",
        "e^(z₁ + z₂) for e^z₁ + e^z₂",
        instead=algebra.of_a_sum,
    ),
    Slip(
        "sum squared",
        "{wrong} was computed instead of {right}.",
        "(Σx)² for Σx²",
        instead=algebra.square_of_a_sum,
    ),
    Slip(
        "plus for times",
        "{wrong} was computed instead of {right}.",
        "x + w for x w",
        instead=algebra.plus_for_times,
    ),
    Slip(
        "exponent",
        "The exponent is wrong: {wrong} was computed instead of {right}.",
        "x⁶ for x² x³",
        instead=algebra.exponent,
    ),
    Slip(
        "upside down",
        "The fraction {right} was turned upside down.",
        "q/p for p/q",
        inside=formulas.upside_down,
    ),
    Slip(
        "brackets",
        "{wrong} was computed instead of {right}: mind the brackets.",
        "2a − b for 2(a − b)",
        instead=algebra.brackets,
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
        "exchanged",
        "{wrong} was computed instead of {right}: two quantities changed places.",
        "q ln(p) for p ln(q)",
        instead=formulas.exchanged,
    ),
    Slip(
        "other variable",
        "{wrong} was taken where {right} is meant.",
        "∂f/∂y for ∂f/∂x",
        inside=networks.other_variable,
        on_edge=networks.other_operand,
    ),
    *digits.SLIPS,
)
"""Every slip this checker knows, the commonest first."""

RANK = {slip.name: rank for rank, slip in enumerate(SLIPS)}
BY_NAME = {slip.name: slip for slip in SLIPS}
OF_THE_PEN = {slip.name for slip in digits.SLIPS}
