"""Verdicts: right, carried, rounding, slips; the true run and the person's own."""

import pytest

from autograd.handwork.checking import check
from autograd.handwork.language.claims import Claim, Fit, fit
from autograd.handwork.language.limits import Limits

HEAD = "round: 4\ngiven: x, w = 0.9, 0.75\n"


def verdicts(sheet, **options):
    return [line.verdict for line in check(sheet, **options).lines]


@pytest.mark.parametrize(
    ("text", "reference", "places", "expected"),
    [
        ("0.7971", 0.79705683, 4, Fit.OK),
        ("0.7970", 0.79705683, 4, Fit.TRUNCATED),
        ("0.7972", 0.79705683, 4, Fit.LAST_PLACE),
        ("0.7973", 0.79705683, 4, Fit.OFF),
        ("-0.7971", 0.79705683, 4, Fit.OFF),  # signs count
        ("0.5000", 0.50005, 4, Fit.OK),  # a tie, half to even
        ("0.5001", 0.50005, 4, Fit.OK),  # and half up
        ("0.62", 0.62, 4, Fit.OK),  # zeros may be left away
        ("0.80", 0.79705683, 4, Fit.OK),  # coarse, not wrong
        ("0", 0.0006, 4, Fit.OFF),  # nothing is no rounding
        ("1", 0.79705683, 4, Fit.OFF),
        ("0.0006", 0.00062158, 4, Fit.OK),
        ("156", 156.0, None, Fit.OK),
        ("157", 156.0, None, Fit.OFF),  # whole numbers are exact
        ("1.3681", 1.368, 4, Fit.OFF),  # 1.3680 is exact: one off is wrong
        ("-0.0001", 0.00004, 4, Fit.OFF),
        ("0.0000", 4e-17, 4, Fit.OK),
        ("1.2e-3", 0.00123, None, Fit.OK),
        ("1.4e-3", 0.00123, None, Fit.OFF),
    ],
)
def test_digits_say_how_exact_a_claim_is(text, reference, places, expected):
    mantissa, _, power = text.partition("e")
    decimals = len(mantissa.partition(".")[2]) - int(power or 0)

    assert fit(Claim(float(text), decimals, text), reference, places) is expected


def test_each_equals_is_judged_against_its_left_neighbour():
    report = check(HEAD + "S = x w = (0.9)(0.57) = 0.513")
    slip = report.first_slip

    assert [(step.kind, step.verdict) for step in slip.checks] == [
        ("substitution", "slip"),
        ("arithmetic", "ok"),
    ]
    assert (slip.kind, slip.claimed, slip.expected) == ("substitution", 0.57, 0.75)


def test_a_line_from_a_wrong_number_is_carried_and_told_so():
    report = check(HEAD + "S = x w = 0.765\ny = S^2 = 0.5852\nz = x + w = 1.65")

    assert [line.verdict for line in report.lines][1:] == ["slip", "carried", "ok"]
    assert report.lines[2].expected == pytest.approx(0.455625)
    assert report.lines[2].from_yours == pytest.approx(0.585225)


def test_only_what_is_downstream_is_carried():
    sheet = "a = 2\nb = 3 a = 7\nc = b + 1 = 8\nd = 5 a = 10\ne1 = c d = 80"

    assert verdicts(sheet) == ["ok", "slip", "carried", "ok", "carried"]


def test_a_wrong_number_is_carried_through_lines_that_are_not_written():
    key = "given: x = 2\na = 3 x\nb = a + 1\nc = b b"
    report = check("a = 7\nc = 64", key=key)

    assert [line.verdict for line in report.lines] == ["slip", "carried"]


def test_the_derivative_of_a_number_is_nothing():
    assert verdicts("given: x = 2\nd/dx (3) = 0")[-1] == "ok"


def test_a_wrong_derivative_is_carried_by_the_engine():
    head = "given: x, w, y = 2, 3, 1\nS = w x = 6\nL = (S - y)^2 = 25\n"

    assert verdicts(head + "dL/dS = 12\ndL/dw = 24")[-2:] == ["slip", "carried"]


