"""The blocks of residual networks, and LeNet-5 with the layers it had of its own."""

from collections.abc import Sequence
from random import Random
from typing import Any

from nn.base.initialisers import Initialiser, generator
from nn.base.module import Module
from nn.base.nested import Shape, map_entries, shape_of, show_shape
from nn.base.shapes import as_batch, refuse
from nn.base.weighted import Weighted
from nn.layers.activations import ReLU, Tanh
from nn.layers.containers import Flatten, Residual, Sequential
from nn.layers.linear import Linear
from nn.layers.normalisation import BatchNorm2d
from nn.sliding.convolution import Conv2d
from nn.sliding.pooling import AvgPool2d


class BasicBlock(Residual):
    """ReLU(body(x) + x) with two 3×3 convolutions as body: channels × H × W, kept.

    Args:
        channels: In and out.
        bias: Whether the convolutions have biases.
        norm: Whether each is followed by a BatchNorm2d.
        init: An initialiser or its name.
        seed: Of the random numbers, or a generator.

    >>> len(BasicBlock(32, init="zeros").parameters())
    18496
    """

    def __init__(
        self,
        channels: int,
        *,
        bias: bool = True,
        norm: bool = False,
        init: str | Initialiser = "pytorch",
        seed: int | Random | None = None,
    ) -> None:
        kernels = [(channels, channels, 3)] * 2
        super().__init__(stack(kernels, bias, norm, init, seed), activation=ReLU())


class Bottleneck(Residual):
    """ReLU(body(x) + x); the body is 1×1 to `width` channels, 3×3 on them, and 1×1 back.

    The 1×1 convolutions mix channels at each position; they are not the identity.

    Args:
        channels: In and out.
        width: Between the 1×1 convolutions.
        bias: Whether the convolutions have biases.
        norm: Whether each is followed by a BatchNorm2d.
        init: An initialiser or its name.
        seed: Of the random numbers, or a generator.

    >>> len(Bottleneck(128, 32, init="zeros").parameters())
    17600
    """

    def __init__(
        self,
        channels: int,
        width: int,
        *,
        bias: bool = True,
        norm: bool = False,
        init: str | Initialiser = "pytorch",
        seed: int | Random | None = None,
    ) -> None:
        kernels = [(channels, width, 1), (width, width, 3), (width, channels, 1)]
        super().__init__(stack(kernels, bias, norm, init, seed), activation=ReLU())


