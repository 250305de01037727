"""The path ledger: every path from a node to the output, and their sum, the gradient."""

import heapq
import math
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from autograd.engine.graph import Edge, Graph
from autograd.engine.reverse import describe_missing
from autograd.engine.rounding import Rounding
from autograd.engine.value import Value
from autograd.ops.errors import MissingDerivativeError
from autograd.passes.steps import Trace, trace


class Path(NamedTuple):
    """Edges from a source to the output, and the product of their local derivatives.

    Attributes:
        edges: The edges in forward direction, source first.
        factors: The local derivatives as a hand calculation writes them, ∂L/∂… first.
        running: The product after each factor, rounded on the way in a pass by hand. A seed of the
            pass other than 1 stands before the first factor.
        seed: ∂L/∂L.

    >>> x = Value(2.0, "x")
    >>> path, = paths((x * 3) * 5, x).paths
    >>> path.factors, path.running
    ((5.0, 3.0), (5.0, 15.0))
    """

    edges: tuple[Edge, ...]
    factors: tuple[float, ...]
    running: tuple[float, ...]
    seed: float = 1.0

    @property
    def product(self) -> float:
        """The path product, this path's share of the gradient."""
        return self.running[-1] if self.running else self.seed

    @property
    def nodes(self) -> tuple[Value, ...]:
        """The nodes on the path, source first."""
        return (*(edge.operand for edge in self.edges), self.edges[-1].node) if self.edges else ()

    @property
    def stopped_by(self) -> Edge | None:
        """The edge nearest the output whose local derivative is 0, if any: it stops the path."""
        return next(
            (
                edge
                for edge, factor in zip(reversed(self.edges), self.factors, strict=True)
                if factor == 0
            ),
            None,
        )


class _Ledger(NamedTuple):
    trace: Trace
    source: Value
    paths: tuple[Path, ...]
    count: int  # type: ignore[assignment]  # a tuple's own count() is not missed
    gradient: float
    visits: int


class Ledger(_Ledger):
    """The paths from a source to the output, largest |product| first, with an honest remainder.

    Attributes:
        trace: The pass that the numbers are from.
        source: Where the paths begin.
        paths: The paths listed.
        count: How many paths there are in all.
        gradient: ∂output/∂source, the sum of all path products.
        visits: How many edges one would walk along all paths, one after the other.

    >>> x = Value(2.0, "x")
    >>> ledger = paths(x * x * x, x)
    >>> ledger.count, ledger.gradient, [path.product for path in ledger.paths]
    (3, 12.0, [4.0, 4.0, 4.0])
    """

    @property
    def unlisted(self) -> int:
        """How many paths are not listed."""
        return self.count - len(self.paths)

    @property
    def remainder(self) -> float:
        """What the paths that are not listed sum to."""
        return (
            self.gradient - math.fsum(path.product for path in self.paths) if self.unlisted else 0.0
        )

    @property
    def rounding_difference(self) -> float:
        """By hand, what rounding on different ways makes between the gradient and the products.

        The pass rounds sums before it sends them on; a path is rounded by itself. It is 0 where not
        all paths are listed: then it is part of the remainder.
        """
        if self.unlisted or not self.trace.rounding:
            return 0.0
        return self.gradient - math.fsum(path.product for path in self.paths)

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """The edges on any path, each once: what backpropagation walks."""
        below = set(self.trace.graph.between(self.source))
        return tuple(edge for edge in self.trace.graph.edges if edge.operand in below)

    def __repr__(self) -> str:
        names = self.trace.graph.names
        paths = "1 path" if self.count == 1 else f"{self.count:,} paths"
        name = f"∂{names[self.trace.graph.output]}/∂{names[self.source]}"
        return f"Ledger({name} = {self.trace.number(self.gradient)} over {paths})"


