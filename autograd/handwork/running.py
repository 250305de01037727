"""Running a sheet: its graph, to be drawn, stepped and traced."""

from __future__ import annotations

from autograd import Value
from autograd.handwork.arrays import flat
from autograd.handwork.limits import Deadline
from autograd.handwork.reading import Sheet
from autograd.handwork.session import definitions_of
from autograd.handwork.world import World


def output_of(sheet: Sheet) -> Value:
    """The last scalar that a sheet computes from others.

    Raises:
        ValueError: The sheet computes no number from another one.
    """
    run = World(deadline=Deadline())
    for name, tree in definitions_of(sheet):
        run.define(name.id, tree, name.shown)
    for quantity in reversed(run.nodes().values()):
        scalars = list(flat(quantity))
        if len(scalars) == 1 and scalars[0].op is not None:
            return scalars[0]  # type: ignore[no-any-return]  # the entries of nodes are Values
    raise ValueError("this sheet computes no number from another one: there is nothing to draw")
