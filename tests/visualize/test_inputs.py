"""Inputs that were given as plain numbers are drawn as cards of their own."""

import re

import pytest

from autograd import Value, weighted_sum
from nn import MLP, RNN, Conv1d, Linear
from tests.visualize.test_drawing import texts
from visualize import draw
from visualize.picture.tikz import tikz


def drawn_inputs(picture):
    """Name and value of each card of an input, in the order of the text."""
    cards = re.findall(r'<g class="node leaf[^"]*" id="i\d+">.*', picture.svg)
    return [tuple(re.findall(r'class="(?:name|value)"[^>]*>([^<]+)<', card)) for card in cards]


def test_the_neurons_of_a_layer_share_the_cards_of_their_inputs():
    picture = draw(MLP(2, [3, 1], seed=1)([0.5, -2.0]))

    lines = re.findall(r'class="edge" id="(i\d)-n\d+"', picture.svg)

    assert drawn_inputs(picture) == [("x₁", "0.5"), ("x₂", "−2")]
    assert sorted(lines) == ["i0"] * 3 + ["i1"] * 3


def test_inputs_lead_to_closed_modules_too():
    picture = draw(MLP(2, [3, 1], seed=1)([0.5, -2.0]), depth=0)

    assert texts(picture.svg, "count") == ["3 edges", "3 edges"]


def test_inputs_that_are_nodes_or_stand_beside_some_are_drawn_once():
    x = Value(3.0, "x₁")

    picture = draw(Linear(2, 1, seed=1)([x, 4.0])[0])

    assert drawn_inputs(picture) == [("x₁", "4")]
    assert texts(picture.svg, "name").count("x₁") == 2


def test_several_samples_are_numbered_above():
    layer = Linear(2, 1, seed=1)

    picture = draw(layer([0.0, 1.0])[0] + layer([1.0, 0.0])[0])

    assert [name for name, _ in drawn_inputs(picture)] == ["x₁⁽¹⁾", "x₂⁽¹⁾", "x₁⁽²⁾", "x₂⁽²⁾"]


def test_the_inputs_of_steps_in_time_have_its_number_and_the_first_state_is_none():
    states, _ = RNN(1, 2, seed=1)([[0.5], [0.5], [0.25]])

    inputs = drawn_inputs(draw(states[-1][0]))

    assert inputs == [("x₁", "0.5"), ("x₂", "0.5"), ("x₃", "0.25")]


@pytest.mark.parametrize(
    "output",
    [
        Conv1d(1, 1, 2, seed=1)([[1.0, 2.0, 3.0]])[0][0],
        Linear(40, 1, seed=1)([0.5] * 40)[0],
        weighted_sum(1.0, [Value(2.0)], [Value(3.0)]),
    ],
    ids=["windows", "many", "none"],
)
def test_windows_many_numbers_and_constants_elsewhere_stay_constants(output):
    assert drawn_inputs(draw(output)) == []


def test_inputs_are_there_from_the_first_step_and_in_tikz():
    y = MLP(1, [1], seed=1)([0.125])

    assert drawn_inputs(draw(y, step=0)) == [("x₁", "0.125")]
    assert r"\(x_{1}\)" in tikz(y)


def test_the_weight_of_a_sum_without_a_bias_is_drawn_in_its_module_and_its_input_is_not():
    w, x = Value(2.0, "w"), Value(3.0, "x")
    y = Linear(1, 1, weight=[[w]], bias=False)([x])[0]

    view = draw(y, depth=0).stage.view

    assert view.card_of[w].closed
    assert not view.card_of[x].closed
