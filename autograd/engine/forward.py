"""Forward mode: tangents, from the leaves to the output, with the recorded local derivatives."""

from collections.abc import Mapping

from autograd.engine.graph import Graph
from autograd.engine.value import Value


def tangents(graph: Graph, directions: Mapping[Value, float]) -> dict[Value, float]:
    """The tangent of every node: its directional derivative when the given nodes move as stated.

    The chain rule forwards: a node's tangent sums local derivative × tangent over its operands.

    Args:
        graph: The graph of the output.
        directions: The tangents of some nodes; leaves that are not named have tangent 0.

    >>> x = Value(3.0)
    >>> graph = Graph(x * x)
    >>> tangents(graph, {x: 1.0})[graph.output]
    6.0
    """
    moved: dict[Value, float] = {}
    for node in graph.nodes:
        moved[node] = float(directions.get(node, 0.0))
        if node not in directions:
            for operand, partial in zip(node.operands, node.partials, strict=True):
                moved[node] += partial * moved[operand]
    return moved
