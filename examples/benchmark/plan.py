"""What a run measures, task by task."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from autograd import Value
from autograd.handwork import Limits
from examples.benchmark import growth, racing, with_nn, written_out
from examples.benchmark.races import CLASS, installed, nodes_of, races
from examples.benchmark.start_up import starts
from examples.benchmark.timing import Entrant

Record = dict[str, Any]
SIZES = [100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000]
HELD = 100_000  # nodes of the chain whose memory is told


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
    sizes, limit = (SIZES[:5:2], 0.3) if quick else (SIZES, 5.0)
    for name, kind in engines(quick).items():
        yield Task(
            "growth", f"growth: {name}", partial(grown, name, growth.chain(kind), sizes, limit)
        )
    for what, prepare in growth.SURFACES.items():
        fitting = [size for size in sizes if what != "check" or size <= Limits().lines]
        yield Task("surfaces", f"growth: {what}", partial(grown, what, prepare, fitting, limit))
    for what, bytes_per_node in memory(quick).items():
        yield Task(
            "memory",
            f"memory: {what}",
            lambda what=what, given=bytes_per_node: [{"what": what, "bytes_per_node": given()}],
        )
    yield Task("starts", "start-up", lambda: [each._asdict() for each in starts(quick)])


def raced(race: racing.Race, quick: bool) -> list[Record]:
    """The records of a race."""
    results = racing.run(race, 0.5, fewest=1) if quick else racing.run(race, 6.0)
    return [asdict(result) for result in results]


def grown(what: str, prepare: growth.Prepare, sizes: list[int], limit: float) -> list[Record]:
    """The records of what grows."""
    return [asdict(point) for point in growth.grown(what, prepare, sizes, limit)]


def engines(quick: bool) -> dict[str, Any]:
    """The nodes of which chains are made."""
    found: dict[str, Any] = {"chalkgrad": Value}
    if not quick and installed("micrograd"):
        found["micrograd"] = nodes_of("micrograd")[0]
    if not quick and installed("torch"):
        found["PyTorch, 0-dim"] = import_module("examples.benchmark.in_torch").scalar
    return found


def memory(quick: bool) -> dict[str, Callable[[], float]]:
    """What gives the bytes of a node, by what is held."""
    peer = CLASS if quick or not installed("micrograd") else "micrograd"
    kind, _ = nodes_of(peer)
    found: dict[str, Callable[[], float]] = {
        f"chain of {HELD:,}, chalkgrad": lambda: growth.held(Value, HELD) / HELD
    }
    builders: dict[str, Callable[[], Entrant]] = {
        peer: lambda: written_out.mlp(kind),
        "chalkgrad, written out": lambda: written_out.mlp(Value),
        "chalkgrad, nn.MLP": with_nn.mlp,
    }
    for name, builder in builders.items():
        found[f"W1 at its peak, {name}"] = partial(growth.peak_per_node, builder)
    return found
