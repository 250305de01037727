"""W1 and W4 as tapes: one sample is recorded, a batch is run, by each engine of `autograd.tape`."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

from autograd import Value, affine
from autograd.tape import record
from examples.benchmark.timing import Entrant, entrant
from examples.benchmark.workloads import PENALTY, RATE, kernels, moons, network, signals

Layer = list[list[Any]]  # rows (b, w₁, …, wₙ)
Loss = Callable[..., Value]


def stepping(
    loss: Callable[[list[Layer]], Loss],
    layers: Sequence[Layer],
    columns: Sequence[Any],
    engine: str,
    penalty: float = 0.0,
    rate: float = 0.0,
) -> Entrant:
    """Forward, backward and, with a rate, a step of SGD: in lists where the engine is Python.

    `loss(layers)` gives the loss of one sample, a function of an entry of each column.
    """
    nodes = [[[Value(w) for w in row] for row in rows] for rows in layers]
    parameters = [w for rows in nodes for row in rows for w in row]
    examples = [column[0] for column in columns]
    # the last layer stands first in the graph: the order is said, so that gradients come in it
    tape = record(loss(nodes), *examples, parameters=parameters)
    weights: Any = [w.data for w in parameters]
    arrays = engine != "python"
    if arrays:
        import numpy as np

        weights, columns = np.array(weights), [np.array(column, dtype=float) for column in columns]

    def step() -> Any:
        nonlocal weights
        value, slopes = tape.batch(*columns, parameters=weights, engine=engine)
        if not rate:
            return value, slopes
        if arrays:
            value += penalty * (weights @ weights)
            slopes = slopes + 2 * penalty * weights
            weights = weights - rate * slopes
        else:
            value += penalty * sum([w * w for w in weights])
            slopes = [s + 2 * penalty * w for s, w in zip(slopes, weights, strict=True)]
            weights = [w - rate * s for s, w in zip(slopes, weights, strict=True)]
        return value, slopes

    return entrant(step, lambda result: [float(result[0]), *map(float, result[1])])


def mlp(batch: int, engine: str) -> Entrant:
    """W1."""

    def loss(layers: list[Layer]) -> Loss:
        def of_sample(point: Sequence[Any], label: Any) -> Value:
            x = point
            for rows in layers[:-1]:
                x = [node.relu() for node in affine(rows, x)]
            (score,) = affine(layers[-1], x)
            return (1 - label * score).relu()

        return of_sample

    points, classes = moons(batch)
    return stepping(loss, network(), [points, classes], engine, PENALTY, RATE)


def convolutions(batch: int, engine: str) -> Entrant:
    """W4."""

    def loss(layers: list[Layer]) -> Loss:
        def of_sample(signal: Sequence[Any]) -> Value:
            x: Any = [signal]
            for rows in layers:
                windows = [
                    list(chain(*(channel[i : i + 5] for channel in x)))
                    for i in range(len(x[0]) - 4)
                ]
                x = list(zip(*([s.tanh() for s in affine(rows, w)] for w in windows), strict=True))
            return sum(y * y for channel in x for y in channel)

        return of_sample

    rows = [
        [[b, *chain(*kernel)] for b, kernel in zip(bias, layer, strict=True)]
        for layer, bias in kernels()
    ]
    return stepping(loss, rows, [signals(batch)], engine)
