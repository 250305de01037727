"""Steps in time: one box each in a row from left to right, with what they share beside them."""

import re
from itertools import pairwise
from random import Random

import pytest

from autograd import Graph, Value, scope, squared_error, weighted_sum
from nn import GRU, LSTM, RNN
from visualize import draw
from visualize.picture.clusters import view
from visualize.picture.scopes import homes


def rnn(steps=8, layers=1):
    """The error of the last state of an RNN with two hidden units."""
    random = Random(3)
    inputs = [[Value(random.uniform(-1, 1), f"x{t + 1}")] for t in range(steps)]
    states, _ = RNN(1, 2, layers, seed=1)(inputs)
    output = squared_error(states[-1][0] + states[-1][1], 0.5)
    output.label = "L"
    return output


def gated(kind, layers=1):
    """The last state of a GRU or LSTM over three inputs."""
    found = kind(1, 1, layers, seed=1)([[Value(0.1 * t, f"x{t}")] for t in (1, 2, 3)])
    return found[0][-1][0]


def by_hand(steps=3):
    """A loop that says its time, without a module around it."""
    w, u, h = Value(0.5, "w"), Value(-0.5, "u"), 0.0
    for t in range(1, steps + 1):
        with scope(f"t={t}"):
            h = weighted_sum(0.0, [w, u], [h, Value(0.1 * t, f"x{t}")]).tanh()
    return h


@pytest.mark.parametrize("layers", [1, 2])
def test_an_rnn_is_drawn_as_one_box_for_each_time(layers):
    seen = view(Graph(rnn(layers=layers)))

    assert sorted(card.time for card in seen.cards if card.time) == list(range(1, 9))
    assert seen.note == (
        f"Drawn collapsed: one box for each step in time. depth={layers + 1} opens everything."
    )


@pytest.mark.parametrize("kind", [GRU, LSTM])
@pytest.mark.parametrize("layers", [1, 2])
def test_gated_layers_are_boxes_in_time_that_open_into_gates(kind, layers):
    seen = view(Graph(gated(kind, layers)))
    opened = {card.place.path for card in view(Graph(gated(kind)), depth=2).cards}

    assert sorted(card.time for card in seen.cards if card.time) == [1, 2, 3]
    gates = {"GRU": "rzn", "LSTM": "ifgo"}[kind.__name__]
    assert {f"{kind.__name__}.t=2.{gate}" for gate in gates} <= opened


def test_the_boxes_stand_in_a_row_in_the_order_of_time_with_their_inputs():
    stage = draw(rnn()).stage
    steps = {card.time: stage.places.nodes[card.key] for card in stage.view.cards if card.time}
    boxes = [steps[time] for time in range(1, 9)]
    names = stage.view.graph.names
    inputs = {
        names[card.nodes[0]]: stage.places.nodes[card.key].x
        for card in stage.view.cards
        if not card.closed
    }

    assert [box.x for box in boxes] == sorted(box.x for box in boxes)
    assert max(box.y for box in boxes) - min(box.y for box in boxes) < 5
    for t, box in enumerate(boxes, start=1):
        assert 0 < box.x - inputs[f"x{t}"] < 400
    assert stage.places.height < 600


def test_open_steps_go_from_left_to_right_too():
    stage = draw(rnn(steps=4), depth=2).stage
    frames = [stage.view.frames.index(f"RNN.t={t}") for t in range(1, 5)]
    outlines = [stage.places.clusters[f"c{place}"] for place in frames]

    for before, after in pairwise(outlines):
        assert before.x + before.width / 2 < after.x - after.width / 2


def test_parameters_of_all_times_have_one_box_beside_them():
    paths = {node.label: home.path if home else "" for node, home in homes(Graph(rnn())).items()}

    assert paths["wₕ₁₁"] == paths["bₓ₂"] == "RNN.parameters"
    assert paths["x1"] == ""
    graph = Graph(by_hand())
    assert homes(graph)[graph.node("w")].path == "parameters"


def axis(svg):
    """The times that stand on the axis, with their places."""
    inside = "".join(re.findall(r'<g class="axis">.*?</g>', svg, re.DOTALL))
    ticks = re.findall(r'<text class="module" x="([\d.]+)"[^>]*>t = (\d+)<', inside)
    return [(int(time), float(x)) for x, time in ticks]


@pytest.mark.parametrize("depth", [None, 2])
def test_the_axis_has_a_tick_below_each_step(depth):
    picture = draw(rnn(steps=4), depth=depth)

    ticks = axis(picture.svg)

    assert [time for time, _ in ticks] == [1, 2, 3, 4]
    for time, x in ticks:
        box = re.search(rf'id="(\w+)" data-path="RNN.t={time}"', picture.svg)[1]
        place = {**picture.places.nodes, **picture.places.clusters}[box]
        assert x == pytest.approx(place.x, abs=0.1)


def test_a_loop_that_says_its_time_has_an_axis_and_any_other_picture_has_none():
    assert [time for time, _ in axis(draw(by_hand()).svg)] == [1, 2, 3]
    assert axis(draw(rnn(), depth=0).svg) == []


def test_two_modules_over_time_have_no_common_axis():
    both = rnn(steps=2)
    with scope("other"):
        both = both + by_hand(2)

    assert axis(draw(both).svg) == []
