"""Every question of the problem set against numbers that other programs computed."""

import ast
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from visualize.problem_set.shelf import compared, problems

GOLDEN = json.loads(Path(__file__).with_name("golden.json").read_text(encoding="utf-8"))
"""From NumPy, SymPy, PyTorch and `decimal`, by question."""

HAND_WORK = {
    *("student", "student_pinned", "printed_ocr"),
    *("firstB_literal_dX", "secondB_row_appended_dX"),
}
"""What the print has; `test_hand_work` holds it to what is said of the sheets."""

EVERY = {each.name: each for each in problems()}
COMPUTED = [each for each in EVERY.values() if "answers" in each.functions]
CLOSED = [each for each in COMPUTED if "closed_form" in each.functions]


def numbers(nested):
    """The numbers of a nested list, one after another."""
    if isinstance(nested, list | tuple):
        return [number for part in nested for number in numbers(part)]
    return [nested]


def in_columns(entry, prefix=""):
    """Every list or number of an entry, by its way through the dictionaries."""
    for key, value in entry.items():
        if isinstance(value, Mapping):
            yield from in_columns(value, f"{prefix}{key}.")
        elif key not in HAND_WORK:
            yield f"{prefix}{key}", value


ROWS = [
    (name, way, value)
    for name, entry in GOLDEN.items()
    for way, value in in_columns({k: v for k, v in entry.items() if k not in HAND_WORK})
]


@pytest.mark.parametrize(("name", "way", "value"), ROWS, ids=[f"{n}-{way}" for n, way, _ in ROWS])
def test_every_number_is_the_golden_one(name, way, value):
    found = {**EVERY[name].given, **EVERY[name].answers}
    for key in way.split("."):
        found = found[key]

    if isinstance(value, str):
        assert found == value.replace("x", "×")
    else:
        assert numbers(found) == pytest.approx(numbers(value), rel=1e-12, abs=1e-18)


@pytest.mark.parametrize("asked", CLOSED, ids=lambda each: each.name)
def test_every_answer_agrees_with_its_closed_form(asked):
    differences = dict(compared(asked.answers, asked.made("closed_form")))

    assert differences == dict.fromkeys(differences, pytest.approx(0.0, abs=1e-12))


def test_only_shapes_have_no_closed_form():
    assert [each.name for each in COMPUTED if each not in CLOSED] == ["000.Q4"]


@pytest.mark.parametrize("asked", COMPUTED, ids=lambda each: each.name)
def test_an_answer_takes_sixteen_lines_at_most(asked):
    tree = ast.parse(asked.path.read_text(encoding="utf-8"))
    body = next(node.body for node in tree.body if getattr(node, "name", "") == "answers")
    lines = body[-1].end_lineno - body[1].lineno + 1

    assert lines <= 16


def test_the_gradient_of_the_collapsed_network_is_its_weight():
    trace = EVERY["001.Q1"].module.picture().stage.view.graph.output.trace()
    slopes = [trace.gradients[trace.graph.node(name)] for name in ("x1", "x2")]

    assert slopes == pytest.approx(EVERY["001.Q1"].answers["W"][0])
