"""A recorded graph in networkx."""

from typing import Any

from autograd.engine.graph import Graph
from autograd.engine.value import Value
from autograd.extras import load_extra


def to_networkx(output: Value) -> Any:
    """The graph of a node as a `networkx.MultiDiGraph`, edges leading forward.

    Its nodes are the names in `Graph.names`, each with `data`, `grad` and `op` (None for a leaf);
    an edge has the `partial` and, as its key, the operand's position, so that x·x has two.

    Raises:
        ImportError: The extra `networkx` is not installed.

    >>> x = Value(3.0, "x")
    >>> list(to_networkx(x * x).edges(data="partial"))
    [('x', 'v₁', 3.0), ('x', 'v₁', 3.0)]
    """
    graph = Graph(output)
    names = graph.names
    network = load_extra("networkx", "networkx").MultiDiGraph(output=names[output])
    for node, name in names.items():
        network.add_node(name, data=node.data, grad=node.grad, op=node.op and node.op.name)
    for edge in graph.edges:
        ends = names[edge.operand], names[edge.node]
        network.add_edge(*ends, key=edge.position, partial=edge.partial)
    return network
