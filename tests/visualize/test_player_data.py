import base64
import json
import re
import zlib
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest

from autograd import Rounding, Value, by_hand, scope
from autograd.passes.steps import Kind
from tests.visualize.examples import course_network, square
from visualize.picture import staging
from visualize.picture.errors import LayoutError
from visualize.picture.layout import lay_out
from visualize.picture.painting import paint
from visualize.player import layouts as layouts_module
from visualize.player.layouts import MOST_VISIBLE
from visualize.player.page import FOLDER, page, read


def unpacked(html):
    """The data of a page."""
    packed = re.search(r'<script type="application/octet-stream" id="data">([^<]*)<', html)[1]
    return json.loads(zlib.decompress(base64.b64decode(packed)))


def test_the_page_knows_the_kinds_of_step_from_its_data():
    trace = square()[0].trace()

    data = unpacked(page(trace))

    assert tuple(data["words"]) == get_args(Kind)
    assert [list(data["words"])[kind] for kind, _, _ in data["steps"]] == [s.kind for s in trace]


def test_the_scripts_ask_for_kinds_of_step_that_there_are():
    scripts = [path.read_text("utf-8") for path in Path(str(FOLDER)).glob("*.js")]

    about_steps = "".join(script for script in scripts if ".steps[" in script)
    asked = set(re.findall(r'(?:kind|\]\[0\]) [!=]== "?(\w+)', about_steps))

    assert asked == set(get_args(Kind))


def test_the_scripts_declare_the_fields_of_the_data():
    data = unpacked(page(square()[0].trace()))

    declared = {
        name: set(re.findall(r"@property \{.*\} \[?(\w+)", block))
        for name, block in re.findall(r"@typedef \{object\} (\w+)(.*?)\*/", read("data.js"), re.S)
    }

    assert declared == {
        "Texts": set(data["texts"]),
        "Layout": {*data["layouts"]["*"], "pieces"},
        "Asking": set(data["quiz"]),
        "Data": set(data),
    }


def test_every_number_that_is_read_has_a_true_minus_sign():
    output, _ = course_network()

    texts = unpacked(page(output.trace(Rounding(4))))["texts"]

    read = json.dumps([texts["sentences"], texts["equations"], texts["local"]])
    assert re.findall(r".{9}-[\d\ue000].{9}", read) == []


def test_the_passes_lend_the_rounding_of_the_trace():
    trace = square()[0].trace(Rounding(3, "truncate"))

    data = unpacked(page(trace))

    assert [choice["key"] for choice in data["choices"]] == ["exact", *"123456"]
    assert {choice["rounding"]["mode"] for choice in data["choices"][1:]} == {"truncate"}
    assert data["start"] == "3"
    assert set(data["known"]) == {"exact", "3"}


def test_a_pass_of_more_places_than_the_menu_has_is_offered_too():
    choices = unpacked(page(square()[0].trace(Rounding(8))))["choices"]

    assert [choice["key"] for choice in choices] == ["exact", *"123456", "8"]


def test_what_python_computed_stands_in_the_page():
    x = Value(3.0, "x")
    trace = (x * x * -2.0).trace(seed=0.5)

    data = unpacked(page(trace))

    assert data["seed"] == 0.5
    assert data["known"]["exact"] == {
        "values": [3.0, 9.0, -18.0],
        "gradients": [-6.0, -1.0, 0.5],
        "partials": [3.0, 3.0, -2.0],
        "contributions": [-3.0, -3.0, -1.0],
        "befores": [0.0, -3.0, 0.0],
        "afters": [-3.0, -6.0, -1.0],
    }


def test_what_was_computed_by_hand_stands_in_the_page_for_every_pass():
    with by_hand(2):
        output = Value(0.123, "x") * 2

    data = unpacked(page(output.trace()))

    assert "by hand" in data["program"]["frozen"]
    assert set(data["known"]) == {"exact", *"123456"}


def test_two_pages_are_the_same_text():
    assert page(course_network()[0].trace()) == page(course_network()[0].trace())


def test_unknown_themes_are_refused():
    with pytest.raises(ValueError, match="unknown theme 'pink'; choose auto, light or dark"):
        page(square()[0].trace(), theme="pink")


def test_a_large_graph_without_modules_opens_from_its_collapsed_view():
    data = unpacked(page(chain(200).trace()))

    assert data["first"] == ""
    assert len(set(data["layouts"][""]["cards"])) == 61  # the last 60, and one for all before
    assert len(set(data["layouts"]["*"]["cards"])) == 201


def modular() -> Value:
    """Two nested modules and a node outside of them."""
    x = Value(3.0, "x")
    with scope("net"), scope("0"):
        inside = x * 2
    return inside + 1


def test_the_layouts_close_all_modules_each_one_and_none():
    data = unpacked(page(modular().trace()))

    assert {name: len(set(seen["cards"])) for name, seen in data["layouts"].items()} == {
        "": 2, "*": 3, "net": 2,
    }  # fmt: skip
    assert {name: seen["frames"] for name, seen in data["layouts"].items()} == {
        "": [], "*": ["net", "net.0"], "net": ["net"],
    }  # fmt: skip
    assert data["first"] == "*"
    assert unpacked(page(modular().trace(), depth=1))["first"] == "net"


