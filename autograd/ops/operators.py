"""Python's operators, mapped to ops once, for every class that ops work on."""

from collections.abc import Callable
from typing import Any

from autograd.ops.arithmetic import add, div, mul, neg, pow, sub
from autograd.ops.operation import Op
from autograd.ops.piecewise import abs
from autograd.ops.whole_division import floor_divide, remainder

BINARY: dict[str, Op] = {
    "add": add,
    "sub": sub,
    "mul": mul,
    "truediv": div,
    "floordiv": floor_divide,
    "mod": remainder,
    "pow": pow,
}
UNARY: dict[str, Op] = {"neg": neg, "abs": abs}


def carries_operators(
    cls: type,
    method_of: Callable[[Op], Callable[..., Any]],
    operators_of: Callable[[Op], tuple[Callable[..., Any], Callable[..., Any]]],
) -> None:
    """Give `cls` the operators + − × ÷ // % ** and their reflections, the sign −, and abs()."""
    for name, op in UNARY.items():
        setattr(cls, f"__{name}__", method_of(op))
    for name, op in BINARY.items():
        operator, reflected = operators_of(op)
        setattr(cls, f"__{name}__", operator)
        setattr(cls, f"__r{name}__", reflected)
