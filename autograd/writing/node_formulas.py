"""Formulas of nodes: how a node is computed, its local derivatives, all that lies below it."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import cast, overload

from autograd.engine.graph import Edge, Graph
from autograd.engine.value import Value
from autograd.writing.formula import Apply, Derivative, Formula, Number, Symbol, applied, as_formula
from autograd.writing.walking import Work, finished


class OperandSymbols(Sequence[Formula]):
    """The arguments of a node: symbols for nodes, numbers for constants, made when asked for.

    A rule of a wide weighted sum looks at one of its hundreds of operands.
    """

    def __init__(self, node: Value, names: Mapping[Value, str]) -> None:
        self.args = node.args
        self.names = names

    @cached_property
    def positions(self) -> tuple[int, ...]:
        """The place of each operand of the node among all arguments, constants counted."""
        return tuple(i for i, arg in enumerate(self.args) if isinstance(arg, Value))

    @overload
    def __getitem__(self, index: int) -> Formula: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Formula, ...]: ...
    def __getitem__(self, index: int | slice) -> Formula | tuple[Formula, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        arg = self.args[index]
        return Symbol(self.names[arg]) if isinstance(arg, Value) else Number(arg)

    def __len__(self) -> int:
        return len(self.args)


def value_formula(node: Value, names: Mapping[Value, str]) -> Formula:
    """How a node is computed from its operands, by name: `w₅·σ₁ + w₆·σ₂`.

    >>> from autograd import Graph, text
    >>> x = Value(3.0, "x")
    >>> y = x * x + 2
    >>> text(value_formula(y, Graph(y).names))
    'v₁ + 2'
    """
    if node.op is None:
        return Symbol(names[node])
    return Apply(node.op, tuple(OperandSymbols(node, names)))


def partial_formula(edge: Edge, names: Mapping[Value, str]) -> Formula:
    """The local derivative of an edge in symbols, from the op's own rule.

    >>> from autograd import Graph, text
    >>> y = Value(0.5991, "Σ₃").sigmoid(); y.label = "ŷ"
    >>> text(partial_formula(Graph(y).edges[0], Graph(y).names))
    'ŷ·(1 - ŷ)'
    """
    return partial_of(edge, OperandSymbols(edge.node, names))


def partial_of(edge: Edge, operands: OperandSymbols) -> Formula:
    """The local derivative of an edge, given the arguments of its node in symbols."""
    op, result = edge.node.op, Symbol(operands.names[edge.node])
    assert op is not None
    return as_formula(op.partial(operands.positions[edge.position], operands, result))


def derivative_along(graph: Graph, of: Value, edge: Edge) -> Derivative:
    """∂of/∂operand as far as it comes along an edge: by the one use of the operand that it is.

    With `of` the edge's node this names the local derivative, with the output the contribution.

    >>> from autograd import text
    >>> x = Value(3.0, "x"); y = x * x; y.label = "y"; graph = Graph(y)
    >>> [text(derivative_along(graph, y, edge)) for edge in graph.edges]
    ['∂y/∂x⁽¹⁾', '∂y/∂x⁽²⁾']
    """
    names = graph.names
    return Derivative(names[of], names[edge.operand], graph.use_numbers.get(edge, 0))


def expression(node: Value, names: Mapping[Value, str] | None = None, depth: int = 50) -> Formula:
    """A node written out down to named nodes and leaves, at most `depth` ops deep.

    It has 1000 ops at most, or `depth` if that is more: written out, shared nodes can grow to
    2^depth of them. Without names the node's graph gives them.

    >>> from autograd import text
    >>> x = Value(3.0, "x")
    >>> y = (x + 1) * x
    >>> text(expression(y))
    '(x + 1)·x'
    """
    names = Graph(node).names if names is None else names
    places = iter(range(max(1000, depth)))

    def written(arg: Value | float, left: int) -> Formula | Work:
        if not isinstance(arg, Value):
            return Number(arg)
        if arg.op is None or arg.label or left == 0 or next(places, None) is None:
            return Symbol(names[arg])
        return applied(arg.op, (written(operand, left - 1) for operand in arg.args))

    if node.op is None:
        return Symbol(names[node])
    return cast(Formula, finished(applied(node.op, (written(arg, depth) for arg in node.args))))
