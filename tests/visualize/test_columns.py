from contextlib import nullcontext

import pytest

from autograd import Value, scope
from tests.browser.networks import network
from visualize import draw


def test_inputs_stand_before_the_parameters_of_a_layer():
    stage = draw(network(2, 4, 1).trace()).stage
    names = stage.view.graph.names
    left = {names[card.nodes[0]]: stage.places.nodes[card.key].x for card in stage.view.cards}

    assert left["x0"] == left["x1"] < left["w0.0.0"] == left["b0.3"] < left["v₁"]


def test_many_parameters_of_one_node_stand_in_columns():
    stage = draw(network(16, 1).trace()).stage
    names = stage.view.graph.names
    parameters = [
        stage.places.nodes[card.key]
        for card in stage.view.cards
        if names[card.nodes[0]].startswith(("w", "b"))
    ]

    assert len(parameters) == 17
    assert len({round(box.x) for box in parameters}) == 4


def loop_by_hand(scoped):
    """h = tanh(w·h + u·x) four times; with scopes, each op in the same one every time."""
    w, u, h = Value(0.5, "w"), Value(-0.5, "u"), Value(0.0, "h0")
    for t in range(1, 5):
        with scope("cell") if scoped else nullcontext():
            sums = w * h + u * Value(0.1 * t, f"x{t}")
            with scope("Tanh") if scoped else nullcontext():
                h = sums.tanh()
        h.label = f"h{t}"
    return h


@pytest.mark.parametrize("scoped", [False, True])
def test_a_loop_goes_from_left_to_right_with_its_inputs(scoped):
    stage = draw(loop_by_hand(scoped)).stage
    names = stage.view.graph.names
    left = {names[card.nodes[0]]: stage.places.nodes[card.key].x for card in stage.view.cards}

    for t in range(1, 4):
        assert left[f"h{t}"] < left[f"h{t + 1}"]
        assert left[f"x{t}"] < left[f"x{t + 1}"]
