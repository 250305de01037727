"""People at work: a template is worked out row by row by a habit, with slips where planned."""

import ast
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, DecimalException

from examples.chalkbench.arithmetic import Amount, Rounding, flat, worth
from examples.chalkbench.hands import Habit, Hand, honest, written_down
from examples.chalkbench.reading import Draw, Mistake, Row, Template

RIGHT, SLIP, CARRIED = "right", "slip", "carried"
LARGEST = Decimal(10_000)


@dataclass
class Entry:
    """A row as the person has it: formula, operands as put in, result, and the truth about it."""

    row: Row
    formula: ast.expr
    operands: dict[str, Amount]
    number: Amount
    state: str = RIGHT
    slip: tuple[str, ...] = ()
    written: bool = False  # the wrong formula stands on the sheet
    cut: bool = False  # three dots behind the number say that it goes on


@dataclass
class Work:
    """What a person did: the numbers given, and the entries."""

    template: Template
    hand: Hand
    given: dict[str, Amount] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


class UnfitError(Exception):
    """These numbers do not show the slip, or leave nothing to calculate: draw others."""


def drawn(draw: Draw, rng: random.Random) -> Amount:
    """A number or an array from what a template allows."""

    def of(shape: Sequence[int]) -> Amount:
        if not shape:
            return Decimal(rng.choice(draw.choices))
        return [of(shape[1:]) for _ in range(shape[0])]

    return of(draw.shape)


def misread(x: Decimal, rng: random.Random) -> Decimal:
    """One digit read as another."""
    text = str(x)
    at = rng.choice([i for i, c in enumerate(text) if c.isdigit()])
    return Decimal(
        text[:at] + rng.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1 :]
    )


def swapped(x: Decimal, rng: random.Random) -> Decimal:
    """Two neighbouring digits the wrong way round."""
    text = str(x)
    pairs = [
        i for i in range(len(text) - 1) if text[i : i + 2].isdigit() and text[i] != text[i + 1]
    ]
    if not pairs:
        raise UnfitError
    at = rng.choice(pairs)
    return Decimal(text[:at] + text[at + 1] + text[at] + text[at + 2 :])


def digit_places(x: Decimal) -> tuple[str, list[int]]:
    """The text of a number, and where its digits behind the point stand."""
    text = str(x)
    start = text.find(".") + 1
    if not start or len(text) - start < 3:
        raise UnfitError
    return text, list(range(start, len(text)))


def dropped(x: Decimal, rng: random.Random) -> Decimal:
    """One digit left out."""
    text, places = digit_places(x)
    at = rng.choice(places)
    return Decimal(text[:at] + text[at + 1 :])


def doubled(x: Decimal, rng: random.Random) -> Decimal:
    """One digit written twice."""
    text, places = digit_places(x)
    at = rng.choice(places)
    return Decimal(text[:at] + text[at] + text[at:])


def shifted(x: Decimal, rng: random.Random) -> Decimal:
    """The decimal point one place off."""
    return x.scaleb(rng.choice((-1, 1)))


def anything(x: Decimal, rng: random.Random) -> Decimal:
    """A number that comes from nowhere, of about the same size."""
    unit = Decimal(1).scaleb(min(x.as_tuple().exponent, -2) if abs(x) < 30 else 0)
    size = max(abs(x), 30 * unit) * Decimal(repr(rng.uniform(0.25, 3)))
    return (rng.choice((-1, 1)) * size).quantize(unit)


ON_NUMBERS: dict[str, Callable[[Decimal, random.Random], Decimal]] = {
    "digit misread": misread,
    "digits swapped": swapped,
    "digit dropped": dropped,
    "digit doubled": doubled,
    "decimal point": shifted,
    "sign": lambda x, rng: -x,
    "random": anything,
}
COPIED, OPERAND = "wrong number copied", "operand misread"
GENERAL = (*ON_NUMBERS, COPIED, OPERAND)
Accident = Mistake | str


def on_one_entry(
    x: Amount, rule: Callable[[Decimal, random.Random], Decimal], rng: random.Random
) -> Amount:
    """A rule on a number, or on one entry of an array."""
    if not isinstance(x, list):
        return rule(x, rng)
    at = rng.randrange(len(x))
    return [on_one_entry(y, rule, rng) if i == at else y for i, y in enumerate(x)]


def apart(number: Amount, others: list[Amount], places: int) -> bool:
    """Whether a wrong number lies clearly away from every honest one."""

    def clear(y: Decimal, honest_ones: Sequence[Decimal]) -> bool:
        low, high = min(honest_ones), max(honest_ones)
        room = 3 * Decimal(1).scaleb(max(-places, y.as_tuple().exponent)) + abs(high) / 50
        return y < low - room or y > high + room

    numbers, shapes = flat(number), {len(flat(other)) for other in others}
    if shapes != {len(numbers)}:
        return True
    return any(
        clear(y, column)
        for y, column in zip(numbers, zip(*map(flat, others), strict=True), strict=True)
    )


