"""What is recorded: the same numbers and gradients as the graph it was recorded from."""

import math

import pytest

import nn
from autograd import Graph, Value
from autograd.tape import record
from autograd.tape.recording import Course, tape_of


def three_sigmoids():
    x1, x2, x3, x4 = (Value(x, f"x{i}") for i, x in enumerate((0.9, -1.1, -0.3, 0.8), 1))
    w1, w2, w3, w4, w5, w6 = (
        Value(w, f"w{i}") for i, w in enumerate((0.75, -0.63, 0.24, -1.7, 0.8, -0.2), 1)
    )
    s1, s2 = (w1 * x1 + w2 * x2).sigmoid(), (w3 * x3 + w4 * x4).sigmoid()
    return ((w5 * s1 + w6 * s2).sigmoid() - 0.5) ** 2


def test_a_recorded_graph_gives_its_own_gradients():
    L = three_sigmoids()
    L.backward()
    tape = record(L)

    loss, gradients = tape.run()

    assert loss == L.data
    assert gradients == [leaf.grad for leaf in tape.leaves]


def test_it_runs_at_other_numbers():
    x, w = Value(3.0, "x"), Value(2.0, "w")

    loss, (slope,) = record((w * x).exp(), inputs=[x]).run([0.5], [0.25])

    assert loss == math.exp(0.125)
    assert slope == pytest.approx(0.5 * math.exp(0.125), rel=1e-15)


def test_a_function_is_recorded_at_examples():
    model = nn.MLP(2, [3, 1])

    tape = record(lambda x, y: nn.mse_loss([model(x)], [y]), [0.5, -1.0], 0.25)

    assert (len(tape.inputs), len(tape.parameters)) == (3, 13)


def test_names_are_those_of_the_graph_and_of_unused_inputs():
    x, spare = Value(3.0, "x"), Value(1.0, "x")
    L = (x * 2).exp()
    tape = tape_of(Course(L, [x, spare]))

    assert tape.names[:-1] == tuple(Graph(L).names.values())
    assert tape.inputs == ("x", "x (2)")
