"""The gradient of a tanh unit's squared error, and where it vanishes.

With larger weights every tanh saturates and the gradient dies, also for samples on the wrong side:
that is why weights begin small. It needs wᵀx ≠ 0 for every sample, though: a sample that stands at
right angles to w keeps its gradient, however large w is.
"""

import math
from typing import Any

from autograd import Value, squared_error, weighted_sum
from visualize.plots.gradients import gradient_by_scale

QUESTION = """
E(w) is the mean over N samples of (tanh(wᵀxₙ) − yₙ)². What is its gradient, and what becomes of it
when the weights get very large?
"""
GIVEN = {"X": [[1, 2], [1, -1], [1, 0.5]], "y": [1, -1, 1], "w": [0.2, 0.4]}
NAMES = {
    "s": "s = Xw",
    "tanh_s": "tanh s",
    "residual": "tanh s − y",
    "slope": "1 − tanh² s",
    "grad": "∇E",
    "norms": "‖∇E‖ with w as many times as large",
    "orthogonal": "∇E at 50·(1, 1), x₁ at right angles",
}
SCALES = (1, 5, 10, 20, 50)


def error(samples: list[list[float]], y: list[float], w: list[Value]) -> tuple[Value, list[Value]]:
    """E, and the sums s of the samples."""
    s = [weighted_sum(0, w, x) for x in samples]
    errors = [squared_error(sum_.tanh(), target) for sum_, target in zip(s, y, strict=True)]
    E = weighted_sum(0, [1 / len(samples)] * len(samples), errors)
    E.label = "E"
    return E, s


def gradient(samples: list[list[float]], y: list[float], w: list[float]) -> list[float]:
    """∇E."""
    nodes = [Value(number, f"w{i}") for i, number in zip("₁₂", w, strict=True)]
    E, _ = error(samples, y, nodes)
    E.backward()
    return [node.grad for node in nodes]


def answers() -> dict[str, Any]:
    """The sample step by step, and ∇E for larger and larger weights."""
    X, y, w = GIVEN.values()
    E, s = error(X, y, list(map(Value, w)))
    tanh_s = [sum_.data for sum_ in (node.tanh() for node in s)]
    return {
        "s": [node.data for node in s],
        "tanh_s": tanh_s,
        "residual": [t - target for t, target in zip(tanh_s, y, strict=True)],
        "slope": [node.tanh().partials[0] for node in s],
        "E": E.data,
        "grad": gradient(X, y, w),
        "norms": {str(c): math.hypot(*gradient(X, y, [c * w_i for w_i in w])) for c in SCALES},
        "orthogonal": gradient([[1, -1], [1, 2]], [1, 1], [50, 50]),
    }


def closed_form() -> dict[str, Any]:
    """∇E = (2/N) Σ (tanh(wᵀxₙ) − yₙ)(1 − tanh²(wᵀxₙ)) xₙ."""
    X, y, w = GIVEN.values()
    t = [math.tanh(sum(a * b for a, b in zip(w, x, strict=True))) for x in X]
    factors = [(t_n - y_n) * (1 - t_n**2) for t_n, y_n in zip(t, y, strict=True)]
    columns = zip(*X, strict=True)
    grad = [2 / len(X) * sum(a * b for a, b in zip(factors, x, strict=True)) for x in columns]
    return {"tanh_s": t, "grad": grad}


def picture() -> Any:
    """The size of ∇E when w is scaled, both axes logarithmic: beyond 2 it falls off a cliff."""
    w = [Value(number, f"w{i}") for i, number in zip("₁₂", GIVEN["w"], strict=True)]
    return gradient_by_scale(error(GIVEN["X"], GIVEN["y"], w)[0], w)
