"""The statements of groups, forward and backward."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograd.ops.operation import Op
from autograd.tape.numpy_program.cells import (
    Cell,
    across,
    flat,
    is_one_number,
    number_of,
    places_of,
)
from autograd.tape.numpy_program.gathering import Gathering, rows_of
from autograd.tape.numpy_program.groups import Bundle, Dots, Grid, Group
from autograd.tape.numpy_program.layout import Addresses, members_of
from autograd.tape.numpy_program.statements import Writer, one_by_one
from autograd.tape.numpy_program.views import View, common_dims, in_order
from autograd.writing.trees.expressions import Expression, applied

UPSTREAM, EACH, RESULT = Expression("upstream"), Expression("each"), Expression("result")


@dataclass
class Side:
    """One operand of a group: the array it is read from, and the rows it stands in."""

    array: View
    rows: Addresses
    store: str
    needed: bool
    heads: int = 0


class Printer:
    """Prints groups.

    Args:
        gathering: Where operands stand.
        needed: The places whose adjoints are needed.
    """

    def __init__(self, gathering: Gathering, needed: set[int]) -> None:
        self.gathering, self.needed = gathering, needed
        self.statements, self.layout = gathering.statements, gathering.layout

    def side(self, cells: Sequence[Cell], shape: tuple[int, ...], *, matrix: bool = False) -> Side:
        """An operand."""
        store = self.layout.store_of(cells)
        wanted = not self.needed.isdisjoint(places_of(cells))
        if matrix:
            array, rows, heads = self.gathering.matrix(cells, (shape[0], shape[1]), store)
            return Side(array, rows, store, wanted, heads)
        rows = self.layout.rows(cells, store)
        return Side(self.gathering.operand(rows, store, shape), rows, store, wanted)

    def is_needed(self, group: Group) -> bool:
        """Whether the adjoints of a group are needed."""
        return not self.needed.isdisjoint(members_of(group))

    def upstream(self, out: View) -> View:
        """The adjoints of a group, complete."""
        self.gathering.ensure(rows_of(out).reshape(-1), out.store)
        return out._replace(store=f"A{out.store}")

    def result(self, group: Group, dims: tuple[int, ...], form: str = "wide") -> View:
        """Where the numbers of a group stand."""
        members = members_of(group)
        store = self.layout.store_of(members)
        return View(store, self.layout.at[members[0]], dims, in_order(dims), form)


class GridPrinter:
    """A product of matrices."""

    def __init__(self, printer: Printer, grid: Grid) -> None:
        self.needed = printer.is_needed(grid)
        self.printer = printer
        p, n, q = len(grid.rows), len(grid.rows[0]), len(grid.columns)
        cells = flat(grid.rows), flat(across(grid.columns))
        self.wide = printer.layout.store_of(cells[0]) == "V"
        self.square = grid.rows == grid.columns  # a sum of squares
        self.left = printer.side(cells[0], (p, n), matrix=not self.wide)
        self.right = printer.side(cells[1], (n, q), matrix=not self.wide)
        self.out = printer.result(grid, (p, q), "wide" if self.wide else "matrix")
        if self.wide:
            printer.statements.line("products", self.left.array, self.right.array, self.out)
        else:
            printer.statements.line("matmul", self.left.array, self.right.array, self.out)

    def backward(self) -> None:
        """Hand back to rows and columns: Ā = C̄·Bᵀ and B̄ = Aᵀ·C̄ for C = A·B."""
        upstream = self.printer.upstream(self.out)
        left, right, heads = self.left, self.right, self.right.heads
        if self.square:
            wide = upstream._replace(form="wide")
            doubled = Writer(self.printer.statements, {UPSTREAM: wide}, wide.dims).write(
                2.0 * UPSTREAM
            )
            assert isinstance(doubled, View)
            upstream = doubled._replace(form=upstream.form)
        if left.needed:
            self.product(upstream, turned(right.array), left, left.rows, left.array.dims)
        if right.needed and not self.square:
            array, (n, q) = left.array, right.array.dims
            first = array._replace(
                begin=array.begin + heads * array.steps[1], dims=(array.dims[0], n - heads)
            )
            self.product(turned(first), upstream, right, right.rows[heads * q :], (n - heads, q))

    def product(self, a: View, b: View, side: Side, rows: Addresses, dims: Any) -> None:
        """Hand back a product of two arrays."""
        gathering, name = self.printer.gathering, "products" if self.wide else "matmul"
        out = gathering.fresh(rows, side.store, dims)
        if out is not None and (self.wide or out.steps[1] == 1 or dims[1] == 1):
            out = out._replace(form=b.form if self.wide else "matrix")
            gathering.statements.line(name, a, b, out)
            return
        if out is not None:
            gathering.known(side.store)[rows] = False
        writer = Writer(gathering.statements, {}, dims)
        made = writer.scratch(side.store == "V", dims)
        gathering.statements.line(name, a, b, made if self.wide else made._replace(form="matrix"))
        gathering.hand_back(made, rows, side.store)


def turned(view: View) -> View:
    """The transpose."""
    if view.form == "wide":
        return view._replace(dims=view.dims[::-1], steps=view.steps[::-1])
    return view._replace(form="matrix" if view.form == "turned" else "turned")


class DotsPrinter:
    """Dot products one by one."""

    def __init__(self, printer: Printer, dots: Dots) -> None:
        self.needed = printer.is_needed(dots)
        self.printer = printer
        self.dims = len(dots.rows), len(dots.rows[0])
        self.sides = [printer.side(flat(cells), self.dims) for cells in (dots.rows, dots.columns)]
        self.out = printer.result(dots, self.dims[:1])
        printer.statements.line("dots", *[side.array for side in self.sides], self.out)

    def backward(self) -> None:
        """Hand back to rows and columns."""
        up = self.printer.upstream(self.out)._replace(dims=self.dims, steps=(1, 0))
        for side, other in (self.sides, self.sides[::-1]):
            if side.needed:
                known = {UPSTREAM: up, RESULT: other.array}
                send(self.printer, UPSTREAM * RESULT, known, self.dims, side)


class BundlePrinter:
    """One expression at many numbers."""

    def __init__(self, printer: Printer, bundle: Bundle) -> None:
        self.needed = printer.is_needed(bundle)
        self.printer, self.bundle = printer, bundle
        args = [flat(bundle.args)] if bundle.stacked else bundle.args
        count = len(bundle.members)
        self.known: dict[Any, Any] = {}
        self.sides: list[Side | None] = []
        used = [i for i, cells in enumerate(args) if bundle.stacked or not is_one_number(cells)]
        layout = printer.layout
        rows = {i: layout.rows(args[i], layout.store_of(args[i])) for i in used}
        own = layout.rows(bundle.members, "")
        self.dims = (count,) if bundle.stacked else common_dims([own, *rows.values()])
        for i, cells in enumerate(args):
            self.sides.append(None)
            if i in used:
                store = layout.store_of(cells)
                dims = (len(bundle.args), count) if bundle.stacked else self.dims
                array = printer.gathering.operand(rows[i], store, dims)
                wanted = not printer.needed.isdisjoint(places_of(cells))
                self.sides[i] = Side(array, rows[i], store, wanted)
                symbol = EACH if bundle.stacked else Expression("operand", (i,))
                self.known[symbol] = array
        self.out = printer.result(bundle, self.dims)
        self.forward(args)
        self.known[RESULT] = self.out

    def forward(self, args: list[list[Cell]]) -> None:
        """Compute the members."""
        bundle, statements = self.bundle, self.printer.statements
        if bundle.value is None:
            assert bundle.op is not None
            function = statements.thing(one_by_one(numbers_to_one(bundle.op)))
            statements.line(function, *self.arguments(args), f"out={statements.name(self.out)}")
            return
        writer = Writer(statements, self.known, self.dims)
        for refusal in bundle.refusals:
            statements.lines.append(f"refuse({writer.shown(writer.write(refusal))})")
        writer.write(bundle.value, self.out)

    def arguments(self, args: list[list[Cell]]) -> list[Any]:
        """What an op is called with, array by array."""
        return [
            side.array if side else number_of(cells[0])
            for side, cells in zip(self.sides, args, strict=True)
        ]

    def backward(self) -> None:
        """Hand each operand upstream × local derivative."""
        up = self.printer.upstream(self.out)
        for i, (side, slope) in enumerate(zip(self.sides, self.bundle.partials, strict=True)):
            if side is None or not side.needed or slope == 0.0:
                continue
            known = {**self.known, UPSTREAM: up}
            if slope is None:
                slope = Expression("slope")
                known[slope] = self.called_slope(i)
            send(self.printer, applied("mul", UPSTREAM, slope), known, side.array.dims, side)

    def called_slope(self, position: int) -> View:
        """The local derivatives of an op whose rule is called number by number."""
        op, statements = self.bundle.op, self.printer.statements
        assert op is not None
        out = View(
            self.printer.gathering.copy(True, len(self.bundle.members)),
            0,
            self.dims,
            in_order(self.dims),
        )
        if not self.out.store.startswith("V"):
            out = out._replace(store=self.printer.gathering.copy(False, len(self.bundle.members)))
        function = statements.thing(one_by_one(numbers_to_partial(op, position)))
        args = [*self.arguments(self.bundle.args), self.out]
        statements.line(function, *args, f"out={statements.name(out)}")
        return out


def send(
    printer: Printer, tree: Any, known: dict[Any, Any], dims: tuple[int, ...], side: Side
) -> None:
    """Add an expression to the adjoints of an operand, the sum of it where that is used often."""
    gathering, statements = printer.gathering, printer.statements
    writer = Writer(statements, known, dims)
    steps = side.array.steps if side.array.store == side.store else in_order(dims)
    axes = [axis for axis, (d, s) in enumerate(zip(dims, steps, strict=True)) if d > 1 and s == 0]
    samples = side.store == "F" and any(map(writer.varies, known.values()))
    if not (axes or samples):
        out = gathering.fresh(side.rows, side.store, dims)
        made = writer.write(tree, out)
        if out is None:
            assert isinstance(made, View)
            gathering.hand_back(made, side.rows, side.store)
        return
    made = writer.write(tree)
    assert isinstance(made, View)
    rows = side.rows.reshape(dims)
    for axis in axes:
        rows = rows.take([0], axis)
    less = rows.shape
    target = gathering.fresh(rows.reshape(-1), side.store, less)
    out = target or writer.scratch(side.store == "V", less)
    over = [*axes, len(dims)] if samples else axes
    statements.line("add.reduce", made, f"({', '.join(map(str, over))},)", None, out, True)
    if target is None:
        gathering.hand_back(out, rows.reshape(-1), side.store)


def numbers_to_one(op: Op) -> Any:
    """The value rule of an op as a function of plain numbers."""
    return lambda *numbers: op.number(numbers)


def numbers_to_partial(op: Op, position: int) -> Any:
    """The rule of a local derivative as a function of plain numbers and the result."""
    return lambda *numbers: op.number_of_partial(position, numbers[:-1], numbers[-1])


PRINTERS: dict[type, Any] = {Grid: GridPrinter, Dots: DotsPrinter, Bundle: BundlePrinter}
"""How groups are printed; each prints the forward pass when it is made."""
