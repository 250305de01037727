"""Slips in a chain of derivatives: in one local derivative, or in the sum over paths."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from autograd import OPS
from autograd.handwork.arrays import (
    Quantity,
    elementwise,
)
from autograd.handwork.evaluation import slope
from autograd.handwork.expressions import (
    Call,
    Derivative,
)
from autograd.handwork.functions import FUNCTIONS
from autograd.handwork.slip_places import Change, Hop, Site, neighbours
from autograd.handwork.wording import text

ACTIVATIONS = ("sigmoid", "tanh", "relu")


def edge_sign(hop: Hop) -> Iterator[Change]:
    """A local derivative has the wrong sign."""
    yield Change(-hop.local, right=_hop(hop))


def _hop(hop: Hop) -> str:
    return text(Derivative(hop.node, hop.operand))


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
        leaf = Derivative(hop.node, other, direct=True)
        yield Change(hop.world.lookup(leaf), _hop(hop._replace(operand=other)), _hop(hop))


def on_slopes(
    change: Callable[[str, Quantity], Iterator[Change]],
) -> tuple[Callable[[Site], Iterator[Change]], Callable[[Hop], Iterator[Change]]]:
    """A slip in f'(x), wherever f' stands: written as σ'(z), or a local derivative of y = f(z)."""

    def inside(site: Site) -> Iterator[Change]:
        if isinstance(site.node, Call) and site.node.prime:
            for made in change(site.node.function, site.parts[0]):
                yield made._replace(right=text(site.node))

    def on_edge(hop: Hop) -> Iterator[Change]:
        definition = hop.world.definitions[hop.node.id]
        if not isinstance(definition, Call) or definition.arguments[0] != hop.operand:
            return
        if FUNCTIONS[definition.function].differentiable and not definition.prime:
            for made in change(definition.function, hop.world.lookup(hop.operand)):
                yield made._replace(right=_hop(hop))

    inside.__doc__ = on_edge.__doc__ = change.__doc__
    return inside, on_edge


def value_for_slope(function: str, x: Quantity) -> Iterator[Change]:
    """F is used where f' is meant."""
    yield Change(elementwise(OPS[function], x))


def slope_at_output(function: str, x: Quantity) -> Iterator[Change]:
    """F' is taken at the output of f instead of its input."""
    yield Change(slope(function, elementwise(OPS[function], x)))


def other_slope(function: str, x: Quantity) -> Iterator[Change]:
    """The derivative of another activation is used."""
    for other in ACTIVATIONS if function in ACTIVATIONS else ():
        if other != function:
            yield Change(slope(other, x), wrong=other)


def path_left_out(total: float, part: float) -> float:
    """One of several paths is not added in."""
    return total - part


def overwritten(total: float, part: float) -> float:
    """Only one path's contribution is kept: = where += is meant."""
    return part
