"""Evaluation: what a tree is worth, on plain numbers or on the engine's Values.

Nothing is looked up but through the function given, nothing is called but the table of functions,
so a sheet can do arithmetic and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from autograd import OPS
from autograd.handwork.language.arrays import (
    Quantity,
    Scalar,
    Settle,
    ShapeError,
    elementwise,
    plus,
    product,
    total,
    transpose,
)
from autograd.handwork.language.expressions import (
    Applied,
    Array,
    Comparison,
    Elementwise,
    Expression,
    Name,
    Negative,
    Numeral,
    Product,
    Quotient,
    Raised,
    Slope,
    Sum,
    Transposed,
    children,
)
from autograd.handwork.language.functions import FUNCTIONS
from autograd.ops.errors import DomainError

Lookup: TypeAlias = Callable[[Name | Slope], Quantity]
COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
}
NUMERIC_ERRORS = (ArithmeticError, ValueError)
"""What evaluation may raise: domains, overflow, division by zero, shapes."""


TOO_LARGE = "a number becomes too large to hold"


def unrounded(x: Scalar) -> Scalar:
    """The settling that leaves every number as it is."""
    return x


def evaluate(node: Expression, lookup: Lookup, settle: Settle = unrounded) -> Quantity:
    """The quantity a tree stands for; `settle` is applied to every intermediate number.

    >>> from autograd.handwork.language.parsing import tree
    >>> evaluate(tree("(0.9)(0.75) + (-1.1)(-0.63)"), lambda name: 0.0)
    1.368
    """
    match node:
        case Numeral():
            return node.value
        case Name() | Slope():
            return lookup(node)
    return combine(node, [evaluate(part, lookup, settle) for part in children(node)], settle)


def combine(node: Expression, values: Sequence[Quantity], settle: Settle = unrounded) -> Quantity:
    """The value of a node from those of its parts."""
    match node:
        case Sum():
            return total_of(values, settle)
        case Product():
            result = values[0]
            for value in values[1:]:
                result = product(result, value, settle)
            return result
        case Applied():
            if node.prime:
                return slope(node.function, values[0], settle)
            return FUNCTIONS[node.function].compute(settle, *values)
        case Negative():
            return elementwise(lambda x: -x, values[0])
        case Quotient():
            return elementwise(lambda x, y: settle(x / y), *values)
        case Raised():
            return elementwise(lambda x, y: settle(power(x, y)), *values)
        case Array():
            return list(values)
        case Transposed():
            return transpose(values[0])
        case Elementwise():
            result = values[0]
            for value in values[1:]:
                result = elementwise(lambda x, y: settle(x * y), result, value)
            return result
        case Comparison():
            if any(isinstance(value, list) for value in values):
                raise ShapeError("only numbers can be compared")
            return COMPARE[node.sign](float(values[0]), float(values[1]))
    raise TypeError(f"{type(node).__name__} has no parts to combine")


def total_of(values: Sequence[Quantity], settle: Settle) -> Quantity:
    """The sum of quantities, from the left; a number is not added to an array."""
    if any(isinstance(value, list) for value in values):
        result = values[0]
        for value in values[1:]:
            result = elementwise(lambda x, y: settle(plus(x, y)), result, value)
        return result
    return total(values, settle)


def power(base: Scalar, exponent: Scalar) -> Scalar:
    """`base ^ exponent`; e^x of the engine when the base is Euler's number."""
    if base.__class__ is float and base == OPS["exp"](1.0):
        return OPS["exp"](exponent)
    if base.__class__ is float and exponent.__class__ is float:
        if base < 0 and not exponent.is_integer():
            raise DomainError(f"{base:g} to the power {exponent:g} is not a real number")
        try:
            return base**exponent
        except OverflowError as error:
            raise OverflowError(TOO_LARGE) from error
    return base**exponent


def slope(function: str, x: Quantity, settle: Settle = unrounded) -> Quantity:
    """f'(x), from the engine's own rule.

    >>> slope("tanh", 0.0)
    1.0
    """
    op = OPS[function]
    extra = op.defaults

    def at(item: Scalar) -> Scalar:
        return settle(op.partial(0, (item, *extra), op(item)))

    return elementwise(at, x)
