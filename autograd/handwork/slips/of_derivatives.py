"""Slips in a chain of derivatives: in one local derivative, or in the sum over paths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypedDict

from autograd import OPS
from autograd.handwork.language.arrays import (
    Quantity,
    elementwise,
)
from autograd.handwork.language.expressions import (
    Applied,
    Expression,
    Name,
    Slope,
    children,
    leaves,
    rewrite,
)
from autograd.handwork.language.functions import FUNCTIONS
from autograd.handwork.language.wording import text
from autograd.handwork.slips.local_slopes import composed, is_scalar, local_slopes, slope_by
from autograd.handwork.slips.places import Change, Hop, Site, is_foreign, neighbours
from autograd.handwork.worlds.evaluation import slope
from autograd.handwork.worlds.world import World

ACTIVATIONS: dict[str, Callable[[float], float]] = {
    "sigmoid": lambda y: y * (1 - y),
    "tanh": lambda y: 1 - y**2,
    "relu": lambda y: float(y > 0),
}
"""The derivative of each activation by its output, as it is written on paper."""


class SlopeRules(TypedDict):
    """The two rules of a slip in f'(x)."""

    inside: Callable[[Site], Iterator[Change]]
    on_edge: Callable[[Hop], Iterator[Change]]


def edge_sign(hop: Hop) -> Iterator[Change]:
    """A local derivative has the wrong sign."""
    yield Change(-hop.local, right=_hop(hop))


def _hop(hop: Hop) -> str:
    return text(Slope(hop.node, hop.operand))


def edge_left_out(hop: Hop) -> Iterator[Change]:
    """A local derivative is left out."""
    yield Change(1.0, right=_hop(hop))


def edge_two(hop: Hop) -> Iterator[Change]:
    """A local derivative is doubled or halved."""
    yield Change(2 * hop.local, right=_hop(hop))
    yield Change(hop.local / 2, right=_hop(hop))


def edge_neighbour(hop: Hop) -> Iterator[Change]:
    """The local derivative of a neighbour is used."""
    for other in neighbours(hop.operand, hop.world):
        slope_there = hop.world.lookup(Slope(hop.node, other, direct=True))
        if slope_there:  # 0 where there is no such edge
            yield Change(slope_there, _hop(hop._replace(operand=other)), _hop(hop))


def operand_for_slope(hop: Hop) -> Iterator[Change]:
    """The operand itself is put in for what it is multiplied with."""
    operand = hop.world.lookup(hop.operand)
    if isinstance(operand, list):
        return
    for formula in local_slopes(hop.node, hop.operand, hop.world):
        for name in dict.fromkeys(leaf for leaf in leaves(formula) if isinstance(leaf, Name)):
            if name != hop.operand and name in (formula, *children(formula)):
                put_in = rewrite(formula, partial(_put_in, hop.operand, name))
                yield Change(hop.world.number(put_in), text(hop.operand), _hop(hop))


def _put_in(operand: Name, for_name: Name, leaf: Expression) -> Expression:
    return operand if leaf == for_name else leaf


def inner_left_out(hop: Hop) -> Iterator[Change]:
    """The chain rule's inner derivative is left out."""
    definition = hop.world.definitions[hop.node.id]
    if not hop.node.index:
        yield from _without_inner(definition, hop.operand, hop.world)


def inner_in_slope(site: Site) -> Iterator[Change]:
    """The chain rule's inner derivative is left out of d/dx (…)."""
    if isinstance(site.node, Slope) and not isinstance(site.node.of, Name):
        yield from _without_inner(site.node.of, site.node.wrt, site.world)


def _without_inner(tree: Expression, by: Name, world: World) -> Iterator[Change]:
    if is_scalar(tree, world):
        for node, inner in composed(tree, by):
            outer = slope_by(tree, by, without=node)
            if outer is not None:
                yield Change(world.number(outer), text(outer), text(inner))


def on_slopes(
    change: Callable[[str, Quantity, Quantity], Iterator[Change]],
    written: Callable[[Site], Iterator[Change]] = lambda site: iter(()),
) -> SlopeRules:
    """A slip in f'(x), wherever f' stands: written as σ'(z), or a local derivative of y = f(z).

    `written` is its rule where f' is written by the function's value.
    """

    def inside(site: Site) -> Iterator[Change]:
        yield from written(site)
        if isinstance(site.node, Applied) and site.node.prime:
            x = site.parts[0]
            for made in change(site.node.function, x, elementwise(OPS[site.node.function], x)):
                foreign = bool(made.wrong) and is_foreign(made.wrong, site.world)
                yield made._replace(right=text(site.node), foreign=foreign)

    def on_edge(hop: Hop) -> Iterator[Change]:
        definition = hop.world.definitions[hop.node.id]
        if not isinstance(definition, Applied) or definition.arguments[0] != hop.operand:
            return
        if FUNCTIONS[definition.function].differentiable and not definition.prime:
            x, y = hop.world.lookup(hop.operand), hop.world.lookup(hop.node)
            for made in change(definition.function, x, y):
                foreign = bool(made.wrong) and is_foreign(made.wrong, hop.world)
                yield made._replace(right=_hop(hop), foreign=foreign)

    inside.__doc__ = on_edge.__doc__ = change.__doc__
    return {"inside": inside, "on_edge": on_edge}


def value_for_slope(function: str, x: Quantity, y: Quantity) -> Iterator[Change]:
    """F is used where f' is meant."""
    yield Change(y)


def slope_at_output(function: str, x: Quantity, y: Quantity) -> Iterator[Change]:
    """F' is taken at the output of f instead of its input."""
    yield Change(slope(function, y))


def other_slope(function: str, x: Quantity, y: Quantity) -> Iterator[Change]:
    """The derivative of another activation is used, at the input or by the output."""
    for other, by_output in ACTIVATIONS.items() if function in ACTIVATIONS else ():
        if other != function:
            yield Change(slope(other, x), other)
            yield Change(elementwise(by_output, y), other)


def path_left_out(total: float, part: float) -> float:
    """One of several paths is not added in."""
    return total - part


def overwritten(total: float, part: float) -> float:
    """Only one path's contribution is kept: = where += is meant."""
    return part
