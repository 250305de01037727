"""Refusing: why a line cannot be judged where it stands, in words."""

from __future__ import annotations

from autograd.handwork.judging.verdicts import UNREAD, JudgedLine
from autograd.handwork.language.expressions import Name
from autograd.handwork.language.parsing import ReadingError, UnjudgedError
from autograd.handwork.language.reading import BLANK, Line


def circular(line: Line, about: Name) -> ReadingError:
    """The refusal of a quantity that is defined through itself."""
    column = line.spelled.column(about.at)
    message = (
        f"column {column}: {about.shown!r} is defined through itself; "
        "give the new quantity another name"
    )
    return ReadingError(message, column, repr(about.shown), "a new name")


def nothing_above(broken: JudgedLine | None) -> ReadingError:
    """The refusal of a line that goes on where nothing stands above."""
    if broken is not None:
        message = f"it goes on from line {broken.line}, which {fate_of(broken)}"
        return UnjudgedError(message, 1, "", "")
    return ReadingError("column 1: there is no line above to go on from", 1, "'='", "")


def fate_of(judged: JudgedLine) -> str:
    """What happened to a line that others rest on."""
    if judged.note == BLANK:
        return "is not filled in yet"
    return "could not be read" if judged.verdict == UNREAD else "cannot be judged"
