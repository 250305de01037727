"""The elementary functions: exponentials, logarithms, roots, circular and hyperbolic functions."""

import math
from collections.abc import Callable
from typing import Any

from autograd.ops.arithmetic import square
from autograd.ops.constants import LN2, LN10, TWO_OVER_SQRT_PI
from autograd.ops.declaration import op
from autograd.ops.notation import Call, Root, Spelled
from autograd.ops.operation import OPS

AROUND_ZERO = ((-1.3,), (0.4,), (2.1,))
POSITIVE = ((0.2,), (1.0,), (7.5,))
INSIDE_UNIT = ((-0.8,), (0.1,), (0.6,))


def saturating(function: Callable[[float], float], x: Any) -> float:
    """The value of a function that grows without end, inf where a float overflows."""
    try:
        return function(x)
    except OverflowError:
        return math.inf


@op(lambda x, y: y, notation=Call("exp", r"\exp"), samples=AROUND_ZERO)
def exp(x: Any) -> Any:
    """The exponential eˣ; its derivative is its own value. Above 709.78 it is inf.

    >>> exp(0)
    1.0
    """
    return saturating(math.exp, x)


@op(lambda x, y: y * LN2, notation=Spelled(lambda x: 2**x), samples=AROUND_ZERO)
def exp2(x: Any) -> Any:
    """The power 2ˣ; its derivative is 2ˣ ln 2. From 1024 on it is inf.

    >>> exp2(3)
    8.0
    """
    return saturating(math.exp2, x)


@op(lambda x, y: exp(x), samples=AROUND_ZERO)
def expm1(x: Any) -> Any:
    """eˣ − 1, exact near 0; its derivative is eˣ.

    >>> expm1(1e-20)
    1e-20
    """
    return saturating(math.expm1, x)


@op(lambda x, y: 1 / x, notation=Call("ln", r"\ln"), samples=POSITIVE, domain="x > 0")
def log(x: Any) -> Any:
    """The natural logarithm ln x for x > 0; its derivative is 1/x.

    >>> log(1)
    0.0
    """
    return math.log(x)


@op(
    lambda x, y: 1 / (x * LN2), notation=Call("log₂", r"\log_{2}"), samples=POSITIVE, domain="x > 0"
)
def log2(x: Any) -> Any:
    """The logarithm to base 2 for x > 0; its derivative is 1/(x ln 2).

    >>> log2(8)
    3.0
    """
    return math.log2(x)


@op(
    lambda x, y: 1 / (x * LN10),
    notation=Call("log₁₀", r"\log_{10}"),
    samples=POSITIVE,
    domain="x > 0",
)
def log10(x: Any) -> Any:
    """The logarithm to base 10 for x > 0; its derivative is 1/(x ln 10).

    >>> log10(1000)
    3.0
    """
    return math.log10(x)


@op(lambda x, y: 1 / (1 + x), samples=((-0.5,), (0.3,), (4.0,)), domain="x > -1")
def log1p(x: Any) -> Any:
    """ln(1 + x) for x > −1, exact near 0; its derivative is 1/(1 + x).

    >>> log1p(1e-20)
    1e-20
    """
    return math.log1p(x)


@op(lambda x, y: 1 / (2 * y), notation=Root(), samples=POSITIVE, domain="x ≥ 0")
def sqrt(x: Any) -> Any:
    """The square root for x ≥ 0; its derivative is 1/(2√x), which is missing at 0.

    >>> sqrt(9)
    3.0
    """
    return math.sqrt(x)


@op(lambda x, y: 1 / (3 * square(y)), samples=((-1.3,), (0.4,), (7.5,)))
def cbrt(x: Any) -> Any:
    """The cube root, of negative numbers too; its derivative 1/(3y²) is missing at 0.

    >>> cbrt(-8)
    -2.0
    """
    return math.cbrt(x)


@op(lambda x, y: OPS["cos"](x), notation=Call("sin", r"\sin"), samples=AROUND_ZERO)
def sin(x: Any) -> Any:
    """The sine of x in radians; its derivative is cos x.

    >>> sin(0)
    0.0
    """
    return math.sin(x)


@op(lambda x, y: -sin(x), notation=Call("cos", r"\cos"), samples=AROUND_ZERO)
def cos(x: Any) -> Any:
    """The cosine of x in radians; its derivative is −sin x.

    >>> cos(0)
    1.0
    """
    return math.cos(x)


