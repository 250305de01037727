"""What a run measures, task by task."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from examples.benchmark import racing
from examples.benchmark.races import races

Record = dict[str, Any]


class Task(NamedTuple):
    """A part of a run: where its records go, what is told while it runs, and what gives them."""

    section: str
    title: str
    records: Callable[[], list[Record]]


def tasks(quick: bool, hips: Path | None) -> Iterator[Task]:
    """Everything that is measured, what loads little first."""
    for race in races(quick, hips):
        title = f"{race.section}: {race.workload}, batch {race.batch:,}"
        yield Task("races", title, partial(raced, race, quick))


def raced(race: racing.Race, quick: bool) -> list[Record]:
    """The records of a race."""
    results = racing.run(race, 0.5, fewest=1) if quick else racing.run(race, 6.0)
    return [asdict(result) for result in results]
