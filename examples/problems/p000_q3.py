"""Parameters of a residual block and of a bottleneck, with and without biases.

The bottleneck is a little smaller than the block it is compared with, and carries four times as
many channels. At equal width, 128 channels, the standard block is 17 times as large. Batch size
and the size of the image never enter.
"""

from functools import cache
from typing import Any

from nn import BasicBlock, Bottleneck, Conv2d, Residual, count, summary
from visualize.plots.comparing import shares

QUESTION = """
A standard residual block has two 3×3 convolutions on 32 channels; a bottleneck on 128 channels has
a 1×1 convolution to 32, a 3×3 on these, and a 1×1 back to 128. How many parameters has each, with
and without biases, and how many more with batch normalisation after every convolution?
"""
NAMES = {
    "bias": "with biases",
    "nobias": "without",
    "layers_bias": "by layer, with biases",
    "layers_nobias": "by layer, without",
    "bn": "batch normalisation",
    "bias_bn": "with both",
    "nobias_bn": "without biases, with norm",
    "standard": "standard, 32 channels",
    "bottleneck": "bottleneck, 128 channels",
    "standard_at_128ch": "standard, 128 channels",
}


@cache
def blocks() -> dict[str, tuple[Residual, int]]:
    """Both blocks with norms, each with its channels."""
    return {
        "standard": (BasicBlock(32, norm=True, init="zeros"), 32),
        "bottleneck": (Bottleneck(128, 32, norm=True, init="zeros"), 128),
    }


@cache
def counted(block: Residual, channels: int) -> dict[str, Any]:
    """What the summary of a block says."""
    model = summary(block, (channels, 16, 16))
    layers = [row for row in model.rows if row.count.weights.number]
    return {
        "bias": model.parameters(norm=False),
        "nobias": model.parameters(bias=False, norm=False),
        "layers_bias": [row.parameters() for row in layers],
        "layers_nobias": [row.parameters(bias=False) for row in layers],
        "bn": model.parameters() - model.parameters(norm=False),
        "bias_bn": model.parameters(),
        "nobias_bn": model.parameters(bias=False),
    }


@cache
def answers() -> dict[str, Any]:
    """Both blocks counted, and the standard one at the bottleneck's width."""
    found = {name: counted(*pair) for name, pair in blocks().items()}
    wide = count(Conv2d(128, 128, 3, padding=1, init="zeros"), (128, 16, 16))
    weights, biases = wide.weights.number, wide.biases.number
    found["standard_at_128ch"] = {"bias": 2 * (weights + biases), "nobias": 2 * weights}
    return found


def closed_form() -> dict[str, Any]:
    """(k·k·C_in + 1)·C_out for a convolution, 2·C for a normalisation."""
    standard = [(9 * 32 + 1) * 32] * 2
    bottleneck = [(128 + 1) * 32, (9 * 32 + 1) * 32, (32 + 1) * 128]
    return {
        "standard": {"layers_bias": standard, "bias": sum(standard), "bn": 2 * (32 + 32)},
        "bottleneck": {
            **{"layers_bias": bottleneck, "bias": sum(bottleneck)},
            "bn": 2 * (32 + 32 + 128),
        },
        "standard_at_128ch": {"bias": 2 * (9 * 128 + 1) * 128, "nobias": 2 * 9 * 128 * 128},
    }


def table() -> Any:
    """What every layer of the bottleneck gives and costs on an image of 16×16."""
    block, channels = blocks()["bottleneck"]
    return summary(block, (channels, 16, 16))


def picture() -> Any:
    """Parameters with biases, convolution by convolution."""
    names = ("first", "second", "third")
    found = answers()
    return shares(
        {
            NAMES[block]: dict(zip(names, found[block]["layers_bias"], strict=False))
            for block in ("standard", "bottleneck")
        },
        "parameters",
    )
