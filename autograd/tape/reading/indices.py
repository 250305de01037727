"""Indices of lists in loops, found from the numbers they take."""

from collections.abc import Sequence


def affine(column: Sequence[int], n: int) -> tuple[int, int, int] | None:
    """a, s, t, if in a grid of n columns the numbers are a + s·row + t·column.

    >>> affine([5, 6, 15, 16], 2), affine([5, 6, 15, 16], 4)
    ((5, 10, 1), None)
    """
    a = column[0]
    t = column[1] - a if n > 1 else 0
    s = column[n] - a if len(column) > n else 0
    fits = all(x == a + s * (m // n) + t * (m % n) for m, x in enumerate(column))
    return (a, s, t) if fits else None


def cost(column: Sequence[int], n: int) -> int:
    """How many numbers of a table it takes to tell a column."""
    if affine(column, n):
        return 0
    return n if all(x == column[m % n] for m, x in enumerate(column)) else len(column)


def times(factor: int, name: str) -> str:
    """A product in an index; nothing for 0."""
    return "" if factor == 0 else name if factor == 1 else f"{factor} * {name}"


def plus(*parts: str) -> str:
    """A sum in an index, of those parts that there are."""
    return " + ".join(filter(None, parts))
