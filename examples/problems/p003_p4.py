"""The gradient of softmax and cross-entropy is q − p.

Every logit reaches the loss through all outputs. The paths through other outputs add pᵢqₓ each,
the one through its own −pₓ(1 − qₓ); because the pᵢ add up to 1, the sum is qₓ − pₓ.
"""

import math
from typing import Any

from autograd import Value, label_all
from nn import softmax, softmax_jacobian
from visualize import Picture, draw

QUESTION = """
E = −Σ pᵢ ln qᵢ with q = softmax(z) and Σ pᵢ = 1. Why is ∂E/∂zₓ = qₓ − pₓ?
"""
GIVEN = {"z": [0.2, -1, 0.7, 0.1], "p": [0.1, 0.2, 0.3, 0.4]}
NAMES = {"grad": "∂E/∂z", "chain": "∂E/∂z as Jᵀ·(−p/q)"}


def forward(n: int) -> tuple[Value, list[Value], list[Value]]:
    """E of the first n logits, z and q."""
    z = [Value(number) for number in GIVEN["z"][:n]]
    p = [share / sum(GIVEN["p"][:n]) for share in GIVEN["p"][:n]]
    q = softmax(z)
    E = -sum(p_i * q_i.log() for p_i, q_i in zip(p, q, strict=True))
    label_all({"z": z, "q": q, "E": E})
    return E, z, q


def answers() -> dict[str, Any]:
    """The backward pass through all nodes, and the chain rule with the Jacobian of softmax."""
    E, z, q = forward(4)
    E.backward()
    jacobian = softmax_jacobian(GIVEN["z"]).graph
    columns = zip(*jacobian, strict=True)
    return {
        "q": [node.data for node in q],
        "E": E.data,
        "grad": [node.grad for node in z],
        "chain": [
            sum(slope * q_i.grad for slope, q_i in zip(column, q, strict=True))
            for column in columns
        ],
    }


def closed_form() -> dict[str, Any]:
    """∂E/∂z = q − p with qᵢ = e^(zᵢ)/Σⱼ e^(zⱼ)."""
    powers = [math.exp(z) for z in GIVEN["z"]]
    q = [power / sum(powers) for power in powers]
    grad = [q_i - p_i for q_i, p_i in zip(q, GIVEN["p"], strict=True)]
    return {"q": q, "grad": grad, "chain": grad}


def table() -> list[list[Any]]:
    """What reaches z₁ through each output: −pᵢ/qᵢ times ∂qᵢ/∂z₁."""
    q, p = answers()["q"], GIVEN["p"]
    slopes = [row[0] for row in softmax_jacobian(GIVEN["z"]).graph]
    rows = [
        [f"q{i}", -share / q_i, slope, -share / q_i * slope]
        for i, share, q_i, slope in zip("₁₂₃₄", p, q, slopes, strict=True)
    ]
    return [["through", "∂E/∂q", "∂q/∂z₁", "product"], *rows, ["sum", "", "", q[0] - p[0]]]


def picture() -> Picture:
    """The same for two logits, node by node."""
    return draw(forward(2)[0].trace(), highlight="z₁")
