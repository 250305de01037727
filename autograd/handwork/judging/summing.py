"""Summing up: one verdict for a line from those on its `=` signs."""

from __future__ import annotations

from collections.abc import Sequence

from autograd.handwork.judging.verdicts import (
    CARRIED,
    LAST_PLACE,
    OK,
    SET_UP,
    SLIP,
    TRUNCATED,
    UNJUDGED,
    UNREAD,
    Check,
    JudgedLine,
)
from autograd.handwork.language.parsing import ReadingError
from autograd.handwork.language.reading import Line


def unread(line: Line, error: Exception) -> JudgedLine:
    """A line that could not be read, and why; one that cannot be computed cannot be judged."""
    if isinstance(error, ReadingError):
        at = (error.column - 1, error.column)
        return JudgedLine(line.number, line.text, UNREAD, SET_UP, note=str(error), span=at)
    message = "division by zero" if isinstance(error, ZeroDivisionError) else str(error)
    return unjudged(line, f"this line cannot be computed: {message}")


def unjudged(line: Line, why: str) -> JudgedLine:
    """A line that was read, and why nobody can say whether it is right."""
    span = (0, len(line.text))
    return JudgedLine(line.number, line.text, UNJUDGED, SET_UP, note=why, span=span)


def summed_up(line: Line, checks: Sequence[Check]) -> JudgedLine:
    """One verdict from those on its `=` signs: the first slip, else the weightiest."""
    for verdict in (SLIP, CARRIED, LAST_PLACE, TRUNCATED):
        for check in checks:
            if check.verdict == verdict:
                last = checks[-1] if verdict != SLIP else check
                return _line_of(line, verdict, check.kind, last, checks)
    if not checks:
        return JudgedLine(line.number, line.text, OK, SET_UP)
    return _line_of(line, OK, checks[-1].kind, checks[-1], checks)


def _line_of(
    line: Line, verdict: str, kind: str, shown: Check, checks: Sequence[Check]
) -> JudgedLine:
    return JudgedLine(
        line.number,
        line.text,
        verdict,
        kind,
        shown.claimed,
        shown.expected,
        shown.from_yours,
        shown.guesses,
        shown.note,
        part=shown.part,
        places=shown.places,
        span=shown.span,
        checks=tuple(checks),
    )
