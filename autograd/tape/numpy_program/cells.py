"""What stands in a matrix: places, and numbers that are the same in every run."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Plain(NamedTuple):
    """A number that is the same in every run; not to be taken for the place 1 if it is 1.0."""

    number: float


ONE = Plain(1.0)
Cell = int | Plain
"""A place, or a plain number."""


def cell_of(arg: int | float) -> Cell:
    """An argument of an op as a cell."""
    return arg if type(arg) is int else Plain(arg)


def number_of(cell: Cell) -> float:
    """The number of a plain cell."""
    assert isinstance(cell, Plain)
    return cell.number


def is_one_number(cells: Sequence[Cell]) -> bool:
    """Whether all cells are the same number."""
    return isinstance(cells[0], Plain) and all(cell == cells[0] for cell in cells)


def has_place(cells: Sequence[Cell]) -> bool:
    """Whether any cell is a place."""
    return any(type(cell) is int for cell in cells)


def plain_heads(cells: Sequence[Cell]) -> int:
    """How many plain numbers cells begin with."""
    return next((i for i, cell in enumerate(cells) if type(cell) is int), len(cells))


def places_of(cells: Iterable[Cell]) -> list[int]:
    """The places among cells."""
    return [cell for cell in cells if type(cell) is int]


def flat(matrix: Iterable[Iterable[Cell]]) -> list[Cell]:
    """The cells of a matrix, row by row."""
    return [cell for row in matrix for cell in row]


def across(columns: Sequence[Sequence[Cell]]) -> list[tuple[Cell, ...]]:
    """A matrix that is given column by column, row by row."""
    return list(zip(*columns, strict=True))
