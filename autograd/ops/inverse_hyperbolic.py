"""The inverses of the hyperbolic functions; their derivatives neither overflow nor cancel."""

import math
from typing import Any

from autograd.ops.declaration import op
from autograd.ops.elementary import hypot, sqrt
from autograd.ops.notation import Call


@op(
    lambda x, y: 1 / hypot(1.0, x),
    notation=Call("asinh", r"\operatorname{arsinh}"),
    samples=((-1.3,), (0.4,), (2.1,)),
)
def asinh(x: Any) -> Any:
    """The number whose hyperbolic sine is x; its derivative is 1/√(1 + x²).

    >>> asinh(0)
    0.0
    """
    return math.asinh(x)


@op(
    lambda x, y: 1 / (sqrt(x - 1) * sqrt(x + 1)),
    notation=Call("acosh", r"\operatorname{arcosh}"),
    samples=((1.2,), (3.0,)),
    domain="x ≥ 1",
)
def acosh(x: Any) -> Any:
    """The number ≥ 0 whose hyperbolic cosine is x; its derivative 1/√(x² − 1) is missing at 1.

    >>> acosh(1)
    0.0
    """
    return math.acosh(x)


@op(
    lambda x, y: 1 / ((1 - x) * (1 + x)),
    notation=Call("atanh", r"\operatorname{artanh}"),
    samples=((-0.8,), (0.1,), (0.6,)),
    domain="-1 < x < 1",
)
def atanh(x: Any) -> Any:
    """The number whose hyperbolic tangent is x; its derivative is 1/(1 − x²).

    >>> atanh(0)
    0.0
    """
    return math.atanh(x)
