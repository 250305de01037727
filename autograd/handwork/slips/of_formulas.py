"""Slips in a formula: what each makes of the value of one place in it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import combinations

from autograd import OPS
from autograd.handwork.language.arrays import (
    Quantity,
    Scalar,
    elementwise,
    flat,
    shape,
    transpose,
)
from autograd.handwork.language.expressions import (
    Applied,
    Elementwise,
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

REARRANGING = ("flip", "transpose", "diag")
"""Functions that put the entries elsewhere; forgetting them has names of its own."""


def sign(site: Site) -> Iterator[Change]:
    """One sign is flipped or lost."""
    if not isinstance(site.parent, Applied | Raised) and not isinstance(site.node, Negative):
        yield Change(_negated(site.value), right=text(site.node))


def argument_sign(site: Site) -> Iterator[Change]:
    """A function is taken of the negative of its argument."""
    if isinstance(site.parent, Applied) and len(site.parent.arguments) == 1:
        value = _negated(site.value)
        if combine(site.parent, [value]) == _negated(combine(site.parent, [site.value])):
            return  # the sign of the whole
        yield Change(value, _applied(site.parent, value), _applied(site.parent, site.value))
    elif isinstance(site.parent, Raised):
        is_base = site.node is site.parent.base
        power = site.parent.exponent
        odd = is_base and isinstance(power, Numeral) and power.value % 2 == 1
        if odd or (not is_base and not isinstance(site.parent.base, Numeral)):
            return
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
    if isinstance(node, Product | Elementwise) and len(parts) > 1:
        for i, factor in enumerate(node.factors):
            rest = [part for k, part in enumerate(parts) if k != i]
            yield Change(combine(type(node)(()), rest), right=_of(factor, node))
    elif isinstance(node, Applied) and node.function == "dot":
        for i in (0, 1):
            yield Change(sum(flat(parts[1 - i])), right=text(node.arguments[i]))
    elif isinstance(node, Quotient):
        yield Change(parts[0], right=f"1/{text(node.bottom)}")
    elif isinstance(node, Slope) and isinstance(node.of, Name) and not node.direct:
        whole = site.world.definitions.get(node.of.id)
        if isinstance(whole, Quotient) and node.wrt not in leaves(whole.bottom):
            share = site.world.number(whole.bottom)
            yield Change(
                elementwise(lambda x: x * share, site.value), right=f"1/{text(whole.bottom)}"
            )


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
        if isinstance(site.value, list):  # so many digits do not fit by chance
            beside += [Name(other, world.shown[other]) for other in world.definitions]
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
    """The only two operands of a formula have changed places."""
    names = _names(site.node)
    if len(names) == 2 and not isinstance(site.node, Sum):  # b − a is a wrong sign
        yield from _with_changed_places(site.node, *names)


def neighbours_exchanged(site: Site) -> Iterator[Expression]:
    """Two neighbouring operands of a sum have changed places."""
    yield from _coefficients_exchanged(site.node)
    names = _names(site.node) if isinstance(site.node, Sum) else []
    if len(names) > 2 and not isinstance(site.value, list):
        for a, b in combinations(names, 2):
            if b in neighbours(a, site.world):
                yield from _with_changed_places(site.node, a, b)


def _coefficients_exchanged(node: Expression) -> Iterator[Expression]:
    """0.1 m + 0.9 g for 0.9 m + 0.1 g."""
    match node:
        case Sum((Product((Numeral() as a, *m)), Product((Numeral() as b, *g)))) if a != b:
            yield Sum((Product((b, *m)), Product((a, *g))))


def _names(node: Expression) -> list[Name]:
    return list(dict.fromkeys(leaf for leaf in leaves(node) if isinstance(leaf, Name)))


def _with_changed_places(node: Expression, a: Name, b: Name) -> Iterator[Expression]:
    places: dict[Expression, Expression] = {a: b, b: a}
    turned = rewrite(node, partial(_moved, places))
    if turned != node:
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
    if isinstance(node, Raised) and isinstance(node.base, Numeral) and node.base.text == "e":
        yield Change(site.parts[1], text(node.exponent), text(node))
    if not isinstance(node, Applied) or len(site.parts) > 1 or node.prime:
        return
    if node.function not in REARRANGING and shape(site.parts[0]) == shape(site.value):
        yield Change(site.parts[0], text(node.arguments[0]), text(node))


def square(site: Site) -> Iterator[Change]:
    """A square is forgotten, or all of a sum."""
    yield from _for_squares(site, lambda x: x)


def doubled(site: Site) -> Iterator[Change]:
    """2x for x², or so in all terms of a sum."""
    yield from _for_squares(site, lambda x: 2 * x)


def _for_squares(site: Site, change: Callable[[Scalar], Scalar]) -> Iterator[Change]:
    """Something else in the place of a square, or of every square of a sum."""
    terms = site.node.terms if isinstance(site.node, Sum) else (site.node,)
    bases = [_squared(term) for term in terms]
    if all(base is not None for base in bases):
        known = [base for base in bases if base is not None]
        changed = [elementwise(change, site.world.number(base)) for base in known]
        value = combine(site.node, changed) if len(known) > 1 else changed[0]
        yield Change(value, right=" and ".join(map(text, known)))


def _squared(term: Expression) -> Expression | None:
    match term:
        case Raised(base, Numeral(2)):
            return base
    return None


def upside_down(site: Site) -> Iterator[Change]:
    """A fraction is turned over, or multiplied by what it should be divided by."""
    if isinstance(site.node, Quotient):
        value = combine(site.node, site.parts[::-1])
        yield Change(value, right=text(site.node))
        if isinstance(site.node.bottom, Name):
            bottom = text(site.node.bottom)
            yield Change(combine(Product(()), site.parts), bottom, f"1/{bottom}")


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
    """Softmax, or e₁/(e₁ + e₂), without its denominator."""
    match site.node:
        case Applied("softmax"):
            yield Change(elementwise(OPS["exp"], site.parts[0]), right=text(site.node))
        case Quotient(top, bottom):
            known = site.world.definitions
            whole = known.get(bottom.id) if isinstance(bottom, Name) else bottom
            if isinstance(whole, Sum) and top in whole.terms:
                yield Change(site.parts[0], right=text(site.node))


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
