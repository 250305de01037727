"""Ways: how a person may have gone, by their own formulas or by the key's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from autograd.handwork.judging.equations import Chain, same
from autograd.handwork.judging.half_units import as_coefficient, given_numbers
from autograd.handwork.judging.verdicts import CARRIED, SET_UP, SLIP, Check
from autograd.handwork.language.expressions import Expression, Name, Slope, is_numeric
from autograd.handwork.language.wording import text
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.side_by_side import Worlds
from autograd.handwork.worlds.world import World


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
