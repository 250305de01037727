"""Slips in algebra: one operation for another, laws of powers and sums that do not hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, permutations

from autograd.handwork.language.arrays import Quantity, elementwise, flat
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
    Sum,
    children,
    leaves,
    with_children,
)
from autograd.handwork.language.functions import FUNCTIONS
from autograd.handwork.language.wording import text
from autograd.handwork.slips.local_slopes import product
from autograd.handwork.slips.places import Change, Site, is_foreign
from autograd.handwork.worlds.evaluation import combine

FEWEST = 3
"""From so many numbers on, n − 1 for n is told from other slips with 2."""


def plus_for_times(site: Site) -> Iterator[Expression]:
    """Factors are added, or two terms multiplied."""
    node = site.node
    if any(isinstance(part, list) for part in site.parts):
        return
    if isinstance(node, Product):
        factors = node.factors
        for i in range(1, len(factors)):
            yield Sum((product(factors[:i]), product(factors[i:])))
        if len(factors) > 2:
            yield Sum(factors)
            for i in range(len(factors) - 1):
                yield Product((*factors[:i], Sum(factors[i : i + 2]), *factors[i + 2 :]))
    elif isinstance(node, Sum) and len(node.terms) == 2 and not isinstance(node.terms[1], Negative):
        yield Product(node.terms)


def brackets(site: Site) -> Iterator[Expression]:
    """A factor is applied to one term of a bracket only, or to a term that is in none."""
    node = site.node
    if any(isinstance(part, list) for part in site.parts):
        return
    if isinstance(node, Product):
        for i, factor in enumerate(node.factors):
            if isinstance(factor, Sum):  # 2(a − b) becomes 2a − b, and (a − b)c becomes a − bc
                rest = product((*node.factors[:i], *node.factors[i + 1 :]))
                first, last = factor.terms[0], factor.terms[-1]
                if i:
                    yield Sum((product((rest, first)), *factor.terms[1:]))
                else:
                    yield Sum((*factor.terms[:-1], product((last, rest))))
    elif isinstance(node, Sum):
        for i, term in enumerate(node.terms):
            if isinstance(term, Product):  # a b + c becomes a (b + c)
                others = (*node.terms[:i], *node.terms[i + 1 :])
                yield Product((*term.factors[:-1], Sum((term.factors[-1], *others))))
                if i:  # and c + a b becomes (c + a) b
                    yield Product((Sum((*others, term.factors[0])), *term.factors[1:]))


def complement(site: Site) -> Iterator[Expression]:
    """A share is taken for what is left of the whole: 1 − p for p and p for 1 − p."""
    node = site.node
    if site.parent is None:
        for name in dict.fromkeys(leaf for leaf in leaves(node) if isinstance(leaf, Name)):
            rest = Sum((Numeral(1.0, "1"), Negative(name)))
            if _holds(node, rest):
                yield _turned(node, name, rest)


def _holds(node: Expression, part: Expression) -> bool:
    return node == part or any(_holds(each, part) for each in children(node))


def _turned(node: Expression, name: Name, rest: Expression) -> Expression:
    """A formula with a share and the rest of the whole exchanged."""
    if node in (name, rest):
        return rest if node == name else name
    return with_children(node, tuple(_turned(part, name, rest) for part in children(node)))


def exponent(site: Site) -> Iterator[Expression]:
    """An exponent is one too large or too small, or a law of powers is misremembered."""
    node = site.node
    if isinstance(node, Raised) and isinstance(node.exponent, Numeral):
        power, base = node.exponent.value, node.base
        if isinstance(base, Raised):  # (xᵃ)ᵇ is not xᵃ⁺ᵇ
            yield Raised(base.base, Sum((base.exponent, node.exponent)))
        for other in (power - 1, power + 1):
            if other not in (0, 1):
                yield Raised(base, Numeral(other, f"{other:g}"))
        if power not in (1, 2):
            yield Product((node.exponent, base))
    elif isinstance(node, Product):
        yield from _of_powers(node)


def _of_powers(node: Product) -> Iterator[Expression]:
    """Two powers multiplied as no law has it, or in 2x the power of x² that was derived."""
    for i, part in enumerate(node.factors):
        if isinstance(part, Name) and isinstance(node.factors[0], Numeral):
            squared = Raised(part, Numeral(2.0, "2"))
            yield Product((*node.factors[:i], squared, *node.factors[i + 1 :]))
    powers = [(i, part) for i, part in enumerate(node.factors) if isinstance(part, Raised)]
    for (i, first), (k, second) in pairwise(powers):
        if first.base == second.base:  # xᵃ xᵇ is not xᵃᵇ
            made = {i: Raised(first.base, Product((first.exponent, second.exponent)))}
        else:  # nor aᵐ bⁿ = (a b)ᵐ⁺ⁿ
            base = Product((first.base, second.base))
            made = {i: Raised(base, Sum((first.exponent, second.exponent)))}
            swapped = {
                i: Raised(first.base, second.exponent),
                k: Raised(second.base, first.exponent),
            }
            yield Product(tuple(swapped.get(j, part) for j, part in enumerate(node.factors)))
        rest = tuple(made.get(j, part) for j, part in enumerate(node.factors) if j != k)
        yield Product(rest) if len(rest) > 1 else rest[0]


def square_of_a_sum(site: Site) -> Iterator[Expression]:
    """A sum is squared for a sum of squares, or the other way round."""
    node = site.node
    match node:
        case Sum((Raised(_, Numeral()), *_)):
            yield from _of_the_sum(node.terms)
        case Applied("sum" | "mean", (Raised(base, Numeral() as power),)):
            yield Raised(replace(node, arguments=(base,)), power)
        case Applied("sum" | "mean", (Elementwise((a, b)),)) if a == b:
            yield Raised(replace(node, arguments=(a,)), Numeral(2.0, "2"))
        case Raised(Sum(terms), Numeral()):
            yield Sum(tuple(_under(term, node) for term in terms))


def of_a_sum(site: Site) -> Iterator[Expression]:
    """A function of a sum is taken for the sum of the functions, or the other way round."""
    node = site.node
    match node:
        case Sum((Applied() | Raised(Numeral(), _), *_)):
            yield from _of_the_sum(node.terms)
        case Sum((Name(), *_)):
            known = site.world.definitions
            terms = [known[x.id] if isinstance(x, Name) and not x.index else x for x in node.terms]
            if isinstance(terms[0], Applied | Raised):
                yield from _of_the_sum(tuple(terms))
        case Applied("sum" | "mean", (Applied(function, (inner,)) as call,)) if FUNCTIONS[
            function
        ].differentiable:
            yield replace(call, arguments=(replace(node, arguments=(inner,)),))
        case Applied(function, (Sum(terms),), False) if FUNCTIONS[function].differentiable:
            yield Sum(tuple(_under(term, node) for term in terms))
        case Raised(Numeral(), Sum(terms)):
            yield Sum(tuple(_under(term, node) for term in terms))


def _of_the_sum(terms: tuple[Expression, ...]) -> Iterator[Expression]:
    """f(a + b) for the terms f(a), f(b) of one function."""
    insides = [_inside(term, terms[0]) for term in terms]
    known = tuple(inside for inside in insides if inside is not None)
    whole = _around(Sum(known), terms[0])
    if len(known) == len(terms) > 1 and whole is not None:
        yield whole


def _inside(term: Expression, like: Expression) -> Expression | None:
    """What a term applies the same function to as another term, None if it does not."""
    match term, like:
        case Applied(), Applied() if len(term.arguments) == 1:
            alike = (term.function, term.prime) == (like.function, like.prime)
            return term.arguments[0] if alike and FUNCTIONS[term.function].differentiable else None
        case Raised(Numeral() as base, power), Raised(other, _):
            return power if base == other else None
        case Raised(base, Numeral() as power), Raised(_, other):
            return base if power == other else None
    return None


def _around(inside: Expression, like: Expression) -> Expression | None:
    match like:
        case Applied():
            return replace(like, arguments=(inside,))
        case Raised(Numeral() as base, _):
            return Raised(base, inside)
        case Raised(_, power):
            return Raised(inside, power)
    return None


def _under(term: Expression, like: Expression) -> Expression:
    """A term with the function of the whole around it, its sign before it."""
    if isinstance(term, Negative):
        return Negative(_under(term.operand, like))
    return _around(term, like) or term


def other_by_output(site: Site) -> Iterator[Change]:
    """1 − a² for a(1 − a), or the other way round."""
    world = site.world
    match site.node:
        case Sum((Numeral(1), Negative(square))):
            a = _base(square)
            if a is not None:
                value = elementwise(lambda y: y * (1 - y), world.number(a))
                yield Change(value, "sigmoid", text(site.node), is_foreign("sigmoid", world))
        case Product(factors) | Elementwise(factors):
            for a, rest in permutations(factors, 2):
                if rest == Sum((Numeral(1.0, "1"), Negative(a))):
                    slope = elementwise(lambda y: 1 - y * y, world.number(a))
                    others = [world.number(x) for x in factors if x not in (a, rest)]
                    value = combine(site.node, [*others, slope])
                    right = f"{text(a)} ({text(rest)})"
                    yield Change(value, "tanh", right, is_foreign("tanh", world))


def _base(square: Expression) -> Expression | None:
    """What is squared, if anything is."""
    match square:
        case Raised(base, Numeral(2)):
            return base
        case Elementwise((a, b)) | Product((a, b)) if a == b:
            return a
    return None


def one_less(site: Site) -> Iterator[Change]:
    """A sum is divided by n − 1 for n, or by n for n − 1."""
    node, parts = site.node, site.parts
    if isinstance(node, Applied) and node.function == "mean":
        count = sum(1 for _ in flat(parts[0]))
        if count > 1:
            yield _divided(site, site.value * count, count - 1)
    elif isinstance(node, Quotient) and not isinstance(parts[1], list):
        bottom = float(parts[1])
        if isinstance(node.bottom, Sum) and bottom.is_integer():
            yield _divided(site, parts[0], bottom + 1)
        elif isinstance(node.bottom, Numeral | Name) and bottom.is_integer() and bottom >= FEWEST:
            yield _divided(site, parts[0], bottom - 1)


def _divided(site: Site, top: Quantity, by: float) -> Change:
    return Change(elementwise(lambda x: x / by, top), f"{by:g}", text(site.node))
