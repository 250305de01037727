"""Drills: short exercises for slips that have no place on those of the templates, or seldom one."""

from __future__ import annotations

from random import Random

from autograd.handwork.exercises.templates import Draft, Template, numbers, vector


def adam(draw: Random) -> Draft:
    """One step of an optimiser with momentum and a mean square."""
    w, g, m, v = numbers(draw, 4, 0.3, 1.4)
    return Draft(
        "one step of Adam",
        (f"w, g, m, v, eta, eps = {w}, {g}, {m}, {v}, 0.1, 0.05",),
        (
            "m_new = 0.6 m + 0.4 g",
            "v_new = 0.7 v + 0.3 g^2",
            "r = sqrt(v_new + eps)",
            "w_new = w - eta m_new/r",
        ),
    )


def batch(draw: Random) -> Draft:
    """The gradient of a mean over samples."""
    x, t = numbers(draw, 3), numbers(draw, 3)
    return Draft(
        "a batch of three",
        (
            f"x1, x2, x3 = {', '.join(x)}",
            f"t1, t2, t3 = {', '.join(t)}",
            f"w, n, eta = {numbers(draw, 1)[0]}, 3, 0.5",
        ),
        (
            "g1 = 2(w x1 - t1) x1",
            "g2 = 2(w x2 - t2) x2",
            "g3 = 2(w x3 - t3) x3",
            "g = (g1 + g2 + g3)/n",
            "wnew = w - eta g",
        ),
    )


def two_classes(draw: Random) -> Draft:
    """A sigmoid and the cross-entropy of two classes, the target smoothed."""
    w, b, x = numbers(draw, 3)
    return Draft(
        "two classes",
        (f"w, b, x, y = {w}, {b}, {x}, 0.8",),
        (
            "z = w x + b",
            "p = sigmoid(z)",
            "L = -y ln(p) - (1 - y) ln(1 - p)",
            "dL/dz = p - y",
            "dL/dw = dL/dz * x",
        ),
    )


def layers(draw: Random) -> Draft:
    """Two linear layers in matrices."""
    w, v = numbers(draw, 4), numbers(draw, 4)
    return Draft(
        "two layers in matrices",
        (
            f"W = [{vector(w[:2])}, {vector(w[2:])}]",
            f"V = [{vector(v[:2])}, {vector(v[2:])}]",
            f"x = {vector(numbers(draw, 2))}",
            f"t = {vector(numbers(draw, 2))}",
        ),
        (
            "h = W x",
            "y = V h",
            "L = (y - t)' (y - t)/2",
            "dL/dy = y - t",
            "dL/dh = V' dL/dy",
            "dL/dx = W' dL/dh",
        ),
    )


def pooling(draw: Random) -> Draft:
    """A largest entry in each window."""
    return Draft(
        "pooling",
        (f"x = {vector(numbers(draw, 6))}", f"u = {vector(numbers(draw, 3))}"),
        ("m = maxpool(x, 2)", "y = u' m"),
    )


def functions(draw: Random) -> Draft:
    """Functions of sums, and their slopes."""
    x, a, b = numbers(draw, 3, 0.3, 1.3)
    return Draft(
        "functions of sums",
        (f"x, a, b = {x}, {a}, {b}",),
        (
            "y = sin(a x + b)",
            "s = d/dx (sin(a x + b))",
            "q = e^x + e^a",
            "p = ln(x) + ln(b)",
        ),
    )


def updated(draw: Random) -> Draft:
    """An update in the midst of a backward pass."""
    x, h, v, t = numbers(draw, 4, 0.3, 1.4)
    return Draft(
        "an update too early",
        (f"x, h, v, t = {x}, {h}, {v}, {t}",),
        (
            "y = v h",
            "L = (y - t)^2",
            "dL/dy = 2(y - t)",
            "dL/dv = dL/dy * h",
            "vnew = v - 0.1 dL/dv",
            "dL/dh = dL/dy * v",
        ),
    )


DRILLS: dict[str, Template] = {
    "batch size left out": batch,
    "n − 1": batch,
    "epsilon left out": adam,
    "old value": adam,
    "inner derivative left out": functions,
    "function of a sum": functions,
    "degrees": functions,
    "wrong class": two_classes,
    "updated weight": updated,
    "transposed": layers,
    "average for max": pooling,
}
"""The drills by the slips they are for."""
