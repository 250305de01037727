"""The graphs whose pictures must be readable at every step, as pages."""

import random

import nn
from autograd import Rounding, Value, squared_error, weighted_sum
from tests.browser.networks import network
from tests.visualize.examples import course_network
from visualize.player.page import page


def leaves(*names: str) -> list[Value]:
    """Leaves with some numbers."""
    numbers = random.Random(2)
    return [Value(round(numbers.uniform(-1, 1), 2), name) for name in names]


def sigmoids():
    return page(course_network()[0].trace(Rounding(4)))


def small_network():
    return page(network(2, 4, 1).trace())


def closed_network():
    return page(network(2, 16, 16, 1).trace(), depth=0)


def open_network():
    return page(network(2, 16, 16, 1).trace(), depth=9)


def convolution():
    random.seed(3)
    x = leaves("x1", "x2", "x3", "x4", "x5", "x6")
    model = nn.Sequential(nn.Conv1d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(8, 1))
    (out,) = model([x])
    return page(squared_error(out, 0.5).trace(), depth=9)


def recurrent():
    random.seed(4)
    model = nn.RNN(1, 1)
    outputs, _ = model([[x] for x in leaves(*(f"x{t}" for t in range(8)))])
    return page(squared_error(outputs[-1][0], 0.5).trace(), depth=9)


def cross_entropy():
    x = leaves("x1", "x2")
    logits = [weighted_sum(0.0, leaves(f"w{i}1", f"w{i}2"), x) for i in range(3)]
    return page(nn.cross_entropy(logits, 1).trace())


def twelve_uses():
    x, *weights = leaves("x", *(f"w{i}" for i in range(12)))
    total = weights[0] * x
    for weight in weights[1:]:
        total = total + weight * x
    return page(total.trace())


GRAPHS = {
    make.__name__: make
    for make in (
        sigmoids,
        small_network,
        closed_network,
        open_network,
        convolution,
        recurrent,
        cross_entropy,
        twelve_uses,
    )
}
"""By name, functions that make a page."""
