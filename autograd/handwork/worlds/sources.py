"""Sources: the quantities that the worth of a formula rests on, by the person's own numbers."""

from __future__ import annotations

from collections.abc import Iterator

from autograd.handwork.language.expressions import (
    Expression,
    Name,
    Slope,
    bare,
    leaves,
    names_in,
)
from autograd.handwork.worlds.world import World


def sources(tree: Expression, world: World) -> Iterator[Name | Slope]:
    """Every quantity and derivative that a tree is worked out from, down to those stated.

    >>> from autograd.handwork.language.parsing import tree
    >>> world = World()
    >>> for name, formula in {"x": "3", "y": "x x", "z": "2 y"}.items():
    ...     world.define(name, tree(formula))
    >>> [name.id for name in sources(tree("z + 1"), world)]
    ['z', 'y', 'x']
    >>> world.pin(tree("y"), 8.0)
    >>> [name.id for name in sources(tree("z + 1"), world)]
    ['z', 'y']
    """
    seen = set[Name | Slope]()
    waiting = list(leaves(tree))
    while waiting:
        leaf = waiting.pop()
        about = bare(leaf) if isinstance(leaf, Name) else leaf
        if not isinstance(about, Name | Slope) or about in seen:
            continue
        seen.add(about)
        yield about
        if isinstance(about, Name) and about.id not in world.pins:
            waiting += leaves(world.definitions.get(about.id, about))
        elif isinstance(about, Slope) and (about.of, about.wrt) not in world.slopes:
            waiting += ancestry(about.of, world)


def ancestry(tree: Expression, world: World) -> Iterator[Name]:
    """The quantities that a tree is formed of by the definitions, itself included.

    >>> from autograd.handwork.language.parsing import tree
    >>> world = World()
    >>> world.define("x", tree("3")); world.define("y", tree("x x"))
    >>> [name.id for name in ancestry(tree("2 y"), world)]
    ['y', 'x']
    """
    seen = set[str]()
    waiting = list(names_in(tree))
    while waiting:
        name = bare(waiting.pop())
        if isinstance(name, Name) and name.id not in seen:
            seen.add(name.id)
            yield name
            waiting += names_in(world.definitions.get(name.id, name))
