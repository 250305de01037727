"""Lines: one row of working as it was read, with its parts and where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.language.expressions import Expression
from autograd.handwork.language.parsing import ReadingError


class Part(NamedTuple):
    """One side of an `=`: its tree, the text the person wrote for it, and the columns of that text.

    The span is half open and counts from 0, as editors do.
    """

    tree: Expression
    text: str
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Line:
    """One line of working; `parts` are what its `=` signs join, `error` why it was not read."""

    number: int
    text: str
    parts: tuple[Part, ...] = ()
    continues: bool = False
    spelled: PlainLine = field(default=PlainLine("", ()), repr=False)
    error: ReadingError | None = None
    given: bool = False
