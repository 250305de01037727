"""The backward pass of a Conv1d seen in three ways that agree: edges, matrix, convolution."""

from dataclasses import dataclass
from html import escape
from typing import Any

from autograd.engine.value import Value
from autograd.engine.weighted_sums import weighted_sum
from autograd.ops.numerals import show_number
from nn.base.nested import as_nested, build, entries, fill, numbers_of, shape_of, show_shape
from nn.base.shapes import refuse
from nn.base.tables import aligned
from nn.sliding.conv_matrix import ConvMatrix, convention, matrix_of, names
from nn.sliding.kernels import Convolution
from nn.sliding.signals import correlate, padded, upsample

Rows = list[list[float]]


@dataclass(frozen=True, repr=False)
class BackwardView:
    """∂L/∂X of a convolution three times, and ∂L/∂W twice if X was given.

    Attributes:
        conv: The convolution.
        convention: What its forward pass computes; the kernel below is flipped against that.
        matrix: A of the forward pass.
        terms: The sum that each entry of ∂L/∂X is, edge by edge, in symbols.
        from_edges: ∂L/∂X from a pass through the graph: upstream × weight, summed over edges.
        from_matrix: ∂L/∂X = Aᵀ·∂L/∂Y.
        from_convolution: ∂L/∂X as full convolution: `spread` correlated with `kernel`.
        spread: ∂L/∂Y with stride − 1 zeros between its entries and zeros around it.
        kernel: The kernel with taps reversed and channels swapped, in × out/groups × taps.
        weight_from_edges: ∂L/∂W from the graph, None without X.
        weight_from_correlation: ∂L/∂W as correlation of padded X with upsampled ∂L/∂Y.

    >>> from nn import Conv1d
    >>> view = Conv1d(1, 1, 2, bias=False, weight=[[[3, 5]]]).backward_view([[1, 10]])
    >>> view.terms
    ['w₁·∂L/∂y₁', 'w₂·∂L/∂y₁ + w₁·∂L/∂y₂', 'w₂·∂L/∂y₂']
    >>> view.from_edges, view.agree
    ([[3.0, 35.0, 50.0]], True)
    """

    conv: Convolution
    convention: str
    matrix: ConvMatrix
    terms: list[str]
    from_edges: Rows
    from_matrix: Rows
    from_convolution: Rows
    spread: Rows
    kernel: list[Rows]
    weight_from_edges: list[Rows] | None = None
    weight_from_correlation: list[Rows] | None = None

    @property
    def agree(self) -> bool:
        """Whether all ways give the same numbers to the last bit, as they must on integers."""
        return (
            self.from_edges == self.from_matrix == self.from_convolution
            and self.weight_from_edges == self.weight_from_correlation
        )

    @property
    def largest_difference(self) -> float:
        """The largest difference between any two ways: rounding errors; 0 on integers."""
        ways = [self.from_edges, self.from_matrix, self.from_convolution]
        columns = list(zip(*map(entries, ways), strict=True))
        if self.weight_from_edges is not None:
            weights = (self.weight_from_edges, self.weight_from_correlation)
            columns += zip(*map(entries, weights), strict=True)
        return max((float(max(column) - min(column)) for column in columns), default=0.0)

    @property
    def table(self) -> list[tuple[str, ...]]:
        """One row per input: its name, its sum in symbols, and its gradient in three ways."""
        ways = [self.from_edges, self.from_matrix, self.from_convolution]
        numbers = [[show_number(number) for number in entries(way)] for way in ways]
        return list(zip(self.matrix.column_names, self.terms, *numbers, strict=True))

    @property
    def title(self) -> str:
        """What is shown, and which convention is in force."""
        return (
            f"∂L/∂X of {self.conv!r}\nforward pass: {self.convention}; "
            "backward kernel: taps reversed, channels swapped"
        )

    def __repr__(self) -> str:
        rows = [("", "", *WAYS), *self.table]
        lines = aligned(rows, left=2)
        if self.weight_from_correlation is not None:
            lines.append(f"∂L/∂W, correlation of X with ∂L/∂Y: {self.weight_from_correlation}")
        return "\n".join([self.title, *lines])

    def _repr_html_(self) -> str:
        """The table for notebooks."""
        head = "".join(f"<th>{escape(cell)}</th>" for cell in ("", "sum over edges", *WAYS))
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self.table
        )
        return f"<table><caption>{escape(self.title)}</caption><tr>{head}</tr>{body}</table>"


WAYS = ("edges", "Aᵀ·∂L/∂Y", "full convolution")


