"""The numbers that every engine is given: points, weights, signals and kernels.

W1 is an MLP 2-16-16-1 with ReLU, its max-margin loss on two moons and an L2 penalty; W4 are two
convolutions with tanh, and the sum of squares.
"""

import random
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import nn

WIDTHS = (2, 16, 16, 1)
KERNEL_SHAPES = ((8, 1, 5), (8, 8, 5))
MICROGRAD_NODES = 65_818  # nodes that micrograd makes in one step of W1


def drawn(shape: Sequence[int], rng: random.Random) -> Any:
    """A nested list of numbers between -1 and 1."""
    if not shape:
        return rng.uniform(-1, 1)
    return [drawn(shape[1:], rng) for _ in range(shape[0])]


def network() -> list[list[list[float]]]:
    """The rows (b, w₁, …, wₙ) that W1 starts with, layer by layer."""
    rng = random.Random(2)
    return [drawn((m, n + 1), rng) for n, m in pairwise(WIDTHS)]


def moons() -> tuple[list[list[float]], list[int]]:
    """100 points, and their classes -1 and 1."""
    points, labels = nn.two_moons(100)
    return points, [2 * label - 1 for label in labels]


def convolutions() -> tuple[list[float], list[tuple[Any, list[float]]]]:
    """The signal of W4, and kernels (out × in × taps) and biases of both layers."""
    rng = random.Random(4)
    layers = [(drawn(shape, rng), drawn(shape[:1], rng)) for shape in KERNEL_SHAPES]
    return drawn((64,), rng), layers
