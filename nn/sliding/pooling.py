"""Average and maximum over windows, in one and two directions."""

from collections.abc import Sequence
from functools import lru_cache
from math import prod
from typing import Any, ClassVar

from autograd.engine.weighted_sums import Rows, affine
from autograd.ops.piecewise import maximum
from nn.base.module import Module
from nn.base.nested import Shape, entries, fill, shape_of, show_shape, uniform_kind
from nn.base.shapes import as_batch, check_count, refuse
from nn.sliding.directions import in_directions, output_size, sizes_on, unusual, windows_on
from nn.sliding.geometry import Geometry, Window


class Pool(Module):
    """A layer that makes one number of every window of every channel; the base of the pools.

    Attributes:
        directions: 1 or 2.
        geometry: How the windows slide, a record for each direction.
    """

    geometry: tuple[Geometry, ...]

    directions: ClassVar[int]

    def set_windows(
        self,
        kernel_size: Any,
        stride: Any,
        padding: Any,
        dilation: Any,
        ceil_mode: bool = False,
    ) -> None:
        """Take over the settings; the stride is by default the size of the window.

        Raises:
            ValueError: One is no count, or the padding is more than half a window.
        """
        stride = kernel_size if stride is None else stride
        self.kernel_size, self.stride = kernel_size, stride
        self.padding, self.dilation, self.ceil_mode = padding, dilation, ceil_mode
        self.geometry = in_directions(
            self.directions,
            kernel_size=kernel_size,
            stride=stride,
            padding=padding,
            dilation=dilation,
            ceil_mode=ceil_mode,
        )
        for one in self.geometry:
            if 2 * check_count("padding", one.padding, 0) > one.kernel_size:
                raise ValueError(
                    "padding may be at most half the window, got padding "
                    f"{one.padding} for windows of {one.kernel_size}; otherwise a window would lie "
                    "wholly outside"
                )
        self.sample_rank = 1 + self.directions

    def reduce(self, window: Sequence[Any]) -> Any:
        """The one number of a window; positions in the padding are left out."""
        raise NotImplementedError(
            f"{type(self).__name__} does not say what it makes of a window; "
            "define reduce(self, window)"
        )

    def reduce_sized(self, window: Sequence[Any], size: int) -> Any:
        """The same where it matters how many taps stand in the input or its padding."""
        return self.reduce(window)

    def forward(self, x: Any) -> Any:
        """Channels × length (or × height × width), or a list of such samples."""
        samples, batched = as_batch(self, x)
        results = [self.pool(sample) for sample in samples]
        return results if batched else results[0]

    def pool(self, sample: Any) -> Any:
        """The output of one sample."""
        shape = shape_of(sample)
        size = self.output_shape(shape)[1:]
        found = [places for _, places in self.windows(shape[1:])]
        sizes = sizes_on(self.geometry, shape[1:])
        planes = [uniform_kind(list(entries(channel))) for channel in sample]
        return [
            fill(
                size,
                map(self.reduce_sized, ([plane[i] for i in places] for places in found), sizes),
            )
            for plane in planes
        ]

    def windows(self, size: Shape) -> tuple[Window, ...]:
        """The windows of one channel, row by row."""
        return windows_on(self.geometry, size)

    def output_shape(self, shape: Shape) -> Shape:
        """Channels × size -> channels × output size."""
        if len(shape) != self.sample_rank or not shape[0]:
            refuse(self, f"the shape {show_shape(shape)}")
        return (shape[0], *output_size(self.geometry, shape[1:]))

    def allowed(self) -> str:
        """What inputs it takes, and how the output's size is computed."""
        size = "L" if self.directions == 1 else "H × W"
        return (
            f"channels × {size}, or a list of such samples, and gives as many channels with "
            f"{self.geometry[0].shown_formula} in each direction"
        )

    def extra_repr(self) -> str:
        """As PyTorch writes it; settings left at their defaults are not shown."""
        written = [f"kernel_size={self.kernel_size}, stride={self.stride}"]
        others = {name: setting for name, setting in unusual(self).items() if name != "stride"}
        return ", ".join(written + [f"{name}={setting}" for name, setting in others.items()])


class MaxPool1d(Pool):
    """The largest number of each window: channels × L -> channels × L_out.

    A window of n takes n − 1 maxima of two; in a tie the first keeps the gradient, as in PyTorch.

    Args:
        kernel_size: How many numbers a window takes.
        stride: The step from window to window, by default the window's size.
        padding: Positions on both sides that never win.
        dilation: The step inside a window.
        ceil_mode: Whether numbers that no whole window takes get a smaller one.

    >>> MaxPool1d(2)([[1, 4, 2, 3]])
    [[4.0, 3.0]]
    """

    directions = 1

    def __init__(
        self,
        kernel_size: Any,
        stride: Any = None,
        padding: Any = 0,
        dilation: Any = 1,
        *,
        ceil_mode: bool = False,
    ) -> None:
        self.set_windows(kernel_size, stride, padding, dilation, ceil_mode)

    def reduce(self, window: Sequence[Any]) -> Any:
        """The maximum, two by two from the front."""
        largest = window[0]
        for entry in window[1:]:
            largest = maximum(largest, entry)
        return largest


class MaxPool2d(MaxPool1d):
    """The largest number of each window: channels × H × W -> channels × H_out × W_out.

    Settings are one number or (height, width).

    >>> MaxPool2d(2)([[[1, 4], [2, 3]]])
    [[[4.0]]]
    """

    directions = 2


class AvgPool1d(Pool):
    """The mean of each window, one weighted sum: channels × L -> channels × L_out.

    Args:
        kernel_size: How many numbers a window takes.
        stride: The step from window to window, by default the window's size.
        padding: Zeros on both sides.
        ceil_mode: Whether numbers that no whole window takes get a smaller one; what reaches beyond
            the padding does not count.
        count_include_pad: Whether those zeros count among the numbers of a window.

    >>> AvgPool1d(2)([[1, 4, 2, 3]])
    [[2.5, 2.5]]
    """

    directions = 1

    def __init__(
        self,
        kernel_size: Any,
        stride: Any = None,
        padding: Any = 0,
        *,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
    ) -> None:
        self.set_windows(kernel_size, stride, padding, 1, ceil_mode)
        self.count_include_pad = count_include_pad
        self.window_size = prod(one.kernel_size for one in self.geometry)

    def reduce_sized(self, window: Sequence[Any], size: int) -> Any:
        """Σ x/n as one node: 1/n sits on every edge."""
        n = size if self.count_include_pad else len(window)
        return affine(equal_weights(len(window), n), window)[0]


@lru_cache(maxsize=256)
def equal_weights(terms: int, n: int) -> Rows:
    """1/n for each term, as the one row of all windows alike."""
    return Rows([(1 / n,) * terms])


class AvgPool2d(AvgPool1d):
    """The mean of each window: channels × H × W -> channels × H_out × W_out.

    Settings are one number or (height, width).

    >>> AvgPool2d(2)([[[1, 4], [2, 3]]])
    [[[2.5]]]
    """

    directions = 2
