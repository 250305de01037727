"""The forward pass done again by hand: every value and local derivative from rounded numbers."""

import math

from autograd.engine.graph import Edge, Graph
from autograd.engine.rounding import Rounding
from autograd.engine.value import Value
from autograd.ops.errors import DomainError, MissingDerivativeError


def by_hand_values(
    graph: Graph, rounding: Rounding
) -> tuple[dict[Value, float], dict[Value, tuple[float, ...]]]:
    """Every value and local derivative of a graph by hand; leaves are taken as given."""
    values: dict[Value, float] = {}
    partials: dict[Value, tuple[float, ...]] = {}
    for node in graph.nodes:
        if node.op is None:
            values[node], partials[node] = node.data, ()
            continue
        args = node.args
        named = bool(node.label) or node is graph.output
        numbers = tuple(values[arg] if isinstance(arg, Value) else arg for arg in args)
        try:
            values[node] = rounding.value_of(node.op, numbers, named)
        except (ValueError, ArithmeticError) as error:
            raise DomainError(
                f"{node.op.name} has no value by hand "
                f"at {', '.join(map(rounding.format, numbers))} "
                f"(node {graph.names[node]!r}); keep more than {rounding.places} places"
            ) from error
        places = [place for place, arg in enumerate(args) if isinstance(arg, Value)]
        partials[node] = tuple(
            hand_partial(
                Edge(operand, node, position), place, numbers, values[node], rounding, named, graph
            )
            for position, (operand, place) in enumerate(zip(node.operands, places, strict=True))
        )
    return values, partials


def hand_partial(
    edge: Edge,
    place: int,
    numbers: tuple[float, ...],
    value: float,
    rounding: Rounding,
    named: bool,
    graph: Graph,
) -> float:
    """The local derivative of an edge by hand; `place` is the operand's among all arguments.

    Raises:
        MissingDerivativeError: It does not exist at the rounded numbers, but at those given.
    """
    node = edge.node
    assert node.op is not None
    try:
        return rounding.partial_of(node.op, place, numbers, value, named)
    except (ValueError, ArithmeticError) as error:
        if edge.is_missing:
            return math.nan
        raise MissingDerivativeError(
            f"{node.op.name} has no derivative by hand "
            f"with respect to {graph.names[edge.operand]!r} "
            f"where {graph.names[node]!r} = {rounding.format(value)}; "
            f"keep more than {rounding.places} places"
        ) from error
