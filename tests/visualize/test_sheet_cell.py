"""A sheet in a notebook: the cell, and what a report shows of itself."""

import base64
import re
from html import escape

import pytest

import visualize
from autograd.handwork import check, exercise, read
from autograd.handwork.exercises.levels import LEVELS
from autograd.handwork.reports.text_report import to_text
from visualize.faces.sheet_cell import cell_html, judged_cell

SHEET = "a = 2\nb = 3 a = 5"


def test_the_cell_runs_in_a_notebook():
    shell = pytest.importorskip("IPython.core.interactiveshell").InteractiveShell
    notebook = shell.instance()
    try:
        visualize.load_ipython_extension(notebook)
        notebook.user_ns["solution"] = "a = 2\nb = 4 a = 8"

        shown = notebook.run_cell_magic("chalk", "--key solution --reveal none", SHEET)
    finally:
        shell.clear_instance()

    assert shown.report.first_slip.line == 2
    assert shown.report.key is not None
    assert "8" not in shown._repr_mimebundle_()["text/plain"]


def test_a_report_shows_itself():
    shown = check(SHEET)._repr_mimebundle_()

    assert shown["text/plain"].startswith("The first slip is in line 2.")
    assert "✗ slip" in shown["text/html"]


def test_what_a_stranger_typed_is_only_shown():
    assert "<script>" not in cell_html(check("a = <script>alert(1)</script>"))


def test_a_key_may_be_an_exercise_and_the_code_on_a_sheet_leads_to_it():
    made = exercise("chain", seed=3)
    (line,) = [row for row in made.key.splitlines() if row.startswith("S1 =")]
    wrong = made.sheet.replace("S1 = x1 w1 + x2 w2 =", f"S1 = x1 w1 - x2 w2 = {line.split()[-1]}")
    without_code = "\n".join(row for row in wrong.splitlines() if "code:" not in row)

    by_code = judged_cell("", wrong).report
    by_name = judged_cell("--key made", without_code, {"made": made}).report

    assert by_code.key is not None
    assert [line.verdict for line in by_code.lines] == [line.verdict for line in by_name.lines]
    assert judged_cell("", without_code).report.key is None


@pytest.mark.parametrize(
    ("line", "error", "told"),
    [
        ("--key nowhere.chalk", FileNotFoundError, "no such variable, and no file"),
        ("--key rows", TypeError, "'rows' holds a list"),
    ],
)
def test_a_key_that_is_none_says_what_may_be_one(line, error, told):
    with pytest.raises(error, match=told):
        judged_cell(line, SHEET, {"rows": [1]})


def test_a_mistake_in_the_cell_is_told_in_a_line():
    shell = pytest.importorskip("IPython.core.interactiveshell").InteractiveShell
    usage = pytest.importorskip("IPython.core.error").UsageError
    notebook = shell.instance()
    try:
        visualize.load_ipython_extension(notebook)
        with pytest.raises(usage, match="--key nowhere: there is no such variable"):
            notebook.run_cell_magic("chalk", "--key nowhere", SHEET)
    finally:
        shell.clear_instance()


def test_what_a_cell_gives_is_printed_to_be_read():
    shown = judged_cell("--reveal none", SHEET)

    assert str(shown) == shown._repr_mimebundle_()["text/plain"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("--reveal all", "'none', 'hint' or 'full'"),
        ("--colour red", "it takes --key, --places and --reveal"),
    ],
)
def test_a_wrong_option_says_what_is_allowed(line, told):
    with pytest.raises(ValueError, match=told):
        judged_cell(line, SHEET)


def test_a_report_is_printed_to_be_read_and_echoed_in_a_line():
    report = check(SHEET)

    assert str(report) == to_text(report)
    assert repr(report).startswith("<Report: The first slip is in line 2. ")
    assert "\n" not in repr(report)


def test_a_sheet_shows_its_text_and_runs_nothing_of_it():
    shown = read("a = 2 <script>alert(1)</script>\nb = 3 a = 6")

    assert "b = 3 a = 6</pre>" in shown._repr_mimebundle_()["text/html"]
    assert "<script>" not in shown._repr_mimebundle_()["text/html"]
    assert repr(shown) == "<Sheet 2 lines>"


def figure_in(page):
    """The texts of the figure that a page holds as an image."""
    (data,) = re.findall(r'base64,([^"]*)"', page)
    return re.findall(r">([^<>]+)<", base64.b64decode(data).decode())


@pytest.mark.parametrize("level", LEVELS)
def test_an_exercise_shows_its_sheet_and_figure_and_never_its_key(level):
    made = exercise("chain", seed=7, level=level)
    shown = made._repr_mimebundle_()
    page, drawn = shown["text/html"].rsplit("<pre>", 1)[1], figure_in(shown["text/html"])
    numbers = [line.rpartition("= ")[2] for line in made.key.split("\n\n")[1].splitlines()]
    secret = [number for number in numbers if number not in made.sheet]

    assert page == f"{escape(made.sheet)}</pre>"
    assert {"S1", "S2", "ŷ"} < set(drawn)
    for told in (*drawn, shown["text/plain"], str(made), repr(made), f"{[made]}"):
        assert [number for number in secret if number in told] == []
    assert secret
    assert made.code in repr(made)
