import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from autograd import Graph, Value, paths
from autograd.faces import FACES
from tests.visualize.examples import HOSTILE, course_network, square
from visualize import draw, worked

ROOT = Path(__file__).parents[2]


def page(shown) -> str:
    return shown._repr_mimebundle_().get("text/html", "")


class Untrusted(HTMLParser):
    """What a notebook that nobody has trusted leaves of a page: text, tables and images."""

    def __init__(self, page):
        super().__init__()
        self.left = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        source = dict(attrs).get("src", "") if tag == "img" else ""
        self.left += f"[{source[:18]}]" if source else ""

    def handle_data(self, data):
        self.left += data


def test_value_and_graph_show_their_picture():
    output, _ = square()

    for shown in (output, Graph(output)):
        bundle = shown._repr_mimebundle_()
        assert set(bundle) == {"text/plain", "text/html", "image/png"}
        assert bundle["text/html"] == draw(output)._repr_mimebundle_()["text/html"]


def test_formulas_and_pictures_survive_where_nobody_trusts_the_notebook():
    output, x = square()

    ledger = Untrusted(page(paths(output, x))).left
    table = Untrusted(page(output.trace().table())).left
    player = Untrusted(output.trace()._repr_html_()).left
    picture = Untrusted(page(output)).left

    assert "∂L/∂x = 6 over 2 paths" in ledger
    assert ledger.endswith("[data:image/svg+xml]")
    assert "∂L/∂x" in table
    assert player == picture == "[data:image/svg+xml]"


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

    root = ElementTree.fromstring(table)

    assert ["|".join(row.itertext()) for row in root.iterfind("tbody/tr")] == [
        "A|x → L|∂L/∂x⁽²⁾|3|3",
        "B|x → L|∂L/∂x⁽¹⁾|3|3",
    ]
    assert "".join(root.find("caption").itertext()) == "∂L/∂x = 6 over 2 paths"


def test_a_shortened_ledger_says_what_the_rest_sums_to():
    output, x = square()

    table = page(paths(output, x, most=1))

    assert '<td colspan="4">and 1 more that sum to</td><td>3</td></tr></tbody>' in table


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


def printed(program: str) -> str:
    """What a program prints in an interpreter of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout


def test_importing_visualize_gives_nodes_their_picture():
    shown = printed(
        "from autograd import Graph, Value; L = Value(3.0, 'x').exp(); "
        "print([hasattr(each, '_repr_mimebundle_') for each in (L, Graph(L), L.paths(L))]); "
        "import visualize; print(L._repr_mimebundle_()['text/html'][:4])"
    )

    assert shown == "[False, False, False]\n<img\n"


def test_a_trace_gains_exactly_the_methods_that_autograd_tells_of():
    gained = printed(
        "from autograd import Trace; before = set(vars(Trace)); import visualize; "
        "print(*sorted(set(vars(Trace)) - before))"
    )

    assert set(gained.split()) == FACES | {"_repr_html_"}


@pytest.mark.parametrize(
    "program",
    [
        "import visualize; from autograd.handwork import exercise, read, check",
        "from autograd.handwork import exercise, read, check; import visualize",
    ],
    ids=["drawing first", "sheets first"],
)
def test_sheets_reports_and_exercises_show_themselves_whichever_comes_first(program):
    shown = printed(
        f"{program}\nfor each in (read('y = 1'), check('y = 2 + 2 = 4'), exercise('chain')): "
        "print(each._repr_mimebundle_()['text/html'][:4])"
    )

    assert shown.split() == ["<pre", "<div", "<img"]


def test_importing_visualize_loads_nothing_that_draws_or_judges():
    loaded = printed("import sys, visualize; print(*sys.modules)").split()

    assert {"PIL", "rich", "typer", "lark", "wasmtime"}.isdisjoint(loaded)
    assert [
        module
        for module in loaded
        if module.startswith(("autograd.handwork", "nn", "visualize.p", "visualize.text"))
    ] == []


def test_a_lent_method_is_a_usual_one_from_its_first_use_on():
    kinds = printed(
        "import visualize; from autograd import Trace\n"
        "print(type(vars(Trace)['table']).__name__); Trace.table\n"
        "print(type(vars(Trace)['table']).__name__, Trace.table.__doc__[:19])"
    )

    assert kinds == "Lent\nfunction The pass as a table\n"


def test_asked_too_early_a_trace_says_what_to_import():
    told = printed(
        "from autograd import Value\n"
        f"for name in {sorted(FACES)}:\n"
        "    try: getattr(Value(3.0).trace(), name)\n"
        "    except AttributeError as error: print(error)"
    )

    assert told.splitlines() == [
        f"'Trace' has no attribute {name!r} yet: `import visualize` gives traces, graphs and "
        "ledgers their pictures"
        for name in sorted(FACES)
    ]


def test_a_cell_that_ends_in_a_stale_loss_says_so_and_is_no_error():
    w = Value(2.0, "w")
    loss = w * w
    w.data = 1.9
    shown = loss._repr_mimebundle_()

    assert shown["text/plain"] == repr(loss)
    assert "run the forward pass again" in shown["text/html"]
    assert "<svg" not in shown["text/html"]
