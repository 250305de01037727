"""The computation graph as a read-only view: nodes in order, edges, names, what lies above."""

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from autograd.engine.value import MISSING, Value, left_of
from autograd.ops.alphabet import SUBSCRIPTS, identifier, legible
from autograd.ops.errors import UnknownNodeError


class Edge(NamedTuple):
    """One use of an operand by a node. `position` counts the node's operands from 0.

    >>> x = Value(3.0, "x")
    >>> [(edge.position, edge.partial) for edge in Graph(x * x).edges]
    [(0, 3.0), (1, 3.0)]
    """

    operand: Value
    node: Value
    position: int

    @property
    def partial(self) -> float:
        """The local derivative ∂node/∂operand recorded here; nan where it does not exist."""
        return math.nan if self.is_missing else self.node.recorded_at(self.position)

    @property
    def is_missing(self) -> bool:
        """Whether the local derivative does not exist, as that of √x at 0."""
        return self.node.recorded_at(self.position) is MISSING

    def __repr__(self) -> str:
        operand, node = (end.label or "·" for end in (self.operand, self.node))
        return f"Edge({operand} → {node}, position {self.position})"


class Graph:
    """Everything an output was computed from. The view is taken once; it changes nothing.

    Args:
        output: The last node, L.

    >>> x = Value(3.0, "x")
    >>> graph = Graph(x * x)
    >>> len(graph.nodes), len(graph.edges)
    (2, 2)
    """

    def __init__(self, output: Value) -> None:
        if not isinstance(output, Value):
            raise TypeError(
                f"a graph ends in a Value, got {type(output).__name__}; give the output node itself"
            )
        self.output = output

    @cached_property
    def nodes(self) -> tuple[Value, ...]:
        """All nodes, operands before the nodes that use them, in the same order in every run."""
        return tuple(in_order([self.output]))

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """All edges, grouped by node in the order of `nodes`."""
        return tuple(
            Edge(operand, node, position)
            for node in self.nodes
            for position, operand in enumerate(node.operands)
        )

    @cached_property
    def uses(self) -> dict[Value, tuple[Edge, ...]]:
        """The edges that leave each node, in the order of `edges`; none leaves the output.

        >>> x = Value(3.0, "x")
        >>> len(Graph(x * x).uses[x])
        2
        """
        found: dict[Value, list[Edge]] = {node: [] for node in self.nodes}
        for edge in self.edges:
            found[edge.operand].append(edge)
        return {node: tuple(edges) for node, edges in found.items()}

    @cached_property
    def use_numbers(self) -> dict[Edge, int]:
        """For each edge whose operand has several uses, which of them it is, from 1."""
        several = (edges for edges in self.uses.values() if len(edges) > 1)
        return {edge: number for edges in several for number, edge in enumerate(edges, 1)}

    @property
    def leaves(self) -> tuple[Value, ...]:
        """The nodes that no op made."""
        return tuple(node for node in self.nodes if node.op is None)

    @cached_property
    def names(self) -> dict[Value, str]:
        """A name for each node, unique in this graph: its label, else v₁, v₂, … in order.

        A label is made fit for one line first, see `autograd.ops.alphabet.legible`.

        >>> x = Value(3.0, "x")
        >>> list(Graph((x + 1) * x).names.values())
        ['x', 'v₁', 'v₂']
        """
        return dict(zip(self.nodes, unique_names([node.label for node in self.nodes]), strict=True))

    def node(self, asked: "Value | str") -> Value:
        """The node of a name in `names`, of a label, or of a name in ASCII; or the node given.

        Raises:
            UnknownNodeError: The graph has no such node; the message lists the names.
            TypeError: It is neither a node nor a name.

        >>> w = Value(0.24, "w₃")
        >>> graph = Graph(w * 2)
        >>> graph.node("w3") is graph.node(w) is w
        True
        """
        if isinstance(asked, Value):
            if asked not in self.names:
                output = self.names[self.output]
                raise UnknownNodeError(
                    f"{output} does not depend on {asked!r}; it is not in this graph"
                )
            return asked
        if not isinstance(asked, str):
            raise TypeError(f"a node is a Value or its name, got {type(asked).__name__}")
        spellings: tuple[Callable[[Value], str], ...] = (
            self.names.__getitem__,
            lambda node: node.label,
            lambda node: identifier(self.names[node]),
        )
        for spelling in spellings:
            for node in self.nodes:
                if spelling(node) == asked:
                    return node
        known = ", ".join(list(self.names.values())[:12])
        raise UnknownNodeError(
            f"no node is named {asked!r}; "
            f"the names are {known}{', …' if len(self.names) > 12 else ''}"
        )

    def listed(self, asked: "Value | str | Sequence[Value | str]") -> list[Value]:
        """One node or several, each given itself or by its name."""
        return [self.node(each) for each in ([asked] if isinstance(asked, Value | str) else asked)]

    def count_paths(self, source: Value | str) -> int:
        """The number of paths from `source` to the output, without walking them.

        >>> x = Value(1.0)
        >>> y = x
        >>> for _ in range(60):
        ...     y = y + y
        >>> Graph(y).count_paths(x) == 2**60
        True
        """
        (source,) = as_nodes(self, source, "the source of paths")
        counts = dict.fromkeys(self.nodes, 0)
        if source in counts:
            counts[source] = 1
        for node in self.nodes:
            counts[node] += sum(counts[operand] for operand in node.operands)
        return counts[self.output]

    def above(self, sources: Iterable[Value]) -> set[Value]:
        """The given nodes of the graph, and every node that depends on one of them."""
        above = set(sources)
        for node in self.nodes:
            if any(operand in above for operand in node.operands):
                above.add(node)
        return above.intersection(self.nodes)

    def below(self, nodes: Iterable[Value]) -> set[Value]:
        """The given nodes, and every node that they were computed from."""
        below = set(nodes)
        for node in reversed(self.nodes):
            if node in below:
                below.update(node.operands)
        return below

    def between(self, source: Value | str) -> tuple[Value, ...]:
        """The nodes on some path from `source` to the output, in the order of `nodes`."""
        (source,) = as_nodes(self, source, "the source of paths")
        above = self.above([source])
        return tuple(node for node in self.nodes if node in above)

    if TYPE_CHECKING:

        def paths(self, source: Any, most: int = 20) -> Any: ...  # noqa: D102  (see `passes.ledger`)

    def __repr__(self) -> str:
        return f"Graph({self.names[self.output]}: {len(self.nodes)} nodes, {len(self.edges)} edges)"


