"""Python's `//` and `%`: division into whole parts, and what remains."""

from typing import Any

from autograd.ops.declaration import op
from autograd.ops.operation import OPS

BETWEEN_JUMPS = ((5.3, 2.0), (-5.3, 2.0), (5.3, -2.0))


def rounds_up(rest: Any, b: Any) -> bool:
    """Whether `//` has rounded up: a Decimal's goes towards 0, and its `%` has the sign of a."""
    return bool(rest) and bool(rest < 0) != bool(b < 0)


@op(
    lambda a, b, y: 0.0,
    lambda a, b, y: 0.0,
    samples=BETWEEN_JUMPS,
    domain="b ≠ 0",
)
def floor_divide(a: Any, b: Any) -> Any:
    """a // b, the largest whole number ≤ a/b; its derivatives are 0 everywhere, at the jumps too.

    >>> floor_divide(7, 2), floor_divide(-7, 2)
    (3.0, -4.0)
    """
    return a // b - 1 if rounds_up(a % b, b) else a // b


@op(
    lambda a, b, y: 1.0,
    lambda a, b, y: -OPS["floor_divide"](a, b),
    samples=BETWEEN_JUMPS,
    domain="b ≠ 0",
)
def remainder(a: Any, b: Any) -> Any:
    """a % b = a − b·(a // b), with the sign of b; ∂/∂a = 1 and ∂/∂b = −(a // b), at jumps too.

    >>> remainder(7, 2), remainder(-7, 2)
    (1.0, 1.0)
    """
    rest = a % b
    return rest + b if rounds_up(rest, b) else rest
