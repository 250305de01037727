"""The step stream: the whole pass, forward and backward, one small event at a time.

Every face of the pass (text, terminal, pictures, player, LaTeX, marking) is made from these steps,
so step 17 is the same step in all of them. `autograd.writing` puts a step into words and symbols.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, overload

from autograd.engine import modes
from autograd.engine.graph import Edge, Graph
from autograd.engine.reverse import recorded_partials, sweep
from autograd.engine.rounding import Rounding
from autograd.engine.staleness import refuse_stale
from autograd.engine.value import Value
from autograd.faces import Faced
from autograd.ops.numerals import as_number, every_digit, show_number
from autograd.passes.handmade import by_hand_values

Kind = Literal["given", "forward", "seed", "edge", "accumulate", "done"]
CHANGING: tuple[Kind, ...] = ("edge", "accumulate", "seed")
"""The kinds of steps that change the gradient of their node."""
NAN = math.nan


class Step(NamedTuple):
    """One event of the pass. Fields that do not belong to its kind are nan.

    Attributes:
        index: Its place in the pass, from 0.
        kind: "given" (all leaves get their values), "forward" (a node is computed), "seed" (the
            output gets its gradient), "edge" (upstream × local derivative = contribution; the first
            one that a node receives is its gradient so far), "accumulate" (a further contribution
            is added to it), "done".
        node: The node that is computed, receives along the edge, or accumulates; the output for
            given, seed and done.
        edge: The edge of an edge step and of the accumulate step after it, else None.
        value: The value a forward step gives.
        upstream: ∂L/∂(the edge's node).
        partial: The local derivative on the edge.
        contribution: upstream × partial.
        before: The node's gradient before this step.
        after: The node's gradient after this step.

    >>> step = (Value(3.0) * 5).trace()[3]
    >>> step.kind, step.upstream, step.partial, step.contribution, step.after
    ('edge', 1.0, 5.0, 5.0, 5.0)
    """

    index: int  # type: ignore[assignment]  # a tuple's own index() is not missed
    kind: Kind
    node: Value
    edge: Edge | None = None
    value: float = math.nan
    upstream: float = math.nan
    partial: float = math.nan
    contribution: float = math.nan
    before: float = math.nan
    after: float = math.nan


class Trace(Faced, Sequence[Step]):
    """The whole pass: a sequence of steps, with the numbers and names it used.

    Attributes:
        graph: The graph it ran on.
        rounding: How numbers were rounded, None for full precision.
        seed: The gradient of the output itself.
        values: The value of every node in this pass (in a pass by hand, the rounded one).

    >>> x = Value(3.0, "x")
    >>> t = (x * x).trace()
    >>> len(t), t.gradients[x]
    (7, 6.0)
    """

    def __init__(
        self,
        graph: Graph,
        steps: Sequence[Step],
        values: Mapping[Value, float],
        rounding: Rounding | None,
    ) -> None:
        self.graph = graph
        self.steps = tuple(steps)
        self.values = dict(values)
        self.rounding = rounding
        self.seed = next((step.after for step in self.steps if step.kind == "seed"), 1.0)

    @overload
    def __getitem__(self, index: int) -> Step: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Step, ...]: ...
    def __getitem__(self, index: int | slice) -> Step | tuple[Step, ...]:
        return self.steps[index]

    def __len__(self) -> int:
        return len(self.steps)

    def __repr__(self) -> str:
        by = f", {self.rounding.places} places by hand" if self.rounding else ""
        return f"Trace({self.graph.names[self.graph.output]}: {len(self)} steps{by})"

    @cached_property
    def gradients(self) -> dict[Value, float]:
        """The gradient of every node at the end."""
        return {step.node: step.after for step in self.steps if step.kind in CHANGING}

    @cached_property
    def partials(self) -> dict[Edge, float]:
        """The local derivative of each edge that sends something, in the order of the pass."""
        return {step.edge: step.partial for step in self.steps if step.kind == "edge" and step.edge}

    @cached_property
    def _complete_at(self) -> dict[Value, int]:
        return {step.node: step.index for step in self.steps if step.kind in CHANGING}

    @cached_property
    def received(self) -> dict[Value, tuple[Edge, ...]]:
        """The edges along which each node received something, in the order of the pass."""
        found: dict[Value, list[Edge]] = {}
        for edge in self.partials:
            found.setdefault(edge.operand, []).append(edge)
        return {operand: tuple(edges) for operand, edges in found.items()}

    @cached_property
    def arrivals(self) -> dict[Edge, int]:
        """Which one each edge is of those along which its operand received something, from 1.

        >>> x = Value(3.0)
        >>> list((x * x).trace().arrivals.values())
        [1, 2]
        """
        received = self.received.values()
        return {edge: place for edges in received for place, edge in enumerate(edges, 1)}

    def is_complete(self, step: Step) -> bool:
        """Whether the gradient of the step's node, as it is after the step, is the whole one."""
        return self._complete_at[step.node] <= step.index

    def number(self, x: float) -> str:
        """A number as this pass writes it: in six digits, by hand with its places.

        Where the pass by hand kept a number unrounded, it is written with every digit.
        """
        if not self.rounding:
            return show_number(x)
        kept = self.rounding.after == "line" and self.rounding.round(x) != x
        return every_digit(x) if kept else show_number(x, self.rounding.places)

    def given_number(self, x: float) -> str:
        """A given number as this pass writes it: in six digits, by hand with every digit, for with
        them it computes.
        """
        return every_digit(x) if self.rounding else show_number(x)

    if TYPE_CHECKING:  # what `autograd.writing` attaches
        values_by_name: Mapping[str, Any]
        operand_symbols: Mapping[Value, Any]
        sentences: list[str]

        def sentence(self, step: Step) -> str: ...  # noqa: D102

    def of(self, source: Value | str) -> tuple[Step, ...]:
        """Only the backward steps on the paths from `source`, a node or its name, to the output,
        with seed and done.
        """
        on_path = set(self.graph.between(self.graph.node(source)))
        return tuple(
            step
            for step in self
            if step.kind in ("seed", "done") or (step.edge and step.edge.operand in on_path)
        )


def trace(output: Value, rounding: Rounding | None = None, seed: float = 1.0) -> Trace:
    """The whole pass as steps, through everything `output` was computed from.

    Args:
        output: L.
        rounding: Do the pass by hand: every value, local derivative, product and sum is computed in
            decimal from the rounded ones before it. None takes the values and local derivatives as
            they were recorded.
        seed: ∂L/∂L.

    A local derivative that does not exist is nan, and so is what follows from it.

    Raises:
        StaleGraphError: A number has been changed since the forward pass that is to be told.

    >>> [step.kind for step in Value(3.0, "x").exp().trace()]
    ['given', 'forward', 'seed', 'edge', 'done']
    """
    graph = Graph(output)
    if rounding is None:
        rounding = modes.current().rounding
    elif not isinstance(rounding, Rounding):
        raise TypeError(f"rounding is a Rounding such as Rounding(4), got {rounding!r}")
    partials = None
    if rounding:
        values, partials = by_hand_values(graph, rounding)
    else:
        refuse_stale(graph)
        values = {node: node.data for node in graph.nodes}
    steps = list(forward_steps(graph, values))
    steps += backward_steps(
        graph, seed=seed, partials=partials, rounding=rounding, start=len(steps)
    )
    return Trace(graph, steps, values, rounding)


def forward_steps(graph: Graph, values: Mapping[Value, float]) -> Iterator[Step]:
    """The forward pass: what is given, then each node that is computed.

    >>> x = Value(3.0, "x"); y = x * x
    >>> [step.kind for step in forward_steps(Graph(y), {x: 3.0, y: 9.0})]
    ['given', 'forward']
    """
    yield Step(0, "given", graph.output)
    computed = (node for node in graph.nodes if node.op)
    for index, node in enumerate(computed, 1):
        yield Step(index, "forward", node, None, values[node])


def backward_steps(
    graph: Graph,
    *,
    seed: float = 1.0,
    partials: Mapping[Value, Sequence[float]] | None = None,
    rounding: Rounding | None = None,
    start: int = 0,
) -> Iterator[Step]:
    """The backward pass: seed, for each edge its contribution and the sum it adds to, done.

    Nodes are taken in reverse order, so a node's gradient is complete before it is sent on. The
    first contribution that a node receives is its gradient so far, which is no step of its own.

    Args:
        graph: The graph of L.
        seed: ∂L/∂L.
        partials: The local derivatives of each node; by default those recorded.
        rounding: How products and sums are rounded, None for not at all.
        start: The index of the first step.

    >>> x = Value(3.0, "x")
    >>> [(step.kind, step.after) for step in backward_steps(Graph(x * x))][1:-1]
    [('edge', 3.0), ('edge', 3.0), ('accumulate', 6.0)]
    """
    seed = as_number(seed)
    partials_of = recorded_partials if partials is None else partials.__getitem__
    index = start + 1
    received: set[Value] = set()
    yield Step(start, "seed", graph.output, before=0.0, after=seed)
    sent_back = sweep(graph, seed, partials_of=partials_of, rounding=rounding, tells_missing=True)
    new = tuple.__new__  # makes a record in a third of the time its class takes for named fields
    for edge, upstream, partial, sent, before, after in sent_back:
        node, before = edge.operand, float(before)
        if node in received:
            yield new(
                Step, (index, "edge", node, edge, NAN, upstream, partial, sent, before, before)
            )
            index += 1
            yield new(Step, (index, "accumulate", node, edge, NAN, NAN, NAN, sent, before, after))
        else:
            received.add(node)
            yield new(
                Step, (index, "edge", node, edge, NAN, upstream, partial, sent, before, after)
            )
        index += 1
    yield Step(index, "done", graph.output, after=seed)


Value.trace = trace  # type: ignore[method-assign, assignment]
