"""Tables of Markdown: a row of a name, its formula and its number is a line of working."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.habits.prose import NUMBER, RELATION, SUBJECT

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
COUNTED = re.compile(r"epochs?|iter(?:ation)?s?|steps?|rows?|no\.?|samples?|k|#", re.IGNORECASE)
"""A column that counts: the table tells how numbers went on, not what was given."""
OWN = re.compile(rf"[\s*`$_]*{SUBJECT}\s*[=≈]")
"""A cell that says itself what it is about."""
DERIVATIVE = re.compile(r"[\s*`$]*(?:[∂𝜕δd][^|/]*/|\\d?frac|∇|d\w+_d|\w+\.grad)")
"""A cell that describes no other: in `| dL_dw | dL_dz = 2 |` both are derivatives."""


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
        named = OWN.match(row, *kept[0]) and not DERIVATIVE.match(row, *cells[0])
        return _kept(row, kept if named else [cells[0], *kept], "=")
    return _kept(row, [span for span in cells if RELATION.search(row[slice(*span)])], "|")


def given_rows(text: str) -> Iterator[tuple[int, PlainLine]]:
    r"""The one row of numbers below a header of names, as `w1 = 0.4, w2 = 0.3`, with its index.

    >>> [(i, line.text) for i, line in given_rows("| w1 | b |\n|---|---|\n| 0.4 | 1 |")]
    [(2, 'w1 = 0.4, b = 1')]
    """
    rows = text.split("\n")
    for i in range(len(rows) - 2):
        if RULE.match(rows[i + 1]) and "|" in rows[i]:
            names = _cells(rows[i])
            numbers = _cells(rows[i + 2])
            named = all(NAME.fullmatch(rows[i][start:end]) for start, end in names)
            told = all(NUMBER.fullmatch(rows[i + 2][start:end]) for start, end in numbers)
            alone = not "".join(rows[i + 3 : i + 4]).strip().strip("-")
            if named and told and alone and len(names) == len(numbers) > 1:
                heads = [rows[i][start:end].strip(" *`$") for start, end in names]
                if not any(map(COUNTED.fullmatch, heads)):
                    yield i + 2, _paired(heads, rows[i + 2], numbers)


def _cells(row: str) -> list[tuple[int, int]]:
    """Where the cells of a row stand."""
    return [cell.span() for cell in CELL.finditer(row) if cell.group().strip()]


def _paired(heads: list[str], row: str, numbers: list[tuple[int, int]]) -> PlainLine:
    """Names and numbers as one line of working; each name stands where its number does."""
    text, columns = "", list[int]()
    for head, (start, end) in zip(heads, numbers, strict=True):
        told = f"{', ' if text else ''}{head} ="
        text += told + row[start:end].rstrip()
        columns += [start] * len(told) + list(range(start, start + len(row[start:end].rstrip())))
    return PlainLine(text, tuple(columns))


def _kept(row: str, spans: list[tuple[int, int]], mark: str) -> str:
    """A row of the same length with these cells only, a mark between them."""
    made = [" "] * len(row)
    for start, end in spans:
        made[start:end] = row[start:end]
    for start, _ in spans[1:]:
        made[start - 1] = mark
    return "".join(made)
