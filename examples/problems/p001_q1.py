"""Linear activations make a deep network no more than one layer.

An affine function of affine functions is affine, so layers can be joined two by two until one is
left. It is never more than one layer, but it may be less: a narrow layer between limits the rank.
"""

from typing import Any

from nn import Linear, Sequential, collapse, equivalent
from visualize import Picture, draw

QUESTION = """
All activations of a network are linear, σ(z) = w₀z + b₀. Why has its depth no effect?
"""
GIVEN = {
    "W1": [[2, -1], [0.5, 1], [1, 3]],
    "b1": [1, 0, -1],
    "W2": [[1, -2, 4]],
    "b2": [0.5],
    "w0": 3,
    "b0": -0.5,
}
NAMES = {"w0": "w₀", "b0": "b₀", "W1": "W₁", "W2": "W₂", "b1": "B₁", "b2": "B₂"}
SAMPLES = [[0.3, -0.2], [1, 2], [-4, 0.5]]


def activation(n: int) -> Linear:
    """σ(z) = w₀z + b₀ of n numbers, as the linear layer that it is."""
    diagonal = [[GIVEN["w0"] * (i == j) for j in range(n)] for i in range(n)]
    return Linear(n, n, weight=diagonal, bias=[GIVEN["b0"]] * n)


def network() -> Sequential:
    """Two layers, each with its activation."""
    first = Linear(2, 3, weight=GIVEN["W1"], bias=GIVEN["b1"])
    second = Linear(3, 1, weight=GIVEN["W2"], bias=GIVEN["b2"])
    return Sequential(first, activation(3), second, activation(1))


def answers() -> dict[str, Any]:
    """The one layer, and how far it is from the network on some samples."""
    one = collapse(network())
    same = equivalent(network(), one, SAMPLES)
    return {"W": one.weight.data, "B": one.bias.data, "largest difference": same.largest}


def closed_form() -> dict[str, Any]:
    """W = w₀²·W₂W₁ and B = w₀²·W₂B₁ + w₀b₀·W₂1 + w₀·B₂ + b₀."""
    W1, b1, (W2,), (b2,), w0, b0 = GIVEN.values()
    W = [[w0**2 * sum(W2[k] * W1[k][j] for k in range(3)) for j in range(2)]]
    B = w0**2 * sum(a * b for a, b in zip(W2, b1, strict=True)) + w0 * b0 * sum(W2)
    return {"W": W, "B": [B + w0 * b2 + b0]}


def table() -> list[list[Any]]:
    """The network and the one layer on three samples."""
    deep, one = network(), collapse(network())
    rows = [[x, deep(x)[0].data, one(x)[0].data] for x in SAMPLES]
    return [["x", "two layers", "one layer"], *rows]


def picture() -> Picture:
    """The one layer that is left of the network."""
    one = collapse(network())
    (y,) = one(SAMPLES[0])
    return draw(y.trace())
