"""Reverse mode: the chain rule, from the output back to the leaves.

`sweep` is the chain rule as one reads it: every gradient, product of vector and Jacobian, higher
derivative and told step comes from it. `backward` fills `grad` by a quick form of the same, in
`quick_reverse`, which tests hold to it on random programs.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from autograd.engine import modes
from autograd.engine.graph import Edge, Graph
from autograd.engine.plain_numbers import plain
from autograd.engine.quick_reverse import send_all_back
from autograd.engine.rounding import Rounding
from autograd.engine.value import MISSING, Value, number_of
from autograd.ops.errors import AnomalyError, MissingDerivativeError
from autograd.ops.numerals import show_number

new = tuple.__new__  # makes a record in half the time its class takes, which handles keywords too


class Sent(NamedTuple):
    """What an edge sends back: upstream × partial = contribution; before + contribution = after.

    The numbers are floats, or nodes where the derivatives are themselves to be differentiated.
    """

    edge: Edge
    upstream: Any
    partial: Any
    contribution: Any
    before: Any
    after: Any


def recorded_partials(node: Value) -> Sequence[Any]:
    """The local derivatives of a node that the forward pass recorded."""
    return node.recorded


def sweep(
    graph: Graph,
    seed: Any = 1.0,
    *,
    wanted: tuple[Value, ...] | None = None,
    partials_of: Callable[[Value], Sequence[Any]] = recorded_partials,
    rounding: Rounding | None = None,
    tells_missing: bool = False,
) -> Iterator[Sent]:
    """The chain rule: nodes from the last to the first hand each operand upstream × partial.

    An operand adds up what it receives, so its adjoint is complete before it is sent on.

    Args:
        graph: The graph of the output.
        seed: The adjoint of the output.
        wanted: The nodes whose adjoints are asked for; None for all. Other branches are left out.
        partials_of: The local derivatives of a node: numbers, nodes, or MISSING. Only those wanted
            are looked at.
        rounding: How products and sums are rounded by hand, None for not at all.
        tells_missing: Whether a local derivative that does not exist is sent as nan, to be told.

    Raises:
        MissingDerivativeError: A local derivative on the way does not exist.
        AnomalyError: An adjoint is nan or inf, inside `detect_anomaly()`.
    """
    needed = None if wanted is None else graph.above(wanted)
    reports_anomaly = modes.special and modes.current().reports_anomaly
    adjoints: dict[Value, Any] = {graph.output: seed}
    for node in reversed(graph.nodes):
        if node not in adjoints:
            continue
        upstream, partials = adjoints[node], partials_of(node)
        for position, operand in enumerate(node.operands):
            if needed is not None and operand not in needed:
                continue
            edge = new(Edge, (operand, node, position))
            partial = partials[position]
            if partial is MISSING:
                if not tells_missing:
                    raise MissingDerivativeError(describe_missing(edge, graph))
                partial = math.nan
            before = adjoints.get(operand, 0)
            contribution, after = product_and_sum(rounding, upstream, partial, before, operand)
            adjoints[operand] = after
            sent = new(Sent, (edge, upstream, partial, contribution, before, after))
            if reports_anomaly and not math.isfinite(number_of(after)):
                raise AnomalyError(describe_anomaly(sent, graph))
            yield sent


def product_and_sum(
    rounding: Rounding | None, factor: Any, partial: Any, before: Any, gets: Value
) -> tuple[Any, Any]:
    """The chain rule on one edge: factor × partial, and before + that; rounded by hand."""
    if rounding is None:
        product = factor * partial
        return product, before + product
    named = bool(gets.label)
    product = rounding.product(factor, partial, named)
    return product, rounding.sum(before, product, named)


def adjoints(graph: Graph, seed: Any = 1.0, **how: Any) -> dict[Value, Any]:
    """∂output/∂node · seed for every node that `sweep` reaches; `how` is handed to it."""
    sent_back = sweep(graph, seed, **how)
    return {graph.output: seed} | {sent.edge.operand: sent.after for sent in sent_back}


def backward(output: Value, seed: float = 1.0) -> None:
    """Add seed · ∂output/∂leaf to the `grad` of every leaf; set the `grad` of the nodes between.

    Each node, later ones first, hands each operand upstream × local derivative, and an operand adds
    up what it receives. Threads may share nodes: one pass runs at a time.

    Raises:
        MissingDerivativeError: A local derivative on the way does not exist; the gradients are then
            incomplete, so `zero_grad` before the next pass.
    """
    seed = plain(seed, "the seed")
    with modes.one_pass_at_a_time:
        if modes.special:
            backward_in_mode(output, seed)
        elif output.op is None:
            output._grad += seed
        else:
            try:
                send_all_back(output, seed)
            except ZeroDivisionError:
                for _ in sweep(Graph(output)):  # which names the edge without a derivative
                    pass
                raise


def backward_in_mode(output: Value, seed: float) -> None:
    """The pass as `sweep` tells it, for hand arithmetic and for reports of nan and inf."""
    rounding = modes.current().rounding
    for node, gradient in adjoints(Graph(output), seed, rounding=rounding).items():
        if node.op is not None:
            node._grad = gradient
        elif rounding:
            node._grad = rounding.sum(node._grad, gradient, bool(node.label))
        else:
            node._grad += gradient


def describe_missing(edge: Edge, graph: Graph) -> str:
    """`sqrt has no derivative with respect to 'x' at x = 0`."""
    node, names = edge.node, graph.names
    assert node.op is not None
    at = dict.fromkeys(
        f"{names[arg]} = {arg.data:g}" for arg in node.args if isinstance(arg, Value)
    )
    by = names[edge.operand]
    return f"{node.op.name} has no derivative with respect to {by!r} at {', '.join(at)}"


def describe_anomaly(sent: Sent, graph: Graph) -> str:
    """`the gradient of 'x' became inf: edge x → y sends 1e300 × 1e300 = inf`."""
    operand, node = graph.names[sent.edge.operand], graph.names[sent.edge.node]
    upstream, partial, contribution, after = (
        show_number(number_of(x))
        for x in (sent.upstream, sent.partial, sent.contribution, sent.after)
    )
    return (
        f"the gradient of {operand!r} became {after}: edge {operand} → {node} "
        f"sends {upstream} × {partial} = {contribution}"
    )


Value.backward = backward  # type: ignore[method-assign, assignment]
