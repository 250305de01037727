"""Judging: one `=` against what stands on its left, in truth and by the person's own numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from autograd.handwork.judging.budget import budget, budget_of
from autograd.handwork.judging.half_units import (
    Halves,
    as_coefficient,
    given_numbers,
    written_numbers,
)
from autograd.handwork.judging.matching import pairs
from autograd.handwork.judging.verdicts import (
    ARITHMETIC,
    CARRIED,
    LAST_PLACE,
    OK,
    SET_UP,
    SLIP,
    SUBSTITUTION,
    TRUNCATED,
    Check,
    Span,
)
from autograd.handwork.language.arrays import Quantity, flat, refill
from autograd.handwork.language.claims import Claim, Fit, claim_of, claims_of, fits
from autograd.handwork.language.expressions import (
    Expression,
    Name,
    Numeral,
    Slope,
    is_number,
    is_numeric,
    leaves,
    names_in,
)
from autograd.handwork.language.wording import text
from autograd.handwork.worlds.side_by_side import Worlds, is_tainted, recalling, rounding, values
from autograd.handwork.worlds.world import World

SAME = 1e-7
BY_FIT = {Fit.OK: OK, Fit.TRUNCATED: TRUNCATED, Fit.LAST_PLACE: LAST_PLACE, Fit.OFF: SLIP}


class Chain(NamedTuple):
    """The parts of a line as trees, with the person's text for each and the columns of it."""

    parts: Sequence[Expression]
    texts: Sequence[str]
    spans: Sequence[Span]


def kind_of(left: Expression, right: Expression) -> str:
    """Which sort of step an `=` is: set-up, substitution or arithmetic."""
    if is_number(right) or (is_numeric(right) and is_numeric(left)):
        return ARITHMETIC
    if is_numeric(right):
        return SUBSTITUTION
    names = len(list(names_in(right))) - len(list(names_in(left)))
    numbers = _count_numbers(right) - _count_numbers(left)
    plain = not isinstance(left, Slope | Name)
    return SUBSTITUTION if names < 0 < numbers and plain else SET_UP


def _count_numbers(tree: Expression) -> int:
    return sum(isinstance(leaf, Numeral) for leaf in leaves(tree))


def judge_step(chain: Chain, i: int, worlds: Worlds) -> Check:
    """The verdict on the `=` before part `i`; a slip comes without guesses yet."""
    left, right = chain.parts[i - 1], chain.parts[i]
    if is_number(right):
        return judge_number(chain, i, worlds)
    kind = kind_of(left, right)
    check = (
        judge_set_up(chain, i, worlds) if kind == SET_UP else judge_substitution(chain, i, worlds)
    )
    return replace(check, kind=kind)


def judge_number(chain: Chain, i: int, worlds: Worlds) -> Check:
    """A claimed number: against the truth, then against what the person's own numbers give."""
    claims = claims_of(chain.parts[i])
    nearest = worlds.written.number(chain.parts[i - 1])
    truth = next(iter(values(chain.parts[0], (worlds.true,))), None)
    by_truth = best_fit(claims, values(chain.parts[0], (worlds.true,)), worlds)
    by_own, yours = by_truth, nearest
    if by_truth is not Fit.OK:
        by_own = best_fit(claims, own_values(chain, i, worlds), worlds)
        near_it = (x for x in own_values(chain, i, worlds) if fits(claims, x) is not Fit.OFF)
        yours = next(near_it, nearest)
        beside = is_numeric(chain.parts[i - 1]) and best_fit(claims, [nearest], worlds) is Fit.OFF
        if beside:  # what the written factors give exactly is no matter of rounding
            by_truth, by_own = (Fit.OFF if f is Fit.LAST_PLACE else f for f in (by_truth, by_own))
        if by_own is not Fit.OK and in_budget(claims, chain, i, worlds):
            by_own = Fit.OK
    return Check(
        ARITHMETIC,
        settled(by_truth, by_own, any(is_tainted(part, worlds) for part in chain.parts[:i])),
        chain.texts[i],
        as_written(claims, nearest),
        truth,
        yours,
        places=max((claim.decimals for claim in claims), default=0),
    )


