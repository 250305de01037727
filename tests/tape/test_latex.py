"""The program in LaTeX: one row for each number, and one for each adjoint."""

from autograd import Value
from autograd.tape import record
from examples.trace_w3 import network
from tests.visualize.compiling import compiled


def rows(tape):
    """The rows of the program, without the environment around them."""
    return [row.partition(r" \\")[0] for row in tape.latex().splitlines()[1:-1]]


def test_three_sigmoids_have_a_row_for_each_number_and_each_adjoint():
    L, _ = network()

    found = rows(record(L, inputs=["x1", "x2", "x3", "x4", "y"]))

    assert len(found) == 7 + 12
    assert found[2] == r"\Sigma_{2} &= w_{3} \cdot x_{3} + w_{4} \cdot x_{4}"
    assert found[12] == (
        r"\frac{\partial L}{\partial w_{3}} &= \frac{\partial L}{\partial \Sigma_{2}} \cdot x_{3}"
    )


def test_several_uses_are_added_and_sums_stand_in_brackets():
    x = Value(3.0, "x")
    a, b = x - 2, x * x
    L = a * b
    for node, label in ((a, "a"), (b, "b"), (L, "L")):
        node.label = label

    found = rows(record(L))

    assert found[-1] == (
        r"\frac{\partial L}{\partial x} &= \frac{\partial L}{\partial b} \cdot x + "
        r"\frac{\partial L}{\partial b} \cdot x + \frac{\partial L}{\partial a}"
    )


def test_an_output_that_is_a_leaf_has_the_slope_one():
    assert rows(record(Value(2.0, "w"))) == [r"\frac{\partial w}{\partial w} &= 1"]


def test_it_compiles(tmp_path):
    L, _ = network()
    document = [
        r"\documentclass{article}",
        r"\usepackage{amsmath}",
        r"\begin{document}",
        record(L).latex(),
        r"\end{document}",
    ]

    assert compiled("\n".join(document), tmp_path)


def test_a_notebook_sets_the_formulas_of_a_short_tape():
    from IPython.core.formatters import DisplayFormatter

    x = Value(3.0, "x")
    long = x
    for _ in range(200):
        long = long + x
    shown = DisplayFormatter().format

    assert shown(record(x * x))[0]["text/latex"].startswith("$$\\begin{aligned}\nv_{1} &= x")
    assert set(shown(record(long))[0]) == {"text/plain"}
