"""Trainable parameters of LeNet-5.

The number depends on what is meant by it: today's reading has pooling without parameters and a
third layer that sees all maps; the network of 1998 has a coefficient and a bias in every pooling
map and a third layer that is only partly connected.
"""

from functools import cache
from typing import Any

from nn import lenet5, summary
from visualize.plots.comparing import shares

QUESTION = """
How many trainable parameters has LeNet-5, its output layer taken as fully connected?
"""
NAMES = {
    "layers": "modern, layer by layer",
    "modern": "modern",
    "original_1998": "of 1998, before its output",
    "original_plus_fc_out": "of 1998, with a dense output",
    "modern_plus_trainable_subsampling": "modern, with trainable pooling",
}
LAYERS = ("C1", "S2", "C3", "S4", "C5", "F6", "output")


@cache
def counted(original: bool) -> Any:
    """The summary of the modern or the original network."""
    return summary(lenet5(original=original, init="zeros"), (1, 32, 32))


def by_layer(original: bool) -> list[int]:
    """The parameters of the seven layers."""
    rows = counted(original).rows
    return [row.parameters() for row in rows if row.kind.split()[0] not in ("Tanh", "Flatten")]


def answers() -> dict[str, Any]:
    """Both networks counted."""
    modern, original = by_layer(False), by_layer(True)
    return {
        "layers": modern,
        "modern": sum(modern),
        "original_1998": sum(original[:-1]),
        "original_plus_fc_out": sum(original),
        "modern_plus_trainable_subsampling": sum(modern) + original[1] + original[3],
    }


def closed_form() -> dict[str, Any]:
    """(k²·C_in + 1)·C_out for a convolution, (n_in + 1)·n_out for a dense layer."""
    convolutions = [(25 * 1 + 1) * 6, 0, (25 * 6 + 1) * 16, 0]
    layers = [*convolutions, (400 + 1) * 120, (120 + 1) * 84, (84 + 1) * 10]
    return {"layers": layers, "modern": sum(layers)}


def table() -> Any:
    """The network of 1998: trainable pooling, and a third layer that sees three to six maps."""
    return counted(True)


def picture() -> Any:
    """Where the parameters are: most of them in C5."""
    parts = {
        name: dict(zip(LAYERS, by_layer(original), strict=True))
        for name, original in (("modern", False), ("of 1998", True))
    }
    return shares(parts, "parameters")
