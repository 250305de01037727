from itertools import combinations

import pytest

from autograd import Value, scope
from tests.browser.networks import network
from visualize import draw
from visualize.picture import staging
from visualize.picture.geometry import Box
from visualize.picture.outlines import overlap


def outline_of(stage):
    """The outline of each open module, by its path."""
    return {path: stage.places.clusters[f"c{i}"] for i, path in enumerate(stage.view.frames)}


def holds(outer, inner):
    """Whether a box is inside another."""
    across = abs(outer.x - inner.x) * 2 + inner.width <= outer.width
    return across and abs(outer.y - inner.y) * 2 + inner.height <= outer.height


def nested():
    """Two modules inside another."""
    x = Value(0.5, "x")
    with scope("net"):
        with scope("0"):
            hidden = x * Value(2.0, "w") + Value(1.0, "b")
        with scope("1"):
            output = hidden.tanh() * Value(3.0, "v")
    return output


@pytest.mark.parametrize("output", [network(2, 4, 1), nested()], ids=["MLP", "nested"])
def test_an_outline_holds_its_own_cards_and_no_other(output):
    stage = draw(output.trace()).stage

    assert stage.view.frames
    for path, box in outline_of(stage).items():
        for card in stage.view.cards:
            place = stage.places.nodes[card.key]
            assert holds(box, place) if path in card.place.frames else not overlap(box, place)


def test_an_outline_holds_those_inside_and_meets_no_other():
    outlines = outline_of(draw(nested().trace()).stage)

    for inner in (outlines["net.0"], outlines["net.1"]):
        assert holds(outlines["net"], inner._replace(height=inner.height + 16))
    assert not overlap(outlines["net.0"], outlines["net.1"])


def test_everything_stays_inside_the_picture():
    places = draw(network(2, 4, 1).trace()).stage.places
    page = Box(places.width / 2, places.height / 2, places.width, places.height)

    boxes = [*places.nodes.values(), *places.clusters.values()]

    assert [box for box in boxes if not holds(page, box)] == []


def test_modules_side_by_side_are_held_together_by_clusters(monkeypatch):
    x = Value(0.5, "x")
    branches = []
    for name in "abcd":
        with scope(name):
            w = [Value(0.1 * i, f"{name}{i}") for i in range(4)]
            branches.append(((x * w[0]).tanh() * w[1] + w[2]).tanh() * w[3])
    output = branches[0] * branches[2] + branches[1] * branches[3]
    asked = []
    real = staging.dot_text

    def watched(*args, **options):
        asked.append(args[6])  # clustered
        return real(*args, **options)

    monkeypatch.setattr(staging, "dot_text", watched)

    outlines = outline_of(draw(output).stage)

    assert asked == [False, True]
    assert not [pair for pair in combinations(outlines.values(), 2) if overlap(*pair)]
