"""The numbers that every engine is given: points, weights, signals and kernels.

W1 is an MLP 2-16-16-1 with ReLU on two moons, the mean of its max-margin losses and an L2 penalty,
and a step of SGD. W2 is the expression of micrograd's README, W3 a chain of multiply-adds. W4 are
two convolutions of 8 kernels of 5 taps with tanh, and the mean over signals of the sums of squares.
W5 is a small GPT on one name, and a step of SGD.
"""

import random
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import nn

WIDTHS = (2, 16, 16, 1)
PENALTY, RATE = 1e-4, 0.1
KERNEL_SHAPES = ((8, 1, 5), (8, 8, 5))
SIGNAL = 64
MICROGRAD_NODES = 65_818  # nodes that micrograd makes in one step of W1 on 100 points


def drawn(shape: Sequence[int], rng: random.Random) -> Any:
    """A nested list of numbers between -1 and 1."""
    if not shape:
        return rng.uniform(-1, 1)
    return [drawn(shape[1:], rng) for _ in range(shape[0])]


def network() -> list[list[list[float]]]:
    """The rows (b, w₁, …, wₙ) that W1 starts with, layer by layer."""
    rng = random.Random(2)
    return [drawn((m, n + 1), rng) for n, m in pairwise(WIDTHS)]


def moons(batch: int = 100) -> tuple[list[list[float]], list[int]]:
    """The points of W1, and their classes -1 and 1."""
    points, labels = nn.two_moons(batch)
    return points, [2 * label - 1 for label in labels]


def kernels() -> list[tuple[Any, list[float]]]:
    """The kernels (out × in × taps) and biases of W4, layer by layer."""
    rng = random.Random(4)
    return [(drawn(shape, rng), drawn(shape[:1], rng)) for shape in KERNEL_SHAPES]


def signals(batch: int = 1) -> list[list[float]]:
    """The signals that W4 reads."""
    drawn_signals: list[list[float]] = drawn((batch, SIGNAL), random.Random(5))
    return drawn_signals
