"""Leaves and layers stand in the order in which people count them."""

import pytest

from autograd import Value
from nn import MLP, RNN, Linear, Module
from tests.visualize.examples import course_network
from visualize import draw
from visualize.picture.geometry import Box, Positions
from visualize.picture.ordering import upright


class Reader(Module):
    """An RNN whose last state goes through a linear layer, which Graphviz draws the wrong way."""

    def __init__(self):
        self.rnn, self.out = RNN(1, 2, seed=1), Linear(2, 1, seed=2)

    def forward(self, x):
        states, _ = self.rnn(x)
        return self.out(states[-1])[0]


OUTPUTS = {
    "reader": Reader()([[0.1], [0.2], [0.3], [0.5]]),
    "mlp": MLP(2, [4, 1], seed=1)([0.5, 0.2]),
    "course": course_network()[0],
    "many": Linear(12, 1, seed=1)([Value(float(i), f"x{i}") for i in range(12)])[0],
}


@pytest.mark.parametrize("output", OUTPUTS.values(), ids=OUTPUTS)
def test_the_weights_of_one_sum_stand_in_their_order(output):
    stage = draw(output).stage
    seen, boxes = stage.view, stage.places.nodes
    for node in seen.graph.nodes:
        cards = [seen.card_of[leaf] for leaf in node.operands if leaf.label.startswith("w")]
        heights = [boxes[card.key].y for card in cards if not card.closed]

        assert heights == sorted(heights)


@pytest.mark.parametrize("output", OUTPUTS.values(), ids=OUTPUTS)
def test_every_line_still_leaves_its_card(output):
    stage = draw(output).stage
    for link in stage.view.links:
        box, start = stage.places.nodes[link.source], stage.places.edges[link.key].points[0]

        assert abs(start.x - box.x) <= box.width / 2 + 6
        assert abs(start.y - box.y) <= box.height / 2 + 6


def test_a_picture_that_counts_upwards_is_turned():
    seen = draw(Value(1.0, "a") + Value(2.0, "b")).stage.view
    down = {"n0": Box(0, 10, 9, 9), "n1": Box(0, 30, 9, 9), "n2": Box(50, 20, 9, 9)}
    up = {key: box._replace(y=40 - box.y) for key, box in down.items()}

    assert upright(seen, Positions(60, 40, up, {}, {})).nodes == down
    assert upright(seen, Positions(60, 40, down, {}, {})).nodes == down
