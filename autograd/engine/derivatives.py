"""Derivatives of functions: gradients, higher ones, Jacobians, Hessians, products with vectors.

Functions take plain numbers as separate arguments, `f(x, y)`; they are called with Values.
"""

from collections.abc import Callable, Sequence
from typing import Any, overload

from autograd.engine.forward import tangents
from autograd.engine.graph import Edge, Graph, as_nodes
from autograd.engine.reverse import describe_missing, refuse_missing
from autograd.engine.value import MISSING, Value
from autograd.ops.errors import DomainError, MissingDerivativeError
from autograd.ops.numerals import as_number

Function = Callable[..., Any]


@overload
def grad(output: Value, inputs: Value, *, create_graph: bool = False) -> Value: ...
@overload
def grad(output: Value, inputs: Sequence[Value], *, create_graph: bool = False) -> list[Value]: ...
def grad(
    output: Value, inputs: Value | Sequence[Value], *, create_graph: bool = False
) -> Value | list[Value]:
    """∂output/∂input for one or several nodes; no stored gradient is touched.

    Args:
        output: L.
        inputs: Any nodes. What `output` does not depend on has gradient 0.
        create_graph: Whether the gradients are themselves part of a graph, so that they can be
            differentiated again: the rules for the local derivatives are then run on Values.

    Raises:
        MissingDerivativeError: A local derivative on the way does not exist.

    >>> x = Value(3.0)
    >>> first = grad(x**3, x, create_graph=True)
    >>> first.data, grad(first, x).data
    (27.0, 18.0)
    """
    wanted = as_nodes(inputs, "the inputs of grad")
    partials_of = partial_nodes if create_graph else recorded_partials
    adjoints = adjoints_of(output, wanted, partials_of)
    gradients = [as_value(adjoints.get(node, 0.0)) for node in wanted]
    return gradients[0] if isinstance(inputs, Value) else gradients


def adjoints_of(
    output: Value,
    wanted: Sequence[Value],
    partials_of: Callable[[Value, Graph], Callable[[int], Value | float]],
) -> dict[Value, Value | float]:
    """∂output/∂node for every node on the way from `wanted` to the output.

    `partials_of` gives the local derivatives of a node by position: as recorded, or as nodes.
    """
    graph = Graph(output)
    needed = set(wanted)
    for node in graph.nodes:
        if any(operand in needed for operand in node.operands):
            needed.add(node)
    adjoints: dict[Value, Value | float] = {output: 1.0}
    for node in reversed(graph.nodes):
        if node not in adjoints:
            continue
        upstream, partial_by = adjoints[node], partials_of(node, graph)
        for position, operand in enumerate(node.operands):
            if operand in needed:
                contribution = upstream * partial_by(position)
                so_far = adjoints.get(operand)
                adjoints[operand] = contribution if so_far is None else so_far + contribution
    return adjoints


def recorded_partials(node: Value, graph: Graph) -> Callable[[int], Value | float]:
    """The local derivatives recorded in the forward pass."""

    def partial_by(position: int) -> float:
        partial: float = node.recorded(position)
        if partial is MISSING:
            refuse_missing(Edge(node.operands[position], node, position), graph)
        return partial

    return partial_by


def partial_nodes(node: Value, graph: Graph) -> Callable[[int], Value | float]:
    """The local derivatives as nodes: the op's rules run on Values."""
    op, args = node.op, node.args
    places = [place for place, arg in enumerate(args) if isinstance(arg, Value)]

    def partial_by(position: int) -> Value | float:
        assert op is not None
        try:
            partial: Value | float = op.partial(places[position], args, node)
        except (DomainError, ZeroDivisionError) as error:
            missing = describe_missing(node, node.operands[position], graph.names)
            raise MissingDerivativeError(missing) from error
        return partial

    return partial_by


def as_value(x: Value | float) -> Value:
    """A node as it is, a plain number as a leaf."""
    return x if isinstance(x, Value) else Value(x)


def leaves(point: Sequence[float]) -> list[Value]:
    """A leaf for each number of a point."""
    return [Value(as_number(x)) for x in point]


