"""Handouts: for each person of a class an exercise with numbers of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from autograd.handwork.exercises.making import Exercise, exercise
from autograd.handwork.exercises.roster import Person
from autograd.handwork.exercises.templates import TEMPLATES, Template
from autograd.spreading import spread

SEEDS = 1_000_000
MOST_TRIES = 20


class Handout(NamedTuple):
    """A person and the exercise made for them; their name stands on the sheet."""

    person: Person
    exercise: Exercise

    @property
    def sheet(self) -> str:
        """The sheet to hand out."""
        return self.exercise.sheet.replace("student:", f"student: {self.person.name}", 1)


def handouts(
    people: Sequence[Person],
    template: str,
    places: int = 4,
    *,
    level: str = "numbers",
    seed: int = 0,
    templates: Mapping[str, Template] = TEMPLATES,
    executor: Executor | None = None,
) -> Iterator[Handout]:
    """An exercise for each person, no two with the same numbers.

    A person's numbers hang on their name and the seed alone, so nobody's change when the list
    does.

    Args:
        people: Who gets one.
        template: Of which template, see `exercise`.
        places: Decimal places of every line.
        level: What of the working stands on the sheet.
        seed: Another one gives everybody other numbers.
        templates: The templates there are; a process needs them importable.
        executor: Who makes them; None: this process.

    Raises:
        ValueError: The template has too few numbers for so many people.

    >>> from autograd.handwork.exercises.roster import people
    >>> [made.sheet.splitlines()[0] for made in handouts(people("Ada\\nBo"), "mlp")]
    ['student: Ada', 'student: Bo']
    """
    seeds = list(own_seeds(people, seed))
    make = partial(_made, template, places, level, templates)
    made = map(make, seeds) if executor is None else spread(make, seeds, executor)
    known, taken = set[str](), set(seeds)
    for person, one in zip(people, made, strict=True):
        for _ in range(MOST_TRIES):
            if _numbers(one) not in known:
                break
            taken.add(free := _free(one.seed, taken))
            one = make(free)
        else:
            raise ValueError(
                f"{template} has too few numbers to give {len(people)} people their own; "
                "write more of them with a decimal point"
            )
        known.add(_numbers(one))
        yield Handout(person, one)


def own_seeds(people: Sequence[Person], seed: int) -> Iterator[int]:
    """A seed for each person, all different."""
    taken = set[int]()
    for person in people:
        told = f"{seed}\n{person.name}\n{person.id}".encode()
        own = _free(int.from_bytes(sha256(told).digest()[:6]) % SEEDS, taken)
        taken.add(own)
        yield own


def _free(seed: int, taken: set[int]) -> int:
    while seed in taken:
        seed += 1
    return seed


def _made(
    template: str, places: int, level: str, templates: Mapping[str, Template], seed: int
) -> Exercise:
    return exercise(template, seed, places, level=level, templates=templates)


def _numbers(made: Exercise) -> str:
    """What two exercises must not have in common."""
    return "\n".join(row for row in made.checker.splitlines() if row.startswith("given:"))
