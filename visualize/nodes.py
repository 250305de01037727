"""Which node is meant: people name one, or give the node itself."""

from collections.abc import Sequence

from autograd import Graph, Value


def node_of(graph: Graph, asked: Value | str) -> Value:
    """A node of a graph, given itself or by its name.

    Raises:
        ValueError: The graph has no such node; the message lists the names.
        TypeError: It is neither a node nor a name.

    >>> w = Value(0.24, "w₃")
    >>> node_of(Graph(w * 2), "w3") is w
    True
    """
    if isinstance(asked, str):
        try:
            return graph.node(asked)
        except KeyError as error:
            raise ValueError(error.args[0]) from None
    if not isinstance(asked, Value):
        raise TypeError(f"a node is a Value or its name, got {type(asked).__name__}")
    if asked not in graph.names:
        output = graph.names[graph.output]
        raise ValueError(f"{output} does not depend on {asked!r}; it is not in this graph")
    return asked


def nodes_of(graph: Graph, asked: Value | str | Sequence[Value | str]) -> list[Value]:
    """One node or several, as `node_of` finds them."""
    listed = [asked] if isinstance(asked, Value | str) else asked
    return [node_of(graph, node) for node in listed]
