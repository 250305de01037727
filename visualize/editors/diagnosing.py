"""Diagnosing: what an editor underlines on a sheet, how seriously, and what it says there."""

from typing import NamedTuple

from autograd.handwork.judging.verdicts import (
    CARRIED,
    LAST_PLACE,
    NOT_CREDITABLE,
    OK,
    SLIP,
    TRUNCATED,
    UNJUDGED,
    UNREAD,
    JudgedLine,
    Report,
)
from autograd.handwork.language.reading import BLANK
from autograd.handwork.reports.text_report import Reveal, details

ERROR, WARNING, INFORMATION, HINT = 1, 2, 3, 4
"""How serious a mark is, numbered as in the Language Server Protocol."""
SEVERITY = {
    SLIP: ERROR,
    UNREAD: WARNING,
    UNJUDGED: INFORMATION,
    NOT_CREDITABLE: INFORMATION,
    CARRIED: HINT,
    LAST_PLACE: HINT,
    TRUNCATED: HINT,
}


class Mark(NamedTuple):
    """A stretch of one line that is underlined: line and columns from 0, the end exclusive."""

    line: int
    start: int
    end: int
    severity: int
    verdict: str
    message: str


def marks_of(report: Report, rows: list[str], reveal: Reveal = "hint") -> list[Mark]:
    r"""What to underline on a sheet; right lines and those not filled in yet are left alone.

    Args:
        report: The judged sheet.
        rows: Its lines as typed.
        reveal: How much the messages tell.

    >>> from autograd.handwork import check
    >>> sheet = "a = 2\nb = 3 a = 5"
    >>> [(mark.line, mark.start, mark.end) for mark in marks_of(check(sheet), sheet.split("\n"))]
    [(1, 10, 11)]
    """
    if report.error:
        return [Mark(0, 0, len(rows[0]), ERROR, UNREAD, f"{report.error}.")]
    return [
        _mark(line, rows[line.line - 1], reveal)
        for line in report.lines
        if line.verdict != OK and line.note != BLANK
    ]


def _mark(line: JudgedLine, row: str, reveal: Reveal) -> Mark:
    whole = (len(row) - len(row.lstrip()), len(row.rstrip()))
    start, end = line.span or whole
    start = min(start, max(whole[1] - 1, 0))
    end = max(min(end, len(row)), start + 1)
    message = " ".join(details(line, reveal)) or line.verdict
    return Mark(line.line - 1, start, end, SEVERITY[line.verdict], line.verdict, message)
