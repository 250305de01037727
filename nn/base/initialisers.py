"""How weights start. An initialiser is a function of (random generator, fan_in, fan_out).

fan_in is the number of inputs that one output is computed from, fan_out the number of outputs that
one input goes into. A layer takes one by name, `init="zeros"`, or as made by a function of this
module, `init=initialisers.constant(0.5)`.

>>> from nn import Linear
>>> Linear(2, 1, init=constant(0.5)).state_dict()
{'weight': [[0.5, 0.5]], 'bias': [0.0]}
"""

import math
from collections.abc import Callable
from inspect import signature
from random import Random
from typing import Literal

from autograd.ops.numerals import as_number

Initialiser = Callable[[Random, int, int], float]
Fan = Literal["fan_in", "fan_out"]


def uniform(low: float = -1.0, high: float = 1.0) -> Initialiser:
    """Evenly between low and high.

    >>> 2 <= uniform(2, 3)(Random(0), 5, 5) <= 3
    True
    """
    return lambda rng, fan_in, fan_out: rng.uniform(low, high)


def normal(mean: float = 0.0, std: float = 1.0) -> Initialiser:
    """Normally distributed."""
    return lambda rng, fan_in, fan_out: rng.gauss(mean, std)


def constant(value: float) -> Initialiser:
    """The same number everywhere.

    >>> constant(0.5)(Random(0), 3, 2)
    0.5
    """
    number = float(as_number(value))
    return lambda rng, fan_in, fan_out: number


def xavier_uniform(gain: float = 1.0) -> Initialiser:
    """U(−a, a) with a = gain·√(6/(fan_in + fan_out)) [Glorot & Bengio 2010]."""

    def draw(rng: Random, fan_in: int, fan_out: int) -> float:
        bound = gain * math.sqrt(6 / (fan_in + fan_out))
        return rng.uniform(-bound, bound)

    return draw


def xavier_normal(gain: float = 1.0) -> Initialiser:
    """N(0, σ²) with σ = gain·√(2/(fan_in + fan_out)) [Glorot & Bengio 2010]."""
    return lambda rng, fan_in, fan_out: rng.gauss(0.0, gain * math.sqrt(2 / (fan_in + fan_out)))


def kaiming_uniform(mode: Fan = "fan_in", gain: float = math.sqrt(2)) -> Initialiser:
    """U(−a, a) with a = gain·√(3/fan); the gain √2 is that of relu [He et al. 2015]."""

    def draw(rng: Random, fan_in: int, fan_out: int) -> float:
        bound = gain * math.sqrt(3 / (fan_in if mode == "fan_in" else fan_out))
        return rng.uniform(-bound, bound)

    return draw


def kaiming_normal(mode: Fan = "fan_in", gain: float = math.sqrt(2)) -> Initialiser:
    """N(0, σ²) with σ = gain/√fan; the gain √2 is that of relu [He et al. 2015]."""
    return lambda rng, fan_in, fan_out: rng.gauss(
        0.0, gain / math.sqrt(fan_in if mode == "fan_in" else fan_out)
    )


def pytorch(rng: Random, fan_in: int, fan_out: int) -> float:
    """U(−1/√fan_in, 1/√fan_in), which PyTorch starts linear and convolution layers with."""
    bound = 1 / math.sqrt(fan_in) if fan_in else 0.0
    return rng.uniform(-bound, bound)


INITIALISERS: dict[str, Initialiser] = {
    "pytorch": pytorch,
    "uniform": uniform(),
    "normal": normal(),
    "xavier": xavier_uniform(),
    "kaiming": kaiming_uniform(),
    "zeros": constant(0.0),
    "ones": constant(1.0),
}
"""The initialisers that may be asked for by name."""


def initialiser(init: "str | Initialiser") -> Initialiser:
    """An initialiser, by name or as it is.

    Raises:
        ValueError: There is none of that name.
        TypeError: It is a function of other arguments, such as one that makes initialisers.

    >>> initialiser("uniform")(Random(0), 1, 1) == Random(0).uniform(-1, 1)
    True
    """
    if callable(init):
        try:
            signature(init).bind(None, 1, 1)
        except TypeError:
            name = getattr(init, "__name__", repr(init))
            raise TypeError(
                f"init is called as init(rng, fan_in, fan_out), which {name} does not take; if it "
                f"makes initialisers, call it: init=nn.initialisers.{name}(…)"
            ) from None
        return init
    if init not in INITIALISERS:
        raise ValueError(
            f"unknown initialiser {init!r}; choose from {', '.join(INITIALISERS)}, "
            "or give a function of (rng, fan_in, fan_out), such as nn.initialisers.constant(0.5)"
        )
    return INITIALISERS[init]


def generator(seed: int | Random | None) -> Random:
    """A random generator: a new one of a seed, or the given one, shared.

    >>> generator(7).random() == generator(7).random()
    True
    """
    return seed if isinstance(seed, Random) else Random(seed)
