"""Slips worked out by plain arithmetic here, without the catalogue that is to find them.

A network's numbers are drawn, its working is written to four places with Python's own arithmetic,
one line gets the number of somebody who made a slip, and the rest follows from it. Rates are
printed. With CHALKGRAD_FULL=1 in the environment every slip is made on thirty networks.
"""

import math
import os
from collections import Counter
from random import Random
from types import SimpleNamespace

import pytest

from autograd.handwork.checking import check

NETWORKS = 30 if os.environ.get("CHALKGRAD_FULL") else 3


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def slope_of_sigmoid(z):
    return sigmoid(z) * (1 - sigmoid(z))


# The name in Python, what the sheet calls it, its formula there, and the same in Python.
ROWS = [
    ("z1", "z1", "w1 x1 + w2 x2 + b1", lambda n: n.w1 * n.x1 + n.w2 * n.x2 + n.b1),
    ("z2", "z2", "w3 x1 + w4 x2 + b2", lambda n: n.w3 * n.x1 + n.w4 * n.x2 + n.b2),
    ("a1", "a1", "tanh(z1)", lambda n: math.tanh(n.z1)),
    ("a2", "a2", "tanh(z2)", lambda n: math.tanh(n.z2)),
    ("z3", "z3", "v1 a1 + v2 a2", lambda n: n.v1 * n.a1 + n.v2 * n.a2),
    ("q", "q", "sigmoid(z3)", lambda n: sigmoid(n.z3)),
    ("L", "L", "(q - t)^2/2", lambda n: (n.q - n.t) ** 2 / 2),
    ("Lq", "dL/dq", "q - t", lambda n: n.q - n.t),
    ("qz3", "dq/dz3", "sigmoid'(z3)", lambda n: slope_of_sigmoid(n.z3)),
    ("Lz3", "dL/dz3", "dL/dq dq/dz3", lambda n: n.Lq * n.qz3),
    ("Lv1", "dL/dv1", "dL/dz3 a1", lambda n: n.Lz3 * n.a1),
    ("La1", "dL/da1", "dL/dz3 v1", lambda n: n.Lz3 * n.v1),
    ("La2", "dL/da2", "dL/dz3 v2", lambda n: n.Lz3 * n.v2),
    ("Lz1", "dL/dz1", "dL/da1 (1 - a1^2)", lambda n: n.La1 * (1 - n.a1**2)),
    ("Lz2", "dL/dz2", "dL/da2 (1 - a2^2)", lambda n: n.La2 * (1 - n.a2**2)),
    ("Lw1", "dL/dw1", "dL/dz1 x1", lambda n: n.Lz1 * n.x1),
    ("Lx1", "dL/dx1", "dL/dz1 w1 + dL/dz2 w3", lambda n: n.Lz1 * n.w1 + n.Lz2 * n.w3),
    ("next", "w1new", "w1 - 0.5 dL/dw1", lambda n: n.w1 - 0.5 * n.Lw1),
    ("c", "c", "cos(z1)", lambda n: math.cos(n.z1)),
    ("k", "k", "v1 (a1 - t)", lambda n: n.v1 * (n.a1 - n.t)),
    ("r", "r", "z1/z2", lambda n: n.z1 / n.z2),
    ("m", "m", "mean([z1, z2, z3])", lambda n: (n.z1 + n.z2 + n.z3) / 3),
    ("h", "h", "correlate([x1, x2, w3, w4], [v1, v2], valid)",
     lambda n: [n.x1 * n.v1 + n.x2 * n.v2, n.x2 * n.v1 + n.w3 * n.v2, n.w3 * n.v1 + n.w4 * n.v2]),
    ("u", "u", "[[w1, w2], [w3, w4]] [x1, x2]",
     lambda n: [n.w1 * n.x1 + n.w2 * n.x2, n.w3 * n.x1 + n.w4 * n.x2]),
    ("p", "p", "softmax([a1, a2])",
     lambda n: [math.exp(a) / (math.exp(n.a1) + math.exp(n.a2)) for a in (n.a1, n.a2)]),
    ("E", "E", "-ln(q)", lambda n: -math.log(n.q)),
]  # fmt: skip


def swapped(n, name):
    """The last two digits that differ change places."""
    text = f"{right(n, name):.4f}"
    return float(text[:-2] + text[:-3:-1])


def misread(n, name):
    """A 1 is taken for a 7, or a 3 for an 8, or a 0 for a 6, after the point."""
    whole, _, decimals = f"{right(n, name):.4f}".partition(".")
    for read, meant in ("17", "38", "06", "56", "49", "23"):
        if read in decimals:
            return float(f"{whole}.{decimals.replace(read, meant, 1)}")
    return right(n, name)


