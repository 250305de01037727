"""The functions a sheet may use: every one-operand op of the engine, and those of arrays.

A new op of the engine is a new function here without a line being written.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from autograd import OPS
from autograd.handwork.language.arrays import (
    Quantity,
    Scalar,
    Settle,
    ShapeError,
    convolve,
    correlate,
    elementwise,
    flat,
    flip,
    product,
    shape,
    total,
    transpose,
    written,
)
from autograd.handwork.language.limits import permit
from autograd.ops.errors import DomainError

MODES = ("valid", "same", "full")
ALIASES = {
    "ln": "log",
    "logistic": "sigmoid",
    "sig": "sigmoid",
    "sigma": "sigmoid",
    "absolute": "abs",
    "fabs": "abs",
    "sgn": "sign",
    "lg": "log10",
    "maximum": "max",
    "minimum": "min",
    "heaviside": "step",
    "avg": "mean",
    "arctan": "atan",
    "arcsin": "asin",
    "arccos": "acos",
    "avg_pool": "avgpool",
    "max_pool": "maxpool",
    "length": "count",
}
SHOWN = {"sigmoid": "σ", "log": "ln", "relu": "ReLU"}


class SheetFunction(NamedTuple):
    """One function: what it computes from its arguments, and how many it takes."""

    compute: Callable[..., Quantity]
    arity: tuple[int, int]
    differentiable: bool = False


def _pointwise(name: str) -> SheetFunction:
    """An op of the engine, entry by entry."""
    op = OPS[name]
    value = op.value

    def compute(settle: Settle, x: Quantity) -> Quantity:
        try:
            if x.__class__ is float:
                return settle(value(x))
            return elementwise(lambda item: settle(op(item)), x)
        except (ValueError, ArithmeticError) as error:
            at = x if x.__class__ is float else "this array"
            shown = f"{at:g}" if isinstance(at, float) else at
            needs = f"it needs {op.domain}" if op.domain else "it has no value there"
            raise DomainError(f"{shown_name(name)[0]} of {shown}: {needs}") from error

    return SheetFunction(compute, (1, 1), True)


def _norm(settle: Settle, x: Quantity) -> Scalar:
    if not isinstance(x, list):
        return OPS["abs"](x)
    return settle(OPS["sqrt"](total((settle(item * item) for item in flat(x)), settle)))


def _softmax(settle: Settle, x: Quantity) -> Quantity:
    if len(shape(x)) != 1:
        raise ShapeError(f"softmax of {written(shape(x))}; it takes a vector")
    top = max(map(float, x))
    shift = top if top > 30 else 0.0  # as on paper, unless e^x would overflow
    powers = [settle(OPS["exp"](item - shift if shift else item)) for item in x]
    whole = total(powers, settle)
    return [settle(power / whole) for power in powers]


def _sum(settle: Settle, x: Quantity) -> Scalar:
    return total(flat(x), settle)


def _mean(settle: Settle, x: Quantity) -> Scalar:
    items = list(flat(x))
    return settle(total(items, settle) / len(items))


def _extreme(name: str) -> SheetFunction:
    """max or min, of several numbers or of an array's entries."""

    def compute(settle: Settle, *xs: Quantity) -> Scalar:
        items = list(flat(list(xs)))
        best = items[0]
        for item in items[1:]:
            best = OPS[name](best, item)
        return best

    return SheetFunction(compute, (1, 64))


def _dot(settle: Settle, x: Quantity, y: Quantity) -> Scalar:
    if shape(x) != shape(y):
        raise ShapeError(f"dot of {written(shape(x))} and {written(shape(y))}")
    return total((settle(a * b) for a, b in zip(flat(x), flat(y), strict=True)), settle)


def _outer(settle: Settle, x: Quantity, y: Quantity) -> Quantity:
    return product(x, transpose(y), settle)


def _tensor(settle: Settle, x: Quantity, y: Quantity) -> Quantity:
    """`x ⊗ y`: entry by entry where the shapes allow it, else all products."""
    if shape(x) and shape(y) and shape(x) != shape(y):
        return _outer(settle, x, y)
    return elementwise(lambda a, b: settle(a * b), x, y)


def _diag(settle: Settle, x: Quantity) -> Quantity:
    if len(shape(x)) != 1:
        raise ShapeError(f"diag of {written(shape(x))}; it takes a vector")
    permit(len(x) ** 2)
    return [[item if i == j else 0.0 for j in range(len(x))] for i, item in enumerate(x)]


