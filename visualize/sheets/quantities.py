"""Quantities: what a sheet is about, line by line, and which quantity rests on which others."""

from __future__ import annotations

import re
from typing import Any

from autograd.handwork.language.arrays import Quantity
from autograd.handwork.language.expressions import Expression, Name, Slope, is_number, names_in
from autograd.handwork.language.labels import plain_label
from autograd.handwork.language.parsing import ReadingError
from autograd.handwork.language.reading import Line, Sheet
from autograd.handwork.language.tokens import NAME
from autograd.handwork.language.wording import text
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.keys import definitions_of
from autograd.handwork.worlds.resolving import resolve
from autograd.handwork.worlds.running import world_of


def graph_data(sheet: Sheet) -> dict[str, Any]:
    r"""The quantities of a sheet with those they are computed from, and what each line is about.

    >>> from autograd.handwork.language.reading import read
    >>> found = graph_data(read("given: x = 3\ny = x^2 = 9\ndy/dx = 2x = 6"))
    >>> found["quantities"]
    [{'id': 'x', 'shown': 'x', 'uses': []}, {'id': 'y', 'shown': 'y', 'uses': ['x']}]
    >>> found["lines"][2]
    {'line': 3, 'of': 'y', 'wrt': 'x', 'number': '6'}
    """
    quantities: dict[str, dict[str, Any]] = {}
    for name, tree in definitions_of(sheet):
        uses = sorted({used.id for used in names_in(tree)} & quantities.keys() - {name.id})
        quantities.setdefault(name.id, {"id": name.id, "shown": shown(name), "uses": uses})
    return {"quantities": list(quantities.values()), "lines": lines_data(sheet)}


def shown(name: Name) -> str:
    """A name as the person spells it; in plain letters where marks of a document stand about it."""
    spelled = name.shown.strip(" :")
    return spelled if re.fullmatch(NAME, spelled) else name.id


def lines_data(sheet: Sheet) -> list[dict[str, Any]]:
    """For each line its number, the quantity or derivative it is about, and the last number on it.

    A line that goes on from the one above is about the same; one not yet filled in says it, too.
    """
    known = numbers_of(sheet)
    found: list[dict[str, Any]] = []
    about: dict[str, str] = {}
    for line in sheet.lines:
        if not line.continues:
            about = subject(line, known) if line.parts else by_label(line.text)
        last = line.parts[-1].tree if line.parts else None
        number = text(last) if last is not None and is_number(last) else ""
        found.append({"line": line.number, **about, "number": number})
    return found


def numbers_of(sheet: Sheet) -> dict[str, Quantity]:
    """What each quantity is worth; none of a sheet that cannot be worked out."""
    try:
        return world_of(sheet).numbers
    except (ReadingError, *NUMERIC_ERRORS):
        return {}


def subject(line: Line, known: dict[str, Quantity]) -> dict[str, str]:
    """What a line is about: `name`, or `of` and `wrt` of a derivative; {} for anything else."""
    about: Expression = line.parts[0].tree
    try:
        about = resolve(about, known, line.spelled, {})
    except (ReadingError, *NUMERIC_ERRORS):
        pass  # as it stands there
    if isinstance(about, Name):
        return {"name": about.id}
    if isinstance(about, Slope) and isinstance(about.of, Name):
        return {"of": about.of.id, "wrt": about.wrt.id}
    return {}


def by_label(row: str) -> dict[str, str]:
    """The same of a line that cannot be read, by what stands before its first `=`.

    >>> by_label("∂L/∂z₁ ="), by_label("z =")
    ({'of': 'L', 'wrt': 'z1'}, {'name': 'z'})
    """
    top, slash, bottom = plain_label(row).partition("/")
    if slash and top[:1] == bottom[:1] == "d":
        return {"of": top[1:], "wrt": bottom[1:]}
    return {} if slash else {"name": top}