@dataclass
class Sitting:
    """One person works one template; `truth` runs beside it without any slip."""

    work: Work
    truth: dict[str, Amount]
    rng: random.Random
    may_write: Callable[[Row], bool]

    def entry(self, row: Row, accident: Accident | None) -> Entry:
        """The next row of the sheet."""
        hand, rng = self.work.hand, self.rng
        operands = dict(hand.numbers())
        formula, names, written = row.formula, (), False
        if isinstance(accident, Mistake):
            formula, names = accident.formula, accident.names
            written = self.may_write(row) and rng.random() < 0.6
        if accident == OPERAND:
            names = (OPERAND, "digit misread", COPIED)
            operands |= self.one_misread(row, operands)
        result = worth(formula, operands, hand.step())
        rounding = hand.rounding()
        if accident == COPIED:
            names, result = (COPIED, "neighbour"), self.another_number(row)
        wrong_digits = isinstance(accident, str) and accident in ON_NUMBERS
        if wrong_digits:
            plain = on_numbers(result, rounding, hand.habit)
            result = on_one_entry(plain, ON_NUMBERS[accident], rng)
            names, rounding = (accident,), lambda x: x
        honest_ones = self.honest(row) if accident else []
        number = hand.writes(row.name, result, rounding)
        if accident and not apart(number, honest_ones, hand.places):
            raise UnfitError
        before = {e.row.name for e in self.work.entries if e.state != RIGHT}
        state = SLIP if accident else CARRIED if before & set(row.uses) else RIGHT
        put_in = operands if accident == OPERAND or hand.habit.longer else hand.shown
        uses = {**hand.shown, **{name: put_in[name] for name in row.uses}}
        cut = hand.habit.dots and not isinstance(number, list) and number != result
        shown = formula if written else row.formula
        return Entry(row, shown, uses, number, state, names, written, cut)

    def one_misread(self, row: Row, operands: dict[str, Amount]) -> dict[str, Amount]:
        """One operand as it was misread."""
        name = self.rng.choice(row.uses)
        x = self.work.hand.shown[name] if name in self.work.hand.shown else operands[name]
        return {name: on_one_entry(x, self.rng.choice((misread, swapped)), self.rng)}

    def another_number(self, row: Row) -> Amount:
        """A number that stands elsewhere on the sheet."""
        found = [e.number for e in self.work.entries if not isinstance(e.number, list)]
        if not found or isinstance(self.truth[row.name], list):
            raise UnfitError
        return self.rng.choice(found)

    def honest(self, row: Row) -> list[Amount]:
        """What stands in the row without a slip, by any habit."""

        def compute(env: dict[str, Amount], step: Rounding) -> Amount:
            return worth(row.formula, env, step)

        hand = self.work.hand
        return [*honest(hand.habit, hand.places, compute, hand), self.truth[row.name]]


def on_numbers(x: Amount, rounding: Rounding, habit: Habit) -> Amount:
    """A result as it would have been written."""
    if isinstance(x, list):
        return [on_numbers(y, rounding, habit) for y in x]
    return written_down(x, rounding, habit.name)


def worked(
    template: Template,
    habit: Habit,
    plan: dict[str, Accident],
    rng: random.Random,
    may_write: Callable[[Row], bool],
) -> Work:
    """A template worked out once.

    Raises:
        UnfitError: The numbers drawn do not show what was planned.
    """
    hand = Hand(habit, rng)
    given = {draw.name: drawn(draw, rng) for draw in template.given}
    hand.shown |= given
    hand.kept |= given
    work = Work(template, hand, given)
    truth = dict(given)
    sitting = Sitting(work, truth, rng, may_write)
    try:
        for row in template.rows:
            truth[row.name] = worth(row.formula, truth)
            work.entries.append(sitting.entry(row, plan.get(row.name)))
            fit(work.entries[-1], truth[row.name])
    except (DecimalException, ValueError, ZeroDivisionError) as error:
        raise UnfitError from error
    return work


def fit(entry: Entry, exact: Amount) -> None:
    """Refuse numbers that vanish or explode: nothing can be seen in them."""
    for x, true in zip(flat(entry.number), flat(exact), strict=False):
        if abs(x) > LARGEST * 100 or (true and not x):
            raise UnfitError


def accidents(template: Template) -> Iterator[tuple[Row, Accident]]:
    """Everything that can go wrong on a template."""
    for row in template.rows:
        for mistake in row.mistakes:
            yield row, mistake
        for general in GENERAL:
            yield row, general
