"""A number alone in the row below a formula: its value, as if an `=` stood in front of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.language.documents import Piece
from autograd.handwork.language.expressions import Name, Slope, is_number
from autograd.handwork.language.lines import BLANK, Line

NUMBER = re.compile(r"\s*[-−]?\d*[.,]\d+\s*")
"""A row of nothing else, with decimals: a whole number may be that of a page or of an item."""
GOES_ON = re.compile(r"\s*=")


def lone_numbers(rows: Iterable[tuple[Piece, PlainLine]]) -> frozenset[int]:
    r"""The numbers of the rows that are a number alone, in no column of numbers.

    Nor does one count that an `=` follows: it may be the end of the formula.

    >>> from autograd.handwork.language.documents import pieces
    >>> found = pieces("z = w x\n0.6\n\n0.1\n0.2\ny = z\n-0.1\n= 0.5")
    >>> sorted(lone_numbers((piece, piece.line) for piece in found))
    [2]
    """
    texts = {piece.number: "" if piece.is_told else line.text for piece, line in rows}
    numbers = {row for row, text in texts.items() if NUMBER.fullmatch(text)}
    beside = {near for row in numbers for near in (row - 1, row + 1)}
    going_on = {row - 1 for row, text in texts.items() if GOES_ON.match(text)}
    return frozenset(numbers - beside - going_on)


def lacks_its_number(lines: Sequence[Line], row: int) -> bool:
    """Whether the last of these lines is that row, and ends with a formula or an open `=`.

    It must be about a quantity or a derivative: `f(x) = x²` has no value.

    >>> from autograd.handwork.language.reading import read
    >>> [lacks_its_number(read(row).lines, 1) for row in ("z = 2 x", "z = 2", "z =")]
    [True, False, True]
    """
    if not lines or lines[-1].number != row or lines[-1].given or not lines[-1].parts:
        return False
    line = lines[-1]
    if line.error is not None:
        return line.error.args == (BLANK,)
    about, last = line.parts[0].tree, line.parts[-1].tree
    works = line.continues or (len(line.parts) > 1 and isinstance(about, Name | Slope))
    return works and not isinstance(last, Name) and not is_number(last)