def results(f: Function, inputs: Sequence[Value]) -> list[Value]:
    """f called on nodes, its result as a list of nodes."""
    returned = f(*inputs)
    listed = list(returned) if isinstance(returned, (list, tuple)) else [returned]
    return [as_value(as_number(y) if not isinstance(y, Value) else y) for y in listed]


def result(f: Function, inputs: Sequence[Value]) -> Value:
    """f called on nodes, its one result.

    Raises:
        ValueError: f gives several results.
    """
    listed = results(f, inputs)
    if len(listed) != 1:
        raise ValueError(
            f"the function must give one number, it gave {len(listed)}; use jacobian for several"
        )
    return listed[0]


def value_and_grad(f: Function) -> Callable[..., tuple[float, tuple[float, ...]]]:
    """A function that gives f's value and its gradient, one number per argument.

    >>> value_and_grad(lambda x, y: x * y)(3, 4)
    (12.0, (4.0, 3.0))
    """

    def with_gradient(*point: float) -> tuple[float, tuple[float, ...]]:
        inputs = leaves(point)
        output = result(f, inputs)
        return output.data, tuple(gradient.data for gradient in grad(output, inputs))

    return with_gradient


def derivative(f: Function, n: int = 1) -> Callable[[float], float]:
    """The n-th derivative of a function of one number, as a function.

    Args:
        f: A function of one number.
        n: How often to differentiate, 0 or more.

    >>> derivative(lambda x: x**3, 2)(5)
    30.0
    """
    if n.__class__ is not int or n < 0:
        raise ValueError(f"a function is differentiated 0 or more times, got {n!r}")

    def nth(x: float) -> float:
        (at,) = leaves([x])
        output = result(f, [at])
        for _ in range(n):
            output = grad(output, at, create_graph=True)
        return output.data

    return nth


def jacobian(f: Function, point: Sequence[float]) -> list[list[float]]:
    """The m × n matrix ∂fᵢ/∂xⱼ of a function of n numbers that gives m.

    >>> jacobian(lambda x, y: (x * y, x + y), [3, 4])
    [[4.0, 3.0], [1.0, 1.0]]
    """
    inputs = leaves(point)
    return [[g.data for g in grad(output, inputs)] for output in results(f, inputs)]


def hessian(f: Function, point: Sequence[float]) -> list[list[float]]:
    """The n × n matrix ∂²f/∂xᵢ∂xⱼ of a function of n numbers that gives one.

    >>> hessian(lambda x, y: x * x * y, [3, 4])
    [[8.0, 6.0], [6.0, 0.0]]
    """
    inputs = leaves(point)
    gradients = grad(result(f, inputs), inputs, create_graph=True)
    return [[g.data for g in grad(gradient, inputs)] for gradient in gradients]


def jvp(
    f: Function, point: Sequence[float], direction: Sequence[float]
) -> tuple[list[float], list[float]]:
    """f's values at a point and the Jacobian times a direction, by forward mode.

    Raises:
        ValueError: The direction has not as many numbers as the point.

    >>> jvp(lambda x, y: x * y, [3, 4], [1, 0])
    ([12.0], [4.0])
    """
    if len(direction) != len(point):
        raise ValueError(
            f"the direction needs {len(point)} numbers like the point, got {len(direction)}"
        )
    inputs = leaves(point)
    outputs = results(f, inputs)
    directions = dict(zip(inputs, map(as_number, direction), strict=True))
    return [y.data for y in outputs], [tangents(Graph(y), directions)[y] for y in outputs]


def vjp(
    f: Function, point: Sequence[float], weights: Sequence[float]
) -> tuple[list[float], list[float]]:
    """f's values at a point and the weights times the Jacobian, by reverse mode.

    Raises:
        ValueError: There are not as many weights as f gives numbers.

    >>> vjp(lambda x, y: (x * y, x + y), [3, 4], [1, 10])
    ([12.0, 7.0], [14.0, 13.0])
    """
    inputs = leaves(point)
    outputs = results(f, inputs)
    if len(weights) != len(outputs):
        raise ValueError(f"the function gives {len(outputs)} numbers, got {len(weights)} weights")
    weighted = [y * as_number(w) for y, w in zip(outputs, weights, strict=True)]
    return [y.data for y in outputs], [g.data for g in grad(as_value(sum(weighted)), inputs)]
