"""Mutation: what an expression would have been worth with one slip in it, at every place.

No tree is built: the value of the changed node is carried up through its ancestors. Derivatives are
tried edge by edge along the chain that the engine took.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from autograd.handwork.language.arrays import Quantity, elementwise, shape
from autograd.handwork.language.expressions import (
    Expression,
    Name,
    Numeral,
    Slope,
    children,
    leaves,
    names_in,
)
from autograd.handwork.language.wording import text
from autograd.handwork.slips.catalogue import BY_NAME, SLIPS
from autograd.handwork.slips.declaring import Slip
from autograd.handwork.slips.local_slopes import local_slopes
from autograd.handwork.slips.places import Change, Hop, Site
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS, combine, evaluate
from autograd.handwork.worlds.world import World

MOST_HOPS = 80


class Mutant(NamedTuple):
    """A slip made at one place, and what the whole expression is worth then."""

    slip: Slip
    value: Quantity
    wrong: str = ""
    right: str = ""
    foreign: bool = False


def mutants(tree: Expression, world: World) -> Iterator[Mutant]:
    """Every single slip in an expression."""
    yield from _mutants(tree, None, world, tree)[1]
    yield from _everywhere(tree, world)


def _everywhere(tree: Expression, world: World) -> Iterator[Mutant]:
    """Slips with a quantity that a formula holds more than once, made each time."""
    names = [leaf for leaf in leaves(tree) if isinstance(leaf, Name)]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        for slip, change in _at_name(Site(name, world.lookup(name), [], tree, world, tree)):

            def changed(
                leaf: Name | Slope, to: Quantity = change.value, at: Name = name
            ) -> Quantity:
                return to if leaf == at else world.lookup(leaf)

            try:
                yield Mutant(slip, evaluate(tree, changed), *change[1:])
            except NUMERIC_ERRORS:
                continue


def _at_name(site: Site) -> Iterator[tuple[Slip, Change]]:
    """What slips make of a quantity: another one, or nothing."""
    for slip in SLIPS:
        if slip.inside is not None:
            yield from ((slip, change) for change in tried(slip.inside, site))
    nothing = elementwise(lambda x: 0.0, site.value)
    yield BY_NAME["term left out"], Change(nothing, right=text(site.node))


def _mutants(
    node: Expression, parent: Expression | None, world: World, root: Expression
) -> tuple[Quantity, list[Mutant]]:
    """The value of a node and all mutants at or below it."""
    world.deadline.check()
    parts: list[Quantity] = []
    below: list[Mutant] = []
    if isinstance(node, Name | Slope):
        value = world.lookup(node)
    elif isinstance(node, Numeral):
        value = node.value
    else:
        pairs = [_mutants(part, node, world, root) for part in children(node)]
        parts = [value for value, _ in pairs]
        value = combine(node, parts)
        below = carried_up(node, parts, [made for _, made in pairs])
    return value, mutants_at(Site(node, value, parts, parent, world, root)) + below


def mutants_at(site: Site) -> list[Mutant]:
    """The slips made at one place itself."""
    made = [Mutant(slip, *change) for slip in SLIPS for change in _changes(slip, site)]
    if isinstance(site.node, Slope) and not isinstance(site.value, list):
        made.extend(_on_the_way(site.node, site.value, site.world))
    return made


def carried_up(
    node: Expression, parts: Sequence[Quantity], made: Sequence[list[Mutant]]
) -> list[Mutant]:
    """Mutants of the parts as mutants of the node."""
    result = []
    for i, below in enumerate(made):
        values = list(parts)
        for mutant in below:
            values[i] = mutant.value
            try:
                result.append(mutant._replace(value=combine(node, values)))
            except NUMERIC_ERRORS:
                continue
    return result


def _changes(slip: Slip, site: Site) -> Iterator[Change]:
    """What a slip makes of a place in a formula."""
    if slip.inside is not None:
        yield from tried(slip.inside, site)
    opposite = elementwise(lambda x: -x, site.value)
    for tree in slip.instead(site) if slip.instead is not None else ():
        try:
            value = site.world.number(tree)
        except NUMERIC_ERRORS:
            continue
        if value not in (site.value, opposite):  # nothing has changed, or a sign
            yield Change(value, text(tree), text(site.node))


def tried(rule: Callable[..., Iterator[Change]], place: Site | Hop) -> list[Change]:
    """What a slip makes of a place; nothing where it cannot be computed."""
    found: list[Change] = []
    try:
        found.extend(rule(place))
    except NUMERIC_ERRORS:
        return found
    return found


def _on_the_way(leaf: Slope, total: float, world: World) -> Iterator[Mutant]:
    """Slips in one local derivative of the chain from A to B, and paths that were left out."""
    if not isinstance(leaf.of, Name) or leaf.direct:
        return
    between = list(_between(leaf.of, leaf.wrt, world))
    hops = list(_hops(between, world))
    yield from _on_paths(leaf.of, leaf.wrt, between, hops, total, world)
    for node, operand in hops:
        local = float(world.lookup(Slope(node, operand, direct=True)))
        around = _slope(leaf.of, node, world) * _slope(operand, leaf.wrt, world)
        if around:
            for mutant in _on_hop(Hop(node, operand, local, world), leaf):
                yield mutant._replace(value=total + around * (mutant.value - local))


def _on_hop(hop: Hop, leaf: Slope) -> Iterator[Mutant]:
    """Slips in one local derivative: by its own rules, and in the formula it is written with."""
    for slip in SLIPS:
        if slip.on_edge is not None:
            yield from (Mutant(slip, *change) for change in tried(slip.on_edge, hop))
    for formula in local_slopes(hop.node, hop.operand, hop.world):
        made = [*_mutants(formula, leaf, hop.world, formula)[1], *_everywhere(formula, hop.world)]
        yield from (mutant for mutant in made if not isinstance(mutant.value, list))


def _on_paths(
    of: Name,
    wrt: Name,
    between: Sequence[Name],
    hops: Sequence[tuple[Name, Name]],
    total: float,
    world: World,
) -> Iterator[Mutant]:
    """Slips in the sum over paths: those through one quantity, or the direct one."""
    paths = _count(hops, wrt, of)
    parts = [
        (_slope(of, middle, world) * _slope(middle, wrt, world), text(middle))
        for middle in between
        if middle not in (of, wrt) and _count(hops, wrt, middle) * _count(hops, middle, of) < paths
    ]
    if (of, wrt) in hops and paths > 1:
        direct = Slope(of, wrt, direct=True)
        parts.append((float(world.lookup(direct)), f"{text(wrt)} itself"))
    for part, through in parts:
        for slip in SLIPS:
            if slip.on_path is not None:
                yield Mutant(slip, slip.on_path(total, part), through, through)


def _count(hops: Sequence[tuple[Name, Name]], start: Name, end: Name) -> int:
    """How many ways lead from one quantity to another; hops come in the order of the sheet."""
    ways = {start: 1}
    for node, operand in hops:
        if operand in ways:
            ways[node] = ways.get(node, 0) + ways[operand]
    return ways.get(end, 0)


def _slope(of: Name, wrt: Name, world: World) -> float:
    """∂A/∂B of two scalars, 1 for the same."""
    return 1.0 if of == wrt else float(world.lookup(Slope(of, wrt)))


def _between(of: Name, wrt: Name, world: World) -> Iterator[Name]:
    """The scalar quantities and entries that lie between B and A, both included."""
    for quantity in world.definitions:
        for name in _scalars(quantity, world):
            if name in (of, wrt) or (_slope(of, name, world) and _slope(name, wrt, world)):
                yield name


def _scalars(quantity: str, world: World) -> list[Name]:
    whole = Name(quantity, world.shown[quantity])
    dims = shape(world.lookup(whole))
    if not dims:
        return [whole]
    if len(dims) > 2 or dims[0] * (dims[1] if len(dims) > 1 else 1) > 12:
        return []
    if len(dims) == 1:
        return [replace(whole, index=(i + 1,)) for i in range(dims[0])]
    rows, columns = map(range, dims)
    return [replace(whole, index=(i + 1, k + 1)) for i in rows for k in columns]


def _hops(between: Sequence[Name], world: World) -> Iterator[tuple[Name, Name]]:
    """Pairs (node, operand) of neighbouring quantities on the way."""
    count = 0
    for node in between:
        read = {(name.id, name.index) for name in names_in(world.definitions[node.id])}
        for operand in between:
            if (operand.id, ()) in read or (operand.id, operand.index) in read:
                count += 1
                if count > MOST_HOPS:
                    return
                yield node, operand
