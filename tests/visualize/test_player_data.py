import base64
import json
import re
import zlib
from random import Random
from typing import get_args

import pytest

from autograd import Rounding, Value, scope
from autograd.passes.steps import Kind
from tests.visualize.examples import course_network, square
from visualize.picture import staging
from visualize.picture.layout import LayoutError, lay_out
from visualize.picture.marks import minus
from visualize.picture.painting import paint
from visualize.player import data as data_module
from visualize.player.data import MOST_VISIBLE, pass_data, passes
from visualize.player.joining import joined
from visualize.player.page import ENTRY, page, read


def unpacked(html):
    """The data of a page."""
    packed = re.search(r'<script type="application/octet-stream" id="data">([^<]*)<', html)[1]
    return json.loads(zlib.decompress(base64.b64decode(packed)))


def test_every_pass_says_what_its_trace_says():
    output, _ = course_network()

    data = unpacked(page(output.trace()))

    for said, rounding in zip(data["passes"], [None, *map(Rounding, range(1, 7))], strict=True):
        trace = output.trace(rounding)
        assert said["sentences"] == [minus(sentence) for sentence in trace.sentences]
        assert len(said["results"]) == len(trace) == len(data["steps"])


def test_the_page_knows_the_kinds_of_step_from_its_data():
    trace = square()[0].trace()

    data = unpacked(page(trace))

    assert tuple(data["words"]) == get_args(Kind)
    assert [list(data["words"])[kind] for kind, _, _ in data["steps"]] == [s.kind for s in trace]


def test_the_scripts_ask_for_kinds_of_step_that_there_are():
    script = joined(ENTRY, lambda module: read(f"{module}.js"))

    asked = set(re.findall(r'(?:kind|\]\[0\]) [!=]== "?(\w+)', script))

    assert asked == set(get_args(Kind))


def test_the_scripts_declare_the_fields_of_the_data():
    data = unpacked(page(square()[0].trace()))

    declared = {
        name: set(re.findall(r"@property \{.*\} \[?(\w+)", block))
        for name, block in re.findall(r"@typedef \{object\} (\w+)(.*?)\*/", read("data.js"), re.S)
    }

    assert declared == {
        "Pass": set(data["passes"][0]),
        "Layout": {*data["layouts"]["*"], "svg"},
        "Data": set(data),
    }


def test_numbers_that_a_pass_keeps_are_shown_as_kept():
    x, w = Value(-2.9, "x"), Value(0.5, "w")
    output = x * w * -0.4
    output.label = "L"

    trace = output.trace(Rounding(1, after="line"))
    said = pass_data(trace, {edge: place for place, edge in enumerate(trace.graph.edges)})

    assert said["values"] == ["−2.9", "0.5", "−1.45", "0.6"]
    assert "= −1.45·(−0.4) = 0.6." in said["sentences"][3]


def test_a_given_number_of_many_digits_is_told_as_it_is_computed_with():
    x = Value(0.6394267984578837, "x")
    output = x * 1000
    trace = output.trace(Rounding(4))

    said = pass_data(trace, {edge: place for place, edge in enumerate(trace.graph.edges)})

    assert said["sentences"][:2] == [
        "x = 0.6394267984578837 is given.",
        "v₁ = x·1000 = 0.6394267984578837·1000 = 639.4268.",  # 0.639427·1000 is 639.4270
    ]
    assert said["values"][0] == "≈0.639427"  # in the picture, where room is short
    exact = pass_data(output.trace(), dict.fromkeys(trace.graph.edges, 0))
    assert exact["sentences"][0] == "x = 0.639427 is given."


def test_a_constant_factor_is_shown_as_the_rounded_one_that_is_multiplied_by():
    w = Value(1.0, "w")
    trace = (w * 0.656987).trace(Rounding(2), seed=-0.89)

    said = pass_data(trace, {edge: place for place, edge in enumerate(trace.graph.edges)})

    assert said["partials"] == ["×0.66"]
    assert said["results"][3] == "−0.59"  # −0.89·0.66 = −0.5874; times 0.656987 it is −0.58
    assert "∂v₁/∂w = 0.656987 = 0.66 gives the contribution −0.59." in said["sentences"][3]


