"""Staleness: whether the numbers of a graph still follow from those it was computed from."""

import math
from typing import Any

from autograd.engine.graph import Graph
from autograd.engine.value import MISSING, Value, number_of
from autograd.ops.errors import StaleGraphError
from autograd.ops.numerals import show_number


def refuse_stale(graph: Graph) -> None:
    """Raise, if a number has been changed since the forward pass: nothing told would be true.

    Raises:
        StaleGraphError: The first node whose number or local derivatives no longer follow.
    """
    for node in graph.nodes:
        if is_stale(node):
            raise StaleGraphError(describe_stale(node, graph.names[node]))


def is_stale(node: Value) -> bool:
    """Whether a number the node was computed from has been changed since, or its own."""
    if node.op is None:
        return False
    try:
        if node.rounding is None:
            return not follows(node)
        # by hand, a node may have had its name when it was rounded, or not
        return not (follows(node, named=False) or follows(node, named=True))
    except (ValueError, ArithmeticError):
        return True


def follows(node: Value, named: bool = False) -> bool:
    """Whether value and partials are those that the arguments now give."""
    op, rounding, data = node.op, node.rounding, node.data
    assert op is not None
    numbers = tuple([arg.data if isinstance(arg, Value) else arg for arg in node.args])
    value = rounding.value_of(op, numbers, named) if rounding else op.value(*numbers)
    if not same(value, data):
        return False
    partial_by = op.number_of_partial if op.arity is None else op.partial
    for position, recorded in enumerate(node.partial_by_arg):
        if recorded is None or recorded is MISSING:
            continue
        if rounding is None:
            partial = partial_by(position, numbers, data)
        else:
            partial = rounding.partial_of(op, position, numbers, data, named)
        if not same(partial, recorded):
            return False
    return True


def same(x: float, y: float) -> bool:
    """Whether two numbers are equal, or both nan."""
    return x == y or (x != x and y != y)


def describe_stale(node: Value, name: str) -> str:
    """`y holds 6, but its operands now give 5.1: …`."""
    assert node.op is not None
    holds = show_number(node.data)
    try:
        now = show_number(node.op.number([number_of(arg) for arg in node.args]))
    except (ValueError, ArithmeticError):
        now = "no number"
    differs = (
        f"{name} holds {holds}, but its operands now give {now}"
        if now != holds
        else f"the local derivatives of {name} are those of other numbers"
    )
    by_line = ", or a line was named after it had been used" if node.rounding else ""
    return (
        f"{differs}: a number below it was changed after the forward pass, by hand or by an "
        f"optimiser{by_line}; run the forward pass again"
    )


def refuse_stale_partial(found: Any, recorded: Any, node: Value) -> None:
    """Raise, if a local derivative run anew on nodes is not the one recorded.

    Raises:
        StaleGraphError: It is another number.
    """
    number = number_of(found)
    if recorded is MISSING:
        return  # nothing to compare with: the rule on nodes decides
    if not same(number, recorded) and not math.isclose(number, recorded, rel_tol=1e-9):
        raise StaleGraphError(describe_stale(node, node.label or "a node"))
