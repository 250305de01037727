"""Going on: what a judged line leaves for the lines after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from autograd.handwork.judging.budget import budget_of
from autograd.handwork.judging.doubts import Doubts, label_of
from autograd.handwork.judging.equations import Chain, as_written
from autograd.handwork.judging.half_units import halves_for, is_exact
from autograd.handwork.judging.verdicts import (
    ARITHMETIC,
    CARRIED,
    NOT_CREDITABLE,
    SLIP,
    UNJUDGED,
    JudgedLine,
)
from autograd.handwork.language.arrays import flat, indexed, shape, written
from autograd.handwork.language.claims import Claim, Fit, claims_of, fits
from autograd.handwork.language.expressions import Name, Slope, bare, is_number, is_numeric, leaves
from autograd.handwork.language.wording import text
from autograd.handwork.slips.catalogue import BY_NAME
from autograd.handwork.worlds.side_by_side import Worlds, values

SPECIAL = (-1.0, 0.0, 1.0)
NOT_RIGHT = (SLIP, CARRIED, NOT_CREDITABLE, UNJUDGED)


def go_on(
    about: Name | Slope, chain: Chain, judged: JudgedLine, worlds: Worlds, doubts: Doubts
) -> None:
    """Let the person's last number stand for what the line is about."""
    numbers = [i for i, part in enumerate(chain.parts) if i and is_number(part)]
    unformed = isinstance(about, Slope) and bool(doubts.of_slope(about, worlds))
    if judged.verdict in NOT_RIGHT and not unformed:
        claim = claims_of(chain.parts[numbers[-1]]) if numbers else []
        truth = worlds.true.number(about)
        if not numbers or fits(claim, truth, worlds.places) is Fit.OFF:
            worlds.tainted.add(bare(about))
    if numbers:
        claims = claims_of(chain.parts[numbers[-1]])
        number = as_written(claims, worlds.true.number(about))
        halves = _halves(chain, numbers[-1], claims, worlds)
    elif worlds.written.is_stated(about):
        return
    elif judged.verdict == SLIP or isinstance(about, Slope):
        number = worlds.written.number(chain.parts[-1])
        halves = budget_of(chain.parts[-1], worlds.written, worlds, (), first_hand=False)
    else:
        return
    dims, wanted = shape(number), shape(worlds.true.number(about))
    doubts.numbers.pop(label_of(about), None)
    if dims != wanted:
        wrong = f"in line {judged.line} {text(about)} is {written(dims)}"
        doubts.numbers[label_of(about)] = f"{wrong}, where {written(wanted)} is meant"
        return
    _spread(about, halves, worlds)
    if unformed:  # the sheet knows no better
        worlds.true.pin(about, number, firm=bool(numbers))
    worlds.written.pin(about, number, firm=bool(numbers))
    if judged.verdict != SLIP or judged.kind != ARITHMETIC:
        worlds.meant.pin(about, number, firm=bool(numbers))
    elif judged.guesses:
        meant = judged.guesses[0]
        if BY_NAME[meant.slip].on_digits and shape(meant.value) == dims:
            worlds.meant.pin(about, meant.value)


def _spread(about: Name | Slope, halves: list[float], worlds: Worlds) -> None:
    """Keep how far a quantity may be off, or one entry of it among the others."""
    whole = bare(about)
    if isinstance(about, Name) and about.index and halves:
        places = [index for index, _ in indexed(worlds.written.number(whole))]
        others = worlds.halves.get(whole) or [0.0] * len(places)
        pairs = zip(places, others, strict=True)
        halves = [halves[0] if index == about.index else other for index, other in pairs]
    worlds.halves[whole] = halves


def _halves(chain: Chain, i: int, claims: Sequence[Claim], worlds: Worlds) -> list[float]:
    """How far the numbers of part `i` may be off what they were rounded from."""
    formulas = [part for part in chain.parts[1:i] if not is_number(part)] or chain.parts[:1]
    first_hand = all(is_numeric(part) for part in chain.parts[1:i])
    found: list[list[float]] = []
    for part in formulas:
        for numbers in values(part, (worlds.written,)):
            off: Sequence[float] = [inf] * len(claims)
            if any(map(is_exact, claims, flat(numbers))):
                off = budget_of(part, worlds.written, worlds, claims, first_hand)
            if len(off) == len(claims) == sum(1 for _ in flat(numbers)):
                found.append(halves_for(claims, numbers, off, worlds))
    return min(found, key=sum, default=[0.0] * len(claims))


def credited(judged: JudgedLine, chain: Chain, worlds: Worlds) -> JudgedLine:
    """A carried line earns nothing when the wrong number made it trivial."""
    if judged.verdict != CARRIED:
        return judged
    for part in chain.parts[1:]:
        for leaf in leaves(part):
            if isinstance(leaf, Name | Slope) and bare(leaf) in worlds.tainted:
                yours, true = worlds.written.lookup(leaf), worlds.true.lookup(leaf)
                if yours in SPECIAL and true not in SPECIAL:
                    note = "an earlier wrong number leaves nothing to calculate here"
                    return replace(judged, verdict=NOT_CREDITABLE, note=note)
    return judged
