"""What one layer costs on one sample: parameters, multiplications, additions, written out.

`count(module, shape)` has one rule per kind of layer. A layer of your own joins with a rule of its
own:

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

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import singledispatch
from math import prod
from typing import NamedTuple

from nn.base.module import Module
from nn.base.nested import Shape
from nn.layers.activations import Elementwise, Identity, ReLU
from nn.layers.blocks import PartialConv2d, Subsampling2d
from nn.layers.containers import Flatten
from nn.layers.linear import Layer, Linear, Neuron
from nn.layers.normalisation import BatchNorm
from nn.layers.probabilities import LogSoftmax, Softmax
from nn.layers.recurrent import RNN
from nn.layers.rnn_cell import RNNCell
from nn.sliding.kernels import Convolution
from nn.sliding.pooling import AvgPool1d, MaxPool1d


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

    >>> linear = count(Linear(2, 3), (2,))
    >>> linear.weights, linear.biases
    (Amount(number=6, written='3·2'), Amount(number=3, written='3'))
    """
    kind = type(module).__name__
    raise TypeError(
        f"there is no counting rule for {kind}; build the model of layers and Sequential, or give "
        f"it one: @nn.count.register, def rule(module: {kind}, shape) -> nn.Count"
    )


def weighted_sums(outputs: Shape, inputs: Shape, weights: Amount, biases: int) -> Count:
    """One weighted sum of some inputs per output."""
    per_output = prod(inputs)
    return Count(
        weights=weights,
        biases=times((biases,)) if biases else NOTHING,
        multiplications=times(outputs, inputs),
        additions=times(outputs, (per_output - 1,)) if per_output > 1 else NOTHING,
        bias_additions=times(outputs) if biases else NOTHING,
    )


@count.register
def count_linear(module: Linear, shape: Shape) -> Count:
    """n_out · n_in weights; n_in multiplications and n_in − 1 additions per output."""
    n_in, n_out = module.in_features, module.out_features
    has_bias = module.bias is not None
    outputs = module.output_shape(shape)
    return weighted_sums(outputs, (n_in,), times((n_out,), (n_in,)), has_bias * n_out)


@count.register
def count_layer(module: Layer, shape: Shape) -> Count:
    """A linear layer and its activation."""
    after = count(module.activation, (module.out_features,))
    return replace(
        count_linear(module, shape), comparisons=after.comparisons, functions=after.functions
    )


@count.register
def count_neuron(module: Neuron, shape: Shape) -> Count:
    """n_in weights and their weighted sum."""
    module.output_shape(shape)
    after = count(module._activation, ())
    sums = weighted_sums((), (module.nin,), times((module.nin,)), int(module.bias is not None))
    return replace(sums, comparisons=after.comparisons, functions=after.functions)


@count.register
def count_convolution(module: Convolution, shape: Shape) -> Count:
    """A weighted sum of in/groups · taps inputs per output number."""
    first, *others = module.parameter_shapes()["weight"]
    weights = times((first,), tuple(others))
    biases = module.out_channels if module.bias is not None else 0
    outputs = module.output_shape(shape)
    if not module.transposed:
        return weighted_sums(outputs, tuple(others), weights, biases)
    spread = times(shape, tuple(others))
    sums = max(spread.number - prod(outputs), 0)
    return Count(
        weights=weights,
        biases=times((biases,)) if biases else NOTHING,
        multiplications=spread,
        additions=Amount(sums, f"{spread.number}-{prod(outputs)}") if sums else NOTHING,
        bias_additions=times(outputs) if biases else NOTHING,
    )


