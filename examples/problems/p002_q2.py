"""Softmax: shifted, for two classes, with K − 1 parameters, and its Jacobian.

Only differences of the inputs count. So the largest may be taken off before exponentials overflow,
two classes need one number, z = x₁ − x₂, and K classes need K − 1: yᵢ = xᵢ₊₁ − x₁.
"""

import math
from typing import Any

from autograd import Value, label_all
from nn import full_logits, reduced_logits, sigmoid_pair, softmax, softmax_jacobian
from visualize import Picture, draw

QUESTION = """
S is softmax. Why is S(x + c) = S(x)? How is S for two classes [σ(z), 1 − σ(z)], and how is it for K
classes S([0, y₁, …, y_{K−1}])? What is its Jacobian?
"""
GIVEN = {"x": [1, 2, 3]}
NAMES = {
    "p": "p = S(x)",
    "shifted": "S(x + 100)",
    "pair": "two classes",
    "z": "x₁ − x₂",
    "y": "y",
    "reduced": "S([0, y₁, y₂])",
    "off_by_one": "S([0, y₁, y₂]) with yᵢ = xᵢ − x₁",
    "jacobian": "∂p/∂x",
}


def answers() -> dict[str, Any]:
    """Softmax of x in all these forms."""
    x, two = GIVEN["x"], [1.3, -0.4]
    y = reduced_logits(x)
    return {
        "p": softmax(x),
        "shifted": softmax([entry + 100 for entry in x]),
        "y": y,
        "reduced": softmax(full_logits(y)),
        "off_by_one": softmax(full_logits([x[0] - x[0], x[1] - x[0]])),
        "jacobian": softmax_jacobian(x).graph,
        "pair": {"x": two, "z": two[0] - two[1], "p": sigmoid_pair(two)},
    }


def closed_form() -> dict[str, Any]:
    """pᵢ = e^(xᵢ)/Σⱼ e^(xⱼ); the Jacobian is Diag(p) − p pᵀ, its rows add up to 0."""
    powers = [math.exp(x) for x in GIVEN["x"]]
    p = [power / sum(powers) for power in powers]
    first = 1 / (1 + math.exp(-1.7))
    return {
        **{"p": p, "shifted": p, "reduced": p, "pair": {"p": [first, 1 - first]}},
        "jacobian": [[p_i * ((i == j) - p[j]) for j in range(3)] for i, p_i in enumerate(p)],
    }


def picture() -> Picture:
    """p₁ for two classes: x₁ reaches it directly and through the sum, x₂ through the sum alone."""
    x1, x2 = Value(1.3), Value(-0.4)
    p1, _ = softmax([x1, x2])
    label_all({"x1": x1, "x2": x2, "p1": p1})
    return draw(p1.trace())
