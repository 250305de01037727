"""What follows from what: numbers under formulas, restating, and lines on a wrong number."""

import pytest

from autograd.handwork.checking import check

SIGNS = {
    "ok": "ok", "-": "slip", "c": "carried", "?": "cannot be judged", "u": "unread",
    "t": "truncated", "l": "last place", "0": "not creditable",
}  # fmt: skip
MATRIX = "given: W = [[1, 2], [3, 4]] | given: x = [1, 2]"


def judged(rows, key=None):
    """The verdicts of rows written with | between them."""
    key = key and key.replace(" | ", "\n")
    return [line.verdict for line in check(rows.replace(" | ", "\n"), key=key).lines]


def expected(signs):
    return [SIGNS[sign] for sign in signs.split()]


UNDER_ITS_FORMULA = {
    "round: 2 | given: q, r, g = 0.37, 0.63, 7 | E = r ln(q) = -0.63 | dE/dq = r/q | = 1.70"
    " | t = g dE/dq | = 11.90": "ok ok ok ok ok ok",
    "round: 2 | given: q, r, g = 0.37, 0.63, 7 | E = r ln(q) = -0.63 | dE/dq = r/q"
    " | dE/dq = 1.70 | t = g dE/dq | t = 11.90": "ok ok ok ok ok ok",
    "given: x, y = 3, 1 | L = (x - y)^2/2 | dL/dx = x + y | = 4 | g = 2 dL/dx = 8": "ok ok - c c",
    "z = 2*0.2 = 0.4 | z = 0.4 | y = 2 z = 0.8": "ok ok ok",
    "given: x, w = 2, 3 | z: | = w x | = (3)(2) | = 7 | L | = z^2 | = 49": "ok ok ok ok - ok ok c",
    "given: x, w = 2, 3 | z = w x | dz/dw: | = x | = 3 | - y: | = 2 z = 12": "ok ok ok ok - ok ok",
    "given: x, w = 2, 3 | z = | w x + 1 = 7 | y = | = 2 z | = 15 | v = ": "ok ok ok ok ok - u",
    "given: x, w = 2, 3 | z = w x | Solution | = 6 | Next | y = 12": "ok ok ok ok",
    "z = 2*0.2 = 0.6 | z = 0.6 | y = 2 z = 1.2": "- c c",
    "given: w, s = 0.6, 3 | y = w s | dy/ds = w | = 0.6 | = 1.2 | g = 2 dy/ds = 2.4": (
        "ok ok ok ok - c"
    ),
    "given: w, s = 0.6, 3 | y = w s = 1.8 | y = 1.9 | g = 2 y = 3.6": "ok ok - ok",
}


@pytest.mark.parametrize("rows", UNDER_ITS_FORMULA)
def test_a_number_under_its_formula_belongs_to_it(rows):
    assert judged(rows) == expected(UNDER_ITS_FORMULA[rows])


def test_an_entry_may_be_wrong_by_itself():
    rows = f"{MATRIX} | h = W x | h1 = 6 | h2 = 11 | s = h1 + h2 = 17 | y = sum(h) = 17"

    assert judged(rows) == expected("ok ok ok - ok c c")


ON_WHAT_IS_NOT_KNOWN = {
    # rows: (verdicts, key)
    "x = 2 | y = 3 x = = 6 | = 3.1 | z = y + 1 = 7": ("ok u ? ?", None),
    "x = 3.1 | y = 2 x = 6.2 | 3 + ) | = 3.1": ("ok ok u ?", None),
    "h = 0.6 x + ) | y = 2 h = 2.4 | z = 7 y = 16.8 | v = 8 y = 14.3 | u = 9 x = 9": (
        "u ? c - -",
        "given: x = 3 | h = 0.5 x | y = 2 h | z = 7 y | v = 8 y | u = 9 x",
    ),
    "h = [1, 2, 3] | y = sum(h) = 6 | z = 2 y = 12 | v = 3 x = 9": (
        "- ? c ok",
        "given: x = 3 | h = [x, 2 x] | y = sum(h) | z = 2 y | v = 3 x",
    ),
    "given: x = [1, 2] | h = 2 x = [2, 4, 6] | y = h[3] = 6 | z = 3 h = [6, 12]": (
        "ok - ? ok",
        None,
    ),
    "z = [1, 2] | e = e^z = [2.72, 7.39] | q = e/10.11 = [0.37, 0.73] | E = -ln(q[1]) = 0.99"
    " | dE/dz = [-0.63, 0.73]": ("ok ok - c ?", None),  # q − p, from the wrong q
    "given: n, d = 64, 6 | = n + 2 | = 66": ("ok ? ?", None),
    "h = | y = 2 h = 3": ("u ok", "given: x = 3 | h = 0.5 x | y = 2 h"),
}


