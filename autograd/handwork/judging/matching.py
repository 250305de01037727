"""Matching: which number of a substitution stands for which quantity of the formula before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice, permutations
from typing import TypeAlias

from autograd.handwork.language.expressions import (
    Elementwise,
    Expression,
    Name,
    Numeral,
    Product,
    Slope,
    Sum,
    children,
    is_number,
)
from autograd.handwork.language.limits import permit

Pair: TypeAlias = tuple[Expression, Expression]
Agrees: TypeAlias = Callable[[Expression, Expression], bool]
MOST_ORDERS = 24


def pairs(formula: Expression, numbers: Expression, agrees: Agrees) -> list[Pair] | None:
    """What stands in the formula, with the numbers put in for it; None if the forms differ.

    Terms and factors may have changed places; `agrees` says whether a number fits a sub-expression.

    >>> from autograd.handwork.language.parsing import tree
    >>> found = pairs(tree("x1 w1 + 1"), tree("(0.9)(0.75) + 1"), lambda a, b: True)
    >>> [(a.id, b.value) for a, b in found]
    [('x1', 0.9), ('w1', 0.75)]
    """
    return Matching(agrees).pairs(formula, numbers)


class Matching:
    """One search: two parts that meet again in another order are compared once."""

    def __init__(self, agrees: Agrees) -> None:
        self.agrees = cache(agrees)
        self.known: dict[tuple[int, int], list[Pair] | None] = {}

    def pairs(self, formula: Expression, numbers: Expression) -> list[Pair] | None:
        """The pairs of two trees, None if their forms differ."""
        both = id(formula), id(numbers)  # parts of the two trees, which outlive the search
        if both not in self.known:
            permit()
            self.known[both] = self._compared(formula, numbers)
        return self.known[both]

    def _compared(self, formula: Expression, numbers: Expression) -> list[Pair] | None:
        if formula == numbers:
            return []
        if is_number(numbers):
            if isinstance(formula, Numeral):
                return [] if formula.value == getattr(numbers, "value", None) else None
            return [(formula, numbers)]
        if isinstance(formula, Name | Slope) or type(formula) is not type(numbers):
            return None
        left, right = children(formula), children(numbers)
        if len(left) != len(right) or _label(formula) != _label(numbers):
            return None
        if isinstance(formula, Sum | Product | Elementwise):
            return self._any_order(left, right)
        return self._in_order(left, right)

    def _in_order(
        self, left: Sequence[Expression], right: Sequence[Expression]
    ) -> list[Pair] | None:
        found: list[Pair] = []
        for a, b in zip(left, right, strict=True):
            matched = self.pairs(a, b)
            if matched is None:
                return None
            found += matched
        return found

    def _any_order(
        self, left: Sequence[Expression], right: Sequence[Expression]
    ) -> list[Pair] | None:
        """The order as written if it fits, else another that does, else the order as written."""
        written = self._in_order(left, right)
        if written is not None and all(self.agrees(a, b) for a, b in written):
            return written
        for order in islice(permutations(right), 1, MOST_ORDERS):
            found = self._in_order(left, order)
            if found is not None and all(self.agrees(a, b) for a, b in found):
                return found
        return written


def _label(node: Expression) -> object:
    """What must be the same in both besides the parts."""
    return getattr(node, "function", getattr(node, "sign", None)), getattr(node, "prime", None)
