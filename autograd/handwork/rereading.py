"""Re-reading: where handwriting was read with doubt, what it may say instead is tried first.

A line that would be wrong and holds a doubtful symbol is judged with each look-alike in its place.
If exactly one makes it right, that is what was written. If several do, nobody can know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from autograd.handwork.habits.look_alikes import look_alikes
from autograd.handwork.judging.verdicts import (
    CARRIED,
    OK,
    SLIP,
    UNJUDGED,
    UNREAD,
    JudgedLine,
    Report,
)
from autograd.handwork.language.limits import Deadline, Limits, OutOfTimeError
from autograd.handwork.language.reading import Sheet, read

Judge: TypeAlias = Callable[[Sheet], Report]

MOST = 100
"""Re-readings that are tried on a sheet."""


class Rereading(NamedTuple):
    """One symbol read as another: its line, from 1, its column, from 0, and the two."""

    line: int
    column: int
    was: str
    now: str

    def said(self, line: int) -> str:
        """What is re-read, as said in a line."""
        elsewhere = f" of line {self.line}" if self.line != line else ""
        place = f"in column {self.column + 1}{elsewhere}"
        return f"the doubtful {self.was} {place} is read as {self.now}"


def reread(sheet: Sheet, judge: Judge, limits: Limits) -> Report:
    """The report on a sheet with doubtful symbols, each read as what makes its line right."""
    deadline, tries = Deadline(limits), MOST
    report = judge(sheet)
    notes: dict[int, list[str]] = {}
    seen: set[int] = set()
    while wrong := next((line for line in _wrong(report) if line.line not in seen), None):
        seen.add(wrong.line)
        found: list[tuple[Rereading, Report]] = []
        for own in (True, False):
            asked = list(_rereadings(report.sheet, wrong.line, own=own))[:tries]
            tries -= len(asked)
            try:
                found = found or list(_fitting(asked, report, wrong, judge, deadline))
            except OutOfTimeError:
                return _noted(report, notes)
        if len(found) == 1:
            (how, report), *_ = found
            notes.setdefault(how.line, []).append(how.said(how.line))
        elif found:
            report = _undecided(report, wrong, [how for how, _ in found])
    return _noted(report, notes)


def _wrong(report: Report) -> Iterator[JudgedLine]:
    return (line for line in report.lines if line.verdict in (SLIP, UNREAD, UNJUDGED))


def _rereadings(sheet: Sheet, last: int, *, own: bool) -> Iterator[Rereading]:
    """What doubtful symbols of a line itself, or of those above it, may be instead."""
    rows = sheet.text.split("\n")
    for line, column in sheet.doubtful:
        if line == last if own else line < last:
            was = rows[line - 1][column]
            yield from (Rereading(line, column, was, now) for now in look_alikes(was))


def _fitting(
    asked: list[Rereading], report: Report, wrong: JudgedLine, judge: Judge, deadline: Deadline
) -> Iterator[tuple[Rereading, Report]]:
    """Those that make a line right and no other wrong, with their reports; carried counts last.

    Two that mean the same, as − and -, are one.
    """
    others = {line.line for line in _wrong(report)} - {wrong.line}
    found: dict[tuple[object, ...], tuple[str, Rereading, Report]] = {}
    for how in asked:
        deadline.check()
        made = judge(_read_as(report.sheet, how, deadline.limits))
        verdict = next((line.verdict for line in made.lines if line.line == wrong.line), "")
        if verdict in (OK, CARRIED) and {line.line for line in _wrong(made)} <= others:
            meant = tuple(part.tree for line in made.sheet.lines for part in line.parts)
            found.setdefault(meant, (verdict, how, made))
    best = OK if any(verdict == OK for verdict, *_ in found.values()) else CARRIED
    yield from ((how, made) for verdict, how, made in found.values() if verdict == best)


def _read_as(sheet: Sheet, how: Rereading, limits: Limits) -> Sheet:
    """The sheet with one symbol read as another."""
    rows = sheet.text.split("\n")
    row = rows[how.line - 1]
    rows[how.line - 1] = row[: how.column] + how.now + row[how.column + 1 :]
    left = tuple(place for place in sheet.doubtful if place != (how.line, how.column))
    return replace(read("\n".join(rows), limits=limits, source=sheet.source), doubtful=left)


def _undecided(report: Report, wrong: JudgedLine, ways: list[Rereading]) -> Report:
    """The report with a line that several re-readings make right."""
    meant = "; or ".join(how.said(wrong.line) for how in ways)
    line = replace(wrong, verdict=UNJUDGED, guesses=(), note=f"it is right if {meant}")
    lines = tuple(line if line.line == other.line else other for other in report.lines)
    return replace(report, lines=lines)


def _noted(report: Report, notes: dict[int, list[str]]) -> Report:
    """The report that says in each line what of it was re-read."""
    lines = tuple(
        replace(line, note="; ".join([*filter(None, [line.note]), *notes.get(line.line, ())]))
        for line in report.lines
    )
    return replace(report, lines=lines)
