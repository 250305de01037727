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
    UNREAD,
    Check,
    JudgedLine,
)
from autograd.handwork.language.parsing import ReadingError
from autograd.handwork.language.reading import Line


def unread(line: Line, error: Exception) -> JudgedLine:
    """A line without a verdict, and why."""
    message = str(error)
    if not isinstance(error, ReadingError):
        message = "division by zero" if isinstance(error, ZeroDivisionError) else message
        message = f"this line cannot be computed: {message}"
    whole = (0, len(line.text))
    at = (error.column - 1, error.column) if isinstance(error, ReadingError) else whole
    return JudgedLine(line.number, line.text, UNREAD, SET_UP, note=message, span=at)


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
