"""The workloads written out in products and sums, for any kind of node."""

import math
from collections.abc import Callable, Sequence
from typing import Any

from examples.benchmark.workloads import convolutions, moons, network
from examples.microgpt import GPT

Step = Callable[[], Any]


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
