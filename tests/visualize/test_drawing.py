import base64
import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

from autograd import Graph, Rounding, StaleGraphError, Value, maximum
from tests.visualize.examples import HOSTILE, course_network, square
from visualize import draw
from visualize.picture.marks import minus, partial_text
from visualize.picture.tikz import tikz


def texts(svg: str, kind: str) -> list[str]:
    """The texts of one class in an SVG, blanks left out."""
    root = ElementTree.fromstring(svg)
    found = [t.text for t in root.iterfind(".//{*}text") if t.get("class") == kind]
    return [shown for shown in found if shown]


def test_square_shows_value_gradient_and_two_local_derivatives():
    output, _ = square()

    svg = draw(output.trace()).svg

    assert texts(svg, "value") == ["3", "9"]
    assert texts(svg, "gradient") == ["∂ 6", "∂ 1"]
    assert texts(svg, "partial") == ["×3", "×3"]


def test_gradients_are_blank_before_backward_and_there_after_it():
    output, _ = square()

    before = draw(output).svg
    output.backward()
    after = draw(output).svg

    assert texts(before, "gradient") == []
    assert texts(after, "gradient") == ["∂ 6", "∂ 1"]


def test_gradients_follow_the_seed_of_backward():
    output, _ = square()
    output.backward(seed=2.0)

    assert texts(draw(output).svg, "gradient") == ["∂ 12", "∂ 2"]


# x*x: given x, forward L, seed, edge, edge, accumulate, done
@pytest.mark.parametrize(
    ("step", "values", "gradients"),
    [
        (0, ["3"], []),
        (1, ["3", "9"], []),
        (2, ["3", "9"], ["∂ 1"]),
        (3, ["3", "9"], ["∂ 3 + …", "∂ 1"]),
        (4, ["3", "9"], ["∂ 3 + …", "∂ 1"]),
        (5, ["3", "9"], ["∂ 6", "∂ 1"]),
    ],
)
def test_a_step_shows_what_is_computed_so_far(step, values, gradients):
    output, _ = square()

    svg = draw(output, step=step).svg

    assert texts(svg, "value") == values
    assert texts(svg, "gradient") == gradients


def test_a_step_out_of_range_is_refused():
    output, _ = square()
    with pytest.raises(IndexError, match="step 7 is not in this pass; its steps are 0 to 6"):
        draw(output, step=7)


def test_numbers_by_hand_have_four_decimals():
    output, _ = course_network()

    svg = draw(output, rounding=Rounding(4)).svg

    assert "∂ 0.0006" in texts(svg, "gradient")
    assert "0.5991" in texts(svg, "value")
    assert "×(−0.3)" in texts(svg, "partial")


def test_numbers_have_as_many_digits_as_asked_for_in_cards_lines_and_sentence():
    output, _ = course_network()

    svg = draw(output, digits=2, step=20).svg

    assert "0.8" in texts(svg, "value")
    assert "×0.16" in texts(svg, "partial")
    assert not re.search(r"[1-9]\.?\d\d", "".join(re.findall(r">([^<]*)</text>", svg)))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"digits": 0}, "digits is how many of a number are written, 1 to 17, got 0"),
        ({"digits": 2.5}, "1 to 17, got 2.5"),
        ({"digits": "3"}, "1 to 17, got '3'"),
        ({"digits": True}, "1 to 17, got True"),
        ({"digits": 3, "rounding": Rounding(4)}, "a pass by hand writes the places"),
    ],
)
def test_digits_that_make_no_sense_are_refused(options, message):
    with pytest.raises(ValueError, match=message):
        draw(square()[0], **options)


def test_arrows_can_lead_down():
    output, _ = course_network()

    stage = draw(output, direction="down").stage
    boxes = stage.places.nodes

    assert all(boxes[link.source].y < boxes[link.target].y for link in stage.view.links)
    assert stage.places.height > draw(output).places.height


def test_a_larger_font_makes_the_whole_picture_larger():
    usual, larger = (draw(square()[0], font_size=size) for size in (14, 28))

    sizes = [float(re.search(r'width="([\d.]+)pt"', each.svg)[1]) for each in (usual, larger)]

    assert sizes[1] == pytest.approx(2 * sizes[0], abs=0.1)
    assert re.search(r'viewBox="[^"]*"', usual.svg)[0] in larger.svg
    assert ", scale=2, transform shape]" in tikz(larger)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"direction": "left"}, "unknown direction 'left'; choose right or down"),
        ({"font_size": 0}, "font_size is 4 to 144 points, got 0"),
        ({"font_size": "large"}, "font_size is 4 to 144 points, got 'large'"),
    ],
)
def test_a_direction_or_a_font_size_that_makes_no_sense_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        draw(square()[0], **options)


