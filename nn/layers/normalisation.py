"""BatchNorm1d and BatchNorm2d, with the axes and shapes of their statistics said."""

from collections.abc import Sequence
from math import prod
from typing import Any, ClassVar, NamedTuple

from autograd.engine.weighted_sums import Rows, affine
from autograd.ops.elementary import sqrt
from nn.base.nested import (
    Shape,
    as_nested,
    as_plain,
    entries,
    fill,
    shape_of,
    show_shape,
    uniform_kind,
)
from nn.base.shapes import check_count, refuse
from nn.base.weighted import Weighted


class Statistics(NamedTuple):
    """Over what, and into what shape, batch statistics are taken.

    Attributes:
        axes: The axes averaged over.
        kept: The shape of mean and variance with those axes kept as 1, for broadcasting.
        stored: The shape in which they are stored.
        size: How many numbers go into one mean.
    """

    axes: tuple[int, ...]
    kept: Shape
    stored: Shape
    size: int

    def __str__(self) -> str:
        axes = ", ".join(map(str, self.axes))
        return (
            f"mean and variance over axes {axes}: {show_shape(self.stored)} numbers, "
            f"{show_shape(self.kept)} with axes kept, each of {self.size} numbers"
        )


class BatchNorm(Weighted):
    """y = γ·(x − μ)/√(σ² + ε) + β per channel; the base of BatchNorm1d and BatchNorm2d.

    In training, μ and σ² (divided by the count n) are those of the batch, and nodes of the graph;
    the running ones then move by `momentum` towards them (σ² divided by n − 1), as in PyTorch. In
    evaluation the running ones are used, as constants.

    Args:
        num_features: C, the number of channels.
        eps: ε.
        momentum: How far the running statistics move; None for the plain average of all batches.
        affine: Whether there are γ (weight) and β (bias).
        track_running_stats: Whether running statistics are kept; else the batch's are always used.
        layout: Where the channels stand, "NCHW" or "NHWC"; "NCL" or "NLC" in one direction.

    Raises:
        ValueError: The layout is unknown.
    """

    letters: ClassVar[dict[str, str]] = {"weight": "γ", "bias": "β"}
    buffer_names = ("running_mean", "running_var", "num_batches_tracked")
    counts_as_layer = False
    wants_batch = True
    layouts: ClassVar[tuple[str, str]]
    ranks: ClassVar[tuple[int, ...]]

    def __init__(
        self,
        num_features: int,
        eps: float = 1e-5,
        momentum: float | None = 0.1,
        affine: bool = True,
        track_running_stats: bool = True,
        *,
        layout: str | None = None,
    ) -> None:
        self.num_features = check_count("num_features", num_features)
        self.layout = layout or self.layouts[0]
        if self.layout not in self.layouts:
            raise ValueError(f"layout is {' or '.join(self.layouts)}, got {layout!r}")
        self.eps, self.momentum = eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        self.weight = [1.0] * num_features if affine else None
        self.bias = [0.0] * num_features if affine else None
        self.running_mean = [0.0] * num_features if track_running_stats else None
        self.running_var = [1.0] * num_features if track_running_stats else None
        self.num_batches_tracked = 0 if track_running_stats else None

    def parameter_shapes(self) -> dict[str, Shape]:
        """weight and bias, C numbers each."""
        return {"weight": (self.num_features,), "bias": (self.num_features,)}

    def statistics(self, shape: Shape) -> Statistics:
        """Over which axes of a batch of a shape the statistics are taken, and their shapes.

        Raises:
            ValueError: It is no batch of such a shape.

        >>> print(BatchNorm2d(3, layout="NHWC").statistics((5, 4, 6, 3)))
        mean and variance over axes 0, 1, 2: 3 numbers, 1×1×1×3 with axes kept, each of 120 numbers
        """
        channels_last = self.layout == self.layouts[1] and len(shape) > 2
        axis = len(shape) - 1 if channels_last else 1
        if len(shape) not in self.ranks or shape[axis] != self.num_features:
            refuse(self, f"the shape {show_shape(shape)}")
        axes = tuple(i for i in range(len(shape)) if i != axis)
        kept = tuple(n if i == axis else 1 for i, n in enumerate(shape))
        return Statistics(axes, kept, (self.num_features,), prod(shape) // self.num_features)

    def forward(self, x: Any) -> Any:
        """A batch of samples; the shape stays."""
        x = as_nested(x)
        shape = shape_of(x)
        statistics = self.statistics(shape)
        axis = next(i for i in range(len(shape)) if i not in statistics.axes)
        inner = prod(shape[axis + 1 :])
        flat = uniform_kind(list(entries(x)))
        channels = [place // inner % self.num_features for place in range(len(flat))]
        normalised: list[Any] = [None] * len(flat)
        batch_statistics = []
        for channel in range(self.num_features):
            places = [place for place, c in enumerate(channels) if c == channel]
            values, mean, variance = self.normalise([flat[i] for i in places], channel)
            batch_statistics.append((mean, variance))
            for place, value in zip(places, values, strict=True):
                normalised[place] = value
        if self.training and self.track_running_stats:
            self.track(batch_statistics, statistics.size)
        return fill(shape, iter(normalised))

    def normalise(self, values: Sequence[Any], channel: int) -> tuple[list[Any], Any, Any]:
        """One channel, normalised, scaled and shifted; with the mean and variance used."""
        if self.training or not self.track_running_stats:
            if len(values) < 2:
                refuse(self, "one number per channel, of which no variance can be taken")
            mean, variance, centred = moments(values)
        else:
            assert self.running_mean is not None
            assert self.running_var is not None
            mean, variance = self.running_mean[channel], self.running_var[channel]
            centred = [value - mean for value in values]
        deviation = sqrt(variance + self.eps)
        results = [value / deviation for value in centred]
        if self.affine:
            scale, shift = self.weight[channel], self.bias[channel]
            results = [scale * result + shift for result in results]
        return results, mean, variance

    def track(self, batch_statistics: Sequence[tuple[Any, Any]], count: int) -> None:
        """Move the running statistics towards those of a batch."""
        assert self.num_batches_tracked is not None
        self.num_batches_tracked += 1
        step = 1 / self.num_batches_tracked if self.momentum is None else self.momentum
        means = [as_plain(mean) for mean, _ in batch_statistics]
        variances = [as_plain(variance) * count / (count - 1) for _, variance in batch_statistics]
        self.running_mean = moved(self.running_mean, means, step)
        self.running_var = moved(self.running_var, variances, step)

    def output_shape(self, shape: Shape) -> Shape:
        """The shape stays."""
        self.statistics((2, *shape))
        return shape

    def allowed(self) -> str:
        """What inputs it takes."""
        shapes = " or ".join("×".join(self.layout[:rank]) for rank in self.ranks)
        if self.layout == "NLC":
            shapes = "N×C or N×L×C"
        return (
            f"a batch {shapes} with C = {self.num_features} (num_features), more than one number "
            "per channel in training; a single sample goes in as a list of one"
        )

    def extra_repr(self) -> str:
        """As PyTorch writes it, and the layout if it is not the usual one."""
        written = (
            f"{self.num_features}, eps={self.eps}, momentum={self.momentum}, "
            f"affine={self.affine}, track_running_stats={self.track_running_stats}"
        )
        return written + ("" if self.layout == self.layouts[0] else f", layout={self.layout!r}")


class BatchNorm1d(BatchNorm):
    """Batch normalisation of N×C -> N×C or N×C×L -> N×C×L; see `BatchNorm` for the arguments.

    >>> norm = BatchNorm1d(1, eps=0)
    >>> norm([[1], [3]]), norm.running_mean
    ([[Value(-1)], [Value(1)]], [0.2])
    """

    layouts = ("NCL", "NLC")
    ranks = (2, 3)


class BatchNorm2d(BatchNorm):
    """Batch normalisation of N×C×H×W -> N×C×H×W; see `BatchNorm` for the arguments.

    >>> BatchNorm2d(3).statistics((5, 3, 4, 6)).kept
    (1, 3, 1, 1)
    """

    layouts = ("NCHW", "NHWC")
    ranks = (4,)


def moved(old: Sequence[float] | None, new: Sequence[float], step: float) -> list[float]:
    """Each old number moved by a fraction of the way to the new one."""
    assert old is not None
    return [(1 - step) * a + step * b for a, b in zip(old, new, strict=True)]


def moments(values: Sequence[Any]) -> tuple[Any, Any, list[Any]]:
    """The mean of n numbers, their variance (divided by n), and the numbers less the mean.

    >>> moments([1.0, 3.0])
    (2.0, 1.0, [-1.0, 1.0])
    """
    each = Rows([(1 / len(values),) * len(values)])
    (mean,) = affine(each, values)
    centred = [value - mean for value in values]
    (variance,) = affine(each, [value * value for value in centred])
    return mean, variance, centred
