"""Ops of several operands that textbooks draw as one node: the weighted sum Σ, losses,
log-sum-exp.
"""

import math
import sys
from collections.abc import Iterable, Sequence
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


ON_PAPER = 16
"""The most operands for which the derivatives of `logsumexp` are sums over all operands."""


def softmax_share(i: int, xs: Sequence[Any], y: Any) -> Any:
    """eˣⁱ/Σ eˣʲ, from the operands alone: e^(xᵢ − y), which is quicker, would carry by hand the
    rounding of y, a number that nobody writes down on paper.
    """
    if len(xs) > ON_PAPER:
        return exp(xs[i] - y)
    total = 1.0
    for j, x in enumerate(xs):
        if j != i:
            total = total + exp(x - xs[i])
    return 1 / total


@op(
    softmax_share,
    variadic=True,
    notation=Call("logsumexp", r"\operatorname{logsumexp}"),
    samples=((1.0, 2.0, 3.0), (-0.5,), (0.2, 0.2)),
    domain="at least one operand",
)
def logsumexp(*xs: Any) -> Any:
    """ln Σ eˣⁱ, computed around the largest operand; its derivatives are the softmax.

    Beyond 16 operands they are computed as e^(xᵢ − y), which loses up to |y| units in the last
    place, as in PyTorch.

    >>> round(logsumexp(1000, 1000), 4)
    1000.6931
    """
    if not xs:
        raise ValueError("logsumexp of nothing")
    largest = max(xs)
    if math.isinf(largest):
        return math.nan if any(map(math.isnan, xs)) else largest
    return float(largest) + math.log(math.fsum(math.exp(x - largest) for x in xs))


class Zero(float):
    """0.0, but no plain float: Python 3.12 and later compensate the rounding of sums that start
    with one.
    """


START = 0 if sys.version_info < (3, 12) else Zero()
"""Where sums of floats start, so that the last digit is that of adding one by one everywhere."""


def sum_from(start: float, terms: Iterable[float]) -> float:
    """start + t₁ + t₂ + …, floats added one by one.

    >>> sum_from(1.0, [0.1] * 3) == 1.0 + 0.1 + 0.1 + 0.1
    True
    """
    return sum(terms, start if START.__class__ is int else Zero(start))


def added(terms: Sequence[Any]) -> Any:
    """The sum of floats or of decimals, one after another.

    >>> added([0.1] * 10)
    0.9999999999999999
    """
    return sum(terms, START if {term.__class__ for term in terms} == {float} else 0)


def split(terms: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Any]]:
    """(b, w₁…wₙ) and (x₁…xₙ) of the operands of a weighted sum; without b they are even in number.

    >>> split((0.5, 1, 2, 10, 100)), split((1, 2, 10, 100))
    (((0.5, 1, 2), (10, 100)), ((1, 2), (10, 100)))
    """
    half = (len(terms) + 1) // 2
    return terms[:half], terms[half:]


def spelled_sum(*terms: Any) -> Any:
    """w₁x₁ + … + b written out; a bias of 0 is left away where there is anything else."""
    weights, inputs = split(terms)
    biases, weights = weights[: len(terms) % 2], weights[len(terms) % 2 :]
    written = [w * x for w, x in zip(weights, inputs, strict=True)]
    written += [bias for bias in biases if not (written and bias == 0)]
    total = written[0]
    for product in written[1:]:
        total = total + product
    return total


def weighted_sum_partial(i: int, operands: Sequence[Any], y: Any) -> Any:
    """1 for the bias, xᵢ for the weight wᵢ, wᵢ for the input xᵢ."""
    half, has_bias = len(operands) // 2, len(operands) % 2
    if i < has_bias:
        return 1.0
    return operands[i + half] if i < half + has_bias else operands[i - half]


@op(
    weighted_sum_partial,
    variadic=True,
    notation=Spelled(spelled_sum),
    samples=((0.5, 1.0, -2.0, 3.0, 0.25), (0.0, 2.0, 7.0), (1.0,), (2.0, 3.0, 5.0, 7.0)),
)
def sigma(*terms: Any) -> Any:
    """The weighted sum b + Σ wᵢxᵢ of (b, w₁…wₙ, x₁…xₙ), or of (w₁…wₙ, x₁…xₙ), as one op; see
    `weighted_sum`.

    >>> sigma(0.5, 1, 2, 10, 100)
    210.5
    """
    weights, inputs = split(terms)
    factors = inputs if len(weights) == len(inputs) else (1, *inputs)
    return added(list(map(mul, weights, factors)))
