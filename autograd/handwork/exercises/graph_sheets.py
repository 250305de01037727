"""Graphs as sheets: the lines in which a person works out a network and its gradients."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import add

from autograd import Edge, Graph, Value
from autograd.handwork.language.expressions import Name
from autograd.handwork.language.functions import SPELLINGS
from autograd.handwork.language.reading import read
from autograd.ops.notation import Call, Fraction, Infix, Power, Prefix
from autograd.writing.formula import Apply, Derivative, Formula, Number, Symbol, as_formula
from autograd.writing.printing import text

MOST_LINES = 60
INPUTS = frozenset("xtyXTY")
"""How the names of inputs and targets begin: nobody asks for their gradients."""


def sheet_of(output: Value, title: str = "a network") -> str:
    """The sheet that works out a graph: what is given, each labelled node, and each gradient.

    Arithmetic without a label is written into the formula of the node that uses it; a function, a
    weighted sum, and what several nodes use get a line and a name of their own. Gradients are asked
    of what is computed and of leaves whose names are no input's or target's (x, t, y), if there are
    others.

    Raises:
        ValueError: The graph computes nothing, or what a sheet has no function for, or has more
            lines than a person would work out.

    >>> x, w = Value(1.5, "x"), Value(-0.5, "w")
    >>> y = (w * x).tanh(); y.label = "y"
    >>> print(sheet_of(y).partition("given: ")[2], end="")
    w = -0.5
    given: x = 1.5
    <BLANKLINE>
    y = tanh(w·x)
    ∂y/∂w = (1 - y²)·x
    """
    graph = Graph(output)
    if output.op is None:
        raise ValueError("this output is a leaf: there is nothing to work out")
    _refuse_unwritable(graph)
    names = _names(graph)
    formulas = _formulas(graph, names)
    given = [f"given: {names[leaf]} = {_number(leaf.data)}" for leaf in graph.leaves]
    computed = [node for node in graph.nodes if node.op and node in names]
    lines = [f"{names[node]} = {text(_definition(node, formulas))}" for node in computed]
    weights = [leaf for leaf in graph.leaves if names[leaf][0] not in INPUTS] or graph.leaves
    lines += _gradient_lines(graph, [*reversed(computed[:-1]), *weights], names, formulas)
    if len(lines) > MOST_LINES:
        raise ValueError(
            f"this network takes {len(lines)} lines to work out, more than {MOST_LINES}; "
            "take a smaller one"
        )
    return "\n".join([f"title: {title}", *given, "", *lines, ""])


def _refuse_unwritable(graph: Graph) -> None:
    """Say so where a graph computes what the sheet language has no function for."""
    for node in graph.nodes:
        if node.op and isinstance(node.op.notation, Call) and node.op.name not in SPELLINGS:
            raise ValueError(
                f"a sheet has no function {node.op.name}, which node {graph.names[node]!r} needs; "
                "write it with others, such as exp and ln"
            )


def _names(graph: Graph) -> dict[Value, str]:
    """A name that a sheet reads, each another one, for what has a line or is given."""
    found, taken = dict[Value, str](), set[str]()
    for node, name in graph.names.items():
        if _is_written_into_another(graph, node):
            continue
        id_, number = _id(name), 0
        while not id_ or id_ in taken:
            number += 1
            name = id_ = f"q{number}"
        taken.add(id_)
        found[node] = name
    return found


def _is_written_into_another(graph: Graph, node: Value) -> bool:
    """Whether it is a step of arithmetic that only one other node uses."""
    if node.op is None or node.label or node is graph.output or len(graph.uses[node]) > 1:
        return False
    return isinstance(node.op.notation, Infix | Prefix | Fraction | Power)


def _id(name: str) -> str:
    """What a sheet takes a name for, "" if for no name."""
    lines = read(f"{name} = 2").lines
    tree = lines[0].parts[0].tree if len(lines) == 1 and lines[0].parts else None
    return tree.id if isinstance(tree, Name) and not tree.index else ""


def _formulas(graph: Graph, names: Mapping[Value, str]) -> dict[Value, Formula]:
    """What stands for each node in the formulas of others: its name, or how it is computed."""
    found: dict[Value, Formula] = {}
    for node in graph.nodes:
        found[node] = Symbol(names[node]) if node in names else _definition(node, found)
    return found


def _definition(node: Value, formulas: Mapping[Value, Formula]) -> Formula:
    assert node.op is not None
    return Apply(node.op, _arguments(node, formulas))


def _arguments(node: Value, formulas: Mapping[Value, Formula]) -> tuple[Formula, ...]:
    return tuple(formulas[arg] if isinstance(arg, Value) else Number(arg) for arg in node.args)


def _gradient_lines(
    graph: Graph,
    asked: Sequence[Value],
    names: Mapping[Value, str],
    formulas: Mapping[Value, Formula],
) -> Iterator[str]:
    """The chain rule at each node: the sum over its uses of upstream times local derivative.

    A gradient that is a plain number, such as 1, needs no line and stands for its name.
    """
    upstream: dict[Value, Formula] = {graph.output: Number(1.0)}
    for node in asked:
        parts = (_contribution(graph, edge, upstream, formulas) for edge in graph.uses[node])
        gradient = reduce(add, parts)
        is_number = isinstance(gradient, Number)
        name = Derivative(names[graph.output], names[node])
        upstream[node] = gradient if is_number else name
        if not is_number:
            yield f"{text(name)} = {text(gradient)}"


def _contribution(
    graph: Graph, edge: Edge, upstream: Mapping[Value, Formula], formulas: Mapping[Value, Formula]
) -> Formula:
    """What comes through one use, from the next node up that has a name."""
    partials = [_partial(edge, formulas)]
    while edge.node not in upstream:
        edge = graph.uses[edge.node][0]
        partials.append(_partial(edge, formulas))
    product = upstream[edge.node]
    for factor in reversed(partials):
        product = product * factor
    return product


def _partial(edge: Edge, formulas: Mapping[Value, Formula]) -> Formula:
    """The local derivative of an edge in the names of the sheet, from the op's own rule."""
    node = edge.node
    assert node.op is not None
    places = [i for i, arg in enumerate(node.args) if isinstance(arg, Value)]
    rule = node.op.partial
    return as_formula(rule(places[edge.position], _arguments(node, formulas), formulas[node]))


def _number(x: float) -> str:
    """A given number: 0 and 1 without a point, which keeps them as they are."""
    return f"{x:.0f}" if x in (0.0, 1.0) else repr(float(f"{x:.4g}"))