def test_a_wrong_local_derivative_is_carried_by_the_engine():
    head = "given: x, w, y = 2, 3, 1\nS = w x = 6\nh = S^2 = 36\nL = h - y = 35\n"

    assert verdicts(head + "dh/dS = 6\ndL/dw = 12")[-2:] == ["slip", "carried"]


def test_rounding_of_earlier_lines_is_no_slip():
    sheet = "round: 2\ns = -1.48\nx = tanh(s) = -0.9\nd = (1 - tanh(s)^2) 2 (-3.6) = -1.368"

    assert verdicts(sheet) == ["ok", "ok", "ok"]


@pytest.mark.parametrize("number", ["28.22", "27.95"])  # 50(1 − 0.66²), and 50 tanh'(0.8)
def test_a_slope_may_come_from_the_number_written_for_the_output(number):
    sheet = "round: 2\ngiven: z, c = 0.8, 50\nh = tanh(z) = 0.66\nL = c h = 33\ndL/dz = "

    assert verdicts(sheet + number)[-1] == "ok"


def test_full_digits_kept_in_the_calculator_are_no_slip():
    sheet = "round: 2\na = 1/3 = 0.33\nb = 100 a = 33.33"

    assert verdicts(sheet) == ["ok", "ok"]


def test_a_slip_kept_in_full_digits_is_carried():
    sheet = "round: 2\ngiven: z = 1.3\na = tanh(z) = 0.79\nb = 100 a = 78.58"

    assert verdicts(sheet)[1:] == ["slip", "carried"]  # σ for tanh, and 100 σ(1.3)


@pytest.mark.parametrize(
    ("number", "verdict"), [("0.7970", "truncated"), ("0.7972", "last place"), ("0.7973", "slip")]
)
def test_rounding_is_told_apart_from_slips(number, verdict):
    assert verdicts(f"round: 4\ngiven: z = 1.368\ns = σ(z) = {number}")[1] == verdict


def test_cut_off_numbers_are_right_where_the_sheet_asks_for_them():
    assert verdicts("round: 4 truncate\ngiven: z = 1.368\ns = σ(z) = 0.7970")[1] == "ok"


def test_a_carried_number_that_makes_a_line_trivial_earns_nothing():
    sheet = "given: a, b = 2, 3\nc = a b = 0\nd = 7 c = 0"

    assert verdicts(sheet)[1:] == ["slip", "not creditable"]


def test_a_wrong_set_up_is_found_by_the_engine():
    head = "given: x, w, y = 2, 3, 1\nS = w x\nL = (S - y)^2\n"
    slip = check(head + "dL/dS = (S - y) = 5").first_slip

    assert (slip.kind, slip.expected, slip.guesses[0].slip) == ("set-up", 10.0, "factor two")


def test_a_wrong_set_up_is_found_against_a_key():
    key = "given: x1, x2, w1, w2 = 1, 2, 3, 4\nS = x1 w1 + x2 w2"
    slip = check("S = x1 w1 + x2 w1 = 9", key=key).first_slip

    assert (slip.line, slip.kind, slip.expected) == (1, "set-up", 11.0)
    assert slip.guesses[0].sentence == "w1 was used where w2 is meant."


def test_numbers_alone_are_judged_against_a_key():
    key = "round: 4\ngiven: z = 1.368\ns = sigmoid(z)\nt = 2 s"
    report = check("s = 0.2029\nt = 0.4059", key=key)

    assert [line.verdict for line in report.lines] == ["slip", "carried"]
    assert report.first_slip.guesses[0].slip == "argument sign"


def test_a_key_is_judged_once_however_many_sheets_are_judged_by_it():
    key = "a = 2\nb = 3 a = 7"
    first, second = check("b = 6", key=key), check("b = 7", key=key)

    assert first.key is second.key
    assert check("b = 6", key=key, limits=Limits(lines=9)).key is not first.key


def test_the_key_is_checked_first():
    report = check("b = 5", key="a = 2\nb = a + 2 = 5")

    assert report.key.first_slip.line == 2


