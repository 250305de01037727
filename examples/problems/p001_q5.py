"""Backpropagation through logistic neurons needs only their outputs.

The slope of the logistic function is y(1 − y), a rule of its output alone, so a backward pass needs
no z: the incoming xᵢ of a weight are themselves the outputs of the layer before.
"""

import math
from typing import Any

from autograd import Value, derivative, sigmoid
from nn import MLP, mse_loss
from visualize import Picture, draw

QUESTION = """
Why does backpropagation through logistic neurons need only what they put out, ŷ, and not what went
in, z?
"""
GIVEN = {"z": [-2, 0, 1.5], "x": [1, -2], "t": 1}
NAMES = {"slope": "∂ŷ/∂z at z", "h": "outputs of the hidden layer", "delta": "its δ = ∂L/∂z"}


def network() -> tuple[Value, list[Value], MLP]:
    """The loss of a logistic network 2-2-1, the outputs of its hidden layer, and itself."""
    weights = [[[0.5, -1.0], [1.5, 0.5]], [[2.0, -1.0]]]
    model = MLP(2, [2, 1], "sigmoid", "sigmoid", weights=weights, bias=False)
    h = [z.sigmoid() for z in model.layers[0](GIVEN["x"])]
    (z,) = model.layers[1](h)
    for name, node in zip(("h₁", "h₂", "z₃"), (*h, z), strict=True):
        node.label = name
    ŷ = z.sigmoid()
    ŷ.label = "ŷ"
    return mse_loss([ŷ], [GIVEN["t"]]), h, model


def answers() -> dict[str, Any]:
    """The slopes at three points, and δ of the hidden layer of a small network."""
    L, h, _ = network()
    L.backward()
    return {
        "slope": [derivative(sigmoid)(z) for z in GIVEN["z"]],
        "h": [node.data for node in h],
        "delta": [node.operands[0].grad for node in h],
    }


def closed_form() -> dict[str, Any]:
    """∂ŷ/∂z = ŷ(1 − ŷ); δⱼ = hⱼ(1 − hⱼ)·Σₖ wₖⱼδₖ with δ = 2(ŷ − t)·ŷ(1 − ŷ) at the output."""
    outputs = [1 / (1 + math.exp(-z)) for z in GIVEN["z"]]
    _, nodes, model = network()
    h, weights = [node.data for node in nodes], model.layers[1].weight[0].data
    ŷ = 1 / (1 + math.exp(-sum(w * h_j for w, h_j in zip(weights, h, strict=True))))
    delta = 2 * (ŷ - GIVEN["t"]) * ŷ * (1 - ŷ)
    hidden = [h_j * (1 - h_j) * w * delta for h_j, w in zip(h, weights, strict=True)]
    return {"slope": [y * (1 - y) for y in outputs], "delta": hidden}


def picture() -> Picture:
    """The network: every local derivative of a σ is made of the number in its own box."""
    L, _, _ = network()
    return draw(L.trace())
