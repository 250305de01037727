"""A convolution unrolled into the matrix that it is: vec(Y) = A·vec(X) + b."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from autograd.engine.graph import Edge
from autograd.engine.value import Value
from autograd.ops.alphabet import latex_name
from autograd.ops.numerals import show_number
from nn.base.labels import indexed
from nn.base.nested import build, entries, shape_of, show_shape
from nn.sliding.kernels import Convolution


@dataclass(frozen=True)
class Entry:
    """One entry of an unrolled matrix; a zero has no weight and no edge.

    Attributes:
        weight: The tap that stands here, one Value in many entries.
        edge: The edge x → y of the graph that carries it as local derivative.
    """

    weight: Value | None = None
    edge: Edge | None = None

    @property
    def symbol(self) -> str:
        """The weight's label, or 0."""
        return self.weight.label if self.weight is not None else "0"

    @property
    def number(self) -> float:
        """The weight's number, or 0."""
        return self.weight.data if self.weight is not None else 0.0

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The edges this entry stands for: one, or none where no way leads from x to y."""
        return () if self.edge is None else (self.edge,)


class ConvMatrix:
    """The matrix A of vec(Y) = A·vec(X) + b, entry by entry; channels are taken one after another.

    Attributes:
        entries: The entries by row and column.
        row_names: y₁₁, y₁₂, … (channel, position).
        column_names: x₁₁, x₁₂, …
        heading: One line about it.

    >>> from nn import Conv1d
    >>> A = Conv1d(1, 1, 2, bias=False, weight=[[[3, 5]]]).matrix(3)
    >>> A.numbers, A.T.numbers[1]
    ([[3.0, 5.0, 0.0], [0.0, 3.0, 5.0]], [5.0, 3.0])
    >>> A[0, 1].symbol, A[0, 1].edge.partial, A @ [1, 10, 100]
    ('w₂', 5.0, [53.0, 530.0])
    """

    def __init__(
        self,
        rows: Sequence[Sequence[Entry]],
        row_names: Sequence[str],
        column_names: Sequence[str],
        heading: str,
    ) -> None:
        self.entries = tuple(map(tuple, rows))
        self.row_names, self.column_names = tuple(row_names), tuple(column_names)
        self.heading = heading

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.row_names), len(self.column_names)

    @property
    def symbols(self) -> list[list[str]]:
        """The entries as labels of weights, with "0" for zeros."""
        return [[entry.symbol for entry in row] for row in self.entries]

    @property
    def numbers(self) -> list[list[float]]:
        """The entries as numbers."""
        return [[entry.number for entry in row] for row in self.entries]

    @property
    def T(self) -> "ConvMatrix":  # noqa: N802  (as in mathematics and NumPy)
        """The transpose: vec(∂L/∂X) = Aᵀ·vec(∂L/∂Y)."""
        return ConvMatrix(
            list(zip(*self.entries, strict=True)),
            self.column_names,
            self.row_names,
            f"transpose of: {self.heading}",
        )

    def __getitem__(self, place: tuple[int, int]) -> Entry:
        row, column = place
        return self.entries[row][column]

    def __matmul__(self, vector: Sequence[Any]) -> list[float]:
        """A times a vector of numbers; nested lists are taken entry after entry."""
        numbers = [float(x) for x in entries(vector)]
        if len(numbers) != self.shape[1]:
            raise ValueError(
                f"a {show_shape(self.shape)} matrix multiplies {self.shape[1]} numbers, got "
                f"{len(numbers)}"
            )
        return [
            sum(entry.number * x for entry, x in zip(row, numbers, strict=True))
            for row in self.entries
        ]

    def places(self, weight: Value) -> list[tuple[int, int]]:
        """Every (row, column) at which one weight stands."""
        return [
            (i, j)
            for i, row in enumerate(self.entries)
            for j, entry in enumerate(row)
            if entry.weight is weight
        ]

    def text(self, numbers: bool = False) -> str:
        """The matrix with named rows and columns, in symbols or in numbers."""
        cells = [
            [show_number(entry.number) if numbers else entry.symbol for entry in row]
            for row in self.entries
        ]
        width = max(len(cell) for row in [self.column_names, *cells] for cell in row)
        margin = max(map(len, self.row_names))
        lines = [" " * (margin + 3) + "  ".join(name.rjust(width) for name in self.column_names)]
        for name, row in zip(self.row_names, cells, strict=True):
            shown = "  ".join(cell.rjust(width) for cell in row)
            lines.append(f"{name.ljust(margin)} [ {shown} ]")
        return "\n".join([self.heading, *lines])

    def __repr__(self) -> str:
        return self.text()

    def latex(self, numbers: bool = False) -> str:
        """The bare matrix as a LaTeX `bmatrix`."""
        rows = [
            " & ".join(show_number(e.number) if numbers else latex_name(e.symbol) for e in row)
            for row in self.entries
        ]
        body = " \\\\\n  ".join(row.replace(r"\text{0}", "0") for row in rows)
        return f"\\begin{{bmatrix}}\n  {body}\n\\end{{bmatrix}}"

    def _repr_html_(self) -> str:
        """A table for notebooks: symbols, with the number as tooltip."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.column_names)
        body = "".join(
            f"<tr><th>{escape(name)}</th>"
            + "".join(
                f'<td title="{show_number(entry.number)}">{escape(entry.symbol)}</td>'
                for entry in row
            )
            + "</tr>"
            for name, row in zip(self.row_names, self.entries, strict=True)
        )
        return (
            f"<table><caption>{escape(self.heading)}</caption>"
            f"<tr><th></th>{head}</tr>{body}</table>"
        )


