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
    Applied,
    Expression,
    Name,
    children,
    names_in,
)
from autograd.handwork.worlds.world import World


class Site(NamedTuple):
    """A place in an expression: the node, its value, its parts' values, what stands around it."""

    node: Expression
    value: Quantity
    parts: Sequence[Quantity]
    parent: Expression | None
    world: World
    root: Expression


class Change(NamedTuple):
    """What a slip makes of a place: the value, and the words for its sentence.

    `foreign` where it brings in what the sheet does not hold, as ReLU in a net of tanh.
    """

    value: Quantity
    wrong: str = ""
    right: str = ""
    foreign: bool = False


class Hop(NamedTuple):
    """One local derivative of a chain: ∂node/∂operand, both named quantities."""

    node: Name
    operand: Name
    local: float
    world: World


def neighbours(name: Name, world: World) -> Iterator[Name]:
    """The quantities one number further or back: w2 and w4 for w3, w21 and w11 for w12, q[1].

    Without a number those of the same quantities: the mean of X for the largest entry of X.
    """
    found = re.fullmatch(r"(.*?)(\d+)", name.id)
    if name.index:
        others = [Name(name.id, name.shown, index) for index in beside(name.index)]
    elif found:
        stem, shown = found[1], name.shown.removesuffix(found[2])
        numbers = ["".join(map(str, each)) for each in beside(tuple(map(int, found[2])))]
        numbers += [str(int(found[2]) + step) for step in (1, -1)]
        others = [Name(stem + number, shown + number) for number in dict.fromkeys(numbers)]
    else:
        others = list(_of_the_same(name, world))
    for other in others:
        try:
            if other.id in world.definitions and shape(world.lookup(other)) == shape(
                world.lookup(name)
            ):
                yield Name(other.id, world.shown.get(other.id, other.shown), other.index)
        except ShapeError:
            continue


def _of_the_same(name: Name, world: World) -> Iterator[Name]:
    """What else is worked out from all that a quantity is worked out from."""
    sources = set(names_in(world.definitions[name.id])) if name.id in world.definitions else set()
    for other, tree in world.definitions.items():
        if sources and other != name.id and set(names_in(tree)) == sources:
            yield Name(other, world.shown[other])


def is_foreign(function: str, world: World) -> bool:
    """Whether no quantity of a sheet is this function of anything."""
    return not any(
        isinstance(part, Applied) and part.function == function
        for tree in world.definitions.values()
        for part in parts_of(tree)
    )


def parts_of(tree: Expression) -> Iterator[Expression]:
    """A tree and all that it is made of."""
    yield tree
    for part in children(tree):
        yield from parts_of(part)


def beside(index: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """The indices one step away, and the one with rows and columns exchanged.

    >>> list(beside((1, 2)))
    [(1, 3), (1, 1), (2, 2), (0, 2), (2, 1)]
    """
    for at in reversed(range(len(index))):
        for step in (1, -1):
            yield (*index[:at], index[at] + step, *index[at + 1 :])
    if len(index) == 2 and index[0] != index[1]:
        yield index[::-1]
