"""Convolution and correlation of two sequences, and the flip that turns one into the other."""

from collections.abc import Sequence
from typing import Any, Literal

from autograd.engine.weighted_sums import affine
from nn.base.nested import as_nested, is_listed, rank_of
from nn.sliding.geometry import Geometry

Mode = Literal["valid", "same", "full"]


def flip(w: Any) -> list[Any]:
    """A kernel back to front, along every axis.

    >>> flip([1, 0, 2]), flip([[1, 2], [3, 4]])
    ([2, 0, 1], [[4, 3], [2, 1]])
    """
    return [flip(part) if is_listed(part) else part for part in reversed(as_nested(w))]


def correlate(
    x: Sequence[Any], w: Sequence[Any], mode: Mode = "valid", *, stride: int = 1, dilation: int = 1
) -> list[Any]:
    """yₙ = Σⱼ xₙ₊ⱼ wⱼ, the kernel not flipped, as in the layers of neural networks.

    n numbers and k taps give n − k + 1 numbers ("valid"), n ("same") or n + k − 1 ("full"). Of an
    even k, "same" has the odd zero behind, as PyTorch does.

    Raises:
        ValueError: The kernel is empty, or longer than x where no padding helps.

    >>> correlate([1, 2, 3, 4], [1, 0, 2], "valid")
    [7.0, 10.0]
    """
    x, w = list(as_nested(x)), list(as_nested(w))
    if rank_of(x) != 1 or rank_of(w) != 1 or not x or not w:
        raise ValueError(f"give two sequences of one or more numbers, got {x!r} and {w!r}")
    if mode not in ("valid", "same", "full"):
        raise ValueError(f"mode is 'valid', 'same' or 'full', got {mode!r}")
    results = []
    for taps, positions in Geometry(len(w), stride, mode, dilation).windows(len(x)):
        row = tuple([w[tap] for tap in taps]) or (0.0,)
        results += affine([row], [x[i] for i in positions])
    return results


def convolve(x: Sequence[Any], w: Sequence[Any], mode: Mode = "full") -> list[Any]:
    """yₙ = Σⱼ xₙ₋ⱼ wⱼ, the convolution of mathematics: a correlation with the flipped kernel.

    >>> convolve([1, 2, 3, 4], [1, 0, 2], "valid"), convolve([1, 2], [1, 10], "full")
    ([5.0, 8.0], [1.0, 12.0, 20.0])
    """
    return correlate(x, flip(w), mode)


def upsample(x: Sequence[Any], stride: int) -> list[Any]:
    """x with stride − 1 zeros between its entries.

    >>> upsample([1, 2, 3], 2)
    [1, 0.0, 2, 0.0, 3]
    """
    gap = [0.0] * (stride - 1)
    return [part for entry in x for part in (*gap, entry)][stride - 1 :]


def padded(x: Sequence[Any], before: int, after: int) -> list[Any]:
    """x with zeros before and after it; a negative number takes entries away.

    >>> padded([1, 2, 3], 1, -1)
    [0.0, 1, 2]
    """
    kept = list(x)[max(-before, 0) : len(x) - max(-after, 0)]
    return [0.0] * before + kept + [0.0] * after
