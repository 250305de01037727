"""Practising: a fresh exercise in which a slip would show, for whoever made it.

The exercise is found by trying: the slip is made on it, and `check` must name it first.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from random import Random
from typing import NamedTuple

from autograd.handwork.checking import check
from autograd.handwork.exercises.drills import DRILLS
from autograd.handwork.exercises.making import as_sheet, exercise, unfit
from autograd.handwork.exercises.simulating import simulate, worked
from autograd.handwork.exercises.templates import TEMPLATES
from autograd.handwork.slips.catalogue import BY_NAME

MOST_SEEDS = 4
"""Of each template and drill, before the next is tried."""
ANYWHERE = ("wrong number copied",)
"""Slips that need no certain formula: they show wherever two lines have different numbers."""


class Practice(NamedTuple):
    """A blank sheet and its key."""

    sheet: str
    key: str


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
            key = worked(as_sheet(draft, places))
            if not unfit(key, places):
                blank = draft._replace(lines=tuple(f"{line} =" for line in draft.lines))
                yield Practice(as_sheet(blank, places), key.text)
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
