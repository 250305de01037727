"""Operands brought together for a group, and adjoints handed back to where they came from."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd.tape.numpy_program.cells import Cell, number_of, plain_heads
from autograd.tape.numpy_program.layout import Addresses, Layout
from autograd.tape.numpy_program.statements import Statements
from autograd.tape.numpy_program.views import View, in_order, is_matrix, regular, steps_under

MANY = 8
"""Runs of rows beyond which they are set to zero through a table."""


class Gathering:
    """Where operands stand, and which adjoints have been written so far.

    Args:
        statements: Where the calls go.
        layout: Where the numbers stand.
    """

    def __init__(self, statements: Statements, layout: Layout) -> None:
        self.statements, self.layout = statements, layout
        self.written: dict[str, Any] = {}
        self.copies = 0
        self.filled: list[tuple[str, int, float]] = []

    def copy(self, varies: bool, rows: int) -> str:
        """A store for a copy of rows that the backward pass reads too."""
        self.copies += 1
        return self.statements.store(f"G{self.copies}{'V' if varies else 'F'}", varies, rows)

    def operand(self, rows: Addresses, store: str, dims: tuple[int, ...]) -> View:
        """Rows as an array of these dimensions, copied if they do not stand so."""
        steps = steps_under(rows, dims)
        if steps is not None:
            return View(store, int(rows[0]), dims, steps)
        copy = self.copy(store == "V", len(rows))
        self.take(rows, store, View(copy, 0, (len(rows),), (1,)))
        return View(copy, 0, dims, in_order(dims))

    def take(self, rows: Addresses, store: str, out: View) -> None:
        """Copy rows one after another."""
        found = regular(rows)
        if found is not None:
            dims, steps = found
            out = out._replace(dims=dims, steps=in_order(dims))
            self.statements.line("copyto", out, View(store, int(rows[0]), dims, steps))
        else:
            table = self.statements.thing(rows)
            self.statements.line("take", store, table, 0, out, '"clip"')

    def matrix(
        self, cells: Sequence[Cell], shape: tuple[int, int], store: str
    ) -> tuple[View, Addresses, int]:
        """Cells as a matrix for BLAS, their rows, and how many rows of it are plain numbers.

        That many lines of a matrix that was copied are filled once and need no adjoint.
        """
        rows = self.layout.rows(cells, store)
        steps = steps_under(rows, shape)
        if steps is not None and is_matrix(steps, shape, store == "V"):
            return View(store, int(rows[0]), shape, steps, "matrix"), rows, 0
        heads = plain_heads(cells) // shape[1]
        copy = self.copy(store == "V", len(rows))
        skip = heads * shape[1]
        self.filled += [(copy, row, number_of(cell)) for row, cell in enumerate(cells[:skip])]
        self.take(rows[skip:], store, View(copy, skip, (len(rows) - skip,), (1,)))
        return View(copy, 0, shape, in_order(shape), "matrix"), rows, heads

    def fresh(self, rows: Addresses, store: str, dims: tuple[int, ...]) -> View | None:
        """The adjoints of rows as an array to be written to, if nothing is in them yet.

        They count as written from then on.
        """
        steps = steps_under(rows, dims)
        known = self.known(store)
        if steps is None or known[rows].any() or not is_injective(rows):
            return None
        known[rows] = True
        return View(f"A{store}", int(rows[0]), dims, steps)

    def known(self, store: str) -> Any:
        """Which rows have an adjoint already."""
        size = self.layout.sizes[store]
        known = self.written.setdefault(store, np.zeros(0, bool))
        if len(known) < size:  # plain numbers were added
            known = self.written[store] = np.append(known, np.zeros(size - len(known), bool))
        return known

    def ensure(self, rows: Addresses, store: str) -> None:
        """Set adjoints to zero that nothing is in yet."""
        known = self.known(store)
        new = np.unique(rows[~known[rows]])
        known[new] = True
        runs = np.split(new, np.flatnonzero(np.diff(new) != 1) + 1) if len(new) else []
        if len(runs) > MANY:
            self.statements.lines.append(f"A{store}[{self.statements.thing(new)}] = 0.0")
            return
        for run in runs:
            view = View(f"A{store}", int(run[0]), (len(run),), (1,))
            self.statements.lines.append(f"{self.statements.name(view)}.fill(0.0)")

    def hand_back(self, sent: View, rows: Addresses, store: str) -> None:
        """Add what is sent, an array of the dimensions of the rows, to their adjoints."""
        out = self.fresh(rows, store, sent.dims)
        if out is not None:
            self.statements.line("copyto", out, sent)
            return
        self.ensure(rows, store)
        steps, found = steps_under(rows, sent.dims), regular(rows)
        if steps is None and found is not None and sent.steps == in_order(sent.dims):
            steps = found[1]
            sent = sent._replace(dims=found[0], steps=in_order(found[0]))
        to = steps and View(f"A{store}", int(rows[0]), sent.dims, steps)
        if not (to and self.add_views(to, sent)):
            self.add_through_table(sent, rows, store)

    def add_views(self, out: View, sent: View) -> bool:
        """Add to adjoints at equal steps; of those that overlap, one place of an axis at a time."""
        if is_injective(rows_of(out)):
            self.statements.line("add", out, sent, out)
            return True
        for axis in sorted(range(len(out.dims)), key=lambda axis: out.dims[axis]):
            if is_injective(rows_of(out.part(axis, 0))):
                for index in range(out.dims[axis]):
                    part = out.part(axis, index)
                    self.statements.line("add", part, sent.part(axis, index), part)
                return True
        return False

    def add_through_table(self, sent: View, rows: Addresses, store: str) -> None:
        """Add to adjoints in any order, several to one among them."""
        array = f"{self.statements.name(sent)}.reshape({len(rows)}, -1)"
        if not is_injective(rows):
            order = np.argsort(rows, kind="stable")
            rows, starts = np.unique(rows[order], return_index=True)
            taken = f"{array}.take({self.statements.thing(order)}, 0)"
            array = f"add.reduceat({taken}, {self.statements.thing(starts)}, 0)"
        self.statements.lines.append(f"A{store}[{self.statements.thing(rows)}] += {array}")


def is_injective(rows: Addresses) -> bool:
    """Whether no row occurs twice."""
    return len(np.unique(rows)) == rows.size


def rows_of(view: View) -> Addresses:
    """The rows of a view."""
    rows = np.array(view.begin)
    for count, step in zip(view.dims, view.steps, strict=True):
        rows = rows[..., None] + np.arange(count) * step
    return rows
