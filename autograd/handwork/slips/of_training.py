"""Slips in training: of the update, and of what is taken before it and after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from autograd.handwork.language.arrays import elementwise, flat, shape
from autograd.handwork.language.expressions import Expression, Name, Slope, Sum, leaves
from autograd.handwork.language.wording import text
from autograd.handwork.slips.places import Change, Site

RATES = ("eta", "lr", "rate", "alpha", "learning_rate", "learningrate")
"""What people call the learning rate."""


def before_update(site: Site) -> Iterator[Change]:
    """A weight is taken after its update for the one before it, or the other way round."""
    node, world = site.node, site.world
    if not isinstance(node, Name):
        return
    for new, tree in world.definitions.items():
        old = _updated(new, tree)
        if old is None or site.parent == tree:
            continue
        for one, other in ((old, new), (new, old)):
            if node.id == one:
                name = Name(other, world.shown[other], node.index)
                yield Change(world.lookup(name), text(name), text(node))
    yield from _updated_here(node, site)


def _updated_here(node: Name, site: Site) -> Iterator[Change]:
    """The weight after its update, though the sheet has no line for it yet."""
    world, asked = site.world, [x for x in leaves(site.parent or node) if isinstance(x, Slope)]
    rate = next((name for name in RATES if name in world.definitions), None)
    if rate is None or not asked or rate == node.id:
        return
    step = world.lookup(replace(asked[0], wrt=node, direct=False))
    weight, rate_is = world.lookup(node), world.lookup(Name(rate, rate))
    if shape(step) == shape(weight) and any(flat(step)):
        value = elementwise(lambda w, g: w - rate_is * g, weight, step)
        yield Change(value, f"the updated {text(node)}", text(node))


def _updated(new: str, tree: Expression) -> str | None:
    """The quantity of which this is an update: w − η ∂L/∂w, or a w with more in its name."""
    if not isinstance(tree, Sum) or len(tree.terms) != 2:
        return None
    old = next((term for term in tree.terms if isinstance(term, Name) and not term.index), None)
    if old is None:
        return None
    asked = any(isinstance(leaf, Slope) and leaf.wrt.id == old.id for leaf in leaves(tree))
    return old.id if asked or new.startswith(old.id) else None
