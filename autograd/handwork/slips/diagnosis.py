"""Diagnosis: change one thing in what should have been computed and see which change gives the
person's number.

Every node of every expression of the line is tried with every slip of the catalogue. What fits is
listed, the commonest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from autograd.handwork.language.arrays import Quantity
from autograd.handwork.language.claims import Claim, Fit, fits
from autograd.handwork.language.expressions import Expression, Slope
from autograd.handwork.language.wording import text
from autograd.handwork.slips.catalogue import BY_NAME, RANK
from autograd.handwork.slips.miswriting import miswritings
from autograd.handwork.slips.mutation import Mutant, mutants
from autograd.handwork.slips.pairing import Pair, chance, slip_pairs, tellable
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.world import World

MOST_GUESSES = 5

RARE = {"operand misread", "rounded too early"}
"""Slips that can be made in so many ways that few digits may have come from nowhere as well."""

FEW_DIGITS = 0.002


class Guess(NamedTuple):
    """A slip that explains a number: its name, the sentence for the student, what it gives."""

    slip: str
    sentence: str
    value: Quantity
    foreign: bool = False

    @property
    def rank(self) -> tuple[bool, int]:
        """The commonest first, what the sheet does not hold behind all else."""
        return self.foreign, RANK[self.slip]


class Base(NamedTuple):
    """Something the person may have meant to compute, in which world, and for what."""

    tree: Expression
    world: World
    about: Expression | None = None


def tells(mutant: Mutant) -> bool:
    """Whether the sentence for a mutant would name what it speaks of."""
    sentence = mutant.slip.sentence
    said = [mutant.wrong] * ("{wrong}" in sentence) + [mutant.right] * ("{right}" in sentence)
    return all(said) and len(set(said)) == len(said)


def by_itself(mutant: Mutant, about: Expression | None) -> Mutant:
    """In a derivative by w, w put in for x or for 1/w is the operand for its derivative."""
    of_slope = isinstance(about, Slope) and mutant.wrong == text(about.wrt)
    if of_slope and mutant.slip.name in ("neighbour", "upside down"):
        return mutant._replace(slip=BY_NAME["operand for derivative"])
    return mutant


def guess_of(mutant: Mutant) -> Guess:
    """A mutant in words."""
    sentence = mutant.slip.sentence.format(wrong=mutant.wrong, right=mutant.right)
    return Guess(mutant.slip.name, sentence, mutant.value, mutant.foreign)


def explain(
    claims: Sequence[Claim], bases: Iterable[Base], references: Iterable[Quantity], world: World
) -> list[Guess]:
    """The slips that explain a claim, the likeliest first, each slip once."""
    found: dict[str, Guess] = {}
    bases = list(bases)
    unlikely = RARE if chance(claims) > FEW_DIGITS else ()
    for base in bases:
        try:
            for made in filter(tells, mutants(base.tree, base.world)):
                mutant = by_itself(made, base.about)
                if mutant.slip.name in unlikely:
                    continue
                if mutant.slip.name not in found and fits(claims, mutant.value) <= Fit.TRUNCATED:
                    found[mutant.slip.name] = guess_of(mutant)
        except NUMERIC_ERRORS:
            continue
    for mutant in filter(tells, miswritings(claims, list(references), world)):
        found.setdefault(mutant.slip.name, guess_of(mutant))
    if not found:
        return _by_two(claims, bases)
    return sorted(found.values(), key=lambda guess: guess.rank)[:MOST_GUESSES]


def _by_two(claims: Sequence[Claim], bases: Iterable[Base]) -> list[Guess]:
    """The likeliest two slips that explain a claim together."""
    for base in bases:
        try:
            for pair in tellable(slip_pairs(base.tree, base.world), claims):
                if fits(claims, pair.value) <= Fit.TRUNCATED and all(map(tells, pair[:2])):
                    return [guess_of_pair(pair)]
        except NUMERIC_ERRORS:
            continue
    return []


def guess_of_pair(pair: Pair) -> Guess:
    """Two slips in words, under the name of the commoner one."""
    first, second = sorted((pair.first, pair.second), key=lambda made: RANK[made.slip.name])
    one, other = guess_of(first), guess_of(second)
    return Guess(one.slip, f"Two slips: {one.sentence} {other.sentence}", pair.value)