def test_every_number_that_is_read_has_a_true_minus_sign():
    output, _ = course_network()

    data = unpacked(page(output.trace(Rounding(4))))

    read = json.dumps([data["passes"], data["symbols"], data["local"], data["refused"]])
    assert re.findall(r".{9}-\d.{9}", read) == []
    assert "x₃ = −0.3 is given." in data["passes"][4]["sentences"]


def test_the_passes_lend_the_rounding_of_the_trace():
    trace = square()[0].trace(Rounding(3, "truncate"))

    found, refused = passes(trace)

    assert found[3] is trace
    assert [each.rounding and each.rounding.mode for each in found] == [None] + 6 * ["truncate"]
    assert refused == {}


def test_a_pass_that_is_impossible_by_hand_says_why():
    x = Value(0.04, "x")  # is 0.0 with one decimal once doubled and halved
    output = 1 / (x * 0.5)

    _, refused = passes(output.trace())

    assert list(refused) == ["1"]
    assert "keep more than 1 places" in refused["1"]


def test_the_seed_of_the_trace_is_the_seed_of_all_passes():
    found, _ = passes(square()[0].trace(seed=2.0))

    assert {each.gradients[each.graph.output] for each in found} == {2.0}


def test_a_very_long_pass_gets_fewer_roundings():
    node = Value(1.0)
    for _ in range(3_000):
        node = node * 1.0

    found, _ = passes(node.trace())

    assert [each.rounding for each in found] == [None, Rounding(4)]


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
        "": 2, "*": 3, "net": 2, "net.0": 3,
    }  # fmt: skip
    assert {name: seen["frames"] for name, seen in data["layouts"].items()} == {
        "": [], "*": ["net", "net.0"], "net": ["net"], "net.0": ["net", "net.0"],
    }  # fmt: skip
    assert data["first"] == "*"
    assert unpacked(page(modular().trace(), depth=1))["first"] == "net"


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

    monkeypatch.setattr(data_module, "paint", paint_the_small)

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

    monkeypatch.setattr(data_module, "paint", paint_the_small)

    unpacked(page(modular().trace()))

    assert tried == [2, 2, 3]  # of 2, 2, 3 and 3 cards


def test_a_layout_of_the_player_gets_few_seconds(monkeypatch):
    asked = []
    monkeypatch.setattr(
        staging, "lay_out", lambda dot, seconds: asked.append(seconds) or lay_out(dot)
    )

    page(modular().trace())

    assert set(asked) == {data_module.SECONDS}


def random_graph(seed):
    """A graph of some twenty random ops on three leaves."""
    random = Random(seed)
    nodes = [Value(random.uniform(-2, 2), name) for name in "abc"]
    for _ in range(20):
        x, y = random.choices(nodes, k=2)
        nodes.append(random.choice([x + y, x * y, x - 0.5, x.tanh(), x.sigmoid(), 2 * x, x.relu()]))
    return sum(nodes)


def assert_player_says_the_trace(seed):
    """The data of a random pass have its sentences, values and gradients."""
    trace = random_graph(seed).trace(Rounding(3) if seed % 2 else None)

    data = pass_data(trace, {edge: place for place, edge in enumerate(trace.graph.edges)})

    assert data["sentences"] == [minus(sentence) for sentence in trace.sentences]
    made = [step.index for step in trace if step.kind == "forward"]
    assert data["values"] == [data["results"][index] for index in made]
    grown = [step for step in trace if step.kind in ("seed", "accumulate")]
    gradients = {step.node: data["results"][step.index] for step in grown}
    assert {node: float(text.replace("−", "-")) for node, text in gradients.items()} == {
        node: float(trace.number(gradient)) for node, gradient in trace.gradients.items()
    }


def test_the_player_says_what_the_trace_says():
    for seed in range(50):
        assert_player_says_the_trace(seed)
