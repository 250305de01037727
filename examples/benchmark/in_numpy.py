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
    sums = [np.empty((batch, len(rows))) for rows in start]
    upstream = [np.empty_like(s) for s in sums]
    towards = -classes / batch  # what a margin inside sends to its score

    def step() -> float:
        for x, rows, s, h in zip(inputs, matrices, sums, hidden, strict=False):
            np.matmul(x, rows.T, out=s)
            np.maximum(s, 0.0, out=h)
        np.matmul(inputs[-1], matrices[-1].T, out=sums[-1])
        margins = 1.0 - classes * sums[-1][:, 0]
        inside = margins > 0.0
        loss = (margins @ inside) / batch + PENALTY * (flat @ flat)
        np.multiply(towards, inside, out=upstream[-1][:, 0])
        for i in range(len(matrices) - 1, 0, -1):
            np.matmul(upstream[i].T, inputs[i], out=gradients[i])
            np.matmul(upstream[i], matrices[i][:, 1:], out=upstream[i - 1])
            np.multiply(upstream[i - 1], sums[i - 1] > 0.0, out=upstream[i - 1])
        np.matmul(upstream[0].T, inputs[0], out=gradients[0])
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
    places = [(signal.shape[2] - 4) * batch, (signal.shape[2] - 8) * batch]
    windows, windows_2 = (np.ones((m.shape[1], p)) for m, p in zip(rows, places, strict=True))
    h, y = (np.empty((len(m), p)) for m, p in zip(rows, places, strict=True))
    slopes, slopes_2 = np.empty_like(h), np.empty_like(y)
    sent = np.empty((second.shape[1] - 1, places[1]))
    signals_of_h = h.reshape(len(h), batch, -1)

    def step() -> float:
        unroll(signal, windows)
        np.tanh(np.matmul(first, windows, out=h), out=h)
        unroll(signals_of_h, windows_2)
        np.tanh(np.matmul(second, windows_2, out=y), out=y)
        loss = np.vdot(y, y) / batch
        np.multiply(y, y, out=slopes_2)
        np.subtract(1.0, slopes_2, out=slopes_2)
        np.multiply(slopes_2, y, out=slopes_2)
        np.multiply(slopes_2, 2.0 / batch, out=slopes_2)
        np.matmul(slopes_2, windows_2.T, out=second_gradient)
        np.matmul(second[:, 1:].T, slopes_2, out=sent)
        roll(sent, slopes.reshape(signals_of_h.shape))
        np.multiply(h, h, out=h)
        np.subtract(1.0, h, out=h)
        np.multiply(slopes, h, out=slopes)
        np.matmul(slopes, windows.T, out=first_gradient)
        return float(loss)

    return entrant(step, lambda loss: [loss, *flat_gradient.tolist()])


def unroll(x: Any, columns: Any) -> None:
    """Channels × signals × length into (1 + 5·channels) × (signals·places), below a row of ones."""
    windows = sliding_window_view(x, 5, axis=2)
    columns[1:].reshape(len(x), 5, *windows.shape[1:3])[:] = windows.transpose(0, 3, 1, 2)


def roll(columns: Any, x: Any) -> None:
    """The way back: what each window sends, summed where windows overlap."""
    sent = columns.reshape(len(x), 5, x.shape[1], -1)
    places = sent.shape[3]
    x[:] = 0.0
    for tap in range(5):
        x[:, :, tap : tap + places] += sent[:, tap]
