"""A sigmoid output with cross-entropy, and with squared error.

For a confident mistake (a = −10, y = 1) the gradient of the cross-entropy is −1, that of the
squared error −0.00009: its factor f(1 − f) has died. That, more than the size of the loss, is why
a classifier is trained with cross-entropy.
"""

from typing import Any

from autograd import Value
from nn import binary_cross_entropy, mse_loss
from visualize.plots.comparing import losses_by_logit

QUESTION = """
A classifier of two classes ends in f = σ(a), the probability of y = 1. What are its cross-entropy
and its squared error, what are their derivatives by a, and which of the two should be trained?
"""
GIVEN = {"a": [2, 2, -2, -10, 0], "y": [1, 0, 1, 1, 1]}
NAMES = {
    "f": "f = σ(a)",
    "BCE": "cross-entropy",
    "dBCE": "its derivative by a",
    "MSE": "squared error",
    "dMSE": "its derivative by a ",
    "edges_at_2_1": "∂BCE/∂f, ∂f/∂a, product at a = 2, y = 1",
}


def passed(loss: Any, a: float, y: float) -> tuple[float, float, float, float, float]:
    """f, the loss, its derivative by a, and the two local derivatives whose product that is."""
    logit = Value(a, "a")
    f = logit.sigmoid()
    found = loss([f], [y])
    found.backward()
    return f.data, found.data, logit.grad, f.grad, f.partials[0]


def answers() -> dict[str, Any]:
    """Both losses at five points."""
    points = list(zip(GIVEN["a"], GIVEN["y"], strict=True))
    entropies = [passed(binary_cross_entropy, *at) for at in points]
    f, bce, d_bce, above, slope = zip(*entropies, strict=True)
    _, mse, d_mse, _, _ = zip(*(passed(mse_loss, *at) for at in points), strict=True)
    return {
        **{"f": list(f), "BCE": list(bce), "dBCE": list(d_bce)},
        **{"MSE": list(mse), "dMSE": list(d_mse)},
        "edges_at_2_1": [above[0], slope[0], d_bce[0]],
    }


def closed_form() -> dict[str, Any]:
    """∂BCE/∂a = f − y and ∂MSE/∂a = −2(y − f)·f(1 − f)."""
    f = answers()["f"]
    pairs = list(zip(f, GIVEN["y"], strict=True))
    slopes = [-2 * (y - f) * f * (1 - f) for f, y in pairs]
    return {"dBCE": [f - y for f, y in pairs], "dMSE": slopes}


def picture() -> Any:
    """Loss and gradient by the logit for y = 1: on the wrong side the squared error is flat."""
    return losses_by_logit(target=1)
