"""Decimal commas: a sheet writes `0,5` or `0.5`, and what could be either is found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.habits.prose import RELATION

COMMA = re.compile(r"(?<![\d.,])(?![1-9]\d{0,2},\d{3}(?!\d))\d+,\d+(?![\d.,])")
"""A number with a decimal comma, and none that may have a comma between its thousands."""
POINT = re.compile(r"(?<![\d.])\d*\.\d")
SURE = re.compile(r"(?<![\d.,])\d+,(?:0\d+|\d{4,})(?![\d.,])")
"""Digits that follow a comma in a number only: no whole number begins with 0."""
BETWEEN_DIGITS = re.compile(r"(?<=\d),(?=\d)")
LIST = re.compile(r"(?:\[|\b(?:max|min|dot|outer|conv|correlate|if)\()([^\[\]()]*)[\])]")
"""Where commas part numbers: brackets of a vector, arguments of a function that takes several."""
ENTRY = re.compile(r"\w\[\d+,\d+\]")
BETWEEN_ENTRIES = re.compile(r";(?=[^\[\]]*\])(?!\s*[^\[\];]*\d\s+[-−\d])|(?<=\])\s*;(?=\s*\[)")
"""A semicolon between numbers or rows, and none between rows whose numbers spaces part."""
NAMES = re.compile(r"\s*(?:given\s*:)?\s*(\w+(?:\s*[,;]\s*\w+)+)\s*[=≈]([^=≈]*)$", re.IGNORECASE)
"""Several names that get as many numbers."""


def has_commas(lines: Sequence[PlainLine]) -> bool:
    """Whether most numbers of a sheet have a decimal comma.

    >>> rows = ("z = (0,5)(2)", "z = [1,2]", "a, b = 1,2", "z = [1,05; 2,5]")
    >>> [has_commas([PlainLine.of(row)]) for row in rows]
    [True, False, False, True]
    """
    commas = points = 0
    for line in lines:
        relation = RELATION.search(line.text)
        if relation is None or NAMES.match(line.text):
            continue
        behind = line.text[relation.end() :]
        commas += len(COMMA.findall(LIST.sub(" ", behind))) + len(SURE.findall(behind))
        points += len(POINT.findall(behind))
    return commas > points


def with_points(line: PlainLine) -> PlainLine:
    """A line of a sheet with decimal commas, as one with decimal points.

    >>> with_points(PlainLine.of("a = 0,5 · [0,25; 1]")).text
    'a = 0.5 · [0.25, 1]'
    >>> with_points(PlainLine.of("W = [[0,8; -0,7]; [1; 2]]; V = [0,1 0,2; 0,3 0,4]")).text
    'W = [[0.8, -0.7], [1, 2]]; V = [0.1 0.2; 0.3 0.4]'
    >>> [with_points(PlainLine.of(row)).text for row in ("a, b = 0,5, 1", "a, b = 1,2")]
    ['a, b = 0.5, 1', 'a, b = 1,2']
    """
    names = NAMES.match(line.text)
    if names:
        line = line.rewritten(";", ",")
        wanted = len(re.split("[,;]", names.group(1)))
        if BETWEEN_DIGITS.sub(".", names.group(2)).replace(";", ",").count(",") + 1 != wanted:
            return line
    entries = [match.span() for match in ENTRY.finditer(line.text)]

    def pointed(match: re.Match[str]) -> str:
        inside = any(start <= match.start() < end for start, end in entries)
        return "," if inside else "."

    line = line.rewritten(BETWEEN_DIGITS, pointed)
    return line.rewritten(BETWEEN_ENTRIES, ",")


def ambiguous(line: PlainLine) -> re.Match[str] | None:
    """Two digits with a comma between them that may be one number or two, in a sheet with commas.

    >>> ambiguous(PlainLine.of("x = [0,5]")).group(), ambiguous(PlainLine.of("x = [0,5; 1]"))
    ('0,5', None)
    """
    for found in LIST.finditer(line.text):
        before = line.text[: found.start(1)]
        is_entry = found.group().startswith("[") and before[:-1][-1:].isalnum()
        if ";" in found.group(1) or ", " in found.group(1) or is_entry:
            continue
        inside = re.compile(r"\d+,\d+").search(line.text, found.start(1), found.end(1))
        if inside:
            return inside
    return None
