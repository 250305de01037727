"""Derivatives of functions: gradients, higher ones, Jacobians, Hessians, products with vectors.

Functions take plain numbers as separate arguments, `f(x, y)`; they are called with Values.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, overload

from autograd.engine import modes, watching
from autograd.engine.forward import tangents
from autograd.engine.graph import Edge, Graph, as_nodes
from autograd.engine.recording import NO_DERIVATIVE
from autograd.engine.reverse import adjoints, describe_missing, recorded_partials
from autograd.engine.staleness import refuse_stale_partial
from autograd.engine.value import Value
from autograd.ops.errors import MissingDerivativeError
from autograd.ops.numerals import as_number

Function = Callable[..., Any]


@overload
def grad(  # type: ignore[overload-overlap]  # one name is a sequence of names to the checker
    output: Value, inputs: Value | str, *, create_graph: bool = False
) -> Value: ...
@overload
def grad(
    output: Value, inputs: Sequence[Value | str], *, create_graph: bool = False
) -> list[Value]: ...
def grad(
    output: Value, inputs: Value | str | Sequence[Value | str], *, create_graph: bool = False
) -> Value | list[Value]:
    """∂output/∂input for one or several nodes; no stored gradient is touched.

    By hand, and inside `detect_anomaly`, the pass is that of `backward` in the same mode.

    Args:
        output: L.
        inputs: Any nodes, or names of nodes. What `output` does not depend on has gradient 0.
        create_graph: Whether the gradients are themselves part of a graph, so that they can be
            differentiated again: the rules for the local derivatives are then run on Values.

    Raises:
        MissingDerivativeError: A local derivative on the way does not exist.

    >>> x = Value(3.0)
    >>> first = grad(x**3, x, create_graph=True)
    >>> first.data, grad(first, x).data
    (27.0, 18.0)
    """
    graph = Graph(output)
    wanted = as_nodes(graph, inputs, "the inputs of grad")
    if create_graph:
        with modes.differentiation():
            found = adjoints(graph, wanted=tuple(wanted), partials_of=partial_nodes(graph))
    else:
        if watching.watches:
            watching.tell(output, "grad")
        rounding = modes.current().rounding
        found = adjoints(graph, wanted=tuple(wanted), rounding=rounding)
    gradients = [as_value(found.get(node, 0.0)) for node in wanted]
    return gradients[0] if isinstance(inputs, Value | str) else gradients


class PartialNodes(Sequence[Any]):
    """The local derivatives of a node as nodes, each made when asked for by its rule."""

    def __init__(self, node: Value, graph: Graph) -> None:
        self.node, self.graph, self.args = node, graph, node.args
        self.places = [place for place, arg in enumerate(self.args) if isinstance(arg, Value)]

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, position: Any) -> Any:
        op, place = self.node.op, self.places[position]
        assert op is not None
        try:
            partial = op.partial(place, self.args, self.node)
        except NO_DERIVATIVE as error:
            edge = Edge(self.node.operands[position], self.node, position)
            raise MissingDerivativeError(describe_missing(edge, self.graph)) from error
        if self.node.rounding is None and not modes.current().rounding:
            refuse_stale_partial(partial, self.node.recorded_at(position), self.node)
        return partial


def partial_nodes(graph: Graph) -> Callable[[Value], PartialNodes]:
    """How the local derivatives of a graph's nodes become nodes."""
    return lambda node: PartialNodes(node, graph)


def as_value(x: Value | float) -> Value:
    """A node as it is, a plain number as a leaf."""
    return x if isinstance(x, Value) else Value(x)


def starting_points(point: Sequence[Any]) -> list[Value]:
    """A node for each number of a point, to differentiate by.

    A Value among them is a quantity of an outer function: the node then depends on it, but is none
    of the outer function's own, so that the two derivatives are not confused
    [Siskind & Pearlmutter 2005].
    """
    with modes.in_full_precision():  # by hand, this is no step of the calculation
        return [x * 1.0 if isinstance(x, Value) else Value(as_number(x)) for x in point]


@contextmanager
def differentiating(point: Sequence[Any]) -> Iterator[tuple[list[Value], bool]]:
    """The nodes to differentiate by, and whether results stay nodes for an outer derivative."""
    if not hasattr(point, "__len__"):
        raise TypeError(f"the point is a list of numbers such as [2.0], got {point!r}")
    with modes.differentiation() as inside_another:
        yield starting_points(point), inside_another or any(isinstance(x, Value) for x in point)


def told(x: Value, nested: bool) -> Any:
    """A result as the caller gets it: a number, or a node for an outer derivative."""
    return x if nested else x.data


