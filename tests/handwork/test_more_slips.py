"""Slips of networks, algebra and pooling, each number worked out here by another route."""

import math

import pytest

from autograd.handwork.checking import check

FORWARD = """round: 4
given: x, w, b, v, t, r = 0.9, 0.75, -0.43, 1.2, 0.3, 0.5
z = w x + b = 0.2450
a = tanh(z) = 0.2402
y = v a = 0.2882
L = (y - t)^2 = 0.0001
"""
TWO = """round: 4
given: z1, z2, t1 = 0.62, -0.35, 1
a1 = sigmoid(z1) = 0.6502
a2 = sigmoid(z2) = 0.4134
"""
UPDATED = """round: 4
given: x, h, v, t = 0.9, 0.6, 1.3, 0.21
y = v h = 0.78
L = (y - t)^2 = 0.3249
dL/dy = 2(y - t) = 1.14
dL/dv = dL/dy h = 0.684
vnew = v - 0.1 dL/dv = 1.2316
"""
TRAINED = """round: 4
given: w, v, g, eta, ε = 1.3, 0.4, 0.68, 0.2, 0.1
v_new = 0.9 v + g = 1.04
"""
POOLED = """round: 4
given: x = [0.31, 0.87, -0.42, 0.56]
given: u = [0.7, -1.3]
m = maxpool(x, 2) = [0.87, 0.56]
y = u' m = -0.119
"""
SLID = """round: 4
given: x, w, u = [0.31, 0.87, -0.42, 0.56], [0.4, -0.9], [0.7, -1.3, 0.55]
c = correlate(x, w, valid) = [-0.659, 0.726, -0.672]
y = u' c = -1.7747
"""


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


