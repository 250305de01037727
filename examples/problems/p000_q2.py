"""Forward, sensitivities and weight gradients of a tanh network 1-2-1-1.

With δ = ∂e/∂s the gradient of every matrix is an outer product: what comes in times what is sent
back. The weights are those that the printed numbers prove; where the print shows others, its lines
do not follow from each other.
"""

import math
from typing import Any

from autograd import Rounding, Trace, Value, squared_error
from nn import MLP, inner_nodes
from nn.study.insides import InnerNodes
from visualize import Picture, draw

QUESTION = """
A network 1-2-1-1 with tanh in its two hidden layers and the identity at its output; row 0 of every
matrix holds the biases. What are s and x of every layer for x = 2, what are the sensitivities
δ = ∂e/∂s of the error e = (x⁽³⁾ − y)² with y = 1, and what is ∂e/∂W for all three matrices?
"""
GIVEN = {
    "W1": [[0.1, 0.2], [0.3, 0.4]],
    "W2": [[0.2], [1.0], [-3.0]],
    "W3": [[1.0], [2.0]],
    "x": 2,
    "y": 1,
}
NAMES = {
    f"{key}{layer}": f"{name}⁽{high}⁾"
    for layer, high in enumerate("¹²³", 1)
    for key, name in {"W": "W", "s": "s", "x": "x", "delta": "δ", "dW": "∂e/∂W"}.items()
} | {"step4": "4 decimals at every step"}


def network() -> tuple[Value, InnerNodes, MLP]:
    """The error e, the nodes s and x of the layers, and the model."""
    matrices = [GIVEN[name] for name in ("W1", "W2", "W3")]
    weights = [list(zip(*rows, strict=True)) for _, *rows in matrices]
    model = MLP(1, [2, 1, 1], "tanh", weights=weights, biases=[W[0] for W in matrices])
    inner = inner_nodes(model, [GIVEN["x"]])
    e = squared_error(inner.output, GIVEN["y"])
    e.label = "e"
    return e, inner, model


def numbers(run: Trace, inner: InnerNodes, model: MLP) -> dict[str, Any]:
    """s, x, δ and ∂e/∂W of every layer in one pass; the 1 of the bias stands in front of x."""
    value, slope = run.values.__getitem__, run.gradients.__getitem__
    found = {"e": value(run.graph.output)}
    for i, (layer, linear) in enumerate(zip(inner.layers[1:], model.layers, strict=True), 1):
        found[f"s{i}"] = list(map(value, layer.s))
        found[f"x{i}"] = [1, *map(value, layer.x)]
        found[f"delta{i}"] = list(map(slope, layer.s))
        rows = [linear.bias, *zip(*linear.weight, strict=True)]
        found[f"dW{i}"] = [list(map(slope, row)) for row in rows]
    return found


def answers() -> dict[str, Any]:
    """The pass exactly, and by hand."""
    e, *parts = network()
    exact, by_hand = e.trace(), e.trace(Rounding(places=4))
    return {**numbers(exact, *parts), "step4": numbers(by_hand, *parts)}


def closed_form() -> dict[str, Any]:
    """δ⁽³⁾ = 2(x⁽³⁾ − y), δ⁽ˡ⁾ = (1 − x⁽ˡ⁾²) ⊗ W⁽ˡ⁺¹⁾δ⁽ˡ⁺¹⁾ without row 0, ∂e/∂W = x δᵀ."""
    W1, W2, W3 = (GIVEN[name] for name in ("W1", "W2", "W3"))
    x1 = [math.tanh(W1[0][j] + W1[1][j] * GIVEN["x"]) for j in (0, 1)]
    x2 = math.tanh(W2[0][0] + W2[1][0] * x1[0] + W2[2][0] * x1[1])
    d3 = 2 * (W3[0][0] + W3[1][0] * x2 - GIVEN["y"])
    d2 = (1 - x2**2) * W3[1][0] * d3
    d1 = [(1 - x1[j] ** 2) * W2[j + 1][0] * d2 for j in (0, 1)]
    return {
        **{"delta1": d1, "delta2": [d2], "delta3": [d3]},
        "dW1": [d1, [GIVEN["x"] * d for d in d1]],
        "dW2": [[d2], [x1[0] * d2], [x1[1] * d2]],
        "dW3": [[d3], [x2 * d3]],
    }


def table() -> InnerNodes:
    """s, x and δ of every unit, layer 0 being the input."""
    e, inner, _ = network()
    e.backward()
    return inner


def picture() -> Picture:
    """The network with δ as the gradient of every s, and ∂e/∂W at every weight."""
    return draw(network()[0].trace())
