"""How people round: every habit is a way to an honest number, and a right sheet in it is right."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from typing import Any

from examples.chalkbench.arithmetic import Amount, Rounding, each

WIDE = Context(prec=60)


def to_places(places: int, mode: str = ROUND_HALF_UP) -> Rounding:
    """Rounding to decimals."""
    return lambda x: x.quantize(Decimal(1).scaleb(-places), mode, WIDE)


def to_figures(figures: int, mode: str = ROUND_HALF_UP) -> Rounding:
    """Rounding to significant figures."""

    def rounded(x: Decimal) -> Decimal:
        if not x:
            return Decimal(0)
        once = x.quantize(Decimal(1).scaleb(x.adjusted() - figures + 1), mode, WIDE)
        return once.quantize(Decimal(1).scaleb(once.adjusted() - figures + 1), mode, WIDE)

    return rounded


@dataclass(frozen=True)
class Habit:
    """A way of rounding.

    `memory` is how often the unrounded number is used further on, `each_step` whether every
    operation is rounded, `more` by how many places the number of places wavers from row to row.
    """

    name: str
    places: tuple[int, ...] = (2, 3, 4)
    figures: bool = False
    mode: str = ROUND_HALF_UP
    memory: float = 0.0
    each_step: bool = False
    more: int = 0
    longer: int = 0  # by how many places more numbers are put in than were written down before
    dots: bool = False  # three dots behind a number that was cut off
    declared: str = ""  # what a `round:` line says behind the places; "-" for no such line


HABITS = (
    Habit("each line rounded", declared=""),
    Habit("calculator memory", memory=1.0),
    Habit("memory now and then", memory=0.5),
    Habit("each operation rounded", places=(3, 4), each_step=True),
    Habit("cut off, declared", mode=ROUND_DOWN, declared="truncate"),
    Habit("cut off, not declared", places=(3, 4), mode=ROUND_DOWN, declared="-"),
    Habit("cut off with dots", places=(3, 4), mode=ROUND_DOWN, dots=True, declared="-"),
    Habit("half to even", mode=ROUND_HALF_EVEN, declared="half_even"),
    Habit("mixed digits", more=2, declared="-"),
    Habit("mixed digits, memory", more=2, memory=0.6, declared="-"),
    Habit("two figures", places=(2,), figures=True, declared="-"),
    Habit("three figures, memory", places=(3,), figures=True, memory=1.0, declared="-"),
    Habit("six places, not declared", places=(6,), declared="-"),
    Habit("longer numbers put in", longer=2),
    Habit("zeros left away", places=(3, 4)),
)


def written_down(x: Decimal, rounding: Rounding, habit: str) -> Decimal:
    """One number as it is written: whole results stay whole."""
    if x == x.to_integral_value():
        return x.quantize(Decimal(1))
    y = rounding(x)
    if habit == "zeros left away":
        y = y.quantize(Decimal(1)) if y == y.to_integral_value() else y.normalize()
    return y if y else abs(y)


@dataclass
class Hand:
    """A person at work: what stands on the paper, and what the calculator still holds."""

    habit: Habit
    rng: random.Random
    shown: dict[str, Amount] = field(default_factory=dict)
    kept: dict[str, Amount] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = self.rng.choice(self.habit.places)

    def rounding(self) -> Rounding:
        """How the next number will be written."""
        digits = self.places + self.rng.randint(0, self.habit.more)
        way = to_figures if self.habit.figures else to_places
        return way(digits, self.habit.mode)

    def numbers(self) -> dict[str, Amount]:
        """The numbers the next row is worked out with."""
        if self.habit.longer:
            longer = to_places(self.places + self.habit.longer)
            return {name: self.longer(name, longer) for name in self.shown}
        if self.rng.random() < self.habit.memory:
            return self.kept
        return self.shown

    def longer(self, name: str, rounding: Rounding) -> Amount:
        """A number with more places than on the paper, where the calculator has them."""
        if self.shown[name] == self.kept[name]:
            return self.shown[name]
        return each(rounding, self.kept[name])

    def step(self) -> Rounding:
        """What is done after every operation."""
        if self.habit.each_step:
            return to_places(self.places, self.habit.mode)
        return lambda x: x

    def writes(self, name: str, exact: Amount, rounding: Rounding) -> Amount:
        """A number comes onto the paper; whole results stay whole."""
        written = each(lambda x: written_down(x, rounding, self.habit.name), exact)
        self.shown[name], self.kept[name] = written, exact
        return written


def honest(
    habit: Habit, places: int, compute: Callable[[dict[str, Any], Rounding], Amount], hand: Hand
) -> list[Amount]:
    """What the row could be worth by any habit: a slip must lie away from all of these."""
    steps: list[Rounding] = [lambda x: x, to_places(places), to_places(places, ROUND_DOWN)]
    if habit.figures:
        steps = [lambda x: x, to_figures(places), to_figures(places, ROUND_DOWN)]
    return [compute(env, step) for env in (hand.shown, hand.kept) for step in steps]
