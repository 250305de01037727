"""Sizes of a convolutional network, and three kinds of one-dimensional convolution.

"Full" lets every tap meet every number; "same" is its middle part, as long as the input; "valid"
is where the kernel lies wholly inside. Layers of networks do not flip the kernel; the convolution
of mathematics, asked for here, does.
"""

from functools import cache
from typing import Any

from nn import Conv1d, Conv2d, MaxPool2d, Sequential, convolve, correlate, summary
from visualize.plots.comparing import matrices

QUESTION = """
An image of 3×128×128 goes through 32 filters of 8×8 with stride 2 and padding 3, a max-pool of 2×2
with stride 2, and 64 filters of 3×3 with padding 1. How many numbers come out, and how many weights
has the last layer? And what is the valid, the same and the full convolution of x with w, the kernel
flipped?
"""
GIVEN = {"x": [1, 2, 3, 4], "w": [1, 0, 2]}
NAMES = {
    "scalars": "numbers that come out",
    "params_nobias": "weights of the last layer",
    "params_bias": "with its biases",
    "flip": "convolution (flipped)",
    "noflip": "correlation (not flipped)",
}
MODES = ("valid", "same", "full")


@cache
def counted() -> Any:
    """The summary of the three layers on one image."""
    first = Conv2d(3, 32, 8, stride=2, padding=3, init="zeros")
    last = Conv2d(32, 64, 3, padding=1, init="zeros")
    return summary(Sequential(first, MaxPool2d(2), last), (3, 128, 128))


def answers() -> dict[str, Any]:
    """Sizes from the summary, and all six convolutions."""
    rows = counted().rows
    channels, height, width = rows[-1].output_shape
    x, w = GIVEN["x"], GIVEN["w"]
    return {
        "scalars": channels * height * width,
        "params_nobias": rows[-1].parameters(bias=False),
        "params_bias": rows[-1].parameters(),
        "flip": {mode: convolve(x, w, mode) for mode in MODES},
        "noflip": {mode: correlate(x, w, mode) for mode in MODES},
    }


def closed_form() -> dict[str, Any]:
    """The full convolution is yₙ = Σᵢ xᵢ·wₙ₋ᵢ; "same" and "valid" are its middle parts."""
    x, w = GIVEN["x"], GIVEN["w"]
    full = [sum(x[i] * w[n - i] for i in range(4) if 0 <= n - i < 3) for n in range(6)]
    parts = {"full": full, "same": full[1:5], "valid": full[2:4]}
    return {"scalars": 64 * 32 * 32, "params_nobias": 64 * 32 * 3 * 3, "flip": parts}


def table() -> Any:
    """What every layer gives and costs."""
    return counted()


def picture() -> Any:
    """The full convolution as a matrix; rows 2 to 5 are "same", rows 3 and 4 "valid"."""
    layer = Conv1d(1, 1, 3, padding="full", bias=False, flip=True, weight=[[GIVEN["w"]]])
    return matrices({"y = A·x, full, kernel flipped": layer.matrix(4)})
