"""Reverse mode: the chain rule, from the output back to the leaves.

`sweep` is the chain rule as one reads it: every gradient, product of vector and Jacobian, higher
derivative and told step comes from it. `backward` fills `grad` by a quick form of the same, which
tests hold to it on random programs.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from autograd.engine import modes
from autograd.engine.graph import Edge, Graph
from autograd.engine.rounding import Rounding
from autograd.engine.value import MISSING, Value
from autograd.ops.errors import AnomalyError, MissingDerivativeError
from autograd.ops.numerals import as_number, show_number


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
            edge = Edge(operand, node, position)
            partial = partials[position]
            if partial is MISSING:
                if not tells_missing:
                    raise MissingDerivativeError(describe_missing(edge, graph))
                partial = math.nan
            before = adjoints.get(operand, 0)
            if rounding:
                named = bool(operand.label)
                contribution = rounding.product(upstream, partial, named)
                after = rounding.sum(before, contribution, named)
            else:
                contribution = upstream * partial
                after = before + contribution
            adjoints[operand] = after
            sent = Sent(edge, upstream, partial, contribution, before, after)
            if reports_anomaly and not math.isfinite(after):
                raise AnomalyError(describe_anomaly(sent, graph))
            yield sent


def adjoints(graph: Graph, seed: Any = 1.0, **how: Any) -> dict[Value, Any]:
    """∂output/∂node · seed for every node that `sweep` reaches; `how` is handed to it."""
    sent_back = sweep(graph, seed, **how)
    return {graph.output: seed} | {sent.edge.operand: sent.after for sent in sent_back}


def backward(output: Value, seed: float = 1.0) -> None:
    """Add seed · ∂output/∂leaf to the `grad` of every leaf; set the `grad` of the nodes between.

    Each node, later ones first, hands each operand upstream × local derivative, and an operand adds
    up what it receives. Cost: one multiplication and one addition per edge. Threads may share
    nodes: one pass runs at a time.

    Raises:
        MissingDerivativeError: A local derivative on the way does not exist; the gradients are then
            incomplete, so `zero_grad` before the next pass.
    """
    seed = as_number(seed)
    with modes.one_pass_at_a_time:
        if modes.special:
            backward_in_mode(output, seed)
        elif output.op is None:
            output._grad += seed
        else:
            backward_quickly(output, seed)


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


# Nodes sent backward at a time, so that the list of nodes shrinks while gradients grow.
CHUNK = 8192


def backward_quickly(output: Value, seed: float) -> None:
    """The same pass on the bare slots, about ten times as fast."""
    order = inner_nodes(output)
    output._grad = seed
    try:
        while order:
            chunk = order[-CHUNK:]
            del order[-CHUNK:]
            chunk.reverse()
            send_back(chunk)
    except ZeroDivisionError:
        graph = Graph(output)
        edge = next(edge for edge in graph.edges if edge.is_missing)
        raise MissingDerivativeError(describe_missing(edge, graph)) from None


def inner_nodes(output: Value) -> list[Value]:
    """The nodes under `output` that are no leaves, operands first, their gradients set to zero.

    A depth-first walk with an explicit stack. The two zeros are objects of their own, so the
    gradient of a node tells whether this walk has entered it or left it: no set of visited nodes,
    no mark in every node.
    """
    entered, zero = float("0"), float("0")
    # Groups of operands, often shared, that have been walked through.
    scanned: set[int] = set()
    order: list[Value] = []
    stack: list[Value] = []
    push, pop, leave = stack.append, stack.pop, order.append
    node = output
    while True:
        state = node._grad
        if state is not zero:
            if state is not entered:
                left = node.left
                if left.__class__ is tuple:
                    if id(left) not in scanned or id(node.right) not in scanned:
                        waiting = waiting_operands(node, zero, scanned)
                        if waiting:
                            node._grad = entered
                            push(node)
                            stack += waiting
                            node = pop()
                            continue
                else:
                    if node.d_right is not None:
                        right = node.right
                        right_waits = right.op is not None and right._grad is not zero
                    else:
                        right_waits = False
                    if node.d_left is not None and left.op is not None and left._grad is not zero:
                        node._grad = entered
                        push(node)
                        if right_waits:
                            push(right)
                        node = left
                        continue
                    if right_waits:
                        node._grad = entered
                        push(node)
                        node = right
                        continue
            node._grad = zero
            leave(node)
        if not stack:
            return order
        node = pop()


def waiting_operands(node: Value, zero: float, scanned: set[int]) -> list[Value]:
    """The operands of a node with groups of them that are still to be walked, last first."""
    waiting: list[Value] = []
    for group in (node.left, node.right):
        if id(group) in scanned:
            continue
        operands = group
        if node.d_left is None or node.d_right is None or None in node.d_left:
            operands = [arg for arg in group or () if arg.__class__ is Value]
        found = [
            operand for operand in operands if operand.op is not None and operand._grad is not zero
        ]
        if found:
            waiting += found
        else:
            scanned.add(id(group))
    waiting.reverse()
    return waiting


def send_back(nodes: list[Value]) -> None:
    """Hand each operand of each node its contribution, upstream × local derivative."""
    for node in nodes:
        upstream = node._grad
        partial = node.d_left
        if partial.__class__ is float:
            node.left._grad += upstream * partial
            partial = node.d_right
            if partial is not None:
                node.right._grad += upstream * partial
        elif node.left.__class__ is tuple:
            send_to_groups(node, upstream)
        else:  # a constant on the left, or no derivative by it
            if partial is not None:
                node.left._grad += upstream * partial
            node.right._grad += upstream * node.d_right


def send_to_groups(node: Value, upstream: float) -> None:
    """The same for a node with groups of operands; None stands beside a constant among them."""
    partials = node.d_left
    # 0 × partial adds nothing if partial is finite
    if partials is not None and (upstream != 0.0 or not surely_finite(partials)):
        for operand, partial in zip(node.left, partials):  # noqa: B905  (as long as each other)
            if partial is not None:
                operand._grad += upstream * partial
    partials = node.d_right
    if partials is not None and (upstream != 0.0 or not surely_finite(partials)):
        for operand, partial in zip(node.right, partials):  # noqa: B905
            operand._grad += upstream * partial


def surely_finite(partials: Sequence[Any]) -> bool:
    """Whether all partials are finite, judged by their sum; not where a constant is among them."""
    try:
        return math.isfinite(sum(partials))
    except TypeError:
        return False


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
    upstream, partial, contribution = map(
        show_number, (sent.upstream, sent.partial, sent.contribution)
    )
    return (
        f"the gradient of {operand!r} became {show_number(sent.after)}: edge {operand} → {node} "
        f"sends {upstream} × {partial} = {contribution}"
    )


Value.backward = backward  # type: ignore[method-assign, assignment]
