"""∂L/∂w₃ through three sigmoids, exactly and rounded at every step.

One path leads from w₃ to L, so the gradient is one product of five local derivatives. With 4
decimals at every step 0.0006 is left of 0.000621578.
"""

import math
from typing import Any

from autograd import Rounding, Trace, Value, label_all, paths, squared_error, weighted_sum
from visualize import Picture, Table, draw

QUESTION = """
Two sigmoid neurons without biases feed a third: ŷ = σ(w₅σ₁ + w₆σ₂) with σ₁ = σ(x₁w₁ + x₂w₂) and
σ₂ = σ(x₃w₃ + x₄w₄). The loss is L = (y − ŷ)². What is ∂L/∂w₃, with every number on the way rounded
to 4 decimals?
"""
GIVEN = {
    "x": [0.9, -1.1, -0.3, 0.8],
    "w": [0.75, -0.63, 0.24, -1.7, 0.8, -0.2],
    "y": 0.5,
}
VALUES = {"S1": "Σ₁", "s1": "σ₁", "S2": "Σ₂", "s2": "σ₂", "S3": "Σ₃", "yhat": "ŷ", "L": "L"}
SLOPES = {"dLdy": "∂L/∂ŷ", "dydS3": "∂ŷ/∂Σ₃", "w6": "∂Σ₃/∂σ₂", "ds2": "∂σ₂/∂Σ₂", "x3": "∂Σ₂/∂w₃"}
NAMES = {
    **VALUES,
    **SLOPES,
    "running": "their product, one by one",
    "grads": "∂L/∂w₁ … ∂L/∂w₆",
    "step4": "4 decimals at every step",
}


def network() -> Value:
    """L, with the names of the figure."""
    x, w = ([Value(number) for number in GIVEN[name]] for name in "xw")
    Σ1, Σ2 = weighted_sum(0, w[0:2], x[0:2]), weighted_sum(0, w[2:4], x[2:4])
    σ1, σ2 = Σ1.sigmoid(), Σ2.sigmoid()
    Σ3 = weighted_sum(0, w[4:6], [σ1, σ2])
    ŷ = Σ3.sigmoid()
    y = Value(GIVEN["y"])
    L = squared_error(ŷ, y)
    label_all(locals())
    return L


def numbers(run: Trace) -> dict[str, Any]:
    """The numbers of one pass."""
    node, (path,) = run.graph.node, paths(run, "w₃").paths
    return {
        **{key: run.values[node(name)] for key, name in VALUES.items()},
        **dict(zip(SLOPES, path.factors, strict=True)),
        "running": list(path.running),
        "grads": [run.gradients[node(f"w{i}")] for i in range(1, 7)],
    }


def answers() -> dict[str, Any]:
    """The pass exactly, and by hand."""
    L = network()
    return {**numbers(L.trace()), "step4": numbers(L.trace(Rounding(places=4)))}


def closed_form() -> dict[str, Any]:
    """∂L/∂w₃ = 2(ŷ − y) · ŷ(1 − ŷ) · w₆ · σ₂(1 − σ₂) · x₃."""
    x1, x2, x3, x4 = GIVEN["x"]
    w1, w2, w3, w4, w5, w6 = GIVEN["w"]
    s1, s2 = (1 / (1 + math.exp(-s)) for s in (x1 * w1 + x2 * w2, x3 * w3 + x4 * w4))
    guess = 1 / (1 + math.exp(-(s1 * w5 + s2 * w6)))
    delta = 2 * (guess - GIVEN["y"]) * guess * (1 - guess)
    first, second = delta * w5 * s1 * (1 - s1), delta * w6 * s2 * (1 - s2)
    sides = [first * x1, first * x2, second * x3, second * x4, delta * s1, delta * s2]
    return {"yhat": guess, "grads": sides}


def table() -> Table:
    """The backward pass along the path of w₃, 4 decimals at every step."""
    return Table(network().trace(Rounding(places=4)), wrt="w₃")


def picture() -> Picture:
    """The network with its values, local derivatives and gradients; the path of w₃ is marked."""
    L = network()
    return draw(L.trace(), highlight=paths(L, "w₃"))
