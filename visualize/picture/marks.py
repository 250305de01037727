"""What a picture shows at a step of the pass, as texts; and which edges it stresses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import Any

from autograd import Edge, Graph, Step, Trace, Value
from autograd.ops.numerals import show_number
from autograd.writing.printing import text
from autograd.writing.sentences import shown_partial, shown_value
from visualize.nodes import node_of


@dataclass(frozen=True)
class Marks:
    """A picture's texts and its step's sentence; what is not yet computed is absent, not 0."""

    values: Mapping[Value, str] = field(default_factory=dict)
    gradients: Mapping[Value, str] = field(default_factory=dict)
    partials: Mapping[Edge, str] = field(default_factory=dict)
    active_node: Value | None = None
    active_edge: Edge | None = None
    caption: str = ""


def minus(shown: str) -> str:
    """A number with a true minus sign, as pictures write it.

    >>> minus("-1.5e-07")
    '−1.5e−07'
    """
    return shown.replace("-", "−")


def forward_only(graph: Graph) -> Trace:
    """The forward half of a pass, for a graph whose gradients are not asked for."""
    steps = [Step(i, "forward", node, value=node.data) for i, node in enumerate(graph.nodes)]
    return Trace(graph, steps, {node: node.data for node in graph.nodes}, None)


def marks(trace: Trace, step: int | None = None) -> Marks:
    """The texts after a step; after the last one by default.

    A node's local derivatives show with its value, for that is when they are recorded.

    Raises:
        IndexError: The pass has no such step.
    """
    last = len(trace) - 1 if step is None else step
    if not 0 <= last < len(trace):
        raise IndexError(f"step {step} is not in this pass; its steps are 0 to {len(trace) - 1}")
    values: dict[Value, str] = {}
    gradients: dict[Value, str] = {}
    for event in trace[: last + 1]:
        if event.kind == "forward":
            values[event.node] = value_text(trace, event.node)
        elif event.kind == "seed":
            gradients[event.node] = minus(show_number(event.after))
        elif event.kind == "accumulate":
            gradients[event.node] = minus(trace.number(event.after))
    partials = {
        edge: partial_text(trace, edge) for edge in trace.graph.edges if edge.node in values
    }
    if step is None:
        return Marks(values, gradients, partials)
    event = trace[last]
    caption = f"Step {step}. {trace.sentence(event)}"
    node = None if event.kind == "done" else event.node
    return Marks(values, gradients, partials, node, event.edge, caption)


def value_text(trace: Trace, node: Value) -> str:
    """A node's value as pictures write it."""
    return minus(text(shown_value(trace, node)))


def partial_text(trace: Trace, edge: Edge) -> str:
    """An edge's local derivative as the factor it is; "no derivative" where there is none."""
    partial = trace.partials.get(edge, edge.partial)
    if partial != partial:
        return "no derivative"
    shown = minus(text(shown_partial(trace, edge)))
    return f"×({shown})" if shown.startswith("−") else f"×{shown}"


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
        above = set(graph.between(node_of(graph, asked)))
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
