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
from autograd.handwork.language.parsing import ReadingError, UnjudgedError
from autograd.handwork.language.reading import Line


def unread(line: Line, error: Exception) -> JudgedLine:
    """A line that could not be read, and why; one that cannot be computed cannot be judged."""
    verdict, note, span = UNJUDGED, str(error), (0, len(line.text))
    if isinstance(error, ReadingError):
        verdict = UNJUDGED if isinstance(error, UnjudgedError) else UNREAD
        span = (error.column - 1, error.column)
    else:
        message = "division by zero" if isinstance(error, ZeroDivisionError) else note
        note = f"this line cannot be computed: {message}"
    return JudgedLine(line.number, line.text, verdict, SET_UP, note=note, span=span)


def summed_up(line: Line, checks: Sequence[Check]) -> JudgedLine:
    """One verdict from those on its `=` signs: the first slip, else the weightiest.

    What cannot be judged at its beginning does not matter where its number follows from it.
    """
    open_end = bool(checks) and checks[-1].verdict == UNJUDGED
    for verdict in (SLIP, *([UNJUDGED] if open_end else []), CARRIED, LAST_PLACE, TRUNCATED):
        for check in checks:
            if check.verdict == verdict:
                last = check if verdict in (SLIP, UNJUDGED) else checks[-1]
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
