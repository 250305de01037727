"""Worlds side by side: the same sheet in truth and by the person's own numbers.

In the true world everything follows from the definitions. In `written` each quantity becomes, as it
is met, the number on the sheet; in `meant` too, but for those that are wrong by themselves, which
stay what they should have been.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from autograd.handwork.language.arrays import Quantity, Settle, flat
from autograd.handwork.language.claims import rounded
from autograd.handwork.language.expressions import (
    Expression,
    Slope,
    bare,
    names_in,
)
from autograd.handwork.language.limits import Deadline
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.sources import ancestry, sources
from autograd.handwork.worlds.world import World


class Worlds(NamedTuple):
    """The worlds of a sheet that are kept side by side, and how it wants its numbers rounded.

    `halves` says of each quantity written down how far each entry of it may be off by rounding.
    """

    true: World
    written: World
    meant: World
    places: int | None
    mode: str
    tainted: set[Expression]
    halves: dict[Expression, list[float]]

    @property
    def own(self) -> tuple[World, World]:
        """The worlds on the person's own numbers, the plainest first."""
        return self.written, self.meant

    @property
    def every(self) -> tuple[World, ...]:
        """All worlds."""
        return self.true, *self.own


def fresh_worlds(places: int | None, mode: str, deadline: Deadline) -> Worlds:
    """Runs in which nothing is defined yet."""
    true, written, meant = (World(deadline=deadline) for _ in range(3))
    written.from_outputs = True  # with a = σ(z) written down, people take a(1 − a)
    return Worlds(true, written, meant, places, mode, set(), {})


def rounding(places: int, mode: str) -> Settle:
    """The settling of one who rounds after every operation; Values, in a graph, are left alone."""
    return lambda x: rounded(x, places, mode) if x.__class__ is float else x


def values(
    tree: Expression, worlds: Sequence[World], settle: Settle | None = None
) -> Iterator[Quantity]:
    """What a tree is worth in each world in which it is worth anything."""
    for world in worlds:
        try:
            yield world.number(tree, settle)
        except NUMERIC_ERRORS:
            continue


def recalling(worlds: Worlds) -> Settle:
    """The settling of one who, having tanh(s) written down as −0.9, goes on with −0.9."""
    known: dict[str, float] = {}
    for name, pinned in worlds.written.pins.items():
        for made in values(worlds.written.definitions[name], (worlds.written,)):
            numbers = list(flat(pinned))
            exact = list(flat(made))
            if len(numbers) == len(exact):
                known.update((f"{x:.12g}", n) for x, n in zip(exact, numbers, strict=True))
    return lambda x: known.get(f"{x:.12g}", x) if x.__class__ is float else x


def is_tainted(tree: Expression, worlds: Worlds) -> bool:
    """Whether a wrong number of the person's enters the value of a tree."""
    return bool(worlds.tainted) and any(
        source in worlds.tainted or (isinstance(source, Slope) and _leans(source, worlds))
        for source in sources(tree, worlds.written)
    )


def _leans(slope: Slope, worlds: Worlds) -> bool:
    """Whether a derivative that is not stated goes through one that is wrong."""
    if (slope.of, slope.wrt) in worlds.written.slopes:
        return False
    above = set(ancestry(slope.of, worlds.written))
    wrong = (leaf for leaf in worlds.tainted if isinstance(leaf, Slope))
    return any(not above.isdisjoint(map(bare, names_in(leaf.of))) for leaf in wrong)
