"""Marks: fractions, method and accuracy apart, by a scheme that the teacher sets."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from autograd.handwork.judging.verdicts import (
    ARITHMETIC,
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
from autograd.handwork.language.reading import DIRECTIVE


@dataclass(frozen=True)
class Scheme:
    """What a line is worth: marks for method and for accuracy, and the share each verdict earns.

    Method is lost with a wrong set-up or substitution, accuracy with a wrong number. Lines named in
    `lines` count so many times; other lines count once.

    >>> str(Scheme(accuracy=Fraction(1, 2)).accuracy)
    '1/2'
    """

    method: Fraction = Fraction(1)
    accuracy: Fraction = Fraction(1)
    carried: Fraction = Fraction(1)
    last_place: Fraction = Fraction(1)
    truncated: Fraction = Fraction(1)
    lines: dict[int, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class LineMarks:
    """The marks of one line."""

    line: int
    method: Fraction
    accuracy: Fraction
    possible: Fraction

    @property
    def got(self) -> Fraction:
        """Method and accuracy together."""
        return self.method + self.accuracy


@dataclass(frozen=True)
class Marks:
    """The marks of a sheet; `missing` is what the lines that only the key has would have earned."""

    lines: tuple[LineMarks, ...]
    missing: Fraction = Fraction(0)

    @property
    def got(self) -> Fraction:
        """All marks earned."""
        return sum((line.got for line in self.lines), Fraction())

    @property
    def possible(self) -> Fraction:
        """All marks that can be earned."""
        return sum((line.possible for line in self.lines), self.missing)


def mark(report: Report, scheme: Scheme | None = None) -> Marks:
    r"""The marks of a sheet.

    >>> from autograd.handwork.checking import check
    >>> marks = mark(check("a = 2\nb = 3 a = 5\nc = b b = 25"), Scheme(carried=Fraction(1, 2)))
    >>> [str(line.got) for line in marks.lines], str(marks.possible)
    (['0', '1', '3/2'], '4')
    """
    used = scheme or Scheme()
    return Marks(
        tuple(_line_marks(line, used) for line in report.lines),
        len(report.missing) * (used.method + used.accuracy),
    )


def _line_marks(line: JudgedLine, scheme: Scheme) -> LineMarks:
    weight = scheme.lines.get(line.line, Fraction(1))
    share = {
        OK: Fraction(1),
        CARRIED: scheme.carried,
        LAST_PLACE: scheme.last_place,
        TRUNCATED: scheme.truncated,
        SLIP: Fraction(0),
        UNREAD: Fraction(0),
        UNJUDGED: Fraction(0),
        NOT_CREDITABLE: Fraction(0),
    }[line.verdict]
    failed = line.verdict in (UNREAD, UNJUDGED, NOT_CREDITABLE)
    method = not failed and (line.verdict != SLIP or line.kind == ARITHMETIC)
    given = DIRECTIVE.match(line.text) is not None
    if line.verdict == OK and (given or not line.checks):  # given, or defined without a number
        weight = Fraction(0)
    possible = weight * (scheme.method + scheme.accuracy)
    return LineMarks(
        line.line, weight * scheme.method * method, weight * scheme.accuracy * share, possible
    )
