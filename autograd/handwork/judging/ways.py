"""Ways: how a person may have gone, by their own formulas or by the key's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from math import isclose

from autograd.handwork.judging.equations import Chain, same
from autograd.handwork.judging.half_units import as_coefficient, given_numbers
from autograd.handwork.judging.verdicts import CARRIED, SET_UP, SLIP, SUBSTITUTION, Check
from autograd.handwork.language.arrays import flat
from autograd.handwork.language.expressions import Expression, Name, Slope, is_numeric
from autograd.handwork.language.wording import text
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.side_by_side import Worlds
from autograd.handwork.worlds.world import World

NEAR = 0.02
"""How far rounding on the way may take a number from the true one."""


def ways(
    chain: Chain, start: int, formulas: Mapping[Slope, Expression]
) -> Iterator[tuple[Chain, int]]:
    """A line as it stands, or by the key's formula first where it has numbers only."""
    about, *rest = chain.parts
    formula = formulas.get(about) if isinstance(about, Slope) else None
    if formula is not None and start == 1 and rest and is_numeric(rest[0]):
        texts = [chain.texts[0], text(formula), *chain.texts[1:]]
        yield Chain([about, formula, *rest], texts, [chain.spans[0], *chain.spans]), 2
    yield chain, start


def surest(found: Sequence[tuple[Chain, int, list[Check]]]) -> tuple[Chain, int, list[Check]]:
    """Of several ways, none of them right, one without a slip unless a wrong number was put in.

    Where all other numbers are those of the formula, no other formula accounts for the wrong one.
    """
    open_ones = (way for way in found if all(step.verdict != SLIP for step in way[2]))
    return found[0] if any(map(_is_put_in, found[0][2])) else next(open_ones, found[0])


def _is_put_in(step: Check) -> bool:
    """Whether another number was put in for one that no wrong number leads to."""
    if step.verdict != SLIP or step.kind != SUBSTITUTION or not step.note:
        return False
    if step.expected is None or step.from_yours is None:
        return False
    pairs = zip(flat(step.expected), flat(step.from_yours), strict=True)
    return all(isclose(float(x), float(y), rel_tol=NEAR) for x, y in pairs)


def carried_set_up(step: Check, chain: Chain, i: int, worlds: Worlds, formed: World) -> Check:
    """A wrong formula that follows from the person's own formulas is carried."""
    if step.verdict != SLIP or step.kind != SET_UP:
        return step
    left, right = chain.parts[i - 1], chain.parts[i]
    coefficient = as_coefficient(given_numbers(worlds))
    try:
        if same(left, right, formed, coefficient):
            return replace(step, verdict=CARRIED, from_yours=formed.number(left))
    except NUMERIC_ERRORS:
        pass
    return step


def keep_formula(step: Check, chain: Chain, formed: World) -> None:
    """Let the person's own formula count below it, if it is not the right one."""
    about, formula = chain.parts[:2]
    if step.verdict not in (SLIP, CARRIED) or is_numeric(formula):
        return
    with suppress(*NUMERIC_ERRORS):
        if isinstance(about, Slope):
            formed.pin(about, formed.number(formula))
        elif isinstance(about, Name) and not about.index:
            formed.define(about.id, formula, about.shown)
