"""Doubts: what a sheet leaves open, so that nobody can say whether a line on it is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from autograd.handwork.judging.equations import Chain
from autograd.handwork.judging.verdicts import ARITHMETIC, SET_UP, SLIP, UNJUDGED, Check
from autograd.handwork.language.expressions import Expression, Name, Slope, is_numeric, leaves
from autograd.handwork.language.wording import text
from autograd.handwork.worlds.side_by_side import Worlds, is_tainted
from autograd.handwork.worlds.sources import ancestry, sources
from autograd.handwork.worlds.world import World

MANY_WAYS = "a number above is wrong, and by which formula this follows from it is not known"
"""The engine goes one way; by the textbook's q − p a wrong q gives another number."""


@dataclass
class Doubts:
    """Quantities by their ids, each with the reason why it is in doubt.

    Of some the number that the person went on with is not known (`numbers`), of others how they
    depend on anything, for they stand there as a bare number (`formulas`). The key does not know
    some (`strangers`), while the sheet does without others that the key works out (`absent`).
    """

    numbers: dict[str, str] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)
    strangers: dict[str, str] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()

    def of_slope(self, slope: Slope, worlds: Worlds) -> str:
        """Why nobody can say what a derivative is worth, or nothing."""
        if (slope.of, slope.wrt) in worlds.written.slopes:
            return ""
        if why := of_another(slope, worlds.true):
            return why
        for name in ancestry(slope.of, worlds.written):
            if name.id in self.formulas and name.id != slope.wrt.id:
                return self.formulas[name.id]
        return ""

    def of_part(self, part: Expression, worlds: Worlds) -> str:
        """Why nobody can say what the person took for a part of a line, or nothing."""
        for leaf in leaves(part):
            if isinstance(leaf, Slope) and (why := self.of_slope(leaf, worlds)):
                return why
        marked = (label_of(source) for source in sources(part, worlds.written))
        return next((self.numbers[label] for label in marked if label in self.numbers), "")

    def weighed(self, step: Check, chain: Chain, i: int, worlds: Worlds) -> Check:
        """A slip that a doubt may excuse is none: it cannot be judged."""
        if step.verdict != SLIP:
            return step
        why = next(filter(None, self._reasons(step, chain, i, worlds)), "")
        return replace(step, verdict=UNJUDGED, note=why, guesses=()) if why else step

    def _reasons(self, step: Check, chain: Chain, i: int, worlds: Worlds) -> Iterator[str]:
        about = chain.parts[0]
        if i == 1 and isinstance(about, Slope) and is_numeric(chain.parts[1]):
            yield MANY_WAYS if is_tainted(about, worlds) else ""
        if self.strangers:
            yield self._of_strangers(step, chain, i, worlds)
        if step.kind == SET_UP:
            slopes = (x for part in chain.parts[:i] for x in leaves(part) if isinstance(x, Slope))
            yield from (self.of_slope(slope, worlds) for slope in slopes)
        else:
            yield from (self.of_part(part, worlds) for part in _rests_on(step, chain, i, worlds))

    def _of_strangers(self, step: Check, chain: Chain, i: int, worlds: Worlds) -> str:
        """Why a key with other names does not tell whether a line is wrong, or nothing."""
        parts = chain.parts[: i + 1]
        if step.kind != SET_UP and any(not is_numeric(part) for part in chain.parts[1:i]):
            return ""  # its own formula tells
        used = {x.id for w in (worlds.true, worlds.written) for p in parts for x in ancestry(p, w)}
        if step.kind != SET_UP and used & self.absent:
            return next(iter(self.strangers.values()))
        return next((why for name, why in self.strangers.items() if name in used), "")


def of_another(slope: Slope, world: World) -> str:
    """Why a sheet does not tell a derivative: what is derived is not worked out from the other.

    >>> from autograd.handwork.language.parsing import tree
    >>> world = World()
    >>> for name, formula in {"x": "3", "t": "2 x", "y": "x x", "c": "tanh(4)"}.items():
    ...     world.define(name, tree(formula))
    >>> of_another(tree("dy/dt"), world), of_another(tree("dy/dx"), world)
    ('y is not worked out from t on this sheet', '')
    >>> of_another(tree("dx/dy"), world)
    ''
    """
    if any(name.id == slope.wrt.id for name in ancestry(slope.of, world)):
        return ""
    ends = {name.id for name in leaves(slope.of) if isinstance(name, Name)}
    if ends & {name.id for name in ancestry(slope.wrt, world)}:  # it is the other way round
        return ""
    return f"{text(slope.of)} is not worked out from {text(slope.wrt)} on this sheet"


def _rests_on(step: Check, chain: Chain, i: int, worlds: Worlds) -> Iterator[Expression]:
    """What the right side of an `=` should have been worked out from."""
    left = chain.parts[i - 1]
    if step.kind == ARITHMETIC and is_numeric(left):
        return
    formulas = [part for part in chain.parts[1:i] if not is_numeric(part)]
    about = chain.parts[0]
    if formulas or not isinstance(about, Name):
        yield from formulas or [about]
    elif about.id in worlds.true.definitions:
        yield worlds.true.definitions[about.id]


def label_of(about: Name | Slope) -> str:
    """A quantity or derivative in plain letters, as labels write it.

    >>> label_of(Slope(Name("L", "L"), Name("W", "W", (1, 2))))
    'dL/dW12'
    """
    if isinstance(about, Name):
        return about.id
    names = (about.of, about.wrt)
    return "/".join(f"d{x.id}{''.join(map(str, x.index))}" for x in names if isinstance(x, Name))
