"""Running a sheet: its graph, to be drawn, stepped and traced, and where in it a line stands."""

from __future__ import annotations

from collections.abc import Iterator

from autograd import Edge, Graph, Value
from autograd.handwork.language.arrays import entry, flat
from autograd.handwork.language.expressions import Expression, Name, Slope
from autograd.handwork.language.limits import Deadline
from autograd.handwork.language.reading import Line, Sheet
from autograd.handwork.worlds.keys import definitions_of
from autograd.handwork.worlds.resolving import resolve
from autograd.handwork.worlds.world import World


def world_of(sheet: Sheet) -> World:
    """The world of a sheet's own definitions."""
    world = World(deadline=Deadline())
    for name, tree in definitions_of(sheet):
        if name.id not in world.definitions:
            world.define(name.id, tree, name.shown)
    return world


def output_of(sheet: Sheet) -> Value:
    r"""The last scalar that a sheet computes from others and that derivatives are taken of, if any.

    As `Sheet.output` it can be drawn, stepped and traced.

    Raises:
        ValueError: The sheet computes no number from another one.

    >>> from autograd.handwork.language.reading import read
    >>> read("x = 2\ny = x x").output.data
    4.0
    """
    world = world_of(sheet)
    asked = {
        part.tree.of.id
        for line in sheet.lines
        for part in line.parts
        if isinstance(part.tree, Slope) and isinstance(part.tree.of, Name)
    }
    scalars: list[tuple[bool, Value]] = []
    for name, quantity in world.nodes().items():
        values = list(flat(quantity))
        if len(values) == 1 and values[0].op is not None:
            scalars.append((name in asked, values[0]))
    if not scalars:
        raise ValueError("this sheet computes no number from another one: there is nothing to draw")
    wanted = [value for is_asked, value in scalars if is_asked]
    return (wanted or [value for _, value in scalars])[-1]


def edges_of(sheet: Sheet, number: int) -> tuple[Value, tuple[Edge, ...]]:
    r"""The output of a sheet, and the edges of its graph that a line works out.

    For a quantity these are the edges of its own formula, for ∂A/∂B those on the ways from B to A.

    >>> from autograd.handwork.language.reading import read
    >>> output, edges = edges_of(read("x = 3\nh = x^2\ny = 2 h\ndy/dh = 3"), 4)
    >>> [(edge.operand.label, edge.node.label) for edge in edges]
    [('h', 'y')]
    """
    output, world = output_of(sheet), world_of(sheet)
    graph = Graph(output)
    by_label = {name: node for node, name in graph.names.items()}
    line = next((line for line in sheet.lines if line.number == number and line.parts), None)
    if line is None:
        return output, ()
    try:
        about = _about(line, world)
    except (ValueError, ArithmeticError):
        return output, ()
    if isinstance(about, Slope) and isinstance(about.of, Name):
        tops, bottoms = (set(_nodes(n, world, by_label)) for n in (about.of, about.wrt))
        region = graph.above(bottoms) & graph.below(tops)
        return output, tuple(e for e in graph.edges if e.operand in region and e.node in region)
    if not isinstance(about, Name):
        return output, ()
    inside = set[Value]()
    waiting = list(_nodes(about, world, by_label))
    while waiting:
        node = waiting.pop()
        inside.add(node)
        waiting.extend(x for x in node.operands if not x.label and x not in inside)
    return output, tuple(edge for edge in graph.edges if edge.node in inside)


def _about(line: Line, world: World) -> Expression:
    return resolve(line.parts[0].tree, world.numbers, line.spelled, world.shown)


def _nodes(name: Name, world: World, by_label: dict[str, Value]) -> Iterator[Value]:
    """The nodes of a quantity in the drawn graph, found by their labels."""
    for value in flat(entry(world.nodes()[name.id], name.index)):
        if value.label in by_label:
            yield by_label[value.label]


output = property(output_of)  # of a Sheet
