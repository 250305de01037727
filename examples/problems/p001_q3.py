"""Operations of a convolution and a max-pool.

Every output of the convolution takes 800 multiplications and 799 additions, one more with a bias;
every output of the pool takes 8 comparisons.
"""

from functools import cache
from typing import Any

from nn import Conv2d, MaxPool2d, Sequential, summary
from visualize.plots.comparing import shares

QUESTION = """
50 channels of 12×12 go through 20 filters of 4×4 with padding 1 and stride 2, then through a
max-pool of 3×3 with stride 1. A multiplication counts 1, an addition 1, a maximum of n numbers
n − 1. How many operations are that, with biases and without?
"""
NAMES = {
    "with_bias": "with biases",
    "without_bias": "without",
    "conv": "the convolution, with and without",
    "pool": "the pool",
}


@cache
def counted() -> Any:
    """The summary of the two layers on one sample."""
    layers = Conv2d(50, 20, 4, stride=2, padding=1, init="zeros"), MaxPool2d(3, stride=1)
    return summary(Sequential(*layers), (50, 12, 12))


def answers() -> dict[str, Any]:
    """What the summary says."""
    model = counted()
    conv, pool = model.rows
    return {
        "with_bias": model.flops(),
        "without_bias": model.flops(bias=False),
        "conv": [conv.flops(), conv.flops(bias=False)],
        "pool": pool.flops(),
    }


def closed_form() -> dict[str, Any]:
    """(2·C_in·k² − 1)·W·H·C_out without biases, one more each with; (k² − 1)·W·H·C for the pool."""
    size = (12 + 2 - 4) // 2 + 1
    outputs, pooled = size * size * 20, (size - 3 + 1) ** 2 * 20
    conv = [2 * 50 * 4 * 4 * outputs, (2 * 50 * 4 * 4 - 1) * outputs]
    return {"conv": conv, "pool": (3 * 3 - 1) * pooled, "with_bias": conv[0] + 8 * pooled}


def table() -> Any:
    """Both layers with their shapes and how the numbers come about."""
    return counted()


def picture() -> Any:
    """Where the work is: multiplications, additions, maxima."""
    kinds = ("multiplications", "additions", "bias_additions", "comparisons")
    rows = zip(("convolution", "max-pool"), counted().rows, strict=True)
    return shares(
        {
            name: {kind.replace("_", " "): getattr(row.count, kind).number for kind in kinds}
            for name, row in rows
        },
        "operations",
    )