@pytest.mark.parametrize("rows", ON_WHAT_IS_NOT_KNOWN)
def test_what_rests_on_what_is_not_known_is_not_accused(rows):
    verdicts, key = ON_WHAT_IS_NOT_KNOWN[rows]

    assert judged(rows, key) == expected(verdicts)


HALF = "given: a, y = 0.7, 1 | L = 1/2 (a - y)^2 | dL/da = a - y | g = 3 dL/da"
BY_OWN_FORMULAS = {
    # rows: (verdicts, key)
    "given: a, y = 0.7, 1 | L = (a - y)^2 = 0.09 | dL/da = 2(a - y) = -0.6 | g = 3 dL/da = -1.8": (
        "ok - c c",
        HALF,
    ),
    "given: a, y = 0.7, 1 | L = (a - y)^2 = 0.09 | dL/da = -0.6 | g = 3 dL/da = -1.8": (
        "ok - c c",
        HALF,
    ),
    "given: a, y = 0.7, 1 | L = (a - y)^2 = 0.09 | dL/da = a - y = -0.3 | g = -0.9": (
        "ok - ok ok",
        HALF,
    ),
    "given: a, y = 0.7, 1 | L = (a - y)^2 = 0.09 | L = (a - y)^2 | dL/da = 3(a - y) = -0.9": (
        "ok - c -",
        HALF,
    ),
    "given: x, w, y = 2, 3, 1 | S = w x = 6 | L = 1/2(S - y)^2 = 12.5 | dL/dS = S + y"
    " | dL/dw = (S + y) x = 14 | dL/dx = dL/dS w = (S + y) w = 21": ("ok ok ok - c c", None),
    "given: x, w = 2, 3 | S = w x = 6 | h = 2 w x = 12": (
        "ok - c",
        "given: x, w, b = 2, 3, 1 | S = w x + b | h = 2 S",
    ),
}


@pytest.mark.parametrize("rows", BY_OWN_FORMULAS)
def test_a_formula_may_follow_from_a_wrong_one(rows):
    verdicts, key = BY_OWN_FORMULAS[rows]

    assert judged(rows, key) == expected(verdicts)


IN_NUMBERS = {
    "given: x, w, y = 2, 0.7, 1 | z = 1.4 | h = 0.8022 | L = 0.0391 | dL/dw = -0.0964": (
        "ok ok ok ok ?"
    ),
    "given: x, w, y = 2, 0.7, 1 | z = 1.4 | h = σ(z) = 0.8022 | L = (h-y)^2 = 0.0391"
    " | dL/dz = -0.0628 | dL/dw = -0.0628*2 = -0.1256 | v = w - 0.1 dL/dw = 0.7126": (
        "ok ok ok ok ok ok ok"
    ),
    "given: w = 0.7 | L = 0.3 | dL/dw = 0.17 | v = w - 0.1 dL/dw = 0.683": "ok ok ? ok",
    "x = 2 | w = 3 | y = w x = 6 | dy/dw = 3": "ok ok ok -",
    "c = 10 | f = tanh(4) = 0.9993 | df/dc = 1 - f^2": "ok ok ?",
    "a = 2 | b = 1 | g = 0 | dg/da = b + 1": "ok ok ok ?",
    "given: x, w = 2, 3 | y = w x = 6 | t = 5 x = 10 | dy/dt = w": "ok ok ok ?",
}


@pytest.mark.parametrize("rows", IN_NUMBERS)
def test_a_slope_of_what_stands_there_in_numbers_cannot_be_judged(rows):
    assert judged(rows) == expected(IN_NUMBERS[rows])


def test_a_name_may_stand_above_its_formula_in_the_key_too():
    key = "given: x, w = 2, 3 | z: | = w x | L: | = σ(z)"

    assert judged("z = 6 | L | = σ(z) | = 0.9875", key) == expected("ok ok ok -")


def test_a_key_with_other_names_accuses_no_formula():
    key = "given: w, x, b, t = 3, 2, 1, 4 | y = w x + b | L = (y - t)^2 | dL/db = 2(y - t) | m = t"
    rows = "out = w x - b = 5 | loss = (out - t)^2 = 1 | dloss/db = 2(out - t) = 2 | loss = 2 b = 3"

    assert judged(rows, key) == expected("ok ok ok -")
    assert judged("out = 2.5 | L = 9.2 | L = 4 x = 8", key) == expected("ok ? -")


