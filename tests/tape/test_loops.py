"""The program in loops: as short as the layers are few, and with the same numbers when run."""

import math

import pytest

import nn
from autograd import Value
from autograd.tape import record
from tests.autograd.programs import random_program, sent_back
from tests.tape.test_source import printed


def ran(text, inputs, parameters):
    """What the function of a script gives."""
    space = {"__name__": "read"}
    exec(text, space)
    return space["program"](inputs, parameters)


def agrees(output):
    """Whether the program in loops gives what `backward` gave; its text."""
    tape = record(output)
    text = tape.source(loops=True)
    loss, gradients = ran(text, [], [leaf.data for leaf in tape.leaves])

    assert loss == output.data
    assert gradients == pytest.approx([leaf.grad for leaf in tape.leaves], rel=1e-12, abs=1e-12)
    return text


def batch_loss(samples, expanded=False):
    """The loss of a network on a batch, every sample as nodes."""
    model = nn.MLP(2, [6, 5, 1], seed=1, expanded=expanded)
    points, labels = nn.two_moons(samples)
    L = nn.hinge_loss(model(points), [2 * label - 1 for label in labels])
    L.backward()
    return L


@pytest.mark.parametrize("expanded", [False, True], ids=["weighted sums", "products and sums"])
def test_a_network_is_as_long_for_many_samples_as_for_few(expanded):
    few, many = (agrees(batch_loss(count, expanded)) for count in (10, 40))
    code = [
        [
            line
            for line in text.splitlines()
            if " for " in f" {line}" or " = " in line or "+=" in line
        ]
        for text in (few, many)
    ]

    assert len(code[0]) == len(code[1]) < 150
    assert "for sample in range(40):" in many
    assert "for neuron in range(6):" in many


def test_random_programs_agree():
    for seed in range(60):
        agrees(sent_back(random_program(seed))[-1])


@pytest.mark.parametrize(
    "layer",
    [
        lambda: nn.Conv1d(1, 3, 5, seed=1)([[math.sin(i) for i in range(20)]]),
        lambda: nn.RNN(3, 4, seed=1)([[0.1, 0.2, 0.3]] * 4)[0],
        lambda: nn.MLP(3, [5, 20], "tanh", seed=1)([[0.1, 0.2, 0.3]] * 4),
    ],
    ids=["convolution", "recurrent", "tanh"],
)
def test_layers_agree(layer):
    L = sum(node.tanh() * node for row in layer() for node in row)
    L.backward()

    agrees(L)


def test_a_deep_chain_agrees():
    x = y = Value(0.5, "x")
    for _ in range(300):
        y = (y * x).sin()
    y.backward()

    agrees(y)


def test_a_batch_of_one_and_an_output_that_is_a_leaf():
    w = Value(2.0, "w")
    w.backward()

    assert agrees(w)


def test_inputs_and_decisions_are_kept():
    tape = record(lambda x, y: (x - y) ** 2 if x > y else x, 3.0, 1.0)
    text = tape.source(loops=True)

    assert ran(text, [5.0, 2.0], []) == (9.0, [])
    with pytest.raises(ValueError, match="goes another way here"):
        ran(text, [1.0, 2.0], [])


def test_it_runs_without_anything_of_ours():
    L = batch_loss(5)
    text = agrees(L)

    assert max(map(len, text.splitlines())) <= 100
    assert next(iter(printed(record(L), loops=True).values())) == L.data
