"""Slips in training: of the update, and of what is taken before it and after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from weakref import WeakKeyDictionary

from autograd.handwork.language.arrays import elementwise, flat, shape
from autograd.handwork.language.expressions import (
    Expression,
    Name,
    Negative,
    Product,
    Quotient,
    Slope,
    Sum,
    leaves,
)
from autograd.handwork.language.wording import text
from autograd.handwork.slips.declaring import Slip
from autograd.handwork.slips.places import Change, Site
from autograd.handwork.worlds.evaluation import combine
from autograd.handwork.worlds.world import World

RATES = ("eta", "lr", "rate", "alpha", "learning_rate", "learningrate")
"""What people call the learning rate."""

MARKED = re.compile(r"[^\w]\w+|_?(new|next|neu|updated|after|plus)")
EPSILONS = ("eps", "epsilon")
COUNTS = ("n", "m", "N", "batch", "batch_size", "batchsize")
"""What people call the number of samples."""


def rate_left_out(site: Site) -> Iterator[Change]:
    """The gradient is subtracted without the learning rate."""
    if isinstance(site.node, Product):
        for i, factor in enumerate(site.node.factors):
            if isinstance(factor, Name) and factor.id in RATES:
                rest = [part for k, part in enumerate(site.parts) if k != i]
                yield Change(combine(Product(()), rest), right=text(factor))


def uphill(site: Site) -> Iterator[Change]:
    """The step is added to the weight."""
    node = site.node
    if site.parent is None and isinstance(node, Sum) and len(node.terms) == 2:
        old, step = node.terms
        held = list(leaves(step))
        named = any(isinstance(leaf, Name) and leaf.id in RATES for leaf in held)
        asked = any(isinstance(leaf, Slope) and leaf.wrt == old for leaf in held)
        if isinstance(old, Name) and isinstance(step, Negative) and (named or asked):
            other = Sum((old, step.operand))
            yield Change(site.world.number(other), text(other), text(node))


def epsilon_left_out(site: Site) -> Iterator[Change]:
    """The small number that keeps a denominator from 0 is left out."""
    if isinstance(site.node, Sum):
        for i, term in enumerate(site.node.terms):
            if isinstance(term, Name) and term.id in EPSILONS:
                rest = [part for k, part in enumerate(site.parts) if k != i]
                yield Change(combine(Sum(()), rest), right=text(term))


def batch_left_out(site: Site) -> Iterator[Change]:
    """A sum over the samples is not divided by their number."""
    node = site.node
    if isinstance(node, Quotient) and isinstance(node.bottom, Name) and node.bottom.id in COUNTS:
        yield Change(site.parts[0], right=f"1/{text(node.bottom)}")


def after_update(site: Site) -> Iterator[Change]:
    """A weight is taken after its update for the one before it."""
    for old, new in _updates(site):
        if isinstance(site.node, Name) and site.node.id == old:
            yield _taken(new, site.node, site.world)
    if isinstance(site.node, Name):
        yield from _updated_here(site.node, site)


def before_update(site: Site) -> Iterator[Change]:
    """A quantity is taken before its update for the one after it."""
    for old, new in _updates(site):
        if isinstance(site.node, Name) and site.node.id == new:
            yield _taken(old, site.node, site.world)


def _updates(site: Site) -> Iterator[tuple[str, str]]:
    """The quantities that are updated on a sheet, and what they become."""
    for old, new in _updates_of(site.world):
        if site.root != site.world.definitions[new]:
            yield old, new


def _updates_of(world: World) -> tuple[tuple[str, str], ...]:
    """All updates of a world, looked for once for so many definitions: every place asks."""
    count, found = _UPDATES.get(world, (-1, ()))
    if count != len(world.definitions):
        pairs = ((_updated(new, tree), new) for new, tree in world.definitions.items())
        found = tuple((old, new) for old, new in pairs if old is not None)
        _UPDATES[world] = len(world.definitions), found
    return found


def _taken(other: str, for_which: Name, world: World) -> Change:
    name = Name(other, world.shown[other], for_which.index)
    return Change(world.lookup(name), text(name), text(for_which))


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
    """The quantity of which this is an update: w − η ∂L/∂w, or a v with more in its name."""
    if not isinstance(tree, Sum) or len(tree.terms) != 2:
        return None
    asked = {leaf.wrt.id for leaf in leaves(tree) if isinstance(leaf, Slope)}
    held = [leaf.id for leaf in leaves(tree) if isinstance(leaf, Name) and not leaf.index]
    return next((old for old in held if old in asked or _goes_on(new, old)), None)


_UPDATES: WeakKeyDictionary[World, tuple[int, tuple[tuple[str, str], ...]]] = WeakKeyDictionary()


def _goes_on(new: str, old: str) -> bool:
    """Whether a name is another with a mark of the update behind it: v_new or vnew of v, not v2."""
    return new.startswith(old) and bool(MARKED.fullmatch(new[len(old) :]))


SLIPS = (
    Slip(
        "sign of the update",
        "The step was added; an update goes against the gradient: {right}.",
        "w + η ∂L/∂w for w − η ∂L/∂w",
        inside=uphill,
    ),
    Slip(
        "learning rate left out",
        "The learning rate {right} was left out.",
        "w − ∂L/∂w for w − η ∂L/∂w",
        inside=rate_left_out,
    ),
    Slip(
        "batch size left out",
        "{right} was left out: the sum is divided by the number of samples.",
        "∂L₁/∂w + ∂L₂/∂w for (∂L₁/∂w + ∂L₂/∂w)/n",
        inside=batch_left_out,
    ),
    Slip(
        "epsilon left out",
        "{right} was left out; it keeps the denominator from 0.",
        "√v for √(v + ε)",
        inside=epsilon_left_out,
    ),
    Slip(
        "old value",
        "{wrong} was used where {right} is meant: before and after the update.",
        "m/√v for m_new/√v_new",
        inside=before_update,
    ),
)
"""What goes wrong in training and nowhere else: so special that what fits is likely."""
