"""Parameters of a convolutional network, layer by layer.

Three of four parameters stand in the first fully connected layer.
"""

from functools import cache
from typing import Any

from nn import Conv2d, Flatten, Linear, MaxPool2d, Sequential, summary
from visualize.plots.comparing import shares

QUESTION = """
How many weights and biases has this network: 32 filters of 5×5 on 3 channels, 48 of 3×3, 64 of
3×3, then fully connected layers from 4×4×64 numbers to 384, to 192 and to 10?
"""
NAMES = {"layers": "layer by layer", "total": "all"}


@cache
def counted() -> Any:
    """The summary of the network, with pools of 2×2 that take 32×32 to 4×4."""
    zeros = {"init": "zeros"}
    network = Sequential(
        *(Conv2d(3, 32, 5, padding=2, **zeros), MaxPool2d(2)),
        *(Conv2d(32, 48, 3, padding=1, **zeros), MaxPool2d(2)),
        *(Conv2d(48, 64, 3, padding=1, **zeros), MaxPool2d(2)),
        *(Flatten(), Linear(1024, 384, layer=4, **zeros), Linear(384, 192, layer=5, **zeros)),
        Linear(192, 10, **zeros),
    )
    return summary(network, (3, 32, 32))


def answers() -> dict[str, Any]:
    """What the summary says."""
    rows = [row for row in counted().rows if row.parameters()]
    return {"layers": [row.parameters() for row in rows], "total": counted().parameters()}


def closed_form() -> dict[str, Any]:
    """(k²·C_in + 1)·C_out for a convolution, (n_in + 1)·n_out for a dense layer."""
    convolutions = [(25 * 3 + 1) * 32, (9 * 32 + 1) * 48, (9 * 48 + 1) * 64]
    layers = [*convolutions, (1024 + 1) * 384, (384 + 1) * 192, (192 + 1) * 10]
    return {"layers": layers, "total": sum(layers)}


def table() -> Any:
    """What every layer gives and costs."""
    return counted()


def picture() -> Any:
    """Where the parameters are."""
    names = ("32@5×5", "48@3×3", "64@3×3", "384", "192", "10")
    return shares({"network": dict(zip(names, answers()["layers"], strict=True))}, "parameters")
