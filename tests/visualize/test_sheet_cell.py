"""A sheet in a notebook: the cell, and what a report shows of itself."""

import pytest

import visualize
from autograd.handwork import check, exercise
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


def test_an_exercise_shows_its_sheet_and_never_its_key():
    made = exercise("chain", seed=7)
    shown = made._repr_mimebundle_()
    numbers = [line.rpartition("= ")[2] for line in made.key.split("\n\n")[1].splitlines()]

    assert "S1 = x1 w1 + x2 w2 =" in shown["text/html"]
    for told in (*shown.values(), str(made), repr(made), f"{[made]}"):
        assert [number for number in numbers if number in told] == []
    assert made.code in repr(made)
