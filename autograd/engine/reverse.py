"""Reverse mode: the chain rule, from the output back to the leaves.

`backward` is the quick form that fills `grad`. `autograd.passes.steps` tells the same pass edge by
edge, with every number; tests hold the two together on random programs.
"""

import math
from typing import TYPE_CHECKING

from autograd.engine import modes
from autograd.engine.value import MISSING, Value
from autograd.ops.errors import AnomalyError, MissingDerivativeError
from autograd.ops.numerals import as_number

if TYPE_CHECKING:
    from autograd.engine.graph import Edge, Graph

# Nodes sent backward at a time, so that the list of nodes shrinks while gradients grow.
CHUNK = 8192


def backward(output: Value, seed: float = 1.0) -> None:
    """Add seed · ∂output/∂leaf to the `grad` of every leaf; set the `grad` of the nodes between.

    The chain rule: each node, later ones first, hands each operand upstream × local derivative, and
    an operand adds up what it receives. Cost: one multiplication and one addition per edge.

    Raises:
        MissingDerivativeError: A local derivative on the way does not exist; the gradients are then
            incomplete, so `zero_grad` before the next pass.
    """
    seed = as_number(seed)
    if modes.special:
        return backward_in_mode(output, seed)
    if output.op is None:
        output.grad += seed
        return
    order = inner_nodes(output)
    output.grad = seed
    try:
        while order:
            chunk = order[-CHUNK:]
            del order[-CHUNK:]
            chunk.reverse()
            send_back(chunk)
    except ZeroDivisionError:
        raise missing_derivative(output) from None


def inner_nodes(output: Value) -> list[Value]:
    """The nodes under `output` that are no leaves, operands first, their gradients set to zero.

    A depth-first walk with an explicit stack. The two zeros are objects of their own, so the
    gradient of a node tells whether this walk has entered it or left it: no set of visited nodes,
    no mark in every node.
    """
    entered, zero = float("0"), float("0")
    # Groups of operands of weighted sums, often shared, that have been walked through.
    scanned: set[int] = set()
    order: list[Value] = []
    stack = [output]
    push, pop, leave = stack.append, stack.pop, order.append
    while stack:
        node = pop()
        state = node.grad
        if state is zero:
            continue
        if state is not entered:
            left, right = node.left, node.right
            if left is not None:
                if left.op is not None and left.grad is not zero:
                    node.grad = entered
                    push(node)
                    if right is not None and right.op is not None and right.grad is not zero:
                        push(right)
                    push(left)
                    continue
                if right is not None and right.op is not None and right.grad is not zero:
                    node.grad = entered
                    push(node)
                    push(right)
                    continue
            elif right.__class__ is tuple:
                if id(right) not in scanned or id(node.d_left[0]) not in scanned:
                    waiting = waiting_operands(node, zero, scanned)
                    if waiting:
                        node.grad = entered
                        push(node)
                        stack += waiting
                        continue
            elif right.op is not None and right.grad is not zero:
                node.grad = entered
                push(node)
                push(right)
                continue
        node.grad = zero
        leave(node)
    return order


def waiting_operands(node: Value, zero: float, scanned: set[int]) -> list[Value]:
    """The operands of a node with many that are still to be walked through, last first."""
    right, d_left = node.right, node.d_left
    groups = (right, d_left[0]) if d_left.__class__ is list else (right,)
    waiting = []
    for group in groups:
        if id(group) not in scanned:
            found = [
                operand for operand in group if operand.op is not None and operand.grad is not zero
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
        upstream = node.grad
        left, right = node.left, node.right
        if left is not None:
            left.grad += upstream * node.d_left
            if right is not None:
                right.grad += upstream * node.d_right
        elif right.__class__ is not tuple:
            right.grad += upstream * node.d_right
        else:
            # 0 × partial adds nothing if partial is finite; if their sum is finite, all are.
            d_right = node.d_right
            if upstream != 0.0 or not math.isfinite(sum(d_right)):
                for operand, partial in zip(right, d_right):  # noqa: B905  (as long by construction)
                    operand.grad += upstream * partial
            d_left = node.d_left
            if d_left.__class__ is list:
                inputs, *partials = d_left
                if upstream != 0.0 or not math.isfinite(sum(partials)):
                    for operand, partial in zip(inputs, partials):  # noqa: B905
                        operand.grad += upstream * partial


def backward_in_mode(output: Value, seed: float) -> None:
    """The pass as the step stream tells it, for hand arithmetic and for reports of nan and inf."""
    from autograd.passes.steps import trace

    mode = modes.current()
    gradients: dict[Value, float] = {}
    steps = trace(output, mode.rounding, seed, replay=False)
    for step in steps:
        if step.kind == "seed" or step.kind == "accumulate":
            gradients[step.node] = step.after
            if mode.reports_anomaly and not math.isfinite(step.after):
                raise AnomalyError(
                    f"the gradient of {steps.graph.names[step.node]!r} became {step.after}: "
                    f"{steps.sentence(step)}"
                )
    for node, gradient in gradients.items():
        if node.op is not None:
            node.grad = gradient
        elif mode.rounding:
            node.grad = mode.rounding.sum(node.grad, gradient, bool(node.label))
        else:
            node.grad += gradient


def missing_derivative(output: Value) -> MissingDerivativeError:
    """The error that names the node and the edge whose local derivative does not exist."""
    from autograd.engine.graph import Graph

    graph = Graph(output)
    edge = next(edge for edge in graph.edges if is_missing(edge.node, edge.position))
    return MissingDerivativeError(describe_missing(edge.node, edge.operand, graph.names))


def is_missing(node: Value, position: int) -> bool:
    """Whether the local derivative by an operand does not exist (rather than being nan)."""
    return node.recorded(position) is MISSING


def describe_missing(node: Value, operand: Value, names: dict[Value, str]) -> str:
    """`sqrt has no derivative with respect to 'x' at x = 0`."""
    assert node.op is not None
    at = dict.fromkeys(
        f"{names[arg]} = {arg.data:g}" for arg in node.args if isinstance(arg, Value)
    )
    return f"{node.op.name} has no derivative with respect to {names[operand]!r} at {', '.join(at)}"


def refuse_missing(edge: "Edge", graph: "Graph") -> None:
    """Raise, if an edge has no local derivative."""
    if is_missing(edge.node, edge.position):
        raise MissingDerivativeError(describe_missing(edge.node, edge.operand, graph.names))


Value.backward = backward  # type: ignore[method-assign, assignment]
