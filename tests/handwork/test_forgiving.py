"""Rows as people type them: bullets, marks and words around a calculation."""

import pytest

from autograd.handwork import check
from autograd.handwork.language.reading import read
from autograd.handwork.reports.text_report import headline


def texts(sheet):
    """What each line of a sheet was read as, part by part."""
    return [[part.text for part in line.parts] for line in read(sheet).lines]


PROSE = [
    "- **Warmup**: 5 epochs (0.01 → 0.1)",
    "| **Block** | Bottleneck (1×1→3×3→1×1) |",
    "download=True,",
    "First we look at the hidden layer.",
    "The weights were chosen by chance:",
    "where x = the input of the network",
    "Zuerst die verdeckte Schicht",
    "---",
]


@pytest.mark.parametrize("row", PROSE)
def test_a_row_of_prose_is_skipped_and_listed(row):
    sheet = read(f"a = 2\n{row}\nb = 3 a = 6")

    assert sheet.skipped == ((2, row),)
    assert check(sheet).is_right


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        ("- b = 3 a = 6", ["b", "3 a", "6"]),
        ("2 - b = 3 a = 6", ["b", "3 a", "6"]),
        ("2) b = 3 a = 6", ["b", "3 a", "6"]),
        ("* **b** = 3 a = `6`", ["b", "3 a", "6"]),
        ("Then we get b = 3 a = 6, so it is positive.", ["b", "3 a", "6"]),
        ("So the net input: b = 3 a = 6", ["b", "3 a", "6"]),
        ("b = 3 a = 6 (just as in the lecture)", ["b", "3 a", "6"]),
        ("b = 3 a = 6.", ["b", "3 a", "6"]),
        ("loss = 3 a = 6 as expected", ["loss", "3 a", "6"]),
    ],
)
def test_what_stands_around_a_calculation_is_left_out(row, parts):
    assert texts(f"a = 2\n{row}")[1] == parts


def test_a_minus_is_no_bullet_where_the_name_has_its_value():
    assert texts("a = 2\n2 - a = 0")[1] == ["2 - a", "0"]


@pytest.mark.parametrize("row", ["- w ← 2", "2 - w := 2", "- w = w - 1"])
def test_an_update_may_be_an_item_of_a_list(row):
    assert texts(f"w = 3\n{row}")[1][0] == "w"


@pytest.mark.parametrize(
    "sheet",
    [
        "x = 2\n1. w = 3 x = 6\n2. x = x - 0.1 w = 1.4",
        "x = 2\n- x = x - 0.5 = 1.5",
        "x = 2\n\nInputs:\n- x = 2\n- z = 3 x = 6",
        "x = 2\n(a) z = 3 x = 6\n(b) x = 2",
    ],
)
def test_an_item_is_no_product_or_minus_where_the_name_has_its_value(sheet):
    assert {line.verdict for line in check(sheet).lines} == {"ok"}


def test_a_step_of_training_is_no_function():
    assert texts("Adam step t = 1 with g = 0.5, w = 2")[0] == ["t", "1"]


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        ("u = w x = -6 (multiply)", ["u", "w x", "-6"]),
        ("y = s^2 = 4 (square)", ["y", "s^2", "4"]),
    ],
)
def test_a_word_in_brackets_behind_is_a_remark(row, parts):
    assert texts(row)[0] == parts


def test_numbers_may_be_given_side_by_side():
    assert texts("x=0.9 y=-.4") == [["x", "0.9"], ["y", "-.4"]]
    assert texts("x = 3\ny=2 x=6")[1] == ["y", "2 x", "6"]


def test_lines_that_rest_on_an_unread_one_are_counted():
    assert headline(check("z = 2 + * 3 = 5\ny = 2 z = 10")) == (
        "No slip was found, but one line could not be read, and one line cannot be judged."
    )


def test_several_ranges_stand_on_one_line():
    free = read("any: x in [0, 1], k in 2..6, a, b in [1, 2]").free

    assert [[name.id for name in one.names] for one in free] == [["x"], ["k"], ["a", "b"]]


def test_a_number_as_remark_is_what_a_formula_is_worth():
    sheet = "x = 1.2\na = tanh(x)  # 0.8337\nb = a**2  # 1.6674\nc = 3 # 4.5\nd = x + 1  # 2"

    report = check(sheet)

    assert [line.verdict for line in report.lines] == ["ok", "ok", "slip", "ok", "ok"]


def test_a_formula_with_an_unknown_name_is_no_prose():
    assert check("a = 2\nb = 3 alpha_zero = 6").lines[1].verdict == "cannot be judged"


def test_a_sheet_of_prose_has_nothing_to_judge():
    assert headline(check("Sorry, no time this week.")) == (
        "There is nothing on this sheet to judge."
    )


@pytest.mark.parametrize("above", ["z:", "Step 1: z:", "- z:;", "2) **z**"])
def test_a_name_above_its_formula_may_be_one_of_a_list(above):
    report = check(f"a = 2\n{above}\n  = 3 a;\n  = 7")

    assert [(line.line, line.verdict) for line in report.lines] == [
        (1, "ok"),
        (2, "ok"),
        (3, "ok"),
        (4, "slip"),
    ]


def test_a_row_that_goes_on_from_words_is_not_judged_against_the_line_before_them():
    report = check("z = 2 + 3 = 5\nThe hidden output:\n= 0.7\n= 0.9")

    assert [line.verdict for line in report.lines] == ["ok", "cannot be judged", "cannot be judged"]
    assert report.lines[1].note == "it goes on from line 2, which is not read"