def matrix_of(conv: Convolution, size: tuple[int, ...], output: Any = None) -> ConvMatrix:
    """The matrix of a convolution for an input of a size.

    Raises:
        ValueError: The output given is not that of such an input, or the padding is no zeros.
    """
    if conv.padding_mode != "zeros":
        raise ValueError(
            f"{conv!r} takes its padding from the input, so that entries of A would be sums of "
            "weights; ask this of a layer with padding_mode='zeros'"
        )
    out_size = conv.output_size(size)
    if output is None:
        output = conv.forward(named_input("x", (conv.in_channels, *size)))
    if shape_of(output) != (conv.out_channels, *out_size):
        raise ValueError(
            f"the output for an input of {show_shape((conv.in_channels, *size))} has the shape "
            f"{show_shape((conv.out_channels, *out_size))}, got {show_shape(shape_of(output))}"
        )
    nodes = list(entries(output))
    columns = names("x", (conv.in_channels, *size))
    per_channel = len(columns) // conv.in_channels
    windows = conv.windows(size)
    rows = []
    for group in range(conv.groups):
        sources, targets = conv.group_channels(group)
        for target in targets:
            kernels = {source: conv.kernel(source, target) for source in sources}
            for place, (taps, positions) in enumerate(windows):
                node = nodes[target * len(windows) + place]
                weights = [kernels[source][tap] for source in sources for tap in taps]
                at = [source * per_channel + i for source in sources for i in positions]
                rows.append(matrix_row(node, weights, at, len(columns)))
    return ConvMatrix(
        rows, names("y", (conv.out_channels, *out_size)), columns, heading(conv, rows)
    )


def matrix_row(node: Any, weights: list[Value], columns: list[int], width: int) -> list[Entry]:
    """A row of the matrix: the weights in their columns, with the edges into a node."""
    row = [Entry()] * width
    args = node.args if isinstance(node, Value) else ()
    first = len(args) - len(weights)
    position = sum(isinstance(arg, Value) for arg in args[:first])
    for weight, column, x in zip(weights, columns, args[first:], strict=False):
        edge = Edge(x, node, position) if isinstance(x, Value) else None
        position += edge is not None
        row[column] = Entry(weight, edge)
    return row


def heading(conv: Convolution, rows: list[list[Entry]]) -> str:
    """What kind of matrix it is, in one line."""
    bias = "" if conv.bias is None else " + b"
    return f"vec(Y) = A·vec(X){bias}, A {len(rows)}×{len(rows[0])}, {convention(conv)}"


def convention(conv: Convolution) -> str:
    """Which of the two convolutions the forward pass computes."""
    if conv.transposed:
        return "transposed convolution"
    return "convolution (kernel flipped)" if conv.flip else "cross-correlation (kernel not flipped)"


def named_input(letter: str, shape: tuple[int, ...]) -> Any:
    """Leaves of a shape, all 0, with their names as labels."""
    labels = iter(names(letter, shape))
    return build(shape, lambda *_: Value(0.0, next(labels)))


def names(letter: str, shape: tuple[int, ...]) -> list[str]:
    """The names of channels × size: x₁₂ by channel and position, x₂ for a single channel."""
    return list(entries(build(shape, lambda *at: indexed(letter, at[1:] if shape[0] == 1 else at))))
