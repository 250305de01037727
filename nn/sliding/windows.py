"""Which taps of a kernel meet which positions of an input: the bookkeeping of all sliding windows.

A window is a pair (taps, positions) of equally long tuples: tap taps[j] meets the input at
positions[j]. Padding is left out: a tap that would meet a zero beyond the edge has no edge in the
graph.
"""

from functools import lru_cache

from nn.base.shapes import Padding, output_length, transposed_length

Window = tuple[tuple[int, ...], tuple[int, ...]]


@lru_cache(maxsize=256)
def windows(
    length: int, kernel_size: int, stride: int = 1, padding: Padding = (0, 0), dilation: int = 1
) -> tuple[Window, ...]:
    """One window per output position of a sliding kernel.

    >>> windows(4, 3, padding=(1, 0))
    (((1, 2), (0, 1)), ((0, 1, 2), (0, 1, 2)), ((0, 1, 2), (1, 2, 3)))
    """
    found = []
    for place in range(output_length(length, kernel_size, stride, padding, dilation)):
        start = place * stride - padding[0]
        meets = [(tap, start + tap * dilation) for tap in range(kernel_size)]
        found.append(window_of([(tap, i) for tap, i in meets if 0 <= i < length]))
    return tuple(found)


@lru_cache(maxsize=256)
def transposed_windows(
    length: int,
    kernel_size: int,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    output_padding: int = 0,
) -> tuple[Window, ...]:
    """One window per output position of a transposed convolution: which inputs were spread there.

    >>> transposed_windows(2, 3)[:2]
    (((0,), (0,)), ((0, 1), (1, 0)))
    """
    found = []
    total = transposed_length(length, kernel_size, stride, padding, dilation, output_padding)
    for place in range(total):
        reached = [(tap, place + padding - tap * dilation) for tap in range(kernel_size)]
        meets = [(tap, i // stride) for tap, i in reached if i % stride == 0]
        found.append(window_of([(tap, i) for tap, i in meets if 0 <= i < length]))
    return tuple(found)


@lru_cache(maxsize=256)
def grid_windows(
    rows: tuple[Window, ...], columns: tuple[Window, ...], kernel_width: int, width: int
) -> tuple[Window, ...]:
    """Windows of a plane, row by row, from those of its two directions; taps and positions are
    counted row by row too.
    """
    return tuple(
        (
            tuple(down * kernel_width + right for down in row[0] for right in column[0]),
            tuple(i * width + j for i in row[1] for j in column[1]),
        )
        for row in rows
        for column in columns
    )


def window_of(meets: list[tuple[int, int]]) -> Window:
    """A window from pairs (tap, position)."""
    return tuple(tap for tap, _ in meets), tuple(i for _, i in meets)
