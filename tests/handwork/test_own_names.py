"""Names of a person's own: read as the key's where exactly one fits, and said."""

import json

import pytest

from autograd.handwork.checking import check
from autograd.handwork.language.reading import read
from autograd.handwork.reports.data_report import to_json
from autograd.handwork.reports.text_report import headline, to_markdown
from autograd.handwork.worlds.own_names import names_by_key

KEY = """\
given: x₁, x₂, w₁, w₂, t = 0.5, -0.2, 0.4, 0.3, 1
z₁ = x₁ w₁ + x₂ w₂ = 0.14
a₁ = σ(z₁) = 0.5349
E = ½ (a₁ − t)² = 0.1081
∂E/∂a₁ = a₁ − t = -0.4651
∂E/∂z₁ = ∂E/∂a₁ a₁ (1 − a₁) = -0.1157
"""
OWN = """\
given: x1, x2, w1, w2, target = 0.5, -0.2, 0.4, 0.3, 1
net1 = w1x1 + w2x2 = 0.14
out1 = 1/(1 + e^(-net1)) = 0.5349
Error = 1/2 (target - out1)^2 = 0.1081
"""


def test_own_names_are_the_keys_where_one_fits():
    report = check(f"{OWN}dError/dout1 = -(target - out1) = -0.4651\n", key=KEY)

    assert [line.verdict for line in report.lines] == ["ok"] * 5
    assert report.missing == ("∂E/∂z₁",)
    assert report.named == (
        "your target is the key's t",
        "your net1 is the key's z₁",
        "your out1 is the key's a₁",
        "your Error is the key's E",
    )
    assert "Your target is the key's t; your net1 is the key's z₁;" in headline(report)


def test_every_report_says_which_names_were_taken_for_the_keys():
    report = check(OWN, key=KEY)

    assert json.loads(to_json(report))["named"] == list(report.named)
    assert "Your target is the key's t; your net1 is the key's z₁;" in to_markdown(report)


@pytest.mark.parametrize("last", ["dError/dout1 = 0.4651", "dError/dout1 = target - out1 = 0.4651"])
def test_a_slip_under_own_names_is_found_by_the_key(last):
    report = check(OWN + last, key=KEY)

    assert [line.verdict for line in report.lines] == ["ok"] * 4 + ["slip"]


def test_what_may_be_two_of_the_keys_quantities_is_none():
    key = read("given: x, w = 2, 2\ny = w x = 4\nz = x + w = 4")

    assert names_by_key(read("given: a, b = 2, 2\nc = a b = 4"), key) == {}
    assert names_by_key(read("given: x, w = 2, 2\nc = w x = 4"), key) == {}


def test_names_equal_but_for_their_spelling_need_no_worth():
    key = read("given: x = 3\nE_total = x x = 9")

    assert names_by_key(read("given: x = 3\netotal = x x = 8"), key) == {"etotal": "E_total"}
    assert check("given: x = 3\netotal = 2 x = 6", key=key).named == ()
    assert check("given: x = 3\netotal = 2 x = 6", key=key).first_slip.line == 2


def test_a_slip_in_the_formula_of_an_own_name_is_found_by_what_it_is_derived_by():
    key = "given: r, q = 0.63, 0.5\nE = r ln(q) = -0.4367\ndE/dq = r/q = 1.26"
    report = check("given: r, q = 0.63, 0.5\nC = r + ln(q) = -0.0631\ndC/dq = r/q = 1.26", key=key)

    assert [line.verdict for line in report.lines] == ["ok", "slip", "ok"]


def test_a_step_of_ones_own_is_not_taken_for_the_keys_result():
    key = "given: y, t = 0.7, 1\nL = 1/2 (y - t)^2 = 0.045\ndL/dy = y - t = -0.3"
    report = check("given: y, t = 0.7, 1\ndiff = y - t = -0.3\nerr = diff^2 = 0.09", key=key)

    assert [line.verdict for line in report.lines] == ["ok"] * 3


def test_an_alias_says_what_a_name_means():
    report = check("alias: s = z₁, d = E\ns = x₁ w₁ = 0.2\nd = 0.1081", key=KEY)

    assert [line.verdict for line in report.lines] == ["slip", "ok"]
    assert "E" not in report.missing


def test_an_alias_of_a_number_is_refused():
    assert "two names, as in alias: net1 = z1" in check("alias: a = 2").lines[0].note


ROWS = "z = w x + b\na = tanh(z)\nL = (a - y)^2\ndL/da = 2(a - y)\n"
ROWS += "dL/dz = dL/da (1 - a^2)\ndL/dw = dL/dz x"
GIVEN = "given: w, x, b, y = 0.5, 2, 1, 0\n"


def test_rows_in_the_order_of_the_key_tell_what_names_mean():
    rows = "net = w x - b = 0\no = tanh(net) = 0\nC = (o - y)^2 = 0\ndC/do = 2(o - y) = 0\n"
    rows += "dC/dnet = dC/do (1 - o^2) = 0\ndC/dw = dC/dnet x = 0"
    report = check(GIVEN + rows, key=GIVEN + ROWS)

    assert report.first_slip.text == "net = w x - b = 0"
    assert sum(line.verdict == "slip" for line in report.lines) == 1


@pytest.mark.parametrize(
    "rows",
    [
        "z = w x + b = 2\na = tanh(z) = 0.964\nd = a - y = 0.964",
        "z = w x + b = 2\na = tanh(z) = 0.964\nd = a - y = 0.964\nL = d^2 = 0.929",
        "z = w x = 1\nnet = z + b = 2\na = tanh(net) = 0.964",
    ],
)
def test_a_helper_is_not_taken_for_the_keys_quantity_in_its_row(rows):
    key = GIVEN + "z = w x + b\na = tanh(z)\nL = (a - y)^2"
    report = check(GIVEN + rows, key=key)

    assert all("d" not in line.text[0] for line in report.lines if line.verdict == "slip")
    assert not any("d is" in said for said in report.named)
