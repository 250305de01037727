"""The arithmetic ops: sums, products, powers."""

import math
from typing import Any

from autograd.ops.declaration import op
from autograd.ops.notation import PRODUCT, SUM, Fraction, Infix, Power, Prefix, Spelled
from autograd.ops.numerals import plain_number
from autograd.ops.operation import OPS
from autograd.ops.rules import first_operand, second_operand

PAIRS = ((1.5, -0.7), (-2.0, 3.0), (0.3, 0.3))


@op(
    1.0,
    1.0,
    notation=Infix("+", "+", "+", SUM),
    samples=PAIRS,
)
def add(a: Any, b: Any) -> Any:
    """The sum a + b; both local derivatives are 1.

    >>> add(2, 3)
    5.0
    """
    return a + b


@op(
    1.0,
    -1.0,
    notation=Infix("-", "-", "-", SUM, right_tight=True),
    samples=PAIRS,
)
def sub(a: Any, b: Any) -> Any:
    """The difference a − b; the local derivatives are 1 and −1.

    >>> sub(2, 3)
    -1.0
    """
    return a - b


@op(
    second_operand,
    first_operand,
    notation=Infix("*", "·", r"\cdot", PRODUCT),
    samples=PAIRS,
)
def mul(a: Any, b: Any) -> Any:
    """The product a·b; ∂/∂a = b and ∂/∂b = a.

    >>> mul(2, 3)
    6.0
    """
    return a * b


@op(
    lambda a, b, y: 1 / b,
    lambda a, b, y: -y / b,
    notation=Fraction(),
    samples=PAIRS,
    domain="b ≠ 0",
)
def div(a: Any, b: Any) -> Any:
    """The quotient a/b for b ≠ 0; ∂/∂a = 1/b and ∂/∂b = −a/b².

    >>> div(3, 4)
    0.75
    """
    return a / b


def power_by_base(a: Any, b: Any, y: Any) -> Any:
    """b·a^(b−1); where b is 0 it is 0, at a = 0 too."""
    if b == 0.0 if b.__class__ is float else plain_number(b) == plain_number(a) == 0:
        return 0.0
    return b * pow(a, b - 1)


def power_by_exponent(a: Any, b: Any, y: Any) -> Any:
    """a^b·ln a; at a = 0 it is 0 for b > 0, and so is its slope along b, and for b > 1 along a."""
    flat_above = 0 if a.__class__ is float else 1
    if plain_number(a) == 0 and plain_number(b) > flat_above:
        return 0.0
    return OPS["xlogy"](y, a)


@op(
    power_by_base,
    power_by_exponent,
    notation=Power(),
    samples=((1.5, 2.0), (0.7, -1.3), (3.0, 0.5)),
)
def pow(a: Any, b: Any) -> Any:
    """The power a**b, where 0⁰ = 1; ∂/∂a = b·a^(b−1), and ∂/∂b = a^b·ln a for a > 0.

    ∂/∂b of 0**b is 0 for b > 0, and missing at b = 0 and for a < 0. ∂/∂a is as exact as the float
    b − 1, as in PyTorch: where |b| is small it loses up to |ln a| units in the last place.

    >>> pow(2, 3)
    8.0
    """
    try:
        result = a**b
    except OverflowError:
        return -math.inf if a < 0 and b % 2 == 1 else math.inf
    except ZeroDivisionError:
        raise ZeroDivisionError("0 has no negative power") from None
    if result.__class__ is complex:
        raise ValueError("a negative base needs a whole exponent")
    return result


@op(-1.0, notation=Prefix("-"), samples=((1.5,), (-0.4,)))
def neg(x: Any) -> Any:
    """The negative −x; its derivative is −1.

    >>> neg(2)
    -2.0
    """
    return -x


@op(lambda x, y: 2 * x, notation=Power(2), samples=((1.5,), (-0.4,)))
def square(x: Any) -> Any:
    """The square x²; its derivative is 2x.

    >>> square(3)
    9.0
    """
    return x * x


@op(
    lambda x, y: -square(y),
    notation=Spelled(lambda x: 1 / x),
    samples=((1.5,), (-0.4,)),
    domain="x ≠ 0",
)
def reciprocal(x: Any) -> Any:
    """The reciprocal 1/x for x ≠ 0; its derivative is −1/x², the negative square of its value.

    >>> reciprocal(4)
    0.25
    """
    return 1 / x
