"""Activation functions as modules, for one number or Value and entry by entry for lists."""

from collections.abc import Callable
from typing import Any

from autograd.engine.value import Value
from autograd.ops.operation import OPS, Op
from nn.base.module import Module
from nn.base.nested import as_nested, map_entries
from nn.layers.probabilities import LogSoftmax, Softmax


class Elementwise(Module):
    """A module that applies one op to every entry; the base of the activations.

    A subclass names its op in `op_name`, and gives further operands of it in `options`.
    """

    op_name = ""

    def options(self) -> tuple[float, ...]:
        """The op's operands after the first."""
        return ()

    def forward(self, x: Any) -> Any:
        """The op of every entry; the shape stays."""
        options, op = self.options(), OPS[self.op_name]
        if options:
            return map_entries(lambda entry: op(entry, *options), as_nested(x))
        return each(op, getattr(Value, self.op_name), as_nested(x))

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """The shape stays."""
        return shape


def each(op: Op, method: Callable[[Value], Any], x: Any) -> Any:
    """A nested list of op(entry); `method` is what the op is on Values.

    It is no closure: one that calls itself is a reference cycle, left behind by every pass.
    """
    if x.__class__ is Value:
        return method(x)
    if isinstance(x, (list, tuple)):
        return [method(part) if part.__class__ is Value else each(op, method, part) for part in x]
    return op(x)


class ReLU(Elementwise):
    """max(0, x); its derivative at 0 is 0.

    >>> ReLU()([-2, 3])
    [0.0, 3.0]
    """

    op_name = "relu"


class Sigmoid(Elementwise):
    """σ(x) = 1/(1 + e⁻ˣ).

    >>> Sigmoid()([0, 0])
    [0.5, 0.5]
    """

    op_name = "sigmoid"


class Tanh(Elementwise):
    """The hyperbolic tangent.

    >>> Tanh()(0)
    0.0
    """

    op_name = "tanh"


class GELU(Elementwise):
    """x Φ(x) with the normal distribution function Φ, exact.

    >>> GELU()([0, 40])
    [0.0, 40.0]
    """

    op_name = "gelu"


class SiLU(Elementwise):
    """x σ(x), also called swish.

    >>> SiLU()([0, 40])
    [0.0, 40.0]
    """

    op_name = "silu"


class Softplus(Elementwise):
    """ln(1 + eˣ).

    >>> round(Softplus()(0), 4)  # ln 2
    0.6931
    """

    op_name = "softplus"


class LeakyReLU(Elementwise):
    """x for x > 0, else negative_slope·x.

    >>> LeakyReLU(0.25)(-4)
    -1.0
    """

    op_name = "leaky_relu"

    def __init__(self, negative_slope: float = 0.01) -> None:
        self.negative_slope = negative_slope

    def options(self) -> tuple[float, ...]:
        """The slope."""
        return (self.negative_slope,)

    def extra_repr(self) -> str:
        """The slope."""
        return f"negative_slope={self.negative_slope}"


class ELU(Elementwise):
    """x for x > 0, else alpha·(eˣ − 1).

    >>> ELU(0.5)([3, -40])
    [3.0, -0.5]
    """

    op_name = "elu"

    def __init__(self, alpha: float = 1.0) -> None:
        self.alpha = alpha

    def options(self) -> tuple[float, ...]:
        """The scale below 0."""
        return (self.alpha,)

    def extra_repr(self) -> str:
        """The scale below 0."""
        return f"alpha={self.alpha}"


class Identity(Module):
    """The input as it is.

    >>> Identity()([1, 2])
    [1, 2]
    """

    def forward(self, x: Any) -> Any:
        """The input as it is."""
        return x

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """The shape stays."""
        return shape


ACTIVATIONS: dict[str, Callable[[], Module]] = {
    "identity": Identity,
    "relu": ReLU,
    "leaky_relu": LeakyReLU,
    "elu": ELU,
    "gelu": GELU,
    "silu": SiLU,
    "softplus": Softplus,
    "sigmoid": Sigmoid,
    "tanh": Tanh,
    "softmax": Softmax,
    "log_softmax": LogSoftmax,
}
"""The activations that may be asked for by name."""


def activation(given: str | Module | type[Module]) -> Module:
    """An activation by name, or a module as it is.

    Raises:
        ValueError: There is none of that name.
        TypeError: It is the class of one, not yet made.

    >>> activation("tanh")
    Tanh()
    """
    if isinstance(given, Module):
        return given
    if isinstance(given, type):
        raise TypeError(f"{given.__name__} is a class, not a module; write {given.__name__}()")
    if given not in ACTIVATIONS:
        raise ValueError(
            f"unknown activation {given!r}; choose from {', '.join(ACTIVATIONS)}, or give a module"
        )
    return ACTIVATIONS[given]()
