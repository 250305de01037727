"""Outputs: slopes that people take from the result they wrote, a(1 − a), 1 − a² or q − qq'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from math import isclose
from random import Random
from typing import TypeAlias

from autograd import OPS, Value
from autograd.handwork.language.arrays import Quantity, flat, refill
from autograd.handwork.language.expressions import (
    Applied,
    Expression,
    Name,
    Negative,
    Numeral,
    Product,
    Quotient,
    Raised,
    Slope,
    children,
)
from autograd.handwork.language.functions import FUNCTIONS
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS, Lookup, evaluate, unrounded

SPELLED_OUT = ("sigmoid", "tanh", "exp")
"""Functions that people also write as fractions of powers of e."""

HALF = Numeral(0.5, "0.5")

Change: TypeAlias = tuple[int, int, float]
"""An output, an operand, and how much the slope between them changes."""


def sloped_by_output(tree: Expression, made: Quantity, node_of: Lookup) -> Quantity:
    """Values of f(x) that stand at the person's numbers, with the slope that these give.

    >>> from autograd.handwork.language.parsing import tree
    >>> z = Value(0.0)
    >>> written = z.sigmoid() + 0.3
    >>> sloped = sloped_by_output(tree("1/(1 + exp(-z))"), written, lambda name: z)
    >>> sloped.backward(); sloped.data, round(z.grad, 4)
    (0.8, 0.16)
    """
    function, argument = as_function(tree)
    if argument is None:
        return made
    operands = [x for x in flat(evaluate(argument, node_of)) if isinstance(x, Value)]
    outputs = list(flat(made))
    if len(operands) != len(outputs):
        return made
    changes = _softmax_changes if function == "softmax" else _pointwise_changes
    found = changes(function, [x.data for x in operands], [y.data for y in outputs])
    sloped = list(outputs)
    for i, k, change in found:
        if change:
            sloped[i] = sloped[i] + (operands[k] - operands[k].data) * change
    return refill(made, iter(sloped))


def _pointwise_changes(function: str, x: Sequence[float], y: Sequence[float]) -> Iterator[Change]:
    """For each entry the slope at the written output less that at the right one."""
    op = OPS[function]
    for i, (at, written) in enumerate(zip(x, y, strict=True)):
        right, other = (op.partial(0, (at, *op.defaults), out) for out in (op(at), written))
        yield i, i, other - right


def _softmax_changes(function: str, x: Sequence[float], y: Sequence[float]) -> Iterator[Change]:
    """The same for every pair of entries: ∂qᵢ/∂zₖ is qᵢ (1 − qᵢ), or −qᵢ qₖ."""
    right = list(flat(FUNCTIONS[function].compute(unrounded, list(x))))
    for i, k in product(range(len(x)), repeat=2):
        same = float(i == k)
        yield i, k, y[i] * (same - y[k]) - right[i] * (same - right[k])


@lru_cache(maxsize=1000)
def as_function(tree: Expression) -> tuple[str, Expression | None]:
    """The function a formula is, and of what; `1/(1 + e^(-z))` is σ of z."""
    match tree:
        case Applied(name, (argument,), False):
            known = FUNCTIONS[name].differentiable or name == "softmax"
            return (name, argument) if known else ("", None)
        case Raised() | Quotient():
            for exponent in _exponents(tree):
                for x in (exponent, Negative(exponent), Product((HALF, exponent))):
                    for name in SPELLED_OUT:
                        if _alike(tree, Applied(name, (x,))):
                            return name, x
    return "", None


def _exponents(tree: Expression) -> Iterator[Expression]:
    """What e is raised to in a formula."""
    match tree:
        case Raised(Numeral(_, "e"), exponent) | Applied("exp", (exponent,), False):
            yield exponent
    for part in children(tree):
        yield from _exponents(part)


def _alike(left: Expression, right: Expression) -> bool:
    """Whether two formulas are worth the same whatever their quantities are worth."""
    draw = Random(3)
    numbers: dict[Name | Slope, float] = {}

    def lookup(leaf: Name | Slope) -> float:
        return numbers.setdefault(leaf, draw.uniform(0.2, 1.5))

    for _ in range(3):
        numbers.clear()
        try:
            if not isclose(evaluate(left, lookup), evaluate(right, lookup), rel_tol=1e-9):
                return False
        except (TypeError, *NUMERIC_ERRORS):
            return False
    return True
