"""Ops of several operands that textbooks draw as one node: the weighted sum Σ, losses,
log-sum-exp.
"""

import math
from collections.abc import Sequence
from operator import mul
from typing import Any

from autograd.ops.declaration import op
from autograd.ops.elementary import exp
from autograd.ops.notation import Call, Spelled


@op(
    lambda prediction, target, y: 2 * (prediction - target),
    lambda prediction, target, y: -2 * (prediction - target),
    notation=Spelled(lambda prediction, target: (prediction - target) ** 2),
    samples=((0.6, 0.5), (-1.0, 2.0)),
)
def squared_error(prediction: Any, target: Any) -> Any:
    """(prediction − target)², without ½; ∂/∂prediction = 2(prediction − target).

    >>> squared_error(3, 1)
    4.0
    """
    return (prediction - target) * (prediction - target)


@op(
    lambda i, xs, y: exp(xs[i] - y),
    variadic=True,
    notation=Call("logsumexp", r"\operatorname{logsumexp}"),
    samples=((1.0, 2.0, 3.0), (-0.5,), (0.2, 0.2)),
    domain="at least one operand",
)
def logsumexp(*xs: Any) -> Any:
    """ln Σ eˣⁱ, computed around the largest operand; its derivatives are the softmax.

    >>> round(logsumexp(1000, 1000), 4)
    1000.6931
    """
    if not xs:
        raise ValueError("logsumexp of nothing")
    largest = max(xs)
    if math.isinf(largest):
        return math.nan if any(map(math.isnan, xs)) else largest
    return float(largest) + math.log(math.fsum(math.exp(x - largest) for x in xs))


def spelled_sum(bias: Any, *terms: Any) -> Any:
    """b + w₁x₁ + … written out; a bias of 0 is left away where there is anything else."""
    half = len(terms) // 2
    products = [w * x for w, x in zip(terms[:half], terms[half:], strict=True)]
    written = products if products and bias == 0 else [*products, bias]
    total = written[0]
    for product in written[1:]:
        total = total + product
    return total


def weighted_sum_partial(i: int, operands: Sequence[Any], y: Any) -> Any:
    """1 for the bias, xᵢ for the weight wᵢ, wᵢ for the input xᵢ."""
    half = len(operands) // 2
    if i == 0:
        return 1.0
    return operands[i + half] if i <= half else operands[i - half]


@op(
    weighted_sum_partial,
    variadic=True,
    notation=Spelled(spelled_sum),
    samples=((0.5, 1.0, -2.0, 3.0, 0.25), (0.0, 2.0, 7.0), (1.0,)),
    domain="one input for each weight",
)
def sigma(bias: Any, *terms: Any) -> Any:
    """The weighted sum b + Σ wᵢxᵢ of (b, w₁…wₙ, x₁…xₙ) as one op; see `weighted_sum`.

    >>> sigma(0.5, 1, 2, 10, 100)
    210.5
    """
    half = len(terms) // 2
    if len(terms) != 2 * half:
        raise ValueError(f"{len(terms)} terms do not split into as many weights as inputs")
    return sum(map(mul, terms[:half], terms[half:]), bias)