@op(lambda x, y: 1 + y**2, notation=Call("tan", r"\tan"), samples=((-1.1,), (0.4,), (1.2,)))
def tan(x: Any) -> Any:
    """The tangent of x in radians; its derivative is 1 + tan²x.

    >>> tan(0)
    0.0
    """
    return math.tan(x)


@op(
    lambda x, y: 1 / sqrt((1 - x) * (1 + x)),
    notation=Call("asin", r"\arcsin"),
    samples=INSIDE_UNIT,
    domain="-1 ≤ x ≤ 1",
)
def asin(x: Any) -> Any:
    """The angle in [−π/2, π/2] whose sine is x; its derivative 1/√(1 − x²) is missing at ±1.

    1 − x² is written (1 − x)(1 + x), which is exact near ±1.

    >>> asin(0)
    0.0
    """
    return math.asin(x)


@op(
    lambda x, y: -1 / sqrt((1 - x) * (1 + x)),
    notation=Call("acos", r"\arccos"),
    samples=INSIDE_UNIT,
    domain="-1 ≤ x ≤ 1",
)
def acos(x: Any) -> Any:
    """The angle in [0, π] whose cosine is x; its derivative −1/√(1 − x²) is missing at ±1.

    1 − x² is written (1 − x)(1 + x), which is exact near ±1.

    >>> acos(1)
    0.0
    """
    return math.acos(x)


@op(lambda x, y: 1 / (1 + square(x)), notation=Call("atan", r"\arctan"), samples=AROUND_ZERO)
def atan(x: Any) -> Any:
    """The angle in (−π/2, π/2) whose tangent is x; its derivative is 1/(1 + x²).

    From |x| = 1.4e154 on, where x² overflows, the derivative is 0, as in PyTorch.

    >>> atan(0)
    0.0
    """
    return math.atan(x)


@op(lambda x, y: OPS["cosh"](x), notation=Call("sinh", r"\sinh"), samples=AROUND_ZERO)
def sinh(x: Any) -> Any:
    """The hyperbolic sine (eˣ − e⁻ˣ)/2; its derivative is cosh x.

    >>> sinh(0)
    0.0
    """
    return math.copysign(saturating(math.sinh, abs(x)), x)


@op(lambda x, y: sinh(x), notation=Call("cosh", r"\cosh"), samples=AROUND_ZERO)
def cosh(x: Any) -> Any:
    """The hyperbolic cosine (eˣ + e⁻ˣ)/2; its derivative is sinh x.

    >>> cosh(0)
    1.0
    """
    return saturating(math.cosh, x)


@op(lambda x, y: 1 - y**2, notation=Call("tanh", r"\tanh"), samples=AROUND_ZERO)
def tanh(x: Any) -> Any:
    """The hyperbolic tangent (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ), in (−1, 1); its derivative is 1 − tanh²x.

    That difference is exact to 1e-16, so it loses digits from |x| = 3 on and is 0 from 19.1 on, as
    in PyTorch.

    >>> tanh(0)
    0.0
    """
    return math.tanh(x)


@op(
    lambda x, y: TWO_OVER_SQRT_PI * exp(-square(x)),
    notation=Call("erf", r"\operatorname{erf}"),
    samples=AROUND_ZERO,
)
def erf(x: Any) -> Any:
    """The error function 2/√π ∫₀ˣ e^(−t²) dt; its derivative is 2/√π e^(−x²).

    The derivative loses up to x² units in the last place to the rounding of x², as in PyTorch.

    >>> erf(0)
    0.0
    """
    return math.erf(x)


@op(lambda a, b, y: a / y, lambda a, b, y: b / y, samples=((3.0, 4.0), (-0.5, 1.2)))
def hypot(a: Any, b: Any) -> Any:
    """The length √(a² + b²) without overflow; a/y and b/y are its derivatives, missing at (0, 0).

    >>> hypot(3, 4)
    5.0
    """
    return math.hypot(a, b)


@op(
    lambda a, b, y: b / hypot(a, b) / hypot(a, b),
    lambda a, b, y: -a / hypot(a, b) / hypot(a, b),
    samples=((1.0, 2.0), (-0.5, -1.2)),
)
def atan2(a: Any, b: Any) -> Any:
    """The angle in (−π, π] of the point (b, a), ordinate first; missing derivatives at (0, 0).

    The derivatives b/(a² + b²) and −a/(a² + b²) divide by √(a² + b²) twice, so no square overflows.

    >>> atan2(0, 1)
    0.0
    """
    return math.atan2(a, b)
