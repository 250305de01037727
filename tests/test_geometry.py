"""Places read from pictures whose layout can be worked out by hand."""

import pytest

from visualize.picture.geometry import Box, Point, positions, size
from visualize.picture.layout import lay_out

# Two boxes of 72 x 36 pt, 144 pt apart, inside Graphviz's margin of 4 pt.
PAIR = """digraph {
    rankdir=LR; ranksep=2;
    node [shape=box fixedsize=true width=1 height=0.5];
    a [id="n0"]; b [id="n1"];
    a -> b [id="e0"];
}"""


def draw(statements: str):
    return positions(lay_out(f"digraph {{ rankdir=LR; {statements} }}", engine="wasm"))


def test_boxes_are_where_the_distances_put_them():
    picture = positions(lay_out(PAIR, engine="wasm"))

    assert picture.nodes == {"n0": Box(40, 22, 72, 36), "n1": Box(256, 22, 72, 36)}
    assert (picture.width, picture.height) == (296, 44)


def test_edge_runs_from_border_to_border():
    (route,) = positions(lay_out(PAIR, engine="wasm")).edges.values()

    assert len(route.points) % 3 == 1
    assert route.points[0] == pytest.approx((76, 22), abs=1)  # Graphviz leaves room for the pen
    assert route.points[-1] == pytest.approx((220, 22), abs=2)


def test_edge_without_arrow_ends_where_the_line_ends():
    picture = draw(
        "node [shape=box fixedsize=true width=1]; a -> b [id=e arrowhead=none]; b [id=n]"
    )
    border = picture.nodes["n"].x - picture.nodes["n"].width / 2

    assert picture.edges["e"].points[-1].x == pytest.approx(border, abs=1)


def test_two_edges_between_the_same_nodes_stay_two():
    picture = draw("a -> b [id=e0]; a -> b [id=e1]")

    assert picture.edges["e0"].points != picture.edges["e1"].points


@pytest.mark.parametrize(
    "shape", ["shape=box", 'shape=box style="rounded,filled"', "shape=ellipse", "shape=record"]
)
def test_outline_of_every_shape_has_the_size_asked_for(shape):
    box = draw(f"a [id=n {shape} fixedsize=true width=1.5 height=0.5]").nodes["n"]

    assert (box.width, box.height) == pytest.approx((108, 36), abs=0.5)


def test_cluster_surrounds_its_nodes():
    picture = draw("subgraph cluster_0 { id=layer; a [id=n] }")
    box, node = picture.clusters["layer"], picture.nodes["n"]

    assert (box.x, box.y) == (node.x, node.y)
    assert (box.width, box.height) == (node.width + 16, node.height + 16)  # margin of 8 pt


def test_node_without_outline_stands_at_its_text():
    svg = (
        '<svg width="20pt" height="20pt"><g transform="translate(4 16)">'
        '<g id="n" class="node"><text x="6" y="-3">w</text></g></g></svg>'
    )

    assert positions(svg).nodes["n"] == Box(10, 13, 0, 0)


def test_classes_added_to_a_node_do_not_hide_it():
    svg = lay_out(PAIR, engine="wasm").replace('class="node"', 'class="current node"')

    assert positions(svg).nodes["n0"] == Box(40, 22, 72, 36)


def test_edge_points_are_named():
    assert isinstance(draw("a -> b [id=e]").edges["e"].points[0], Point)


@pytest.mark.parametrize(
    ("length", "points"), [("72pt", 72), ("96px", 72), ("96", 72), ("7.5pt", 7.5)]
)
def test_size_reads_css_units(length, points):
    assert size(f'<svg width="{length}" height="{length}">') == (points, points)


@pytest.mark.parametrize("svg", ['<svg width="100%" height="100%">', '<svg viewBox="0 0 9 9">', ""])
def test_size_needs_lengths(svg):
    with pytest.raises(ValueError, match="needs a width and a height in pt or px"):
        size(svg)


def test_foreign_svg_is_refused():
    with pytest.raises(ValueError, match="not drawn by Graphviz"):
        positions('<svg width="1pt" height="1pt"/>')
