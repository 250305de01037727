"""Slips with the quantities of a network: one taken for another that stands near it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from autograd.handwork.language.arrays import Quantity, elementwise, flat, flip, shape
from autograd.handwork.language.expressions import (
    Applied,
    Array,
    Expression,
    Name,
    Product,
    Quotient,
    Slope,
    children,
    leaves,
    names_in,
)
from autograd.handwork.language.functions import FUNCTIONS
from autograd.handwork.language.wording import text
from autograd.handwork.slips.places import Change, Hop, Site
from autograd.handwork.worlds.evaluation import evaluate
from autograd.handwork.worlds.world import World


def before_function(site: Site) -> Iterator[Change]:
    """A quantity is taken before its function for the one after it, or the other way round."""
    node = site.node
    if site.parent is None:
        yield from _all_before(site)
    if not isinstance(node, Name):
        return
    for other in _across(node, site.world):
        if site.parent != site.world.definitions[other.id]:
            yield Change(site.world.lookup(other), text(other), text(node))


def _all_before(site: Site) -> Iterator[Change]:
    """Every quantity of a formula taken before its function."""
    world = site.world

    def before(leaf: Name | Slope) -> Quantity:
        tree = world.definitions.get(leaf.id) if isinstance(leaf, Name) else None
        inner = tree.arguments[0] if isinstance(tree, Applied) and not tree.prime else None
        return world.lookup(inner if isinstance(inner, Name) else leaf)

    changed = [
        leaf
        for leaf in leaves(site.node)
        if isinstance(leaf, Name) and before(leaf) != world.lookup(leaf)
    ]
    if len(changed) > 1:
        wrong = "what they are functions of"
        yield Change(
            evaluate(site.node, before), wrong, " and ".join(map(text, dict.fromkeys(changed)))
        )


def _across(name: Name, world: World) -> Iterator[Name]:
    """The quantity that a name is a function of, and those that are functions of it."""
    for after, tree in world.definitions.items():
        if isinstance(tree, Applied) and not tree.prime and FUNCTIONS[tree.function].differentiable:
            before = tree.arguments[0]
            if isinstance(before, Name) and after == name.id and not before.index:
                yield replace(before, index=name.index)
            elif (
                isinstance(before, Name)
                and before.id == name.id
                and before.index in ((), name.index)
            ):
                index = name.index if not before.index else ()
                yield Name(after, world.shown[after], index)


def times_operand(site: Site) -> Iterator[Change]:
    """A derivative by an array b is multiplied by b; that of a number is seen in its chain."""
    if isinstance(site.node, Slope) and isinstance(site.value, list):
        by = site.world.lookup(site.node.wrt)
        value = elementwise(lambda x, y: x * y, site.value, by)
        yield Change(value, text(site.node.wrt), f"the derivative by {text(site.node.wrt)}")


def times_bias(hop: Hop) -> Iterator[Change]:
    """A local derivative is 1, and the operand is put in."""
    value = hop.world.lookup(hop.operand)
    if hop.local == 1 and not isinstance(value, list):
        yield Change(value, text(hop.operand), text(Slope(hop.node, hop.operand)))


def factor_too_many(site: Site) -> Iterator[Change]:
    """The derivative of a function is multiplied in once more."""
    node, world = site.node, site.world
    if not isinstance(node, Slope) or node.direct or node.wrt.index:
        return
    for name, tree in world.definitions.items():
        if not isinstance(tree, Applied) or tree.arguments != (node.wrt,) or tree.prime:
            continue
        if FUNCTIONS[tree.function].differentiable and Name(name, name) != node.of:
            once = replace(tree, prime=True)
            value = elementwise(lambda x, y: x * y, site.value, world.number(once))
            yield Change(value, text(once), text(node))


def one_too_many(site: Site) -> Iterator[Change]:
    """A 1 is taken from a derivative, as from the q of the right class, or added."""
    if isinstance(site.node, Slope) and not isinstance(site.value, list):
        yield Change(site.value - 1, right=text(site.node))
        yield Change(site.value + 1, right=text(site.node))


def other_variable(site: Site) -> Iterator[Change]:
    """The derivative by another quantity that enters the same formula."""
    node, world = site.node, site.world
    if not isinstance(node, Slope) or node.direct:
        return
    trees = [node.of, *world.definitions.values()]
    beside = [name for tree in trees for name in _beside(node.wrt, tree)]
    for other in dict.fromkeys(beside):
        slope = replace(node, wrt=other)
        value = world.lookup(slope)
        if shape(value) == shape(site.value) and any(flat(value)):
            yield Change(value, text(slope), text(node))


def _beside(name: Name, tree: Expression) -> list[Name]:
    """The other quantities of a formula that holds this one, but for what it is multiplied with."""
    names = list(names_in(tree))
    return [x for x in names if x not in _partners(name, tree)] if name in names else []


def _partners(name: Name, tree: Expression) -> list[Expression]:
    """A quantity and its factors: with z = w x, ∂z/∂x for ∂z/∂w is w put in, and called so."""
    if isinstance(tree, Product) and name in tree.factors:
        return list(tree.factors)
    return [name, *(x for part in children(tree) for x in _partners(name, part))]


def other_operand(hop: Hop) -> Iterator[Change]:
    """The local derivative by another operand of the same formula."""
    for other in _beside(hop.operand, hop.world.definitions[hop.node.id]):
        slope = Slope(hop.node, other, direct=True)
        value = hop.world.lookup(slope)
        if not isinstance(value, list) and value:
            right = text(Slope(hop.node, hop.operand))
            yield Change(value, text(Slope(hop.node, other)), right)


def reversed_entries(site: Site) -> Iterator[Change]:
    """The entries stand in the opposite order, as those of a flipped kernel do."""
    if isinstance(site.value, list) and (site.parent is None or isinstance(site.node, Slope)):
        yield Change(flip(site.value), right=text(site.node))


def pooled(site: Site) -> Iterator[Change]:
    """The average is taken for the largest, or the gradient goes that way back."""
    node = site.node
    other = _pooled(node)
    if other is not None:
        yield Change(site.world.number(other), text(other), text(node))
    for value, wrong, right in _by_another(site, _pooled):
        yield Change(value, wrong, right)
        if isinstance(site.value, list):  # to every entry in full
            count = sum(1 for x in flat(value) if x) / max(1, sum(1 for x in flat(site.value) if x))
            yield Change(elementwise(lambda x, n=count: x * n, value), wrong, right)


def _pooled(tree: Expression) -> Expression | None:
    match tree:
        case Applied("maxpool"):
            return replace(tree, function="avgpool")
        case Applied("avgpool"):
            return replace(tree, function="maxpool")
        case Quotient(Applied("sum", (Name() as whole,)), _) | Applied("mean", (Name() as whole,)):
            return Applied("max", (whole,))
        case Applied("max", (Name() as whole,)):
            return Applied("mean", (whole,))
        case Applied("max", (_, _, *_)):
            return Applied("mean", (Array(tree.arguments),))
    return None


def kernel(site: Site) -> Iterator[Change]:
    """The kernel is flipped where it should not be, or the other way round; on the way back too."""
    other = flipped(site.node)
    if other is not None:
        yield Change(site.world.number(other), text(other), text(site.node))
    for value, wrong, right in _by_another(site, flipped):
        yield Change(value, wrong, right)


def flipped(tree: Expression) -> Expression | None:
    """A convolution as a correlation and the other way round."""
    if isinstance(tree, Applied) and tree.function.startswith(("conv_", "correlate_")):
        way, _, mode = tree.function.partition("_")
        return replace(tree, function=f"{'correlate' if way == 'conv' else 'conv'}_{mode}")
    return None


def _by_another(
    site: Site, exchange: Callable[[Expression], Expression | None]
) -> Iterator[tuple[Quantity, str, str]]:
    """A derivative with one quantity on the way defined otherwise, all numbers as they are."""
    node, world = site.node, site.world
    if not isinstance(node, Slope) or node.direct:
        return
    for name, tree in world.definitions.items():
        other = exchange(tree)
        if other is None:
            continue
        turned = World(deadline=world.deadline)
        for each, definition in world.definitions.items():
            turned.define(each, other if each == name else definition, world.shown[each])
            turned.pin(Name(each, each), world.lookup(Name(each, each)))
        yield turned.lookup(node), text(other), text(tree)
