"""A session: one sheet judged from its first line to its last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from autograd.handwork.judging.equations import Chain, judge_step
from autograd.handwork.judging.explaining import explained_given, guesses_for
from autograd.handwork.judging.going_on import credited, go_on
from autograd.handwork.judging.meanings import Meanings
from autograd.handwork.judging.refusing import circular
from autograd.handwork.judging.summing import summed_up, unread
from autograd.handwork.judging.unvalued import taken_from
from autograd.handwork.judging.verdicts import (
    ARITHMETIC,
    OK,
    SET_UP,
    SLIP,
    UNJUDGED,
    UNREAD,
    Check,
    JudgedLine,
)
from autograd.handwork.judging.ways import carried_set_up, keep_formula, surest, ways
from autograd.handwork.language.arrays import NoEntryError, ShapeError, shape, written
from autograd.handwork.language.expressions import (
    Expression,
    Name,
    Slope,
    is_number,
    names_in,
)
from autograd.handwork.language.limits import Deadline, Limits, OutOfTimeError
from autograd.handwork.language.parsing import ReadingError
from autograd.handwork.language.reading import Line, Sheet
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.resolving import UnknownNameError
from autograd.handwork.worlds.side_by_side import fresh_worlds
from autograd.handwork.worlds.world import World


class Session:
    """The state of one check: the worlds of the sheet, and what has been defined in them."""

    def __init__(self, sheet: Sheet, key: Sheet | None, limits: Limits) -> None:
        self.sheet = sheet
        self.deadline = Deadline(limits)
        self.worlds = fresh_worlds(sheet.places, sheet.mode, self.deadline)
        self.formed = World(deadline=self.deadline)  # by the person's formulas, not their numbers
        self.meanings = Meanings(sheet, key, self.worlds, self.formed)
        self.identities, self.doubts = self.meanings.identities, self.meanings.doubts

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
            follows = self.meanings.waits(line) or (follows and line.continues)
            if follows:
                waiting.append(line)
            else:
                yield self._judged(line)
        yield from map(self._judged, waiting)

    def _judged(self, line: Line) -> JudgedLine:
        """The verdict on one line; what an unread one is about is kept in mind."""
        judged = self._verdict(line)
        if judged.verdict in (UNREAD, UNJUDGED) and not judged.checks:
            self.meanings.doubt(line, judged)
        return self._with_values(line, judged)

    def _with_values(self, line: Line, judged: JudgedLine) -> JudgedLine:
        """A line with what is said of quantities that have no value but in its substitution."""
        without = self.meanings.without if judged.verdict == OK else ""
        if without:
            return replace(judged, verdict=UNJUDGED, note=without)
        return replace(judged, note=judged.note or taken_from(line.number, self.meanings.taken))

    def _verdict(self, line: Line) -> JudgedLine:
        """The verdict on one line, whatever happens on the way."""
        self.meanings.without = ""
        if line.error is not None:
            return unread(line, line.error)
        try:
            return self._line(line)
        except NoEntryError as error:
            return self._without_entry(line, error)
        except UnknownNameError as error:
            return unread(line, self.meanings.missing(line, error))
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
        chain, start = self.meanings.chain(line)
        about = chain.parts[0]
        self._alike([part for part in chain.parts if is_number(part)])
        identity = any(self.identities.concerns(part) for part in chain.parts)
        if identity:
            checks = self.identities.judge(chain, start)
        else:
            if isinstance(about, Name) and any(about in names_in(part) for part in chain.parts[1:]):
                raise circular(line, about)
            chain, start, checks = self._by_any_way(chain, start)
        self.meanings.before = chain
        spans = chain.spans[start:]
        checks = [replace(step, span=span) for step, span in zip(checks, spans, strict=True)]
        judged = summed_up(line, checks)
        if self.worlds.places is not None:
            judged = replace(judged, places=max(self.worlds.places, judged.places or 0))
        if isinstance(about, Name | Slope) and len(chain.parts) > 1 and not identity:
            go_on(about, chain, judged, self.worlds, self.doubts)
            judged = credited(judged, chain, self.worlds)
        return judged

    def _by_any_way(self, chain: Chain, start: int) -> tuple[Chain, int, list[Check]]:
        """A line judged by the first way to it that makes it right, else by the first of all."""
        found: list[tuple[Chain, int, list[Check]]] = []
        for way, first in ways(chain, start, self.meanings.formulas):
            checks = [self._step(way, i) for i in range(first, len(way.parts))]
            found.append((way, first, checks))
            if all(step.verdict not in (SLIP, UNJUDGED) for step in checks):
                break
        else:
            way, first, checks = surest(found)
            checks = [self._explained(step, way, i) for i, step in enumerate(checks, first)]
        if first == 1 and checks:
            keep_formula(checks[0], way, self.formed)
        return way, first, checks

    def _step(self, chain: Chain, i: int) -> Check:
        step = judge_step(chain, i, self.worlds)
        step = carried_set_up(step, chain, i, self.worlds, self.formed)
        return self.doubts.weighed(step, chain, i, self.worlds)

    def _explained(self, step: Check, chain: Chain, i: int) -> Check:
        """A slip with the guesses that explain it."""
        if step.verdict != SLIP:
            return step
        if step.kind == ARITHMETIC and self._is_given(chain, i):
            return explained_given(step, chain, self.worlds)
        return replace(step, guesses=tuple(guesses_for(step, chain, i, self.worlds)))

    def _alike(self, numbers: Sequence[Expression]) -> None:
        """Refuse a line that says a number and an array are equal, for one is meant otherwise."""
        sizes = {shape(self.worlds.true.number(number)) for number in numbers}
        if len(sizes) > 1:
            raise ShapeError(f"{' and '.join(map(written, sorted(sizes)))} are never equal")

    def _is_given(self, chain: Chain, i: int) -> bool:
        """Whether a line states what the key gives as a number."""
        about = chain.parts[0]
        if not isinstance(about, Name) or i != 1 or about.id not in self.meanings.keyed:
            return False
        return is_number(self.worlds.true.definitions[about.id])
