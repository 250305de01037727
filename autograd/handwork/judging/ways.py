"""Ways: a formula may be right by the person's own formulas, of which one above is wrong."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from autograd.handwork.judging.equations import Chain, same
from autograd.handwork.judging.half_units import as_coefficient, given_numbers
from autograd.handwork.judging.verdicts import CARRIED, SET_UP, SLIP, Check
from autograd.handwork.language.expressions import Name, Slope, is_numeric
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.side_by_side import Worlds
from autograd.handwork.worlds.world import World


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
