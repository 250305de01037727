import subprocess
import sys
from xml.etree import ElementTree

import pytest

from autograd import Graph, Value, paths
from tests.visualize.examples import HOSTILE, course_network, square
from visualize import worked


def page(shown) -> str:
    return shown._repr_mimebundle_().get("text/html", "")


def test_value_and_graph_show_their_picture():
    output, _ = square()

    assert page(output).startswith("<svg")
    assert page(Graph(output)).startswith("<svg")


def test_a_number_alone_is_shown_as_text():
    assert Value(3.0, "x")._repr_mimebundle_() == {"text/plain": "Value(3, 'x')"}


def test_a_graph_too_large_to_draw_is_shown_as_text():
    x = Value(1.0)
    for _ in range(5_001):
        x = x + 0.0

    assert set(x._repr_mimebundle_()) == {"text/plain"}


def test_ledger_shows_every_path_with_its_product():
    output, x = square()
    table = page(paths(output, x)).partition("</table>")[0] + "</table>"

    root = ElementTree.fromstring(table.replace("&#x2061;", ""))

    assert ["".join(row.itertext()) for row in root.iterfind("tbody/tr")] == [
        "Ax → L∂L∂x33",
        "Bx → L∂L∂x33",
    ]
    assert "".join(root.find("caption").itertext()) == "∂L∂x=6 over 2 paths"


def test_ledger_says_what_the_paths_it_leaves_out_sum_to():
    x = Value(1.0, "x")
    y = x
    for _ in range(60):
        y = y + y

    assert "and 1,152,921,504,606,846,956 more that sum to" in page(paths(y, x))


def test_plain_text_stays_one_short_line():
    output, w = course_network()

    for shown in (output, Graph(output), output.trace(), paths(output, w["w₃"])):
        assert len(repr(shown).splitlines()) == 1
        assert len(repr(shown)) < 60


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_labels_stay_text(label):
    x = Value(2.0, label)

    html = page(paths(x * x, x))

    assert "<script>" not in html
    assert "<b>" not in html
    ElementTree.fromstring(f"<div>{html}</div>".replace("&#x2061;", ""))


def test_a_trace_writes_its_solution():
    output, _ = square()
    trace = output.trace()

    assert trace.latex("x") == worked(trace, "x", style="latex")
    assert trace.markdown() == worked(trace, style="markdown")


def test_importing_autograd_alone_is_enough():
    code = (
        "from autograd import Value; x = Value(3.0, 'x'); "
        "print((x * x)._repr_mimebundle_()['text/html'][:4])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "<svg\n"
