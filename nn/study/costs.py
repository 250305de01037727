"""What one layer costs on one sample: parameters, multiplications, additions, written out.

`count(module, shape)` has one rule per kind of layer, in the modules `…_counts` beside this one. A
layer of your own joins with a rule of its own:

>>> from nn.base.module import Module
>>> class Scale(Module):
...     def output_shape(self, shape):
...         return shape
>>> @count.register
... def _(module: Scale, shape):
...     return Count(multiplications=times(shape))
>>> count(Scale(), (2, 3)).multiplications
Amount(number=6, written='2·3')
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import singledispatch
from math import prod
from typing import NamedTuple

from nn.base.module import Module
from nn.base.nested import Shape


class Amount(NamedTuple):
    """A number and how it comes about."""

    number: int = 0
    written: str = ""


NOTHING = Amount()


def times(outer: Shape, inner: Shape = ()) -> Amount:
    """The product of all factors; the inner ones stand in brackets.

    >>> times((2,), (1, 3))
    Amount(number=6, written='2·(1·3)')
    """
    written = "·".join(map(str, outer)) or "1"
    if inner:
        factors = "·".join(map(str, inner))
        written += f"·({factors})" if len(inner) > 1 else f"·{factors}"
    return Amount(prod(outer) * prod(inner), written)


def joined(amounts: Iterable[Amount]) -> Amount:
    """Several amounts in one.

    >>> joined([times((6,), (3, 25)), times((9,), (4, 25))])
    Amount(number=1350, written='6·(3·25) + 9·(4·25)')
    """
    amounts = list(amounts)
    written = " + ".join(amount.written for amount in amounts)
    return Amount(sum(amount.number for amount in amounts), written)


@dataclass(frozen=True)
class Count:
    """What a layer costs on one sample.

    Attributes:
        weights: Parameters without biases and normalisation.
        biases: Biases of weighted sums.
        norm: Scales and shifts of normalisation; neither of the two above.
        multiplications: By weights and other numbers; those by zeros of padding count.
        additions: Without those of biases.
        bias_additions: One per output that has a bias.
        comparisons: A maximum of n numbers takes n − 1.
        functions: Values of functions that no convention counts, such as tanh.

    >>> Count(weights=times((3,), (2,))).weights
    Amount(number=6, written='3·2')
    """

    weights: Amount = NOTHING
    biases: Amount = NOTHING
    norm: Amount = NOTHING
    multiplications: Amount = NOTHING
    additions: Amount = NOTHING
    bias_additions: Amount = NOTHING
    comparisons: Amount = NOTHING
    functions: int = 0


@singledispatch
def count(module: Module, shape: Shape) -> Count:
    """What a layer costs on one sample of a shape.

    Raises:
        TypeError: There is no rule for this kind of module.

    >>> from nn import Linear
    >>> linear = count(Linear(2, 3), (2,))
    >>> linear.weights, linear.biases
    (Amount(number=6, written='3·2'), Amount(number=3, written='3'))
    """
    kind = type(module).__name__
    raise TypeError(
        f"there is no counting rule for {kind}; of a model of layers write summary(model, shape), "
        f"or give it a rule: @nn.count.register, def rule(module: {kind}, shape) -> nn.Count"
    )