def right(n, name):
    return next(rule for row, _, _, rule in ROWS if row == name)(n)


# What was done, on which line, the number it gives, and the catalogue's names that tell it truly.
SLIPS = [
    ("a term subtracted", "z1", lambda n: n.w1 * n.x1 - n.w2 * n.x2 + n.b1, "sign"),
    ("the sign of a product lost", "z2", lambda n: abs(n.w3 * n.x1) + n.w4 * n.x2 + n.b2, "sign"),
    ("the bias forgotten", "z1", lambda n: n.w1 * n.x1 + n.w2 * n.x2, "term left out"),
    ("an input forgotten", "z2", lambda n: n.w4 * n.x2 + n.b2, "term left out"),
    ("a weight forgotten", "z1", lambda n: n.w1 * n.x1 + n.x2 + n.b1, "factor left out"),
    ("the other input", "z1", lambda n: n.w1 * n.x1 + n.w2 * n.x1 + n.b1, "neighbour"),
    ("the next weight", "z2", lambda n: n.w4 * n.x1 + n.w4 * n.x2 + n.b2, "neighbour"),
    ("the other bias", "z1", lambda n: n.w1 * n.x1 + n.w2 * n.x2 + n.b2, "neighbour"),
    ("inputs rounded to one place", "z1", lambda n: round(n.w1, 1) * round(n.x1, 1)
     + round(n.w2, 1) * round(n.x2, 1) + round(n.b1, 1), "rounded too early"),
    ("no tanh", "a1", lambda n: n.z1, "function left out"),
    ("σ for tanh", "a2", lambda n: sigmoid(n.z2), "wrong function"),
    ("tanh for σ", "q", lambda n: math.tanh(n.z3), "wrong function"),
    ("e^z for e^(-z)", "q", lambda n: 1 / (1 + math.exp(n.z3)), "argument sign"),
    ("no square", "L", lambda n: (n.q - n.t) / 2, "square left out"),
    ("twice for squared", "L", lambda n: 2 * (n.q - n.t) / 2, "doubled for squared"),
    ("no ½", "L", lambda n: (n.q - n.t) ** 2, "factor two, factor left out"),
    ("a 2 too many", "Lq", lambda n: 2 * (n.q - n.t), "factor two"),
    ("t - q", "Lq", lambda n: n.t - n.q, "sign"),
    ("σ' at the output", "qz3", lambda n: slope_of_sigmoid(sigmoid(n.z3)), "derivative at output"),
    ("σ for σ'", "qz3", lambda n: sigmoid(n.z3), "value for derivative"),
    ("1 - σ²", "qz3", lambda n: 1 - sigmoid(n.z3) ** 2, "other derivative"),
    ("no σ'", "Lz3", lambda n: n.Lq, "factor left out"),
    ("the other activation", "Lv1", lambda n: n.Lz3 * n.a2, "neighbour"),
    ("1 - a", "Lz1", lambda n: n.La1 * (1 - n.a1), "square left out"),
    ("a² for 1 - a²", "Lz2", lambda n: n.La2 * n.a2**2, "term left out"),
    ("a(1 - a)", "Lz1", lambda n: n.La1 * n.a1 * (1 - n.a1), "other derivative"),
    ("no tanh'", "Lz2", lambda n: n.La2, "factor left out"),
    ("the weight for the input", "Lw1", lambda n: n.Lz1 * n.w1, "operand for derivative"),
    ("one path of two", "Lx1", lambda n: n.Lz1 * n.w1,
     "path left out, overwritten, term left out"),
    ("the other path alone", "Lx1", lambda n: n.Lz2 * n.w3,
     "path left out, overwritten, term left out"),
    ("uphill", "next", lambda n: n.w1 + 0.5 * n.Lw1, "sign"),
    ("degrees", "c", lambda n: math.cos(math.radians(n.z1)), "degrees"),
    ("brackets not multiplied out", "k", lambda n: n.v1 * n.a1 - n.t, "brackets"),
    ("upside down", "r", lambda n: n.z2 / n.z1, "upside down"),
    ("no 1/N", "m", lambda n: n.z1 + n.z2 + n.z3, "sum for mean"),
    ("the kernel flipped", "h", lambda n: [n.x1 * n.v2 + n.x2 * n.v1, n.x2 * n.v2 + n.w3 * n.v1,
                                           n.w3 * n.v2 + n.w4 * n.v1], "kernel flip"),
    ("one place too far", "h", lambda n: [0.0, *right(n, "h")[:-1]], "shifted"),
    ("columns for rows", "u", lambda n: [n.w1 * n.x1 + n.w3 * n.x2, n.w2 * n.x1 + n.w4 * n.x2],
     "transposed"),
    ("exponentials not divided", "p", lambda n: [math.exp(n.a1), math.exp(n.a2)],
     "not normalised"),
    ("log10 for ln", "E", lambda n: -math.log10(n.q), "logarithm"),
    ("log2 for ln", "E", lambda n: -math.log2(n.q), "logarithm"),
    ("the number of the line above", "z2", lambda n: n.z1, "wrong number copied"),
    ("two digits swapped", "z3", lambda n: swapped(n, "z3"), "digits swapped"),
    ("a digit misread", "z2", lambda n: misread(n, "z2"), "digit misread"),
    ("the point too far left", "z1", lambda n: right(n, "z1") / 10, "decimal point"),
]  # fmt: skip


