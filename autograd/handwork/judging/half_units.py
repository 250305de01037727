"""Half units: how far a number that was written down may be off what it was rounded from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor, log10
from typing import TypeAlias

from autograd.handwork.language.arrays import Quantity, flat
from autograd.handwork.language.claims import Claim, claim_of
from autograd.handwork.language.expressions import Numeral, is_number, leaves
from autograd.handwork.worlds.side_by_side import Worlds

Halves: TypeAlias = Callable[[Numeral], float]
"""The half unit of a number that stands in a formula."""

EXACT = 1e-9
"""Numbers that differ relatively by no more than this are one number."""

SURELY_ROUNDED = 3
"""Data of a calculation in bare numbers have fewer decimals; those with more were rounded."""


def exact(number: Numeral) -> float:
    """The half unit of a number that nobody rounded."""
    return 0.0


def half_unit(places: int, mode: str) -> float:
    """How far rounding to some decimals moves a number; cutting off moves it twice as far."""
    return float((1.0 if mode == "truncate" else 0.5) * 10.0**-places)


def operation_of(worlds: Worlds, claims: Sequence[Claim]) -> tuple[int, float] | None:
    """What results of operations are rounded to: decimals as asked for, or as numbers show."""
    shown = max((claim.decimals for claim in claims), default=0)
    if worlds.places is None:
        finest = min((h for halves in worlds.halves.values() for h in halves if h), default=0.5)
        shown = max(shown, floor(-log10(2 * finest) + EXACT))
    places = max(worlds.places or 0, shown)
    if worlds.places is None and places <= 0:
        return None
    return places, half_unit(places, worlds.mode)


def as_copied(worlds: Worlds, first_hand: bool, places: int) -> Halves:
    """The half unit of a number put in for something: that of the quantity it was copied from.

    Whole numbers and those that are given are exact. Others were worked out on the way, and show
    their digits; in a line that puts in nothing (`first_hand`) those with few digits are data.
    """
    known, given = written_numbers(worlds), given_numbers(worlds)

    def half(number: Numeral) -> float:
        size, claim = abs(number.value), claim_of(number)
        if number.text in ("e", "pi") or claim.is_whole:
            return 0.0
        if size in known or size in given:
            return known.get(size, 0.0)
        own = half_unit(claim.decimals, worlds.mode)
        near = [abs(size - x) + h for x, h in known.items() if h and abs(size - x) <= own]
        if near:
            return max(near)
        if first_hand and claim.decimals < SURELY_ROUNDED:
            return 0.0
        return min(own, half_unit(places, worlds.mode))

    return half


def as_coefficient(given: set[float]) -> Halves:
    """The half unit of a number in a formula: exact, but for decimals that stand for a fraction."""

    def half(number: Numeral) -> float:
        claim = claim_of(number)
        few = claim.decimals < 2 or number.text in ("e", "pi")
        return 0.0 if few or abs(number.value) in given else half_unit(claim.decimals, "half_up")

    return half


def written_numbers(worlds: Worlds) -> dict[float, float]:
    """Sizes of the numbers written down as results, with their half units."""
    found: dict[float, float] = {}
    for leaf, halves in worlds.halves.items():
        for number, half in zip(flat(worlds.written.number(leaf)), halves, strict=False):
            found[abs(number)] = max(half, found.get(abs(number), 0.0))
    return found


def given_numbers(worlds: Worlds) -> set[float]:
    """Sizes of the numbers that stand in definitions, but for those that were surely rounded."""
    return {
        abs(x.value)
        for tree in worlds.written.definitions.values()
        for x in leaves(tree)
        if isinstance(x, Numeral) and (is_number(tree) or claim_of(x).decimals < SURELY_ROUNDED)
    }


def halves_for(
    claims: Sequence[Claim], nearest: Quantity, off: Sequence[float], worlds: Worlds
) -> list[float]:
    """How far each number written for a quantity may be off what was rounded to it.

    Args:
        claims: The numbers as written.
        nearest: What they were rounded from, as far as anyone can know.
        off: The budget of that.
        worlds: How the sheet rounds.
    """
    found = []
    for claim, reference, budgeted in zip(claims, map(float, flat(nearest)), off, strict=True):
        fine = half_unit(max(claim.decimals, worlds.places or 0), worlds.mode)
        own = 0.0 if claim.is_whole else half_unit(claim.decimals, worlds.mode)
        distance = abs(claim.value - reference)
        if is_exact(claim, reference):
            found.append(min(budgeted, fine))
        elif distance <= (0.5 if claim.is_whole else 1.5) * claim.unit:
            found.append(max(min(fine, own), distance))
        else:
            found.append(own)
    return found


def is_exact(claim: Claim, reference: float) -> bool:
    """Whether nothing was rounded in writing a number down."""
    return abs(claim.value - reference) <= EXACT * abs(reference)
