"""Where slips happen: a place in a formula, a local derivative of a chain, and the neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from autograd.handwork.language.arrays import (
    Quantity,
    ShapeError,
    shape,
)
from autograd.handwork.language.expressions import (
    Expression,
    Name,
)
from autograd.handwork.worlds.world import World


class Site(NamedTuple):
    """A place in an expression: the node, its value, its parts' values, what stands around it."""

    node: Expression
    value: Quantity
    parts: Sequence[Quantity]
    parent: Expression | None
    world: World


class Change(NamedTuple):
    """What a slip makes of a place: the value, and the words for its sentence."""

    value: Quantity
    wrong: str = ""
    right: str = ""


class Hop(NamedTuple):
    """One local derivative of a chain: ∂node/∂operand, both named quantities."""

    node: Name
    operand: Name
    local: float
    world: World


def neighbours(name: Name, world: World) -> Iterator[Name]:
    """The quantities one number further or back: w2 and w4 for w3, q[1] and q[3] for q[2]."""
    found = re.fullmatch(r"(.*?)(\d+)", name.id)
    for step in (1, -1):
        if name.index:
            index = (*name.index[:-1], name.index[-1] + step)
            other = Name(name.id, name.shown, index)
        elif found:
            number = str(int(found[2]) + step)
            other = Name(found[1] + number, name.shown.removesuffix(found[2]) + number)
            other = Name(other.id, world.shown.get(other.id, other.shown))
        else:
            continue
        try:
            if other.id in world.definitions and shape(world.lookup(other)) == shape(
                world.lookup(name)
            ):
                yield other
        except ShapeError:
            continue
