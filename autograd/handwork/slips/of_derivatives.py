"""Slips in a chain of derivatives: in one local derivative, or in the sum over paths."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from autograd import OPS
from autograd.handwork.language.arrays import (
    Quantity,
    elementwise,
)
from autograd.handwork.language.expressions import (
    Applied,
    Product,
    Slope,
    Sum,
)
from autograd.handwork.language.functions import FUNCTIONS
from autograd.handwork.language.wording import text
from autograd.handwork.slips.places import Change, Hop, Site, neighbours
from autograd.handwork.worlds.evaluation import slope

ACTIVATIONS: dict[str, Callable[[float], float]] = {
    "sigmoid": lambda y: y * (1 - y),
    "tanh": lambda y: 1 - y**2,
    "relu": lambda y: float(y > 0),
}
"""The derivative of each activation by its output, as it is written on paper."""


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
    """The operand itself is put in for the derivative by it."""
    definition = hop.world.definitions[hop.node.id]
    value = hop.world.lookup(hop.operand)
    if isinstance(definition, Sum | Product) and not isinstance(value, list):
        yield Change(value, text(hop.operand), _hop(hop))


def square_left_out(hop: Hop) -> Iterator[Change]:
    """The square in 1 − a², the derivative of a = tanh(z), is forgotten."""
    if _activation(hop) == "tanh":
        yield Change(1 - hop.world.lookup(hop.node), right=text(hop.node))


def term_left_out(hop: Hop) -> Iterator[Change]:
    """The 1 in 1 − a², the derivative of a = tanh(z), is forgotten."""
    if _activation(hop) == "tanh":
        yield Change(hop.world.lookup(hop.node) ** 2, right=f"1 in 1 − {text(hop.node)}²")


def _activation(hop: Hop) -> str:
    """The function that a scalar quantity is, "" if it is another formula."""
    definition = hop.world.definitions[hop.node.id]
    if not isinstance(definition, Applied) or definition.prime:
        return ""
    return "" if isinstance(hop.world.lookup(hop.node), list) else definition.function


def on_slopes(
    change: Callable[[str, Quantity, Quantity], Iterator[Change]],
) -> tuple[Callable[[Site], Iterator[Change]], Callable[[Hop], Iterator[Change]]]:
    """A slip in f'(x), wherever f' stands: written as σ'(z), or a local derivative of y = f(z)."""

    def inside(site: Site) -> Iterator[Change]:
        if isinstance(site.node, Applied) and site.node.prime:
            x = site.parts[0]
            for made in change(site.node.function, x, elementwise(OPS[site.node.function], x)):
                yield made._replace(right=text(site.node))

    def on_edge(hop: Hop) -> Iterator[Change]:
        definition = hop.world.definitions[hop.node.id]
        if not isinstance(definition, Applied) or definition.arguments[0] != hop.operand:
            return
        if FUNCTIONS[definition.function].differentiable and not definition.prime:
            x, y = hop.world.lookup(hop.operand), hop.world.lookup(hop.node)
            for made in change(definition.function, x, y):
                yield made._replace(right=_hop(hop))

    inside.__doc__ = on_edge.__doc__ = change.__doc__
    return inside, on_edge


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
            yield Change(slope(other, x), wrong=other)
            yield Change(elementwise(by_output, y), wrong=other)


def path_left_out(total: float, part: float) -> float:
    """One of several paths is not added in."""
    return total - part


def overwritten(total: float, part: float) -> float:
    """Only one path's contribution is kept: = where += is meant."""
    return part
