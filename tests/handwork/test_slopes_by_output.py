"""Slopes that people take from a result they wrote wrongly: a(1 − a) follows from a."""

import pytest

from autograd.handwork.checking import check
from autograd.handwork.language.parsing import tree
from autograd.handwork.worlds.outputs import as_function

CARRIED = [
    "p = σ(w x + b) = 0.618 | dp/db = 0.236 | J = -ln(p) = 0.481 | dJ/db = 0.618 - 1 = -0.382",
    "p = 1/(1 + e^(-z)) = 0.618 | dp/dz = 0.236",
    "p = e^z/(1 + e^z) = 0.618 | dp/dz = 0.236",
    "p = (e^z - e^(-z))/(e^z + e^(-z)) = 0.563 | dp/dz = 0.683",
    "p = (e^(2z) - 1)/(e^(2z) + 1) = 0.563 | dp/dz = 0.683",
    "p = e^z = 2.811 | dp/dz = 2.811",
    "p = sqrt(z) = 0.838 | dp/dz = 0.597",
    "p = softmax(v) = [0.369, 0.731] | J = -ln(p[2]) = 0.313 | dJ/dv = [0.369, -0.269]",
]


@pytest.mark.parametrize("lines", CARRIED)
def test_a_slope_of_a_wrong_output_is_carried(lines):
    head = "round: 3\ngiven: w, x, b, z = 1.2, 0.4, 0.3, 0.78\ngiven: v = [1, 2]\n"
    report = check(head + lines.replace(" | ", "\n"))

    assert report.first_slip.line == 4
    assert {line.verdict for line in report.lines[4:]} <= {"carried", "ok"}


@pytest.mark.parametrize(
    ("formula", "function"),
    [
        ("1/(1 + exp(-2 z))", "sigmoid"),
        ("1/(1 + exp(-(w x + b)))", "sigmoid"),
        ("1/(1 + exp(z))", "sigmoid"),  # of −z
        ("1/(2 + exp(-z))", ""),
        ("exp(z)/z", ""),
        ("relu(z)", "relu"),
        ("max(z, 0)", ""),
    ],
)
def test_a_function_is_known_however_it_is_spelled(formula, function):
    assert as_function(tree(formula))[0] == function
