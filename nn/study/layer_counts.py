"""What each kind of layer costs on one sample, but for those over time: rules for `count`."""

from collections import Counter
from dataclasses import replace
from math import prod

from nn.base.module import Module
from nn.base.nested import Shape
from nn.layers.activations import Elementwise, Identity, ReLU
from nn.layers.blocks import PartialConv2d, Subsampling2d
from nn.layers.containers import Flatten
from nn.layers.dropout import Dropout
from nn.layers.layer_norm import LayerNorm
from nn.layers.linear import Layer, Linear, Neuron
from nn.layers.normalisation import BatchNorm
from nn.layers.probabilities import LogSoftmax, Softmax
from nn.sliding.kernels import Convolution
from nn.sliding.pooling import AvgPool1d, MaxPool1d
from nn.study.costs import NOTHING, Amount, Count, count, joined, times


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


@count.register
def count_layer_norm(module: LayerNorm, shape: Shape) -> Count:
    """Per number: its share of mean and variance, the difference, the square, the quotient and γ;
    per sample n − 1 additions for the mean, as many for the variance, and ε.
    """
    module.output_shape(shape)
    n = prod(module.normalized_shape)
    samples = prod(shape) // n
    kinds = [module.weight is not None, module.bias is not None]
    return Count(
        norm=times((sum(kinds), n)) if any(kinds) else NOTHING,
        multiplications=times((samples, n), (4 + kinds[0],)),
        additions=times((samples,), (n * (3 + kinds[1]) - 1,)),
        functions=samples,
    )


@count.register(Dropout)
@count.register(Flatten)
@count.register(Identity)
def count_nothing(module: Module, shape: Shape) -> Count:
    """Nothing is computed, by dropout in evaluation."""
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
