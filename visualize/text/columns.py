"""Columns of plain text: as wide as they need, wrapped where the terminal is narrow."""

import re
import shutil
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, chop_cells

NARROWEST = 10
"""Formulas in fewer characters than this cannot be read; rows are stacked instead."""

GAP = "  "


def terminal_width() -> int:
    """The width of the terminal, or of a page where there is none."""
    return shutil.get_terminal_size((100, 24)).columns


def wrapped(line: str, width: int | None, indent: int = 0, breaks: str = r"\s·,") -> Iterator[str]:
    """A line broken after the characters `breaks` to fit `width`; the rest is indented, if it can.

    >>> list(wrapped("∂L/∂ŷ·∂ŷ/∂Σ₃·∂Σ₃/∂σ₂", 14, indent=2))
    ['∂L/∂ŷ·∂ŷ/∂Σ₃·', '  ∂Σ₃/∂σ₂']
    """
    width = max(width or terminal_width(), 2)  # the widest character takes two
    indent = min(indent, max(width - NARROWEST, 0))
    current, used = "", 0
    for piece in filter(None, re.findall(rf"[^{breaks}]*[{breaks}]?\s*", line)):
        for part in (
            [piece] if cell_len(piece) <= width - indent else chop_cells(piece, width - indent)
        ):
            size = cell_len(part.rstrip())
            if used + size > width and current.strip():
                yield current.rstrip()
                current, used = " " * indent, indent
            current += part
            used += cell_len(part)
    yield current.rstrip()


def arrange(
    rows: Sequence[Sequence[str]],
    width: int | None = None,
    *,
    soft: Sequence[int] = (),
    decimal: int | None = None,
) -> list[list[str]] | None:
    """Rows, headings first, as lists of lines in aligned columns; None where they cannot fit.

    Args:
        rows: The cells; column 0 is aligned to the right.
        width: The most characters a line may have, by default the terminal's width.
        soft: The columns that may wrap.
        decimal: A column of numbers, aligned at the decimal point.

    >>> arrange([["n", "x"], ["1", "0.25"], ["20", "-3"]], 40, decimal=1)
    [[' n      x'], [' 1   0.25'], ['20  -3']]
    """
    width = width or terminal_width()
    columns = [list(column) for column in zip(*rows, strict=True)]
    if decimal is not None:
        columns[decimal] = at_the_point(columns[decimal])
    widths = [max(map(cell_len, column)) for column in columns]
    while sum(widths) + len(GAP) * (len(widths) - 1) > width:
        widest = max(soft, key=lambda i: widths[i], default=0)
        if widest not in soft or widths[widest] <= NARROWEST:
            return None
        widths[widest] -= 1
    return [row_lines(cells, widths) for cells in zip(*columns, strict=True)]


def row_lines(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """One row as lines: each cell wrapped in its column."""
    blocks = [
        [cell] if cell_len(cell) <= size else list(wrapped(cell, size, indent=1))
        for cell, size in zip(cells, widths, strict=True)
    ]
    lines = []
    for i in range(max(map(len, blocks))):
        parts = [block[i] if i < len(block) else "" for block in blocks]
        padded = [
            part.rjust(size) if place == 0 else part + " " * (size - cell_len(part))
            for place, (part, size) in enumerate(zip(parts, widths, strict=True))
        ]
        lines.append(GAP.join(padded).rstrip())
    return lines


def at_the_point(column: Sequence[str]) -> list[str]:
    """Numbers aligned at the decimal point, the heading at the right end."""
    numbers = [cell.partition(".") for cell in column[1:]]
    before = max((len(whole) for whole, _, _ in numbers), default=0)
    after = max((len(dot + rest) for _, dot, rest in numbers), default=0)
    before = max(before, len(column[0]) - after)
    heading = column[0].rjust(before + after)
    return [heading, *(whole.rjust(before) + dot + rest for whole, dot, rest in numbers)]
