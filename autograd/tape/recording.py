"""Recording: a graph written down as a tape."""

from collections.abc import Callable, Mapping, Sequence
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
    places = dict(zip(nodes, range(len(nodes)), strict=True))
    for leaf in inputs:  # one that the output does not depend on has a place all the same
        if leaf not in places:
            places[leaf] = len(nodes)
            nodes.append(leaf)
    given = set(inputs)
    leaves = [node for node in nodes if node.op is None and node not in given]
    tags = [node._tag for node in nodes]
    return Tape(
        entries=tuple([entry_of(node, places) for node in nodes]),
        labels=tuple([tag[0] if tag.__class__ is tuple else "" for tag in tags]),
        numbers=tuple([node._data for node in nodes]),
        scopes=paths_of(tags),
        output=places[graph.output],
        input_places=tuple([places[node] for node in inputs]),
        parameter_places=tuple([places[node] for node in leaves]),
        leaves=tuple(leaves),
    )


def entry_of(node: Value, places: Mapping[Value, int]) -> Entry | None:
    """How a node was made, its operands by their places; None for a leaf."""
    op = node.op
    if op is None:
        return None
    sides: tuple[Any, ...] = node.left, node.right
    if tuple in map(type, sides):
        sides = node.args
    elif sides[1] is None:
        sides = sides[:1]
    return Entry(op, tuple([places[arg] if arg.__class__ is Value else arg for arg in sides]))


def paths_of(tags: Sequence[Any]) -> tuple[str, ...]:
    """The path of the module each node was made in, from what it carries beside its number."""
    scopes = [tag[1] if tag.__class__ is tuple else tag for tag in tags]
    several = {id(scope): scope for scope in scopes}  # hashing one walks through those around it
    paths = {each: scope.path if scope else "" for each, scope in several.items()}
    return tuple([paths[id(scope)] for scope in scopes])
