"""Tables of Markdown: a row of a name, its formula and its number is a line of working."""

from __future__ import annotations

import re

from autograd.handwork.habits.prose import RELATION, SUBJECT

RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
CELL = re.compile(r"(?:\\\||[^|])+")
VALUE = re.compile(
    r"value|result|number|initial|numeri|answer|wert|ergebnis|^\s*=\s*$", re.IGNORECASE
)
FORMULA = re.compile(
    r"formula|calculation|expression|comput|substitut|working|equation|formel|rechnung|einsetzen",
    re.IGNORECASE,
)
NAME = re.compile(rf"[\s*`$_]*(?:{SUBJECT}|\\[^|]*)[\s*`$_]*")
OWN = re.compile(rf"[\s*`$_]*{SUBJECT}\s*[=≈]")
"""A cell that says itself what it is about."""


def as_working(text: str) -> str:
    r"""A text of the same length in which rows of tables are lines of working, or blank.

    >>> rows = ["| name | value | what it is |", "|---|---|---|", "| w1 | 0.5 | a weight |"]
    >>> as_working("\n".join(rows)).split("\n")[2].strip()
    'w1 = 0.5'
    """
    rows = text.split("\n")
    header: list[str] = []
    for i, row in enumerate(rows):
        if "|" not in row:
            header = []
        elif RULE.match(row) and i and "|" in rows[i - 1]:
            header = [cell.group() for cell in CELL.finditer(rows[i - 1])]
        elif header:
            rows[i] = _working(row, header)
    return "\n".join(rows)


def _working(row: str, header: list[str]) -> str:
    """One row of a table under its header."""
    cells = [cell.span() for cell in CELL.finditer(row) if row[slice(*cell.span())].strip("\n")]
    if row.lstrip().startswith("|") and cells and not row[slice(*cells[0])].strip():
        cells = cells[1:]
    titles = [title for title in header if title.strip()]
    titled = list(zip(cells, titles, strict=False))
    wanted = [span for span, title in titled[1:] if FORMULA.search(title) or VALUE.search(title)]
    values = sum(VALUE.search(title) is not None for _, title in titled[1:])
    kept = [span for span in wanted if row[slice(*span)].strip(" -—–")]
    chained = values <= 1 and kept and titled and NAME.fullmatch(row[slice(*cells[0])])
    if chained:
        named = OWN.match(row, kept[0][0], kept[0][1])
        return _kept(row, kept if named else [cells[0], *kept], "=")
    return _kept(row, [span for span in cells if RELATION.search(row[slice(*span)])], "|")


def _kept(row: str, spans: list[tuple[int, int]], mark: str) -> str:
    """A row of the same length with these cells only, a mark between them."""
    made = [" "] * len(row)
    for start, end in spans:
        made[start:end] = row[start:end]
    for start, _ in spans[1:]:
        made[start - 1] = mark
    return "".join(made)
