"""W1 and W4 by hand in NumPy: backpropagation of a whole batch, as one writes it for speed.

All weights lie in one array and all gradients in another, so that penalty and step of SGD are one
operation each; a matrix (b, w₁, …, wₙ) meets inputs with a column of ones, so that the bias is a
weight like the others; what a pass needs is written into arrays that exist already.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from examples.benchmark.timing import Entrant, entrant
from examples.benchmark.workloads import PENALTY, RATE, kernels, moons, network, signals


def views(flat: Any, shapes: Sequence[tuple[int, ...]]) -> list[Any]:
    """Arrays of these shapes that share the memory of one flat array, one behind the other."""
    ends = accumulate((int(np.prod(shape)) for shape in shapes), initial=0)
    return [
        flat[start:end].reshape(shape)
        for (start, end), shape in zip(pairwise(ends), shapes, strict=True)
    ]


def mlp(batch: int) -> Entrant:
    """W1."""
    start = [np.array(rows) for rows in network()]
    flat = np.concatenate([rows.ravel() for rows in start])
    flat_gradient = np.empty_like(flat)
    matrices = views(flat, [rows.shape for rows in start])
    gradients = views(flat_gradient, [rows.shape for rows in start])
    points, classes = (np.array(each, dtype=float) for each in moons(batch))
    inputs = [np.ones((batch, rows.shape[1])) for rows in start]
    inputs[0][:, 1:] = points
    hidden = [x[:, 1:] for x in inputs[1:]]
    towards = (-classes / batch)[:, None]  # what a margin inside sends to its score

    def step() -> float:
        for x, rows, h in zip(inputs, matrices, hidden, strict=False):
            np.maximum(x @ rows.T, 0.0, out=h)
        scores = inputs[-1] @ matrices[-1].T
        margins = 1.0 - classes * scores[:, 0]
        losses = np.maximum(margins, 0.0)
        loss = losses.sum() / batch + PENALTY * (flat @ flat)
        upstream = towards * (margins > 0.0)[:, None]
        for i in range(len(matrices) - 1, 0, -1):
            np.matmul(upstream.T, inputs[i], out=gradients[i])
            upstream = upstream @ matrices[i][:, 1:]
            upstream *= hidden[i - 1] > 0.0
        np.matmul(upstream.T, inputs[0], out=gradients[0])
        flat_gradient[:] += 2.0 * PENALTY * flat
        flat[:] -= RATE * flat_gradient
        return float(loss)

    return entrant(step, lambda loss: [loss, *flat_gradient.tolist()])


def convolutions(batch: int) -> Entrant:
    """W4. Channels lie outside, so that each layer is one matrix product for all signals."""
    rows = [np.column_stack([bias, np.reshape(k, (len(k), -1))]) for k, bias in kernels()]
    flat = np.concatenate([matrix.ravel() for matrix in rows])
    flat_gradient = np.empty_like(flat)
    first, second = views(flat, [matrix.shape for matrix in rows])
    first_gradient, second_gradient = views(flat_gradient, [matrix.shape for matrix in rows])
    signal = np.array(signals(batch))[None]

    def step() -> float:
        windows = unrolled(signal)
        h = np.tanh(first @ windows)
        windows_2 = unrolled(h.reshape(8, batch, -1))
        y = np.tanh(second @ windows_2)
        loss = np.vdot(y, y) / batch
        upstream = (2.0 / batch) * y * (1.0 - y * y)
        np.matmul(upstream, windows_2.T, out=second_gradient)
        upstream = rolled(second[:, 1:].T @ upstream, batch) * (1.0 - h * h)
        np.matmul(upstream, windows.T, out=first_gradient)
        return float(loss)

    return entrant(step, lambda loss: [loss, *flat_gradient.tolist()])


def unrolled(x: Any) -> Any:
    """Channels × signals × length -> (1 + 5·channels) × (signals·places), ones in the first row."""
    windows = sliding_window_view(x, 5, axis=2)
    columns = np.empty((1 + 5 * len(x), windows.shape[1] * windows.shape[2]))
    columns[0] = 1.0
    columns[1:].reshape(len(x), 5, *windows.shape[1:3])[:] = windows.transpose(0, 3, 1, 2)
    return columns


def rolled(columns: Any, batch: int) -> Any:
    """The way back: what each window sends, summed where windows overlap."""
    sent = columns.reshape(len(columns) // 5, 5, batch, -1)
    places = sent.shape[3]
    total = np.zeros((len(sent), batch, places + 4))
    for tap in range(5):
        total[:, :, tap : tap + places] += sent[:, tap]
    return total.reshape(len(sent), -1)
