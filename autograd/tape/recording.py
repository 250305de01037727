"""Recording: a graph written down as a tape."""

from collections.abc import Callable, Sequence
from typing import Any

from autograd.engine.derivatives import result
from autograd.engine.graph import Graph
from autograd.engine.value import Value
from autograd.ops.numerals import as_number
from autograd.tape.tape import Entry, Tape


def record(
    what: Value | Callable[..., Any],
    *examples: Any,
    inputs: Sequence[Value | str] | None = None,
) -> Tape:
    """A graph, or what a function computes at example numbers, as a tape.

    Args:
        what: The output of a graph; or a function of numbers, and of nested lists of them.
        examples: What the function is called with, Values in place of the numbers: the inputs.
        inputs: Of a graph, the leaves that differ from sample to sample. All other leaves are
            parameters.

    >>> x, w = Value(3.0, "x"), Value(2.0, "w")
    >>> record((w * x).tanh(), inputs=["x"])
    Tape(v₂: 4 numbers, 1 inputs, 1 parameters)
    """
    if isinstance(what, Value):
        graph = Graph(what)
        return tape_of(graph, [graph.node(each) for each in inputs or ()])
    given: list[Value] = []
    output = result(what, [as_nodes(example, given) for example in examples])
    return tape_of(Graph(output), given)


def as_nodes(example: Any, given: list[Value]) -> Any:
    """An example with a new leaf in place of each number, which is added to those given."""
    if isinstance(example, (list, tuple)):
        return [as_nodes(each, given) for each in example]
    given.append(Value(as_number(example)))
    return given[-1]


def tape_of(graph: Graph, inputs: Sequence[Value]) -> Tape:
    """The tape of a graph with these leaves as inputs."""
    nodes = list(graph.nodes)
    places = {node: place for place, node in enumerate(nodes)}
    for leaf in inputs:  # one that the output does not depend on has a place all the same
        if leaf not in places:
            places[leaf] = len(nodes)
            nodes.append(leaf)
    entries = [
        None
        if node.op is None
        else Entry(
            node.op,
            tuple([places[arg] if isinstance(arg, Value) else arg for arg in node.args]),
        )
        for node in nodes
    ]
    leaves = [node for node in graph.leaves if node not in set(inputs)]
    return Tape(
        entries=tuple(entries),
        names=tuple([graph.names.get(node, node.label) for node in nodes]),
        numbers=tuple([node.data for node in nodes]),
        scopes=tuple([node.scope.path if node.scope else "" for node in nodes]),
        output=places[graph.output],
        input_places=tuple([places[node] for node in inputs]),
        parameter_places=tuple([places[node] for node in leaves]),
        leaves=tuple(leaves),
    )
