"""Reviewing: what a person should look at, for the checker is not sure of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from autograd.handwork.judging.verdicts import (
    NOT_CREDITABLE,
    SLIP,
    UNJUDGED,
    UNREAD,
    JudgedLine,
    Report,
)
from autograd.handwork.language.reading import BLANK
from autograd.handwork.slips.of_digits import SLIPS

OF_DIGITS = frozenset(slip.name for slip in SLIPS)
TWO_SLIPS = "Two slips:"
MOST_ROWS = 5


class Doubt(NamedTuple):
    """Something on a sheet that a person should look at; `line` is 0 where it is the whole."""

    line: int
    text: str
    why: str


def doubts(report: Report) -> list[Doubt]:
    r"""What of one sheet is uncertain, in the order of its lines.

    >>> from autograd.handwork.checking import check
    >>> for doubt in doubts(check("a = 2\nb = 3 a +\nc = 7 a = 99.12")):
    ...     print(doubt.line, doubt.why)
    2 It could not be read.
    3 No known slip explains it.
    """
    found = [Doubt(0, "", why) for why in _of_the_whole(report)]
    foreign = _foreign(report)
    for line in report.lines:
        why = "" if line.line in foreign else _of_line(line)
        if why:
            found.append(Doubt(line.line, line.text, why))
    rows = [(number, row) for number, row in report.sheet.skipped if _may_count(row)]
    for number, row in rows[:MOST_ROWS]:
        found.append(Doubt(number, row.strip(), "It was taken for words."))
    if len(rows) > MOST_ROWS:
        found.append(Doubt(0, "", f"{len(rows) - MOST_ROWS} more rows were taken for words."))
    return sorted(found)


def _of_the_whole(report: Report) -> Iterator[str]:
    """What is uncertain about a whole sheet."""
    if report.error:
        yield f"It was not judged: {report.error}."
    elif not report.lines:
        yield "There is no calculation on it."
    if report.key is not None and not report.key.is_right:
        yield "Its key is not right itself."
    foreign = _foreign(report)
    if foreign:
        rows = ", ".join(map(str, foreign))
        yield f"Given numbers are not the key's (line {rows}): are they somebody else's?"
    if report.sheet.doubtful:
        yield f"Handwriting was read with doubt, {len(report.sheet.doubtful)} characters of it."
    for told in report.named:
        yield f"{told[0].upper()}{told[1:]}."


def _foreign(report: Report) -> list[int]:
    """The lines of given numbers that are not those of the key."""
    given = {line.number for line in report.sheet.lines if line.given and report.key is not None}
    return [line.line for line in report.lines if line.line in given and line.verdict == SLIP]


def _of_line(line: JudgedLine) -> str:
    """Why a line should be looked at, "" if it need not."""
    if line.verdict == UNREAD:
        return "" if line.note == BLANK else "It could not be read."
    if line.verdict == UNJUDGED:
        return f"It cannot be judged: {line.note}."
    if line.verdict == NOT_CREDITABLE:
        return f"It earns nothing: {line.note}."
    if line.verdict != SLIP:
        return ""
    names = [guess.slip for guess in line.guesses]
    if names and OF_DIGITS.issuperset(names):  # which digit slip it was is all the same
        return ""
    if not names:
        return "No known slip explains it."
    if line.guesses[0].sentence.startswith(TWO_SLIPS):
        return f"It takes two slips to explain it: {line.guesses[0].sentence}"
    return f"Any of these explains it: {', '.join(names)}." if len(names) > 1 else ""


def _may_count(row: str) -> bool:
    """Whether a row that was taken for words has a number after a sign of equality."""
    return re.search(r"[=≈]\D*\d", row) is not None


def alike(reports: Sequence[Report]) -> Iterator[tuple[Report, str]]:
    """Sheets that resemble others as only copies do: one name, one code, the same wrong lines.

    Right sheets of one exercise look alike. What tells are wrong lines that stand on another sheet
    sign by sign, and where everybody has their own numbers any line that is wrong here does.
    """
    sheets: dict[tuple[str, str], list[Report]] = defaultdict(list)
    written: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        for what in _labels_of(report):
            sheets[what].append(report)
        for text in {line.text for line in report.lines}:
            written[text].append(report)
    for (kind, _), found in sheets.items():
        for report in found if len(found) > 1 else ():
            others = ", ".join(other.sheet.source for other in found if other is not report)
            yield report, f"{kind} {others}."
    for report in reports:
        for other, count in _copied(report, written):
            lines = "A wrong line stands" if count == 1 else f"{count} of the wrong lines stand"
            yield report, f"{lines} sign by sign on {other} too."


def _labels_of(report: Report) -> Iterator[tuple[str, str]]:
    """What only one sheet of a class should bear."""
    if report.sheet.student:
        yield "The name of its student is also on", report.sheet.student.casefold()
    if report.sheet.code:
        yield "Its code is also on", report.sheet.code.casefold()


def _copied(report: Report, written: Mapping[str, Sequence[Report]]) -> Iterator[tuple[str, int]]:
    """The sheet that has most of the wrong lines of this one, if they are too many for chance."""
    foreign = _foreign(report)
    wrong = [x for x in report.lines if x.verdict == SLIP and x.line not in foreign]
    shared = Counter(
        other.sheet.source for line in wrong for other in written[line.text] if other is not report
    )
    unusual = any(not line.guesses and len(written[line.text]) > 1 for line in wrong)
    yield from ((name, n) for name, n in shared.most_common(1) if n > 1 or unusual)
