"""Explaining: the guesses for one slip, and their order once the whole sheet is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain as joined
from random import Random

from autograd.handwork.judging.equations import (
    Chain,
    formula_of,
    hand_values,
    judge_pair,
    near,
    own_values,
)
from autograd.handwork.judging.matching import pairs
from autograd.handwork.judging.verdicts import (
    ARITHMETIC,
    SET_UP,
    SLIP,
    SUBSTITUTION,
    Check,
    JudgedLine,
)
from autograd.handwork.language.arrays import Quantity, flat
from autograd.handwork.language.claims import Claim, claims_of
from autograd.handwork.language.expressions import (
    Expression,
    Name,
    Numeral,
    Slope,
    is_number,
    is_numeric,
    rewrite,
)
from autograd.handwork.language.wording import text
from autograd.handwork.slips.catalogue import BY_NAME, OF_THE_PEN
from autograd.handwork.slips.chain_rule import chain_formulas
from autograd.handwork.slips.diagnosis import Base, Guess, by_itself, explain, guess_of, tells
from autograd.handwork.slips.mutation import Mutant, mutants
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.side_by_side import Worlds, values
from autograd.handwork.worlds.world import World

EITHER_WAY = {
    "sign", "argument sign", "neighbour", "factor two", "wrong function", "transposed",
    "kernel flip", "logarithm", "sum for mean", "operand misread",
}  # fmt: skip
"""Slips that correcting the written formula shows as well as spoiling the right one does."""

IN_COPYING = {"sign", "neighbour", "pre- for post-activation", "updated weight", "old value"}
"""Slips in putting in the number of a quantity, but for those of the pen."""


def guesses_for(step: Check, chain: Chain, i: int, worlds: Worlds) -> list[Guess]:
    """The slips that explain why part `i` is not what stands before it."""
    right = chain.parts[i]
    if step.kind == ARITHMETIC and is_number(right):
        claims = claims_of(right)
        meant = [*own_values(chain, i, worlds), *hand_values(chain, i, worlds, claims)]
        return explain(claims, _bases(chain, i, worlds), meant, worlds.written)
    if step.kind == SUBSTITUTION and step.places is not None:
        return _miscopied(step, chain, i, worlds)
    return formula_guesses(chain.parts[i - 1], right, step, worlds)


def explained_given(step: Check, chain: Chain, worlds: Worlds) -> Check:
    """A given number that is not the key's: which, and the slip of the pen, if it is one."""
    about, number = chain.parts[:2]
    meant = formula_of(about, worlds)
    made = explain(
        claims_of(number), [Base(meant, worlds.true)], [worlds.true.number(meant)], worlds.written
    )
    pen = tuple(guess for guess in made if guess.slip == "sign" or BY_NAME[guess.slip].on_digits)
    note = f"the key has {text(about)} = {text(meant)}, this sheet {text(number)}"
    return replace(step, note=note, guesses=pen)


def _bases(chain: Chain, i: int, worlds: Worlds) -> Iterator[Base]:
    """What the person may have meant to compute: the formulas of the line, then its numbers."""
    formulas = list[Expression]()
    for part in (*chain.parts[1:i], chain.parts[0]):
        tree = formula_of(part, worlds)
        if not is_number(tree) and tree not in formulas:
            formulas.append(tree)
    if isinstance(chain.parts[0], Slope) and all(isinstance(tree, Slope) for tree in formulas):
        formulas.extend(chain_formulas(chain.parts[0], worlds.written))
    for tree in formulas:
        yield Base(tree, worlds.written, chain.parts[0])
    for tree in formulas:
        if not is_numeric(tree):
            yield Base(tree, worlds.true, chain.parts[0])


def _miscopied(step: Check, chain: Chain, i: int, worlds: Worlds) -> list[Guess]:
    """Guesses for numbers put in: for one that is not its quantity's, or for the whole."""
    left, right = formula_of(chain.parts[i - 1], worlds), chain.parts[i]
    found = pairs(left, right, lambda a, b: judge_pair(a, b, worlds).verdict != SLIP) or []
    for quantity, number in found:
        if judge_pair(quantity, number, worlds).verdict == SLIP:
            claims: Sequence[Claim] = claims_of(number)
            own: list[Quantity] = list(values(quantity, (*worlds.own, worlds.true)))
            made = explain(claims, [Base(quantity, worlds.written)], own, worlds.written)
            plain = isinstance(quantity, Name)  # of a number that is copied nothing is left out
            return [g for g in made if not plain or g.slip in {*OF_THE_PEN, *IN_COPYING}]
    return []


