"""Sheets: what is known of one once it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from autograd import Value
from autograd.faces import faced
from autograd.handwork.language.expressions import Name
from autograd.handwork.language.lines import Line


class Free(NamedTuple):
    """Symbols an identity must hold for, and the range they are drawn from."""

    names: tuple[Name, ...]
    low: float
    high: float
    whole: bool


@faced
@dataclass(frozen=True, repr=False)
class Sheet:
    r"""A sheet as read: header, free symbols and lines, in the person's order.

    `skipped` are the rows without a calculation, with their numbers: prose is not judged.
    `code` leads back to the exercise that the sheet was handed out for.
    `doubtful` are line and column, from 0, of symbols that handwriting was read as with doubt.

    >>> from autograd.handwork.language.reading import read
    >>> sheet = read("title: a product\nround: 2\na = 0.5\nb = a a = 0.25")
    >>> sheet.title, sheet.places, [part.text for part in sheet.lines[1].parts]
    ('a product', 2, ['b', 'a a', '0.25'])
    >>> sheet
    <Sheet 'a product': 2 lines>
    >>> print(sheet)
    title: a product
    round: 2
    a = 0.5
    b = a a = 0.25
    """

    lines: tuple[Line, ...]
    free: tuple[Free, ...] = ()
    title: str = ""
    student: str = ""
    code: str = ""
    places: int | None = None
    mode: str = "half_up"
    source: str = ""
    aliases: tuple[tuple[str, str], ...] = ()
    text: str = ""
    skipped: tuple[tuple[int, str], ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        count = len(self.lines)
        about = self.title or self.source
        return f"<Sheet {f'{about!r}: ' if about else ''}{count} line{'s' * (count != 1)}>"

    @property
    def subjects(self) -> frozenset[str]:
        """The names that its lines are about, as typed."""
        return frozenset(line.parts[0].text for line in self.lines if line.parts)

    if TYPE_CHECKING:  # lent by `worlds.running`: what is read knows nothing of worth

        @property
        def output(self) -> Value: ...  # noqa: D102