def each(x, change):
    """A number or a list of them, changed."""
    return [change(item) for item in x] if isinstance(x, list) else change(x)


def written(x):
    return str(each(x, "{:.4f}".format)).replace("'", "")


def to_four_places(x):
    return float(f"{x:.4f}")


def cut_off(x):
    return math.trunc(round(x * 10**4, 6)) / 10**4  # without the dust of binary products


def differ(a, b):
    """Whether two results are told apart by their digits."""
    pairs = zip(a, b, strict=True) if isinstance(a, list) else [(a, b)]
    return any(abs(x - y) > 3e-4 for x, y in pairs)


def given(draw):
    """Numbers of two places, none near 0 and no two alike in size."""
    sizes = draw.sample(range(20, 150), 11)
    names = ("x1", "x2", "w1", "w2", "w3", "w4", "v1", "v2", "b1", "b2")
    numbers = {name: draw.choice((-1, 1)) * sizes.pop() / 100 for name in names}
    return numbers | {"t": sizes.pop() / 200}


def sheet(seed, slip=None, settle=to_four_places):
    """A person's sheet, the line of the slip, and whether the slip shows there."""
    numbers, at, shows = given(Random(seed)), None, False
    n = SimpleNamespace(**numbers)
    rows = ["round: 4", "given: " + ", ".join(f"{name} = {x:g}" for name, x in numbers.items())]
    for name, label, formula, rule in ROWS:
        try:
            result = rule(n)
            if slip is not None and name == slip[1]:
                wrong = slip[2](n)
                at, shows, result = len(rows) + 1, differ(wrong, result), wrong
        except (ValueError, ZeroDivisionError):  # the slip leaves nothing to work out here
            continue
        setattr(n, name, each(result, settle))
        rows.append(f"{label} = {formula} = {written(getattr(n, name))}")
    return "\n".join(rows), at, shows


@pytest.fixture(scope="module")
def judged():
    """(what was done, its line, its names in the catalogue, the report) over random networks."""
    found = []
    for slip in SLIPS:
        seeds, made = iter(range(1000)), 0
        while made < NETWORKS:
            text, at, shows = sheet(next(seeds), slip)
            if shows:
                made += 1
                found.append((slip[0], at, slip[3].split(", "), check(text)))
    return found


def rate(hits, judged, what):
    """The share of hits, printed with what was missed."""
    missed = Counter(slip[0] for slip, hit in zip(judged, hits, strict=True) if not hit)
    print(f"\n{what}: {sum(hits)} of {len(hits)}; missed: {dict(missed)}")
    return sum(hits) / len(hits)


def test_the_slips_are_of_many_kinds():
    assert len({slip[0] for slip in SLIPS}) == len(SLIPS) >= 40
    assert len({name for slip in SLIPS for name in slip[3].split(", ")}) >= 25


def test_networks_worked_out_rightly_have_no_slip():
    for seed in range(5 * NETWORKS):
        assert check(sheet(seed)[0]).is_right, seed


def test_cut_off_numbers_are_no_slips():
    for seed in range(5 * NETWORKS):
        assert check(sheet(seed, settle=cut_off)[0]).is_right, seed


def test_the_line_of_the_slip_is_the_first_wrong_one(judged):
    hits = [
        report.first_slip is not None and report.first_slip.line == at
        for _, at, _, report in judged
    ]

    assert rate(hits, judged, "first wrong line found") >= 0.98


def test_the_slip_is_listed(judged):
    hits = [
        report.first_slip is not None
        and any(guess.slip in names for guess in report.first_slip.guesses)
        for _, _, names, report in judged
    ]

    assert rate(hits, judged, "slip listed") >= 0.95


def test_the_slip_is_named_first(judged):
    hits = [
        report.first_slip is not None
        and any(guess.slip in names for guess in report.first_slip.guesses[:1])
        for _, _, names, report in judged
    ]

    assert rate(hits, judged, "slip named first") >= 0.9
