"""The room on cards: of the numbers that they show, and in a player of those that they may show."""

import re

import pytest

from autograd import Graph, Value
from tests.browser.networks import network
from tests.visualize.examples import course_network, square
from visualize import draw
from visualize.picture.font import text_width
from visualize.picture.staging import USUAL, room_for, staged
from visualize.picture.themes import FIGURE, PARTIAL
from visualize.player.page import page


def rooms(svg, kind):
    """The room of each line of a kind, with what stands there."""
    lines = re.findall(rf'<text class="{kind}"[^>]* data-room="(\d+)">([^<]*)<', svg)
    return [(float(room), shown) for room, shown in lines]


@pytest.mark.parametrize("kind", ["value", "gradient"])
def test_every_number_of_a_picture_has_the_room_it_is_said_to_have(kind):
    found = rooms(draw(course_network()[0].trace()).svg, kind)

    assert len(found) == 17
    assert [each for each in found if text_width(each[1], FIGURE) > each[0]] == []


def test_a_card_of_a_player_has_room_for_a_usual_number():
    x, w = Value(3.0, "x"), Value(2.0, "w")
    svg = page((x * w + 1).trace())

    assert len(rooms(svg, "value")) == len(rooms(svg, "gradient")) == 4
    assert min(rooms(svg, "value"))[0] >= text_width(USUAL, FIGURE) - 1
    assert min(rooms(svg, "gradient"))[0] >= text_width(f"∂ {USUAL}", FIGURE) - 1


def test_the_gradient_of_a_node_with_several_uses_has_room_while_it_is_incomplete():
    svg = page(square()[0].trace())
    (x, _), (output, _) = rooms(svg, "gradient")

    assert x >= text_width(f"∂ {USUAL} + …", FIGURE) - 1 > output


def test_local_derivatives_have_room_too_but_not_those_that_stay():
    x = Value(3.0, "x")
    trace = (2.5 * x + 1).trace()

    usual, fixed = (room_for([trace], changing=True).partials[edge] for edge in trace.graph.edges)

    assert text_width(usual, PARTIAL) >= text_width(f"×{USUAL}", PARTIAL)
    assert fixed == "×1"


def test_a_picture_whose_numbers_stay_is_as_small_as_they_allow():
    trace = square()[0].trace()

    plain, changing = room_for([trace]), room_for([trace], changing=True)

    x = Graph(trace.graph.output).nodes[0]
    assert plain.numbers[x] == {"3", "∂ 3 + …", "∂ 6"}
    assert changing.numbers[x] > plain.numbers[x]


def test_only_what_is_seen_has_texts():
    trace = network(2, 4, 4, 1).trace()
    stage = staged(trace, depth=0)

    shown, links = stage.marks(trace), stage.view.links

    assert len(stage.room.numbers) <= len(stage.view.cards) < len(trace.graph.nodes)
    assert len(stage.room.partials) <= len(links) < len(trace.graph.edges)
    assert len(shown.values) <= len(stage.view.cards)
    assert len(shown.partials) <= len(links)