def stack(
    kernels: Sequence[tuple[int, int, int]],
    bias: bool,
    norm: bool,
    init: str | Initialiser,
    seed: int | Random | None,
) -> Sequential:
    """Convolutions (in, out, k) that keep the size, with norms, and ReLU between them."""
    rng = generator(seed)
    modules: list[Module] = []
    for place, (source, target, k) in enumerate(kernels):
        if place:
            modules.append(ReLU())
        modules.append(Conv2d(source, target, k, padding=k // 2, bias=bias, init=init, seed=rng))
        if norm:
            modules.append(BatchNorm2d(target))
    return Sequential(*modules)


class Subsampling2d(Weighted):
    """weight[c] · mean of each window + bias[c], the trainable pooling of LeNet-5:
    C × H × W -> C × H/k × W/k with 2·C parameters.

    >>> Subsampling2d(1, 2, weight=[2], bias=[1])([[[1, 4], [2, 3]]])
    [[[Value(6)]]]
    """

    sample_rank = 3

    def __init__(
        self, channels: int, kernel_size: int, *, weight: Any = None, bias: Any = None
    ) -> None:
        self.channels = channels
        self._pool = AvgPool2d(kernel_size)
        self.weight = [1.0] * channels if weight is None else weight
        self.bias = [0.0] * channels if bias is None else bias

    def parameter_shapes(self) -> dict[str, Shape]:
        """weight and bias, C numbers each."""
        return {"weight": (self.channels,), "bias": (self.channels,)}

    def forward(self, x: Any) -> Any:
        """Channels × height × width, or a list of such samples."""
        samples, batched = as_batch(self, x)
        results = []
        for sample in samples:
            self.output_shape(shape_of(sample))
            channels = zip(self._pool(sample), self.weight, self.bias, strict=True)
            results.append([scaled(plane, w, b) for plane, w, b in channels])
        return results if batched else results[0]

    def output_shape(self, shape: Shape) -> Shape:
        """C × H × W -> C × H/k × W/k."""
        if not shape or shape[0] != self.channels:
            refuse(self, f"the shape {show_shape(shape)}")
        return self._pool.output_shape(shape)

    def allowed(self) -> str:
        """What inputs it takes."""
        return f"{self.channels} channels × H × W, or a list of such samples"

    def extra_repr(self) -> str:
        """Channels and window."""
        return f"{self.channels}, kernel_size={self._pool.kernel_size}"


def scaled(plane: Any, weight: Any, bias: Any) -> Any:
    """weight · entry + bias for every entry."""
    return map_entries(lambda entry: weight * entry + bias, plane)


class PartialConv2d(Module):
    """A Conv2d whose every output channel sees only some input channels, by a connection table.

    Args:
        table: For each output channel the input channels it sees, counted from 0.
        in_channels: Of the input.
        kernel_size: Taps.
        init: An initialiser or its name.
        seed: Of the random numbers, or a generator.

    >>> len(PartialConv2d([[0, 1], [1]], 2, 3).parameters())
    29
    """

    sample_rank = 3

    def __init__(
        self,
        table: Sequence[Sequence[int]],
        in_channels: int,
        kernel_size: int,
        *,
        init: str | Initialiser = "pytorch",
        seed: int | Random | None = None,
    ) -> None:
        rng = generator(seed)
        self.table, self.in_channels = tuple(map(tuple, table)), in_channels
        self.maps = [Conv2d(len(row), 1, kernel_size, init=init, seed=rng) for row in self.table]

    def forward(self, x: Any) -> Any:
        """Channels × height × width, or a list of such samples."""
        samples, batched = as_batch(self, x)
        results = []
        for sample in samples:
            self.output_shape(shape_of(sample))
            maps = zip(self.table, self.maps, strict=True)
            results.append([one([sample[channel] for channel in row])[0] for row, one in maps])
        return results if batched else results[0]

    def output_shape(self, shape: Shape) -> Shape:
        """in_channels × H × W -> len(table) × H_out × W_out."""
        if len(shape) != 3 or shape[0] != self.in_channels:
            refuse(self, f"the shape {show_shape(shape)}")
        size = self.maps[0].output_shape((len(self.table[0]), *shape[1:]))[1:]
        return (len(self.table), *size)

    def allowed(self) -> str:
        """What inputs it takes."""
        return f"{self.in_channels} channels × H × W, or a list of such samples"


def lenet5(
    *,
    original: bool = False,
    init: str | Initialiser = "pytorch",
    seed: int | Random | None = None,
) -> Sequential:
    """LeNet-5 for 1×32×32 images and ten classes, with tanh and a dense output.

    The modern reading has 61,706 parameters: pooling without any, and a third layer that sees all
    maps. The network of 1998 has trainable subsampling and a partly connected third layer
    [LeCun et al. 1998, table I]: 60,000 before its output, and with a dense one 60,850.

    Args:
        original: Whether to build that of 1998.
        init: An initialiser or its name.
        seed: Of the random numbers, or a generator.

    >>> len(lenet5(init="zeros").parameters())
    61706
    """
    rng = generator(seed)
    options: dict[str, Any] = {"init": init, "seed": rng}

    def pool(channels: int) -> Module:
        return Subsampling2d(channels, 2) if original else AvgPool2d(2)

    third = PartialConv2d(TABLE_1, 6, 5, **options) if original else Conv2d(6, 16, 5, **options)
    return Sequential(
        *(Conv2d(1, 6, 5, **options), Tanh(), pool(6)),
        *(third, Tanh(), pool(16), Flatten()),
        *(Linear(400, 120, **options), Tanh()),
        *(Linear(120, 84, **options), Tanh()),
        Linear(84, 10, **options),
    )


TABLE_1 = (
    *[tuple((start + i) % 6 for i in range(3)) for start in range(6)],
    *[tuple((start + i) % 6 for i in range(4)) for start in range(6)],
    (0, 1, 3, 4),
    (1, 2, 4, 5),
    (0, 2, 3, 5),
    tuple(range(6)),
)
"""Which maps of S2 each map of C3 sees [LeCun et al. 1998, table I]."""
