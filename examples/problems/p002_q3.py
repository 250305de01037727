"""A network of sigmoids is a network of tanh.

σ(s) = ½(tanh(s/2) + 1): halve every number of the first layer and every weight of the second, and
give its biases half the sum of their weights besides.
"""

from typing import Any

from nn import MLP, as_tanh, equivalent
from visualize import Picture, draw

QUESTION = """
A network has one hidden layer of sigmoids and linear outputs. Which parameters give a network with
tanh in the place of σ that computes the same for every x?
"""
GIVEN = {
    "W1": [[2, -4], [1, 3]],
    "b1": [0.5, -1],
    "W2": [[6, -2]],
    "b2": [0.25],
    "x": [0.3, -0.2],
}
NAMES = {
    **{"tW1": "W̃⁽¹⁾", "tb1": "b̃⁽¹⁾", "tW2": "W̃⁽²⁾", "tb2": "b̃⁽²⁾"},
    **{"W1": "W⁽¹⁾", "b1": "b⁽¹⁾", "W2": "W⁽²⁾", "b2": "b⁽²⁾"},
    "y": "y",
    "y_tanh": "y of the network of tanh",
    "largest": "largest difference on 289 points",
    "unshifted": "y with the biases of the outputs left as they were",
}


def network() -> MLP:
    """The network of sigmoids."""
    weights, biases = [GIVEN["W1"], GIVEN["W2"]], [GIVEN["b1"], GIVEN["b2"]]
    return MLP(2, [2, 1], "sigmoid", weights=weights, biases=biases)


def answers() -> dict[str, Any]:
    """The new parameters, and both networks on x and on a grid."""
    model, same = network(), as_tanh(network())
    state = same.state_dict()
    y = same([GIVEN["x"]])[0][0].data
    grid = [[i / 4, j / 4] for i in range(-8, 9) for j in range(-8, 9)]
    return {
        **{"tW1": state["0.weight"], "tb1": state["0.bias"]},
        **{"tW2": state["2.weight"], "tb2": state["2.bias"]},
        "y": model(GIVEN["x"]).data,
        "y_tanh": y,
        "unshifted": y - state["2.bias"][0] + GIVEN["b2"][0],
        "largest": equivalent(model, same, grid).largest,
    }


def closed_form() -> dict[str, Any]:
    """W̃⁽¹⁾ = W⁽¹⁾/2, b̃⁽¹⁾ = b⁽¹⁾/2, W̃⁽²⁾ = W⁽²⁾/2, b̃⁽²⁾ = b⁽²⁾ + ½ Σⱼ W⁽²⁾ⱼ."""
    (row,) = GIVEN["W2"]
    return {
        "tW1": [[w / 2 for w in row] for row in GIVEN["W1"]],
        "tb1": [b / 2 for b in GIVEN["b1"]],
        "tW2": [[w / 2 for w in row]],
        "tb2": [GIVEN["b2"][0] + sum(row) / 2],
    }


def picture() -> Picture:
    """The network of tanh at x, with its new parameters."""
    (y,) = as_tanh(network())(GIVEN["x"])
    y.label = "y"
    return draw(y.trace())