def in_order(outputs: Sequence[Value]) -> list[Value]:
    """Everything that outputs were computed from, and they: operands first, each once.

    What the first one was computed from stands first, in the order of its own graph.
    """
    order: list[Value] = []
    entered: set[Value] = set()
    scanned: set[int] = set()  # groups of operands, often shared, that have been entered
    waiting: list[Any] = list(reversed(outputs))  # a node behind which None stands is left when met
    push, pop, enter, leave = waiting.append, waiting.pop, entered.add, order.append
    while waiting:
        node = pop()
        if node is None:
            leave(pop())
        elif node not in entered:
            enter(node)
            if node.op is None:
                leave(node)
                continue
            push(node)
            push(None)
            left = left_of(node)  # which may have to be made, and the right one with it
            for side in (node.right, left):  # what is to be entered first is pushed last
                if side.__class__ is Value:
                    if side not in entered:
                        push(side)
                elif side.__class__ is tuple and id(side) not in scanned:
                    found = [x for x in side if x.__class__ is Value and x not in entered]
                    if not found:
                        scanned.add(id(side))
                    waiting += reversed(found)
    return order


def unique_names(labels: Sequence[str]) -> list[str]:
    """The names of nodes with these labels, "" for none; see `Graph.names`.

    >>> unique_names(["x", "", "x", ""])
    ['x', 'v₁', 'x (2)', 'v₂']
    """
    taken = {legible(label) for label in labels}
    spelled = {identifier(label) for label in taken if label}
    names: list[str] = []
    used: dict[str, int] = {}
    number = 0
    for label in labels:
        if not label:
            number += 1
            while f"v{number}" in spelled:  # v1 and v₁ would read as the same name
                number += 1
            names.append(f"v{number}".translate(SUBSCRIPTS))
            continue
        name = label = legible(label)
        if label in used:
            while name in taken:
                used[label] += 1
                name = f"{label} ({used[label]})"
            taken.add(name)
        used.setdefault(name, 1)
        names.append(name)
    return names


def as_nodes(graph: Graph, asked: Any, what: str) -> list[Value]:
    """One node or several, of this graph or not, or their names in it, as a list of nodes.

    Raises:
        TypeError: Something in it is neither a Value nor a name.
        UnknownNodeError: The graph has no node of that name.
    """
    if isinstance(asked, Value | str):
        asked = [asked]
    if not isinstance(asked, Iterable):
        raise TypeError(f"{what} must be Values, got {type(asked).__name__} {asked!r}")
    nodes = [graph.node(each) if isinstance(each, str) else each for each in asked]
    for node in nodes:
        if not isinstance(node, Value):
            raise TypeError(f"{what} must be Values, got {type(node).__name__}")
    return nodes


def zero_grad(output: Value) -> None:
    """Set the gradient of this node and of everything it was computed from to 0.

    >>> x = Value(3.0)
    >>> y = x * x
    >>> y.backward(); y.zero_grad(); x.grad
    0.0
    """
    for node in Graph(output).nodes:
        node._grad = 0.0


Value.zero_grad = zero_grad  # type: ignore[method-assign, assignment]