def test_a_name_only_the_person_uses_is_theirs_to_define():
    assert verdicts("help = a + 1 = 3\nb = 2 help = 6", key="a = 2\nb = 2(a + 1)") == ["ok", "ok"]


def test_a_local_derivative_left_out_is_named():
    head = "round: 4\ngiven: x, w, y = 0.9, 0.75, 0.2\nS = w x = 0.675\nh = σ(S) = 0.6626\n"
    slip = check(head + "L = (h - y)^2 = 0.2140\n" + "dL/dh = 0.9252\ndL/dS = 0.9252").first_slip

    assert (slip.line, slip.guesses[0].slip) == (7, "factor left out")
    assert slip.guesses[0].sentence == "The factor ∂h/∂S was left out."


def test_a_path_left_out_is_named():
    sheet = "given: x = 2\na = x^2 = 4\nb = 3 x = 6\nL = a b = 24\ndL/dx = 24"
    names = [guess.slip for guess in check(sheet).first_slip.guesses]

    assert "path left out" in names


def test_a_number_that_nothing_explains_has_no_guess():
    slip = check("round: 4\ngiven: a, b = 1.23, 4.56\nc = a b = 3.1416").first_slip

    assert slip.guesses == ()


def test_an_unread_line_does_not_hide_the_next():
    assert verdicts("a = 2\nb = 3 +\nc = 2 a = 4") == ["ok", "unread", "ok"]


def test_a_formula_may_stand_before_its_quantities():
    sheet = "dL/dx = dL/dh dh/dx\n= 2 h * 5\ngiven: x = 3\nh = 4 x = 12\nL = h^2 = 144"

    assert verdicts(sheet) == ["ok", "slip", "ok", "ok", "ok"]


def test_a_definition_before_its_quantities_says_where_they_are():
    note = check("a = 2 b\nb = 3").lines[0].note

    assert note == "column 7: 'b' has its value in line 2 only; move that line up"


def test_identities_hold_at_every_point_or_not_at_all():
    sheet = "any: x in [-2, 2]\n(x + 1)^2 = x^2 + 2x + 1 = x^2 + 1"
    line = check(sheet).lines[0]

    assert [step.verdict for step in line.checks] == ["ok", "slip"]
    assert line.guesses[0].slip == "term left out"


def test_an_identity_in_whole_numbers():
    assert verdicts("any: k in 2..6\n⌊(2k + 1)/2⌋ = k") == ["ok"]


def test_an_identity_is_checked_where_its_quantities_have_values():
    sheet = "any: x in [-2, 2]\nr = sqrt(x)\ns = r^2\ns = x\ns = 2 x"

    assert verdicts(sheet) == ["ok", "ok", "ok", "slip"]


@pytest.mark.parametrize(
    ("formula", "right", "constant"),  # the last is what it were if the inner one had no slope
    [
        ("d/dx (x^2 + dy/dx)", 24, 6),
        ("d/dx (x^2 + 2 d/dx x^3)", 42, 6),
        ("d/dx (x^2 + x d/dw (3 w^2))", 18, 18),
        ("d/dw (x d/dw (3 w^2))", 18, 0),
        ("d/dx (x^2 + d/dw (5))", 6, 6),
    ],
)
def test_a_derivative_inside_a_derivative_has_a_slope_of_its_own(formula, right, constant):
    head = "given: x, w = 3, 2\ny = x^3 = 27\n"

    assert verdicts(f"{head}g = {formula} = {right}")[-1] == "ok"
    assert verdicts(f"{head}g = {formula} = {right + 1}")[-1] == "slip"
    assert constant == right or verdicts(f"{head}g = {formula} = {constant}")[-1] == "slip"


def test_a_derivative_inside_a_derivative_holds_for_every_value():
    rule = "any: x in [-2, 2]\nd/dx (x^2 + d/dx x^3) ="

    assert verdicts(f"{rule} 2x + 6x") == ["ok"]
    assert verdicts(f"{rule} 2x") == ["slip"]
