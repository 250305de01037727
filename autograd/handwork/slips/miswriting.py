"""Slips of the pen: which of them makes a right number the one that was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograd.handwork.language.arrays import Quantity, flat
from autograd.handwork.language.claims import Claim, Fit, digits, fit
from autograd.handwork.slips.catalogue import BY_NAME, SLIPS
from autograd.handwork.slips.declaring import Slip
from autograd.handwork.slips.mutation import Mutant
from autograd.handwork.worlds.world import World


def miswritings(
    claims: Sequence[Claim], references: Sequence[Quantity], world: World
) -> Iterator[Mutant]:
    """Slips in writing a number down, in the entries that are wrong."""
    for reference in references:
        numbers = [float(x) for x in flat(reference)]
        if len(numbers) != len(claims):
            continue
        wrong = [(c, n) for c, n in zip(claims, numbers, strict=True) if fit(c, n) == Fit.OFF]
        if not wrong:
            continue
        for slip in SLIPS:
            if slip.on_digits and all(_miswritten(slip, c, n) for c, n in wrong):
                yield Mutant(slip, reference)
        if len(wrong) < len(claims) and all(fit(c, -n) <= Fit.TRUNCATED for c, n in wrong):
            yield Mutant(BY_NAME["sign"], reference, right="an entry")
    if len(claims) == 1 and len(claims[0].text.strip("-0.").replace(".", "")) > 1:
        for name, pinned in world.pins.items():
            if not isinstance(pinned, list) and pinned == claims[0].value:
                yield Mutant(BY_NAME["wrong number copied"], pinned, wrong=world.shown[name])


def _miswritten(slip: Slip, claim: Claim, reference: float) -> bool:
    """Whether a slip of the pen turns the right number into the claim."""
    assert slip.on_digits is not None
    if claim.value * reference < 0 or claim.decimals > 15 or not abs(reference) < 1e15:
        return False
    shown = max(claim.decimals, 0)
    written = f"{abs(claim.value):.{shown}f}"
    for mode in ("half_up", "truncate"):
        for more in (0, 1, -1) if shown else (0,):  # a digit dropped or doubled changes the places
            number = digits(reference, shown + more, mode).lstrip("-")
            for variant in slip.on_digits(number):
                if _shifted(variant, claim, reference) or variant == written:
                    return True
    return False


def _shifted(variant: str, claim: Claim, reference: float) -> bool:
    """Whether the claim is the right number with its point moved, in two digits at least."""
    _, _, shift = variant.partition("e")
    if not shift:
        return False
    moved = Claim(claim.value / 10.0 ** int(shift), claim.decimals + int(shift), claim.text)
    two_digits = len(claim.text.lstrip("-0.").replace(".", "")) > 1
    if two_digits and fit(moved, reference) <= Fit.TRUNCATED:
        return True
    return abs(float(variant) - abs(claim.value)) < 1e-6 * claim.unit
