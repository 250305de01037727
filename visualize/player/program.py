"""What the page needs to compute a graph again: its ops, arguments and numbers, and the rules."""

from collections.abc import Iterable, Sequence
from typing import Any

from autograd import DomainError, Graph, MissingDerivativeError, Op, Rounding, Value
from autograd.passes.handmade import by_hand_values
from autograd.writing.javascript.table import RuleTable

BY_HAND = "it was computed by hand, so the page cannot compute it anew"


def program(graph: Graph, roundings: Sequence[Rounding] = ()) -> dict[str, Any]:
    """A graph as data from which the player's `compute.js` makes any pass.

    Args:
        graph: The graph.
        roundings: The passes by hand that the page offers; of nodes that only Python can compute,
            it gets the numbers in each.

    Returns:
        `ops`, the names of ops; `nodes`, for each the place of its op among them (-1 for a leaf)
        and its arguments: places of nodes, or of `constants` as -1, -2, …; `leaves`, the numbers of
        leaves, 0 for other nodes; `labels` and `names`; `fixed`, why a node can be computed in
        Python only; `kept`, the value and local derivatives of these by rounding; `frozen`, why
        nothing can be changed, "" where it can.

    >>> x = Value(3.0, "x")
    >>> data = program(Graph(x * 2.5))
    >>> data["ops"], data["nodes"], data["constants"], data["leaves"]
    (['mul'], [[-1], [0, 0, -1]], [2.5], [3.0, 0])
    """
    place = {node: index for index, node in enumerate(graph.nodes)}
    ops = list(dict.fromkeys(node.op for node in graph.nodes if node.op))
    number_of_op = {op: number for number, op in enumerate(ops)}
    constants: dict[str, int] = {}

    def argument(arg: Value | float) -> int:
        if isinstance(arg, Value):
            return place[arg]
        return -1 - constants.setdefault(repr(float(arg)), len(constants))

    nodes = [
        [number_of_op[node.op], *map(argument, node.args)] if node.op else [-1]
        for node in graph.nodes
    ]
    reasons = RuleTable(ops).reasons
    fixed = {
        index: reasons[node.op] for index, node in enumerate(graph.nodes) if node.op in reasons
    }
    return {
        "ops": [op.name for op in ops],
        "nodes": nodes,
        "constants": [as_json(float(constant)) for constant in constants],
        "leaves": [0 if node.op else as_json(node.data) for node in graph.nodes],
        "labels": [node.label[:80] for node in graph.nodes],
        "names": list(graph.names.values()),
        "fixed": fixed,
        "kept": kept(graph, fixed, roundings) if fixed else {},
        "frozen": BY_HAND if any(node.op and node.rounding for node in graph.nodes) else "",
    }


def kept(
    graph: Graph, fixed: Iterable[int], roundings: Sequence[Rounding]
) -> dict[str, dict[int, list[float | str]]]:
    """The value and the local derivatives of some nodes in each pass that can be made."""
    exact = {node: (node.data, node.partials) for node in graph.nodes}
    found = {"exact": exact}
    for rounding in roundings:
        try:
            values, partials = by_hand_values(graph, rounding)
        except (DomainError, MissingDerivativeError):
            continue
        found[rounding_key(rounding)] = {
            node: (values[node], partials[node]) for node in graph.nodes
        }
    return {
        key: {
            index: [as_json(value), *map(as_json, partials)]
            for index in fixed
            for value, partials in [numbers[graph.nodes[index]]]
        }
        for key, numbers in found.items()
    }


def rounding_key(rounding: Rounding) -> str:
    """All of a rounding in one word, as `compute.js` makes it too."""
    return f"{rounding.places} {rounding.mode} {rounding.after}"


def as_json(x: float) -> float | str:
    """A number as JSON can hold it, and JavaScript's Number() reads it.

    >>> as_json(0.5), as_json(float("-inf")), as_json(float("nan"))
    (0.5, '-Infinity', 'NaN')
    """
    if x - x == 0:
        return x
    return "NaN" if x != x else "Infinity" if x > 0 else "-Infinity"


def rules_script(ops: Iterable[Op]) -> str:
    """The module `rules.js` of a page: the rules of these ops, and of those that they use."""
    return RuleTable(ops).script()
