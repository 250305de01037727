"""One step of gradient descent: linear, ReLU, softmax, cross-entropy.

Softmax couples its outputs: z₁ reaches the loss through q₁ and through q₂, and what comes through
q₂ is six times as large, with the other sign. Together they are q₁ − p₁. The second unit is dead
(c₂ < 0), so its row of the gradient is exactly 0.
"""

import math
from pathlib import Path
from typing import Any

from autograd import Rounding, Trace, label_all, paths
from autograd.handwork import check_file
from nn import Linear, softmax, softmax_jacobian
from nn.base.nested import map_entries
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
    "step4": "4 decimals at every step",
}


def forward(layer: Linear) -> dict[str, Any]:
    """c, z, q and E of the layer, as nodes with these names."""
    c = layer(GIVEN["x"])
    z = [sum_.relu() for sum_ in c]
    q = softmax(z)
    E = -sum(p * q_i.log() for p, q_i in zip(GIVEN["p"], q, strict=True))
    label_all(locals())
    return {"c": c, "z": z, "q": q, "E": E}


def layer_of(weight: Any, bias: Any) -> Linear:
    """The layer with these numbers."""
    return Linear(2, 2, weight=weight, bias=bias)


def step(run: Trace, leaves: Any) -> Any:
    """W or b after a step of descent, by hand in a pass by hand."""
    settled = run.rounding.round if run.rounding else float
    return map_entries(lambda w: settled(w.data - settled(0.02 * run.gradients[w])), leaves)


def numbers(run: Trace, layer: Linear, nodes: dict[str, Any]) -> dict[str, Any]:
    """Forward, backward and a step of descent."""
    found = {name: map_entries(run.values.get, nodes[name]) for name in nodes}
    slopes = {"dz": nodes["z"], "dW": layer.weight, "db": layer.bias}
    found |= {name: map_entries(run.gradients.get, leaves) for name, leaves in slopes.items()}
    return {**found, "W_new": step(run, layer.weight), "b_new": step(run, layer.bias)}


def answers() -> dict[str, Any]:
    """The step exactly and by hand, and what becomes of the loss."""
    layer = layer_of(GIVEN["W"], GIVEN["b"])
    nodes = forward(layer)
    exact, by_hand = nodes["E"].trace(), nodes["E"].trace(Rounding(places=4))
    found = numbers(exact, layer, nodes)
    to_z1 = [row[0] for row in softmax_jacobian(nodes["z"]).graph]
    return {
        **found,
        "through": [exact.gradients[q] * a for q, a in zip(nodes["q"], to_z1, strict=True)],
        "E_after": forward(layer_of(found["W_new"], found["b_new"]))["E"].data,
        "step4": numbers(by_hand, layer, nodes),
    }


def closed_form() -> dict[str, Any]:
    """∂E/∂z = q − p; ∂E/∂W is (q₁ − p₁)·xᵀ in row 1 and 0 in row 2, where ReLU is shut."""
    q1 = math.e / (math.e + 1)
    d = q1 - GIVEN["p"][0]
    step = [[1 - 0.02 * d, -0.02 * d], [0, -1]]
    return {"dz": [d, -d], "dW": [[d, d], [0, 0]], "db": [d, 0], "W_new": step}


def table() -> list[list[Any]]:
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
