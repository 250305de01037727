"""Ops with kinks or jumps; what holds at the kink is said in each docstring."""

import math
from typing import Any

from autograd.ops.declaration import op
from autograd.ops.notation import Call, Fence

AROUND_ZERO = ((-1.3,), (0.4,), (2.1,))
APART = ((1.5, -0.7), (-2.0, 3.0))


@op(lambda x, y: 0.0, notation=Call("step", r"\operatorname{step}"), samples=AROUND_ZERO)
def step(x: Any) -> Any:
    """1 for x > 0, else 0, so step(0) = 0; its derivative is 0 everywhere, at the jump too.

    >>> step(0), step(2)
    (0.0, 1.0)
    """
    return 1.0 if x > 0 else 0.0


@op(lambda x, y: 0.0, notation=Call("sign", r"\operatorname{sign}"), samples=AROUND_ZERO)
def sign(x: Any) -> Any:
    """−1, 0 or 1 by the sign of x; its derivative is 0 everywhere, at the jump too.

    >>> sign(-3), sign(0)
    (-1.0, 0.0)
    """
    return float((x > 0) - (x < 0))


@op(lambda x, y: sign(x), notation=Fence(), samples=AROUND_ZERO)
def abs(x: Any) -> Any:
    """The absolute value |x|; its derivative is sign(x), so abs′(0) = 0 as in PyTorch.

    >>> abs(-3)
    3.0
    """
    return 0 - x if x <= 0 else x  # 0 - 0, as the negative of 0.0 is -0.0


@op(
    lambda a, b, y: 1 - step(b - a),
    lambda a, b, y: step(b - a),
    notation=Call("max", r"\max"),
    samples=APART,
)
def maximum(a: Any, b: Any) -> Any:
    """The larger of a and b; it passes the gradient to that one, in a tie to the first.

    >>> maximum(2, 3)
    3.0
    """
    return b if b > a or math.isnan(b) else a


@op(
    lambda a, b, y: 1 - step(a - b),
    lambda a, b, y: step(a - b),
    notation=Call("min", r"\min"),
    samples=APART,
)
def minimum(a: Any, b: Any) -> Any:
    """The smaller of a and b; it passes the gradient to that one, in a tie to the first.

    >>> minimum(2, 3)
    2.0
    """
    return b if b < a or math.isnan(b) else a


@op(
    lambda x, low, high, y: (1 - step(low - x)) * (1 - step(x - high)),
    lambda x, low, high, y: step(low - x),
    lambda x, low, high, y: step(x - high),
    samples=((0.3, -1.0, 1.0), (-2.0, -1.0, 1.0), (5.0, -1.0, 1.0)),
    domain="low ≤ high",
)
def clip(x: Any, low: Any, high: Any) -> Any:
    """x held between low and high; at a bound the derivative by x is 1, as in PyTorch.

    >>> clip(5, -1, 1), clip(0.5, -1, 1)
    (1.0, 0.5)
    """
    if low > high:
        raise ValueError(f"the low bound {low} lies above the high bound {high}")
    return low if x < low else high if x > high else x
