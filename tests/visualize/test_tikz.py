import re

import pytest

from autograd import Value, paths
from tests.visualize.compiling import compiled
from tests.visualize.examples import HOSTILE, course_network, square
from visualize import draw, tikz
from visualize.picture.document import document


def test_tikz_has_the_layout_of_the_svg():
    output, _ = course_network()
    picture = draw(output)

    source = tikz(picture)

    for box in picture.places.nodes.values():
        assert re.search(rf"at \({box.x:.1f},", source)


def test_both_edges_of_a_square_are_drawn():
    output, _ = square()

    source = tikz(output.trace())

    assert source.count(r"\draw[->") == 2
    assert source.count(r"\(\times 3\)") == 2


def test_negative_numbers_have_a_sign_and_no_gap():
    x = Value(-3.0, "x")

    source = tikz((x * x).trace())

    assert r"\({-}3\)" in source
    assert r"\(\times ({-}3)\)" in source
    assert r"\(\partial\,{-}6\)" in source


def test_gradients_are_blank_before_they_are_reached():
    output, _ = square()

    assert r"\partial" not in tikz(output.trace(), step=1)
    assert r"\(\partial\,6\)" in tikz(output.trace())


def test_highlighted_paths_carry_letters_and_dashes():
    output, x = square()

    source = tikz(output.trace(), highlight=paths(output, x))

    assert source.count("very thick, dashed") == 1
    assert sorted(re.findall(r"\\scriptsize\] at \(.*?\) \{(.)\}", source)) == ["A", "B"]


def test_picture_of_the_course_network_compiles(tmp_path):
    output, w = course_network()

    compiled(document("", tikz(output.trace(), highlight=w["w₃"])), tmp_path)


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_labels_compile(label, tmp_path):
    x = Value(2.0, label)
    y = x.tanh()
    y.label = label

    compiled(document("", tikz((y * x).trace())), tmp_path)
