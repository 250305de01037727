"""Tables as text: columns of even width."""

from collections.abc import Sequence


def aligned(rows: Sequence[Sequence[str]], left: int = 0) -> list[str]:
    """A line for each row; the first `left` columns are set left, the others right.

    >>> print(*aligned([("", "old", "new"), ("w₁", "3", "2.5")], left=1), sep="\\n")
        old  new
    w₁    3  2.5
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    cells = (
        [*map(str.ljust, row[:left], widths), *map(str.rjust, row[left:], widths[left:])]
        for row in rows
    )
    return ["  ".join(row).rstrip() for row in cells]
