"""How time and memory grow: a pass and what is shown of it by its nodes, a check by its lines."""

import gc
import tempfile
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nn
from autograd import Graph, Value, paths
from autograd.handwork import check
from autograd.tape import record
from autograd.tape.engines import engine_of
from examples.benchmark.racing import LEAST, Builder, only_new_garbage
from examples.benchmark.timing import Spread, Step, seconds, spread
from examples.benchmark.workloads import MICROGRAD_NODES
from visualize import draw

TIMINGS = 5


@dataclass(frozen=True)
class Point:
    """What something of one size took, in seconds."""

    what: str
    size: int
    seconds: Spread


Prepare = Callable[[int], tuple[int, Step]]
"""About how large -> how large exactly, and what is to be timed."""


def chain(kind: Any) -> Prepare:
    """W3: a chain of multiply-adds is built, sent a gradient through and freed."""

    def prepare(nodes: int) -> tuple[int, Step]:
        def step() -> None:
            end = kind(1.0)
            for _ in range(nodes // 2):
                end = end * 0.5 + 1.0
            end.backward()

        return nodes, step

    return prepare


def network(nodes: int) -> Value:
    """The squared error of an MLP with two hidden layers, some more nodes than asked for."""
    width = max(2, int((nodes / 2) ** 0.5))
    model = nn.MLP(width, [width, width, 1])
    return nn.mse_loss(model([[0.1 * (i % 7) for i in range(width)]]), [0.5])


def of_network(of: Callable[[Value], Any]) -> Prepare:
    """Something done with the network's error, its nodes counted."""

    def prepare(nodes: int) -> tuple[int, Step]:
        error = network(nodes)
        return len(Graph(error).nodes), lambda: of(error)

    return prepare


def player(error: Value) -> None:
    """The player's page of a graph, written to a file."""
    with tempfile.TemporaryDirectory() as folder:
        error.trace().html(Path(folder, "player.html"))


def sheet(lines: int) -> str:
    """A sheet of so many right lines, each a sum and a product."""
    written, number, name = ["x = 0.5"], 0.5, "x"
    for i in range(1, lines):
        number = round(0.9 * number + 0.1, 4)
        written.append(f"a{i} = 0.9·{name} + 0.1 = {number}")
        name = f"a{i}"
    return "\n".join(written)


def checking(lines: int) -> tuple[int, Step]:
    """A sheet checked."""
    text = sheet(lines)
    return lines, lambda: check(text)


SURFACES: dict[str, Prepare] = {
    "backward": of_network(Value.backward),
    "trace": of_network(Value.trace),
    "record": of_network(record),
    "record and compile": of_network(lambda error: engine_of(record(error), "python")),
    "paths": of_network(lambda error: paths(error, Graph(error).leaves[0])),
    "draw": of_network(lambda error: draw(error).svg),
    "html": of_network(player),
    "check": checking,
}
"""What is told and shown of a graph; sizes are nodes, for `check` lines."""


def grown(what: str, prepare: Prepare, sizes: Iterable[int], limit: float) -> Iterator[Point]:
    """Points of growing size, until a call would take longer than the limit, or the way ends.

    An engine whose walk recurses ends in a RecursionError. The first call of all loads what is
    loaded late and is not counted.
    """
    prepare(10)[1]()
    for size in sizes:
        exact, step = prepare(size)
        try:
            once = seconds(step, 1, False)
        except RecursionError:
            return
        times = [once]
        if once < limit:
            calls = max(1, round(LEAST / max(once, 1e-6)))
            with only_new_garbage():
                times = [seconds(step, calls, False) for _ in range(TIMINGS)]
        yield Point(what, exact, spread(times))
        if once * 3 > limit:
            return


def held(kind: Any, nodes: int) -> int:
    """Bytes that a chain of so many nodes holds."""
    gc.collect()
    tracemalloc.start()
    end = kind(1.0)
    for _ in range(nodes // 2):
        end = end * 0.5 + 1.0
    current, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del end
    return current


def peak_per_node(builder: Builder) -> float:
    """The most bytes that a step of W1 holds at a time, by micrograd's nodes."""
    entrant = builder()
    gc.collect()
    tracemalloc.start()
    entrant.answer()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / MICROGRAD_NODES
