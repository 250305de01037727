"""Which edges a picture stresses, and the letters that tell several paths apart."""

from collections.abc import Iterable, Sequence
from string import ascii_uppercase
from typing import Any

from autograd import Edge, Graph, Value


def highlights(graph: Graph, asked: Any) -> dict[Edge, str]:
    """The edges to stress, each with the letters of what it belongs to.

    Args:
        graph: The graph.
        asked: A node or its name (all its paths to the output), edges, a path (anything with
            `.edges`), or a ledger (anything with `.paths`); or several nodes, names or paths, which
            then get letters.

    Raises:
        TypeError: It is none of these.
        ValueError: A node or an edge is not in the graph.
    """
    if asked is None:
        return {}
    groups = groups_of_edges(graph, asked)
    letters: dict[Edge, str] = {}
    known = set(graph.edges)
    for edges, letter in zip(groups, lettering(len(groups)), strict=True):
        for edge in edges:
            if edge not in known:
                raise ValueError(f"{edge!r} is not in this graph")
            letters[edge] = letters.get(edge, "") + letter
    return letters


def groups_of_edges(graph: Graph, asked: Any) -> list[Sequence[Edge]]:
    """What was asked for as groups of edges: one for each node or path, one for plain edges."""
    if not isinstance(asked, Value) and hasattr(asked, "paths"):
        asked = asked.paths
    alone = isinstance(asked, Value | str | Edge) or hasattr(asked, "edges")
    items = list(asked) if isinstance(asked, Iterable) and not alone else [asked]
    if all(isinstance(item, Edge) for item in items):
        return [items]
    return [edges_of(graph, item) for item in items]


def edges_of(graph: Graph, asked: Any) -> Sequence[Edge]:
    """The edges of a path, or of all paths from a node to the output."""
    if isinstance(asked, Value | str):
        above = set(graph.between(graph.node(asked)))
        return [edge for edge in graph.edges if edge.operand in above and edge.node in above]
    if hasattr(asked, "edges"):
        edges: Sequence[Edge] = asked.edges
        return edges
    raise TypeError(
        f"highlight takes a node or its name, edges, a path or several of them, got "
        f"{type(asked).__name__}"
    )


def lettering(count: int) -> list[str]:
    """A letter for each of several paths, none for a single one.

    >>> lettering(1), lettering(3)
    ([''], ['A', 'B', 'C'])
    """
    if count == 1:
        return [""]
    return [ascii_uppercase[i] if i < 26 else "…" for i in range(count)]
