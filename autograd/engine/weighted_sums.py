"""The weighted sum b + Σ wᵢxᵢ as one node, and one of them per row of a matrix.

Most edges of a network belong to weighted sums, so where a row and the inputs are each all nodes or
all plain numbers, the sum is recorded here with the row on its left side and the inputs on its
right. Every other mixture goes through `apply_op`; tests compare the two.
"""

from collections.abc import Iterable, Sequence
from operator import mul
from typing import Any

from autograd.engine import modes, value
from autograd.engine.recording import new_node
from autograd.engine.value import Value
from autograd.ops.many import START, sigma
from autograd.ops.numerals import as_number

NODES, NUMBERS = {Value}, {float}

Entries = tuple[tuple[Any, ...], tuple[float, ...], tuple[float, ...], bool]


def weighted_sum(bias: Any, weights: Iterable[Any], inputs: Iterable[Any]) -> Any:
    """b + Σ wᵢxᵢ as one node, as in a textbook figure: the weights sit on its edges.

    ∂/∂b = 1, ∂/∂wᵢ = xᵢ, ∂/∂xᵢ = wᵢ. Each argument may hold Values and plain numbers.

    Args:
        bias: b; 0 for none.
        weights: n numbers.
        inputs: n numbers.

    Raises:
        ValueError: There are not as many inputs as weights.

    >>> w = [Value(0.24, "w₃"), Value(-1.7, "w₄")]
    >>> node = weighted_sum(0, w, [-0.3, 0.8])
    >>> round(node.data, 4), node.partials
    (-1.432, (-0.3, 0.8))
    """
    weights, inputs = tuple(weights), tuple(inputs)
    if len(weights) != len(inputs):
        raise misfit(len(inputs), len(weights))
    has_bias = bias.__class__ is Value or as_number(bias) != 0
    return affine([(bias, *weights) if has_bias else weights], inputs)[0]


def affine(rows: Iterable[Sequence[Any]], inputs: Iterable[Any]) -> list[Any]:
    """W·x + b: one weighted sum per row (b, w₁, …, wₙ), or (w₁, …, wₙ) without a bias.

    Args:
        rows: m rows of 1 + n numbers, the bias first, or of n numbers; as `Rows`, if they are used
            again.
        inputs: n numbers.

    Returns:
        m nodes (plain numbers if nothing is a Value).

    Raises:
        ValueError: A row does not fit the inputs.

    >>> [y.data for y in affine([(0, 1, 0), (0, -1)], [Value(1), Value(1)])]
    [1.0, -1.0]
    """
    inputs = tuple(inputs)
    n = len(inputs)
    kinds = {x.__class__ for x in inputs}
    nodes_only = kinds == NODES
    quick = not modes.special and (nodes_only or kinds == NUMBERS)
    numbers = tuple([x._data for x in inputs]) if nodes_only else inputs
    with_one = (1.0, *numbers)
    scope = modes.scope_now
    sums: list[Any] = []
    for row, entries, weights, are_nodes in (rows if rows.__class__ is Rows else Rows(rows)).read():
        factors = with_one if len(row) > n else numbers
        if len(row) != len(factors):
            raise misfit(n, len(row) - (len(row) > n))
        if not (quick and (are_nodes or (nodes_only and entries))):
            sums.append(sigma(*row, *inputs))
            continue
        node = new_node()
        node._data = sum(map(mul, entries, factors), START)
        node._grad = 0.0
        node.op = sigma
        node.left = row
        node.d_left = factors if are_nodes else None
        node.right = inputs
        node.d_right = (weights if factors is with_one else entries) if nodes_only else None
        node._tag = scope
        sums.append(node)
    return sums


class Rows(tuple[tuple[Any, ...], ...]):
    """Rows of weights used for many samples: their numbers are read once, until one is set.

    >>> rows = Rows([(Value(0.0), Value(1.0))])
    >>> affine(rows, [Value(5.0)])[0].data
    5.0
    """

    last_read: tuple[object, list[Entries]]

    def __new__(cls, rows: Iterable[Sequence[Any]]) -> "Rows":
        """Rows as tuples, so that a pass over many samples walks through each only once."""
        made = super().__new__(cls, map(tuple, rows))
        made.last_read = None, []
        return made

    def read(self) -> list[Entries]:
        """The rows with their numbers."""
        now = value.last_change
        then, entries = self.last_read  # one attribute, so that no thread sees half of it
        if then is not now:
            entries = [entries_of(row) for row in self]
            self.last_read = now, entries
        return entries

    def __reduce__(self) -> tuple[Any, ...]:
        return Rows, (tuple(self),)  # what was read here says nothing of a copy


def entries_of(row: tuple[Any, ...]) -> Entries:
    """A row, its numbers, the same without the first, and whether all of them belong to nodes.

    A row of nodes and plain numbers mixed has no numbers here: it goes the general way.
    """
    try:
        numbers = tuple([entry._data for entry in row])
    except AttributeError:  # a plain number is among them
        numbers = row if {entry.__class__ for entry in row} == NUMBERS else ()
        return row, numbers, numbers[1:], False
    return row, numbers, numbers[1:], True


def misfit(inputs: int, weights: int) -> ValueError:
    """The error for a row that does not fit the inputs."""
    return ValueError(
        f"a weighted sum needs one input for each weight, got {inputs} inputs for {weights} weights"
    )
