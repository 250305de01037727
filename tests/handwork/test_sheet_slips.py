"""Slips that beginners make in the derivatives of one neuron, each named for what it is."""

import pytest

from autograd.handwork.checking import check
from autograd.handwork.language.reading import read
from autograd.handwork.reports.text_report import explanation
from autograd.handwork.slips.catalogue import BY_NAME

SIGMOID = """round: 4
given: x, w, b, y = 0.9, 0.75, -0.4, 1
z = w x + b = 0.275
a = sigmoid(z) = 0.5683
L = (a - y)^2 = 0.1864
"""
TANH = """round: 4
given: x, w, b, y = 0.9, 0.75, -0.4, 1
z = w x + b = 0.275
a = tanh(z) = 0.2683
L = (a - y)^2 = 0.5354
"""
NUMBERS = TANH + "dL/da = 2(a - y) = -1.4634\nda/dz = 1 - a^2 = 0.9280\n"


@pytest.mark.parametrize(
    ("sheet", "line", "sentence"),
    [
        (SIGMOID, "dL/dz = 2(a-y)(1 - a^2)", "The derivative of tanh was used for ∂a/∂z."),
        (SIGMOID, "da/dz = 1 - a^2", "The derivative of tanh was used for ∂a/∂z."),
        (SIGMOID, "da/dz = 0.6770", "The derivative of tanh was used for ∂a/∂z."),
        (TANH, "da/dz = a(1 - a)", "The derivative of sigmoid was used for ∂a/∂z."),
        (TANH, "da/dz = 1 - a", "The square of a was left out."),
        (TANH, "dL/dw = dL/dz w", "w itself was put in where ∂z/∂w is meant."),
        (TANH, "dL/db = dL/dz b", "b was multiplied in, although ∂z/∂b is 1."),
        (
            TANH,
            "dL/dw = 2(a - y)(1 - a^2) x = 2(-0.7317)(0.0720)(0.9)",
            "0.0720 was put in for 1 − a^2. The term 1 in 1 − a^2 was left out.",
        ),
        (
            NUMBERS,
            "dL/dw = dL/da da/dz x = (-1.4634)(0.0720)(0.9)",
            "0.0720 was put in for ∂a/∂z. The term 1 in 1 − a^2 was left out.",
        ),
        (
            NUMBERS,
            "dL/dw = dL/da da/dz x = (-1.4634)(0.4444)(0.9)",
            "0.4444 was put in for ∂a/∂z. No known slip explains it.",
        ),
    ],
)
def test_a_slip_in_a_derivative_is_named(sheet, line, sentence):
    assert explanation(check(sheet + line).lines[-1]) == sentence


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("0.4", "The key has b = −0.4, this sheet 0.4. A sign is wrong: that of 0.4 was flipped"),
        ("-0.7", "The key has b = −0.4, this sheet −0.7. No known slip explains it."),
    ],
)
def test_a_given_number_is_compared_with_that_of_the_key(given, sentence):
    judged = check(SIGMOID.replace("-0.4", given), key=SIGMOID).lines[0]

    assert explanation(judged).startswith(sentence)


def test_no_edge_is_taken_for_its_neighbour():
    sheet = "given: a1, a2 = 0.5, 0.7\nh2 = 3 a2 = 2.1\nL = h2^2 = 4.41\ndL/da2 = 0"
    guesses = check(sheet).lines[-1].guesses

    assert "neighbour" not in {guess.slip for guess in guesses}


@pytest.mark.parametrize("slip", ["digit misread", "digits swapped", "decimal point"])
def test_where_only_digits_fit_the_sentence_does_not_claim_to_know(slip):
    assert BY_NAME[slip].sentence.startswith("Perhaps ")


@pytest.mark.parametrize(
    ("sheet", "right"),
    [
        ("round: 3\ngiven: a = 1\nb = a/3 = 0.4", "0.333"),
        ("round: 3\na = 0.5\nb = a/3\ndb/da = 3", "0.333"),
        ("a = 1\nb = a/3 = 4", "0.333333"),
    ],
)
def test_the_right_number_has_the_places_of_the_sheet(sheet, right):
    from autograd.handwork.reports.text_report import numbers

    assert numbers(check(sheet).lines[-1]).startswith(f"Right: {right}")


def test_a_difference_is_one_node_of_the_graph():
    output = read("given: z, t = 1, 2\nL = (z - t)^2").output

    assert [operand.op.name for operand in output.operands] == ["sub"]
