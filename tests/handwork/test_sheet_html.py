"""The HTML report: complete in itself, escaped, with the graph and the slip's edges."""

from pathlib import Path

import pytest

from autograd.handwork.checking import check, check_file
from autograd.handwork.language.reading import read, read_file
from autograd.handwork.worlds.running import edges_of
from visualize.cli import run
from visualize.faces.class_page import class_html
from visualize.faces.sheet_report import sheet_html

PROBLEMS = Path(__file__).parents[2] / "examples" / "problems"


def test_the_page_shows_verdicts_in_the_margin_and_the_graph():
    page = sheet_html(check_file(PROBLEMS / "001-q2.chalk"))

    assert '<tr class="slip" id="line-8">' in page
    assert "The first slip is in line 8. σ(−1.368) was taken" in page
    assert page.count("<svg") == 1
    assert "Line 8 works out the edges that stand out." in page


def test_a_wide_graph_is_scaled_to_the_page():
    page = sheet_html(check_file(PROBLEMS / "001-q2.chalk"))

    assert "figure svg { max-width: 100%; height: auto; }" in page
    assert "overflow-x" not in page


def test_the_page_says_what_the_sheet_lacks():
    page = sheet_html(check("b = 6", key="a = 2\nb = 3 a\nc = b b"), picture=False)

    assert "Not on the sheet: c." in page


def test_the_page_loads_nothing():
    page = sheet_html(check_file(PROBLEMS / "001-q2.chalk"))

    assert "default-src 'none'" in page
    assert " src=" not in page
    assert "<script" not in page


def test_what_strangers_type_is_only_shown():
    page = sheet_html(check("title: <img src=x>\nstudent: <b>\na = <script>"), picture=False)

    assert "<img" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page


def test_the_graph_is_kept_back_with_the_right_numbers():
    page = sheet_html(check_file(PROBLEMS / "001-q2.chalk"), "hint")

    assert "<svg" not in page
    assert "0.797057" not in page


def test_another_level_of_revealing_is_refused():
    with pytest.raises(ValueError, match="reveal is 'none', 'hint' or 'full'"):
        sheet_html(check("a = 1"), "some")


@pytest.mark.parametrize(
    ("line", "edges"),
    [
        (2, []),
        (3, [("x", "h"), ("x", "h")]),  # h = x x
        (5, [("h", "y"), ("c", "y")]),
        (6, [("x", "h"), ("x", "h"), ("h", "y")]),  # dy/dx: the whole way
        (7, [("h", "y")]),  # dy/dh
        (99, []),
    ],
)
def test_a_line_knows_its_edges(line, edges):
    sheet = read("\ngiven: x = 3\nh = x x = 9\ngiven: c = 2\ny = h + c = 11\ndy/dx = 6\ndy/dh = 1")

    _, found = edges_of(sheet, line)

    assert [(e.operand.label, e.node.label) for e in found] == edges


def test_a_class_page_counts_and_draws_where_most_slip():
    key = read_file(PROBLEMS / "001-q2.chalk")
    page = class_html([check_file(PROBLEMS / "001-q2.chalk")] * 3, key)

    assert "<td>3</td><td><code>σ₁</code></td>" in page
    assert "A σ₁: 3; B Σ₃: 3" in page
    assert page.count("<svg") == 2  # the distribution of marks, and the graph


def test_the_command_line_writes_pages(tmp_path, capsys):
    sheet, key = str(PROBLEMS / "001-q2.chalk"), str(PROBLEMS / "001-q2.chalk")

    assert run(["check", sheet, "-o", str(tmp_path / "one.html")]) == 1
    assert run(["check", sheet, sheet, "--key", key, "--html"]) == 1
    assert "Line 8 works out" in (tmp_path / "one.html").read_text(encoding="utf-8")
    assert "<h1>Class report</h1>" in capsys.readouterr().out
