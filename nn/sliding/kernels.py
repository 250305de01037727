"""What all convolution layers share: kernels laid on windows, one weighted sum per output."""

from math import prod
from typing import Any, ClassVar

from autograd.engine.value import Value
from autograd.engine.weighted_sums import affine
from nn.base.labels import indexed
from nn.base.nested import entries, fill, shape_of, show_shape, uniform_kind
from nn.base.shapes import as_batch, check_count, refuse
from nn.base.weighted import Weighted
from nn.sliding.windows import Window

Shape = tuple[int, ...]
Row = tuple[Any, ...]


class Convolution(Weighted):
    """A layer that lays a kernel on windows of its input; the base of Conv1d, Conv2d and
    ConvTranspose1d.

    Attributes:
        kernel_shape: The number of taps in each direction.
        flip: Whether the kernel is flipped, as in the convolution of mathematics.
        transposed: Whether weight is in × out instead of out × in.
    """

    kernel_shape: Shape
    kernel_size: Any
    flip: bool = False
    transposed: ClassVar[bool] = False
    takes: ClassVar[str]
    gives: ClassVar[str]
    _rows: dict[tuple[int, Shape], tuple[Row, ...]]

    def windows(self, size: Shape) -> tuple[Window, ...]:
        """The windows of an input of this length, or height and width."""
        raise NotImplementedError

    def output_size(self, size: Shape) -> Shape:
        """The length, or height and width, of the output."""
        raise NotImplementedError

    def set_channels(self, in_channels: int, out_channels: int, groups: int) -> None:
        """Take over the counts of channels.

        Raises:
            ValueError: One is no count, or the groups do not divide them.
        """
        self.in_channels = check_count("in_channels", in_channels)
        self.out_channels = check_count("out_channels", out_channels)
        self.groups = check_count("groups", groups)
        if in_channels % groups or out_channels % groups:
            raise ValueError(
                f"groups must divide in_channels and out_channels, got groups={groups} for "
                f"{in_channels} and {out_channels}"
            )

    @property
    def sources(self) -> int:
        """Input channels per group."""
        return self.in_channels // self.groups

    @property
    def targets(self) -> int:
        """Output channels per group."""
        return self.out_channels // self.groups

    def parameter_shapes(self) -> dict[str, Shape]:
        """weight out × in/groups × taps (transposed: in × out/groups × taps), bias out."""
        channels = (self.out_channels, self.sources)
        if self.transposed:
            channels = (self.in_channels, self.targets)
        return {"weight": (*channels, *self.kernel_shape), "bias": (self.out_channels,)}

    def fans(self) -> tuple[int, int]:
        """As PyTorch counts them: the second and first size of weight, each times the taps."""
        first, second, *kernel = self.parameter_shapes()["weight"]
        return second * prod(kernel), first * prod(kernel)

    def label(self, name: str, index: Shape) -> str:
        """`w₂¹³` for tap 2 from input channel 1 to output channel 3; `w₂` with one of each."""
        if name == "bias":
            return indexed("b", index)
        first, second, *taps = index
        if self.transposed:
            channels = (first, first // self.sources * self.targets + second)
        else:
            channels = (first // self.targets * self.sources + second, first)
        single = self.in_channels == self.out_channels == 1
        return indexed("w", tuple(taps), () if single else channels)

    def forget(self) -> None:
        """Prepare the rows again at the next call."""
        self._rows = {}

    def kernel(self, source: int, target: int) -> Row:
        """The taps as they meet the input, from one channel to another of the same group."""
        first, second = target, source % self.sources
        if self.transposed:
            first, second = source, target % self.targets
        taps = tuple(entries(self.weight[first][second]))
        return taps[::-1] if self.flip else taps

    def group_channels(self, group: int) -> tuple[range, range]:
        """The input channels and the output channels of a group."""
        return (
            range(group * self.sources, (group + 1) * self.sources),
            range(group * self.targets, (group + 1) * self.targets),
        )

    def rows(self, group: int, taps: Shape) -> tuple[Row, ...]:
        """(b, w₁, …) of these taps for each output channel of a group; always the same tuples."""
        if (group, taps) not in self._rows:
            sources, targets = self.group_channels(group)
            rows = []
            nothing = 0.0 if taps else Value(0.0)  # an output wholly in the padding is a node too
            for target in targets:
                row: list[Any] = [nothing if self.bias is None else self.bias[target]]
                for source in sources:
                    kernel = self.kernel(source, target)
                    row += [kernel[tap] for tap in taps]
                rows.append(tuple(row))
            self._rows[group, taps] = tuple(rows)
        return self._rows[group, taps]

    def forward(self, x: Any) -> Any:
        """Channels × length (or × height × width), or a list of such samples."""
        samples, batched = as_batch(self, x)
        results = [self.convolve(sample) for sample in samples]
        return results if batched else results[0]

    def convolve(self, sample: Any) -> Any:
        """The output of one sample."""
        shape = shape_of(sample)
        size = self.output_shape(shape)[1:]
        planes = [tuple(uniform_kind(list(entries(channel)))) for channel in sample]
        outputs: list[tuple[Any, ...]] = []
        for group in range(self.groups):
            sources, _ = self.group_channels(group)
            sums = []
            for taps, positions in self.windows(shape[1:]):
                inputs = [planes[source][i] for source in sources for i in positions]
                sums.append(affine(self.rows(group, taps), inputs))
            outputs += zip(*sums, strict=True)
        return [fill(size, iter(channel)) for channel in outputs]

    def output_shape(self, shape: Shape) -> Shape:
        """in_channels × size -> out_channels × output size."""
        if len(shape) != self.sample_rank or shape[0] != self.in_channels:
            refuse(self, f"the shape {show_shape(shape)}")
        return (self.out_channels, *self.output_size(shape[1:]))

    def allowed(self) -> str:
        """What inputs it takes, and how the output's size is computed."""
        return (
            f"{self.in_channels} × {self.takes} (in_channels × …), or a list of such samples, and "
            f"gives {self.out_channels} × {self.gives}"
        )

    def extra_repr(self) -> str:
        """As PyTorch writes it; settings left at their defaults are not shown."""
        written = [f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}"]
        for name, usual in USUAL.items():
            setting = getattr(self, name, usual)
            if setting not in (usual, (usual, usual)):
                written.append(f"{name}={setting!r}")
        if vars(self).get("bias", True) is None:
            written.append("bias=False")
        return ", ".join(written)


USUAL = {
    "stride": 1,
    "padding": 0,
    "output_padding": 0,
    "dilation": 1,
    "groups": 1,
    "flip": False,
}