def test_constants_stand_in_the_formula_of_their_op():
    x = Value(3.0, "x")

    svg = draw((2 - x) ** 3).svg

    assert texts(svg, "name") == ["x", "2 −", "(·)³"]
    assert len(texts(svg, "value")) == 3


def test_no_constant_is_drawn_with_a_sign_like_a_missing_glyph():
    x = Value(3.0, "x")

    svg = draw(maximum((x - 1) * 0.5 / (2**x), 0)).svg

    assert texts(svg, "name")[1:] == ["− 1", "× 0.5", "2^(·)", "÷", "max(·, 0)"]


def test_indices_are_set_low_and_high_wherever_a_name_is_drawn():
    w, x = Value(2.0, "w_{12}^{(2)}"), Value(3.0, "x_1")
    y = w * x
    y.label = "y_fit"

    svg = draw(y, step=1).svg

    assert texts(svg, "name") == ["w₁₂⁽²⁾", "x₁", "y_fit"]
    assert texts(svg, "formula") == ["w₁₂⁽²⁾·x₁"]
    assert "w₁₂⁽²⁾·x₁" in texts(svg, "caption")[0]
    assert r"\(w_{12}^{(2)}\)" in tikz(y)


def test_names_boxes_and_circles_tell_nodes_apart():
    x = Value(3.0, "x")
    y = x.exp() + 1
    y.label = "y"

    root = ElementTree.fromstring(draw(y).svg)

    shapes = [g.get("class") for g in root.iterfind(".//{*}g") if "node" in g.get("class", "")]
    assert shapes == ["node leaf", "node circle", "node box output"]


def test_two_drawings_are_the_same_text():
    first, second = draw(course_network()[0]), draw(course_network()[0])

    assert first.dot == second.dot
    assert first.svg == second.svg


def test_all_steps_have_the_same_layout():
    output, _ = course_network()
    trace = output.trace()

    places = [draw(trace, step=step).places for step in (0, 13, len(trace) - 1)]

    assert places[0] == places[1] == places[2]


def test_no_two_nodes_overlap():
    output, _ = course_network()

    boxes = draw(output.trace()).places.nodes.values()

    assert len(boxes) == 17
    assert not [
        (a, b)
        for a, b in combinations(boxes, 2)
        if abs(a.x - b.x) < (a.width + b.width) / 2 and abs(a.y - b.y) < (a.height + b.height) / 2
    ]


def test_highlighting_a_node_stresses_all_its_paths_and_nothing_else():
    output, w = course_network()

    root = ElementTree.fromstring(draw(output.trace(), highlight=w["w₃"]).svg)

    stressed = [
        g.find("{*}title").text
        for g in root.iterfind(".//{*}g")
        if g.get("class", "").startswith("edge path")
    ]
    assert sorted(stressed) == sorted(["w₃ → Σ₂", "Σ₂ → σ₂", "σ₂ → Σ₃", "Σ₃ → ŷ", "ŷ → L"])


def test_a_name_highlights_what_its_node_does():
    output, w = course_network()
    trace = output.trace()

    assert draw(trace, highlight="w3").svg == draw(trace, highlight=w["w₃"]).svg


def test_several_nodes_get_letters_and_share_the_edges_of_both():
    output, _ = course_network()

    svg = draw(output.trace(), highlight=["w3", "w1"]).svg

    assert sorted(texts(svg, "letter")) == ["A", "A", "A", "AB", "AB", "B", "B", "B"]


def test_several_paths_get_letters_and_dashes():
    output, _ = square()
    first, second = ([edge] for edge in Graph(output).edges)

    class Path:
        def __init__(self, edges):
            self.edges = edges

    svg = draw(output, highlight=[Path(first), Path(second)]).svg

    assert texts(svg, "letter") == ["A", "B"]
    assert svg.count("stroke-dasharray") == 1  # A is solid, B is dashed


def test_a_single_path_or_edge_list_has_no_letter():
    output, _ = square()

    svg = draw(output, highlight=Graph(output).edges[0]).svg

    assert texts(svg, "letter") == []
    assert svg.count('class="edge path"') == 1


@pytest.mark.parametrize(
    ("highlight", "message"),
    [
        (Value(1.0, "q"), r"L does not depend on Value\(1, 'q'\); it is not in this graph"),
        ("w9", r"no node is named 'w9'; the names are x, L"),
        (["x", "w9"], r"no node is named 'w9'; the names are x, L"),
        (Graph(square()[0]).edges, r"Edge.* is not in this graph"),
    ],
)
def test_highlights_outside_the_graph_are_refused(highlight, message):
    with pytest.raises(ValueError, match=message):
        draw(square()[0], highlight=highlight)


