"""Decimal commas: decided by the whole sheet, and refused where a comma may be either."""

import pytest

from autograd.handwork import check
from autograd.handwork.language.reading import read

POINTS = "given: a, b = 0.5, 1.5\nz = (0.5)(1.5) + a = 1.25\nv = [1, 2]\nw = v[1] + 0.25 = 1.25"
COMMAS = "given: a, b = 0,5, 1,5\nz = (0,5)(1,5) + a = 1,25\nv = [1, 2]\nw = v[1] + 0,25 = 1,25"


def test_a_sheet_with_commas_is_judged_as_one_with_points():
    by_points, by_commas = check(POINTS), check(COMMAS)

    assert [line.verdict for line in by_commas.lines] == ["ok"] * 4
    assert [line.expected for line in by_commas.lines] == [
        line.expected for line in by_points.lines
    ]


def test_a_slip_among_commas_has_its_columns():
    report = check("given: a = 0,5\nz = 3 a = 1,6")
    start, end = report.first_slip.span

    assert "z = 3 a = 1,6"[start:end] == "1,6"


@pytest.mark.parametrize(
    ("row", "values"),
    [
        ("given: a, b = 1,2", [1, 2]),
        ("given: a, b = 1,5, 2", [1.5, 2]),
        ("given: a, b = 1,5; 2,5", [1.5, 2.5]),
        ("a = 1,5; b = 2", [1.5, 2]),
        ("given: a = 1,5, b = 2,5", [1.5, 2.5]),
    ],
)
def test_commas_part_as_many_numbers_as_there_are_names(row, values):
    sheet = read(f"{row}\nz = 0,5 + 0,25")

    assert [line.parts[1].tree.value for line in sheet.lines[:-1]] == values


def test_what_may_be_one_number_or_two_is_refused_with_both_readings():
    (_, line) = check("z = 0,5 + 0,25 = 0,75\nv = [1,2]").lines

    assert line.note == (
        "column 6: 1,2 may be the number 1.2 or the numbers 1 and 2; "
        "write 1.2, or a space behind the comma"
    )


def test_semicolons_part_numbers_with_commas():
    assert check("v = [0,5; 1,5]\nz = sum(v) = 2,0").is_right


def test_commas_between_whole_numbers_are_no_decimals():
    assert check("v = [1,2,3]\nz = max(4,5) + v[1] = 6").is_right
