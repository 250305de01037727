"""The printed program: what it says, and that it runs without anything of ours."""

import math
import re
import subprocess
import sys

import pytest

import nn
from autograd import Value, op, squared_error, weighted_sum
from autograd.ops.declaration import op as declare
from autograd.tape import record
from autograd.writing.sources import UntranslatableError
from examples.trace_w3 import network
from tests.autograd.programs import forgotten_ops


def printed(tape, **options):
    """What the program prints where there is nothing but Python: by name, a number."""
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-"],
        input=tape.source(**options).encode(),
        capture_output=True,
        check=True,
    )
    return {
        name: float(number)
        for name, number in (line.split(" = ") for line in ran.stdout.decode().splitlines())
    }


def statements(tape):
    """The lines of the program without their comments, by what they assign to."""
    lines = [line.partition("  #")[0].strip() for line in tape.source().splitlines()]
    return dict(line.split(" = ", 1) for line in lines if " = " in line)


def test_three_sigmoids_read_like_the_solution_on_paper():
    L, _ = network()

    assert statements(record(L, inputs=["x1", "x2", "x3", "x4", "y"])) == {
        **{"[x1, x2, x3, x4, y]": "inputs", "[w1, w2, w3, w4, w5, w6]": "parameters"},
        "S1": "w1 * x1 + w2 * x2",
        "s1": "sigmoid(S1)",
        "S2": "w3 * x3 + w4 * x4",
        "s2": "sigmoid(S2)",
        "S3": "w5 * s1 + w6 * s2",
        "yhat": "sigmoid(S3)",
        "L": "(yhat - y) * (yhat - y)",
        "dL_dyhat": "2 * (yhat - y)",
        "dL_dS3": "dL_dyhat * (yhat * (1 - yhat))",
        "dL_ds2": "dL_dS3 * w6",
        "dL_dS2": "dL_ds2 * (s2 * (1 - s2))",
        "dL_dw4": "dL_dS2 * x4",
        "dL_dw3": "dL_dS2 * x3",
        "dL_ds1": "dL_dS3 * w5",
        "dL_dS1": "dL_ds1 * (s1 * (1 - s1))",
        "dL_dw2": "dL_dS1 * x2",
        "dL_dw1": "dL_dS1 * x1",
        "dL_dw6": "dL_dS3 * s2",
        "dL_dw5": "dL_dS3 * s1",
        "inputs": '{"x1": 0.9, "x2": -1.1, "x3": -0.3, "x4": 0.8, "y": 0.5}',
        "parameters": '{"w1": 0.75, "w2": -0.63, "w3": 0.24, "w4": -1.7, "w5": 0.8, "w6": -0.2}',
        "L, gradients": "program(list(inputs.values()), list(parameters.values()))",
    }


def test_it_runs_without_anything_of_ours():
    L, w3 = network()
    L.backward()

    found = printed(record(L))

    assert found["L"] == L.data
    assert found["dL/dw3"] == w3.grad == pytest.approx(0.000621578, abs=1e-9)


def test_a_comment_tells_the_number_and_the_chain_rule():
    L, _ = network()
    text = record(L).source()

    assert "    S2 = w3 * x3 + w4 * x4  # Σ₂ = -1.432\n" in text
    assert "    dL_dw3 = dL_dS2 * x3  # ∂L/∂w₃ = ∂L/∂Σ₂·∂Σ₂/∂w₃\n" in text


def test_a_number_of_several_uses_gathers_what_each_sends():
    x = Value(3.0, "x")
    a, b = 2 * x, x * x
    L = a * b
    for node, label in ((a, "a"), (b, "b"), (L, "L")):
        node.label = label

    assert statements(record(L))["dL_dx"] == "dL_db * x + dL_db * x + dL_da * 2.0"
    assert printed(record(L)) == {"L": 54.0, "dL/dx": 54.0}


def test_a_wide_program_keeps_to_a_hundred_columns():
    model = nn.MLP(30, [3, 1], seed=1)
    L = nn.mse_loss(model([[0.1] * 30]), [1.0])
    L.backward()
    tape = record(L)

    assert max(map(len, tape.source().splitlines())) <= 100
    assert list(printed(tape).values()) == [L.data, *(leaf.grad for leaf in tape.leaves)]


