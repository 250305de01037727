"""Several results on one line: `a = 1, b = 2`; `so a = 1 and b = 2`; `a = 1 ⇒ b = 2`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.habits.prose import LETTER, RELATION, SUBJECT

NEXT = re.compile(
    rf"(?<![\s,;|⇒⟹→])(?:(?<=[\d)\]…]) {{2,}}+|"
    rf"[^\S\n\t\u2003]*+(?:[,;|\n\t\u2003⇒⟹→]|\.(?=\s)|[=-]>|"
    r"(?<= )(?:and|so|then|thus|with|und)(?= ))\s*+)++(?:(?:and|so|then|thus) )?"
    rf"(?=(?:{LETTER}{{3,}}+ (?:at |is )?){{0,4}}{SUBJECT}\s*(?:[=≈←]|:=))|\n\s*(?=[=≈])"
)
"""What stands between a result and the next; no part of it is tried twice, for rows are long."""


def results(line: PlainLine) -> Iterator[PlainLine]:
    """Every result on a line by itself.

    >>> [result.text for result in results(PlainLine.of("a = 1, b = 2 and c = f(1, d) = 3"))]
    ['a = 1', 'b = 2', 'c = f(1, d) = 3']
    >>> [result.text for result in results(PlainLine.of("f(x) = 2x, start at x = 4, target y = 1"))]
    ['f(x) = 2x', 'start at x = 4', 'target y = 1']
    >>> [result.text for result in results(PlainLine.of("net = w x = 0.1 -> h = 0.525"))]
    ['net = w x = 0.1', 'h = 0.525']
    >>> [result.text for result in results(PlainLine.of("a, b = 1, 2"))]
    ['a, b = 1, 2']
    """
    start = 0
    for cut in NEXT.finditer(line.text):
        before = line.text[start : cut.start()]
        if RELATION.search(before) and _closed(before):
            yield line.cut(start, cut.start())
            start = cut.end()
    yield line.cut(start, len(line.text))


def _closed(text: str) -> bool:
    """Whether every bracket that opens in a text closes in it."""
    return all(text.count(o) == text.count(c) for o, c in ("()", "[]", "{}"))
