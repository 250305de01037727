"""Reports to read: the first slip in one sentence, then every line with its verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from autograd.handwork.judging.verdicts import (
    ARITHMETIC,
    CARRIED,
    LAST_PLACE,
    NOT_CREDITABLE,
    OK,
    SET_UP,
    SLIP,
    SUBSTITUTION,
    TRUNCATED,
    UNJUDGED,
    UNREAD,
    JudgedLine,
    Report,
)
from autograd.handwork.language.arrays import flat
from autograd.handwork.language.reading import BLANK
from autograd.handwork.language.visible import visible
from autograd.handwork.language.wording import quantity
from autograd.handwork.reports.marking import bare_formulas
from autograd.handwork.reports.revealing import kept_back

Reveal = Literal["none", "hint", "full"]
"""How much a report tells: verdicts only; the likely slips too; the right numbers too."""

MARKS = {
    OK: "✓",
    CARRIED: "✓ carried",
    LAST_PLACE: "✓ last place",
    TRUNCATED: "✓ truncated",
    SLIP: "✗ slip",
    UNREAD: "? unread",
    UNJUDGED: "? cannot be judged",
    NOT_CREDITABLE: "– not creditable",
}
WHAT_IS_WRONG = {
    SET_UP: "The formula is not equal to what stands before it.",
    SUBSTITUTION: "A number put in is not the one of its quantity.",
    ARITHMETIC: "The number does not follow from what stands before it.",
}
UNEXPLAINED = "No known slip explains it."
MOST_SHOWN = 3
MOST_MISSING = 20


def checked_reveal(reveal: str) -> Reveal:
    """A level of revealing that exists.

    Raises:
        ValueError: It is not one of the three.

    >>> checked_reveal("hint")
    'hint'
    """
    if reveal not in get_args(Reveal):
        raise ValueError(f"reveal is 'none', 'hint' or 'full', not {reveal!r}")
    return reveal  # type: ignore[return-value]  # just compared with its values


def headline(report: Report, reveal: Reveal = "full") -> str:
    r"""The whole sheet in a sentence or two: the first slip, or none, and what the sheet lacks.

    >>> from autograd.handwork.checking import check
    >>> headline(check("a = 3\nb = 5 a = 75"))
    'The first slip is in line 2. Perhaps one digit is misread or miscopied.'
    """
    if report.error:
        return f"The sheet could not be read: {report.error}."
    named = "; ".join(report.named)
    return (
        _found(report, reveal)
        + (f" {named[0].upper()}{named[1:]}." if named else "")
        + _listed("Not on the sheet", report.missing)
        + _listed("Without a number", bare_formulas(report))
    )


def _listed(what: str, names: Sequence[str]) -> str:
    """A sentence that lists the first of some names, "" if there are none."""
    more = len(names) - MOST_MISSING
    listed = ", ".join(names[:MOST_MISSING]) + (f" and {more} more" if more > 0 else "")
    return f" {what}: {listed}." if names else ""


def _found(report: Report, reveal: Reveal) -> str:
    """What was found on the lines that are there."""
    if not report.lines:
        return "There is nothing on this sheet to judge."
    first = report.first_slip
    unread = sum(line.verdict == UNREAD for line in report.lines)
    if first is None:
        blank = sum(line.verdict == UNREAD and line.note == BLANK for line in report.lines)
        if unread and unread == blank:
            are = "is" if blank == 1 else "are"
            return f"No slip was found, but {_lines(blank)} {are} not filled in yet."
        unjudged = sum(line.verdict == UNJUDGED for line in report.lines)
        if unread:
            more = f", and {_lines(unjudged)} cannot be judged" if unjudged else ""
            return f"No slip was found, but {_lines(unread)} could not be read{more}."
        if unjudged:
            return f"No slip was found, but {_lines(unjudged)} cannot be judged."
        rounding = any(line.verdict in (LAST_PLACE, TRUNCATED) for line in report.lines)
        all_there = "Every line that is there is right" if report.missing else "Every line is right"
        return all_there + (", up to rounding." if rounding else ".")
    sentence = f"The first slip is in line {first.line}. {explanation(first, reveal)}"
    carried = sum(line.verdict == CARRIED for line in report.lines)
    if carried and reveal != "none":
        follow = "One line after it follows" if carried == 1 else f"{carried} lines after it follow"
        sentence += f" {follow} from your own number."
    return sentence


def _lines(count: int) -> str:
    return "one line" if count == 1 else f"{count} lines"


def explanation(line: JudgedLine, reveal: Reveal = "full") -> str:
    """What is wrong in a line, or which slip may have led there, in sentences."""
    note = f"{line.note[0].upper()}{line.note[1:]}" if line.note else ""
    note += "" if note.endswith(("?", ".")) or not note else "."
    if line.verdict == SLIP:
        if reveal == "none":
            return WHAT_IS_WRONG[line.kind]
        guesses = " Or: ".join(guess.sentence for guess in line.guesses[:MOST_SHOWN])
        if not guesses:
            note, guesses = note or WHAT_IS_WRONG[line.kind], UNEXPLAINED
        note = f"{note} {guesses}".lstrip()
    return note if reveal == "full" else kept_back(note, line)


def details(line: JudgedLine, reveal: Reveal = "full") -> Iterator[str]:
    """What stands below a line in a report, as much as may be told."""
    if line.verdict in (SLIP, UNREAD, UNJUDGED, NOT_CREDITABLE):
        yield explanation(line, reveal)
    elif line.verdict == CARRIED and reveal != "none":
        yield "Right from your own earlier number, which is wrong."
    elif line.verdict == LAST_PLACE and reveal != "none":
        yield "One off in the last place: a matter of rounding."
    elif line.verdict == TRUNCATED and reveal != "none":
        yield "Cut off, not rounded."
    if line.verdict in (OK, CARRIED, LAST_PLACE, TRUNCATED) and line.note:
        yield explanation(line, reveal)
    if reveal == "full" and line.verdict in (SLIP, CARRIED) and line.expected is not None:
        yield numbers(line)


def numbers(line: JudgedLine) -> str:
    """The right number of a line, and the one from the person's own numbers if it is another.

    >>> numbers(JudgedLine(1, "", "carried", expected=0.79706, from_yours=0.2029, places=4))
    'Right: 0.7971; from your numbers: 0.2029'
    """
    places = line.places if line.places is None or line.places > 0 else _none_if_broken(line)
    right = f"Right: {quantity(line.expected, places)}"
    if line.from_yours is None or line.verdict == OK:
        return right
    yours = quantity(line.from_yours, places)
    same = yours == quantity(line.expected, places)
    return right if same else f"{right}; from your numbers: {yours}"


def _none_if_broken(line: JudgedLine) -> int | None:
    """No places for whole numbers, and None, as many as it takes, for others."""
    whole = all(float(x).is_integer() for x in flat(line.expected))
    return 0 if whole else None


def to_text(report: Report, reveal: str = "full") -> str:
    """A report for a terminal."""
    level = checked_reveal(reveal)
    head = [" · ".join(filter(None, (report.sheet.title, report.sheet.student)))]
    if report.key is not None and not report.key.is_right:
        head.append(f"The key itself: {headline(report.key, level)}")
    head.append(headline(report, level))
    body = []
    for line in report.lines:
        body.append(f"{line.line:>4}  {MARKS[line.verdict]:<16}  {line.text}")
        body.extend(f"{'':24}  {detail}" for detail in details(line, level))
    if report.sheet.skipped:
        body += ["", not_read(report)]
    return visible("\n".join([*filter(None, head), "", *body]))


def not_read(report: Report) -> str:
    r"""Which rows were taken for words, so that nobody believes them judged.

    >>> from autograd.handwork.checking import check
    >>> not_read(check("Forward pass\na = 2 * 3 = 6\nroud: 3"))
    'Not read, for no calculation was found there: lines 1, 3.'
    """
    rows = [str(number) for number, _ in report.sheet.skipped]
    more = f" and {len(rows) - MOST_MISSING} more" if len(rows) > MOST_MISSING else ""
    lines = "line" if len(rows) == 1 else "lines"
    shown = ", ".join(rows[:MOST_MISSING]) + more
    return f"Not read, for no calculation was found there: {lines} {shown}."


def to_markdown(report: Report, reveal: str = "full") -> str:
    """A report as Markdown, the lines in a table."""
    level = checked_reveal(reveal)
    title = report.sheet.title or report.sheet.source or "Sheet"
    rows = [f"# {_escaped(title)}", ""]
    if report.key is not None and not report.key.is_right:
        rows += [f"**The key itself:** {_escaped(headline(report.key, level))}", ""]
    rows += [f"**{_escaped(headline(report, level))}**", ""]
    rows += ["| line | verdict | as written | remark |", "|---:|---|---|---|"]
    for line in report.lines:
        remark = " ".join(details(line, level))
        cells = (str(line.line), MARKS[line.verdict], line.text, remark)
        rows.append(f"| {' | '.join(map(_escaped, cells))} |")
    return visible("\n".join(rows) + "\n")


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is, whatever a stranger typed."""
    for character in "\\`*_{}[]<>#|~":
        text = text.replace(character, f"\\{character}")
    return text.replace("\n", " ")


def in_one_line(report: Report) -> str:
    r"""What an interpreter shows of a report; `print(report)` gives all of it.

    >>> from autograd.handwork.checking import check
    >>> check("a = 3\nb = 5 a = 75")
    <Report: The first slip is in line 2. Perhaps one digit is misread or miscopied.>
    >>> print(check("a = 3\nb = 5 a = 15"))
    Every line is right.
    <BLANKLINE>
       1  ✓                 a = 3
       2  ✓                 b = 5 a = 15
    """
    return f"<Report: {headline(report)}>"


Report.__str__ = to_text  # type: ignore[assignment, method-assign]
Report.__repr__ = in_one_line  # type: ignore[assignment, method-assign]
