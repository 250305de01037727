"""What a pass costs beside micrograd: time and memory, in turn and in one run.

Run with `python -m examples.benchmark` (extra `bench`). Both sides are shown to give the same loss
before they are timed; times are medians of interleaved rounds. Most of micrograd's time goes into
Python's garbage collector, because its nodes are reference cycles, and how much depends on the
machine: the ratio with the collector off is the one to quote, and the one with it on is what a user
gets here. W5, a GPT, runs beside a class in the style of microgpt, `examples.local_grads`.
"""

import gc
import math
import random
import statistics
import time
import tracemalloc
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import nn
from autograd import Value, affine
from examples.local_grads import LocalGrads, linear
from examples.microgpt import GPT

Step = Callable[[], Any]

MICROGRAD_NODES = 65_818  # nodes that micrograd makes in one step of W1
WIDTHS = (2, 16, 16, 1)
KERNEL_SHAPES = ((8, 1, 5), (8, 8, 5))


def drawn(shape: Sequence[int], rng: random.Random) -> Any:
    """A nested list of numbers between -1 and 1."""
    if not shape:
        return rng.uniform(-1, 1)
    return [drawn(shape[1:], rng) for _ in range(shape[0])]


def network() -> list[list[list[float]]]:
    """The rows (b, w₁, …, wₙ) that W1 starts with, layer by layer."""
    rng = random.Random(2)
    return [drawn((m, n + 1), rng) for n, m in pairwise(WIDTHS)]


def moons() -> tuple[list[list[float]], list[int]]:
    """100 points, and their classes -1 and 1."""
    points, labels = nn.two_moons(100)
    return points, [2 * label - 1 for label in labels]


def convolutions() -> tuple[list[float], list[tuple[Any, list[float]]]]:
    """The signal of W4, and kernels (out × in × taps) and biases of both layers."""
    rng = random.Random(4)
    layers = [(drawn(shape, rng), drawn(shape[:1], rng)) for shape in KERNEL_SHAPES]
    return drawn((64,), rng), layers


def written_out(kind: Any) -> Step:
    """W1 in products and sums: MLP 2-16-16-1, relu, max-margin loss, L2 penalty, a step of SGD."""
    layers = [[list(map(kind, row)) for row in rows] for rows in network()]
    points, classes = moons()
    parameters = [w for rows in layers for row in rows for w in row]

    def layer(rows: Sequence[Sequence[Any]], inputs: Sequence[Any]) -> list[Any]:
        return [sum((w * x for w, x in zip(row[1:], inputs, strict=True)), row[0]) for row in rows]

    def score(point: Sequence[float]) -> Any:
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


def with_mlp() -> Step:
    """W1 as one writes it with nn."""
    model = nn.MLP(2, list(WIDTHS[1:]))
    for layer, rows in zip(model.layers, network(), strict=True):
        layer.weight, layer.bias = [row[1:] for row in rows], [row[0] for row in rows]
    points, classes = moons()
    parameters = model.parameters()
    optimizer = nn.SGD(parameters, lr=0.1)

    def step() -> Any:
        loss = nn.hinge_loss(model(points), classes) + nn.l2_penalty(parameters, 1e-4)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    return step


def micro_tanh(x: Any) -> Any:
    """tanh for micrograd, which has none, in the way of its own ops."""
    t = math.tanh(x.data)
    node = type(x)(t, (x,), "tanh")

    def backward() -> None:
        x.grad += (1 - t * t) * node.grad

    node._backward = backward
    return node


def convolved(kind: Any) -> Step:
    """W4 written out for micrograd: two convolutions with tanh, and the sum of squares."""
    signal, numbers = convolutions()
    layers = [
        ([[list(map(kind, taps)) for taps in kernel] for kernel in kernels], list(map(kind, bias)))
        for kernels, bias in numbers
    ]
    parameters = [w for kernels, _ in layers for kernel in kernels for taps in kernel for w in taps]
    parameters += [b for _, bias in layers for b in bias]

    def output(kernel: Any, bias: Any, x: Any, place: int) -> Any:
        total = bias
        for taps, channel in zip(kernel, x, strict=True):
            for j, w in enumerate(taps):
                total = total + w * channel[place + j]
        return micro_tanh(total)

    def step() -> Any:
        x: Any = [list(map(kind, signal))]
        for kernels, bias in layers:
            places = range(len(x[0]) - 4)
            x = [
                [output(kernel, b, x, place) for place in places]
                for kernel, b in zip(kernels, bias, strict=True)
            ]
        loss = sum(y * y for channel in x for y in channel)
        for w in parameters:
            w.grad = 0.0
        loss.backward()
        return loss

    return step


def with_conv1d() -> Step:
    """W4 as one writes it with nn."""
    signal, ((kernels, bias), (kernels_2, bias_2)) = convolutions()
    model = nn.Sequential(
        nn.Conv1d(1, 8, 5, weight=kernels, bias=bias),
        nn.Tanh(),
        nn.Conv1d(8, 8, 5, weight=kernels_2, bias=bias_2),
        nn.Tanh(),
    )

    def step() -> Any:
        loss = sum(y * y for channel in model([signal]) for y in channel)
        model.zero_grad()
        loss.backward()
        return loss

    return step


def gpt(kind: Any, linear: Any) -> Step:
    """W5: the loss of microgpt on one name, its gradients, and a step of SGD."""
    model = GPT(kind, linear)
    parameters = [w for rows in model.weights.values() for row in rows for w in row]

    def step() -> Any:
        loss = model.loss("florian")
        for w in parameters:
            w.grad = 0.0
        loss.backward()
        for w in parameters:
            w.data -= 0.1 * w.grad
        return loss

    return step


def expression(kind: Any) -> Step:
    """W2, the expression of micrograd's README, about twenty ops, forward and backward."""

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
