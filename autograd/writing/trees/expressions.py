"""Rules as trees of arithmetic, from which programs for arrays and for machines are printed.

A tree has no branches in time: both sides of an `if` are in it, under `where`. So it means the same
on one number and on each of many.
"""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograd.writing.sources import UntranslatableError

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    name: getattr(operator, name) for name in ("lt", "le", "gt", "ge", "eq", "ne")
}
CONDITIONS = {*COMPARISONS, "and", "or", "not", "isnan", "isinf", "isfinite", "any"}
"""What gives true or false; all else gives a number."""

NEUTRAL = {"add": 0.0, "sub": 0.0, "mul": 1.0, "div": 1.0, "pow": 1.0}
NEUTRAL_FIRST = {"add": 0.0, "mul": 1.0}
SAFE = {"add": operator.add, "sub": operator.sub, "mul": operator.mul}
"""What may be left away, as the second argument and as the first; what may be computed ahead."""


@dataclass(frozen=True, eq=True)
class Expression:
    """A name applied to arguments: expressions and plain numbers.

    The names are `operand` (whose argument is its place, counted from 0), `result` (what the op
    gave), add, sub, mul, div, floor_divide, remainder, pow, neg, abs, max and min (which let nan
    through), sum (of any number), `where` (condition, yes, no), those of `CONDITIONS`, and those of
    functions of `math`. Of ops of any number of operands there are also `each` (every operand by
    itself) and, over all of them, `sum`, `max`, `min` and `any` of one argument.

    >>> x = Expression("operand", (0,))
    >>> str(1 / (x * x))
    'div(1, mul(x0, x0))'
    """

    name: str
    args: tuple[Any, ...] = ()

    def __str__(self) -> str:
        if self.name == "operand":
            return f"x{self.args[0]}"
        if not self.args:
            return self.name
        shown = (str(arg) if isinstance(arg, Expression) else f"{arg:g}" for arg in self.args)
        return f"{self.name}({', '.join(shown)})"

    def __bool__(self) -> bool:
        raise UntranslatableError(f"it asks for the truth of {self} where no rule may")

    def __abs__(self) -> Any:
        return applied("abs", self)

    def __neg__(self) -> Any:
        return applied("neg", self)

    def __add__(self, other: Any) -> Any:
        return applied("add", self, other)

    def __radd__(self, other: Any) -> Any:
        return applied("add", other, self)

    def __sub__(self, other: Any) -> Any:
        return applied("sub", self, other)

    def __rsub__(self, other: Any) -> Any:
        return applied("sub", other, self)

    def __mul__(self, other: Any) -> Any:
        return applied("mul", self, other)

    def __rmul__(self, other: Any) -> Any:
        return applied("mul", other, self)

    def __truediv__(self, other: Any) -> Any:
        return applied("div", self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return applied("div", other, self)

    def __floordiv__(self, other: Any) -> Any:
        return applied("floor_divide", self, other)

    def __mod__(self, other: Any) -> Any:
        return applied("remainder", self, other)

    def __pow__(self, other: Any) -> Any:
        return applied("mul", self, self) if other == 2 else applied("pow", self, other)

    def __rpow__(self, other: Any) -> Any:
        return applied("pow", other, self)


def is_condition(x: Any) -> bool:
    """Whether an expression is true or false."""
    return isinstance(x, bool) or (isinstance(x, Expression) and x.name in CONDITIONS)


def as_number(x: Any) -> Any:
    """A condition as 1 or 0, a number as it is."""
    return where(x, 1.0, 0.0) if is_condition(x) else x


def applied(name: str, *args: Any) -> Any:
    """A name applied to numbers, without what changes nothing: + 0, × 1."""
    args = tuple(map(as_number, args))
    if len(args) == 2:
        first, second = args
        if not isinstance(second, Expression) and NEUTRAL.get(name) == second:
            return first
        if not isinstance(first, Expression) and NEUTRAL_FIRST.get(name) == first:
            return second
        if is_switch(second) and not isinstance(first, Expression) and name in SAFE:
            condition, yes, no = second.args
            return where(condition, SAFE[name](first, yes), SAFE[name](first, no))
    return Expression(name, args)


def is_switch(x: Any) -> bool:
    """Whether an expression is one of two plain numbers."""
    return (
        isinstance(x, Expression)
        and x.name == "where"
        and not any(isinstance(arg, Expression) for arg in x.args[1:])
    )


def where(condition: Any, yes: Any, no: Any) -> Any:
    """One of two. What is `max(x, 0)` is told as such, since every array library has it.

    >>> x = Expression("operand", (0,))
    >>> str(where(compared("le", x, 0.0), 0.0, x))
    'max(x0, 0)'
    """
    if isinstance(condition, bool):
        return yes if condition else no
    yes, no = as_number(yes), as_number(no)
    if condition.name == "not":
        condition, yes, no = condition.args[0], no, yes
    if condition.name == "or" and condition.args[1] == Expression("isnan", (yes,)):
        condition = condition.args[0]  # then it is max or min, which let nan through
    if yes == no:
        return yes
    if condition.name in ("lt", "le", "gt", "ge") and condition.args in ((yes, no), (no, yes)):
        larger = (condition.name in ("gt", "ge")) == (condition.args == (yes, no))
        return Expression("max" if larger else "min", (no, yes))
    return Expression("where", (condition, yes, no))


def compared(name: str, left: Any, right: Any) -> Any:
    """A comparison, at once where it is between plain things."""
    if isinstance(left, Expression) or isinstance(right, Expression):
        return Expression(name, (left, right))
    return COMPARISONS[name](left, right)


def inside(expression: Any) -> list[Expression]:
    """An expression and all those in it, each once, what is computed first first."""
    found: dict[Expression, None] = {}
    waiting = [(expression, False)]
    while waiting:
        node, done = waiting.pop()
        if not isinstance(node, Expression) or node in found:
            continue
        if done:
            found[node] = None
        else:
            waiting.append((node, True))
            waiting.extend((arg, False) for arg in reversed(node.args))
    return list(found)
