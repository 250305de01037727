"""Graphs to show in the player."""

import random
from itertools import pairwise

from autograd import Value, scope, squared_error, weighted_sum
from nn import MLP, RNN, Conv1d, Linear, Sequential, cross_entropy, mse_loss
from tests.visualize.examples import course_network


def network(*sizes):
    """A multilayer network with a scope for each layer, and its squared error."""
    numbers = random.Random(1)

    def leaf(name):
        return Value(numbers.uniform(-1, 1), name)

    h = [leaf(f"x{i}") for i in range(sizes[0])]
    for place, (n_in, n_out) in enumerate(pairwise(sizes)):
        with scope(f"layer{place}", "Linear"):
            sums = [
                weighted_sum(
                    leaf(f"b{place}.{j}"), [leaf(f"w{place}.{j}.{i}") for i in range(n_in)], h
                )
                for j in range(n_out)
            ]
            h = [each.tanh() for each in sums]
    return squared_error(h[0], 0.5)


def inputs(*numbers):
    """Named leaves x₁, x₂ … of some numbers."""
    return [Value(number, f"x{i}") for i, number in enumerate(numbers, 1)]


def mlp(nin, *nouts):
    """The mean squared error of nn's perceptron with tanh."""
    model = MLP(nin, nouts, activation="tanh", seed=1)
    return mse_loss([model(inputs(*[0.5, -0.25, 0.75][:nin]))], [0.5])


def convolution():
    """Two convolutions in a row and a layer on top."""
    first, second = Conv1d(1, 2, 3, seed=1), Conv1d(2, 1, 2, seed=2)
    h = [[each.tanh() for each in row] for row in first([inputs(0.5, -1, 0.25, 2, 1, -0.75)])]
    return mse_loss(Linear(3, 1, seed=3)(second(h)[0]), [1])


def recurrence(steps):
    """A recurrent network over a sequence."""
    rnn = RNN(1, 2, seed=1)
    outputs, _ = rnn([[each] for each in inputs(*[(-1) ** i * 0.5 for i in range(steps)])])
    return mse_loss(Linear(2, 1, seed=2)(outputs[-1]), [1])


def classifier():
    """Softmax with cross-entropy on three logits."""
    return cross_entropy(Sequential(Linear(2, 3, seed=1))(inputs(0.5, -1)), 2)


def many_uses():
    """One node used twelve times."""
    x = Value(0.7, "x")
    parts = [(x * Value(i / 10, f"a{i}")).tanh() for i in range(1, 13)]
    output = parts[0]
    for part in parts[1:]:
        output = output + part
    return output


EXAMPLES = {
    "three sigmoids": lambda: course_network()[0],
    "MLP 2-4-1": lambda: mlp(2, 4, 1),
    "MLP 2-16-16-1": lambda: mlp(2, 16, 16, 1),
    "Conv1d": convolution,
    "RNN of 8 steps": lambda: recurrence(8),
    "softmax with cross-entropy": classifier,
    "a node used 12 times": many_uses,
}
"""What the player is looked at with."""
