"""Levels: how much of the working stands on the sheet that is handed out."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from autograd.handwork.exercises.simulating import simulate, worked

USUAL = (
    "sign",
    "factor left out",
    "value for derivative",
    "neighbour",
    "term left out",
    "factor two",
    "inner derivative left out",
)
"""Slips that are put into a sheet to be mended."""


class Wrong(NamedTuple):
    """A sheet with one slip: its text, the quantity that is wrong first, and the slip's name."""

    text: str
    about: str
    slip: str


class Level(NamedTuple):
    """A level: what is asked, and the rows of the sheet from those of the checker's and the wrong.

    `given` says whether the sheet gives the numbers, or the figure does.
    """

    task: str
    row: Callable[[str, str], str]
    given: bool = True


LEVELS: dict[str, Level] = {
    "numbers": Level("work out each line", lambda line, _: f"{line} ="),
    "formulas": Level(
        "write each line's formula and what it gives",
        lambda line, _: f"{line.partition(' = ')[0]} =",
    ),
    "network": Level(
        "the numbers stand in the figure; write each line's formula and what it gives",
        lambda line, _: f"{line.partition(' = ')[0]} =",
        given=False,
    ),
    "mend": Level(
        "one line is wrong, and those behind it go on from its number: find it, mend it and them",
        lambda _, wrong: wrong,
    ),
}
"""What is handed out, from the first week to the last, by the names that `--level` takes."""


def with_slip(checker: str, seed: int) -> Wrong:
    """The worked sheet of somebody who made one of the usual slips.

    Args:
        checker: The sheet with its formulas.
        seed: Which slip is made, and where.

    Raises:
        ValueError: None of them has a place on this sheet where it would show.

    >>> with_slip("round: 2\\ngiven: a = 1.5\\nb = a + 2.1", seed=0).text.splitlines()[-1]
    'b = a + 2.1 = 1.50'
    """
    right, slips = worked(checker).text.splitlines(), list(USUAL)
    Random(seed).shuffle(slips)
    for slip in slips:
        try:
            text = simulate(checker, slip, seed=seed).text
        except ValueError:
            continue
        pairs = zip(text.splitlines(), right, strict=True)
        first = next(row for row, other in pairs if row != other)
        return Wrong(text, first.partition(" = ")[0], slip)
    raise ValueError(f"none of the slips {', '.join(USUAL)} has a place where it would show")