def backward_view(conv: Convolution, dY: Any, x: Any, length: int | None) -> BackwardView:  # noqa: N803
    """The view for a given ∂L/∂Y.

    Raises:
        ValueError: ∂L/∂Y has not the shape of the output.
    """
    upstream = numbers_of(dY)
    shape = shape_of(upstream)
    if len(shape) != 2 or shape[0] != conv.out_channels:
        raise ValueError(
            f"∂L/∂Y of {conv!r} is {conv.out_channels} × L_out (out_channels × …), got "
            f"{show_shape(shape)}"
        )
    size = (conv.in_channels, input_length(conv, shape[1], x, length))
    inputs = iter(names("x", size))
    numbers = build(size, lambda *_: 0.0) if x is None else numbers_of(x)
    filled = entries(numbers)
    leaves = build(size, lambda *_: Value(next(filled), next(inputs)))
    output = conv.forward(leaves)
    if shape_of(output) != shape:
        refuse(conv, f"∂L/∂Y of shape {show_shape(shape)} for an input of {show_shape(size)}")
    gradients = graph_gradients(output, upstream)
    matrix = matrix_of(conv, size[1:], output)
    spread, kernel = spread_out(conv, upstream, size[1]), turned(conv)
    return BackwardView(
        conv,
        convention(conv),
        matrix,
        terms(matrix),
        picked(gradients, leaves),
        fill(size, iter(matrix.T @ upstream)),
        full_convolution(conv, spread, kernel),
        spread,
        kernel,
        None if x is None else picked(gradients, conv.weight),
        None if x is None else weight_correlation(conv, numbers, upstream),
    )


def input_length(conv: Convolution, out_length: int, x: Any, length: int | None) -> int:
    """The length of X: that of x, else the one given, else the shortest that gives the output."""
    if x is not None:
        shape = shape_of(as_nested(x))
        conv.output_shape(shape)
        return shape[1]
    return length or conv.geometry[0].input_length(out_length)


def graph_gradients(output: Any, upstream: Any) -> dict[Value, float]:
    """∂L/∂node for L = Σ ∂L/∂y · y, by a pass through the graph that leaves every `grad` alone."""
    nodes = [
        (node, seed)
        for node, seed in zip(entries(output), entries(upstream), strict=True)
        if isinstance(node, Value)
    ]
    loss = weighted_sum(0.0, [seed for _, seed in nodes], [node for node, _ in nodes])
    return loss.trace().gradients if isinstance(loss, Value) else {}


def picked(gradients: dict[Value, float], leaves: Any) -> Any:
    """The gradients of leaves, in their shape."""
    found = [gradients.get(leaf, 0.0) for leaf in entries(leaves)]
    return fill(shape_of(leaves), iter(found))


def terms(matrix: ConvMatrix) -> list[str]:
    """For each column of A, the sum over its edges: `w₂·∂L/∂y₁ + w₁·∂L/∂y₂`."""
    return [
        " + ".join(
            f"{entry.symbol}·∂L/∂{name}"
            for entry, name in zip(column, matrix.row_names, strict=True)
            if entry.weight is not None
        )
        or "0"
        for column in matrix.T.entries
    ]


def spread_out(conv: Convolution, upstream: Rows, length: int) -> Rows:
    """∂L/∂Y with the zeros that make a correlation of it as long as X."""
    (slide,) = conv.geometry
    before = slide.reach - slide.pads[0]
    rows = [upsample(row, slide.stride) for row in upstream]
    return [padded(row, before, length + slide.reach - before - len(row)) for row in rows]


def turned(conv: Convolution) -> list[Rows]:
    """The kernel of the backward pass: taps reversed against the forward pass, channels swapped."""
    kernels = []
    for group in range(conv.groups):
        sources, targets = conv.group_channels(group)
        kernels += [
            [[tap.data for tap in reversed(conv.kernel(source, target))] for target in targets]
            for source in sources
        ]
    return kernels


def full_convolution(conv: Convolution, spread: Rows, kernel: list[Rows]) -> Rows:
    """∂L/∂X: per input channel, correlations with its kernels added over output channels."""
    results = []
    for group in range(conv.groups):
        sources, targets = conv.group_channels(group)
        for source in sources:
            parts = [
                correlate(spread[target], taps, dilation=conv.dilation)
                for target, taps in zip(targets, kernel[source], strict=True)
            ]
            results.append([sum(column) for column in zip(*parts, strict=True)])
    return results


def weight_correlation(conv: Convolution, x: Rows, upstream: Rows) -> list[Rows]:
    """∂L/∂W: padded X correlated with upsampled ∂L/∂Y, at every dilation-th place."""
    kernels: list[Rows] = []
    (slide,) = conv.geometry
    for group in range(conv.groups):
        sources, targets = conv.group_channels(group)
        for target in targets:
            row = upsample(upstream[target], slide.stride)
            met = len(row) + slide.reach
            signals = [padded(x[source], *slide.pads)[:met] for source in sources]
            taps = [correlate(signal, row)[:: slide.dilation] for signal in signals]
            kernels.append([kernel[::-1] if conv.flip else kernel for kernel in taps])
    return kernels
