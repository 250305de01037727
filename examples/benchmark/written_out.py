"""The workloads written out in products and sums, for any kind of node.

`kind(x)` makes a node with `data`, `grad` and `backward()`; `blank` is the gradient of a node that
has none yet.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

from examples.benchmark.timing import Entrant, entrant
from examples.benchmark.workloads import PENALTY, RATE, kernels, moons, network, signals
from examples.microgpt import GPT


def with_gradients(parameters: Sequence[Any]) -> Callable[[Any], list[float]]:
    """What reads a step: the loss, and the gradients of these nodes."""
    return lambda loss: [float(loss.data), *(float(w.grad) for w in parameters)]


def stepping(
    loss: Callable[[], Any], parameters: Sequence[Any], rate: float = 0.0, blank: Any = 0.0
) -> Entrant:
    """Forward, backward and, with a rate, a step of SGD."""

    def step() -> Any:
        output = loss()
        for w in parameters:
            w.grad = blank
        output.backward()
        if rate:
            for w in parameters:
                w.data -= rate * w.grad
        return output

    return entrant(step, with_gradients(parameters))


def mlp(kind: Any, batch: int = 100, blank: Any = 0.0) -> Entrant:
    """W1 in products and sums."""
    layers = [[list(map(kind, row)) for row in rows] for rows in network()]
    points, classes = moons(batch)
    parameters = [w for rows in layers for row in rows for w in row]

    def layer(rows: Sequence[Sequence[Any]], inputs: Sequence[Any]) -> list[Any]:
        return [sum((w * x for w, x in zip(row[1:], inputs, strict=True)), row[0]) for row in rows]

    def score(point: Sequence[float]) -> Any:
        inputs: list[Any] = [kind(x) for x in point]
        for rows in layers[:-1]:
            inputs = [node.relu() for node in layer(rows, inputs)]
        return layer(layers[-1], inputs)[0]

    def loss() -> Any:
        losses = [(1 + -y * score(x)).relu() for x, y in zip(points, classes, strict=True)]
        return sum(losses) * (1 / len(losses)) + PENALTY * sum(w * w for w in parameters)

    return stepping(loss, parameters, RATE, blank)


def expression(kind: Any) -> Entrant:
    """W2, about twenty ops, forward and backward."""

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
        return g, a, b

    return entrant(step, lambda nodes: with_gradients(nodes[1:])(nodes[0]))


def convolutions(kind: Any, tanh: Callable[[Any], Any]) -> Entrant:
    """W4 in products and sums, on one signal."""
    (signal,) = signals()
    layers = [
        ([[list(map(kind, taps)) for taps in kernel] for kernel in rows], list(map(kind, bias)))
        for rows, bias in kernels()
    ]
    parameters = [
        w
        for rows, bias in layers
        for kernel, b in zip(rows, bias, strict=True)
        for w in [b, *(w for taps in kernel for w in taps)]
    ]

    def output(kernel: Any, bias: Any, x: Any, place: int) -> Any:
        total = bias
        for taps, channel in zip(kernel, x, strict=True):
            for j, w in enumerate(taps):
                total = total + w * channel[place + j]
        return tanh(total)

    def loss() -> Any:
        x: Any = [list(map(kind, signal))]
        for rows, bias in layers:
            places = range(len(x[0]) - 4)
            x = [
                [output(kernel, b, x, place) for place in places]
                for kernel, b in zip(rows, bias, strict=True)
            ]
        return sum(y * y for channel in x for y in channel)

    return stepping(loss, parameters)


def micrograd_tanh(x: Any) -> Any:
    """tanh for micrograd, which has none, in the way of its own ops."""
    t = math.tanh(x.data)
    node = type(x)(t, (x,), "tanh")

    def backward() -> None:
        x.grad += (1 - t * t) * node.grad

    node._backward = backward
    return node


def gpt(kind: Any, linear: Any) -> Entrant:
    """W5: the loss of microgpt on one name, its gradients, and a step of SGD."""
    model = GPT(kind, linear)
    parameters = [w for rows in model.weights.values() for row in rows for w in row]
    return stepping(lambda: model.loss("florian"), parameters, RATE)
