"""Slips in a formula: what each makes of the value of one place in it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import combinations

from autograd import OPS
from autograd.handwork.language.arrays import (
    Quantity,
    elementwise,
    flat,
    shape,
    transpose,
)
from autograd.handwork.language.expressions import (
    Applied,
    Expression,
    Name,
    Negative,
    Numeral,
    Product,
    Quotient,
    Raised,
    Slope,
    Sum,
    Transposed,
    leaves,
    rewrite,
)
from autograd.handwork.language.wording import quantity, text
from autograd.handwork.slips.local_slopes import negative
from autograd.handwork.slips.of_derivatives import ACTIVATIONS
from autograd.handwork.slips.places import Change, Site, is_foreign, neighbours
from autograd.handwork.worlds.evaluation import combine


def sign(site: Site) -> Iterator[Change]:
    """One sign is flipped or lost."""
    if not isinstance(site.parent, Applied | Raised) and not isinstance(site.node, Negative):
        yield Change(_negated(site.value), right=text(site.node))


def argument_sign(site: Site) -> Iterator[Change]:
    """A function is taken of the negative of its argument."""
    if isinstance(site.parent, Applied) and len(site.parent.arguments) == 1:
        value = _negated(site.value)
        yield Change(value, _applied(site.parent, value), _applied(site.parent, site.value))
    elif isinstance(site.parent, Raised):
        is_base = site.node is site.parent.base
        turned = replace(site.parent, **{"base" if is_base else "exponent": negative(site.node)})
        yield Change(_negated(site.value), text(turned), text(site.parent))


def _negated(x: Quantity) -> Quantity:
    return elementwise(lambda item: -item, x)


def _applied(call: Expression, value: Quantity) -> str:
    assert isinstance(call, Applied)
    return text(call).partition("(")[0] + f"({quantity(value)})"


def factor_left_out(site: Site) -> Iterator[Change]:
    """One factor of a product, or one local derivative of a chain, is left out."""
    node, parts = site.node, site.parts
    if isinstance(node, Product) and len(parts) > 1:
        for i, factor in enumerate(node.factors):
            rest = [part for k, part in enumerate(parts) if k != i]
            yield Change(combine(Product(()), rest), right=_of(factor, node))
    elif isinstance(node, Quotient):
        yield Change(parts[0], right=f"1/{text(node.bottom)}")


def _of(part: Expression, whole: Expression) -> str:
    """A part in words; a number alone would not tell where it stands."""
    return f"{text(part)} in {text(whole)}" if isinstance(part, Numeral) else text(part)


def term_left_out(site: Site) -> Iterator[Change]:
    """One term of a sum, such as the bias, is left out."""
    if isinstance(site.node, Sum):
        for i, term in enumerate(site.node.terms):
            rest = [part for k, part in enumerate(site.parts) if k != i]
            yield Change(combine(Sum(()), rest), right=_of(term, site.node))
            if len(rest) == 1 and isinstance(site.node.terms[1 - i], Negative):
                yield Change(_negated(rest[0]), right=_of(term, site.node))  # a² for 1 − a²


def two(site: Site) -> Iterator[Change]:
    """A factor 2 or ½ is missing or too many."""
    if site.parent is None or isinstance(site.node, Raised):
        yield Change(elementwise(lambda x: 2 * x, site.value), right=text(site.node))
        yield Change(elementwise(lambda x: x / 2, site.value), right=text(site.node))


def neighbour(site: Site) -> Iterator[Change]:
    """The neighbour of an operand is used."""
    node, world = site.node, site.world
    if isinstance(node, Name):
        beside = [leaf for leaf in leaves(site.root) if isinstance(leaf, Name)]
        for other in dict.fromkeys((*neighbours(node, world), *beside)):
            value = world.lookup(other)
            if other != node and shape(value) == shape(site.value):
                yield Change(value, text(other), text(node))
    elif isinstance(node, Slope) and not node.direct:
        ends = [replace(node, wrt=other) for other in neighbours(node.wrt, world)]
        if isinstance(node.of, Name):
            ends += [replace(node, of=other) for other in neighbours(node.of, world)]
        for end in ends:
            value = world.lookup(end)
            if any(flat(value)):  # 0 where no way leads
                yield Change(value, text(end), text(node))


def exchanged(site: Site) -> Iterator[Expression]:
    """Two operands have changed places: neighbours, or the only two of a formula."""
    names = list(dict.fromkeys(leaf for leaf in leaves(site.node) if isinstance(leaf, Name)))
    for a, b in combinations(names, 2) if len(names) > 1 else ():
        whole = len(names) == 2 and not isinstance(site.node, Sum)  # b − a is a wrong sign
        if whole or (len(names) > 2 and b in neighbours(a, site.world)):
            places: dict[Expression, Expression] = {a: b, b: a}
            turned = rewrite(site.node, partial(_moved, places))
            if turned != site.node:
                yield turned


def _moved(places: dict[Expression, Expression], leaf: Expression) -> Expression:
    return places.get(leaf, leaf)


def wrong_function(site: Site) -> Iterator[Change]:
    """Another activation is applied."""
    node = site.node
    activations = (*ACTIVATIONS, "softmax")
    if isinstance(node, Applied) and not node.prime and node.function in activations:
        for other in ACTIVATIONS:
            if other != node.function:
                call = Applied(other, node.arguments)
                foreign = is_foreign(other, site.world)
                yield Change(combine(call, site.parts), text(call), text(node), foreign)


def no_function(site: Site) -> Iterator[Change]:
    """A function is not applied."""
    node = site.node
    if not isinstance(node, Applied) or len(site.parts) > 1 or node.prime:
        return
    if shape(site.parts[0]) == shape(site.value):
        yield Change(site.parts[0], text(node.arguments[0]), text(node))


def square(site: Site) -> Iterator[Change]:
    """A square is forgotten."""
    node = site.node
    if isinstance(node, Raised) and isinstance(node.exponent, Numeral) and node.exponent.value == 2:
        yield Change(site.parts[0], right=text(node.base))


def doubled(site: Site) -> Iterator[Change]:
    """2x for x²."""
    node = site.node
    if isinstance(node, Raised) and isinstance(node.exponent, Numeral) and node.exponent.value == 2:
        yield Change(elementwise(lambda x: 2 * x, site.parts[0]), right=text(node.base))


def upside_down(site: Site) -> Iterator[Change]:
    """A fraction is turned over."""
    if isinstance(site.node, Quotient):
        value = combine(site.node, site.parts[::-1])
        yield Change(value, right=text(site.node))


def transposed(site: Site) -> Iterator[Change]:
    """A matrix is transposed, or not."""
    if isinstance(site.node, Transposed):
        yield Change(site.parts[0], text(site.node.operand), text(site.node))
    elif isinstance(site.value, list) and len(shape(site.value)) == 2:
        yield Change(transpose(site.value), f"({text(site.node)})'", text(site.node))


def shifted(site: Site) -> Iterator[Change]:
    """All entries stand one place too far."""
    value = site.value
    if (
        site.parent is None
        and isinstance(value, list)
        and len(shape(value)) == 1
        and len(value) > 2
    ):
        yield Change([0.0, *value[:-1]])
        yield Change([*value[1:], 0.0])


def share(site: Site) -> Iterator[Change]:
    """1/N is forgotten, or added."""
    if isinstance(site.node, Applied) and site.node.function in ("mean", "sum"):
        other = Applied("sum" if site.node.function == "mean" else "mean", site.node.arguments)
        yield Change(combine(other, site.parts), text(other), text(site.node))


def unnormalised(site: Site) -> Iterator[Change]:
    """Softmax without its denominator."""
    if isinstance(site.node, Applied) and site.node.function == "softmax":
        yield Change(elementwise(OPS["exp"], site.parts[0]), right=text(site.node))


def logarithm(site: Site) -> Iterator[Change]:
    """A logarithm of another base."""
    if isinstance(site.node, Applied) and site.node.function == "log" and not site.node.prime:
        for other in ("log10", "log2"):
            call = Applied(other, site.node.arguments)
            yield Change(combine(call, site.parts), text(call), text(site.node))


def degrees(site: Site) -> Iterator[Change]:
    """The calculator is set to degrees."""
    if isinstance(site.node, Applied) and site.node.function in ("sin", "cos", "tan"):
        angle = elementwise(math.radians, site.parts[0])
        yield Change(combine(site.node, [angle]), right=text(site.node))
