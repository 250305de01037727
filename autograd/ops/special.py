"""Special functions beside the elementary ones; named as in `torch.special`."""

import math
from typing import Any

from autograd.ops.arithmetic import square
from autograd.ops.constants import PI, TWO_OVER_SQRT_PI
from autograd.ops.declaration import op
from autograd.ops.elementary import cos, exp, log
from autograd.ops.notation import Call, Spelled
from autograd.ops.numerals import plain_number


@op(
    lambda x, y: -(TWO_OVER_SQRT_PI * exp(-square(x))),
    notation=Call("erfc", r"\operatorname{erfc}"),
    samples=((-1.3,), (0.4,), (2.1,)),
)
def erfc(x: Any) -> Any:
    """1 − erf x, exact where that is nearly 0; its derivative is −2/√π e^(−x²).

    The derivative loses up to x² units in the last place to the rounding of x², as in PyTorch.

    >>> erfc(0)
    1.0
    """
    return math.erfc(x)


@op(
    lambda x, y, result: log(y),
    lambda x, y, result: x / y,
    notation=Spelled(lambda x, y: x * log(y)),
    samples=((1.5, 0.7), (-2.0, 3.0)),
    domain="y > 0, or x = 0 and y ≥ 0",
)
def xlogy(x: Any, y: Any) -> Any:
    """x·ln y, and 0 where x = 0 and y ≥ 0, as entropies want; ∂/∂x = ln y and ∂/∂y = x/y.

    At y = 0 both derivatives are missing.

    >>> xlogy(0, 0), xlogy(3, 1)
    (0.0, 0.0)
    """
    return 0.0 if x == 0 and y >= 0 else x * math.log(y)


def sinc_slope(x: Any, y: Any) -> Any:
    """(cos πx − y)/x; where its terms cancel, the first of −2π²x/3! + 4π⁴x³/5! − … instead."""
    if not -0.5 < plain_number(x) < 0.5:
        return (cos(PI * x) - y) / x
    total: Any = 0.0
    for k in range(24, 0, -2):
        total = total * square(x) + (-1) ** (k // 2) * k * math.pi**k / math.factorial(k + 1)
    return total * x


@op(sinc_slope, samples=((-1.3,), (0.4,), (2.1,)))
def sinc(x: Any) -> Any:
    """sin(πx)/(πx), and 1 at 0; its derivative is (cos πx − sinc x)/x, and 0 at 0.

    Both lose up to 4|x| units in the last place to the rounding of πx, as in PyTorch.

    >>> sinc(0), round(sinc(0.5), 4)
    (1.0, 0.6366)
    """
    return math.sin(PI * x) / (PI * x) if x else 1.0
