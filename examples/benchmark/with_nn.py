"""The workloads as one writes them with nn."""

from typing import Any

import nn
from examples.benchmark.workloads import WIDTHS, convolutions, moons, network
from examples.benchmark.written_out import Step


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
