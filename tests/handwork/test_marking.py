"""Marks are given for quantities: no line more or less earns anything."""

from fractions import Fraction

import pytest

from autograd.handwork.checking import check
from autograd.handwork.reports.class_report import class_report
from autograd.handwork.reports.marking import Scheme, mark

KEY = "given: x = 3\nh = 2 x\nL = h^2\ndL/dh = 2 h\ndL/dx = 2 dL/dh"
WHOLE = "given: x = 3\nh = 2 x = 6\nL = h^2 = 36\ndL/dh = 2 h = 12\ndL/dx = 2 dL/dh = 24"
"""Four quantities, two marks each."""


def earned(sheet, key=KEY):
    marks = mark(check(sheet, key=key))
    return str(marks.got), str(marks.possible)


@pytest.mark.parametrize(
    ("sheet", "got"),
    [
        (WHOLE, "8"),
        ("given: x = 3\nh = 6\nL = 36\ndL/dh = 12\ndL/dx = 24", "8"),
        (f"{WHOLE}\n" + "1 = 1\n" * 50, "8"),
        (f"{WHOLE}\nh = 6\nL = 36\nL = h^2 = 36\n2 3 = 6\nk = 3 x = 9", "8"),
        (WHOLE.replace("= 24", "= 25") + "\n1 = 1" * 50, "7"),
        (WHOLE.replace("= 24", "= 25") + "\ndL/dx = 25", "7"),  # repeated, it is carried
        (WHOLE.replace("= 24", "= 25") + "\ndL/dx = 24", "8"),  # corrected
        (WHOLE.replace("L = h^2 = 36", "L = h + 1 = 7"), "6"),
        (WHOLE.replace("L = h^2 = 36", "L = h + 1 = 7") + "\nL = 7", "6"),
        ("given: x = 3\nh = 2 x\nL = h^2\ndL/dh = 2 h\ndL/dx = 2 dL/dh", "0"),
        ("given: x = 3\nh = h\nL = L\ndL/dh = dL/dh\ndL/dx = dL/dx", "0"),
        ("given: x = 3\nh = 2 x\n= 6", "2"),  # the number on a line of its own
        ("given: x, h, L = 3, 6, 36", "0"),
        ("given: x = 3\nh = 6 6 6 ^\nh = 2 x = 6", "2"),
        ("given: x = 3\nh = 6 6 6 ^", "0"),
        ("", "0"),
    ],
)  # fmt: skip
def test_marks_are_those_of_the_key_s_quantities(sheet, got):
    assert earned(sheet) == (got, "8")


@pytest.mark.parametrize(
    ("sheet", "marks"),
    [
        ("a = 2\nb = 3 a = 6", ("2", "2")),
        ("a = 2\nb = 3 a = 6\n1 = 1\nb = 6\nb = b\nc = 7", ("2", "2")),
        ("a = 2\nb = 3 a\nc = 2 b = 12", ("2", "2")),
        ("a = 2\nb = 3 a\n= 7\n= 6", ("2", "2")),
        ("(5*5*1+1)*6 = 156\n(2)(3) = 7", ("3", "4")),
        ("any: u in [-1, 1]\nd/du (u^2) = 2 u\nd/du (u^3) = u", ("2", "4")),
        ("a = 2\nb = 3 a +", ("0", "2")),
    ],
)
def test_without_a_key_they_are_those_of_the_sheet_s_own(sheet, marks):
    assert earned(sheet, key=None) == marks


def test_a_key_without_numbers_asks_for_formulas():
    key = "any: u in [-1, 1]\nE = u^3\ndE/du = 3 u^2"

    assert earned("any: u in [-1, 1]\nE = u^3\ndE/du = 3 u u", key) == ("4", "4")
    assert earned("any: u in [-1, 1]\nE = u^3\ndE/du = dE/du", key) == ("2", "4")
    assert earned("any: u in [-1, 1]\nE = u^3\ndE/du = 3 u", key) == ("2", "4")


def test_weights_are_called_as_anybody_spells_them():
    scheme = Scheme(weights={"∂L/∂x": Fraction(3)})
    marks = mark(check(WHOLE.replace("= 24", "= 25"), key=KEY), scheme)

    assert (marks.got, marks.possible) == (9, 12)


def test_marks_are_given_for_reports_only():
    with pytest.raises(TypeError, match="mark takes a report, got str; write mark"):
        mark("a = 2")


def test_marks_and_a_class_print_what_is_to_be_read():
    report = check("a = 2\nb = 3 a = 5\nc = b b = 25")

    assert str(mark(report)).splitlines()[0] == "b: 1 of 2 (method 1, accuracy 0)"
    assert repr(class_report([report])).splitlines()[0] == (
        "1 sheet: 0 right, 1 with slips, 0 with parts that are missing or unreadable."
    )
