"""W1 and W4 in PyTorch, on tensors as one writes it there, and what makes a scalar of a tensor."""

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch.nn.functional import conv1d, linear

from examples.benchmark import written_out
from examples.benchmark.timing import Entrant, entrant
from examples.benchmark.workloads import PENALTY, RATE, kernels, moons, network, signals

torch.set_num_threads(1)


def scalar(x: float) -> torch.Tensor:
    """A 0-dimensional tensor that wants a gradient."""
    return torch.tensor(x, dtype=torch.float64, requires_grad=True)


def tensors(numbers: Any) -> Any:
    """Numbers in double precision."""
    return torch.tensor(numbers, dtype=torch.float64)


Layers = Sequence[tuple[torch.Tensor, torch.Tensor]]


def stepping(loss: Callable[[], Any], layers: Layers, rate: float = 0.0) -> Entrant:
    """Forward, backward and, with a rate, a step of SGD on pairs of weights and biases."""
    parameters = [each.requires_grad_() for pair in layers for each in pair]

    def step() -> Any:
        output = loss()
        for w in parameters:
            w.grad = None
        output.backward()
        if rate:
            with torch.no_grad():
                for w in parameters:
                    w.sub_(w.grad, alpha=rate)
        return output

    def numbers(output: Any) -> list[float]:
        grads = [torch.column_stack([b.grad, w.grad.flatten(1)]).flatten() for w, b in layers]
        return [output.item(), *torch.cat(grads).tolist()]

    return entrant(step, numbers)


def mlp(batch: int) -> Entrant:
    """W1."""
    points, classes = map(tensors, moons(batch))
    layers = [(rows[:, 1:].clone(), rows[:, 0].clone()) for rows in map(tensors, network())]
    parameters = [each for pair in layers for each in pair]

    def loss() -> Any:
        x = points
        for weight, bias in layers[:-1]:
            x = linear(x, weight, bias).relu()
        margins = 1 - classes * linear(x, *layers[-1])[:, 0]
        return margins.relu().mean() + PENALTY * sum(w.square().sum() for w in parameters)

    return stepping(loss, layers, RATE)


def convolutions(batch: int) -> Entrant:
    """W4."""
    signal = tensors(signals(batch))[:, None]
    layers = [(tensors(kernel), tensors(bias)) for kernel, bias in kernels()]

    def loss() -> Any:
        x = signal
        for kernel, bias in layers:
            x = conv1d(x, kernel, bias).tanh()
        return x.square().sum() / batch

    return stepping(loss, layers)


def scalar_mlp() -> Entrant:
    """W1 with a tensor for each number."""
    return written_out.mlp(scalar, blank=None)