def formula_guesses(
    left: Expression, right: Expression, step: Check, worlds: Worlds
) -> list[Guess]:
    """Guesses for a formula that is not worth what it should be."""
    formulas = [formula_of(left, worlds)]
    if isinstance(left, Slope):
        formulas += chain_formulas(left, worlds.true)
    if step.kind == SET_UP:
        some = [worlds.true, *shaken(worlds.true)]
        everywhere = _merged(formula_slips(formula, right, some, left) for formula in formulas)
        return everywhere or formula_slips(formulas[0], right, [worlds.true], left)
    for world in worlds.own:
        found = _merged(formula_slips(formula, right, [world], left) for formula in formulas)
        if found:
            return found
    return []


def _merged(found: Iterable[list[Guess]]) -> list[Guess]:
    """Guesses from several formulas, each slip once, the likeliest first."""
    first: dict[str, Guess] = {}
    for guess in joined.from_iterable(found):
        first.setdefault(guess.slip, guess)
    return sorted(first.values(), key=lambda guess: guess.rank)


def shaken(world: World) -> Iterator[World]:
    """The same definitions on other numbers, so that a formula does not fit by chance."""
    for seed in (1, 2):
        draw = Random(seed)
        other = World(deadline=world.deadline)
        try:
            for name, tree in world.definitions.items():
                moved = rewrite(tree, partial(_shaken, draw)) if is_number(tree) else tree
                other.define(name, moved, world.shown[name])
        except NUMERIC_ERRORS:
            continue
        yield other


def _shaken(draw: Random, leaf: Expression) -> Expression:
    if not isinstance(leaf, Numeral) or not leaf.value:
        return leaf
    return replace(leaf, value=leaf.value * draw.uniform(0.8, 1.25))


def formula_slips(
    left: Expression,
    right: Expression,
    worlds: Sequence[World],
    about: Expression | None = None,
) -> list[Guess]:
    """Slips that turn the left formula into the right one in every world, or the right one back."""
    found: dict[str, Guess] = {}
    for wrong, meant, turned in ((right, left, False), (left, right, True)):
        alike: set[tuple[str, ...]] | None = None
        guesses = dict[tuple[str, ...], Guess]()
        for world in worlds[:3]:
            try:
                wanted = world.number(wrong)
                slack = [1e-7 * max(1e-6, abs(float(x))) for x in _flat(wanted)]
                here = dict[tuple[str, ...], Guess]()
                for mutant in filter(tells, mutants(meant, world)):
                    if turned and mutant.slip.name not in EITHER_WAY:
                        continue
                    if near(mutant.value, wanted, slack):
                        if turned:
                            mutant = mutant._replace(
                                wrong=mutant.right, right=mutant.wrong or mutant.right
                            )
                        mutant = by_itself(mutant, about)
                        here.setdefault(_known_by(mutant), guess_of(mutant))
            except NUMERIC_ERRORS:
                continue
            alike = set(here) if alike is None else alike & set(here)
            guesses = {**here, **guesses}
        for key in guesses:
            if alike and key in alike:
                found.setdefault(key[0], guesses[key])
    return sorted(found.values(), key=lambda guess: guess.rank)


def _known_by(mutant: Mutant) -> tuple[str, ...]:
    """What tells the same slip at the same place with other numbers."""
    if mutant.slip.name == "argument sign":  # its words hold numbers
        return mutant.slip.name, mutant.right.partition("(")[0]
    return mutant.slip.name, mutant.wrong, mutant.right


def _flat(x: Quantity) -> list[float]:
    return [float(item) for item in flat(x)]


def with_repeats_first(lines: tuple[JudgedLine, ...]) -> tuple[JudgedLine, ...]:
    """The guesses reordered: a slip that explains more lines of the sheet is the likelier one."""
    counts = Counter(guess.slip for line in lines for guess in line.guesses)
    return tuple(
        replace(
            line,
            guesses=tuple(sorted(line.guesses, key=lambda g: _likeliest_first(g, counts))),
        )
        if len(line.guesses) > 1
        else line
        for line in lines
    )


def _likeliest_first(guess: Guess, counts: Counter[str]) -> tuple[bool, bool, int, int]:
    """What the sheet holds before what it does not, thought before pen, then the commonest."""
    foreign, rank = guess.rank
    return foreign, guess.slip in OF_THE_PEN, -counts[guess.slip], rank
