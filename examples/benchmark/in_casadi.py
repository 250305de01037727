"""W1 and W4 in CasADi: the scalar graph of one sample, mapped over the batch, on its machine."""

from collections.abc import Callable
from typing import Any

import casadi
import numpy as np

from examples.benchmark.timing import Entrant, entrant
from examples.benchmark.workloads import PENALTY, RATE, kernels, moons, network, signals


def stepping(
    loss: Callable[[Any, Any], Any],
    start: list[Any],
    samples: Any,
    penalty: float = 0.0,
    rate: float = 0.0,
) -> Entrant:
    """Forward, backward and, with a rate, a step of SGD; `loss(matrices, sample)` is of one sample.

    A matrix has the rows (b, w₁, …, wₙ); each column of `samples` is a sample.
    """
    numbers = np.concatenate([rows.ravel() for rows in start])
    weights = casadi.SX.sym("w", len(numbers))
    sample = casadi.SX.sym("sample", len(samples))
    output = loss(matrices(weights, [rows.shape for rows in start]), sample)
    one = casadi.Function(
        "one",
        [weights, sample],
        [output, casadi.gradient(output, weights)],
        {"live_variables": True},
    )
    # the weights are the same for every sample, loss and gradient are summed over all
    batch = samples.shape[1]
    every = one.map("every", "serial", batch, [0], [0, 1])

    def step() -> Any:
        nonlocal numbers
        total, gradient = every(numbers, samples)
        slopes = np.asarray(gradient)[:, 0] / batch + 2 * penalty * numbers
        value = float(total) / batch + penalty * float(numbers @ numbers)
        numbers = numbers - rate * slopes
        return value, slopes

    return entrant(step, lambda result: [result[0], *result[1].tolist()])


def matrices(weights: Any, shapes: list[tuple[int, ...]]) -> list[Any]:
    """One vector as matrices, row by row."""
    found, start = [], 0
    for rows, columns in shapes:
        part = weights[start : start + rows * columns]
        found.append(casadi.reshape(part, columns, rows).T)
        start += rows * columns
    return found


def mlp(batch: int) -> Entrant:
    """W1."""
    points, classes = moons(batch)

    def loss(layers: Any, sample: Any) -> Any:
        x, label = sample[:2], sample[2]
        for rows in layers[:-1]:
            x = casadi.fmax(rows[:, 1:] @ x + rows[:, 0], 0)
        return casadi.fmax(1 - label * (layers[-1][:, 1:] @ x + layers[-1][:, 0]), 0)

    start = [np.array(rows) for rows in network()]
    return stepping(loss, start, np.column_stack([points, classes]).T, PENALTY, RATE)


def convolutions(batch: int) -> Entrant:
    """W4."""

    def loss(layers: Any, sample: Any) -> Any:
        x = sample.T
        for rows in layers:
            places = range(x.shape[1] - 4)
            windows = [casadi.reshape(x[:, i : i + 5].T, -1, 1) for i in places]
            x = casadi.tanh(rows[:, 1:] @ casadi.horzcat(*windows) + rows[:, 0])
        return casadi.sumsqr(x)

    start = [np.column_stack([bias, np.reshape(k, (len(k), -1))]) for k, bias in kernels()]
    return stepping(loss, start, np.array(signals(batch)).T)
