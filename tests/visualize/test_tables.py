import re
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len

from autograd import Rounding, Value, text
from tests.visualize.examples import HOSTILE, course_network, square
from visualize.text.tables import HEADINGS, Table

HTML_TAGS = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
HTML_TAGS |= {"math", "mi", "mn", "mo", "mrow", "mfrac", "msup"}


def by_hand() -> Table:
    output, w = course_network()
    return Table(output.trace(Rounding(4)), wrt=w["w₃"])


def test_table_of_w3_by_hand_holds_the_numbers_of_the_hand_calculation():
    lines = by_hand().text(width=100).splitlines()

    sent = [line.split()[-1] for line in lines if " edge " in line]

    assert sent == ["0.2910", "0.0666", "-0.0133", "-0.0021", "0.0006"]


def test_the_square_is_told_cell_by_cell():
    output, _ = square()

    rows = [row.cells(text) for row in output.trace().table().rows]

    assert rows == [
        ("0", "given", "x", "", "", "3"),
        ("1", "forward", "L", "x·x", "3·3", "9"),
        ("2", "seed", "∂L/∂L", "", "", "1"),
        ("3", "edge x → L", "∂L/∂x⁽¹⁾", "∂L/∂L·∂L/∂x⁽¹⁾", "1·3", "3"),
        ("4", "edge x → L", "∂L/∂x⁽²⁾", "∂L/∂L·∂L/∂x⁽²⁾", "1·3", "3"),
        ("5", "sum", "∂L/∂x", "∂L/∂x⁽¹⁾ + ∂L/∂x⁽²⁾", "3 + 3", "6"),
        ("6", "done", "", "", "", ""),
    ]


def test_a_sum_so_far_is_named_by_its_terms_and_has_them_once():
    x = Value(2.0, "x")
    L = x * x * x
    L.label = "L"

    rows = [row.cells(text) for row in L.trace().table().rows]

    assert [cells[1:] for cells in rows if cells[1] == "sum"] == [
        ("sum", "∂L/∂x⁽³⁾ + ∂L/∂x⁽¹⁾", "", "4 + 4", "8"),
        ("sum", "∂L/∂x", "∂L/∂x⁽³⁾ + ∂L/∂x⁽¹⁾ + ∂L/∂x⁽²⁾", "8 + 4", "12"),
    ]


def test_table_has_a_row_for_every_leaf_and_every_further_step():
    output, _ = course_network()
    trace = output.trace()

    rows = trace.table().text(width=140).splitlines()[1:]

    # ten leaves: six weights and four inputs
    numbers = [0] * 10 + list(range(1, len(trace)))
    assert [int(row.split()[0]) for row in rows] == numbers


def test_values_are_aligned_at_the_decimal_point():
    rows = [line for line in by_hand().text(width=100).splitlines()[1:] if "." in line]

    assert len({line.rindex(".") for line in rows}) == 1


@pytest.mark.parametrize("width", [24, 40, 60, 76, 80, 100, 200])
def test_no_line_is_wider_than_asked(width):
    output, _ = course_network()

    lines = output.trace().table().text(width).splitlines()

    assert max(map(cell_len, lines)) <= width


def test_narrow_terminals_get_a_block_per_step_with_every_part():
    output, x = square()

    lines = Table(output.trace(), wrt=x).text(width=40).splitlines()

    assert [line.strip() for line in lines[2:6]] == [
        "3  edge x → L",
        "∂L/∂x⁽¹⁾ = ∂L/∂L·∂L/∂x⁽¹⁾",
        "= 1·3",
        "= 3",
    ]


def test_wrapping_keeps_factors_whole():
    output, _ = course_network()

    words = re.split(r"\s+", output.trace(Rounding(4)).table().text(width=78))

    assert not [word for word in words if re.fullmatch(r"\d+\.", word)]


def test_markdown_has_as_many_columns_in_every_row():
    absolute = abs(Value(-2.0, "x|y"))

    rows = Table(absolute.trace()).markdown().splitlines()

    assert {len(re.split(r"(?<!\\)\|", row)) for row in rows} == {len(HEADINGS) + 2}


def test_html_is_well_formed_and_reads_as_a_table():
    root = ElementTree.fromstring(by_hand().html().replace("&#x2061;", ""))

    assert [th.text for th in root.iterfind("thead//th")] == list(HEADINGS)
    assert root.find("caption").text.startswith("The pass through L in 7 steps, every step")
    assert len(root.findall("tbody/tr")) == 7
    assert root.find(".//math") is not None
    assert root.find(".//math//math") is None


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_labels_stay_text_in_every_form(label):
    x = Value(2.0, label)
    trace = (x * x).trace()
    table = trace.table()

    assert all(line.isprintable() for line in table.text(100).splitlines())
    assert max(map(len, table.text(100).splitlines())) <= 100
    assert len(table.markdown().splitlines()) == len(trace) + 2
    assert not re.search(r"(?<!\\)[<$`]", table.markdown())
    tags = {tag.tag for tag in ElementTree.fromstring(table.html()).iter()}
    assert tags <= HTML_TAGS


def test_an_unknown_name_is_refused_with_the_names_there_are():
    output, _ = square()

    with pytest.raises(ValueError, match="no node is named 'w9'; the names are x, L"):
        output.trace().table(wrt="w9")


def test_names_in_ascii_are_understood():
    output, w = course_network()

    assert output.trace().table(wrt="w3").steps == output.trace().of(w["w₃"])


def test_printing_a_table_prints_its_text():
    output, _ = square()
    table = output.trace().table()

    assert str(table) == repr(table) == table.text()
    assert set(table._repr_mimebundle_()) == {"text/plain", "text/html"}


def test_what_is_neither_node_nor_name_is_refused():
    with pytest.raises(TypeError, match="a node is a Value or its name, got int"):
        square()[0].trace().table(wrt=3)
