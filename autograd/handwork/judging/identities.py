"""Identities: lines with free symbols must hold at every point of the ranges given for them."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import replace

from autograd.handwork.judging.doubts import of_another
from autograd.handwork.judging.equations import Chain, kind_of, same
from autograd.handwork.judging.explaining import formula_slips
from autograd.handwork.judging.half_units import Halves, as_coefficient
from autograd.handwork.judging.verdicts import (
    ARITHMETIC,
    OK,
    SET_UP,
    SLIP,
    UNJUDGED,
    Check,
)
from autograd.handwork.language.arrays import NoEntryError, Quantity
from autograd.handwork.language.expressions import (
    Expression,
    Name,
    Numeral,
    Slope,
    leaves,
    names_in,
)
from autograd.handwork.language.limits import Deadline
from autograd.handwork.language.reading import Free
from autograd.handwork.language.wording import quantity
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.sources import ancestry
from autograd.handwork.worlds.world import World

MOST_SHOWN = 4
FEWEST = 3
"""At so many points at least both sides must have a value for a line to be judged."""


class Identities:
    """The same sheet at many points, and which of its quantities depend on the free symbols."""

    def __init__(
        self, free: Sequence[Free], deadline: Deadline, assumed: Collection[Name] = ()
    ) -> None:
        free = (*free, Free(tuple(assumed), -2.0, 2.0, False)) if assumed else free
        self.assumed = {name.id: name for name in assumed}
        self.symbols: dict[str, Quantity] = {}
        self.dependent: set[str] = set()
        draw = random.Random(20)
        count = deadline.limits.points if free else 0
        self.points = [World(deadline=deadline) for _ in range(count)]
        for block in free:
            for name in block.names:
                self.symbols[name.id] = 0.0
                for point in self.points:
                    drawn = draw.uniform(block.low, block.high)
                    whole = draw.randint(round(block.low), max(round(block.low), round(block.high)))
                    value = float(whole) if block.whole else drawn
                    point.define(name.id, Numeral(value, repr(value)), name.shown)

    @property
    def shown(self) -> dict[str, str]:
        """The person's spelling of the names."""
        return self.points[0].shown if self.points else {}

    def concerns(self, tree: Expression) -> bool:
        """Whether a part holds a free symbol, by itself or through a quantity."""
        if not self.symbols:
            return False
        return any(n.id in self.symbols or n.id in self.dependent for n in names_in(tree))

    def without_number(self, *trees: Expression) -> list[Name]:
        """The symbols that nobody said to be free and that some parts rest on."""
        concerned = [tree for tree in trees if self.assumed and self.concerns(tree)]
        used = {n.id for point in self.points[:1] for x in concerned for n in ancestry(x, point)}
        return [name for name in self.assumed.values() if name.id in used]

    def define(self, name: Name, tree: Expression) -> None:
        """Give a quantity its definition at every point where it has one."""
        if not self.symbols:
            return
        dependent = self.concerns(tree)
        failed = None
        for point in self.points:
            try:
                if name.id not in point.definitions:
                    point.define(name.id, tree, name.shown)
            except NUMERIC_ERRORS as error:
                failed = error
        if dependent:
            self.dependent.add(name.id)
        if failed is not None and all(name.id not in point.definitions for point in self.points):
            raise failed

    def numerals(self) -> Halves:
        """How far numbers of a formula may be rounded; those of definitions are exact."""
        trees = (tree for point in self.points[:1] for tree in point.definitions.values())
        return as_coefficient(
            {abs(x.value) for tree in trees for x in leaves(tree) if isinstance(x, Numeral)}
        )

    @property
    def known(self) -> dict[str, Quantity]:
        """The free symbols and what depends on them, with their numbers at a point."""
        fullest = max(self.points, key=lambda point: len(point.definitions), default=None)
        if fullest is None:
            return {}
        numbers = fullest.numbers
        return {n: numbers[n] for n in (*self.symbols, *self.dependent) if n in numbers}

    def _at(self, point: World, parts: Sequence[Expression]) -> str:
        """A point in words, as far as parts rest on it: At x = −1.2, y = 0.5."""
        numbers = point.numbers
        used = {name.id for part in parts for name in ancestry(part, point)}
        names = [name for name in self.symbols if name in used]
        pairs = [f"{point.shown[name]} = {quantity(numbers[name])}" for name in names]
        return f"at {', '.join(pairs[:MOST_SHOWN])}{', …' if len(pairs) > MOST_SHOWN else ''}"

    def judge(self, chain: Chain, start: int) -> list[Check]:
        """The verdicts on a chain of formulas."""
        return [self._step(chain, i) for i in range(start, len(chain.parts))]

    def _step(self, chain: Chain, i: int) -> Check:
        left, right = chain.parts[i - 1], chain.parts[i]
        kind = kind_of(left, right)
        kind = SET_UP if kind == ARITHMETIC else kind
        worlds, worst = [], None
        for point in self.points:
            try:
                value, expected = point.number(right), point.number(left)
            except NoEntryError:
                raise
            except (KeyError, *NUMERIC_ERRORS):
                continue
            worlds.append(point)
            if worst is None and not same(left, right, point, self.numerals()):
                left_is, right_is = quantity(expected), quantity(value)
                where = self._at(point, chain.parts)
                note = f"{where} the left side is {left_is}, the right one {right_is}"
                worst = Check(kind, SLIP, chain.texts[i], note=note)
        if len(worlds) < FEWEST:
            raise ValueError("both sides have a value at too few points of the ranges given")
        if worst is None:
            return Check(kind, OK, chain.texts[i])
        slopes = (x for part in chain.parts[: i + 1] for x in leaves(part) if isinstance(x, Slope))
        why = next(filter(None, (of_another(slope, worlds[0]) for slope in slopes)), "")
        if why:
            return replace(worst, verdict=UNJUDGED, note=why)
        if self.without_number(*chain.parts):
            return replace(worst, verdict=UNJUDGED, note=f"it does not hold for all: {worst.note}")
        return replace(worst, guesses=tuple(formula_slips(left, right, worlds)))