LAYER = """round: 4
given: W, x, t = [[0.3, -1.2], [0.8, 0.45]], [1.1, -0.7], [0.2, 0.9]
z = W x = [1.17, 0.565]
L = (z - t)' (z - t) = 1.0531
dL/dz = 2(z - t) = [1.94, -0.67]
"""
CASES = {
    "z for a in ∂y/∂v": (FORWARD, "dy/dv", 0.245, "pre- for post-activation"),
    "z for a in a formula": (
        FORWARD,
        "p = v a + 0.1",
        1.2 * 0.245 + 0.1,
        "pre- for post-activation",
    ),
    "a for z": (FORWARD, "p = r z + 1", 0.5 * 0.2402 + 1, "pre- for post-activation"),
    "plus for times": (FORWARD, "p = r v", 0.5 + 1.2, "plus for times"),
    "plus for times in a sum": (FORWARD, "p = r v + t", 0.5 + 1.2 + 0.3, "plus for times"),
    "e to the sum": (TWO, "p = e^z1 + e^z2", math.exp(0.62 - 0.35), "function of a sum"),
    "e to the sum in a softmax": (
        TWO,
        "p = e^z1/(e^z1 + e^z2)",
        math.exp(0.62) / math.exp(0.62 - 0.35),
        "function of a sum",
    ),
    "exp of the sum": (TWO, "p = exp(z1) + exp(z2)", math.exp(0.27), "function of a sum"),
    "ln split": (TWO, "p = ln(a1 + a2)", math.log(0.6502) + math.log(0.4134), "function of a sum"),
    "sum squared": (TWO, "p = z1^2 + z2^2", 0.27**2, "sum squared"),
    "square of a sum split": (TWO, "p = (a1 + a2)^2", 0.6502**2 + 0.4134**2, "sum squared"),
    "sum of squares squared": (
        "round: 4\ngiven: e = [0.32, -1.41, 0.74]\n",
        "p = sum(e .* e)",
        (0.32 - 1.41 + 0.74) ** 2,
        "sum squared",
    ),
    "the inner derivative": (
        "round: 4\ngiven: x = 0.42\ny = sin(3x + 1) = 0.7718\n",
        "dy/dx",
        math.cos(3 * 0.42 + 1),
        "inner derivative left out",
    ),
    "the inner derivative of a square": (
        "round: 4\ngiven: x, k = 0.42, 1.7\ny = (k x - 2)^2 = 1.6538\n",
        "dy/dx",
        2 * (1.7 * 0.42 - 2),
        "inner derivative left out, factor left out",
    ),
    "the updated weight": (UPDATED, "dL/dh = dL/dy v", 1.14 * 1.2316, "updated weight"),
    "the old weight": (UPDATED, "y2 = vnew h + x", 1.3 * 0.6 + 0.9, "old value"),
    "uphill": (UPDATED, "w = h - 0.1 dL/dv", 0.6 + 0.0684, "sign"),
    "no rate": (UPDATED, "w = h - 0.1 dL/dv", 0.6 - 0.684, "factor left out"),
    "the step added": (TRAINED, "w_new = w - eta v_new", 1.3 + 0.2 * 1.04, "sign of the update"),
    "no learning rate": (TRAINED, "w_new = w - eta v_new", 1.3 - 1.04, "learning rate left out"),
    "the old momentum": (TRAINED, "w_new = w - eta v_new", 1.3 - 0.2 * 0.4, "old value"),
    "no epsilon under the root": (
        TRAINED,
        "r = w/√(v_new + ε)",
        1.3 / math.sqrt(1.04),
        "epsilon left out",
    ),
    "a factor entry by entry": (LAYER, "p = z .* t", [1.17, 0.565], "factor left out"),
    "one array of a dot product": (LAYER, "p = dot(x, t)", 0.2 + 0.9, "factor left out"),
    "the sign of an odd function": (TWO, "p = tanh(z1)", -math.tanh(0.62), "sign"),
    "no exponential": (TWO, "p = 3 e^z1", 3 * 0.62, "function left out"),
    "the mean for the largest": (
        "round: 4\ngiven: x, g = [0.31, 0.87, -0.42, 0.56], 3\nm = max(x) = 0.87\n"
        "a = mean(x) = 0.33\n",
        "p = g m",
        3 * 0.33,
        "neighbour",
    ),
    "coefficients exchanged": (
        TRAINED,
        "p = 0.9 v + 0.1 g^2",
        0.1 * 0.4 + 0.9 * 0.68**2,
        "neighbour",
    ),
    "a in the derivative by a": (
        FORWARD + "dL/dy = 2(y - t) = -0.0236\n",
        "dL/da = dL/dy a",
        -0.0236 * 0.2402,
        "operand for derivative",
    ),
    "q for 1/q": (
        "round: 4\ngiven: r, q = 0.22, 0.37\nE = r ln(q) = -0.2187\n",
        "dE/dq = r/q",
        0.22 * 0.37,
        "operand for derivative",
    ),
    "the bracket around the other term": (FORWARD, "p = t + r v", 0.8 * 1.2, "brackets"),
    "the power not lowered": (FORWARD, "p = 6 x", 6 * 0.81, "exponent"),
    "the bias in its gradient": (
        "round: 4\ngiven: d, b = [0.31, -0.52], [0.7, 1.9]\nz = d + b = [1.01, 1.38]\n"
        "L = z' z = 2.9245\n",
        "dL/db",
        [2 * 1.01 * 0.7, 2 * 1.38 * 1.9],
        "bias gradient times the bias",
    ),
    "by the other variable": (
        "round: 4\ngiven: x, y = 1.3, 0.4\nf = x^2 y + y^3 = 0.74\n",
        "df/dx",
        1.3**2 + 3 * 0.4**2,
        "other variable",
    ),
    "average for largest": (POOLED, "p = maxpool(x, 2)", [0.59, 0.07], "average for max"),
    "the gradient to every entry of a window": (
        POOLED,
        "dy/dx",
        [0.7, 0.7, -1.3, -1.3],
        "average for max",
    ),
    "the gradient shared in a window": (
        POOLED,
        "dy/dx",
        [0.35, 0.35, -0.65, -0.65],
        "average for max",
    ),
    "the kernel's gradient turned round": (
        SLID,
        "dy/dw",
        [0.7 * 0.87 + 1.3 * 0.42 + 0.55 * 0.56, 0.7 * 0.31 - 1.3 * 0.87 - 0.55 * 0.42],
        "reversed, kernel flip",
    ),
    "the way back with the kernel as it is": (
        SLID,
        "dy/dx",
        [0.7 * -0.9, 0.7 * 0.4 + 1.3 * 0.9, -1.3 * 0.4 - 0.55 * 0.9, 0.55 * 0.4],
        "kernel flip",
    ),
    "variance with n - 1": (
        "round: 4\ngiven: e = [0.32, -1.41, 0.74]\n",
        "p = mean(e .* e)",
        (0.32**2 + 1.41**2 + 0.74**2) / 2,
        "n − 1",
    ),
    "n for n - 1": (
        "round: 4\ngiven: s, n = 3.71, 5\n",
        "p = s/(n - 1)",
        3.71 / 5,
        "n − 1",
    ),
    "no epsilon": (
        "round: 4\ngiven: v, d = 0.0361, 0.02\n",
        "p = d/sqrt(v + 0.01)",
        0.02 / 0.19,
        "term left out",
    ),
    "the direct path": (
        "round: 4\ngiven: x, w = 0.42, 0.9\nh = tanh(w x) = 0.3609\ny = x + 1.3 h = 0.8892\n",
        "dy/dx",
        1.3 * (1 - math.tanh(0.378) ** 2) * 0.9,
        "path left out, overwritten",
    ),
    "the direct path within one formula": (
        "round: 4\ngiven: x, w = 0.42, 0.9\ny = x + tanh(w x) = 0.7810\n",
        "dy/dx",
        (1 - math.tanh(0.378) ** 2) * 0.9,
        "term left out",
    ),
    "exponents multiplied": (
        "round: 4\ngiven: x = 1.3\n",
        "p = x^2 x^3",
        1.3**6,
        "exponent",
    ),
    "exponents added": ("round: 4\ngiven: x = 1.3\n", "p = (x^2)^4", 1.3**6, "exponent"),
    "the exponent kept": (
        "round: 4\ngiven: x = 1.3\ny = x^3 = 2.197\n",
        "dy/dx",
        3 * 1.3**3,
        "exponent",
    ),
    "no squares at all": (TWO, "p = (z1^2 + z2^2)/t1", 0.62 - 0.35, "square left out"),
    "not divided by the sum": (
        TWO,
        "p = a1/(a1 + a2 + t1)",
        0.6502,
        "not normalised",
    ),
    "q ln p for p ln q": (TWO, "p = a1 ln(a2)", 0.4134 * math.log(0.6502), "exchanged"),
    "the share of the rest": (
        TWO,
        "p = -a1 ln(a2) - (1 - a1) ln(1 - a2)",
        -0.3498 * math.log(0.4134) - 0.6502 * math.log(0.5866),
        "wrong class",
    ),
    "a b + c as a (b + c)": (TWO, "p = z1 a1 + a2", 0.62 * (0.6502 + 0.4134), "brackets"),
    "tanh's derivative, written by its value": (
        TWO,
        "p = z2 a1 (1 - a1)",
        -0.35 * (1 - 0.6502**2),
        "other derivative",
    ),
    "no batch size": (
        "round: 4\ngiven: x, u, w, n = 0.62, -1.35, 0.8, 5\nL = ((w x)^2 + (w u)^2)/n = 0.2825\n",
        "dL/dw",
        2 * 0.8 * (0.62**2 + 1.35**2),
        "batch size left out",
    ),
    "plus for the chain rule's times": (
        FORWARD,
        "dL/dv",
        2 * (0.2882 - 0.3) + 0.2402,
        "plus for times",
    ),
    "another vector in an outer product": (
        LAYER,
        "dL/dW",
        [[1.94 * 0.2, 1.94 * 0.9], [-0.67 * 0.2, -0.67 * 0.9]],
        "neighbour",
    ),
    "the matrix as it is on the way back": (
        LAYER,
        "dL/dx",
        [0.3 * 1.94 + 1.2 * 0.67, 0.8 * 1.94 - 0.45 * 0.67],
        "transposed",
    ),
    "a digit dropped": (FORWARD, "p = 3 v a + 2.5", "3.347", "digit dropped"),
    "a digit doubled": (FORWARD, "p = 3 v a + 2.5", "3.36647", "digit doubled"),
    "a digit wrong": (FORWARD, "p = 3 v a + 2.5", "3.3247", "digit wrong"),
}


