"""Lines: one row of working as it was read, with its parts and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest
from typing import NamedTuple

from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.language.expressions import Expression, Name, Slope, rewrite
from autograd.handwork.language.limits import Limits
from autograd.handwork.language.parsing import ReadingError, parse
from autograd.handwork.language.plain_text import NAME, SpellingError

NAMED_BY_COLON = re.compile(rf"(\s*{NAME}(?:/d{NAME})?\s*):(?!=)")
NEXT_PAIR = re.compile(rf",(?=\s*{NAME}\s*:?=(?!=))")
DECIMAL_COMMA = re.compile(r"(?<![\d.,])\d+,\d+(?![\d.,])")
THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")
AROUND = " `*$&|\\.,;:"
BLANK = "not filled in yet"
"""What is said of a line that ends with its `=`."""


class Part(NamedTuple):
    """One side of an `=`: its tree, the text the person wrote for it, and the columns of that text.

    The span is half open and counts from 0, as editors do.
    """

    tree: Expression
    text: str
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Line:
    """One line of working; `parts` are what its `=` signs join, `error` why it was not read.

    It `continues` the row above, and `opens` what goes on in the row below.
    """

    number: int
    text: str
    parts: tuple[Part, ...] = ()
    continues: bool = False
    spelled: PlainLine = field(default=PlainLine("", ()), repr=False)
    error: ReadingError | None = None
    given: bool = False
    opens: bool = False

    def __post_init__(self) -> None:
        """A line is kept and sent to other processes: its error leaves the frames it came from."""
        if self.error is not None:
            self.error.__traceback__ = self.error.__cause__ = self.error.__context__ = None

    def goes_on_in(self, after: Line) -> bool:
        """Whether it ends with an `=` that belongs to the next row, or is a name above it."""
        if after.error is not None or not self.parts:
            return False
        if self.error is not None:
            named = len(after.parts) > 1 and isinstance(after.parts[0].tree, Name | Slope)
            return self.error.args[0] == BLANK and (after.continues or not named)
        above = len(self.parts) == 1 and isinstance(self.parts[0].tree, Name | Slope)
        return above and after.continues


def located(error: Exception, row: str) -> ReadingError:
    """Any refusal of a row as a `ReadingError`."""
    if isinstance(error, ReadingError):
        comma = DECIMAL_COMMA.search(row)
        if comma and ("','" in error.found or "values" in error.found):
            column, found = comma.start() + 1, comma.group()
            whole = f" or {found.replace(',', '')}" if THOUSANDS.fullmatch(found) else ""
            meant = f"{found.replace(',', '.')}{whole}"
            advice = f"column {column}: a number has a point: write {meant}"
            return ReadingError(advice, column, found, "a decimal point")
        return error
    if isinstance(error, SpellingError):
        message = f"column {error.column}: {error}"
        return ReadingError(message, error.column, error.found, "a character of the sheet language")
    return ReadingError(str(error), 1, "", "")


def unread(number: int, row: str, error: Exception) -> Line:
    """A line that is kept with its error, its text cut short where it is very long.

    >>> unread(3, "a = (", ReadingError("no end", 6, "nothing", "')'")).text
    'a = ('
    """
    shown = row if len(row) <= 200 else row[:200] + " …"
    return Line(number, shown.strip(), error=located(error, row))


def given(number: int, row: str, spelled: PlainLine, limits: Limits) -> Iterator[Line]:
    """One line for every quantity of a `given` row: `a, b = 1, 2` or `a = 1, b = 2`."""
    text = spelled.text
    pairs = NEXT_PAIR.finditer(text) if text.count("=") > 1 else ()
    cuts = [0, *(comma.end() for comma in pairs), len(text) + 1]
    for start, end in pairwise(cuts):
        piece = PlainLine(" " * start + text[start : end - 1], spelled.columns)
        for name, tree in parse("given", piece, limits):
            written = len(row.rstrip())
            value = Part(tree, piece.text.partition("=")[2].strip(), (0, written))
            parts = (Part(name, name.shown, (0, written)), value)
            yield Line(number, row.strip(), parts, spelled=spelled, given=True)


def chain(number: int, row: str, spelled: PlainLine, limits: Limits) -> Line:
    """A line of working: parts joined by `=`."""
    text = spelled.text
    colon = NAMED_BY_COLON.match(text)
    if colon:
        text = colon.group(1) + "=" + text[colon.end() :]
    continues = text.lstrip().startswith("=")
    if continues:
        text = text.replace("=", " ", 1)
    spelled = PlainLine(text, spelled.columns)
    error = None
    if text.rstrip().endswith("="):
        end = len(text.rstrip())
        error = ReadingError(BLANK, spelled.column(end), "nothing", "a formula or number")
        spelled = PlainLine(text[: end - 1], spelled.columns)
        if not spelled.text.strip():
            raise error
    spans = parse("chain", spelled, limits)
    parts = tuple(_part(tree, row, spelled, start, end) for tree, start, end in spans)
    return Line(number, row.strip(), parts, continues, spelled, error)


def with_subjects(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines that say what they are about, one whose name stands in a row above with it."""
    above: tuple[Part, ...] = ()
    for line in lines:
        parts = (*above, *line.parts) if line.continues else line.parts
        if line.error is None and len(parts) > 1 and (above or not line.continues):
            yield replace(line, parts=parts, continues=False)
        above = line.parts if line.opens and len(line.parts) == 1 else ()


def joined(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines that end with their `=` and go on in the next row, as if it stood there again.

    >>> z, w = Part(Name("z", "z"), "z"), Part(Name("w", "w"), "w")
    >>> open_end = ReadingError(BLANK, 3, "nothing", "a formula or number")
    >>> rows = Line(1, "z =", (z,), error=open_end), Line(2, "w", (w,))
    >>> [(line.error, line.continues) for line in joined(rows)]
    [(None, False), (None, True)]
    """
    goes_on = False
    for line, after in zip_longest(lines, lines[1:]):
        line = replace(line, continues=line.continues or goes_on)
        goes_on = after is not None and line.goes_on_in(after)
        yield replace(line, error=None, opens=True) if goes_on else line


def _part(tree: Expression, row: str, spelled: PlainLine, start: int, end: int) -> Part:
    """A tree with what the person wrote between two plain positions."""
    piece = spelled.text[start:end]
    first = spelled.column(start + len(piece) - len(piece.lstrip())) - 1
    end = min(end, len(spelled.text))
    last = spelled.columns[end] if end < len(spelled.columns) else len(row.partition("#")[0])
    text = row[first:last].strip().rstrip(AROUND)

    def as_written(leaf: Expression) -> Expression:
        return _in_own_spelling(leaf, row, spelled) if isinstance(leaf, Name) else leaf

    return Part(rewrite(tree, as_written), text, (first, first + len(text)))


def _in_own_spelling(name: Name, row: str, spelled: PlainLine) -> Name:
    """A name as the person wrote it: `ŷ` for yhat, `w₁⁺` for w1_new."""
    behind = name.at + len(name.id)
    last = spelled.columns[behind] if behind < len(spelled.columns) else len(row)
    own = row[spelled.column(name.at) - 1 : last].strip()
    own = own if "{" in own else own.rstrip("}")  # as in \mathbb{E}
    return replace(name, shown=own) if own and own[0].isalpha() else name
