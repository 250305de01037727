"""Error budgets: what rounding may have done to a number is no slip; all else is."""

import pytest

from autograd.handwork.checking import check
from autograd.handwork.judging.budget import budget
from autograd.handwork.judging.half_units import exact
from autograd.handwork.language.parsing import tree
from autograd.handwork.worlds.world import World

WRONG = [
    "p = 2.7183/(2.7183 + 7.3891) = 2.7183/10.1043 = 0.2690",
    "given: t, o = 1, 3 | E = 1/2 (t - o)^2 = 4",  # ½ rounded to 1
    "y = 0.4*0.9*100 = 0",
    "given: n = 3 | p = 2/3 * n = 3",
    "round: 4 | given: a, y = 0.4551, 0.5 | L = (a - y)^2 = 0.4551 - 0.5 = -0.0449",
    "round: 4 | given: w, eta, g = 0.7, 0.1, -0.17 | v = w - eta g = 0.7 + 0.1(-0.17) = 0.683",
    "round: 4 | given: w, x, b = 0.7, 0.1, 0.02 | z = w x + b = (0.7)(0.1) = 0.07",
    "round: 2 | given: z = 1.3 | a = σ(z) = 0.79 | b = 100 a = 77.5",  # nothing rounds to that
    "round: 2 | given: z = 1.3 | a = σ(z) = 0.79 | b = 0.04 a = 0.00",  # something is not nothing
    "any: x in [-2, 2] | 0.5 x^2 = 0.46 x^2",
    "given: x = 3 | y = 2 x = 5 | v = 8 y = 41",  # a wrong whole number is as exact as a right one
    "given: x = 22 | y = 7 x = 150",  # whole numbers are exact
    "round: 2 | given: x = 22.3 | y = 6.9 x = 150",
    "given: x, y, w = -1.8, 0.5, 0.2 | p = σ(w x) = 0.41 | q = σ(w y) = 0.52 | J = -ln(p) - ln(q)"
    " | dJ/dw = 1.8",  # 0.58: results on the way had two decimals, not the one of 1.8
    "x = 39 | s = x^2 + 18 = 1540",
]
RIGHT = [
    "p = 2.7183/(2.7183 + 7.3891) = 2.7183/10.1073 = 0.2689",  # e and e² from a calculator
    "round: 2 | given: z = 1.3 | a = σ(z) = 0.79 | b = 100 a = 78.58",  # the calculator's
    "round: 2 | given: z = 1.3 | a = σ(z) = 0.79 | b = 100 a = 79",  # the one on the sheet
    "round: 2 | given: z = 1.3 | a = σ(z) = 0.79 | b = 100 a = 78.6",  # kept with three digits
    "round: 2 | given: x = 3 | y = (100/x)(10/x) = 110.99",  # (33.33)(3.33)
    "round: 2 truncate | given: x = 3 | a = 2/x = 0.66 | b = 100 a = 66.66",
    "round: 2 | given: x = 3 | a = 2/x = 0.66 | b = 100 a = 66.66",  # cut off without a word
    "given: x = 0.6 | a = x/7 = 0.0857 | b = 1 - 7 a = 0.4 | c = 1000 a = 85.714",
    "given: x = 39 | s = x^2 + 18 = 1.5×10³ | t = 2 s = 3.0×10³ | u = 2 s = 3078",
    "given: a = 2 | l = a/2*10^-2 = 0.01",
    "given: x = 22.3 | y = 6.9 x = 150 | z = 3 y = 460",  # two figures
    "2.7183/(2.7183 + 7.3891) = 2.7183/10.1073",
    "any: x in [-2, 2] | x/3 = 0.333 x",
    "any: x in [-2, 2] | 0.333 x = x/3",
]


def checked(sheet):
    return check(sheet.replace(" | ", "\n"))


def verdicts(sheet):
    return [line.verdict for line in checked(sheet).lines]


@pytest.mark.parametrize("sheet", WRONG)
def test_a_slip_lies_outside_the_budget(sheet):
    assert verdicts(sheet)[-1] == "slip"


@pytest.mark.parametrize("sheet", RIGHT)
def test_what_rounding_can_have_done_is_right(sheet):
    assert set(verdicts(sheet)) <= {"ok", "truncated"}


def test_a_wrong_number_copied_into_a_formula_is_carried():
    head = (
        "given: x, w, y = 0.5, 0.8, 1 | z = w x = 0.04 | a = σ(z) = 0.51 | L = (a - y)^2 = 0.2401"
    )

    assert verdicts(f"{head} | dL/da = 2(0.51 - y) = -0.98")[-3:] == ["carried"] * 3


def test_an_exponent_is_no_copied_number():
    key = "round: 2\ngiven: x = 6.03\na = x/3\nL = a^2 + x^2"

    assert check("a = 2\nL = a^2", key=key).lines[1].verdict == "slip"


def test_a_budget_is_the_half_unit_times_the_slope():
    world = World()
    for name, formula in (("x", "3"), ("a", "1/x"), ("b", "a^2 x")):
        world.define(name, tree(formula))
    world.pin(tree("a"), 0.33)

    [off] = budget(tree("b"), world, exact, {tree("a"): [0.005]})

    assert off == pytest.approx(0.005 * 2 * 0.33 * 3)


def test_every_rounded_operation_adds_its_half_unit():
    world = World()
    world.define("x", tree("3"))

    [off] = budget(tree("(1/x)(2/x) + x/2"), world, exact, operation=(2, 0.005))

    assert off == pytest.approx(0.005 * (2 / 3 + 1 / 3 + 1))  # 1/x, 2/x and their product; 1.5 ends


def test_a_result_that_ends_before_its_last_place_was_not_rounded():
    world = World()
    world.define("x", tree("0.9"))

    assert budget(tree("(0.75 x)(2)"), world, exact, operation=(4, 0.00005)) == [0.0]