def test_a_name_and_its_number_stand_in_one_line():
    tape = record(nn.MLP(7, [2, 1], seed=1)([0.1] * 7))
    text = tape.source().partition("    parameters = {\n")[2].partition("\n    }")[0]

    assert len(text.splitlines()) > 2
    assert all(re.fullmatch(r' {8}("\w+": \S+,? ?)+', line) for line in text.splitlines())


@pytest.mark.parametrize("loops", [False, True])
def test_a_sum_is_broken_before_a_sign(loops):
    model, wide = nn.MLP(2, [3, 1], seed=1), nn.MLP(30, [1], seed=1)
    tapes = [
        record(lambda xs: nn.mse_loss(model(xs), [1.0, 1.0]), [[1.0, 2.0]] * 2),
        record(wide, [0.1] * 30),
    ]
    lines = [line for tape in tapes for line in tape.source(loops=loops).splitlines()]

    assert max(map(len, lines)) <= 100
    assert not [line for line in lines if line.endswith(("*", "+", "-"))]


def test_leaves_of_a_kind_that_is_missing_have_no_line():
    text = record(Value(2.0, "w") * -3.0).source()
    constant = record(Value(-2.0, "w") * 3.0, parameters=[]).source()

    assert re.findall(r".* = (?:inputs|parameters)\n", text) == ["    [w] = parameters\n"]
    assert re.findall(r".* = (?:inputs|parameters|-2.0)\n", constant) == ["    w = -2.0\n"]


def test_infinite_numbers_are_printed_too():
    x = Value(math.inf, "x")

    assert printed(record(x * 2.0)) == {"v1": math.inf, "dv1/dx": 2.0}


def test_an_op_without_a_source_is_said():
    with forgotten_ops():
        space = {"op": declare}
        exec("@op(lambda x, y: 3 * x * x)\ndef cubed(x):\n    return x * abs(x) * abs(x)", space)
        tape = record(space["cubed"](Value(2.0)))

        with pytest.raises(UntranslatableError, match=r"^cubed was declared without a file, so"):
            tape.source()


def test_an_op_declared_in_a_file_is_printed():
    with forgotten_ops():

        @op(lambda x, y: 3 * x * x)
        def cubed(x):
            """x³, with a loop."""
            y = 1.0
            for _ in range(3):
                y = y * x
            return y

        L = cubed(Value(2.0, "x"))

        assert "def cubed(x):" not in record(L).source()  # a loop of known length is written out
        assert printed(record(L)) == {"v1": 8.0, "dv1/dx": 12.0}


def test_names_cannot_break_out_of_the_text():
    x = Value(2.0, "x\nimport os")
    y = Value(3.0, '"""')
    L = squared_error(weighted_sum(0, [x], [y]), 1.0)

    assert printed(record(L))["v2"] == 25.0


def test_a_comparison_of_the_function_is_asked_again():
    tape = record(lambda x: x * x if x > 1 else x, 3.0)
    text = tape.source()

    assert "    if not (x > 1.0):\n        raise ValueError('line " in text
    assert "(x > 1) goes another way here" in text
    assert printed(tape)["v1"] == 9.0


def test_a_long_comparison_stands_whole_in_a_program_that_runs():
    def chosen(first_of_two_numbers, second_of_two_numbers):
        if first_of_two_numbers * 2 + second_of_two_numbers * 3 > first_of_two_numbers - 1:
            return first_of_two_numbers
        return second_of_two_numbers

    names = {}
    exec(record(chosen, 1.0, 2.0).source(), names)

    assert names["program"]([3.0, 4.0], []) == (3.0, [])
    with pytest.raises(ValueError, match=r"second_of_two.* goes another way here"):
        names["program"]([3.0, -9.0], [])


def test_the_slope_of_a_square_is_twice_its_base():
    x = Value(3.0, "x")

    assert statements(record(x**2))["dv1_dx"] == "2.0 * x"


def test_a_comment_names_the_line_that_uses_a_number():
    w, x, b = Value(2.0, "w"), Value(3.0, "x"), Value(1.0, "b")
    S = w * x + b * w  # both products are written in the line of S
    S.label = "S"
    L = S.tanh()
    L.label = "L"

    assert "    dL_dw = dL_dS * b + dL_dS * x  # ∂L/∂w = ∂L/∂S·∂S/∂w\n" in record(L).source()
