"""Texts that hold calculations: Markdown, LaTeX, notebooks, and where they stand in them."""

import json

import pytest

from autograd.handwork import check, check_file
from autograd.handwork.language.reading import read, read_file


def texts(sheet):
    """What each line of a sheet was read as, part by part."""
    return [[part.text for part in line.parts] for line in sheet.lines]


DISPLAY = r"""
First the net input:
$$
z_1 = w_1 \cdot x = 0.5 \cdot 0.4 = 0.2 \\
a_1 = \text{ReLU}(z_1) = 0.2
$$
and then
\begin{align}
L &= \frac{1}{2}\left(a_1 - y\right)^{2} \\
  &= 0.02 \\
\frac{\partial L}{\partial w_{1}} &= (a_1 - y)\,x = 0.08
\end{align}
"""
GIVEN = "given: w1, x, y = 0.5, 0.4, 0\n"


def test_formulas_that_stand_by_themselves_are_judged_line_by_line():
    report = check(GIVEN + DISPLAY)

    assert [(line.line, line.verdict) for line in report.lines] == [
        (1, "ok"),
        (5, "ok"),
        (6, "ok"),
        (10, "ok"),
        (11, "ok"),
        (12, "ok"),
    ]


def test_a_slip_in_latex_has_the_columns_of_the_row_as_typed():
    row = r"$$z_1 = w_1 \cdot x = 0.5 \cdot 0.4 = 0.3$$"
    report = check(f"{GIVEN}{row}")
    start, end = report.first_slip.span

    assert row[start:end] == "0.3"


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        ("The output is $a = 2 w_1 = 1$ here.", [["a", "2 w_1", "1"]]),
        (r"\(a = 2\) and $b = \frac{1}{2} = 0.5$", [["a", "2"], ["b", r"\frac{1}{2}", "0.5"]]),
        ("the output $a$ = 0.3", [["a", "0.3"]]),
        ("a = 1, b = 2 w1 = 1", [["a", "1"], ["b", "2 w1", "1"]]),
        ("so a = 1 and b = 2 w1 = 1.", [["a", "1"], ["b", "2 w1", "1"]]),
        (r"$a = 1 \Rightarrow b = 2 w_1 = 1$", [["a", "1"], ["b", "2 w_1", "1"]]),
        ("a, b = 1, 2", None),
    ],
)
def test_results_within_a_row_are_lines_of_their_own(row, parts):
    sheet = read(row)

    assert (sheet.lines[0].error is not None) if parts is None else texts(sheet) == parts


@pytest.mark.parametrize(
    "row", ["x1 = 0.5, x2 = 0.1", "Given x1 = 0.5, x2 = 0.1", "Let x1 = 0.5 and x2 = 0.1"]
)
def test_numbers_are_given_without_the_word_of_the_format(row):
    assert [(str(line.parts[0].tree.id), line.given) for line in read(row).lines] == [
        ("x1", True),
        ("x2", True),
    ]


def test_a_block_of_a_program_is_no_calculation_and_one_of_text_is():
    text = "```python\nimport numpy as np\nz = 3 + 4\n```\n```text\nz = 3 + 4 = 7\n```"

    assert [line.number for line in read(text).lines] == [6]


def test_a_markdown_file_without_chalk_blocks_is_read_as_a_whole(tmp_path):
    path = tmp_path / "homework.md"
    path.write_text("# Homework\n\nHere it is.\n\n- **a** = 2 + 1 = 3\n")

    assert [line.verdict for line in check_file(path).lines] == ["ok"]


def test_a_latex_file_is_read_from_its_body_without_comments(tmp_path):
    path = tmp_path / "homework.tex"
    path.write_text(
        "\\documentclass{article} % a = 1\n\\begin{document}\n"
        "$a = 2 + 1 = 3$ % b = 2\n\\end{document}\n"
    )

    assert [(line.line, line.verdict) for line in check_file(path).lines] == [(3, "ok")]


def test_a_notebook_is_read_from_its_text_and_chalk_cells(tmp_path):
    cells = [
        {"cell_type": "markdown", "source": ["# Week 3\n", "$a = 2 + 1 = 3$"]},
        {"cell_type": "code", "source": "b = 2"},
        {"cell_type": "code", "source": "%%chalk\nc = 2 a = 5"},
    ]
    path = tmp_path / "homework.ipynb"
    path.write_text(json.dumps({"cells": cells}))

    assert [line.verdict for line in check_file(path).lines] == ["ok", "slip"]


def test_a_file_that_is_no_notebook_says_so(tmp_path):
    path = tmp_path / "homework.ipynb"
    path.write_text("a = 2")

    assert check_file(path).error == "homework.ipynb is no notebook: its cells cannot be found"


def test_a_chalk_block_is_all_that_counts_in_markdown_that_has_one(tmp_path):
    path = tmp_path / "homework.md"
    path.write_text("a = 2 = 3\n```chalk\nb = 2 + 2 = 4\n```\n")

    assert texts(read_file(path)) == [["b", "2 + 2", "4"]]


def test_what_the_key_works_out_is_there_in_latex_and_in_a_list():
    key = "given: w1, x = 0.5, 0.4\nz1 = w1 x = 0.2\ndz1/dw1 = x = 0.4"
    sheet = r"- **$z_1$** = 0.2" + "\n" + r"$$\frac{\partial z_1}{\partial w_{1}} = 0.4$$"

    assert check(sheet, key=key).missing == ()


