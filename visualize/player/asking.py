"""What the player's questions need to know of a pass beside its numbers.

Which graph it is, which local derivatives are soon known, and the names of slips.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from autograd import Edge, Graph, Trace
from autograd.handwork.slips.catalogue import BY_NAME, RANK
from autograd.writing.formula import Number, Symbol
from autograd.writing.node_formulas import (
    OperandSymbols,
    derivative_along,
    partial_of,
    value_formula,
)
from autograd.writing.printing import text
from visualize.picture.lettering import clean

RECOGNISED = (
    "sign",
    "factor left out",
    "path left out",
    "overwritten",
    "value for derivative",
    "derivative at output",
    "neighbour",
    "operand for derivative",
    "factor two",
    "decimal point",
    "digits swapped",
)
"""The slips of the sheet checker that can happen to one answer, and that the page looks for."""


def asking_data(trace: Trace) -> dict[str, Any]:
    """What the page asks with: `quiz` in its data."""
    names = sorted(RECOGNISED, key=RANK.__getitem__)
    graph = trace.graph
    return {
        "graph": fingerprint(graph),
        "slips": {name: clean(BY_NAME[name].sentence) for name in names},
        "trivial": [series(edge, trace.operand_symbols[edge.node]) for edge in graph.edges],
        "locals": [clean(text(derivative_along(graph, edge.node, edge))) for edge in graph.edges],
        "along": [clean(text(derivative_along(graph, graph.output, edge))) for edge in graph.edges],
    }


def series(edge: Edge, symbols: OperandSymbols) -> str:
    """Which local derivatives an edge's is like, where its rule gives a number or another operand.

    Whoever has said twice that ∂(a + b)/∂a is 1 need not be asked again.

    >>> from autograd import Value, sigmoid
    >>> def first(y): return series(Graph(y).edges[0], OperandSymbols(y, Graph(y).names))
    >>> a, b = Value(2.0), Value(3.0)
    >>> first(a + b), first(a * b), first(sigmoid(a))
    ('add 1', 'mul operand', '')
    """
    assert edge.node.op is not None
    rule = partial_of(edge, symbols)
    if isinstance(rule, Number):
        return f"{edge.node.op.name} {text(rule)}"
    return f"{edge.node.op.name} operand" if isinstance(rule, Symbol) else ""


def fingerprint(graph: Graph) -> str:
    """Twelve letters that stand for a graph: its names, formulas and given numbers.

    >>> from autograd import Value
    >>> x = Value(3.0, "x")
    >>> fingerprint(Graph(x * x)) == fingerprint(Graph(x * x)) != fingerprint(Graph(x * 3))
    True
    """
    lines = (line(node, graph.names) for node in graph.nodes)
    return sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def line(node: Any, names: Mapping[Any, str]) -> str:
    """A node as a line: `x = 3.0`, `v₁ = x·x`."""
    formula = text(value_formula(node, names)) if node.op else repr(node.data)
    return f"{names[node]} = {formula}"
