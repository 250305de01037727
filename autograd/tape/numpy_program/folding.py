"""Expressions with numbers put in, and what follows from them computed."""

import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

from autograd.writing.trees.expressions import (
    COMPARISONS,
    Expression,
    applied,
    compared,
    inside,
    where,
)

ARITHMETIC: dict[str, Callable[..., Any]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": operator.truediv,
    "floor_divide": operator.floordiv,
    "remainder": operator.mod,
    "pow": math.pow,
    "neg": operator.neg,
    "abs": abs,
    "max": max,
    "min": min,
    "not": operator.not_,
}
POWERS: dict[float, Callable[[Any], Any]] = {
    0.5: lambda x: Expression("sqrt", (x,)),
    1.0: lambda x: x,
    2.0: lambda x: x * x,
    3.0: lambda x: x * x * x,
    -1.0: lambda x: 1.0 / x,
}
"""Powers that take arrays less time than `pow`."""


def with_numbers(tree: Any, numbers: Mapping[int, float]) -> Any:
    """An expression with plain numbers in place of some operands.

    >>> x, y = Expression("operand", (0,)), Expression("operand", (1,))
    >>> str(with_numbers(where(compared("gt", y, 0.0), x * y, x), {1: 3.0}))
    'mul(x0, 3)'
    """
    if not isinstance(tree, Expression) or not numbers:
        return tree
    done: dict[Any, Any] = {}
    for node in inside(tree):
        if node.name == "operand":
            done[node] = numbers.get(node.args[0], node)
        else:
            args = [done[arg] if isinstance(arg, Expression) else arg for arg in node.args]
            done[node] = folded(node.name, args)
    return done[tree]


def folded(name: str, args: list[Any]) -> Any:
    """A name applied to expressions and numbers, computed where that needs no operand."""
    if name == "where":
        return where(*args)
    if name in COMPARISONS:
        return compared(name, *args)
    if name in ("and", "or"):
        plain = [arg for arg in args if isinstance(arg, bool)]
        rest = [arg for arg in args if not isinstance(arg, bool)]
        if (name == "or") in plain or not rest:
            return name == "or" if (name == "or") in plain else name == "and"
        return rest[0] if len(rest) == 1 else Expression(name, tuple(args))
    if name == "pow" and args[1] in POWERS:
        return POWERS[args[1]](args[0])
    if not args or any(isinstance(arg, Expression) for arg in args):
        return (
            applied(name, *args)
            if name in ARITHMETIC and name != "not"
            else Expression(name, tuple(args))
        )
    function = ARITHMETIC.get(name) or getattr(math, name, None)
    try:
        return function(*args) if function else Expression(name, tuple(args))
    except (ValueError, ArithmeticError):
        return Expression(name, tuple(args))  # whose program tells of it
