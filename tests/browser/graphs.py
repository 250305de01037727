"""The graphs that the player is looked at with: their outputs, and the pages of them."""

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
    return course_network()[0]


def small_network():
    return network(2, 4, 1)


def large_network():
    return network(2, 16, 16, 1)


def convolution():
    random.seed(3)
    x = leaves("x1", "x2", "x3", "x4", "x5", "x6")
    model = nn.Sequential(nn.Conv1d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(8, 1))
    (out,) = model([x])
    return squared_error(out, 0.5)


def recurrent():
    random.seed(4)
    model = nn.RNN(1, 1)
    outputs, _ = model([[x] for x in leaves(*(f"x{t}" for t in range(8)))])
    return squared_error(outputs[-1][0], 0.5)


def cross_entropy():
    x = leaves("x1", "x2")
    logits = [weighted_sum(0.0, leaves(f"w{i}1", f"w{i}2"), x) for i in range(3)]
    return nn.cross_entropy(logits, 1)


def twelve_uses():
    x, *weights = leaves("x", *(f"w{i}" for i in range(12)))
    total = weights[0] * x
    for weight in weights[1:]:
        total = total + weight * x
    return total


EXAMPLES = {
    make.__name__: make
    for make in (
        sigmoids,
        small_network,
        large_network,
        convolution,
        recurrent,
        cross_entropy,
        twelve_uses,
    )
}
"""By name, functions that make an output."""

GRAPHS = {
    "sigmoids": lambda: page(sigmoids().trace(Rounding(4))),
    "small_network": lambda: page(small_network().trace()),
    "closed_network": lambda: page(large_network().trace(), depth=0),
    "open_network": lambda: page(large_network().trace(), depth=9),
    "convolution": lambda: page(convolution().trace(), depth=9),
    "recurrent": lambda: page(recurrent().trace(), depth=9),
    "cross_entropy": lambda: page(cross_entropy().trace()),
    "twelve_uses": lambda: page(twelve_uses().trace()),
}
"""By name, functions that make a page whose picture must be readable at every step."""
