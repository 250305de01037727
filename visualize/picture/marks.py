"""What a picture shows at a step of the pass, as texts; and which edges it stresses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import Any

from autograd import Edge, Graph, Step, Trace, Value
from autograd.ops.numerals import show_number
from autograd.writing.printing import text
from autograd.writing.sentences import shown_partial, shown_value


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
    """The edges to stress, each with the letters of the paths it lies on.

    Args:
        graph: The graph.
        asked: A node (all its paths to the output), edges, a path (anything with `.edges`), several
            paths, or a ledger (anything with `.paths`). Only several paths get letters.

    Raises:
        TypeError: It is none of these.
        ValueError: A node or an edge is not in the graph.
    """
    if asked is None:
        return {}
    if isinstance(asked, Value):
        if asked not in graph.names:
            raise ValueError(f"cannot highlight {asked!r}: it is not in this graph")
        below = set(graph.between(asked))
        return {e: "" for e in graph.edges if e.operand in below and e.node in below}
    paths = separate_paths(asked)
    letters: dict[Edge, str] = {}
    known = set(graph.edges)
    for path, letter in zip(paths, lettering(len(paths)), strict=True):
        for edge in path:
            if edge not in known:
                raise ValueError(f"cannot highlight {edge!r}: it is not in this graph")
            letters[edge] = letters.get(edge, "") + letter
    return letters


def separate_paths(asked: Any) -> list[Sequence[Edge]]:
    """What was asked for as a list of paths, each a sequence of edges."""
    if hasattr(asked, "paths"):
        asked = asked.paths
    if hasattr(asked, "edges"):
        return [asked.edges]
    if isinstance(asked, Edge):
        return [[asked]]
    items = list(asked) if isinstance(asked, Iterable) and not isinstance(asked, str) else [asked]
    if all(isinstance(item, Edge) for item in items):
        return [items]
    if all(hasattr(item, "edges") for item in items):
        return [item.edges for item in items]
    raise TypeError(
        f"highlight takes a node, edges, a path or several paths, got {type(asked).__name__}"
    )


def lettering(count: int) -> list[str]:
    """A letter for each of several paths, none for a single one.

    >>> lettering(1), lettering(3)
    ([''], ['A', 'B', 'C'])
    """
    if count == 1:
        return [""]
    return [ascii_uppercase[i] if i < 26 else "…" for i in range(count)]
