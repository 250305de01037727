"""Letters: operands without a number. A rule that is called on them is written out.

That is how rules of any number of operands lose their loops, `b + w₁x₁ + w₂x₂`, and how a known
exponent gets into a power. Of a rule that has to know a number, letters tell that it does.
"""

import ast
import math
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, overload

from autograd.ops.constants import Constant
from autograd.ops.operation import Op


class UndecidedError(Exception):
    """A rule asked for the number of a letter."""


DEEPEST = 200
"""The most sums inside a piece of another expression; Python's own parser has its limit too."""


Writes = Callable[[Op, Sequence[Any]], ast.expr]


class Letter:
    """A piece of Python, in which a chain of sums is kept as a last term and all before it.

    Args:
        term: The piece.
        rules: Writes the ops that are called on it: an op and operands -> a syntax tree.
        before: What the piece is added to.
    """

    __slots__ = ("before", "count", "rules", "term")

    def __init__(self, term: ast.expr, rules: "Writes", before: "Letter | None" = None) -> None:
        self.term, self.rules, self.before = term, rules, before
        self.count: int = before.count + 1 if before is not None else 1

    @staticmethod
    def apply_op(op: Op, operands: tuple[Any, ...]) -> "Letter":
        """An op called on letters and numbers."""
        rules = next(each.rules for each in operands if type(each) is Letter)
        return Letter(rules(op, operands), rules)

    def terms(self) -> list[ast.expr]:
        """What is added, from the left."""
        found, letter = [], self
        while letter.before is not None:
            found.append(letter.term)
            letter = letter.before
        return [letter.term, *reversed(found)]

    def __add__(self, other: Any) -> "Letter":
        return self if is_number(other, 0) else Letter(tree(other), self.rules, self)

    def __radd__(self, other: Any) -> "Letter":
        if is_number(other, 0):
            return self
        return Letter(tree(self), self.rules, Letter(tree(other), self.rules))

    def __mul__(self, other: Any) -> "Letter":
        return self if is_number(other, 1) else self.joined(self, ast.Mult(), other)

    def __rmul__(self, other: Any) -> "Letter":
        return self if is_number(other, 1) else self.joined(other, ast.Mult(), self)

    def __pow__(self, other: Any) -> "Letter":
        if type(other) is Letter or other != other // 1:  # of a negative base no real number
            undecided(self)
        return self if other == 1 else self.joined(self, ast.Pow(), other)

    def __sub__(self, other: Any) -> "Letter":
        return self.joined(self, ast.Sub(), other)

    def __rsub__(self, other: Any) -> "Letter":
        return self.joined(other, ast.Sub(), self)

    def __truediv__(self, other: Any) -> "Letter":
        return self.joined(self, ast.Div(), other)

    def __rtruediv__(self, other: Any) -> "Letter":
        return self.joined(other, ast.Div(), self)

    def __neg__(self) -> "Letter":
        return Letter(ast.UnaryOp(ast.USub(), tree(self)), self.rules)

    def joined(self, left: Any, operator: ast.operator, right: Any) -> "Letter":
        """Two pieces with an operator between."""
        return Letter(ast.BinOp(tree(left), operator, tree(right)), self.rules)


class Letters(Sequence[Letter]):
    """So many letters by their places, each made when a rule asks for it; a sum may be wide."""

    def __init__(self, length: int, rules: Writes) -> None:
        self.length, self.rules = length, rules

    @overload
    def __getitem__(self, index: int) -> Letter: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Letter, ...]: ...
    def __getitem__(self, index: int | slice) -> Letter | tuple[Letter, ...]:
        found = range(self.length)[index]
        if isinstance(found, int):
            return letter(found, self.rules)
        return tuple([letter(place, self.rules) for place in found])

    def __len__(self) -> int:
        return self.length


def letter(place: int, rules: Writes) -> Letter:
    """The letter of a place, `§3§`, which stands in no Python otherwise."""
    return Letter(ast.Name(f"§{place}§"), rules)


def undecided(*_: Any) -> NoReturn:
    """Say that a rule depends on a number."""
    raise UndecidedError


ASKING = "bool float int index len iter abs round eq ne lt le gt ge hash rpow mod"
for asks in ASKING.split():
    setattr(Letter, f"__{asks}__", undecided)


def is_number(x: Any, number: int) -> bool:
    """Whether this is that very number, so that adding or multiplying it changes nothing."""
    return type(x) in (int, float) and x == number


def tree(x: Any) -> ast.expr:
    """A letter or a number as a syntax tree."""
    if type(x) is not Letter:
        return literal(x)
    if x.count > DEEPEST:
        undecided(x)
    return sum_of(x.terms())


def sum_of(terms: Sequence[ast.expr]) -> ast.expr:
    """Terms added up, from the left."""
    whole, *others = terms
    for term in others:
        whole = ast.BinOp(whole, ast.Add(), term)
    return whole


def literal(number: Any) -> ast.expr:
    """A number as Python writes it.

    >>> ast.unparse(literal(-0.5)), ast.unparse(literal(math.inf))
    ('-0.5', 'math.inf')
    """
    if isinstance(number, Constant):
        return ast.parse(number.python, mode="eval").body
    if type(number) not in (int, float, bool):
        undecided(number)
    if math.copysign(1, number) < 0:
        return ast.UnaryOp(ast.USub(), literal(-number))
    if math.isfinite(number):
        return ast.Constant(number)
    return ast.Attribute(ast.Name("math"), "nan" if math.isnan(number) else "inf")


def written_out(rule: Callable[..., Any], *operands: Any) -> list[ast.expr] | None:
    """The terms of what a rule gives for these operands; None where it asks for their numbers."""
    try:
        result = rule(*operands)
        return result.terms() if type(result) is Letter else [literal(result)]
    except (UndecidedError, TypeError, LookupError, ValueError, ArithmeticError):
        return None
