"""One step of gradient descent: linear, ReLU, softmax, cross-entropy.

Softmax couples its outputs: z₁ reaches the loss through q₁ and through q₂, and what comes through
q₂ is six times as large, with the other sign. Together they are q₁ − p₁. The second unit is dead
(c₂ < 0), so its row of the gradient is exactly 0.
"""

import math
from pathlib import Path

from autograd import Value, label_all, paths
from autograd.handwork import check_file
from nn import SGD, Linear, softmax, softmax_jacobian
from visualize import Picture, draw

QUESTION = """
A linear layer c = Wx + b, then z = ReLU(c), q = softmax(z) and the cross-entropy E = −Σ pᵢ ln qᵢ.
What are W and b after one step of gradient descent with learning rate 0.02?
"""
GIVEN = {"W": [[1, 0], [0, -1]], "b": [0, 0], "x": [1, 1], "p": [0.3, 0.7]}
NAMES = {
    "dz": "∂E/∂z",
    "through": "∂E/∂z₁ through q₁, q₂",
    "dW": "∂E/∂W",
    "db": "∂E/∂b",
    "W_new": "W after the step",
    "b_new": "b after the step",
    "E_after": "E after the step",
}


def forward(layer: Linear) -> dict[str, list[Value]]:
    """c, z, q and E of the layer, as nodes with these names."""
    c = layer(GIVEN["x"])
    z = [sum_.relu() for sum_ in c]
    q = softmax(z)
    E = -sum(p * q_i.log() for p, q_i in zip(GIVEN["p"], q, strict=True))
    label_all(locals())
    return {"c": c, "z": z, "q": q, "E": E}


def layer_of(weight: object, bias: object) -> Linear:
    """The layer with these numbers."""
    return Linear(2, 2, weight=weight, bias=bias)


def answers() -> dict[str, object]:
    """Forward, backward, a step, and forward again."""
    layer = layer_of(GIVEN["W"], GIVEN["b"])
    c, z, q, E = forward(layer).values()
    E.backward()
    jacobian = softmax_jacobian(z).graph
    found = {
        **{"c": numbers(c), "z": numbers(z), "q": numbers(q), "E": E.data},
        "dz": [node.grad for node in z],
        "through": [q_i.grad * row[0] for q_i, row in zip(q, jacobian, strict=True)],
        "dW": [[w.grad for w in row] for row in layer.weight],
        "db": [b.grad for b in layer.bias],
    }
    SGD(layer.parameters(), lr=0.02).step()
    new = {"W_new": [numbers(row) for row in layer.weight], "b_new": numbers(layer.bias)}
    return {**found, **new, "E_after": forward(layer)["E"].data}


def numbers(nodes: object) -> list[float]:
    """The values of some nodes."""
    return [node.data for node in nodes]


def closed_form() -> dict[str, object]:
    """∂E/∂z = q − p; ∂E/∂W is (q₁ − p₁)·xᵀ in row 1 and 0 in row 2, where ReLU is shut."""
    q1 = math.e / (math.e + 1)
    d = q1 - GIVEN["p"][0]
    step = [[1 - 0.02 * d, -0.02 * d], [0, -1]]
    return {"dz": [d, -d], "dW": [[d, d], [0, 0]], "db": [d, 0], "W_new": step}


def table() -> list[list[object]]:
    """The right step lowers the loss; the printed one, with a path left out, raises it."""
    judged = check_file(Path(__file__).with_name("003-p5.chalk"))
    printed = [line.claimed for line in judged.lines[-2:]]
    right = answers()
    return [
        ["", "W", "b", "E"],
        ["before", GIVEN["W"], GIVEN["b"], right["E"]],
        ["after the step", right["W_new"], right["b_new"], right["E_after"]],
        ["after the printed step", *printed, forward(layer_of(*printed))["E"].data],
    ]


def picture() -> Picture:
    """From z₁ to E there are paths through q₁ and through q₂; all of them are marked."""
    nodes = forward(layer_of(GIVEN["W"], GIVEN["b"]))
    E, z1 = nodes["E"], nodes["z"][0]
    return draw(E.trace(), highlight=paths(E, z1))
