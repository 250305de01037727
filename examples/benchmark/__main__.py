"""What a pass costs beside micrograd: time and memory, in turn and in one run.

Run with `python -m examples.benchmark` (extra `bench`). Both sides are shown to give the same loss
before they are timed; times are medians of interleaved rounds. Most of micrograd's time goes into
Python's garbage collector, because its nodes are reference cycles, and how much depends on the
machine: the ratio with the collector off is the one to quote, and the one with it on is what a user
gets here. W5, a GPT, runs beside a class in the style of microgpt, `examples.local_grads`.
"""

import gc
import math
import statistics
import time
import tracemalloc
from typing import Any

from autograd import Value, affine
from examples.benchmark.with_nn import with_conv1d, with_mlp
from examples.benchmark.workloads import MICROGRAD_NODES
from examples.benchmark.written_out import Step, convolved, expression, gpt, written_out
from examples.local_grads import LocalGrads, linear


def seconds(step: Step, repeats: int) -> float:
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


def agree(theirs: Step, ours: Step) -> None:
    """Refuse to time two steps that do not compute the same, in this pass and in the next."""
    for _ in range(2):
        micro, chalk = theirs().data, ours().data
        if not math.isclose(micro, chalk, rel_tol=1e-9):
            raise SystemExit(f"the losses differ: peer {micro!r}, chalkgrad {chalk!r}")


def compare(name: str, theirs: Step, ours: Step, repeats: int, rounds: int) -> None:
    """Print medians and ratio of two steps, taken in turn, with the collector on and off."""
    agree(theirs, ours)
    for collector in ("on", "off"):
        (gc.enable if collector == "on" else gc.disable)()
        pairs = [(seconds(theirs, repeats), seconds(ours, repeats)) for _ in range(rounds)]
        gc.enable()
        slow, fast = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratio = statistics.median(slow / fast for slow, fast in pairs)
        print(f"{name:28} {collector:>9} {slow * 1e3:12.4f} {fast * 1e3:12.4f} {ratio:8.2f}")


def peak_bytes(step: Step) -> float:
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
    print(f"{'workload':28} {'collector':>9} {'peer ms':>12} {'chalkgrad ms':>12} {'ratio':>8}")
    compare("W1 in products and sums", written_out(Micro), written_out(Value), 3, 5)
    compare("W1 with nn.MLP", written_out(Micro), with_mlp(), 3, 5)
    compare("W2 README expression", expression(Micro), expression(Value), 1000, 7)
    compare("W4 with nn.Conv1d", convolved(Micro), with_conv1d(), 3, 5)
    compare("W5 GPT in sums, products", gpt(LocalGrads, linear), gpt(Value, linear), 3, 5)
    compare("W5 GPT", gpt(LocalGrads, linear), gpt(Value, affine), 3, 5)
    steps = (written_out(Micro), written_out(Value), with_mlp())
    theirs, ours, with_nn = map(peak_bytes, steps)
    print(
        f"W1, peak bytes per micrograd node: micrograd {theirs:.0f}, "
        f"in products and sums {ours:.0f} ({ours / theirs:.3f}), "
        f"with nn.MLP {with_nn:.0f} ({with_nn / theirs:.3f})"
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
