"""Recording: a graph written down as a tape."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any, NamedTuple

from autograd.engine.derivatives import result
from autograd.engine.graph import Graph, in_order
from autograd.engine.labelling import label_all
from autograd.engine.value import Value
from autograd.engine.watching import Seen, watched
from autograd.ops.numerals import as_number, every_digit, show_number
from autograd.ops.rules import parameter_names
from autograd.tape.decisions import decisions_of, written
from autograd.tape.tape import Entry, Tape

Leaves = Iterable[Value | str]


class Course(NamedTuple):
    """What a function did at its examples: what it gave, for which inputs, and what it asked.

    The nodes are those under the output in the order of its graph, then those of the others.
    """

    output: Value
    inputs: Sequence[Value]
    seen: Sequence[Seen]
    nodes: Sequence[Value]


def record(
    what: Value | Callable[..., Any],
    *examples: Any,
    inputs: Leaves | None = None,
    parameters: Leaves | None = None,
) -> Tape:
    """A graph, or what a function computes at example numbers, as a tape.

    A function is called twice with Values in place of the numbers, to see that it computes the same
    each time. What it asks of them, as `if x > 0`, and the numbers it reads, as `x.data`, are kept
    as decisions: a tape refuses to run where they fall out otherwise. Of a graph it is too late to
    see them. An output without a name has that of its function.

    Args:
        what: The output of a graph; or a function of numbers, and of nested lists of them.
        examples: What the function is called with: its inputs.
        inputs: Of a graph, the leaves that differ from sample to sample, or their names.
        parameters: The leaves to be trained, in this order; the others are constants. By default
            all leaves of a graph that are no inputs, and those that a function has not made itself,
            in the order in which the program meets them.

    Raises:
        ValueError: The function computes something else at its second call, or takes gradients as
            plain numbers; or what is given are no leaves.

    >>> x, w = Value(3.0, "x"), Value(2.0, "w")
    >>> record((w * x).tanh(), inputs=["x"])
    Tape(v₂: 4 numbers, 1 input, 1 parameter)
    >>> record(lambda x: (w * x + 1).tanh(), 3.0).inputs
    ('x',)
    """
    if isinstance(what, Value):
        if examples:
            raise TypeError(
                "a graph holds its numbers already; name its inputs by inputs=[…], or record a "
                "function at examples"
            )
        named = leaves_of(Graph(what), inputs or (), "an input")
        return tape_of(course_of(what, named), parameters)
    if inputs is not None:
        raise TypeError("the inputs of a function are its examples; inputs= is for a graph")
    courses = [called(what, examples) for _ in range(2)]
    its_own = set.symmetric_difference(*({*leaves_in(course.nodes)} for course in courses))
    for output, given, *_ in courses:
        if output.op is None and output in its_own and output not in given:
            raise ValueError(
                f"the function gave {show_number(output.data)}, which depends on no input and no "
                "parameter; did it compute with .data, or inside no_grad()?"
            )
    tape, again = (tape_of(course, parameters, its_own) for course in courses)
    refuse_chance(tape, again)
    return titled(tape, getattr(what, "__name__", ""))


def titled(tape: Tape, name: str) -> Tape:
    """A tape whose output, if it has no name, has that of the function: L of `def L(x, y)`."""
    if tape.labels[tape.output] or tape.entries[tape.output] is None or not name.isidentifier():
        return tape
    labels = list(tape.labels)
    labels[tape.output] = name
    return replace(tape, labels=tuple(labels))


def called(function: Callable[..., Any], examples: Sequence[Any]) -> Course:
    """A function called with new leaves in place of the numbers of its examples."""
    if not callable(function):
        raise TypeError(
            f"an output or a function is recorded, got {type(function).__name__}; give a Value, or "
            "a function and its examples"
        )
    given: list[Value] = []
    args = [as_nodes(example, given) for example in examples]
    names = parameter_names(function) if hasattr(function, "__code__") else ()
    label_all(dict(zip(names[hasattr(function, "__self__") :], args, strict=False)))
    with watched() as seen:
        output = result(function, args)
    return course_of(output, given, seen)


def as_nodes(example: Any, given: list[Value]) -> Any:
    """An example with a new leaf in place of each number, which is added to those given."""
    if isinstance(example, Value):
        raise TypeError(f"examples are plain numbers, got the node {example!r}; write .data")
    if hasattr(example, "tolist"):  # an array
        example = example.tolist()
    if isinstance(example, (list, tuple)):
        return [as_nodes(each, given) for each in example]
    given.append(Value(as_number(example)))
    return given[-1]


def leaves_of(graph: Graph, asked: Leaves, what: str) -> list[Value]:
    """Leaves given themselves or by name.

    Raises:
        ValueError: Something given is no leaf, or stands twice.
    """
    listed = [asked] if isinstance(asked, Value | str) else asked
    leaves = [graph.node(each) if isinstance(each, str) else each for each in listed]
    for node in leaves:
        if not isinstance(node, Value):
            raise TypeError(f"{what} is a Value or its name, got {type(node).__name__}")
        if node.op is not None:
            raise ValueError(f"{what} is a leaf, and {node!r} is made by {node.op.name}")
    if len(set(leaves)) < len(leaves):
        twice = next(node for node in leaves if leaves.count(node) > 1)
        raise ValueError(f"{what} stands once, and {twice!r} is given twice")
    return leaves


def course_of(output: Value, inputs: Sequence[Value], seen: Sequence[Seen] = ()) -> Course:
    """A course with its nodes."""
    sides = [side for each in seen for side in (each.node, each.other) if isinstance(side, Value)]
    return Course(output, inputs, seen, in_order([output, *inputs, *sides]))


def leaves_in(nodes: Iterable[Value]) -> list[Value]:
    """Those that no op made."""
    return [node for node in nodes if node.op is None]


def tape_of(
    course: Course, parameters: Leaves | None = None, its_own: Container[Value] = ()
) -> Tape:
    """The tape of a course. Without parameters named, they are the leaves that are not its own."""
    given = set(course.inputs)
    if parameters is None:
        others = [leaf for leaf in leaves_in(course.nodes) if leaf not in given]
        leaves = [leaf for leaf in others if leaf not in its_own]
    else:
        leaves = leaves_of(Graph(course.output), parameters, "a parameter")
        for leaf in given.intersection(leaves):
            raise ValueError(f"{leaf!r} is an input, and cannot be a parameter too")
    course = without_certain(course, {*given, *leaves})
    nodes = list(course.nodes)
    places = dict(zip(nodes, range(len(nodes)), strict=True))
    for leaf in leaves:  # a parameter named that nothing depends on
        if leaf not in places:
            places[leaf] = len(nodes)
            nodes.append(leaf)
    tags = [node._tag for node in nodes]
    refuse_rounded(tags)
    entries = [entry_of(node, places) for node in nodes]
    if parameters is None:
        met = {arg: rank for rank, arg in reversed([*enumerate(places_used(entries))])}
        leaves.sort(key=lambda leaf: met.get(places[leaf], 0))
    return Tape(
        entries=tuple(entries),
        labels=tuple([tag[0] if tag.__class__ is tuple else "" for tag in tags]),
        numbers=tuple([node._data for node in nodes]),
        scopes=paths_of(tags),
        output=places[course.output],
        input_places=tuple([places[node] for node in course.inputs]),
        parameter_places=tuple([places[node] for node in leaves]),
        leaves=tuple(leaves),
        decisions=decisions_of(course.seen, places),
    )


def places_used(entries: Iterable[Entry | None]) -> Iterator[int]:
    """The places that entries work on, one after another."""
    for entry in entries:
        if entry is not None:
            yield from [arg for arg in entry.args if type(arg) is int]


def without_certain(course: Course, leaves: set[Value]) -> Course:
    """A course with what was asked of nodes that depend on these leaves: the rest is certain."""
    if not course.seen:
        return course
    varying = set(leaves)
    for node in course.nodes:
        if not varying.isdisjoint(node.operands):
            varying.add(node)
    seen = [each for each in course.seen if each.node in varying or each.other in varying]
    return course_of(course.output, course.inputs, seen)


def refuse_rounded(tags: Iterable[Any]) -> None:
    """Raise, if a node was computed by hand: a tape runs in full precision."""
    for tag in tags:
        if tag.__class__ is tuple and tag[2] is not None:
            raise ValueError(
                f"this was computed by hand, to {tag[2].places} decimals, and a tape runs in full "
                "precision; record it outside of by_hand()"
            )


def refuse_chance(first: Tape, second: Tape) -> None:
    """Raise, if a function did something else at its second call.

    Raises:
        ValueError: It did; the message names where.
    """
    parts = ("entries", "numbers", "decisions")
    if all(getattr(first, part) == getattr(second, part) for part in parts):
        return
    for one, other in zip_longest(told(first), told(second), fillvalue="nothing more"):
        if one != other:  # nan is no difference
            raise ValueError(
                f"the function computes something else at each call: {one} at the first, {other} "
                "at the second; switch off what it draws at random, as model.eval() does"
            )


def told(tape: Tape) -> Iterator[str]:
    """What a tape computes, and what it rests on, line by line."""
    for name, entry, number in zip(tape.names, tape.entries, tape.numbers, strict=True):
        args = entry.args if entry else ()
        operands = [tape.names[arg] if type(arg) is int else every_digit(arg) for arg in args]
        made = f"{entry.op.name}({', '.join(operands)}) = " if entry else ""
        yield f"{name} = {made}{every_digit(number)}"
    for decision in tape.decisions:
        yield f"a decision in {written(decision.spot)}"


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