def three_modules() -> Value:
    """A module after another, the first with one inside."""
    node = Value(3.0, "x")
    for name in "abc":
        with scope(name):
            node = node * 2 + 1
            if name == "a":
                with scope("in"):
                    node = node.tanh()
    return node


def test_all_combinations_of_open_modules_have_a_layout():
    data = unpacked(page(three_modules().trace()))

    frames = {name: set(seen["frames"]) for name, seen in data["layouts"].items()}

    assert sorted(frames) == sorted(
        ["", "*", "a", "a.in", "b", "c", "a,b", "a,c", "a.in,b", "a.in,c", "b,c", "a,b,c"]
    )
    assert frames["a.in,c"] == {"a", "a.in", "c"}
    assert data["modules"] == {"a": "", "a.in": "a", "b": "", "c": ""}


def test_beyond_the_budget_there_are_no_combinations_but_each_module_open(monkeypatch):
    monkeypatch.setattr(layouts_module, "MOST_DRAWN", 0)

    data = unpacked(page(three_modules().trace()))

    assert sorted(data["layouts"]) == sorted(["", "*", "a", "a.in", "b", "c"])


def test_what_is_few_clicks_away_comes_first(monkeypatch):
    monkeypatch.setattr(layouts_module, "MOST_DRAWN", 110)  # cards and lines; 71 without these two

    data = unpacked(page(three_modules().trace(), depth=1))

    assert data["first"] == "a,b,c"
    assert set(data["layouts"]) - {"", "*", "a", "a.in", "b", "c", "a,b,c"} == {"b,c", "a,b", "a,c"}


def test_the_pieces_of_a_layout_are_its_picture():
    trace = three_modules().trace()
    data = unpacked(page(trace, depth=0))

    def shown(name):
        svg = "\n".join(data["pieces"][piece] for piece in data["layouts"][name]["pieces"])
        return {group.get("id") for group in ElementTree.fromstring(svg).iter() if group.get("id")}

    for name in set(data["layouts"]) - {data["first"]}:
        used = {*data["layouts"][name]["cards"], *data["layouts"][name]["lines"]} - {""}
        assert used <= shown(name)
    assert len(data["pieces"]) == len(set(data["pieces"]))


def test_a_page_without_any_layout_is_an_error(monkeypatch):
    monkeypatch.setenv("CHALKGRAD_ENGINE", "dot")
    monkeypatch.setenv("PATH", "")

    with pytest.raises(LayoutError, match="Cannot draw the graph: no layout engine worked"):
        page(modular().trace())


def test_the_page_does_without_a_layout_that_cannot_be_made(monkeypatch):
    def paint_the_small(stage, *arguments):
        if "net.0" in stage.view.frames:
            raise LayoutError("too long")
        return paint(stage, *arguments)

    monkeypatch.setattr(layouts_module, "paint", paint_the_small)

    data = unpacked(page(modular().trace()))

    assert sorted(data["layouts"]) == ["", "net"]
    assert data["first"] == ""


def chain(length) -> Value:
    """A graph of one leaf and so many sums, without modules."""
    node = Value(1.0)
    for _ in range(length):
        node = node + 1
    return node


@pytest.mark.parametrize("depth", [None, 1])
def test_what_is_too_large_to_lay_out_is_shown_collapsed(depth):
    data = unpacked(page(chain(MOST_VISIBLE).trace(), depth=depth))

    assert list(data["layouts"]) == [data["first"]] == [""]
    assert len(set(data["layouts"][""]["cards"])) == 61


def test_a_module_too_large_to_lay_out_stays_closed_even_where_depth_opens_it():
    with scope("net"):
        inside = chain(MOST_VISIBLE)

    data = unpacked(page((inside * 2).trace(), depth=1))

    assert list(data["layouts"]) == [data["first"]] == [""]


def test_too_many_nodes_outside_of_modules_are_collapsed_too():
    with scope("net"):
        inside = Value(1.0) * 2
    for _ in range(MOST_VISIBLE):
        inside = inside + 1

    data = unpacked(page(inside.trace()))

    assert list(data["layouts"]) == [data["first"]] == ["first"]
    assert len(set(data["layouts"]["first"]["cards"])) == 61


def test_where_one_layout_takes_too_long_no_larger_one_is_tried(monkeypatch):
    tried = []

    def paint_the_small(stage, *arguments):
        tried.append(len(stage.view.cards))
        if len(stage.view.cards) > 2:
            raise LayoutError("too long")
        return paint(stage, *arguments)

    monkeypatch.setattr(layouts_module, "paint", paint_the_small)

    unpacked(page(modular().trace()))

    assert tried == [2, 2, 3]  # of 2, 2 and 3 cards


def test_a_layout_of_the_player_gets_few_seconds(monkeypatch):
    asked = []
    monkeypatch.setattr(
        staging, "lay_out", lambda dot, seconds: asked.append(seconds) or lay_out(dot)
    )

    page(modular().trace())

    assert set(asked) == {layouts_module.SECONDS}
