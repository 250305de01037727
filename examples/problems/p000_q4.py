"""Shapes of the statistics in batch normalisation.

One mean and one variance for every channel: of all numbers that share it. Kept for broadcasting,
the axes averaged over stay as 1; 1×1×C is what is left of 1×1×1×C when the batch's axis is dropped.
"""

from typing import Any

from autograd import Value
from nn import BatchNorm1d, BatchNorm2d
from visualize import Picture, draw

QUESTION = """
What shape have mean and variance in batch normalisation of fully connected activations, N×C, and
of convolutional ones, N×H×W×C?
"""
NAMES = {
    "fc_NC": "fully connected, N×C",
    "conv_NHWC_keepdim": "convolutional, N×H×W×C",
    "conv_NCHW_keepdim": "convolutional, N×C×H×W",
}
N, H, W, C = 5, 4, 6, 3
LAYERS = {
    "fc_NC": (BatchNorm1d(C), (N, C)),
    "conv_NHWC_keepdim": (BatchNorm2d(C, layout="NHWC"), (N, H, W, C)),
    "conv_NCHW_keepdim": (BatchNorm2d(C), (N, C, H, W)),
}


def answers() -> dict[str, Any]:
    """The shapes with the axes kept, C written for the number of channels."""
    kept = {name: norm.statistics(shape).kept for name, (norm, shape) in LAYERS.items()}
    return {name: "×".join("C" if n == C else str(n) for n in kept[name]) for name in kept}


def table() -> list[list[Any]]:
    """With N = 5, H = 4, W = 6 and C = 3: the axes averaged over, and of how many numbers."""
    rows = []
    for name, (norm, shape) in LAYERS.items():
        found = norm.statistics(shape)
        kept = "×".join(map(str, found.kept))
        rows.append([NAMES[name], ", ".join(map(str, found.axes)), kept, found.size])
    return [["", "axes", "shape kept", "numbers in each mean"], *rows]


def picture() -> Picture:
    """One channel of a batch of two: both numbers reach μ and σ², and these every output."""
    batch = [[Value(1.0, "x₁")], [Value(3.0, "x₂")]]
    (output,), _ = BatchNorm1d(1, eps=0, affine=False)(batch)
    output.label = "y₁"
    return draw(output.trace())