def results(f: Function, inputs: Sequence[Value]) -> list[Value]:
    """f called on nodes, its result as a list of nodes."""
    if not callable(f):
        raise TypeError(f"a function of numbers is differentiated, got {f!r}; grad takes nodes")
    return [as_value(y if isinstance(y, Value) else as_number(y)) for y in flat(f(*inputs))]


def flat(returned: Any) -> list[Any]:
    """What a function returned, as one list: `value_and_grad` gives a number and a tuple."""
    if not isinstance(returned, (list, tuple)):
        return [returned]
    return [number for part in returned for number in flat(part)]


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


def value_and_grad(f: Function) -> Callable[..., tuple[Any, tuple[Any, ...]]]:
    """A function that gives f's value and its gradient, one number per argument.

    Inside another derivative, or at Values, the numbers are nodes and can be differentiated again.

    >>> value_and_grad(lambda x, y: x * y)(3, 4)
    (12.0, (4.0, 3.0))
    """

    def with_gradient(*point: Any) -> tuple[Any, tuple[Any, ...]]:
        with differentiating(point) as (inputs, nested):
            output = result(f, inputs)
            gradients = grad(output, inputs, create_graph=nested)
            return told(output, nested), tuple(told(gradient, nested) for gradient in gradients)

    return with_gradient


def derivative(f: Function, n: int = 1) -> Callable[[Any], Any]:
    """The n-th derivative of a function of one number, as a function.

    Inside another derivative, or at a Value, it gives a node and can be differentiated again.

    Args:
        f: A function of one number.
        n: How often to differentiate, 0 or more.

    >>> derivative(lambda x: x**3, 2)(5)
    30.0
    >>> derivative(derivative(lambda x: x**3))(5)
    30.0
    """
    if n.__class__ is not int or n < 0:
        raise ValueError(f"a function is differentiated 0 or more times, got {n!r}")

    def nth(x: Any) -> Any:
        with differentiating([x]) as ((at,), nested):
            output = result(f, [at])
            for order in range(1, n + 1):
                output = grad(output, at, create_graph=nested or order < n)
            return told(output, nested)

    return nth


def jacobian(f: Function, point: Sequence[Any]) -> list[list[Any]]:
    """The m × n matrix ∂fᵢ/∂xⱼ of a function of n numbers that gives m.

    >>> jacobian(lambda x, y: (x * y, x + y), [3, 4])
    [[4.0, 3.0], [1.0, 1.0]]
    """
    with differentiating(point) as (inputs, nested):
        return [
            [told(g, nested) for g in grad(output, inputs, create_graph=nested)]
            for output in results(f, inputs)
        ]


def hessian(f: Function, point: Sequence[Any]) -> list[list[Any]]:
    """The n × n matrix ∂²f/∂xᵢ∂xⱼ of a function of n numbers that gives one.

    >>> hessian(lambda x, y: x * x * y, [3, 4])
    [[8.0, 6.0], [6.0, 0.0]]
    """
    with differentiating(point) as (inputs, nested):
        gradients = grad(result(f, inputs), inputs, create_graph=True)
        return [
            [told(g, nested) for g in grad(gradient, inputs, create_graph=nested)]
            for gradient in gradients
        ]


def jvp(f: Function, point: Sequence[Any], direction: Sequence[Any]) -> tuple[list[Any], list[Any]]:
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
    with differentiating([*point, *direction]) as (given, nested):
        inputs, moves = given[: len(point)], given[len(point) :]
        directions = dict(zip(inputs, moves if nested else [v.data for v in moves], strict=True))
        outputs = results(f, inputs)
        products = []
        for output in outputs:
            graph = Graph(output)
            partials_of = partial_nodes(graph) if nested else recorded_partials
            rounding = None if nested else modes.current().rounding
            moved = tangents(graph, directions, partials_of, rounding)
            products.append(as_value(moved[output]))
        return [told(y, nested) for y in outputs], [told(t, nested) for t in products]


def vjp(f: Function, point: Sequence[Any], weights: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """f's values at a point and the weights times the Jacobian, by reverse mode.

    Raises:
        ValueError: There are not as many weights as f gives numbers.

    >>> vjp(lambda x, y: (x * y, x + y), [3, 4], [1, 10])
    ([12.0, 7.0], [14.0, 13.0])
    """
    with differentiating(point) as (inputs, nested):
        outputs = results(f, inputs)
        if len(weights) != len(outputs):
            raise ValueError(
                f"the function gives {len(outputs)} numbers, got {len(weights)} weights"
            )
        with modes.in_full_precision():
            weighted = sum(
                y * (w if isinstance(w, Value) else as_number(w))
                for y, w in zip(outputs, weights, strict=True)
            )
        gradients = grad(as_value(weighted), inputs, create_graph=nested)
        return [told(y, nested) for y in outputs], [told(g, nested) for g in gradients]
