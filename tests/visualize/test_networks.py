"""Networks drawn as in textbooks: layers in columns, weights on the arrows."""

import re
from itertools import combinations

import pytest

from autograd import Value, weighted_sum
from nn import MLP, RNN, Linear
from tests.visualize.examples import course_network
from tests.visualize.test_drawing import texts
from visualize import draw
from visualize.picture import layering
from visualize.picture.edge_texts import along
from visualize.picture.font import text_width
from visualize.picture.outlines import overlap
from visualize.picture.themes import PARTIAL
from visualize.picture.tikz import tikz


def loss(sizes):
    """(ŷ − 1)² of an MLP on two plain numbers."""
    output = (MLP(2, sizes, seed=1)([0.5, 0.2]) - 1) ** 2
    output.label = "L"
    return output


def test_weights_stand_on_the_arrows_with_their_gradients():
    # ∂L/∂w₃ is the 0.0006 that the course's question is about
    svg = draw(course_network()[0].trace(), weights="arrows").svg

    weights = texts(svg, "weight")
    after_w3 = svg[svg.index(">w₃ = 0.24<") :]

    assert weights[:3] == ["w₁ = 0.75", "w₂ = −0.63", "w₃ = 0.24"]
    assert re.search(r'class="gradient"[^>]*>([^<]+)<', after_w3)[1] == "∂ 0.000621578"
    assert "w₁" not in texts(svg, "name")


def test_biases_stand_in_their_neurons():
    layer = Linear(1, 1, weight=[[3.0]], bias=[7.0])

    svg = draw(layer([2.0])[0], weights="arrows").svg

    assert texts(svg, "formula") == ["b₁ = 7"]


def test_a_leaf_that_is_also_used_otherwise_stays_a_card():
    output, w = course_network()
    output = output + w["w₁"] ** 2

    seen = draw(output, weights="arrows").stage.view

    assert seen.card_of[w["w₁"]].nodes == (w["w₁"],)
    assert {link.weight.label for link in seen.links if link.weight is not None} == {
        *("w₂", "w₃", "w₄", "w₅", "w₆")
    }


def test_an_opened_network_of_many_weights_fits_a_screen_in_columns():
    stage = draw(loss([16, 16, 1]).trace(), depth=2).stage
    boxes = stage.places.nodes
    output = stage.view.graph.output
    columns = {}
    for card in stage.view.cards:
        columns.setdefault(round(boxes[card.key].x), []).append(boxes[card.key].y)

    # 1 pt is 4/3 px
    assert stage.places.width * 4 / 3 < 1920
    assert stage.places.height * 4 / 3 < 1200
    # x, Σ and relu twice, Σ, ŷ − 1, L
    assert [len(heights) for _, heights in sorted(columns.items())] == [2, 16, 16, 16, 16, 1, 1, 1]
    assert all(heights == sorted(heights) for heights in columns.values())
    assert not [pair for pair in combinations(boxes.values(), 2) if overlap(*pair)]
    assert stage.view.card_of[output].nodes == (output,)


def test_of_many_weights_none_is_written_and_each_line_tells_its_own():
    svg = draw(loss([16, 16, 1]), depth=2).svg

    assert texts(svg, "weight") == []
    assert svg.count("w₁₁⁽¹⁾ = ") == 1


def test_weights_are_cards_where_these_can_be_read():
    assert texts(draw(loss([2, 1]), depth=2).svg, "weight") == []
    assert "w₁₁⁽¹⁾" in texts(draw(loss([2, 1])).svg, "name")
    assert "w₁₁⁽¹⁾" in texts(draw(loss([16, 16, 1]), depth=2, weights="nodes").svg, "name")


def test_the_weights_of_steps_in_time_stand_on_every_arrow_they_weigh():
    states, _ = RNN(1, 1, seed=1)([[0.5], [0.5], [0.25]])

    svg = draw(states[-1][0], depth=2, weights="arrows").svg

    weights = [weight.partition(" = ")[0] for weight in texts(svg, "weight")]
    assert sorted(weights) == ["wₓ₁₁"] * 3 + ["wₕ₁₁"] * 2


def test_highlighting_a_weight_stresses_the_arrow_it_stands_on():
    output, _ = course_network()

    svg = draw(output, weights="arrows", highlight="w₃").svg

    stressed = re.findall(r'class="edge path"[^>]*><title>([^<]+)<', svg)
    assert stressed[0].startswith("x₃ → Σ₂: w₃ = 0.24") or "x₃ → Σ₂: w₃ = 0.24" in stressed


def skipping():
    """A network in which an input also goes past the hidden layer."""
    x = Value(2.0, "x")
    hidden = Linear(1, 3, seed=1)([x])
    return Linear(4, 1, seed=2)([*hidden, x])[0]


def test_a_line_past_a_layer_leads_around_its_cards():
    places = draw(skipping(), weights="arrows").stage.places

    for link in draw(skipping(), weights="arrows").stage.view.links:
        others = [box for key, box in places.nodes.items() if key not in (link.source, link.target)]
        assert not layering.is_crossed(places.edges[link.key], others)
    assert all(box.y - box.height / 2 >= 0 for box in places.nodes.values())
    assert all(0 <= y <= places.height for route in places.edges.values() for _, y in along(route))


def test_where_every_line_would_cross_a_card_graphviz_finds_the_way(monkeypatch):
    monkeypatch.setattr(layering, "is_crossed", lambda *_: True)

    stage = draw(skipping(), weights="arrows").stage

    assert layering.in_columns(stage.view, stage.captions, stage.widths) is None
    assert set(stage.places.nodes) == {card.key for card in stage.view.cards}


def test_tikz_sets_weights_on_arrows_too():
    source = tikz(course_network()[0].trace(), weights="arrows")

    assert r"\(w_{3} =\) \(0.24\)\, \textcolor{chalk-gradient}{\(\partial\,0.000621578\)}" in source


def test_another_way_to_draw_weights_is_refused():
    with pytest.raises(ValueError, match="weights are drawn as 'nodes' or 'arrows', not 'boxes'"):
        draw(course_network()[0], weights="boxes")


def test_arrows_have_the_same_room_in_every_run():
    # weights and gradients, x, of the same length, but not of the same width
    w = [Value(number / 9, f"w{number}") for number in (1, 2, 4, 5)]
    x = [Value(number, f"x{number}") for number in (-0.125, -0.375, -0.625, -0.875)]
    stage = draw(weighted_sum(0, w, x).trace(), weights="arrows").stage

    widest = text_width("w1 = 0.111111 0.111111", PARTIAL)

    assert list(stage.widths.values()) == [pytest.approx(widest + 6, abs=0.1)] * 4
