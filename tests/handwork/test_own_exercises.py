"""Exercises of one's own: sheets and graphs whose numbers are drawn anew."""

import math
from random import Random

import pytest

from autograd import Graph, Value
from autograd.handwork import check, exercise, exercise_of, read, worked
from autograd.handwork.exercises.graph_sheets import sheet_of
from autograd.handwork.exercises.levels import LEVELS
from autograd.handwork.exercises.own import own_template
from nn import MLP, Linear, cross_entropy, mse_loss

SHEET = """
title: a logarithm
given: x, w = 1.5, 0.8
given: v = [0.9, -1.2]
given: t = 1
z = w x = 1.2
p = ln(z) = 0.1823
q = v p
L = (p - t)^2 = 0.6686
dL/dp = 2(p - t)
dL/dw = dL/dp * x/z
"""


def numbers(sheet):
    """What each line of a worked sheet says."""
    return {line.parts[0].text: float(line.parts[-1].text) for line in read(sheet).lines}


def test_a_sheet_s_numbers_are_drawn_anew_around_those_it_has():
    drafts = [own_template(SHEET)(Random(seed)) for seed in range(50)]

    assert drafts[0].lines == (
        *("z = w x", "p = ln(z)", "q = v p", "L = (p - t)^2"),
        *("dL/dp = 2(p - t)", "dL/dw = dL/dp * x/z"),
    )
    xs = [float(draft.given[0].removeprefix("x = ")) for draft in drafts]
    assert 0.75 <= min(xs) < 1.0 < 2.0 < max(xs) <= 2.25
    assert {draft.given[3] for draft in drafts} == {"t = 1"}
    assert all("-" in draft.given[2] for draft in drafts)


@pytest.mark.parametrize("level", LEVELS)
def test_an_exercise_of_one_s_own_has_a_right_key_and_a_code(level):
    templates = {"log": own_template(SHEET)}

    made = exercise("log", 5, level=level, templates=templates)

    assert check(made.key, key=made.checker).is_right
    assert exercise_of(made.code, templates) == made
    assert made.code.startswith("log-5-4-")


def test_a_code_is_of_this_very_template():
    made = exercise("log", 5, templates={"log": own_template(SHEET)})
    other = {"log": own_template(SHEET.replace("a logarithm", "another"))}

    with pytest.raises(ValueError, match="was copied wrongly, or its exercise is of another"):
        exercise_of(made.code, other)


@pytest.mark.parametrize(
    ("sheet", "why"),
    [
        ("given: x = 1.5", "works nothing out: write lines such as z = w x"),
        (
            "given: x, y = 1, 2\nz = x y",
            "gives no number that can be drawn anew: write some with a",
        ),
    ],
)
def test_what_makes_no_exercise_is_refused(sheet, why):
    with pytest.raises(ValueError, match=why):
        own_template(sheet)


def test_numbers_that_never_fit_are_told_with_the_reason():
    flat = {"flat": own_template("given: x = 9.5\ny = tanh(x)")}

    with pytest.raises(ValueError, match=r"ask for more places \(at last line 5 .* unit\)"):
        exercise("flat", templates=flat)


def own_network():
    x, w, b, t = (Value(n, s) for n, s in ((0.9, "x"), (0.75, "w"), (0.2, "b"), (1.0, "t")))
    z = w * x + b
    z.label = "z"
    a = z.sigmoid()
    a.label = "a"
    loss = ((a * z).exp() - t) ** 2 / 2
    loss.label = "L"
    return loss


def of_the_library():
    loss = mse_loss([MLP(2, [2, 1], activation="tanh", seed=1)([0.5, -0.3])], [0.4])
    loss.label = "L"
    return loss


@pytest.mark.parametrize("network", [own_network, of_the_library])
def test_the_sheet_of_a_graph_gives_the_engine_s_gradients(network):
    loss = network()
    loss.backward()
    grads = {node.label: node.grad for node in Graph(loss).leaves if node.label}

    found = numbers(worked("round: 12\n" + sheet_of(loss)).text)

    asked = {name: found[f"∂L/∂{name}"] for name in grads if f"∂L/∂{name}" in found}
    assert found["L"] == pytest.approx(loss.data, rel=1e-3)  # numbers are given in four figures
    assert asked == pytest.approx({name: grads[name] for name in asked}, rel=5e-3)
    assert set(grads) - set(asked) <= {"x", "t"}


def test_arithmetic_is_written_out_and_functions_have_lines():
    lines = sheet_of(own_network()).partition("\n\n")[2].splitlines()

    assert lines[:4] == ["z = w·x + b", "a = σ(z)", "v₃ = exp(a·z)", "L = (v₃ - t)²/2"]
    assert "∂L/∂z = ∂L/∂a·a·(1 - a) + ∂L/∂v₃·v₃·a" in lines
    assert check("round: 6\n" + worked("round: 6\n" + sheet_of(own_network())).text).is_right


def test_a_network_with_relu_makes_an_exercise():
    x, w, b = Value(1.5, "x"), Value(0.8, "w"), Value(0.3, "b")
    v, t = Value(-0.7, "v"), Value(0.5, "t")
    loss = ((w * x + b).relu() * v - t) ** 2
    loss.label = "L"

    made = exercise("net", 2, templates={"net": own_template(sheet_of(loss))})

    assert "step(w·x + b)" in made.checker
    assert check(made.key, key=made.checker).is_right


def test_a_gradient_that_is_a_plain_number_needs_no_line():
    w, x = Value(3.0, "w"), Value(2.0, "x")
    loss = (x * w).tanh() + w**2
    loss.label = "L"

    lines = sheet_of(loss).partition("\n\n")[2].splitlines()

    assert lines[2:] == ["∂L/∂w = (1 - v₂²)·x + 2·w"]


def test_what_a_sheet_has_no_function_for_is_told():
    loss = cross_entropy([Linear(2, 3, seed=0)([0.9, -0.3])], [1])

    with pytest.raises(
        ValueError, match=r"a sheet has no function logsumexp, which node 'v.*' needs"
    ):
        sheet_of(loss)


def test_names_that_a_sheet_cannot_read_get_others():
    x, w = Value(0.5, "my input (first)"), Value(0.25, "2 w")
    y = x * w
    y.label = "y"

    lines = worked("round: 4\n" + sheet_of(y)).lines

    assert [line.error for line in lines] == [None] * len(lines)
    assert numbers(worked("round: 4\n" + sheet_of(y)).text)["y"] == 0.125


def test_graphs_that_nobody_works_out_by_hand_are_refused():
    with pytest.raises(ValueError, match="this output is a leaf"):
        sheet_of(Value(1.0, "x"))
    x = Value(0.5, "x")
    for _ in range(70):
        x = x.tanh()
    with pytest.raises(ValueError, match="takes 140 lines to work out, more than 60; take a small"):
        sheet_of(x)


def test_a_domain_is_not_left():
    template = own_template(SHEET)
    z = [
        math.prod(float(row.split(" = ")[1]) for row in template(Random(i)).given[:2])
        for i in range(50)
    ]

    assert min(z) > 0
