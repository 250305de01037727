"""Forward mode: tangents, from the leaves to the output; the twin of `reverse.sweep`."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograd.engine import modes
from autograd.engine.graph import Edge, Graph
from autograd.engine.reverse import describe_missing, product_and_sum, recorded_partials
from autograd.engine.rounding import Rounding
from autograd.engine.value import MISSING, Value, number_of
from autograd.ops.errors import AnomalyError, MissingDerivativeError
from autograd.ops.numerals import show_number


def tangents(
    graph: Graph,
    directions: Mapping[Value, Any],
    partials_of: Callable[[Value], Sequence[Any]] = recorded_partials,
    rounding: Rounding | None = None,
) -> dict[Value, Any]:
    """The tangent of every node: its directional derivative when the given nodes move as stated.

    The chain rule forwards: a node's tangent sums local derivative × tangent over its operands.

    Args:
        graph: The graph of the output.
        directions: The tangents of some nodes; nodes that depend on none of them have tangent 0.
        partials_of: The local derivatives of a node: numbers, nodes, or MISSING.
        rounding: How products and sums are rounded by hand, None for not at all.

    Raises:
        MissingDerivativeError: A local derivative on the way does not exist.
        AnomalyError: A tangent is nan or inf, inside `detect_anomaly()`.

    >>> x = Value(3.0)
    >>> graph = Graph(x * x)
    >>> tangents(graph, {x: 1.0})[graph.output]
    6.0
    """
    moving = graph.above(list(directions))
    reports_anomaly = modes.special and modes.current().reports_anomaly
    moved: dict[Value, Any] = dict.fromkeys(graph.nodes, 0.0) | dict(directions)
    for node in graph.nodes:
        if node not in moving or node in directions:
            continue
        partials, tangent = partials_of(node), 0
        for position, operand in enumerate(node.operands):
            if operand in moving:
                partial = partials[position]
                if partial is MISSING:
                    edge = Edge(operand, node, position)
                    raise MissingDerivativeError(describe_missing(edge, graph))
                _, tangent = product_and_sum(rounding, moved[operand], partial, tangent, node)
        if reports_anomaly and not math.isfinite(number_of(tangent)):
            raise AnomalyError(
                f"the tangent of {graph.names[node]!r} became {show_number(number_of(tangent))}"
            )
        moved[node] = tangent
    return moved