def in_budget(claims: Sequence[Claim], chain: Chain, i: int, worlds: Worlds) -> bool:
    """Whether rounding on the way can have led from a part before `i` to the claims."""
    first_hand = all(is_numeric(part) for part in chain.parts[1:i])
    return any(
        rounds_to(claims, number, off, worlds)
        for part, world in own_parts(chain, i, worlds)
        for number in values(part, (world,))
        if (off := budget_of(part, world, worlds, claims, first_hand))
    )


def rounds_to(
    claims: Sequence[Claim], number: Quantity, off: Sequence[float], worlds: Worlds
) -> bool:
    """Whether the claims are a number that may be off by a budget, rounded as the sheet asks."""
    found = fits(claims, number, worlds.places, off)
    return found is Fit.OK or (found is Fit.TRUNCATED and worlds.mode == "truncate")


def settled(by_truth: Fit, by_own: Fit, tainted: bool) -> str:
    """The verdict on a number from how it fits the truth and the person's own numbers.

    >>> settled(Fit.OFF, Fit.OK, True), settled(Fit.OFF, Fit.OK, False)
    ('carried', 'ok')
    """
    if by_truth is Fit.OK:
        return OK
    if by_own is Fit.OFF and by_truth is Fit.OFF:
        return SLIP
    if tainted and by_truth is Fit.OFF:
        return CARRIED
    return BY_FIT[min(by_own, by_truth)]


def best_fit(claims: Sequence[Claim], references: Iterable[Quantity], worlds: Worlds) -> Fit:
    """The best agreement with any of several references, which are computed as far as needed."""
    best = Fit.OFF
    for reference in references:
        best = min(best, fits(claims, reference, worlds.places))
        if best is Fit.OK or (best is Fit.TRUNCATED and worlds.mode == "truncate"):
            return Fit.OK
    return best


def own_values(chain: Chain, i: int, worlds: Worlds) -> Iterator[Quantity]:
    """What the parts before `i` are worth by the person's numbers, the nearest part first."""
    for part, world in own_parts(chain, i, worlds):
        yield from values(part, (world,))


def own_parts(chain: Chain, i: int, worlds: Worlds) -> Iterator[tuple[Expression, World]]:
    """The parts before `i` and where they are worth something, the nearest part first."""
    for part in reversed(chain.parts[:i]):
        if not is_number(part) or part is chain.parts[i - 1]:
            for world in (worlds.written,) if is_numeric(part) else worlds.own:
                yield part, world


def hand_values(
    chain: Chain, i: int, worlds: Worlds, claims: Sequence[Claim]
) -> Iterator[Quantity]:
    """The same as written by one who rounds every result, or takes it from the line it is in."""
    shown = max(claim.decimals for claim in claims)
    for settle in (rounding(worlds.places or max(shown, 0), worlds.mode), recalling(worlds)):
        for part in reversed(chain.parts[:i]):
            yield from values(part, (worlds.written,), settle)


def as_written(claims: Sequence[Claim], like: Quantity) -> Quantity:
    """The claimed numbers in the shape of what they are compared with."""
    numbers = [claim.value for claim in claims]
    if len(numbers) == sum(1 for _ in flat(like)):
        return refill(like, iter(numbers))
    return numbers[0] if len(numbers) == 1 else numbers


def judge_substitution(chain: Chain, i: int, worlds: Worlds) -> Check:
    """Numbers put in for quantities: each against the truth, then the person's own number."""
    left, right = formula_of(chain.parts[i - 1], worlds), chain.parts[i]

    def agrees(quantity: Expression, number: Expression) -> bool:
        return judge_pair(quantity, number, worlds).verdict != SLIP

    found = pairs(left, right, agrees)
    if found is None:
        return judge_by_value(chain, i, worlds)
    checks = [judge_pair(quantity, number, worlds) for quantity, number in found]
    for verdict in (SLIP, CARRIED):
        for check in checks:
            if check.verdict == verdict:
                return replace(check, part=check.part if verdict == SLIP else chain.texts[i])
    return Check(SUBSTITUTION, OK, chain.texts[i])


def formula_of(tree: Expression, worlds: Worlds) -> Expression:
    """What a name stands for, so that numbers can be matched with its formula."""
    if isinstance(tree, Name) and not tree.index:
        return worlds.true.definitions.get(tree.id, tree)
    return tree


