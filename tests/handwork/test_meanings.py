"""What primes and f(x) mean, which only the sheet as a whole tells."""

import pytest

from autograd.handwork.checking import check

VERDICTS = {
    "f(x) = x²\nf'(x) = 2x\nf'(x) = 3x": ["ok", "ok", "slip"],
    "σ(z) = 1/(1 + e^{-z})\nσ'(z) = σ(z)(1 − σ(z))\nσ'(z) = σ(z)": ["ok", "ok", "slip"],
    "f(x) = x²\nf(3) = 9\nf(3) = 10\nf(2)^2 = 16": ["ok", "ok", "slip", "ok"],
    "x = [2, 4, 6]\nσ² = mean((x - 4)²) = 2.667\ny = 2/sqrt(σ^2) = 1.52": ["ok", "ok", "slip"],
    "σ = 2\nσ² = 5": ["ok", "slip"],
    "f(x) = x² + 1\nx = 3\nf'(x) = 2x = 6\nf(x) = 10": ["ok"] * 4,
    "f(x) = x²\nx = 1\nf(x) = 1\nx = 3\nf(x) = 6": ["ok", "ok", "ok", "ok", "slip"],
    "f(x,y) = x y\nx = 1\ny = 2\nf = 2\nx = 3\ny = 4\nf = x y = 12": ["ok"] * 7,
    "given: w, a, b = 2, 3, 4\nw(a + b) = 14\nq = w(a) = 6": ["ok"] * 3,
    "given: W = [[1, 2], [3, 4]]\nW' = [[1, 3], [2, 4]]\nW' [1, 1] = [4, 6]": ["ok"] * 3,
    "given: w, g = 2, 3\nw' = w - 0.1 g = 1.7\nw' = w - 0.1 g = 1.8": ["ok", "ok", "slip"],
    "given: x = 2\nw11' = x + 1 = 3\nv = 2 w11' = 6\nu = 2 w11' = 7": ["ok", "ok", "ok", "slip"],
    "given: w = [1, 2], x = [3, 4], b = 1\nz = w·x + b = 12\ny = w @ x = 12": ["ok", "ok", "slip"],
    "given: w = [1, 2], x = [3, 4]\nz = w · x\n= 11\ndz/dw = x = [3, 4]": ["ok"] * 4,
    "given: w = [1, 2], x = [3, 4]\nz = w · x = [3, 8]": ["ok", "cannot be judged"],
    "w = 0\nw = 0 - 0.1*(-2) = 0.2\ny = 3 w = 0.6\ny = 3 w = 0.7": ["ok", "ok", "ok", "slip"],
    "x_new = 4 - 0.1*8 = 3.2\nx_new = 3.2 - 0.1*6.4 = 2.56\nx_new = 2.56 - 0.1*5.12 = 2.5": [
        *("ok", "ok", "slip")
    ],
    "given: c, f, i = 2, 3, 4\nc' = f c + i = 10\nc' = 10": ["ok"] * 3,
    "given: z, y = 0, 1\na = σ(z) = 0.5\nd = (a - y) a' = -0.125": ["ok"] * 3,
    "q = f(3) = 9\nf'(x) = 2x\nf(x) = x²\nf'(x) = 3x": ["ok", "ok", "ok", "slip"],
    "s(x) = 1/(1 + e^(-x))\nt = 1 + e^(-x)\nds/dt = -t^-2": ["ok", "ok", "cannot be judged"],
    "f(x) = x²\n2f(2) = 8\nf(1)f(2) = 4": ["ok"] * 3,
    "given: v = [1, 2]\nh = 2 v = [2, 4]\nh' v = 10": ["ok"] * 3,
    "given: X = [1, 2]\nm = max(X) = 2\nq = m x m = 4": ["ok"] * 3,
    "given: z = 0\na = σ(z) = 0.5\na' = a(1 - a) = 0.25\na' = a(1 + a) = 0.75": [
        *("ok", "ok", "ok", "slip")
    ],
}
REFUSED = {
    "a = 2\nL = f$a": "found '$'",
    "given: m, v = 1, 2\nq = m' + v = 3": "column 5: it is not clear by what m' is derived",
    "given: x, w = 3, 2\ny = w x² = 18\ny' = 2x = 6": "it is not clear by what y' is derived; "
    "write dy/d…, or y_new for a new value",
    "f(x, y) = x y\nf(2) = 3": "column 1: found f of 1 arguments; expected 2",
    "f(x, y) = x y\nf'(x) = y": "column 1: found f of 1 arguments; expected 2",
    "f(x) = x²\nf'(3) = 6": "found f' of a number or a formula; expected f' of a quantity",
}


@pytest.mark.parametrize("sheet", VERDICTS)
def test_primes_and_functions_are_judged_by_what_the_sheet_means(sheet):
    assert [line.verdict for line in check(sheet).lines] == VERDICTS[sheet]


@pytest.mark.parametrize("sheet", REFUSED)
def test_what_cannot_be_known_is_refused_and_no_slip(sheet):
    line = check(sheet).lines[-1]

    assert line.verdict == "unread"
    assert REFUSED[sheet] in line.note


def test_the_quantities_of_a_key_are_no_free_symbols():
    report = check("f(x) = x²\nf'(x) = 2x = 6", key="given: x = 3\nf = x^2 = 9\ndf/dx = 2x = 6")

    assert [line.verdict for line in report.lines] == ["ok", "ok"]


def test_a_derivative_at_a_number_is_refused_not_multiplied():
    [*_, line] = check("x = 3\ny = x^2\ny'(3) = 6").lines

    assert line.verdict == "unread"
    assert line.note == "column 1: found y' of a number or a formula; expected y' of a quantity"


def test_a_new_value_times_a_number_is_a_product_still():
    [*_, line] = check("w = 3\nw' = w - 1 = 2\nz = w' (2) = 4").lines

    assert line.verdict == "ok"
