"""What all convolution layers share: kernels laid on windows, one weighted sum per output."""

from math import prod
from random import Random
from typing import Any, ClassVar

from autograd.engine.value import Value
from autograd.engine.weighted_sums import Rows, affine
from nn.base.initialisers import Initialiser
from nn.base.labels import indexed
from nn.base.nested import Shape, entries, fill, shape_of, show_shape, uniform_kind
from nn.base.shapes import as_batch, check_count, refuse
from nn.base.weighted import Row, Weighted
from nn.sliding.directions import in_directions, output_size, readers_on, unusual, windows_on
from nn.sliding.geometry import Geometry, Window

Size = int | tuple[int, int]


def from_geometry(name: str) -> property:
    """A setting of the geometry as PyTorch keeps it: one, or one for each direction."""

    def read(self: "Convolution") -> Any:
        first, *others = found = tuple(getattr(one, name) for one in self.geometry)
        return found if others and not isinstance(first, str) else first

    return property(read, doc=f"The {name} given.")


class Convolution(Weighted):
    """A layer that lays a kernel on windows of its input; the base of Conv1d, Conv2d and
    the transposed ones, which say what the arguments are.

    Attributes:
        geometry: How the kernel slides, a record for each direction.
        directions: 1 or 2.
        flip: Whether the kernel is flipped, as in the convolution of mathematics.
        transposed: Whether weight is in × out instead of out × in.
    """

    geometry: tuple[Geometry, ...]
    directions: ClassVar[int]
    flip: bool = False
    transposed: ClassVar[bool] = False
    _rows: dict[tuple[int, Shape], Rows]

    kernel_size: Any = from_geometry("kernel_size")
    stride: Any = from_geometry("stride")
    padding: Any = from_geometry("padding")
    dilation: Any = from_geometry("dilation")
    padding_mode: Any = from_geometry("padding_mode")

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Size,
        stride: Size = 1,
        padding: Size | str = 0,
        dilation: Size = 1,
        groups: int = 1,
        bias: Any = True,
        flip: bool = False,
        *,
        padding_mode: str = "zeros",
        weight: Any = None,
        init: str | Initialiser = "pytorch",
        seed: int | Random | None = None,
    ) -> None:
        self.set_channels(in_channels, out_channels, groups)
        self.geometry = in_directions(
            self.directions,
            kernel_size=kernel_size,
            stride=stride,
            padding=padding,
            dilation=dilation,
            padding_mode=padding_mode,
        )
        self.flip = flip
        self.start(weight, bias, init, seed)

    def windows(self, size: Shape) -> tuple[Window, ...]:
        """One window per output position for an input of this length, or height and width."""
        return windows_on(self.geometry, size)

    def output_size(self, size: Shape) -> Shape:
        """The length, or height and width, of the output."""
        return output_size(self.geometry, size)

    @property
    def kernel_shape(self) -> Shape:
        """The number of taps in each direction."""
        return tuple(one.kernel_size for one in self.geometry)

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

    def rows(self, group: int, taps: Shape) -> Rows:
        """(b, w₁, …), or (w₁, …), of these taps for each output channel of a group; always the same
        tuples, which a pass then walks only once.
        """
        if (group, taps) not in self._rows:
            sources, targets = self.group_channels(group)
            rows = []
            for target in targets:
                row: list[Any] = [] if self.bias is None else [self.bias[target]]
                for source in sources:
                    kernel = self.kernel(source, target)
                    row += [kernel[tap] for tap in taps]
                # an output wholly in the padding is a node too
                rows.append(tuple(row) or (Value(0.0),))
            self._rows[group, taps] = Rows(rows)
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
        flat = tuple(uniform_kind(list(entries(sample))))
        outputs: list[tuple[Any, ...]] = []
        for group in range(self.groups):
            sources, _ = self.group_channels(group)
            sums = [
                affine(self.rows(group, taps), read(flat))
                for taps, read in readers_on(self.geometry, shape[1:], sources)
            ]
            outputs += zip(*sums, strict=True)
        return [fill(size, iter(channel)) for channel in outputs]

    def output_shape(self, shape: Shape) -> Shape:
        """in_channels × size -> out_channels × output size."""
        if len(shape) != self.sample_rank or shape[0] != self.in_channels:
            refuse(self, f"the shape {show_shape(shape)}")
        return (self.out_channels, *self.output_size(shape[1:]))

    def allowed(self) -> str:
        """What inputs it takes, and how the output's size is computed."""
        formula = self.geometry[0].formula
        takes, gives = "L", f"L_out with L_out = {formula}"
        if self.directions == 2:
            takes, gives = "H × W", f"H_out × W_out with {formula} for each"
        return (
            f"{self.in_channels} × {takes} (in_channels × …), or a list of such samples, and "
            f"gives {self.out_channels} × {gives}"
        )

    def extra_repr(self) -> str:
        """As PyTorch writes it; settings left at their defaults are not shown."""
        written = [f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}"]
        written += [f"{name}={setting!r}" for name, setting in unusual(self).items()]
        if vars(self).get("bias", True) is None:
            written.append("bias=False")
        return ", ".join(written)