def _pool(combine: Callable[[list[Scalar], Settle], Scalar]) -> SheetFunction:
    """Windows of k×k (or k) beside one another, each combined to one number."""

    def compute(settle: Settle, x: Quantity, size: Scalar) -> Quantity:
        dims = shape(x)
        k = 0 if isinstance(size, list) else int(float(size))
        if not dims or k < 1 or any(n % k for n in dims):
            raise ShapeError(f"windows of {k} do not divide {written(dims)}")
        if len(dims) == 1:
            return [combine(x[i : i + k], settle) for i in range(0, dims[0], k)]
        return [
            [
                combine([x[a][b] for a in range(i, i + k) for b in range(j, j + k)], settle)
                for j in range(0, dims[1], k)
            ]
            for i in range(0, dims[0], k)
        ]

    return SheetFunction(compute, (2, 2))


def _largest(items: list[Scalar], settle: Settle) -> Scalar:
    return _extreme("maximum").compute(settle, *items)


def _sliding(slide: Callable[..., Quantity], mode: str) -> SheetFunction:
    return SheetFunction(lambda settle, x, w: slide(x, w, mode, settle), (2, 2))


def _plain(compute: Callable[[float], float]) -> SheetFunction:
    """A step function of plain numbers: it has no slope to record."""
    return SheetFunction(
        lambda settle, x: elementwise(lambda item: float(compute(float(item))), x), (1, 1)
    )


def _choose(settle: Settle, test: Quantity, yes: Quantity, no: Quantity) -> Quantity:
    return yes if test else no


FUNCTIONS: dict[str, SheetFunction] = {
    **{
        name: _pointwise(name)
        for name, op in OPS.items()
        if op.arity is not None and op.arity - len(op.defaults) == 1 and name != "neg"
    },
    "norm": SheetFunction(_norm, (1, 1)),
    "softmax": SheetFunction(_softmax, (1, 1)),
    "sum": SheetFunction(_sum, (1, 1)),
    "mean": SheetFunction(_mean, (1, 1)),
    "max": _extreme("maximum"),
    "min": _extreme("minimum"),
    "dot": SheetFunction(_dot, (2, 2)),
    "outer": SheetFunction(_outer, (2, 2)),
    "matmul": SheetFunction(lambda settle, x, y: product(x, y, settle), (2, 2)),
    "multiply": SheetFunction(
        lambda settle, x, y: elementwise(lambda a, b: settle(a * b), x, y), (2, 2)
    ),
    "tensor_product": SheetFunction(_tensor, (2, 2)),
    "diag": SheetFunction(_diag, (1, 1)),
    "flip": SheetFunction(lambda settle, w: flip(w), (1, 1)),
    "transpose": SheetFunction(lambda settle, x: transpose(x), (1, 1)),
    "count": SheetFunction(lambda settle, x: float(sum(1 for _ in flat(x))), (1, 1)),
    "avgpool": _pool(lambda items, settle: _mean(settle, items)),
    "maxpool": _pool(_largest),
    "floor": _plain(math.floor),
    "ceil": _plain(math.ceil),
    "if": SheetFunction(_choose, (3, 3)),
    **{f"conv_{mode}": _sliding(convolve, mode) for mode in MODES},
    **{f"correlate_{mode}": _sliding(correlate, mode) for mode in MODES},
}
"""Every function by its canonical name."""

SPELLINGS = {"conv", "correlate", *ALIASES, *FUNCTIONS}


@cache
def canonical(name: str) -> str:
    """The table's name of a function however it was typed.

    >>> canonical("ReLU"), canonical("ln")
    ('relu', 'log')
    """
    lower = name.lower()
    return ALIASES.get(lower, lower)


@cache
def function_named(name: str) -> bool:
    """Whether a name is that of a function."""
    return name.lower() in SPELLINGS


def shown_name(function: str) -> tuple[str, str]:
    """How a function is shown: its name, and what follows its arguments.

    >>> shown_name("sigmoid"), shown_name("conv_full")
    (('σ', ''), ('conv', ', full'))
    """
    base, _, mode = function.partition("_")
    if base in ("conv", "correlate"):
        return base, f", {mode}"
    return SHOWN.get(function, function), ""
