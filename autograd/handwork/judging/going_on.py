"""Going on: what a judged line leaves for the lines after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograd.handwork.judging.equations import Chain, as_written
from autograd.handwork.judging.verdicts import (
    ARITHMETIC,
    CARRIED,
    NOT_CREDITABLE,
    SLIP,
    JudgedLine,
)
from autograd.handwork.language.arrays import Quantity, flat, refill, shape
from autograd.handwork.language.claims import Fit, claims_of, fits
from autograd.handwork.language.expressions import Name, Slope, is_number, is_numeric, leaves
from autograd.handwork.slips.catalogue import BY_NAME
from autograd.handwork.worlds.side_by_side import Worlds, values

SPECIAL = (-1.0, 0.0, 1.0)


def go_on(about: Name | Slope, chain: Chain, judged: JudgedLine, worlds: Worlds) -> None:
    """Let the person's last number stand for what the line is about."""
    numbers = [i for i, part in enumerate(chain.parts) if i and is_number(part)]
    if judged.verdict in (SLIP, CARRIED, NOT_CREDITABLE):
        claim = claims_of(chain.parts[numbers[-1]]) if numbers else []
        truth = worlds.true.number(about)
        if not numbers or fits(claim, truth, worlds.places) is Fit.OFF:
            worlds.tainted.add(bare(about))
    stated = (
        about.id in worlds.written.pins
        if isinstance(about, Name)
        else ((about.of, about.wrt) in worlds.written.slopes)
    )
    if stated or (isinstance(about, Name) and about.index):
        return
    if numbers:
        _pin(about, _numbers(chain, numbers[-1], judged, worlds), worlds)
    elif judged.verdict == SLIP or isinstance(about, Slope):
        _pin(about, [world.number(chain.parts[-1]) for world in worlds.own], worlds)


def _numbers(chain: Chain, i: int, judged: JudgedLine, worlds: Worlds) -> list[Quantity]:
    """For each of the person's worlds the number that stands for the line from here on."""
    claims = claims_of(chain.parts[i])
    truth = worlds.true.number(chain.parts[0])
    written = as_written(claims, truth)
    for part in (*sorted(chain.parts[i - 1 : 0 : -1], key=is_numeric), chain.parts[0]):
        for exact in values(part, (worlds.kept, worlds.written, worlds.true)):
            if fits(claims, exact) <= Fit.LAST_PLACE:
                return [written, refill(written, flat(exact)), written]
    if not judged.guesses or judged.kind != ARITHMETIC or shape(written) != shape(truth):
        return [written, written, written]
    guess = judged.guesses[0]
    exact = refill(written, flat(guess.value))
    return [written, exact, exact if BY_NAME[guess.slip].on_digits else written]


def _pin(about: Name | Slope, numbers: Sequence[Quantity], worlds: Worlds) -> None:
    dims = shape(worlds.true.number(about))
    for world, number in zip(worlds.own, numbers, strict=True):
        if shape(number) != dims:
            continue
        if isinstance(about, Name):
            world.pin(about.id, number)
        else:
            world.pin_slope(about, number)


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


def bare(about: Name | Slope) -> Name | Slope:
    """A quantity without the entry asked for."""
    return Name(about.id, about.id) if isinstance(about, Name) else about
