"""Many sheets: the commonest slips, the quantities where most fail, how often each is met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograd.handwork.judging.verdicts import (
    CARRIED,
    SLIP,
    UNJUDGED,
    UNREAD,
    JudgedLine,
    Report,
)
from autograd.handwork.language.labels import plain_label, subject
from autograd.handwork.language.reading import Sheet
from autograd.handwork.language.visible import visible
from autograd.handwork.reports.marking import bare_formulas

NONE = "unexplained"


@dataclass(frozen=True, repr=False)
class ClassReport:
    """What a class got wrong, counted in sheets; prints as on the command line.

    Each sheet is `right`, `slipped`, `incomplete` or both of these: something that is asked for is
    missing on it or lacks its number, or could not be read or judged.
    `slips` counts the sheets with each named slip (the first guess of a line), `about` those that
    slip where the derivative (A, B) or the quantity A is worked out, whatever the line's number or
    spelling, and `carried` those that carry a wrong number through it.
    """

    sheets: int
    right: int
    slipped: int
    incomplete: int
    slips: tuple[tuple[str, int], ...]
    about: tuple[tuple[str, int], ...]
    carried: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        return class_text(self)

    __repr__ = __str__


def class_report(reports: Sequence[Report]) -> ClassReport:
    r"""The counts over the sheets of a class.

    >>> from autograd.handwork.checking import check
    >>> found = class_report([check("a = 2\nb = 3 a = 5"), check("a = 2\nb = 3 a = 6")])
    >>> found.right, found.about
    (1, (('b', 1),))
    """
    lacks = list(map(_lacks, reports))
    slips, about, carried = Counter[str](), Counter[str](), Counter[str]()
    shown: dict[str, str] = {}
    for report in reports:
        for line in report.lines:
            shown.setdefault(plain_label(line.text), subject(line.text))
        wrong = [line for line in report.lines if line.verdict == SLIP]
        slips.update(list(dict.fromkeys(x.guesses[0].slip if x.guesses else NONE for x in wrong)))
        about.update(_labels(wrong))
        carried.update(_labels(line for line in report.lines if line.verdict == CARRIED))
    return ClassReport(
        len(reports),
        sum(
            report.is_right and not lacking for report, lacking in zip(reports, lacks, strict=True)
        ),
        sum(report.first_slip is not None for report in reports),
        sum(lacks),
        tuple(slips.most_common()),
        tuple((shown[label], count) for label, count in about.most_common()),
        tuple((shown[label], count) for label, count in carried.most_common()),
    )


def _lacks(report: Report) -> bool:
    """Whether something is missing on a sheet, or could not be read or judged."""
    return (
        not report.lines
        or any(line.verdict in (UNREAD, UNJUDGED) for line in report.lines)
        or bool(report.error or report.missing or bare_formulas(report))
    )


def _labels(lines: Iterable[JudgedLine]) -> list[str]:
    """What lines are about, each quantity once."""
    return list(dict.fromkeys(plain_label(line.text) for line in lines))


def whose(sheet: Sheet) -> str:
    """The name on a sheet; where there is none its folder's, or that of its file.

    >>> whose(Sheet((), source="ada/hw1.chalk")), whose(Sheet((), source="ben.chalk"))
    ('ada', 'ben')
    """
    folder, _, file = sheet.source.rpartition("/")
    return sheet.student or folder.partition("/")[0] or file.rpartition(".")[0] or file


def sheets(count: int) -> str:
    """So many sheets in words.

    >>> sheets(1), sheets(2)
    ('1 sheet', '2 sheets')
    """
    return f"{count} sheet" if count == 1 else f"{count} sheets"


def summary(found: ClassReport) -> str:
    """The class in one sentence."""
    return (
        f"{sheets(found.sheets)}: {found.right} right, {found.slipped} with slips, "
        f"{found.incomplete} with parts that are missing or unreadable."
    )


def class_text(found: ClassReport, most: int = 10) -> str:
    """A class report for a terminal."""
    rows = [
        summary(found),
        "",
        "Commonest slips",
        *(f"  {slip}: {sheets(count)}" for slip, count in found.slips[:most]),
        "",
        "Where most slip",
        *(f"  {name}: {sheets(count)}" for name, count in found.about[:most]),
    ]
    return visible("\n".join(rows))
