"""Where each number stands: numbers that are used together stand together, in their order.

There are two stores. `F` has one number per row; `V` has one per sample in each row. The order of
members is settled from the last group to the first, each by who uses it; then rows are given out
from the first to the last. A row of plain numbers that a product of matrices needs before the
members of a group (the 1 of a bias) is kept free for it, so that the matrix need not be gathered.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograd.tape.numpy_program.cells import Cell, Plain, across, flat, places_of, plain_heads
from autograd.tape.numpy_program.groups import Bundle, Grid, Group

Addresses = np.ndarray[Any, np.dtype[np.int64]]


def members_of(group: Group) -> list[int]:
    """The members of a group in order."""
    if isinstance(group, Grid):
        return [place for row in group.members for place in row]
    return group.members


def wants(group: Group) -> Iterable[Sequence[Cell]]:
    """Cells in the orders in which a group would have them stand."""
    if isinstance(group, Bundle):
        return [flat(group.args)] if group.stacked else group.args
    if isinstance(group, Grid):
        return [flat(group.rows), flat(across(group.columns))]
    return [flat(group.rows), flat(group.columns)]


def settle(groups: Sequence[Group]) -> dict[int, tuple[int, int]]:
    """Put the members of each group in the order in which they are used; gives the ranks."""
    ranks: dict[int, tuple[int, int]] = {}
    end = (len(groups), 0)
    for number in range(len(groups) - 1, -1, -1):
        group = groups[number]
        if isinstance(group, Grid):
            sort_grid(group, ranks, end)
        else:
            order = sorted(
                range(len(group.members)), key=lambda i: ranks.get(group.members[i], end)
            )
            group.members = [group.members[i] for i in order]
            if isinstance(group, Bundle):
                group.args = [[cells[i] for i in order] for cells in group.args]
            else:
                group.rows = [group.rows[i] for i in order]
                group.columns = [group.columns[i] for i in order]
        for cells in wants(group):
            for position, cell in enumerate(cells):
                if type(cell) is int and (cell not in ranks or isinstance(group, Grid)):
                    ranks[cell] = number, position
    return ranks


def sort_grid(grid: Grid, ranks: dict[int, tuple[int, int]], end: tuple[int, int]) -> None:
    """Put rows and columns of a grid in the order in which their members are used."""
    table = grid.members
    rows = sorted(range(len(table)), key=lambda i: min(ranks.get(each, end) for each in table[i]))
    columns = sorted(
        range(len(table[0])), key=lambda j: min(ranks.get(row[j], end) for row in table)
    )
    grid.members = [[table[i][j] for j in columns] for i in rows]
    grid.rows = [grid.rows[i] for i in rows]
    grid.columns = [grid.columns[j] for j in columns]


@dataclass
class Layout:
    """Rows given out.

    Attributes:
        varying: The places that stand in V.
        at: The row of each place, in its store.
        sizes: How many rows each store has.
        numbers: The plain numbers, as (store, row, number).
        pads: By the first place of a group, the row and the numbers that stand before it.
        blocks: By the cells of a matrix that stands as it is, its first row.
        kept: The rows of single plain numbers.
    """

    varying: set[int]
    at: dict[int, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=lambda: {"F": 0, "V": 0})
    numbers: list[tuple[str, int, float]] = field(default_factory=list)
    pads: dict[int, tuple[int, list[Cell]]] = field(default_factory=dict)
    blocks: dict[tuple[Cell, ...], int] = field(default_factory=dict)
    kept: dict[tuple[str, Plain], int] = field(default_factory=dict)

    def store_of(self, cells: Iterable[Cell]) -> str:
        """The store of cells, of which all places are in one."""
        return next(
            ("V" if cell in self.varying else "F" for cell in cells if type(cell) is int), "F"
        )

    def give(self, cells: Sequence[Cell], store: str) -> int:
        """Rows one after another to cells; the first of them."""
        begin = self.sizes[store]
        for row, cell in enumerate(cells, begin):
            if isinstance(cell, int):
                self.at[cell] = row
            else:
                self.numbers.append((store, row, cell.number))
        self.sizes[store] += len(cells)
        return begin

    def row(self, cell: Cell, store: str) -> int:
        """The row of a cell; a plain number gets one of its own in that store."""
        if isinstance(cell, int):
            return self.at[cell]
        key = store, cell
        if key not in self.kept:
            self.kept[key] = self.give([cell], store)
        return self.kept[key]

    def rows(self, cells: Sequence[Cell], store: str) -> Addresses:
        """The rows of cells; of those that begin with what a group has before it, of the group."""
        block = self.blocks.get(tuple(cells))
        if block is not None:
            return np.arange(block, block + len(cells))
        heads = plain_heads(cells)
        if heads == len(cells):
            return np.arange(heads) + self.give(cells, store)
        pad = self.pads.get(places_of(cells)[0]) if heads else None
        if pad and pad[1] == cells[:heads]:
            before = list(range(pad[0], pad[0] + heads))
            return np.array(before + [self.row(cell, store) for cell in cells[heads:]])
        return np.array([self.row(cell, store) for cell in cells])


def laid_out(
    groups: Sequence[Group],
    varying: set[int],
    leaves: Sequence[int],
    ranks: dict[int, tuple[int, int]],
) -> Layout:
    """Rows for all places of settled groups."""
    made = Layout(varying)
    grids = [group for group in groups if isinstance(group, Grid)]
    single = [grid for grid in grids if len(grid.rows) == len(grid.columns) == 1]
    known = set(leaves)
    # A matrix needs its leaves in order, a sum of products of computed numbers too; others do not.
    for grid in sorted(grids, key=lambda g: (g in single) + known.issuperset(g.columns[0])):
        for cells in wants(grid):
            give_leaves(cells, made, known)
    others = [leaf for leaf in leaves if leaf not in made.at]
    for store in ("F", "V"):
        mine = [leaf for leaf in others if (leaf in varying) == (store == "V")]
        mine.sort(key=lambda leaf: ranks.get(leaf, (len(groups), 0)))
        made.give(mine, store)
    before = paddings(grids)
    for group in groups:
        members = members_of(group)
        store = made.store_of(members)
        pad = before.get(tuple(members))
        if pad:
            made.pads[members[0]] = made.give(pad, store), pad
        made.give(members, store)
    for grid in single:  # a sum in any order: that in which its places stand
        if all(isinstance(cell, int) for cell in grid.rows[0]):
            order = np.argsort(made.rows(grid.rows[0], ""), kind="stable")
            for side in (grid.rows, grid.columns):
                side[0] = tuple([side[0][k] for k in order])
    return made


def give_leaves(cells: Sequence[Cell], made: Layout, leaves: set[int]) -> None:
    """Rows to the leaves among the cells of a matrix: to all of it, if it has nothing else."""
    places = places_of(cells)
    new = [cell for cell in dict.fromkeys(places) if cell in leaves and cell not in made.at]
    if not new:
        return
    store = made.store_of(new)
    if len(new) < len(places):
        made.give(new, store)
        return
    made.blocks[tuple(cells)] = made.give(cells, store)


def paddings(grids: Sequence[Grid]) -> dict[tuple[Cell, ...], list[Cell]]:
    """By the members of a group, the plain numbers that a grid would have before them."""
    found: dict[tuple[Cell, ...], list[Cell]] = {}
    for grid in grids:
        cells = flat(across(grid.columns))
        heads = plain_heads(cells)
        if 0 < heads < len(cells):
            found.setdefault(tuple(cells[heads:]), cells[:heads])
    return found