def judge_pair(quantity: Expression, number: Expression, worlds: Worlds) -> Check:
    """One number put in for one quantity."""
    claims = claims_of(number)
    truth = list(values(quantity, (worlds.true,)))
    own = list(values(quantity, worlds.own))
    by_truth, by_own = best_fit(claims, truth, worlds), best_fit(claims, own, worlds)
    if by_truth is Fit.OFF is by_own:
        for world, exact in zip(worlds.own, own, strict=False):
            off = budget_of(quantity, world, worlds, claims, True)
            by_own = Fit.OK if off and rounds_to(claims, exact, off, worlds) else by_own
    verdict = settled(by_truth, by_own, is_tainted(quantity, worlds))
    return Check(
        SUBSTITUTION,
        OK if verdict in (TRUNCATED, LAST_PLACE) else verdict,
        text(quantity),
        as_written(claims, (own or truth or [0.0])[0]),
        truth[0] if truth else None,
        own[0] if own else None,
        places=max(claim.decimals for claim in claims),
        note=f"{text(number)} was put in for {text(quantity)}" if verdict == SLIP else "",
    )


def judge_by_value(chain: Chain, i: int, worlds: Worlds) -> Check:
    """Numbers in another form than the formula: the whole must be worth the same."""
    left, right = chain.parts[i - 1], chain.parts[i]
    value = worlds.written.number(right)
    truth, own = list(values(left, (worlds.true,))), list(values(left, worlds.own))
    slack = slack_of(chain, i, worlds)
    verdict = SLIP
    if any(near(value, x, slack) for x in truth):
        verdict = OK
    elif any(near(value, x, slack) for x in own):
        verdict = CARRIED if is_tainted(left, worlds) else OK
    expected, yours = (truth or [None])[0], (own or [None])[0]
    return Check(SUBSTITUTION, verdict, chain.texts[i], value, expected, yours)


def slack_of(chain: Chain, i: int, worlds: Worlds) -> list[float]:
    """How far the numbers put in may differ from the formula before them by rounding."""
    left, right = chain.parts[i - 1], chain.parts[i]
    shown = [claim_of(leaf) for leaf in leaves(right) if isinstance(leaf, Numeral)]
    parts = ((right, False), (left, is_numeric(left)))
    off = [budget_of(part, worlds.written, worlds, shown, data) for part, data in parts]
    numbers = map(float, flat(worlds.written.number(right)))
    return [SAME * max(1e-3, abs(x)) + sum(b) for x, *b in zip(numbers, *off, strict=False)]


def near(x: Quantity, y: Quantity, slack: Sequence[float]) -> bool:
    """Whether two quantities agree, entry by entry, within a slack."""
    a, b = list(flat(x)), list(flat(y))
    if not len(a) == len(b) == len(slack):
        return False
    return all(abs(float(p) - float(q)) <= s for p, q, s in zip(a, b, slack, strict=True))


def judge_set_up(chain: Chain, i: int, worlds: Worlds) -> Check:
    """A formula: it must be worth the same as the one before it, whatever numbers were written.

    Where it holds numbers copied from lines above, it is worth that by the person's own numbers.
    """
    left, right = chain.parts[i - 1], chain.parts[i]
    value, expected = worlds.true.number(right), worlds.true.number(left)
    if same(left, right, worlds.true, as_coefficient(given_numbers(worlds))):
        return Check(SET_UP, OK, chain.texts[i], value, expected, None)
    stated = formula_of(left, worlds)
    if is_number(stated) and best_fit(claims_of(stated), [value], worlds) is not Fit.OFF:
        return Check(SET_UP, OK, chain.texts[i], value, expected, None)  # its number came first
    copies = written_numbers(worlds)
    numerals = [leaf for leaf in leaves(right) if isinstance(leaf, Numeral) and "." in leaf.text]
    if any(copies.get(abs(numeral.value)) for numeral in numerals):
        by_own = judge_by_value(chain, i, worlds)
        if by_own.verdict != SLIP:
            return by_own
    return Check(SET_UP, SLIP, chain.texts[i], value, expected, None)


def same(left: Expression, right: Expression, world: World, numerals: Halves) -> bool:
    """Whether two formulas are worth the same, but for coefficients that were rounded."""
    value, expected = world.number(right), world.number(left)
    slack = [SAME * max(1e-3, abs(float(x))) for x in flat(value)]
    if near(value, expected, slack):
        return True
    off = [budget(tree, world, numerals) for tree in (left, right)]
    return near(value, expected, [s + sum(b) for s, *b in zip(slack, *off, strict=False)])
