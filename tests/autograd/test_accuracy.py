"""Every op's value and local derivatives in units of the last place, against mpmath.

mpmath knows only the definitions below; derivatives are their complex step in 450 digits,
Im f(x + ih)/h, which cancels nothing [Squire & Trapp 1998].
"""

import math

import pytest
from mpmath import mp

from autograd import OPS

FINE, FAR, TINY = (-19.1, -2.9, -1.0, -0.3, 0.4, 1.1, 3.0), (-300.0, -36.9, 40.0), (-1e-9, 1e-200)
LINE = (*FINE, *FAR, *TINY)
POSITIVE = (5e-300, 1e-9, 0.3, 0.999999, 1.5, 700.0, 1e200, 1e307)
INSIDE = (-(1 - 7e-9), -0.6, -1e-9, 1e-200, 0.5, 0.999, 1 - 7e-9, 1 - 2**-52)
PLANE = ((1.5, -0.7), (-2.0, 3.0), (1e-9, 1e9), (1e-200, 2e-200), (1e200, -3e200), (0.0, -2.0))
WHOLE = ((5.3, 2.0), (-5.3, 2.0), (1e9, -0.7), (-3.0, 1e200))


def real(x):
    return mp.mpf(mp.re(x))


def either(test, yes, no):
    return yes if test else no


def both(function, points):
    """A function of one operand and where to measure it."""
    return function, [(x,) for x in points]


TABLE = {
    "add": (lambda a, b: a + b, PLANE),
    "sub": (lambda a, b: a - b, PLANE),
    "mul": (lambda a, b: a * b, PLANE),
    "div": (lambda a, b: a / b, PLANE),
    "pow": (
        mp.power,
        ((1.5, 2.0), (0.7, -1.3), (3.0, 0.5), (1e-200, 1.5), (1e300, 1e-3), (1e-9, 20.5)),
    ),
    "neg": both(lambda x: -x, LINE),
    "square": both(lambda x: x * x, LINE),
    "exp": both(mp.exp, LINE),
    "expm1": both(mp.expm1, LINE),
    "log": both(mp.log, POSITIVE),
    "log2": both(lambda x: mp.log(x) / mp.log(2), POSITIVE),
    "log10": both(lambda x: mp.log(x) / mp.log(10), POSITIVE),
    "log1p": both(lambda x: mp.log(1 + x), (*INSIDE, *POSITIVE)),
    "sqrt": both(mp.sqrt, POSITIVE),
    "sin": both(mp.sin, LINE),
    "cos": both(mp.cos, LINE),
    "tan": both(mp.tan, LINE),
    "asin": both(mp.asin, INSIDE),
    "acos": both(mp.acos, INSIDE),
    "atan": both(mp.atan, (*LINE, 1e150)),
    "sinh": both(mp.sinh, LINE),
    "cosh": both(mp.cosh, LINE),
    "tanh": both(mp.tanh, LINE),
    "erf": both(lambda x: 1 - mp.erfc(x), (-26.6, -5.5, *FINE[1:], *TINY)),
    "erfc": both(mp.erfc, (-5.5, *FINE, *TINY, 26.6)),
    "hypot": (lambda a, b: mp.sqrt(a * a + b * b), PLANE),
    "atan2": (lambda a, b: 2 * mp.atan(a / (mp.sqrt(a * a + b * b) + b)), PLANE[:-1]),
    "sigmoid": both(lambda x: 1 / (1 + mp.exp(-x)), LINE),
    "relu": both(lambda x: either(real(x) > 0, x, 0 * x), LINE),
    "leaky_relu": (
        lambda x, slope: either(real(x) > 0, x, slope * x),
        ((-1.3, 0.1), (0.4, 0.1), (2.0, 1e17), (-3.0, 1e17), (1e200, 1e-9)),
    ),
    "elu": (
        lambda x, alpha: either(real(x) > 0, x, alpha * mp.expm1(x)),
        [(x, alpha) for x in LINE for alpha in (1.0, 1e-3)],
    ),
    "gelu": both(lambda x: x * mp.erfc(-x / mp.sqrt(2)) / 2, (-37.0, -8.66, *FINE, 40.0, *TINY)),
    "silu": both(lambda x: x / (1 + mp.exp(-x)), LINE),
    "softplus": both(lambda x: mp.log(1 + mp.exp(x)), LINE),
    "step": both(lambda x: either(real(x) > 0, mp.one, mp.zero), LINE),
    "sign": both(lambda x: mp.sign(real(x)), LINE),
    "abs": both(lambda x: either(real(x) > 0, x, -x), LINE),
    "maximum": (lambda a, b: either(real(a) >= real(b), a, b), PLANE),
    "minimum": (lambda a, b: either(real(a) <= real(b), a, b), PLANE),
    "clip": (
        lambda x, low, high: either(
            real(x) < real(low), low, either(real(x) > real(high), high, x)
        ),
        ((0.3, -1.0, 1.0), (5.0, -1.0, 1.0), (1e200, -1.0, 1.0)),
    ),
    "squared_error": (lambda a, b: (a - b) ** 2, PLANE),
    "logsumexp": (
        lambda *xs: mp.log(sum(map(mp.exp, xs))),
        ((1.0, 2.0, 3.0), (-0.5,), (1000.0, 999.0), (-700.0, 40.0), (0.1, 1e-9)),
    ),
    "sigma": (
        lambda bias, a, b, c, d: bias + a * c + b * d,
        ((0.5, 1.0, 2.0, 3.0, 0.25), (1e200, 1.0, 2.0, 1e-9, 7.0)),
    ),
    "xlogy": (lambda x, y: x * mp.log(y), ((1.5, 0.7), (-2.0, 1e200), (1e-200, 1e-9))),
    "reciprocal": both(lambda x: 1 / x, (-3.0, 1e-150, 7e-9, 0.7, 1e100)),
    "exp2": both(lambda x: mp.power(2, x), LINE),
    "cbrt": both(
        lambda x: mp.sign(real(x)) * mp.cbrt(mp.sign(real(x)) * x), (-1e-9, *POSITIVE, -8.0)
    ),
    "asinh": both(mp.asinh, (*LINE, 1e200)),
    "acosh": both(mp.acosh, (1 + 2**-52, 1 + 7e-9, 1.5, 40.0, 1e200)),
    "atanh": both(mp.atanh, INSIDE),
    "sinc": both(lambda x: mp.sin(mp.pi * x) / (mp.pi * x), (-2.4, -0.49, 0.51, 1.3, *TINY)),
    "floor_divide": (lambda a, b: mp.floor(real(a) / real(b)), WHOLE),
    "remainder": (lambda a, b: a - b * mp.floor(real(a) / real(b)), WHOLE),
    "logsigmoid": both(lambda x: -mp.log(1 + mp.exp(-x)), LINE),
    "mish": both(lambda x: x * mp.tanh(mp.log(1 + mp.exp(x))), LINE),
    "softsign": both(lambda x: x / (1 + either(real(x) > 0, x, -x)), (*LINE, 1e150)),
    "hardsigmoid": both(
        lambda x: either(real(x) < -3, mp.zero, either(real(x) >= 3, mp.one, (x + 3) / 6)), LINE
    ),
    "hardtanh": both(lambda x: either(abs(real(x)) > 1, mp.sign(real(x)), x), (-9.0, 0.3, 1.1)),
}
"""The definition in mpmath and the operands, by op."""

