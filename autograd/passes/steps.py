"""The step stream: the whole pass, forward and backward, one small event at a time.

Every face of the pass (text, terminal, pictures, player, LaTeX, marking) is made from these steps,
so step 17 is the same step in all of them. `autograd.writing` puts a step into words and symbols.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
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

Kind = Literal["forward", "seed", "edge", "accumulate", "done"]


class Step(NamedTuple):
    """One event of the pass. Fields that do not belong to its kind are nan.

    Attributes:
        index: Its place in the pass, from 0.
        kind: "forward" (a node gets its value), "seed" (the output gets its gradient), "edge"
            (upstream × local derivative = contribution), "accumulate" (a gradient grows from before
            to after), "done".
        node: The node that gets a value, receives along the edge, or accumulates; the output for
            seed and done.
        edge: The edge of an edge step and of the accumulate step after it, else None.
        value: The value a forward step gives.
        upstream: ∂L/∂(the edge's node).
        partial: The local derivative on the edge.
        contribution: upstream × partial.
        before: The gradient before this step.
        after: The gradient after this step.

    >>> step = (Value(3.0) * 5).trace()[3]
    >>> step.kind, step.upstream, step.partial, step.contribution
    ('edge', 1.0, 5.0, 5.0)
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
        gradients: The gradient of every node at the end.

    >>> x = Value(3.0, "x")
    >>> t = (x * x).trace()
    >>> len(t), t.gradients[x]
    (8, 6.0)
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
        self.seed = next((step.after for step in steps if step.kind == "seed"), 1.0)
        self.gradients = {
            step.node: step.after for step in steps if step.kind in ("seed", "accumulate")
        }
        self.partials = {
            step.edge: step.partial for step in steps if step.kind == "edge" and step.edge
        }

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

    def number(self, x: float) -> str:
        """A number as this pass writes it: in six digits, by hand with its places.

        Where the pass by hand kept a number unrounded, it is written with every digit.
        """
        if not self.rounding:
            return show_number(x)
        kept = self.rounding.after == "line" and self.rounding.round(x) != x
        return every_digit(x) if kept else show_number(x, self.rounding.places)

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
    ['forward', 'forward', 'seed', 'edge', 'accumulate', 'done']
    """
    graph = Graph(output)
    if rounding is None:
        rounding = modes.current().rounding
    elif not isinstance(rounding, Rounding):
        raise TypeError(f"rounding is a Rounding such as Rounding(4), got {rounding!r}")
    if rounding:
        values, partials = by_hand_values(graph, rounding)
    else:
        refuse_stale(graph)
        values = {node: node.data for node in graph.nodes}
        partials = {node: tuple(node.recorded) for node in graph.nodes}
    steps = [
        Step(index, "forward", node, value=values[node]) for index, node in enumerate(graph.nodes)
    ]
    steps.extend(
        backward_steps(graph, seed=seed, partials=partials, rounding=rounding, start=len(steps))
    )
    return Trace(graph, steps, values, rounding)


def backward_steps(
    graph: Graph,
    *,
    seed: float = 1.0,
    partials: Mapping[Value, Sequence[float]] | None = None,
    rounding: Rounding | None = None,
    start: int = 0,
) -> Iterator[Step]:
    """The backward pass: seed, for each edge its contribution and the sum it adds to, done.

    Nodes are taken in reverse order, so a node's gradient is complete before it is sent on.

    Args:
        graph: The graph of L.
        seed: ∂L/∂L.
        partials: The local derivatives of each node; by default those recorded.
        rounding: How products and sums are rounded, None for not at all.
        start: The index of the first step.

    >>> x = Value(3.0, "x")
    >>> [step.after for step in backward_steps(Graph(x * x)) if step.kind == "accumulate"]
    [3.0, 6.0]
    """
    seed = as_number(seed)
    partials_of = recorded_partials if partials is None else partials.__getitem__
    index = start + 1
    yield Step(start, "seed", graph.output, before=0.0, after=seed)
    for sent in sweep(graph, seed, partials_of=partials_of, rounding=rounding, tells_missing=True):
        edge, upstream, partial, contribution, before, after = sent
        operand = edge.operand
        yield Step(
            index, "edge", operand, edge, math.nan, upstream, partial, contribution=contribution
        )
        yield Step(
            index + 1,
            "accumulate",
            operand,
            edge,
            contribution=contribution,
            before=float(before),
            after=after,
        )
        index += 2
    yield Step(index, "done", graph.output, after=seed)


Value.trace = trace  # type: ignore[method-assign, assignment]
