"""The weighted sum b + Σ wᵢxᵢ as one node, and one of them per row of a matrix.

Most edges of a network belong to weighted sums, so where everything but the inputs is a Value they
are recorded here in two groups of operands, inputs and (bias, weights). Every other case goes
through `apply_op`; tests compare the two.
"""

from collections.abc import Sequence
from operator import mul
from typing import Any

from autograd.engine import modes
from autograd.engine.recording import new_node
from autograd.engine.value import Value
from autograd.ops.many import sigma

NO_NODES: list[Any] = [()]


def weighted_sum(bias: Any, weights: Sequence[Any], inputs: Sequence[Any]) -> Any:
    """b + Σ wᵢxᵢ as one node, as in a textbook figure: the weights sit on its edges.

    ∂/∂b = 1, ∂/∂wᵢ = xᵢ, ∂/∂xᵢ = wᵢ. Each argument may hold Values and plain numbers.

    Args:
        bias: b; 0.0 for none.
        weights: n numbers.
        inputs: n numbers.

    Raises:
        ValueError: There are not as many inputs as weights.

    >>> w = [Value(0.24, "w₃"), Value(-1.7, "w₄")]
    >>> node = weighted_sum(0.0, w, [-0.3, 0.8])
    >>> round(node.data, 4), node.partials
    (-1.432, (-0.3, 0.8))
    """
    return affine([(bias, *weights)], inputs)[0]


def affine(rows: Sequence[Sequence[Any]], inputs: Sequence[Any]) -> list[Any]:
    """W·x + b: one weighted sum per row (b, w₁, …, wₙ), all over the same inputs.

    Rows that are tuples, kept from call to call, are not copied: passes over many samples then walk
    them only once.

    Args:
        rows: m rows of 1 + n numbers, the bias first.
        inputs: n numbers.

    Returns:
        m nodes (plain numbers if nothing is a Value).

    Raises:
        ValueError: A row does not fit the inputs.

    >>> [y.data for y in affine([(0, 1, 0), (0, 0, -1)], [Value(1), Value(1)])]
    [1.0, -1.0]
    """
    inputs = tuple(inputs)
    kinds = {x.__class__ for x in inputs}
    nodes_only = kinds == {Value}
    for row in rows:
        if len(row) != len(inputs) + 1:
            raise ValueError(
                "a weighted sum needs one input for each weight, "
                f"got {len(inputs)} inputs for {len(row) - 1} weights"
            )
    if modes.special or not (nodes_only or kinds == {float}):
        return [sigma(*row, *inputs) for row in rows]
    numbers = [x.data for x in inputs] if nodes_only else inputs
    by_weight = (1.0, *numbers)
    sums: list[Any] = []
    for row in rows:
        try:
            weights: list[Any] = [w.data for w in row]
            data = sum(map(mul, weights, by_weight))
        except (AttributeError, TypeError):  # a plain number among bias and weights
            data = None
        if data.__class__ is not float:  # NumPy scalars and tensors have something called data, too
            sums.append(with_plain_bias(row, inputs, numbers))
            continue
        node = new_node()
        node.data = data
        node.left = None
        if nodes_only:
            weights[0] = inputs  # [inputs, w₁, …, wₙ]: the inputs and their partials
            node.d_left = weights
        else:
            node.d_left = NO_NODES
        node.right = tuple(row)
        node.d_right = by_weight
        node.grad = 0.0
        node.op = sigma
        node._tag = modes.scope_now
        sums.append(node)
    return sums


def with_plain_bias(row: Sequence[Any], inputs: tuple[Any, ...], numbers: Sequence[float]) -> Any:
    """A weighted sum with a plain number as bias, quickly; any other mixture in the general way."""
    bias, *nodes = row
    if bias.__class__ is not float or {w.__class__ for w in nodes} != {Value}:
        return sigma(*row, *inputs)
    weights = [w.data for w in nodes]
    node = new_node()
    node.data = sum(map(mul, weights, numbers), bias)
    node.left = None
    if inputs[0].__class__ is Value:
        node.right, node.d_right = (*nodes, *inputs), (*numbers, *weights)
    else:
        node.right, node.d_right = tuple(nodes), tuple(numbers)
    node.d_left = (*row, *inputs)
    node.grad = 0.0
    node.op = sigma
    node._tag = modes.scope_now
    return node