KEPT = {
    "tanh": lambda exact, x: 1 / abs(exact) if exact else math.inf,  # 1 - y²
    "sigmoid": lambda exact, x: 1 / abs(exact) if exact else math.inf,  # y·(1 - y)
    "erf": lambda exact, x: x * x,  # e^(-x²)
    "erfc": lambda exact, x: x * x,
    "gelu": lambda exact, x: 2 * x * x,
    "mish": lambda exact, x: 6 * (-2 < x < 0),  # t + x·(1 - t²)·σ(x), which has a zero there
    "sinc": lambda exact, x: 4 * abs(x),  # cos πx
    "pow": lambda exact, a, b: abs(math.log(a)),  # a^(b - 1)
    "logsumexp": lambda exact, *xs: max(map(abs, xs)),  # e^(x - y)
}
"""Further ulps where the rule is the textbook's formula, by which PyTorch loses as much."""


def in_ulps(computed, exact):
    """How far a float is from the exact number, in units of the exact number's last place."""
    nearest = float(exact)
    if computed == nearest:
        return 0.0
    return float(abs(mp.mpf(computed) - exact) / math.ulp(nearest))


def derivative(function, operands, i):
    """∂function/∂operands[i] by the complex step."""
    step = mp.mpf(10) ** -60 * max(abs(operands[i]), mp.mpf(10) ** -300)
    moved = [mp.mpc(x) + (mp.mpc(0, step) if j == i else 0) for j, x in enumerate(operands)]
    return mp.im(function(*moved)) / step


def too_far(name, operands):
    """What is further from mpmath than its bound, in words."""
    op, (function, _) = OPS[name], TABLE[name]
    allowed, kept = 4.0, KEPT.get(name, lambda exact, *operands: 0.0)
    result = op.value(*operands)
    off = in_ulps(result, real(function(*map(mp.mpc, operands))))
    if not off <= allowed + (kept(result, *operands) if name == "gelu" else 0.0):
        yield f"{name}{operands} is {off:.3g} ulp off"
    for i in range(len(operands)):
        slope = derivative(function, operands, i)
        off = in_ulps(float(op.partial(i, operands, result)), slope)
        if not off <= allowed + kept(float(slope), *operands):
            yield f"the derivative of {name}{operands} by {i} is {off:.3g} ulp off"


@pytest.mark.parametrize("name", TABLE)
def test_value_and_derivatives_are_exact_to_a_few_ulps(name):
    with mp.workdps(450):
        assert [line for operands in TABLE[name][1] for line in too_far(name, operands)] == []


def test_every_op_is_measured():
    ours = {name for name, op in OPS.items() if op.value.__module__.startswith("autograd.")}

    assert ours == set(TABLE)