def test_a_name_that_helps_to_the_keys_is_no_stranger():
    key = "given: w, x, b = 3, 2, 1 | y = w x + b | L = y^2"

    assert judged("h = w x = 6 | y = h - b = 5 | L = y^2 = 24", key) == expected("ok - -")


GIVEN = "given: w, x, eta = 0.7, 2, 0.1 | z = w x = 1.4 | L = z^2 = 1.96 | dL/dw = 2 z x = 5.6"
USED_AGAIN = {
    f"{GIVEN} | w = w - eta dL/dw = 0.7 - 0.1(5.6) = 0.14 | z = w x = 0.28 | L = z^2 = 0.0784"
    " | dL/dw = 2 z x = 1.12 | w := w - eta dL/dw = 0.028": "ok ok ok ok ok ok ok ok ok",
    f"{GIVEN} | w = w - eta dL/dw = 0.24 | z = 0.48 | L = 0.2304 | dL/dw = 1.92 | w = 0.24": (
        "ok ok ok ok - c c c c"
    ),
    f"{GIVEN} | w = w - eta dL/dw = 0.14 | dL/dw = 5.6 | L = 1.96 | z = 1.4 | z = w x = 0.27": (
        "ok ok ok ok ok ok ok ok -"
    ),
    "x = 2 | y = x^2 = 4 | x = 3 | y = x^2 = 9 | dy/dx = 6 | x = 4 | y = 15": (
        "ok ok ok ok ok ok -"
    ),
    "W = 2 | W = W - 1 = 1 | a = 2 | a = 3 | y = 2 a = 6": "ok ok ok ok ok",
    "given: b = -3 | c = 2 b = -6 | given: b = 1 | c = 2 b = 2 | c = 2 b = 3": "ok ok ok ok -",
    "x = 4 | x = 3.2 | x = 2.56 | y = 2 x = 6": "ok ok ok -",
    f"{GIVEN} | w = w - eta dL/dw | w = 0.7 - 0.1(5.6) | w = 0.14 | w = 0.14 | z = 0.28": (
        "ok ok ok ok ok ok ok ok ok"
    ),
    f"{GIVEN} | w = w - eta dL/dw | = 0.14 | w = 0.24 | z = 0.28": "ok ok ok ok ok ok - ok",
}


NUMBER_FIRST = {
    "x = 0.1 | h = 0.525 | h = sigmoid(x) = 0.525 | y = 2 h = 1.05": "ok ok ok ok",
    "x = 0.1 | h = 0.525 | h = tanh(x) = 0.0997": "ok ok -",
    "x = 3 | h = 7 | h = 2 x = 6": "ok ok -",
    "x = 2 | w = 3 | h = 6 | h = w x = 6 | L = h^2 = 36 | dL/dw = 2 h x = 24 | dL/dx = 30": (
        "ok ok ok ok ok ok -"
    ),
    "x = 1 | p = [0.73, 0.27] | p = [sigmoid(x), sigmoid(-x)] = [0.73, 0.27]": "ok ok ok",
}


@pytest.mark.parametrize("rows", NUMBER_FIRST)
def test_a_number_may_stand_above_the_formula_that_it_rounds(rows):
    assert judged(rows) == expected(NUMBER_FIRST[rows])


@pytest.mark.parametrize("rows", USED_AGAIN)
def test_a_name_used_again_is_a_new_version_of_it(rows):
    assert judged(rows) == expected(USED_AGAIN[rows])


def test_an_update_may_use_a_name_of_the_key_again():
    key = "given: w, g, eta = 0.7, 2, 0.1 | L = g w"

    assert judged("w = w - eta g = 0.5 | w = w - eta g = 0.4", key) == expected("ok -")


def test_another_number_put_in_is_found_below_a_wrong_one():
    key = "given: w, x, y = 1.5, 0.3, 1 | z = w x | p = σ(z) | L = (p - y)^2/2"
    key += " | dL/dp = p - y | dL/dz = dL/dp p (1 - p) | dL/dw = dL/dz x"
    rows = "z = 0.54 | p = σ(0.54) = 0.6318 | L = (0.6318 - 1)^2/2 = 0.0678"
    rows += " | dL/dp = 0.6318 - 1 = -0.3682 | dL/dz = -0.3682(0.6318)(1 - 0.6318) = -0.0857"

    assert judged(f"{rows} | dL/dw = (-0.0857)(1.5) = -0.1286", key)[-1] == "slip"
    assert judged(f"{rows} | dL/dw = (-0.0857)(0.3) = -0.0257", key)[-1] == "carried"
