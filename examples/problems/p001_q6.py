"""tanh and the logistic function: range, slope, and when to use which.

tanh is the logistic function stretched, tanh x = 2σ(2x) − 1: centred on 0, with values in (−1, 1)
and slopes up to 1, where σ has values in (0, 1) around ½ and slopes up to ¼. So tanh suits hidden
units and targets of both signs, and σ what is read as a probability, or a gate.
"""

import math
from typing import Any

from autograd import derivative, sigmoid, tanh
from visualize.plots.comparing import with_slopes

QUESTION = """
Which values does tanh(x) = (1 − e⁻²ˣ)/(1 + e⁻²ˣ) take, how does it differ from the logistic
function σ, what is its derivative in terms of σ, and when is which of the two used?
"""
GIVEN = {"x": [0, 0.5, 1, 2]}
NAMES = {"slope": "tanh′(x)", "largest": "largest slope of tanh, of σ", "far": "tanh, σ at ±20"}


def answers() -> dict[str, Any]:
    """Slopes at four points, the steepest ones, and the ends."""
    return {
        "slope": [derivative(tanh)(x) for x in GIVEN["x"]],
        "largest": [derivative(tanh)(0), derivative(sigmoid)(0)],
        "far": [[f(-20), f(20)] for f in (tanh, sigmoid)],
    }


def closed_form() -> dict[str, Any]:
    """tanh′(x) = 4·σ(2x)·(1 − σ(2x)) = 1 − tanh²(x)."""
    logistic = [1 / (1 + math.exp(-2 * x)) for x in GIVEN["x"]]
    return {"slope": [4 * s * (1 - s) for s in logistic], "largest": [1, 0.25]}


def table() -> list[list[Any]]:
    """Both ways to the slope, and the logistic function's own."""
    rows = [
        [x, tanh(x), 1 - tanh(x) ** 2, 4 * sigmoid(2 * x) * (1 - sigmoid(2 * x)), sigmoid(x),
         derivative(sigmoid)(x)]
        for x in GIVEN["x"]
    ]  # fmt: skip
    return [["x", "tanh x", "1 − tanh² x", "4σ(2x)(1 − σ(2x))", "σ(x)", "σ′(x)"], *rows]


def picture() -> Any:
    """Both functions, and beside them their derivatives."""
    return with_slopes({"tanh": tanh, "logistic": sigmoid}, -5, 5)
