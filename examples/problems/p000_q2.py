"""Forward, sensitivities and weight gradients of a tanh network 1-2-1-1.

With δ = ∂e/∂s the gradient of every matrix is an outer product: what comes in times what is sent
back. The weights are those that the printed numbers prove; where the print shows others, its lines
do not follow from each other.
"""

import math

from autograd import Rounding, Trace, Value, squared_error, weighted_sum
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


def network() -> tuple[Value, list[dict[str, list]]]:
    """The error e, and of every layer the nodes W, x that comes in, and s."""
    layers, x = [], [Value(GIVEN["x"], "x⁽⁰⁾")]
    for layer, high in enumerate("¹²³", 1):
        W = [
            [Value(w, f"w{'₀₁₂'[i]}{'₁₂'[j]}⁽{high}⁾") for j, w in enumerate(row)]
            for i, row in enumerate(GIVEN[f"W{layer}"])
        ]
        s = [weighted_sum(bias, weights, x) for bias, *weights in zip(*W, strict=True)]
        layers.append({"W": W, "x": x, "s": s})
        x = [node.tanh() for node in s] if layer < 3 else s
        for kind, nodes in (("s", s), ("x", x)):
            for j, node in enumerate(nodes):
                node.label = f"{kind}{'₁₂'[j] * (len(nodes) > 1)}⁽{high}⁾"
    e = squared_error(x[0], GIVEN["y"])
    e.label = "e"
    return e, layers


def numbers(run: Trace, layers: list[dict[str, list]]) -> dict[str, object]:
    """s, x, δ and ∂e/∂W of every layer in one pass; x with the 1 of the bias in front."""
    value, slope = run.values.__getitem__, run.gradients.__getitem__
    found = {}
    for place, layer in enumerate(layers, 1):
        found |= {f"x{place - 1}": [1, *map(value, layer["x"])]} if place > 1 else {}
        found[f"s{place}"] = list(map(value, layer["s"]))
        found[f"delta{place}"] = list(map(slope, layer["s"]))
        found[f"dW{place}"] = [list(map(slope, row)) for row in layer["W"]]
    return {"e": value(run.graph.output)} | found


def answers() -> dict[str, object]:
    """The pass exactly, and by hand."""
    e, layers = network()
    exact, by_hand = e.trace(), e.trace(Rounding(places=4))
    return {**numbers(exact, layers), "step4": numbers(by_hand, layers)}


def closed_form() -> dict[str, object]:
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


def picture() -> Picture:
    """The network with δ as the gradient of every s, and ∂e/∂W at every weight."""
    e, _ = network()
    return draw(e.trace())
