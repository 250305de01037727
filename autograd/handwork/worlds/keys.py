"""Keys: what a sheet defines, and the formulas it gives for derivatives."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from autograd.handwork.language.arrays import Quantity
from autograd.handwork.language.expressions import (
    Expression,
    Name,
    Slope,
    is_number,
    names_in,
)
from autograd.handwork.language.limits import Deadline
from autograd.handwork.language.lines import with_subjects
from autograd.handwork.language.parsing import ReadingError
from autograd.handwork.language.reading import Sheet
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.resolving import resolve
from autograd.handwork.worlds.world import World


def definitions_of(sheet: Sheet) -> Iterator[tuple[Name, Expression]]:
    """The quantities a sheet defines, in order, each by its first expression."""
    return ((about, tree) for about, tree in meanings_of(sheet) if isinstance(about, Name))


def formulas_of(sheet: Sheet) -> dict[Slope, Expression]:
    r"""The first formula that a sheet gives for each derivative.

    >>> from autograd.handwork.language.reading import read
    >>> from autograd.handwork.language.wording import text
    >>> [formula] = formulas_of(read("x = 3\ny = x^2\ndy/dx = 2x = 6")).values()
    >>> text(formula)
    '2 x'
    """
    found: dict[Slope, Expression] = {}
    for about, tree in meanings_of(sheet):
        if isinstance(about, Slope) and not is_number(tree):
            found.setdefault(about, tree)
    return found


@lru_cache(maxsize=16)
def meanings_of(sheet: Sheet) -> tuple[tuple[Name | Slope, Expression], ...]:
    """What each line is about and the first expression for it, names resolved.

    It is asked for again and again of a sheet and of the key of many sheets: they are remembered.
    """
    return tuple(_meanings(sheet))


def _meanings(sheet: Sheet) -> Iterator[tuple[Name | Slope, Expression]]:
    known: dict[str, Quantity] = {name.id: 0.0 for free in sheet.free for name in free.names}
    world = World(deadline=Deadline())
    for line in with_subjects(sheet.lines):
        about, first = line.parts[0].tree, line.parts[1].tree
        try:
            tree = resolve(first, known, line.spelled, world.shown)
            if isinstance(about, Slope):
                resolved = resolve(about, known, line.spelled, world.shown)
                if isinstance(resolved, Slope):
                    yield resolved, tree
            elif isinstance(about, Name) and not about.index and about.id not in known:
                if all(name.id in world.definitions for name in names_in(tree)):
                    world.define(about.id, tree, line.parts[0].text)
                known[about.id] = world.numbers.get(about.id, 0.0)
                yield Name(about.id, line.parts[0].text), tree
        except (ReadingError, *NUMERIC_ERRORS):
            continue
