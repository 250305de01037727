"""A number alone below its formula: its value; and what is none."""

import pytest

from autograd.handwork import check
from autograd.handwork.language.reading import read

ABOVE = "w = 2\nx = 0.3\n"


def judged(rows):
    """Text and verdict of the lines behind the first two."""
    return [(line.text, line.verdict) for line in check(ABOVE + rows).lines[2:]]


@pytest.mark.parametrize(
    ("formula", "number", "verdict"),
    [
        ("z = w x", "0.6", "ok"),
        ("z = w x", "  0.60", "ok"),
        ("z = -w x", "−0.6", "ok"),
        ("z = w x - 1", "-0.4", "ok"),
        ("z = w x", "0.7", "slip"),
        ("z = w x =", "0.6", "ok"),
        ("z = w x =", "0.7", "slip"),
        ("z = w x = 2 · 0.3", "0.6", "ok"),
        ("= w x", "0.6", "ok"),
    ],
)
def test_a_number_below_a_formula_is_its_value(formula, number, verdict):
    rows = f"z\n{formula}\n{number}" if formula.startswith("=") else f"{formula}\n{number}"

    assert judged(rows)[-1] == (number.strip(), verdict)


def test_lines_below_are_judged_by_it():
    report = check(f"{ABOVE}z = w x\n0.7\ny = z + 1 = 1.7")

    assert [line.verdict for line in report.lines[2:]] == ["ok", "slip", "carried"]


def test_a_derivative_has_its_number_below_too():
    report = check("x = 2\ny = x^2 + 0.5\ndy/dx = 2 x\n4.0\ndy/dx = 2 x\n5.0")

    assert [line.verdict for line in report.lines[2:]] == ["ok", "ok", "ok", "slip"]


def test_with_decimal_commas_too():
    report = check("w = 2\nx = 0,3\nz = w x\n0,6")

    assert report.lines[-1].verdict == "ok"


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ("z = w x\n\n0.7", 5),
        ("z = w x\n7", 4),
        ("z = w x = 0.6\n0.7", 4),
        ("z = x\n0.7", 4),
        ("y(t) = t^2 w\n0.7", 4),
        ("z = w x\n0.7 of it", 4),
        ("so it is twice as much\n0.7", 4),
        ("z = w x\nand now\n0.7", 5),
        ("given: a = 2, b = 0.3\n0.7", 4),
    ],
    ids=[
        "behind an empty row", "a whole number", "behind a number", "below a name",
        "below a function", "with words", "below words", "behind words", "below what is given",
    ],
)  # fmt: skip
def test_other_numbers_are_left_alone(rows, row):
    sheet = read(ABOVE + rows)

    assert row in dict(sheet.skipped)
    assert "slip" not in [line.verdict for line in check(sheet).lines]


def test_a_column_of_numbers_is_nobodys_value():
    assert dict(read(f"{ABOVE}z = w x\n0.7\n0.8").skipped) == {4: "0.7", 5: "0.8"}


@pytest.mark.parametrize("rows", ["z = w x\n+0.4\n= 1", "z = w x\n- 0.4", "z = w x\n-0.4\n= 0.2"])
def test_what_may_be_the_end_of_a_formula_is_no_slip(rows):
    assert "slip" not in [verdict for _, verdict in judged(rows)]