@count.register
def count_partial(module: PartialConv2d, shape: Shape) -> Count:
    """A convolution per output channel; those that see as many input channels stand together."""
    outputs, *size = module.output_shape(shape)
    kernel = module.maps[0].kernel_shape
    kinds = sorted(Counter(map(len, module.table)).items())
    has_bias = module.maps[0].bias is not None
    return Count(
        weights=joined(times((n,), (seen, *kernel)) for seen, n in kinds),
        biases=times((outputs,)) if has_bias else NOTHING,
        multiplications=joined(times((n, *size), (seen, *kernel)) for seen, n in kinds),
        additions=joined(times((n, *size), (seen * prod(kernel) - 1,)) for seen, n in kinds),
        bias_additions=times((outputs, *size)) if has_bias else NOTHING,
    )


@count.register
def count_cell(module: RNNCell, shape: Shape) -> Count:
    """Two weighted sums per unit, of the input and of the state, and their sum."""
    n_x, n_h = module.input_size, module.hidden_size
    has_bias = module.bias_ih is not None
    after = count(module._nonlinearity, module.output_shape(shape))
    return Count(
        weights=joined([times((n_h,), (n_x,)), times((n_h,), (n_h,))]),
        biases=times((2, n_h)) if has_bias else NOTHING,
        multiplications=joined([times((n_h,), (n_x,)), times((n_h,), (n_h,))]),
        additions=times((n_h,), (n_x + n_h - 1,)),
        bias_additions=times((2, n_h)) if has_bias else NOTHING,
        comparisons=after.comparisons,
        functions=after.functions,
    )


@count.register
def count_recurrent(module: RNN, shape: Shape) -> Count:
    """The cell of every layer, its work T times."""
    steps = module.output_shape(shape)[0]
    each = [count(cell, (cell.input_size,)) for cell in module.cells]
    parts = {
        name: joined(amount for one in each if (amount := getattr(one, name)).number)
        for name in Count.__annotations__
        if name != "functions"
    }
    parts |= {name: repeated(steps, parts[name]) for name in PER_STEP}
    return Count(**parts, functions=steps * sum(one.functions for one in each))


PER_STEP = ("multiplications", "additions", "bias_additions", "comparisons")


def repeated(steps: int, amount: Amount) -> Amount:
    """An amount, several times."""
    return Amount(steps * amount.number, f"{steps}·({amount.written})" if amount.number else "")


@count.register
def count_subsampling(module: Subsampling2d, shape: Shape) -> Count:
    """A coefficient and a bias per channel; a mean, a product and a sum per output number."""
    outputs, n = module.output_shape(shape), module._pool.window_size
    return Count(
        weights=times((module.channels,)),
        biases=times((module.channels,)),
        multiplications=times(outputs, (2,)),
        additions=times(outputs, (n - 1,)),
        bias_additions=times(outputs),
    )


@count.register
def count_mean(module: AvgPool1d, shape: Shape) -> Count:
    """n − 1 additions and a multiplication by 1/n per output number."""
    outputs = module.output_shape(shape)
    return Count(
        multiplications=times(outputs), additions=times(outputs, (module.window_size - 1,))
    )


@count.register
def count_maximum(module: MaxPool1d, shape: Shape) -> Count:
    """The maximum of n numbers per output number."""
    outputs, n = module.output_shape(shape), prod(one.kernel_size for one in module.geometry)
    return Count(comparisons=times(outputs, (n - 1,)))


@count.register
def count_norm(module: BatchNorm, shape: Shape) -> Count:
    """In evaluation: a multiplication and an addition per number; γ and β per channel."""
    module.output_shape(shape)
    norm = times((2, module.num_features)) if module.affine else NOTHING
    return Count(norm=norm, multiplications=times(shape), additions=times(shape))


@count.register(Flatten)
@count.register(Identity)
def count_nothing(module: Module, shape: Shape) -> Count:
    """Nothing is computed."""
    return Count()


@count.register
def count_relu(module: ReLU, shape: Shape) -> Count:
    """The maximum of 2 numbers each."""
    return Count(comparisons=times(shape))


@count.register(Elementwise)
@count.register(Softmax)
@count.register(LogSoftmax)
def count_functions(module: Module, shape: Shape) -> Count:
    """One value of a function per number, which no convention counts."""
    return Count(functions=prod(shape))
