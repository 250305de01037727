"""What our ops are in a library of arrays, PyTorch or JAX.

Kinks stay where ours are: relu′(0) = 0, and a tie in max or min goes to the first operand. An op
that is not listed here is run by its own rule, in which ops and `math` mean the library's.
"""

import math
from collections.abc import Callable
from functools import partial, reduce
from types import BuiltinFunctionType, FunctionType
from typing import Any, NamedTuple

from autograd.ops.constants import SQRT_HALF
from autograd.ops.many import split
from autograd.ops.notation import Spelled
from autograd.ops.operation import Op


class Library(NamedTuple):
    """Functions on arrays, special functions, and how a number becomes an operand."""

    name: str
    arrays: Any
    special: Any
    number: Callable[[float], Any]


ArrayRule = Callable[..., Any]

ALIKE = (
    "acos acosh asin asinh atan atan2 atanh cos cosh exp exp2 expm1 hypot log log10 log1p log2 "
    "reciprocal remainder sign sin sinc sinh sqrt square tan tanh"
)
SPECIAL = {"erf": "erf", "erfc": "erfc", "xlogy": "xlogy", "sigmoid": "expit"}


def softplus(lib: Library, x: Any) -> Any:
    """ln(eˣ + e⁰)."""
    return lib.arrays.logaddexp(x, 0 * x)


def where(lib: Library, condition: Any, yes: Any, no: Any) -> Any:
    """One of two, entry by entry; the gradient goes to the one that is taken."""
    return lib.arrays.where(condition, yes, no)


def largest_of(lib: Library, a: Any, b: Any) -> Any:
    """The larger one, the first in a tie."""
    return where(lib, b > a, b, a)


def smallest_of(lib: Library, a: Any, b: Any) -> Any:
    """The smaller one, the first in a tie."""
    return where(lib, b < a, b, a)


def step(lib: Library, x: Any) -> Any:
    """1 for x > 0, else 0, with a derivative of 0."""
    return where(lib, x > 0, lib.arrays.sign(x), 0 * x)


def weighted_sum(lib: Library, *terms: Any) -> Any:
    """b + Σ wᵢxᵢ."""
    weights, inputs = split(terms)
    biases, weights = weights[: len(terms) % 2], weights[len(terms) % 2 :]
    return sum((w * x for w, x in zip(weights, inputs, strict=True)), *biases)


RULES: dict[str, ArrayRule] = {
    "add": lambda lib, a, b: a + b,
    "sub": lambda lib, a, b: a - b,
    "mul": lambda lib, a, b: a * b,
    "div": lambda lib, a, b: a / b,
    "pow": lambda lib, a, b: a**b,
    "neg": lambda lib, a: -a,
    "abs": lambda lib, x: x * lib.arrays.sign(x),
    "step": step,
    "maximum": largest_of,
    "minimum": smallest_of,
    "clip": lambda lib, x, low, high: where(lib, x < low, low, where(lib, x > high, high, x)),
    "floor_divide": lambda lib, a, b: lib.arrays.round((a - lib.arrays.remainder(a, b)) / b),
    "cbrt": lambda lib, x: lib.arrays.sign(x) * lib.arrays.abs(x) ** (1 / 3),
    "logsumexp": lambda lib, *xs: reduce(lib.arrays.logaddexp, xs),
    "sigma": weighted_sum,
    "relu": lambda lib, x: where(lib, x > 0, x, 0 * x),
    "leaky_relu": lambda lib, x, slope: where(lib, x > 0, x, slope * x),
    "elu": lambda lib, x, alpha: where(
        lib, x > 0, x, alpha * lib.arrays.expm1(smallest_of(lib, x, 0 * x))
    ),
    "gelu": lambda lib, x: x * lib.special.erfc(-x * SQRT_HALF) / 2,
    "softplus": softplus,
    "logsigmoid": lambda lib, x: -softplus(lib, -x),
    "hardsigmoid": lambda lib, x: where(
        lib, x > -3, where(lib, x < 3, x / 6 + 0.5, 1 + 0 * x), 0 * x
    ),
    "hardtanh": lambda lib, x: where(lib, x > -1, where(lib, x < 1, x, 1 + 0 * x), -1 + 0 * x),
}


def array_rule(op: Op, lib: Library) -> ArrayRule:
    """The function of a library that does what an op does."""
    if op.name in ALIKE.split():
        rule: ArrayRule = getattr(lib.arrays, op.name)
        return rule
    if op.name in SPECIAL:
        rule = getattr(lib.special, SPECIAL[op.name])
        return rule
    if op.name in RULES:
        return partial(RULES[op.name], lib)
    own = op.notation.spell if isinstance(op.notation, Spelled) else op.value
    return rebound(own, lib)


class ArrayOp:
    """An op as a rule calls it, `sigmoid(x)` or `sigmoid.value(x)`, on arrays."""

    def __init__(self, op: Op, lib: Library) -> None:
        self.op, self.lib = op, lib

    def __call__(self, *operands: Any) -> Any:
        """The op applied to arrays."""
        return array_rule(self.op, self.lib)(*self.op.complete(operands))

    value = __call__


def rebound(rule: Any, lib: Library) -> ArrayRule:
    """A rule in whose code ops and the functions of `math` mean those of the library."""
    if not isinstance(rule, FunctionType):
        raise TypeError(f"{rule!r} is no Python function, which {lib.name} could run")

    def meaning_here(meaning: Any) -> Any:
        if isinstance(meaning, Op):
            return ArrayOp(meaning, lib)
        if meaning is math:
            return lib.arrays
        if isinstance(meaning, BuiltinFunctionType) and meaning.__module__ == "math":
            return getattr(lib.arrays, meaning.__name__)
        if isinstance(meaning, FunctionType):
            return lambda *operands: rebound(meaning, lib)(*operands)
        return meaning

    used = {
        name: rule.__globals__[name] for name in rule.__code__.co_names if name in rule.__globals__
    }
    names = rule.__globals__ | {name: meaning_here(meaning) for name, meaning in used.items()}
    return FunctionType(rule.__code__, names, rule.__name__, rule.__defaults__, rule.__closure__)
