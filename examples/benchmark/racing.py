"""Races: engines that are shown to compute the same, then timed in turn."""

import gc
import math
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest

from examples.benchmark.timing import Entrant, Spread, spread

CONDITIONS = [(collector, steps) for collector in (False, True) for steps in (1, 3)]
"""Each race is run with the collector off and on, with one step and with three to a timing."""
TOLERANCE = 1e-9
LEAST = 0.01  # seconds of a timing at least; a shorter step is taken as often as that needs
MOST = 31  # rounds

Builder = Callable[[], Entrant]


@dataclass(frozen=True)
class Race:
    """Engines to compare on one workload; the first is what the others are measured against."""

    section: str
    workload: str
    batch: int
    builders: Mapping[str, Builder]


@dataclass(frozen=True)
class Result:
    """What one engine took, under one condition; `ratio` is the first engine's time by this one's.

    Times are seconds of one step; `built` are the seconds from the numbers to the end of the first
    step, recording and compiling included; `rounds` is how often it was timed.
    """

    section: str
    workload: str
    batch: int
    engine: str
    base: str
    collector: bool
    steps: int
    seconds: Spread
    ratio: Spread
    built: float
    rounds: int


class DisagreementError(Exception):
    """Two engines did not compute the same."""


def agree(engine: str, expected: list[float], given: list[float]) -> None:
    """Refuse an engine whose loss or gradients differ from those of the first one.

    >>> agree("mine", [0.5, 1.0], [0.5, 2.0])
    Traceback (most recent call last):
    examples.benchmark.racing.DisagreementError: mine: number 2 of 2 is 2.0, expected 1.0
    """
    size = max(map(abs, expected), default=0.0)
    pairs = zip_longest(expected, given, fillvalue=math.nan)
    for i, (right, found) in enumerate(pairs, 1):
        if not math.isclose(right, found, rel_tol=TOLERANCE, abs_tol=TOLERANCE * size):
            raise DisagreementError(
                f"{engine}: number {i} of {len(expected)} is {found!r}, expected {right!r}"
            )


def built(race: Race) -> dict[str, tuple[Entrant, float]]:
    """The engines of a race with the seconds that each needed to be ready, all agreeing twice."""
    entrants, expected = {}, []
    for engine, builder in race.builders.items():
        start = time.perf_counter()
        entrant = builder()
        answers = [entrant.answer()]
        entrants[engine] = entrant, time.perf_counter() - start
        answers.append(entrant.answer())
        expected = expected or answers
        for right, found in zip(expected, answers, strict=True):
            agree(f"{race.workload}, {engine}", right, found)
    return entrants


def run(race: Race, budget: float, fewest: int = 3) -> list[Result]:
    """The results of a race of as many rounds as fit into so many seconds, between two bounds."""
    entrants = built(race)
    base = next(iter(entrants))
    with only_new_garbage():
        calls = {engine: calls_of_a_step(entrant) for engine, (entrant, _) in entrants.items()}
        start = time.perf_counter()
        times = timed(entrants, calls, 1)
        rounds = round(budget / (time.perf_counter() - start))
        more = timed(entrants, calls, min(MOST, max(fewest, rounds)) - 1)
    results = []
    for engine, (_, ready) in entrants.items():
        for condition in CONDITIONS:
            ours = times[engine, condition] + more[engine, condition]
            theirs = times[base, condition] + more[base, condition]
            ratios = [first / this for first, this in zip(theirs, ours, strict=True)]
            names = race.section, race.workload, race.batch, engine, base
            summary = spread(ours), spread(ratios), ready, len(ours)
            results.append(Result(*names, *condition, *summary))
    return results


@contextmanager
def only_new_garbage() -> Iterator[None]:
    """A heap in which the collector looks at what is made from here on, and at no module."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def calls_of_a_step(entrant: Entrant) -> int:
    """How often a step is taken at least, so that the clock can tell how long it takes."""
    return max(1, math.ceil(LEAST / max(entrant.seconds(1, False), 1e-6)))


def timed(
    entrants: Mapping[str, tuple[Entrant, float]], calls: Mapping[str, int], rounds: int
) -> dict[tuple[str, tuple[bool, int]], list[float]]:
    """Seconds of a step by engine and condition, one for each round.

    The engines run in turn, in every second round from the last to the first.
    """
    times: dict[tuple[str, tuple[bool, int]], list[float]] = {
        (engine, condition): [] for engine in entrants for condition in CONDITIONS
    }
    for i in range(rounds):
        for collector, steps in CONDITIONS:
            for engine in list(entrants)[:: 1 if i % 2 else -1]:
                taken = entrants[engine][0].seconds(steps * calls[engine], collector)
                times[engine, (collector, steps)].append(taken)
    return times
