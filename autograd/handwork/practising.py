"""Practising: a fresh exercise in which a slip would show, for whoever made it.

The exercise is found by trying: the slip is made on it, and `check` must name it first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from random import Random
from typing import NamedTuple

from autograd.handwork.checking import check
from autograd.handwork.exercises.making import exercise, unfit
from autograd.handwork.exercises.simulating import simulate, worked
from autograd.handwork.exercises.templates import TEMPLATES, Draft, numbers, vector
from autograd.handwork.slips.catalogue import BY_NAME

MOST_SEEDS = 4
"""Of each template and drill, before the next is tried."""
ANYWHERE = ("wrong number copied",)
"""Slips that need no certain formula: they show wherever two lines have different numbers."""


class Practice(NamedTuple):
    """A blank sheet and its key."""

    sheet: str
    key: str


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


DRILLS: dict[str, Callable[[Random], Draft]] = {
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
"""Short exercises for slips that have no place on those of the templates, or seldom one."""


@lru_cache(maxsize=256)
def practice(slip: str, seed: int = 0, places: int = 4) -> Practice:
    """A fresh exercise in which a slip would show, and would be named.

    Raises:
        KeyError: There is no slip of that name; the message lists the names.
        ValueError: No exercise was found.

    >>> print(practice("average for max").sheet.splitlines()[-2])
    m = maxpool(x, 2) =
    """
    if slip not in BY_NAME:
        raise KeyError(f"no slip is named {slip!r}; the names are {', '.join(BY_NAME)}")
    for made in _exercises(slip, seed, places):
        if slip in ANYWHERE or _shows(made, slip, seed):
            return made
    raise ValueError(f"no exercise was found in which {slip!r} would show; try another seed")


def _exercises(slip: str, seed: int, places: int) -> Iterator[Practice]:
    """Exercises of this seed and some after it: the drill for a slip, or the templates."""
    if slip in DRILLS:
        for used in range(seed, seed + 10 * MOST_SEEDS):
            draft = DRILLS[slip](Random(used))
            given = (f"given: {row}" for row in draft.given)
            head = [f"title: {draft.title}", f"round: {places}", *given, ""]
            key = worked("\n".join([*head, *draft.lines, ""]))
            if not unfit(key, places):
                yield Practice("\n".join([*head, *(f"{x} =" for x in draft.lines), ""]), key.text)
        return
    for used in range(seed, seed + MOST_SEEDS):
        for name in TEMPLATES:
            yield _from_template(name, used, places)


@lru_cache(maxsize=64)
def _from_template(name: str, seed: int, places: int) -> Practice:
    """An exercise, kept for the next slip that is tried on it."""
    made = exercise(name, seed, places)
    return Practice(made.sheet, made.key)


def _shows(made: Practice, slip: str, seed: int) -> bool:
    """Whether the slip has a place in an exercise, and its number tells it from every other."""
    for at in range(seed, seed + MOST_SEEDS):
        try:
            wrong = simulate(made.key, slip, seed=at)
        except ValueError:
            return False
        first = check(wrong, key=made.key).first_slip
        if first is not None and [guess.slip for guess in first.guesses[:1]] == [slip]:
            return True
    return False
