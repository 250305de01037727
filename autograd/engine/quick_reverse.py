"""The chain rule of `reverse.sweep` on the bare slots of the nodes, ten times as fast.

An output's inner nodes are put in order first, then each hands its operands their contributions. A
product with a missing derivative raises ZeroDivisionError.
"""

from autograd.engine.blocks import Block, are_mixed, closing
from autograd.engine.value import Value
from autograd.ops.many import sigma

CHUNK = 8192
"""Nodes sent backward at a time, so that the list of nodes shrinks while gradients grow."""


def send_all_back(output: Value, seed: float) -> None:
    """Add seed · ∂output/∂leaf to every leaf's gradient, set that of the nodes between."""
    order, blocks = inner_nodes(output)
    if blocks and are_mixed(order, blocks):
        for block in blocks:
            block.make()
        order, _ = inner_nodes(output)
    output._grad = seed
    while order:
        chunk = order[-CHUNK:]
        del order[-CHUNK:]
        chunk.reverse()
        send_back(chunk)


def inner_nodes(output: Value) -> tuple[list[Value], list[Block]]:
    """The nodes under `output` that are no leaves, operands first, their gradients set to zero, and
    the closed blocks among them.

    A depth-first walk with an explicit stack. The two zeros are objects of their own, so the
    gradient of a node tells whether this walk has entered it or left it: no set of visited nodes,
    no mark in every node.
    """
    entered, zero = float("0"), float("0")
    # Groups of operands, often shared, that have been walked through.
    scanned: set[int] = set()
    order: list[Value] = []
    blocks: list[Block] = []
    stack: list[Value] = []
    push, pop, leave = stack.append, stack.pop, order.append
    node = output
    while True:
        state = node._grad
        if state is not zero:
            if state is not entered:
                partial = node.d_left
                if partial.__class__ is Block:
                    if partial.operands is not None:
                        partial.open(node)
                        continue
                    if id(partial) not in scanned:
                        scanned.add(id(partial))
                        blocks.append(partial)
                        leave(closing(partial))
                elif (left := node.left).__class__ is tuple:
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
                    if partial is not None and left.op is not None and left._grad is not zero:
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
            return order, blocks
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
        elif partial.__class__ is Block:
            partial.take(node.d_right, upstream)
        elif node.left.__class__ is tuple:
            send_to_groups(node, upstream)
        else:  # a constant on the left, or no derivative by it
            if partial is not None:
                node.left._grad += upstream * partial
            node.right._grad += upstream * node.d_right


def send_to_groups(node: Value, upstream: float) -> None:
    """The same for a node with groups of operands; None stands beside a constant among them."""
    data = node._data
    if upstream == 0.0 and node.op is sigma and data - data == 0.0:
        return  # a finite Σ has finite factors only, and 0 × those adds nothing
    partials = node.d_left
    if partials is not None:
        for operand, partial in zip(node.left, partials):  # noqa: B905  (as long as each other)
            if partial is not None:
                operand._grad += upstream * partial
    partials = node.d_right
    if partials is not None:
        for operand, partial in zip(node.right, partials):  # noqa: B905
            operand._grad += upstream * partial