def as_written(number):
    """A number, or an array of them, to four places."""
    if isinstance(number, list):
        return f"[{', '.join(map(as_written, number))}]"
    return number if isinstance(number, str) else f"{number:.4f}"


@pytest.mark.parametrize("what", CASES)
def test_what_was_done_is_named_first(what):
    sheet, formula, number, names = CASES[what]
    last = check(f"{sheet}{formula} = {as_written(number)}").lines[-1]

    assert last.verdict == "slip"
    assert [guess.slip for guess in last.guesses][:1] in [[name] for name in names.split(", ")]


@pytest.mark.parametrize(
    ("formula", "number", "said"),
    [
        ("p = x w + b v + t", -0.43 * 1.2 - 0.3, ("x w", "t")),
        ("p = x w + b v + t", 0.9 * 0.75 + 0.43 * 1.2, ("sign", "t was left out")),
        ("p = sigmoid(x w + b) v", sigmoid(0.9 * 0.75 + 0.43), ("v was left out", "b")),
    ],
)
def test_two_slips_in_a_line_are_both_named(formula, number, said):
    sentences = [g.sentence for g in check(f"{FORWARD}{formula} = {number:.4f}").lines[-1].guesses]

    assert sentences[0].startswith("Two slips: ")
    assert all(word in sentences[0] for word in said)


def test_two_slips_are_not_guessed_from_few_digits():
    last = check(f"{FORWARD.replace('4', '2', 1)}p = x w + b v + t = -0.82").lines[-1]

    assert last.verdict == "slip"
    assert not any(guess.sentence.startswith("Two") for guess in last.guesses)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("p = (0.512)(1.234) = 0.8878", ["operand misread"]),  # 1.734 for 1.234
        ("p = (0.52)(1.2) = 0.68", []),  # 1.3 for 1.2, or anything else
    ],
)
def test_a_digit_misread_on_the_way_takes_digits_to_be_told(line, names):
    last = check(f"round: 4\n{line}").lines[-1]

    assert last.verdict == "slip"
    assert [guess.slip for guess in last.guesses] == names