def test_a_highlight_of_another_kind_is_refused():
    with pytest.raises(TypeError, match=r"highlight takes a node or its name, edges.*got int"):
        draw(square()[0], highlight=3)


def test_only_outputs_and_traces_are_drawn():
    with pytest.raises(
        TypeError, match=r"draw takes an output \(a Value\) or its trace, got float"
    ):
        draw(3.0)


@pytest.mark.parametrize(
    ("given", "instead"),
    [([1.0], r"list; draw one of them, outputs\[0\]"), (abs, r"; draw what it gives, model\(x\)")],
    ids=["outputs", "model"],
)
def test_what_gives_an_output_is_told_apart_from_one(given, instead):
    with pytest.raises(TypeError, match=instead):
        draw(given)


def test_unknown_themes_are_refused():
    with pytest.raises(ValueError, match="unknown theme 'pink'; choose light or dark"):
        draw(square()[0], theme="pink")


def test_a_missing_local_derivative_is_said_so():
    x = Value(0.0, "x")

    assert texts(draw(x.sqrt()).svg, "partial") == ["no derivative"]


@pytest.mark.parametrize("label", HOSTILE, ids=lambda label: repr(label[:12]))
def test_hostile_labels_stay_text(label):
    x = Value(3.0, label)
    output = x * x
    output.label = label + "!"

    picture = draw(output.trace(), title=label)

    root = ElementTree.fromstring(picture.svg)
    drawn = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert drawn <= {"svg", "title", "desc", "rect", "g", "path", "text", "tspan"}
    assert max(map(len, re.findall(r"<text[^>]*>([^<]*)", picture.svg))) < 200
    assert len(picture.places.nodes) == 2


def test_pictures_are_saved_by_suffix(tmp_path):
    picture = draw(square()[0])

    saved = [picture.save(tmp_path / f"p.{kind}") for kind in ("svg", "png", "dot")]

    assert [path.read_bytes()[:4] for path in saved] == [b"<svg", b"\x89PNG", b"digr"]


def test_saving_refuses_other_suffixes_and_taken_names(tmp_path):
    picture = draw(square()[0])
    picture.save(tmp_path / "p.svg")

    with pytest.raises(
        ValueError, match=r"cannot save a picture as 'p\.bmp'; end the name in .svg"
    ):
        picture.save(tmp_path / "p.bmp")
    with pytest.raises(FileExistsError, match="force=True"):
        picture.save(tmp_path / "p.svg")
    assert picture.save(tmp_path / "p.svg", force=True)


def test_notebooks_get_svg_as_an_image_and_png():
    picture = draw(square()[0])

    bundle = picture._repr_mimebundle_()

    (image,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]*)"', bundle["text/html"])
    assert base64.b64decode(image).decode() == picture.svg
    assert base64.b64decode(bundle["image/png"]) == picture.png(scale=1)
    assert repr(picture) == "Picture(L: 2 cards)"


def test_a_step_is_told_in_the_sentence_of_the_trace():
    trace = course_network()[0].trace()

    told = [texts(draw(trace, step=step).svg, "caption") for step in range(len(trace))]

    assert [" ".join(lines) for lines in told] == [
        f"Step {step}. {minus(sentence)}" for step, sentence in enumerate(trace.sentences)
    ]
    assert texts(draw(trace).svg, "caption") == []


def test_a_large_graph_shows_the_texts_on_its_edges():
    output = sum(Value(float(i)) * 2 for i in range(300))

    picture = draw(output, depth=0)

    assert texts(picture.svg, "partial").count("×2") == 300


def test_a_trace_drawn_by_hand_keeps_its_seed():
    output, _ = square()

    svg = draw(output.trace(seed=2.0), rounding=Rounding(1)).svg

    assert texts(svg, "gradient") == ["∂ 12.0", "∂ 2"]


def test_a_graph_whose_numbers_changed_is_not_drawn():
    a, b = Value(2.0, "a"), Value(3.0, "b")
    L = a * b
    a.data = 5.0

    for drawing in (lambda: draw(L), lambda: draw(L, highlight="a"), lambda: draw(L, step=2)):
        with pytest.raises(StaleGraphError, match="run the forward pass again"):
            drawing()


def test_a_shortened_factor_below_0_is_in_brackets():
    w, x = Value(-0.6394267984578837, "w"), Value(2.0, "x")
    trace = (w * x + 1).trace(Rounding(2, after="line"))  # w·x has no name, so it is kept as it is

    assert partial_text(trace, trace.graph.edges[1]) == "×(≈−0.639427)"
