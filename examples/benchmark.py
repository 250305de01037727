"""What a pass costs beside micrograd: time and memory, interleaved in one run.

Run with `python -m examples.benchmark` (extra `bench`). Times are medians of interleaved rounds;
quote the ratios, absolute times are this machine's. Most of micrograd's time goes into Python's
garbage collector, because its nodes are reference cycles, so every ratio is given with the
collector on and off.
"""

import gc
import math
import random
import statistics
import time
import tracemalloc
from collections.abc import Callable, Sequence
from typing import Any

from autograd import Value, affine

MICROGRAD_NODES = 65_814  # nodes that micrograd makes in one training step below
SIZES = ((2, 16), (16, 16), (16, 1))


def two_moons(n: int = 100) -> tuple[list[tuple[float, float]], list[int]]:
    """Points on two interleaved half circles, and their classes -1 and 1."""
    noise = random.Random(1)
    points, classes = [], []
    for i in range(n):
        angle = math.pi * noise.random()
        x, y = math.cos(angle), math.sin(angle)
        upper = i % 2 == 0
        points.append((x, y) if upper else (1 - x, 0.5 - y))
        classes.append(1 if upper else -1)
    return points, classes


def training_step(kind: Any, weighted_sums: bool) -> Callable[[], Any]:
    """One step on an MLP 2-16-16-1 with relu, 100 samples, max-margin loss, L2 penalty, SGD."""
    numbers = random.Random(2)
    layers = [
        [tuple(kind(numbers.uniform(-1, 1)) for _ in range(1 + n)) for _ in range(m)]
        for n, m in SIZES
    ]
    parameters = [w for rows in layers for row in rows for w in row]
    points, classes = two_moons()

    def layer(rows: Sequence[Sequence[Any]], inputs: Sequence[Any]) -> list[Any]:
        if weighted_sums:
            return affine(rows, inputs)
        return [sum((w * x for w, x in zip(row[1:], inputs, strict=True)), row[0]) for row in rows]

    def score(point: tuple[float, float]) -> Any:
        inputs: list[Any] = [kind(x) for x in point]
        for rows in layers[:-1]:
            inputs = [node.relu() for node in layer(rows, inputs)]
        return layer(layers[-1], inputs)[0]

    def step() -> Any:
        losses = [(1 + -y * score(x)).relu() for x, y in zip(points, classes, strict=True)]
        loss = sum(losses) * (1 / len(losses)) + 1e-4 * sum(w * w for w in parameters)
        for w in parameters:
            w.grad = 0.0
        loss.backward()
        for w in parameters:
            w.data -= 0.1 * w.grad
        return loss

    return step


def expression(kind: Any) -> Callable[[], Any]:
    """The expression of micrograd's README, about twenty ops, forward and backward."""

    def step() -> Any:
        a, b = kind(-4.0), kind(2.0)
        c = a + b
        d = a * b + b**3
        c += c + 1
        c += 1 + c + (-a)
        d += d * 2 + (b + a).relu()
        d += 3 * d + (b - a).relu()
        f = (c - d) ** 2
        g = f / 2.0 + 10.0 / f
        g.backward()
        return g

    return step


def seconds(step: Callable[[], Any], repeats: int) -> float:
    """Seconds of one call, averaged over calls that each keep their result until the next.

    The heap is swept first, so that nobody pays for another engine's garbage.
    """
    gc.collect()
    start = time.perf_counter()
    for _ in range(repeats):
        result = step()
    elapsed = (time.perf_counter() - start) / repeats
    del result
    return elapsed


def compare(
    name: str, theirs: Callable[[], Any], ours: Callable[[], Any], repeats: int, rounds: int
) -> None:
    """Print medians and ratio of two steps, taken in turn, with the collector on and off."""
    for collector in ("on", "off"):
        (gc.enable if collector == "on" else gc.disable)()
        pairs = [(seconds(theirs, repeats), seconds(ours, repeats)) for _ in range(rounds)]
        gc.enable()
        slow, fast = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratio = statistics.median(slow / fast for slow, fast in pairs)
        print(f"{name:32} {collector:>9} {slow * 1e3:12.4f} {fast * 1e3:12.4f} {ratio:8.1f}")


def peak_bytes(step: Callable[[], Any]) -> float:
    """Peak memory of one training step per node of micrograd."""
    gc.collect()
    tracemalloc.start()
    result = step()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del result
    return peak / MICROGRAD_NODES


def chain(kind: Any, nodes: int) -> None:
    """Build a chain of multiply-adds, send a gradient back, free it."""
    start = end = kind(1.0)
    for _ in range(nodes // 2):
        end = end * 0.5 + 1.0
    end.backward()
    assert start.grad >= 0.0


def per_node(kind: Any, nodes: int) -> float:
    """Microseconds a node that a chain costs, the median of five."""
    repeats = max(1, 10_000 // nodes)
    times = [seconds(lambda: chain(kind, nodes), repeats) for _ in range(5)]
    return statistics.median(times) / nodes * 1e6


def chain_bytes(nodes: int) -> float:
    """Bytes a node that a chain holds."""
    tracemalloc.start()
    end = Value(1.0)
    for _ in range(nodes // 2):
        end = end * 0.5 + 1.0
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return held / nodes


def main() -> None:
    """Run every comparison."""
    try:
        from micrograd.engine import Value as Micro
    except ImportError:
        raise SystemExit("the benchmark needs micrograd: pip install -e '.[bench]'") from None
    print(
        f"{'workload':32} {'collector':>9} {'micrograd ms':>12} {'chalkgrad ms':>12} {'ratio':>8}"
    )
    micro = training_step(Micro, weighted_sums=False)
    written_out = training_step(Value, weighted_sums=False)
    with_sums = training_step(Value, weighted_sums=True)
    compare("W1 in products and sums", micro, written_out, repeats=3, rounds=5)
    compare("W1 with weighted sums", micro, with_sums, repeats=3, rounds=5)
    compare("W2 README expression", expression(Micro), expression(Value), repeats=1000, rounds=7)
    theirs, ours, fused = map(peak_bytes, (micro, written_out, with_sums))
    print(
        f"peak bytes per micrograd node: micrograd {theirs:.0f}, "
        f"written out {ours:.0f} ({ours / theirs:.3f}), "
        f"weighted sums {fused:.0f} ({fused / theirs:.3f})"
    )
    # micrograd's walk is recursive: it ends in a RecursionError a little beyond this length
    print(f"chain of {800:9,} nodes: {per_node(Micro, 800):5.2f} µs a node in micrograd")
    for nodes in (1_000, 10_000, 100_000, 1_000_000):
        print(
            f"chain of {nodes:9,} nodes: {per_node(Value, nodes):5.2f} µs "
            f"and {chain_bytes(nodes):4.0f} bytes a node"
        )


if __name__ == "__main__":
    main()
