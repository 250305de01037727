"""The workloads as one writes them with nn."""

from typing import Any

import nn
from examples.benchmark.timing import Entrant, entrant
from examples.benchmark.workloads import PENALTY, RATE, WIDTHS, kernels, moons, network, signals
from examples.benchmark.written_out import with_gradients


def mlp(batch: int = 100) -> Entrant:
    """W1."""
    model = nn.MLP(2, list(WIDTHS[1:]))
    for layer, rows in zip(model.layers, network(), strict=True):
        layer.weight, layer.bias = [row[1:] for row in rows], [row[0] for row in rows]
    points, classes = moons(batch)
    optimizer = nn.SGD(model.parameters(), lr=RATE)
    rows_in_order = [
        w
        for layer in model.layers
        for b, row in zip(layer.bias, layer.weight, strict=True)
        for w in [b, *row]
    ]

    def step() -> Any:
        loss = nn.hinge_loss(model(points), classes) + nn.l2_penalty(model.parameters(), PENALTY)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    return entrant(step, with_gradients(rows_in_order))


def convolutions(batch: int = 1) -> Entrant:
    """W4."""
    (first, first_bias), (second, second_bias) = kernels()
    model = nn.Sequential(
        nn.Conv1d(1, 8, 5, weight=first, bias=first_bias),
        nn.Tanh(),
        nn.Conv1d(8, 8, 5, weight=second, bias=second_bias),
        nn.Tanh(),
    )
    given = [[signal] for signal in signals(batch)]
    parameters = [
        w
        for layer in list(model)[::2]
        for b, kernel in zip(layer.bias, layer.weight, strict=True)
        for w in [b, *(w for taps in kernel for w in taps)]
    ]

    def step() -> Any:
        squares = [y * y for x in given for channel in model(x) for y in channel]
        loss = sum(squares) * (1 / batch)
        model.zero_grad()
        loss.backward()
        return loss

    return entrant(step, with_gradients(parameters))
