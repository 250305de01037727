"""Pairing: two slips in one expression, tried where no single one gives the person's number.

Only common slips are paired, at two places of which neither lies in the other, or with a term or
factor left out of what the first has changed. So many pairs fit any number by chance that the
likeliest are taken, as long as the digits written tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import prod
from typing import NamedTuple

from autograd.handwork.language.arrays import Quantity, flat
from autograd.handwork.language.claims import Claim
from autograd.handwork.language.expressions import Expression, Name, Numeral, Slope, children
from autograd.handwork.slips.catalogue import BY_NAME
from autograd.handwork.slips.mutation import Mutant, carried_up, mutants_at, tried
from autograd.handwork.slips.places import Site
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS, combine
from autograd.handwork.worlds.world import World

COMMON = (
    *("sign", "term left out", "factor left out", "square left out", "factor two"),
    *("argument sign", "function left out", "wrong function", "value for derivative"),
    *("other derivative", "operand for derivative", "pre- for post-activation", "neighbour"),
)
"""What is made often enough to be made twice in a line; first what can happen in few ways."""

ON_CHANGED = ("term left out", "factor left out")
"""Slips that are made of a place as well when something in it is wrong already."""

CHANCE = 0.005
"""How likely it may be that some pair gives a number that comes from nowhere."""

MOST_PLACES = 40


class Pair(NamedTuple):
    """Two slips and what the whole is worth then."""

    first: Mutant
    second: Mutant
    value: Quantity

    @property
    def rank(self) -> int:
        """The commoner both are, the smaller."""
        return COMMON.index(self.first.slip.name) + COMMON.index(self.second.slip.name)


def slip_pairs(tree: Expression, world: World) -> list[Pair]:
    """The pairs of common slips in an expression, the likeliest for each number, those first."""
    value, singles, pairs = _pairs(tree, None, world, tree)
    known = {_figures(made) for made in (value, *(single.value for single in singles))}
    first: dict[tuple[str, ...], Pair] = {}
    for pair in sorted(pairs, key=lambda pair: pair.rank):
        if _figures(pair.value) not in known:
            first.setdefault(_figures(pair.value), pair)
    return list(first.values())


def _figures(x: Quantity) -> tuple[str, ...]:
    """A number by which two ways to the same are known."""
    return tuple(f"{float(item):.9g}" for item in flat(x))


def tellable(pairs: Sequence[Pair], claims: Sequence[Claim]) -> Sequence[Pair]:
    """As many of the pairs, the likeliest, as the digits of a claim tell from chance."""
    return pairs[: int(CHANCE / chance(claims))]


def chance(claims: Sequence[Claim]) -> float:
    """How likely a number from nowhere has these digits.

    >>> chance([Claim(0.25, 2, "0.25")])
    0.02
    """
    return prod(min(1.0, c.unit / (2 * max(abs(c.value), c.unit))) for c in claims)


Made = tuple[Quantity, list[Mutant], list[Pair]]


def _pairs(node: Expression, parent: Expression | None, world: World, root: Expression) -> Made:
    """The value of a node, the common slips at or below it, and the pairs of them."""
    world.deadline.check()
    if isinstance(node, Name | Slope | Numeral):
        value = node.value if isinstance(node, Numeral) else world.lookup(node)
        return value, _common(mutants_at(Site(node, value, [], parent, world, root))), []
    made = [_pairs(part, node, world, root) for part in children(node)]
    parts = [value for value, _, _ in made]
    value = combine(node, parts)
    site = Site(node, value, parts, parent, world, root)
    below = [singles for _, singles, _ in made]
    singles = _common([*mutants_at(site), *carried_up(node, parts, below)])
    pairs = [*_beside(node, parts, below), *_around(site, below)]
    for i, (_, _, inner) in enumerate(made):
        pairs.extend(pair for pair in _lifted(node, parts, i, inner))
    return value, singles, pairs


def _common(found: Sequence[Mutant]) -> list[Mutant]:
    rest = [m for m in found if m.slip.name in COMMON and not m.foreign]
    return sorted(rest, key=lambda mutant: COMMON.index(mutant.slip.name))[:MOST_PLACES]


def _beside(
    node: Expression, parts: Sequence[Quantity], below: Sequence[list[Mutant]]
) -> Iterator[Pair]:
    """Slips in two different parts of a node."""
    for i, k in combinations(range(len(parts)), 2):
        for first in below[i]:
            for second in below[k]:
                values = [*parts]
                values[i], values[k] = first.value, second.value
                yield from _valued(node, values, first, second)


def _around(site: Site, below: Sequence[list[Mutant]]) -> Iterator[Pair]:
    """A slip in a part, and another part left out."""
    for i, singles in enumerate(below):
        for first in singles:
            parts = [*site.parts]
            parts[i] = first.value
            for name in ON_CHANGED:
                rule = BY_NAME[name].inside
                for change in tried(rule, site._replace(parts=parts)) if rule else ():
                    yield Pair(first, Mutant(BY_NAME[name], *change), change.value)


def _lifted(
    node: Expression, parts: Sequence[Quantity], i: int, inner: Sequence[Pair]
) -> Iterator[Pair]:
    """Pairs within one part as pairs of the node."""
    for pair in inner:
        values = [*parts]
        values[i] = pair.value
        yield from _valued(node, values, pair.first, pair.second)


def _valued(
    node: Expression, values: Sequence[Quantity], first: Mutant, second: Mutant
) -> Iterator[Pair]:
    try:
        yield Pair(first, second, combine(node, values))
    except NUMERIC_ERRORS:
        return
