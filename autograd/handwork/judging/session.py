"""A session: one sheet judged from its first line to its last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TypeGuard

from autograd.handwork.judging.doubts import Doubts
from autograd.handwork.judging.equations import Chain, judge_step
from autograd.handwork.judging.explaining import explained_given, guesses_for
from autograd.handwork.judging.going_on import credited, go_on
from autograd.handwork.judging.identities import Identities
from autograd.handwork.judging.summing import UnjudgedError, summed_up, unread
from autograd.handwork.judging.verdicts import (
    ARITHMETIC,
    OK,
    SET_UP,
    SLIP,
    UNJUDGED,
    UNREAD,
    Check,
    JudgedLine,
    Span,
)
from autograd.handwork.judging.ways import carried_set_up, keep_formula
from autograd.handwork.language.arrays import NoEntryError, Quantity, ShapeError, shape, written
from autograd.handwork.language.expressions import (
    Expression,
    Name,
    Slope,
    is_number,
    is_numeric,
    names_in,
)
from autograd.handwork.language.labels import labels_in
from autograd.handwork.language.limits import Deadline, Limits, OutOfTimeError
from autograd.handwork.language.parsing import ReadingError
from autograd.handwork.language.reading import BLANK, Line, Sheet
from autograd.handwork.language.wording import text
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.keys import definitions_of, formulas_of
from autograd.handwork.worlds.resolving import UnknownNameError, meant_by, resolve
from autograd.handwork.worlds.side_by_side import fresh_worlds
from autograd.handwork.worlds.world import World


class Session:
    """The state of one check: the worlds of the sheet, and what has been defined in them."""

    def __init__(self, sheet: Sheet, key: Sheet | None, limits: Limits) -> None:
        self.sheet = sheet
        self.deadline = Deadline(limits)
        self.worlds = fresh_worlds(sheet.places, sheet.mode, self.deadline)
        self.formed = World(deadline=self.deadline)  # by the person's formulas, not their numbers
        free = (*sheet.free, *(key.free if key else ()))
        self.identities = Identities(free, self.deadline)
        self.own: dict[str, int] = {}
        self.keyed: set[str] = set()
        self.lost: dict[str, JudgedLine] = {}
        self.doubts = Doubts()
        self.has_givens = any(line.given for line in sheet.lines)
        self.worked = False  # whether a line with a formula was met
        self.broken: JudgedLine | None = None
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

    def judged(self) -> tuple[JudgedLine, ...]:
        """The judged lines in order, the several quantities of one `given` line as one."""
        found: dict[int, JudgedLine] = {}
        for line in self._all():
            known = found.get(line.line)
            if known is None or (known.verdict == OK and line.verdict != OK):
                found[line.line] = line
        return tuple(found[number] for number in sorted(found))

    def _all(self) -> Iterator[JudgedLine]:
        """Every line judged; a formula that comes before its quantities waits for them."""
        waiting: list[Line] = []
        follows = False
        for line in self.sheet.lines:
            follows = self._waits(line) or (follows and line.continues)
            if follows:
                waiting.append(line)
            else:
                yield self._judged(line)
        yield from map(self._judged, waiting)

    def _waits(self, line: Line) -> bool:
        """Whether a line that defines nothing reads quantities that only later lines define."""
        if line.error is not None or line.continues or self._is_new(line.parts[0].tree):
            return False
        used = {name.id for part in line.parts for name in names_in(part.tree)}
        return any(self.later.get(name, 0) > line.number for name in used - self.own.keys())

    def _judged(self, line: Line) -> JudgedLine:
        """The verdict on one line; what an unread one is about is kept in mind."""
        judged = self._verdict(line)
        if judged.verdict in (UNREAD, UNJUDGED) and not judged.checks:
            self._doubt(line, judged)
        return judged

    def _doubt(self, line: Line, judged: JudgedLine) -> None:
        """Keep in mind that what a line says of its quantities is not known."""
        if line.continues:
            return
        self.before, self.broken = None, judged
        for label in labels_in(line.text):
            self.lost[label] = judged
            meant = meant_by(Name(label, label), self._known())
            self.doubts.numbers[meant.id if meant else label] = (
                f"it rests on line {line.number}, which {_fate(judged)}"
            )

    def _verdict(self, line: Line) -> JudgedLine:
        """The verdict on one line, whatever happens on the way."""
        if line.error is not None:
            return unread(line, line.error)
        try:
            return self._line(line)
        except NoEntryError as error:
            return self._without_entry(line, error)
        except UnknownNameError as error:
            name, lost = error.name.shown, self.lost.get(error.name.id)
            later = self.later.get(error.name.id, 0)
            if lost is not None:
                above = f"{name!r} is in line {lost.line}, which {_fate(lost)}"
            elif later > line.number:
                above = f"{name!r} has its value in line {later} only; move that line up"
            else:
                return unread(line, error)
            return unread(
                line, UnjudgedError(f"column {error.column}: {above}", error.column, "", "")
            )
        except (ReadingError, OutOfTimeError, *NUMERIC_ERRORS) as error:
            return unread(line, error)

    def _without_entry(self, line: Line, error: NoEntryError) -> JudgedLine:
        """A line on an entry which is not there: a slip, unless its array is in doubt."""
        used = [name.id for part in line.parts for name in names_in(part.tree)]
        why = next((self.doubts.numbers[name] for name in used if name in self.doubts.numbers), "")
        verdict = UNJUDGED if why else SLIP
        return JudgedLine(line.number, line.text, verdict, SET_UP, note=why or str(error))

    def _line(self, line: Line) -> JudgedLine:
        self.deadline.check()
        chain, start = self._chain(line)
        about = chain.parts[0]
        self._alike([part for part in chain.parts if is_number(part)])
        identity = any(self.identities.concerns(part) for part in chain.parts)
        if identity:
            checks = self.identities.judge(chain, start)
        else:
            if isinstance(about, Name) and any(about in names_in(part) for part in chain.parts[1:]):
                raise self._circular(line, about)
            checks = self._steps(chain, start)
        self.before = chain
        spans = chain.spans[start:]
        checks = [replace(step, span=span) for step, span in zip(checks, spans, strict=True)]
        judged = summed_up(line, checks)
        if self.worlds.places is not None:
            judged = replace(judged, places=max(self.worlds.places, judged.places or 0))
        if isinstance(about, Name | Slope) and not identity:
            go_on(about, chain, judged, self.worlds, self.doubts)
            judged = credited(judged, chain, self.worlds)
        return judged

    def _steps(self, chain: Chain, start: int) -> list[Check]:
        checks = []
        for i in range(start, len(chain.parts)):
            step = judge_step(chain, i, self.worlds)
            step = carried_set_up(step, chain, i, self.worlds, self.formed)
            step = self.doubts.weighed(step, chain, i, self.worlds)
            if i == 1:
                keep_formula(step, chain, self.formed)
            if step.verdict == SLIP and step.kind == ARITHMETIC and self._is_given(chain, i):
                step = explained_given(step, chain, self.worlds)
            elif step.verdict == SLIP:
                step = replace(step, guesses=tuple(guesses_for(step, chain, i, self.worlds)))
            checks.append(step)
        return checks

    def _alike(self, numbers: Sequence[Expression]) -> None:
        """Refuse a line that says a number and an array are equal, for one is meant otherwise."""
        sizes = {shape(self.worlds.true.number(number)) for number in numbers}
        if len(sizes) > 1:
            raise ShapeError(f"{' and '.join(map(written, sorted(sizes)))} are never equal")

    def _is_given(self, chain: Chain, i: int) -> bool:
        """Whether a line states what the key gives as a number."""
        about = chain.parts[0]
        if not isinstance(about, Name) or i != 1 or about.id not in self.keyed:
            return False
        return is_number(self.worlds.true.definitions[about.id])

    def _chain(self, line: Line) -> tuple[Chain, int]:
        """The line's parts with their names resolved, and the first part to be judged."""
        texts = [part.text for part in line.parts]
        spans = [part.span for part in line.parts]
        trees = [part.tree for part in line.parts]
        if line.continues:
            if self.before is None:
                raise self._nothing_above()
            before = self.before
            rest = [self._resolved(tree, line) for tree in trees]
            first = [before.parts[0]] if len(before.parts) > 1 else []
            chain = Chain(
                [*first, before.parts[-1], *rest],
                [*before.texts[: len(first)], before.texts[-1], *texts],
                [*before.spans[: len(first)], before.spans[-1], *spans],
            )
            return chain, len(first) + 1
        about = trees[0]
        if len(trees) > 1 and self._is_new(about):
            return self._definition(line, about, trees, texts, spans)
        parts = [self._resolved(tree, line) for tree in trees]
        formula = self.formulas.get(parts[0]) if isinstance(parts[0], Slope) else None
        if formula is not None and len(parts) > 1 and is_number(parts[1]):
            texts, spans = [texts[0], text(formula), *texts[1:]], [spans[0], *spans]
            return Chain([parts[0], formula, *parts[1:]], texts, spans), 2
        return Chain(parts, texts, spans), 1

    def _nothing_above(self) -> ReadingError:
        if self.broken is not None:
            message = f"it goes on from line {self.broken.line}, which {_fate(self.broken)}"
            return UnjudgedError(message, 1, "", "")
        return ReadingError("column 1: there is no line above to go on from", 1, "'='", "")

    def _is_new(self, about: Expression) -> TypeGuard[Name]:
        """Whether a line begins with a name that has no meaning yet."""
        if not isinstance(about, Name) or about.index or about.id in self.own:
            return False
        if about.id in self.keyed:
            return True
        return about.id not in self.identities.symbols and meant_by(about, self._known()) is None

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
        if not keyed:
            self._define(name, rest[0], (*self.worlds.every, self.formed))
            if is_numeric(rest[0]) and not line.given and (self.has_givens or self.worked):
                bare_number = f"line {line.number} gives {shown} in numbers only"
                self.doubts.formulas[name.id] = f"{bare_number}: on what it depends is not known"
        elif not is_numeric(rest[0]):
            self._define(name, rest[0], self.worlds.own)
        self.worked = self.worked or not is_numeric(rest[0])
        self.own[about.id] = line.number
        return Chain([name, *rest], texts, spans), 1 if keyed else 2

    def _circular(self, line: Line, about: Name) -> ReadingError:
        column = line.spelled.column(about.at)
        message = (
            f"column {column}: {about.shown!r} is defined through itself; "
            "give the new quantity another name"
        )
        return ReadingError(message, column, repr(about.shown), "a new name")

    def _define(self, name: Name, tree: Expression, worlds: Sequence[World]) -> None:
        self.identities.define(name, tree)
        if not self.identities.concerns(tree):
            for world in worlds:
                world.define(name.id, tree, name.shown)

    def _resolved(self, tree: Expression, line: Line) -> Expression:
        shown = {**self.identities.shown, **self.worlds.written.shown}
        return resolve(tree, self._known(), line.spelled, shown, {*self.later, *self.lost})

    def _known(self) -> dict[str, Quantity]:
        """Every quantity that has a number by now."""
        return {**self.identities.known, **self.worlds.written.numbers}


def _fate(judged: JudgedLine) -> str:
    """What happened to a line that others rest on."""
    if judged.note == BLANK:
        return "is not filled in yet"
    return "could not be read" if judged.verdict == UNREAD else "cannot be judged"
