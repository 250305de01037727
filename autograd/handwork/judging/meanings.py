"""Meanings: what the names of each line stand for, and what its first part defines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TypeGuard

from autograd.handwork.judging.doubts import Doubts
from autograd.handwork.judging.equations import Chain
from autograd.handwork.judging.identities import Identities
from autograd.handwork.judging.refusing import fate_of, nothing_above
from autograd.handwork.judging.unvalued import lost_in, taken, why, without_number, without_start
from autograd.handwork.judging.verdicts import UNREAD, JudgedLine, Span
from autograd.handwork.language.arrays import Quantity
from autograd.handwork.language.claims import Fit, claims_of, fits
from autograd.handwork.language.expressions import (
    Array,
    Expression,
    Name,
    Slope,
    is_bare_formula,
    is_number,
    is_numeric,
    names_in,
)
from autograd.handwork.language.labels import labels_in
from autograd.handwork.language.parsing import ReadingError, UnjudgedError
from autograd.handwork.language.reading import Line, Sheet
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.keys import definitions_of, formulas_of
from autograd.handwork.worlds.resolving import UnknownNameError, meant_by, resolve
from autograd.handwork.worlds.side_by_side import Worlds
from autograd.handwork.worlds.sources import ancestry
from autograd.handwork.worlds.versions import Versions
from autograd.handwork.worlds.world import World

CALCULATION = re.compile(r"\d\s*[-+*/^=·×]|[-+*/^=·×]\s*\d")
"""What a row that was left out as prose may yet have been."""


class Meanings:
    """What has been defined so far, on the sheet and by its key."""

    def __init__(self, sheet: Sheet, key: Sheet | None, worlds: Worlds, formed: World) -> None:
        self.worlds, self.formed = worlds, formed
        free = (*sheet.free, *(key.free if key else ()))
        known = {name.id for block in free for name in block.names}
        known |= {name.id for name, _ in (definitions_of(key) if key else ())}
        missing = without_number(sheet.lines, known | lost_in(sheet.lines))
        self.taken = taken(sheet.lines, missing)
        assumed = [name for name in missing.values() if name.id not in self.taken]
        self.identities = Identities(free, worlds.true.deadline, assumed)
        self.without = ""  # why the formula of the line is left out of account
        self.own: dict[str, int] = {}
        self.keyed: set[str] = set()
        self.lost: dict[str, JudgedLine] = {}
        self.doubts = Doubts()
        self.has_givens = any(line.given for line in sheet.lines)
        self.versions = Versions()
        self.worked = False  # whether a line with a formula was met
        self.broken: JudgedLine | None = None
        heads = [part.tree for line in sheet.lines for part in line.parts[:1]]
        self.named = {name.id for head in heads for name in names_in(head)}
        self.unclear = [n for n, row in sheet.skipped if CALCULATION.search(row)]
        self.last, self.after_given = 0, False
        self.formulas = formulas_of(key) if key else {}
        self.later = {
            line.parts[0].tree.id: line.number
            for line in reversed(sheet.lines)
            if len(line.parts) > 1 and isinstance(line.parts[0].tree, Name)
        }
        self.before: Chain | None = None
        for name, tree in definitions_of(key) if key else ():
            with suppress(*NUMERIC_ERRORS):  # the report on the key says so
                self._define(name, tree, (*self.worlds.every, self.formed))
                self.keyed.add(name.id)
                if name.id not in self.named and not is_number(tree):
                    self.doubts.absent |= {name.id}
        for name, number, line in self.taken.values():
            self._define(name, number, (*self.worlds.every, self.formed))
            self.own[name.id] = line
            self.doubts.numbers[name.id] = f"{self.taken[name.id].said} is taken from line {line}"

    def waits(self, line: Line) -> bool:
        """Whether a line that defines nothing reads quantities that only later lines define."""
        if line.error is not None or line.continues or self.is_new(line.parts[0].tree):
            return False
        used = {name.id for part in line.parts for name in names_in(part.tree)}
        return any(self.later.get(name, 0) > line.number for name in used - self.own.keys())

    def doubt(self, line: Line, judged: JudgedLine) -> None:
        """Keep in mind that what a line says of its quantities is not known."""
        if line.continues:
            return
        self.before, self.broken = None, judged
        for label in labels_in(line.text):
            self.lost[label] = judged
            meant = meant_by(Name(label, label), self.known())
            self.doubts.numbers[meant.id if meant else label] = (
                f"it rests on line {line.number}, which {fate_of(judged)}"
            )

    def missing(self, line: Line, error: UnknownNameError) -> ReadingError:
        """Why a name has no value: what its own line says, if there is one."""
        name, lost = error.name.shown, self.lost.get(error.name.id)
        later = self.later.get(error.name.id, 0)
        if error.name.id.startswith("sum_"):
            above = "what is to be summed has no values on this sheet"
        elif lost is not None:
            above = f"{name!r} is in line {lost.line}, which {fate_of(lost)}"
        elif later > line.number:
            above = f"{name!r} has its value in line {later} only; move that line up"
        else:
            return error
        return UnjudgedError(f"column {error.column}: {above}", error.column, "", "")

    def chain(self, line: Line) -> tuple[Chain, int]:
        """The line's parts with their names resolved, and the first part to be judged."""
        self.without = ""
        chain, start = self._as_written(line)
        return self._in_numbers(chain, start, line) if self.identities.assumed else (chain, start)

    def _in_numbers(self, chain: Chain, start: int, line: Line) -> tuple[Chain, int]:
        """The numbers of a line alone where its formula holds what has no number."""
        about, unsaid = chain.parts[0], self.identities.without_number
        kept = [i for i, part in enumerate(chain.parts) if i and not unsaid(part)]
        if start >= len(chain.parts) or any(is_numeric(chain.parts[i]) for i in kept):
            names = self.known().keys() - self.identities.assumed.keys()
            self.without = why(chain.parts, unsaid(*chain.parts), names, line.spelled)
        if not self.without or start >= len(chain.parts):
            return chain, start
        named = isinstance(about, Name) and about.id in self.identities.dependent
        if isinstance(about, Name) and named:
            self._define_by_number(about, chain.parts[kept[0]])
        kept = [0, *kept] if named else kept
        parts, texts, spans = chain
        alone = Chain([parts[i] for i in kept], [texts[i] for i in kept], [spans[i] for i in kept])
        return alone, 2 if named else 1

    def _define_by_number(self, name: Name, number: Expression) -> None:
        """Go on with the number that stands for a quantity whose formula has none."""
        self.identities.dependent.discard(name.id)
        for world in (*self.worlds.every, self.formed):
            world.define(name.id, number, name.shown)
        self.doubts.formulas[name.id] = self.without

    def _as_written(self, line: Line) -> tuple[Chain, int]:
        texts = [part.text for part in line.parts]
        spans = [part.span for part in line.parts]
        trees = [part.tree for part in line.parts]
        before = self.before if line.continues else None
        if line.continues and (before is None or self._has_gap(line)):
            raise nothing_above(self.broken)
        if line.continues and self.after_given:
            raise UnjudgedError("it goes on from a row of given numbers", 1, "", "")
        self.last, self.after_given = line.number, line.given
        if (
            before is not None
            and len(before.parts) == 1
            and isinstance(before.parts[0], Name | Slope)
        ):
            trees, texts = [before.parts[0], *trees], [before.texts[0], *texts]
            spans = [before.spans[0], *spans]
        elif before is not None:
            rest = [self._resolved(tree, line) for tree in trees]
            first = [before.parts[0]] if len(before.parts) > 1 else []
            chain = Chain(
                [*first, before.parts[-1], *rest],
                [*before.texts[: len(first)], before.texts[-1], *texts],
                [*before.spans[: len(first)], before.spans[-1], *spans],
            )
            return chain, len(first) + 1
        about = trees[0]
        if isinstance(about, Name) and about.id in self.identities.assumed:
            raise without_start(line, about)
        if isinstance(about, Name) and len(trees) > 1 and self._is_used_again(about, line, trees):
            return self._next_version(line, about, trees, texts, spans)
        if self.is_new(about) and len(trees) > 1:
            return self._definition(line, about, trees, texts, spans)
        if self.is_new(about) and line.opens:
            return Chain(trees, texts, spans), 1
        parts = [self._resolved(tree, line) for tree in trees]
        if len(parts) > 1 and isinstance(parts[0], Name):
            self._work_out(parts[0], parts[1])
        return Chain(parts, texts, spans), 1

    def _has_gap(self, line: Line) -> bool:
        """Whether a row that may be a calculation was left out just above a line."""
        gap = next((n for n in self.unclear if self.last < n < line.number), None)
        if gap is not None:
            self.broken = JudgedLine(gap, "", UNREAD)
        return gap is not None

    def is_new(self, about: Expression) -> TypeGuard[Name]:
        """Whether a line begins with a name that has no meaning yet."""
        if not isinstance(about, Name) or about.index or about.id in self.own:
            return False
        if about.id in self.keyed:
            return True
        return about.id not in self.identities.symbols and meant_by(about, self.known()) is None

    def _definition(
        self,
        line: Line,
        about: Name,
        trees: Sequence[Expression],
        texts: Sequence[str],
        spans: Sequence[Span],
    ) -> tuple[Chain, int]:
        """A line that gives a name its meaning: its first `=` is judged by a key only."""
        rest = [self._resolved(tree, line) for tree in trees[1:]]
        shown = texts[0].rstrip(" :")
        name = Name(about.id, shown)
        keyed = about.id in self.keyed
        if not keyed and self.doubts.absent and not line.given:
            stranger = f"the key knows no {shown}, and works out what is not on this sheet"
            self.doubts.strangers[name.id] = stranger
        if not keyed:
            self._define(name, rest[0], (*self.worlds.every, self.formed))
            told = self.has_givens or self.worked or not is_number(rest[0])
            if is_numeric(rest[0]) and not line.given and told:
                bare_number = f"line {line.number} gives {shown} in numbers only"
                self.doubts.formulas[name.id] = f"{bare_number}: on what it depends is not known"
        elif not is_numeric(rest[0]):
            self._define(name, rest[0], self.worlds.own)
        self.worked = self.worked or not is_numeric(rest[0])
        for world in self.worlds.every if keyed else ():
            world.shown[name.id] = shown  # speak of it as the person does
        self.own[about.id] = line.number
        return Chain([name, *rest], texts, spans), 1 if keyed else 2

    def _is_used_again(self, about: Name, line: Line, trees: Sequence[Expression]) -> bool:
        """Whether a name that has a meaning gets a new one: w = w − ηg, or x = 3 after x = 2."""
        if about.index or about.id not in {*self.own, *self.keyed}:
            return False
        world, first = self.worlds.written, trees[1]
        now = self.versions.id(about.id)
        if about.id in self.identities.dependent or now not in world.definitions:
            return False
        if first != about and any(name.id == about.id for name in names_in(first)):
            return True
        if self.versions.is_outdated(about.id, world) and not is_number(first):
            return not is_numeric(first)
        defined = world.definitions[now]
        numbers = [w.number(Name(now, now)) for w in (world, self.worlds.true)]
        if is_bare_formula(first) and is_numeric(defined) and about.id in self.own:
            return world.number(first) not in [world.number(defined), *numbers]
        if not is_number(first) or world.number(first) in numbers:
            return False
        another = is_number(defined) and about.id in self.own
        return another or self.versions.is_outdated(about.id, world)

    def _next_version(
        self,
        line: Line,
        about: Name,
        trees: Sequence[Expression],
        texts: Sequence[str],
        spans: Sequence[Span],
    ) -> tuple[Chain, int]:
        """A line that gives a name another meaning; by a number alone that of its old formula."""
        rest = [self._resolved(tree, line) for tree in trees[1:]]
        world = self.worlds.written
        renewed = self.versions.is_outdated(about.id, world) and is_number(rest[0])
        formula = self.versions.renewed(about.id, world) if renewed else rest[0]
        name = replace(self.versions.new(about.id), shown=texts[0].rstrip(" :"))
        self._define(name, formula, (*self.worlds.every, self.formed))
        self.own[name.id] = line.number
        return Chain([name, *rest], texts, spans), 1 if renewed else 2

    def _work_out(self, about: Name, formula: Expression) -> None:
        """A number above its formula is worked out by it: what follows depends on more."""
        world = self.worlds.written
        stated = world.definitions.get(about.id)
        if stated is None or not is_number(stated) or is_numeric(formula) or about.index:
            return
        if about.id in self.keyed or about.id in {used.id for used in ancestry(formula, world)}:
            return
        with suppress(*NUMERIC_ERRORS):
            if fits(claims_of(stated), world.number(formula)) is not Fit.OFF:
                self._define(about, formula, (*self.worlds.every, self.formed))
                self.doubts.formulas.pop(about.id, None)

    def _define(self, name: Name, tree: Expression, worlds: Sequence[World]) -> None:
        self.identities.define(name, tree)
        if not self.identities.concerns(tree):
            for world in worlds:
                world.define(name.id, tree, name.shown)

    def _resolved(self, tree: Expression, line: Line) -> Expression:
        shown = {**self.identities.shown, **self.worlds.written.shown}
        dots = not any(isinstance(part.tree, Array) for part in line.parts)
        elsewhere = {*self.later, *self.lost}
        found = resolve(tree, self.known(), line.spelled, shown, elsewhere, dots=dots)
        return self.versions.read(found, self.worlds.written)

    def known(self) -> dict[str, Quantity]:
        """Every quantity that has a number by now."""
        return self.versions.known({**self.identities.known, **self.worlds.written.numbers})
