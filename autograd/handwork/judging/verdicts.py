"""Verdicts: what is said about each line, and about a sheet as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from autograd.faces import faced
from autograd.handwork.language.arrays import Quantity
from autograd.handwork.language.reading import Sheet
from autograd.handwork.slips.diagnosis import Guess

OK = "ok"
CARRIED = "carried"
LAST_PLACE = "last place"
TRUNCATED = "truncated"
SLIP = "slip"
UNREAD = "unread"
NOT_CREDITABLE = "not creditable"
UNJUDGED = "cannot be judged"
VERDICTS = (OK, CARRIED, LAST_PLACE, TRUNCATED, SLIP, UNREAD, UNJUDGED, NOT_CREDITABLE)

Span: TypeAlias = tuple[int, int]
"""Columns of a person's row, half open, from 0."""

SET_UP = "set-up"
SUBSTITUTION = "substitution"
ARITHMETIC = "arithmetic"
KINDS = (SET_UP, SUBSTITUTION, ARITHMETIC)


@dataclass(frozen=True)
class Check:
    """One `=`: the part on its right against the part on its left."""

    kind: str
    verdict: str
    part: str = ""
    claimed: Quantity | None = None
    expected: Quantity | None = None
    from_yours: Quantity | None = None
    guesses: tuple[Guess, ...] = ()
    places: int | None = None
    note: str = ""
    span: Span | None = None


@dataclass(frozen=True)
class JudgedLine:
    """One line and what is said of it.

    `claimed` is the number the verdict is about, `expected` the true one, `from_yours` what follows
    from the person's own earlier numbers; `kind` says which sort of `=` decided, and `span` where
    the part on its right stands.

    >>> JudgedLine(2, "b = 3 a = 5", SLIP, claimed=5.0, expected=6.0).kind
    'arithmetic'
    """

    line: int
    text: str
    verdict: str
    kind: str = ARITHMETIC
    claimed: Quantity | None = None
    expected: Quantity | None = None
    from_yours: Quantity | None = None
    guesses: tuple[Guess, ...] = ()
    note: str = ""
    part: str = ""
    places: int | None = None
    span: Span | None = None
    checks: tuple[Check, ...] = field(default=(), repr=False)


@faced
@dataclass(frozen=True, repr=False)
class Report:
    """A judged sheet; `key` is the report on the key it was judged against, if any.

    `missing` names what the key works out and the sheet has no line about, `named` says which of
    the person's names were taken for which of the key's.

    >>> lines = (JudgedLine(1, "a = 2", OK), JudgedLine(2, "b = 3 a = 5", SLIP))
    >>> report = Report(Sheet(()), lines)
    >>> report.is_right, report.exit_code, report.first_slip.line
    (False, 1, 2)
    """

    sheet: Sheet
    lines: tuple[JudgedLine, ...]
    key: Report | None = None
    error: str = ""
    missing: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def first_slip(self) -> JudgedLine | None:
        """The first line that is wrong by itself, None if no line is."""
        return next((line for line in self.lines if line.verdict == SLIP), None)

    @property
    def is_right(self) -> bool:
        """Whether every line was read and none is wrong."""
        return self.exit_code == 0

    @property
    def exit_code(self) -> int:
        """0 all right, 1 slips, 2 something could not be read or judged, or nothing is there."""
        if (
            self.error
            or not self.lines
            or any(line.verdict in (UNREAD, UNJUDGED) for line in self.lines)
        ):
            return 2
        return 1 if self.first_slip else 0

    def line(self, number: int) -> JudgedLine:
        """The judged line of a line number of the text.

        Raises:
            KeyError: No judged line has this number.
        """
        for judged in self.lines:
            if judged.line == number:
                return judged
        raise KeyError(f"line {number} is not among the judged lines of this sheet")
