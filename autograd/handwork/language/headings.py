"""Headings: rows that name what the rows below them work out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.habits.markdown import BULLETS
from autograd.handwork.habits.prose import LABELS, SUBJECT
from autograd.handwork.habits.rules import rewritten
from autograd.handwork.language.documents import Piece
from autograd.handwork.language.expressions import names_in
from autograd.handwork.language.limits import LimitError, Limits
from autograd.handwork.language.lines import Line, chain, joined
from autograd.handwork.language.parsing import ReadingError, UnjudgedError
from autograd.handwork.language.plain_text import SpellingError, spell

COLON = re.compile(r":[\s*_`$]*$")
ALONE = re.compile(r"(?![A-Za-z]{3,}$)\S+")
"""What is rather a name above its formula than a word."""


def with_headings(
    lines: list[Line],
    skipped: dict[int, str],
    rows: Sequence[tuple[Piece, PlainLine]],
    limits: Limits,
) -> tuple[Line, ...]:
    """The lines with the names that stand alone in a row, above the rows that go on from them.

    Such a name is no longer among the rows that were skipped.
    """
    going_on = {line.number for line in lines if line.continues}
    used = {name.id for line in lines for x in line.parts for name in names_in(x.tree)}
    for (above, line), (below, _) in pairwise(row for row in rows if row[1].text.strip()):
        plain = rewritten(rewritten(line, BULLETS), LABELS)
        name = plain.cut(0, len(plain.text.rstrip(" :;,.")))
        word = name.text.strip()
        alone = re.fullmatch(SUBJECT, word)
        names = alone and (":" in plain.text or word in used or ALONE.fullmatch(word))
        if above.number in skipped and below.number in going_on and names:
            with suppress(ReadingError, LimitError, SpellingError):
                lines.append(chain(above.number, above.row, spell(name), limits))
                del skipped[above.number]
    lines.sort(key=lambda line: line.number)
    return tuple(joined(tuple(_parted(lines, skipped))))


def _parted(lines: Sequence[Line], skipped: Mapping[int, str]) -> Iterator[Line]:
    """The lines; one that goes on from words and a colon, which may name what it is about, cannot
    be judged.
    """
    open_words = [number for number, row in skipped.items() if COLON.search(row)]
    before, lost = 0, 0
    for line in lines:
        between = [number for number in open_words if before < number < line.number]
        before = line.number
        lost = between[-1] if between else lost if line.continues else 0
        if lost and line.continues and line.error is None:
            said = f"it goes on from line {lost}, which is not read"
            line = replace(line, error=UnjudgedError(said, 1, "", ""))
        yield line
