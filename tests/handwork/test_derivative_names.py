"""Names such as dw, dL_dw and w.grad: derivatives where they are worth them, else names."""

import pytest

from autograd.handwork import check

GIVEN = "w = 3\nx = 2\nb = 1\nz = w x + b = 7\nL = z^2 = 49\n"


def slips(rows, key=None):
    report = check(GIVEN + rows, key=key)
    return [line.text for line in report.lines if line.verdict == "slip"]


@pytest.mark.parametrize(
    ("rows", "slip"),
    [
        ("dz = 2 z = 14\ndb = dz = 14\ndw = dz w = 42", "dw = dz w = 42"),
        ("dL_dz = 2 z = 14\ndL_dw = dL_dz w = 42", "dL_dw = dL_dz w = 42"),
        ("z.grad = 2 z = 14\nd1 = 2 z x = 28\nw.grad = d1 w = 84", "w.grad = d1 w = 84"),
    ],
)
def test_a_name_for_a_derivative_is_judged_as_one(rows, slip):
    assert slips(rows) == [slip]


def test_a_difference_called_dz_is_no_derivative():
    assert slips("dz = z - 2 = 5\ndw = w - 2 = 1") == []


def test_a_key_that_asks_for_derivatives_tells_what_dw_is():
    key = GIVEN + "dL/dz = 2 z\ndL/dw = dL/dz x"

    assert slips("dw = 42", key) == ["dw = 42"]
    assert slips("dw = 28", key) == []
