"""The activation functions of neural networks, in forms that do not overflow."""

import math
from typing import Any

from autograd.ops.arithmetic import square
from autograd.ops.constants import SQRT_HALF, TWO_OVER_SQRT_PI
from autograd.ops.declaration import op
from autograd.ops.elementary import exp, expm1, tanh
from autograd.ops.notation import Call
from autograd.ops.piecewise import minimum, step
from autograd.ops.special import erfc

AROUND_ZERO = ((-1.3,), (0.4,), (2.1,))


@op(lambda x, y: y * (1 - y), notation=Call("σ", r"\sigma"), samples=AROUND_ZERO)
def sigmoid(x: Any) -> Any:
    """The logistic function σ(x) = 1/(1 + e⁻ˣ), in (0, 1); its derivative is σ(1 − σ).

    That is exact to 1e-16, so it loses digits from x = 3 on and is 0 from 37 on, as in PyTorch.

    >>> sigmoid(0)
    0.5
    """
    if x < -700:  # where e⁻ˣ would overflow, 1 + e⁻ˣ is e⁻ˣ
        return math.exp(x)
    return 1 / (1 + math.exp(-x))


@op(lambda x, y: step(x), notation=Call("relu", r"\operatorname{ReLU}"), samples=AROUND_ZERO)
def relu(x: Any) -> Any:
    """max(0, x); its derivative is 1 for x > 0 and 0 for x ≤ 0, so relu′(0) = 0 as in PyTorch.

    >>> relu(-2), relu(3)
    (0.0, 3.0)
    """
    return 0.0 if x <= 0 else x


@op(
    lambda x, slope, y: slope * (1 - step(x)) + step(x),
    lambda x, slope, y: minimum(x, 0.0),
    samples=((-1.3, 0.1), (0.4, 0.1)),
)
def leaky_relu(x: Any, negative_slope: Any = 0.01) -> Any:
    """x for x > 0, else slope·x; at 0 the derivative is the slope, which may be a Value (PReLU).

    >>> leaky_relu(-2, 0.25)
    -0.5
    """
    return x if x > 0 else negative_slope * x


@op(
    lambda x, alpha, y: step(x) + (1 - step(x)) * alpha * exp(minimum(x, 0.0)),
    lambda x, alpha, y: expm1(minimum(x, 0.0)),
    samples=((-1.3, 1.0), (0.4, 0.7), (-0.2, 1.5)),
)
def elu(x: Any, alpha: Any = 1.0) -> Any:
    """x for x > 0, else α(eˣ − 1), in (−α, ∞); its derivative is 1 for x > 0, else αeˣ.

    >>> elu(3)
    3.0
    """
    return x if x > 0 else alpha * math.expm1(x)


@op(
    lambda x, y: (
        erfc(-x * SQRT_HALF) / 2 + x * exp(-square(x) / 2) * TWO_OVER_SQRT_PI * SQRT_HALF / 2
    ),
    notation=Call("gelu", r"\operatorname{GELU}"),
    samples=AROUND_ZERO,
)
def gelu(x: Any) -> Any:
    """x Φ(x) with the normal distribution function Φ(x) = erfc(−x/√2)/2, in exact form.

    Its derivative is Φ(x) + x e^(−x²/2)/√(2π). Both lose up to 2x² units in the last place for
    x < 0, less than in PyTorch, which computes 1 + erf.

    >>> gelu(0)
    0.0
    """
    return x * math.erfc(-x * SQRT_HALF) / 2


@op(
    lambda x, y: sigmoid(x) + y * (1 - sigmoid(x)),
    notation=Call("silu", r"\operatorname{SiLU}"),
    samples=AROUND_ZERO,
)
def silu(x: Any) -> Any:
    """x σ(x), also called swish; its derivative is σ(x) + y(1 − σ(x)).

    >>> silu(0)
    0.0
    """
    return x * sigmoid.value(x)


@op(lambda x, y: sigmoid(x), samples=AROUND_ZERO)
def softplus(x: Any) -> Any:
    """ln(1 + eˣ), in (0, ∞), computed as max(x, 0) + ln(1 + e^(−|x|)); its derivative is σ(x).

    >>> softplus(1000)
    1000.0
    """
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


@op(lambda x, y: sigmoid(-x), samples=AROUND_ZERO)
def logsigmoid(x: Any) -> Any:
    """ln σ(x) = −softplus(−x), in (−∞, 0); its derivative is σ(−x) = 1 − σ(x).

    >>> logsigmoid(-1000)
    -1000.0
    """
    return min(x, 0.0) - math.log1p(math.exp(-abs(x)))


def mish_slope(x: Any, y: Any) -> Any:
    """t + x(1 − t²)σ(x) with t = tanh(softplus(x))."""
    t = tanh(softplus(x))
    return t + x * (1 - t**2) * sigmoid(x)


@op(mish_slope, samples=AROUND_ZERO)
def mish(x: Any) -> Any:
    """x tanh(softplus(x)); its derivative is t + x(1 − t²)σ(x) with t = tanh(softplus(x)).

    >>> mish(0)
    0.0
    """
    return x * math.tanh(softplus.value(x))


@op(lambda x, y: 1 / square(1 + abs(x)), samples=AROUND_ZERO)
def softsign(x: Any) -> Any:
    """x/(1 + |x|), in (−1, 1); its derivative is 1/(1 + |x|)².

    >>> softsign(3)
    0.75
    """
    return x / (1 + abs(x))


@op(lambda x, y: step(3 + x) * step(3 - x) / 6, samples=((-4.0,), (0.4,), (2.1,)))
def hardsigmoid(x: Any) -> Any:
    """x/6 + ½ held between 0 and 1; its derivative is 1/6 for −3 < x < 3, else 0.

    >>> hardsigmoid(-4), hardsigmoid(0)
    (0.0, 0.5)
    """
    return min(max(x + 3, 0.0), 6.0) / 6


@op(lambda x, y: step(1 + x) * step(1 - x), samples=((-1.3,), (0.4,), (2.1,)))
def hardtanh(x: Any) -> Any:
    """x held between −1 and 1; its derivative is 1 for −1 < x < 1, else 0, unlike that of `clip`.

    >>> hardtanh(-4), hardtanh(0.5)
    (-1.0, 0.5)
    """
    return min(max(x, -1.0), 1.0)
