import math
from itertools import combinations

import pytest

from autograd import Value
from tests.browser.networks import network
from tests.visualize.examples import course_network
from visualize import draw
from visualize.picture import edge_texts
from visualize.picture.edge_texts import TALL, along
from visualize.picture.geometry import Box, Point, Route
from visualize.picture.outlines import overlap


def text_boxes(stage):
    """The boxes of the texts on links, by key."""
    return {key: Box(*place, stage.widths[key], TALL) for key, place in stage.texts.items()}


@pytest.mark.parametrize("output", [course_network()[0], network(2, 4, 1)], ids=["001.Q2", "MLP"])
def test_no_text_on_a_line_covers_another_or_a_card(output):
    stage = draw(output.trace()).stage

    texts = text_boxes(stage)

    cards = stage.places.nodes.values()
    assert len(texts) == len(stage.view.links)
    assert not [pair for pair in combinations(texts.values(), 2) if overlap(*pair)]
    assert not [(text, card) for text in texts.values() for card in cards if overlap(text, card)]


def test_a_text_touches_its_own_line():
    stage = draw(network(2, 4, 1).trace()).stage

    for key, box in text_boxes(stage).items():
        points = along(stage.places.edges[key], 1)
        across = min(abs(point.x - box.x) - box.width / 2 for point in points)
        nearest = min(math.dist(point, (box.x, box.y)) for point in points)
        assert across < 4
        assert nearest <= math.hypot(box.width, box.height) / 2 + 4


def line(x, y, dx, dy):
    """A straight route."""
    return Route(tuple(Point(x + dx * i / 3, y + dy * i / 3) for i in range(4)))


def test_a_text_stands_above_the_middle_of_a_line_with_room():
    found = edge_texts.places({"e": line(0, 50, 200, 0)}, {"e": 40}, [])

    assert found["e"].x == pytest.approx(100, abs=10)
    assert found["e"].y == pytest.approx(50 - TALL / 2 - 1)


def test_a_text_avoids_a_card_on_its_way():
    card = Box(100, 40, 60, 40)

    place = edge_texts.places({"e": line(0, 50, 200, 0)}, {"e": 40}, [card])["e"]

    assert not overlap(card, Box(*place, 40, TALL))


def test_a_text_stands_beside_a_steep_line():
    place = edge_texts.places({"e": line(100, 0, 0, 200)}, {"e": 40}, [])["e"]

    assert abs(place.x - 100) == pytest.approx(40 / 2 + 1)


def test_with_very_many_lines_each_text_stands_on_its_own(monkeypatch):
    monkeypatch.setattr(edge_texts, "TRIALS", 2)

    assert edge_texts.places({"e": line(0, 50, 200, 0)}, {"e": 40}, [])["e"].y == 50


def test_a_wide_sum_keeps_its_texts_apart():
    inputs = [Value(i + 0.5, f"x{i}") for i in range(6)]
    output = sum(x * 2.5 for x in inputs)

    texts = text_boxes(draw(output).stage)

    assert not [pair for pair in combinations(texts.values(), 2) if overlap(*pair)]
