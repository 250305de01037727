"""Linear activations make a deep network no more than one layer.

An affine function of affine functions is affine, so layers can be joined two by two until one is
left. It is never more than one layer, but it may be less: a narrow layer between limits the rank.
"""

from typing import Any

from autograd import Value, label_all
from nn import Linear, collapse, equivalent
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


def network(x: list[Any]) -> list[Any]:
    """Two layers, each with the activation σ."""
    first = Linear(2, 3, weight=GIVEN["W1"], bias=GIVEN["b1"], layer=1)
    second = Linear(3, 1, weight=GIVEN["W2"], bias=GIVEN["b2"], layer=2)
    return [activation(z) for z in second([activation(z) for z in first(x)])]


def activation(z: Any) -> Any:
    """σ(z) = w₀z + b₀."""
    return GIVEN["w0"] * z + GIVEN["b0"]


def collapsed() -> Linear:
    """The one layer that the network is."""
    x = [Value(number) for number in SAMPLES[0]]
    return collapse(network(x), inputs=x)


def answers() -> dict[str, Any]:
    """The one layer, and how far it is from the network on some samples."""
    one = collapsed()
    same = equivalent(network, one, SAMPLES)
    return {"W": one.weight.data, "B": one.bias.data, "largest difference": same.largest}


def closed_form() -> dict[str, Any]:
    """W = w₀²·W₂W₁ and B = w₀²·W₂B₁ + w₀b₀·W₂1 + w₀·B₂ + b₀."""
    W1, b1, (W2,), (b2,), w0, b0 = GIVEN.values()
    W = [[w0**2 * sum(W2[k] * W1[k][j] for k in range(3)) for j in range(2)]]
    B = w0**2 * sum(a * b for a, b in zip(W2, b1, strict=True)) + w0 * b0 * sum(W2)
    return {"W": W, "B": [B + w0 * b2 + b0]}


def table() -> list[list[Any]]:
    """The network and the one layer on three samples."""
    one = collapsed()
    rows = [[x, network(x)[0].data, one(x)[0].data] for x in SAMPLES]
    return [["x", "two layers", "one layer"], *rows]


def picture() -> Picture:
    """The network at x = (0.3, −0.2): ∂y/∂x, by all paths together, is the W of the one layer."""
    x = [Value(number) for number in SAMPLES[0]]
    (y,) = network(x)
    label_all({"x": x, "y": y})
    return draw(y.trace())
