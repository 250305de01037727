"""Gradients of a convolution, a sigmoid and an average pool.

Going back, the pool hands a quarter of g to each of its four inputs, the sigmoid multiplies by
s(1 − s), and the kernel's gradient is X correlated with that. Only x shifts with the place in the
kernel; s and g stay.
"""

import math
from typing import Any

from autograd import Value, label_all
from nn import AvgPool2d, Conv2d
from visualize import Picture, draw

QUESTION = """
C = X ∗ K (stride 1, no padding), S = σ(C), P is the average pool of S with 2×2, and ∂L/∂P = (g) is
given. What are ∂L/∂S, ∂L/∂C and ∂L/∂K, by g, s and x only?
"""
GIVEN = {
    "X": [[1, 0, 2], [-1, 1, 0], [0, 2, -1]],
    "K": [[1, -1], [0.5, 0]],
    "g": [[1]],
}
NAMES = {"dS": "∂L/∂S", "dC": "∂L/∂C", "dK": "∂L/∂K"}


def forward() -> dict[str, Any]:
    """C, S, P and K as nodes."""
    K = [[Value(k) for k in row] for row in GIVEN["K"]]
    label_all({"k": K})
    (C,) = Conv2d(1, 1, 2, bias=False, weight=[[K]])([GIVEN["X"]])
    S = [[c.sigmoid() for c in row] for row in C]
    ((P,),) = AvgPool2d(2)([S])[0]
    label_all({"c": C, "s": S, "P": P})
    return {"C": C, "S": S, "P": P, "K": K}


def answers() -> dict[str, Any]:
    """Forward and backward."""
    nodes = forward()
    nodes["P"].backward()
    return {
        "C": [[c.data for c in row] for row in nodes["C"]],
        "S": [[s.data for s in row] for row in nodes["S"]],
        "P": nodes["P"].data,
        "dS": [[s.grad for s in row] for row in nodes["S"]],
        "dC": [[c.grad for c in row] for row in nodes["C"]],
        "dK": [[k.grad for k in row] for row in nodes["K"]],
    }


def closed_form() -> dict[str, Any]:
    """∂L/∂K_ab = ¼ Σᵢ Σⱼ x_{i+a−1, j+b−1} · g_{⌈i/2⌉, ⌈j/2⌉} · s_ij(1 − s_ij)."""
    X, K, ((g,),) = GIVEN.values()
    two = range(2)
    dC = [[0.0, 0.0], [0.0, 0.0]]
    for i in two:
        for j in two:
            c = sum(X[i + a][j + b] * K[a][b] for a in two for b in two)
            s = 1 / (1 + math.exp(-c))
            dC[i][j] = g * s * (1 - s) / 4
    dK = [[sum(X[i + a][j + b] * dC[i][j] for i in two for j in two) for b in two] for a in two]
    return {"dS": [[g / 4, g / 4]] * 2, "dC": dC, "dK": dK}


def picture() -> Picture:
    """Each weight of K is used four times; its gradient is the sum over its four edges."""
    return draw(forward()["P"].trace())