TABLE = """| Quantity | Formula | Numbers | What it is |
|---|:---:|---|---|
| **z** | w x | {} | the sum |
| $a$ | σ(z) | 0.5498 | - |
"""


def test_a_row_of_a_table_is_a_line_of_working():
    report = check("given: w, x = 0.5, 0.4\n" + TABLE.format("0.3").replace("0.5498", "0.5744"))

    assert [(line.line, line.verdict) for line in report.lines] == [
        (1, "ok"),
        (4, "slip"),
        (5, "carried"),
    ]


OTHER_TABLE = "| Epoch | w | loss |\n|---|---|---|\n| 1 | 0.5 | 0.3 |\n| h1 | 0.2 | 0.6 |"


def test_a_table_of_other_things_is_not_read():
    sheet = read(OTHER_TABLE)

    assert (sheet.lines, len(sheet.skipped)) == ((), 4)


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ("z = 0.5 * 0.4 +\n    0.3 * 0.2 = 0.26", 1),
        ("z = 0.5 * 0.4\n  + 0.3 * 0.2\n  = 0.26", 2),
        ("z = 0.5 * 0.4 =\n  0.2", 2),
        ("z =\nv = 0.2", 2),
        ("* z = 0.2\n* v = 0.3", 2),
        ("z = 0.2\n* One more: v = 0.3", 2),
    ],
)
def test_a_row_that_breaks_at_an_operator_goes_on_in_the_next(rows, count):
    assert len(read(rows).lines) == count


def test_every_row_is_read_or_listed():
    text = "<div>\nIntroduction\n```python\nimport math\n```\n$\\mathbb{E}[x] = \\int p$\na = 2"
    sheet = read(text)

    assert [line.number for line in sheet.lines] == [7]
    assert [number for number, _ in sheet.skipped] == [1, 2, 3, 4, 6]


def test_a_long_text_with_few_calculations_is_within_the_limits():
    assert check("Words and words.\n" * 1500 + "a = 1 + 1 = 2").is_right


@pytest.mark.parametrize(
    ("sentence", "verdicts"),
    [
        ("Now try $a = 3$.", ["ok", "ok"]),
        ("In the worst case $b = 3 * 4 = 12$.", ["ok", "ok", "ok"]),
        ("In the worst case $b = 3 * 4 = 13$.", ["ok", "ok", "slip"]),
        ("So it is $b = 3 a = 7$.", ["ok", "ok", "slip"]),
    ],
)
def test_a_sentence_about_another_case_is_judged_by_itself(sentence, verdicts):
    report = check(f"$a = 2$\n$b = 3 a = 6$\n{sentence}")

    assert [line.verdict for line in report.lines] == verdicts


def test_a_table_may_repeat_the_name_and_end_its_formula_with_numbers():
    head = "| step | working | result |\n|---|---|---|\n"
    rows = "| z | z = w x | 0.2 |\n| s | w + x = 0.5 + 0.4 | 0.9 |"
    report = check(f"given: w, x = 0.5, 0.4\n{head}{rows}")

    assert [(line.line, line.verdict) for line in report.lines] == [(1, "ok"), (4, "ok"), (5, "ok")]


def test_a_derivative_in_a_table_is_no_word_for_the_one_beside_it():
    head = "| quantity | formula | value |\n|---|---|---|\n"
    report = check(f"w = 3\nz = 2 w = 6\nL = z^2 = 36\n\n{head}| dL/dw | dL/dz = 12 | 12 |")

    assert report.lines[-1].verdict == "slip"


def test_a_row_of_a_formula_that_goes_on_has_its_own_number():
    text = "$$\nz = w x \\\\\n= 0.5 \\cdot 0.4 \\\\\n= 0.3\n$$"
    report = check(f"given: w, x = 0.5, 0.4\n{text}")

    assert [(line.line, line.verdict) for line in report.lines] == [
        (1, "ok"),
        (3, "ok"),
        (4, "ok"),
        (5, "slip"),
    ]


def test_names_stand_above_their_formulas_in_latex_too():
    rows = (
        r"a: \\" + "\n" + r"&= 2 - 3 \\" + "\n" + r"&= -1 \\" + "\n" + r"b: \\" + "\n&= 2 a\n&= 3"
    )
    report = check("\\begin{align}\n" + rows + "\n\\end{align}")

    assert [(line.line, line.verdict) for line in report.lines] == [
        (2, "ok"),
        (3, "ok"),
        (4, "ok"),
        (5, "ok"),
        (6, "ok"),
        (7, "slip"),
    ]


def test_a_row_of_numbers_under_names_gives_them():
    report = check("| w1 | b |\n|---:|---|\n| 0.4 | -1 |\n\nz = w1 + b = -0.6\ny = 2 b = 2")

    assert [line.verdict for line in report.lines] == ["ok", "ok", "slip"]


def test_rows_that_count_on_give_nothing():
    sheet = read("| w | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |")

    assert sheet.lines == ()


def test_words_may_stand_between_given_numbers():
    sheet = (
        "Given: x1 = 0.5 and x2 = -1, target t = 1, learning rate η = 0.1\n"
        "z = x1 + x2 + t + η = 0.6\nv = 2 η = 0.3"
    )

    assert [line.verdict for line in check(sheet).lines] == ["ok", "ok", "slip"]


def test_items_of_a_list_may_be_indented():
    sheet = "1. Forward\n   - x = 0.5\n   - net = 2 x + 1\n     = 2.0\n2. Then\n  - v = net + x = 2"

    assert [line.verdict for line in check(sheet).lines] == ["ok", "ok", "ok", "slip"]