def paths(
    output: Value | Trace,
    source: Value | str,
    *,
    most: int = 20,
    rounding: Rounding | None = None,
) -> Ledger:
    """Every path from `source` to `output`: all counted, at most `most` of them listed.

    Args:
        output: The last node, or a trace that ended in it.
        source: The node whose gradient is asked for, or its name.
        most: How many paths to list, those of the largest |product| first.
        rounding: Do the pass by hand.

    Raises:
        UnknownNodeError: `source` is not part of the graph.
        ValueError: `most` is negative.
        MissingDerivativeError: A local derivative on one of the paths does not exist.

    >>> a = Value(2.0, "a"); b = Value(3.0, "b")
    >>> L = a * b + a * 4
    >>> print(repr(paths(L, a)), [path.product for path in paths(L, a).paths])
    Ledger(∂v₃/∂a = 7 over 2 paths) [4.0, 3.0]
    """
    run = output if isinstance(output, Trace) else trace(output, rounding)
    source = run.graph.node(source)
    if most < 0:
        raise ValueError(f"the number of paths to list is 0 or more, got {most}")
    refuse_missing(run, source)
    count, visits = count_and_visits(run.graph, source)
    listed: list[Path] = []
    for edges in largest_first(run, source):
        if len(listed) == most:
            break
        listed.append(path_of(run, edges))
    gradient = run.gradients.get(source, 0.0)
    return Ledger(run, source, tuple(listed), count, gradient, visits)


def refuse_missing(run: Trace, source: Value) -> None:
    """Raise, if a local derivative on a path from `source` does not exist."""
    if all(partial == partial for partial in run.partials.values()):
        return  # a missing one is told as nan
    graph = run.graph
    above = graph.above([source])
    for edge in graph.edges:
        if edge.operand in above and edge.is_missing:
            raise MissingDerivativeError(describe_missing(edge, graph))


def count_and_visits(graph: Graph, source: Value) -> tuple[int, int]:
    """The number of paths and the sum of their lengths, without walking them."""
    counts = path_counts(graph, source)
    lengths = dict.fromkeys(graph.nodes, 0)
    for edge in graph.edges:
        lengths[edge.node] += lengths[edge.operand] + counts[edge.operand]
    return counts[graph.output], lengths[graph.output]


def path_counts(graph: Graph, source: Value) -> dict[Value, int]:
    """How many paths lead from the source to each node."""
    counts = dict.fromkeys(graph.nodes, 0)
    counts[source] = 1
    for edge in graph.edges:
        counts[edge.node] += counts[edge.operand]
    return counts


class Partway(NamedTuple):
    """A path under way: how large its product can still become, and the edges so far."""

    bound: float
    turn: int
    product: float
    node: Value
    edges: tuple[Edge, ...]


def largest_first(run: Trace, source: Value) -> Iterator[tuple[Edge, ...]]:
    """Paths by falling |product|: best-first search, bounded by the best product in reach."""
    best = best_products(run)
    turn = 0
    waiting = [Partway(-best[source], 0, 1.0, source, ())]
    while waiting:
        _, _, product, node, edges = heapq.heappop(waiting)
        if node is run.graph.output:
            yield edges
            continue
        for edge in run.graph.uses[node]:
            turn -= 1  # among equals the newest goes first: one path is finished before the next
            so_far = product * magnitude(run.partials[edge])
            heapq.heappush(
                waiting, Partway(-so_far * best[edge.node], turn, so_far, edge.node, (*edges, edge))
            )


def best_products(run: Trace) -> dict[Value, float]:
    """The largest |product| of any path from each node to the output."""
    best = {run.graph.output: 1.0}
    for node in reversed(run.graph.nodes[:-1]):
        best[node] = max(
            magnitude(run.partials[edge]) * best[edge.node] for edge in run.graph.uses[node]
        )
    return best


def magnitude(partial: float) -> float:
    """|partial|, finite: nan and inf count as the largest number, so that they come first."""
    return min(abs(partial), 1e300) if partial == partial else 1e300


def path_of(run: Trace, edges: tuple[Edge, ...]) -> Path:
    """A path with its factors and running product, output first."""
    factors = tuple(run.partials[edge] for edge in reversed(edges))
    running: list[float] = []
    for edge, factor in zip(reversed(edges), factors, strict=True):
        before = running[-1] if running else run.seed
        if before == 1 and not running:
            running.append(factor)
        elif run.rounding:
            running.append(run.rounding.product(before, factor, bool(edge.operand.label)))
        else:
            running.append(before * factor)
    return Path(edges, factors, tuple(running), run.seed)


def paths_to(output: Value | Graph, source: Value | str, most: int = 20) -> Ledger:
    """Every path from `source` to this node, with their products; see `autograd.paths`.

    >>> x = Value(3.0, "x")
    >>> (x * x).paths(x).count, Graph(x * x).paths("x").count
    (2, 2)
    """
    return paths(output.output if isinstance(output, Graph) else output, source, most=most)


Value.paths = Graph.paths = paths_to  # type: ignore[method-assign, assignment]
