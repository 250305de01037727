import re

import pytest

from autograd import Graph, Rounding, Value, paths
from nn import MLP
from tests.autograd.programs import random_program, run
from tests.visualize.compiling import compiled
from tests.visualize.examples import HOSTILE, course_network, square
from visualize import worked
from visualize.picture.document import document


def two_paths() -> tuple[Value, Value]:
    """L = a·b with b = 3a, so ∂L/∂a = 6a."""
    a = Value(2.0, "a")
    b = 3 * a
    b.label = "b"
    output = a * b
    output.label = "L"
    return output, a


def test_w3_by_hand_is_the_hand_calculation():
    output, _ = course_network()

    solution = worked(output, "w₃", rounding=Rounding(4))

    for line in [
        "Σ₂ = w₃·x₃ + w₄·x₄ = 0.24·(-0.3) + (-1.7)·0.8 = -1.4320",
        "One path leads from w₃ to L: w₃ → Σ₂ → σ₂ → Σ₃ → ŷ → L.",
        "∂σ₂/∂Σ₂ = σ₂·(1 - σ₂) = 0.1928·(1 - 0.1928) = 0.1556",
        "∂L/∂w₃ = ∂L/∂ŷ·∂ŷ/∂Σ₃·∂Σ₃/∂σ₂·∂σ₂/∂Σ₂·∂Σ₂/∂w₃",
        "= 0.2910·0.2288·(-0.2)·0.1556·(-0.3)",
        "-0.0021·(-0.3) = 0.0006",
        "Each result is rounded to 4 decimals (half up) before it is used again.",
    ]:
        assert line in solution


def test_several_paths_are_multiplied_each_and_summed():
    output, _ = two_paths()

    solution = worked(output, "a")

    assert "2 paths lead from a to L." in solution
    assert "Path B: a → b → L" in solution
    assert "∂L/∂b·∂b/∂a⁽¹⁾ = 2·3" in solution
    assert "says which use of a quantity is meant" in " ".join(solution.split())
    assert "∂L/∂a = 6 + 6 = 12" in solution


def test_a_factor_and_the_gradient_never_share_a_name():
    output, _ = two_paths()

    solution = worked(output, "a")

    lines = [line.strip() for line in solution.splitlines() if line.startswith("  ∂L/∂a")]
    assert lines == [
        "∂L/∂a⁽²⁾ = b = 6",
        "∂L/∂a⁽²⁾ = 6",
        "∂L/∂a = 6 + 6 = 12",
        "∂L/∂a = 12",
    ]


def test_without_wrt_all_gradients_are_derived():
    output, _ = two_paths()

    solution = worked(output)

    assert "∂L/∂a = ∂L/∂L·∂L/∂a⁽²⁾ + ∂L/∂b·∂b/∂a⁽¹⁾ = 1·6 + 2·3 = 12" in solution
    assert solution.rstrip().endswith("∂L/∂a = 12")


def test_a_stopped_path_is_named_with_its_edge():
    x = Value(-1.0, "x")
    gate = x.relu()
    gate.label = "h"
    output = gate + x
    output.label = "L"

    assert "(stopped at x → h, whose local derivative is 0)" in worked(output, x)


def test_rounding_path_by_path_is_told_apart_from_backpropagation():
    a = Value(1.0, "a")
    h = a * 0.5
    output = h * 0.15 + h * 0.15

    solution = worked(output, a, rounding=Rounding(2))

    assert "Rounded path by path the sum would be 0.16:" in solution  # 0.075 is 0.08, twice
    assert solution.rstrip().endswith("∂v₄/∂a = 0.15")  # 0.15 + 0.15, then times 0.5


def test_very_many_paths_are_counted_and_the_largest_written_out():
    x = Value(1.0, "x")
    y = x
    for _ in range(60):
        y = y + y

    solution = worked(y, x, most=2)

    assert "1,152,921,504,606,846,976 paths" in solution
    assert "Path B" in solution
    assert "Path C" not in solution
    assert "The other 1,152,921,504,606,846,974 sum to 1.15292e+18." in solution
    assert "∂v₆₀/∂x = 1 + 1 + 1.15292e+18 = 1.15292e+18" in solution


def test_given_numbers_are_listed_as_people_count():
    x = [
        Value(float(i), "x" + str(i).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")))
        for i in (10, 2, 1)
    ]

    assert "x₁ = 1, x₂ = 2, x₁₀ = 10." in worked(x[0] + x[1] + x[2])


def test_text_is_at_most_80_wide_where_names_allow():
    output, _ = course_network()

    assert max(map(len, worked(output).splitlines())) <= 80


def test_an_unknown_style_is_refused_with_the_choices():
    output, _ = square()

    with pytest.raises(ValueError, match="unknown style 'pdf'; choose from text, markdown, latex"):
        worked(output, style="pdf")


def test_a_node_outside_the_graph_is_refused():
    output, _ = square()

    with pytest.raises(ValueError, match=r"L does not depend on Value\(1, 'z'\)"):
        worked(output, Value(1.0, "z"))


@pytest.mark.parametrize("style", ["text", "markdown", "latex"])
def test_a_solution_shows_as_it_reads(style):
    solution = worked(square()[0], style=style)

    assert repr(solution) == solution
    assert hasattr(solution, "_repr_markdown_") == (style == "markdown")


def test_what_is_no_output_has_no_solution():
    with pytest.raises(TypeError, match="worked takes an output or its trace, got int"):
        worked(3)


def test_markdown_opens_and_closes_its_math():
    output, _ = course_network()

    solution = worked(output, "w₃", style="markdown")

    assert solution.count("$$") % 2 == 0
    assert solution.count(r"\begin{aligned}") == solution.count(r"\end{aligned}") == 4
    assert solution.startswith(r"# Worked solution: $\frac{\partial L}{\partial w_{3}}$")


def assert_all_numbers_shown(seed, style):
    """The solution of a random pass shows every value and gradient."""
    program = random_program(seed, length=6)
    leaves = [Value(number, f"x{i}") for i, number in enumerate(program.leaves)]
    output = run(program, leaves)[-1]
    trace = output.trace()

    solution = worked(trace, style=style, picture=False)

    for node in Graph(output).nodes:
        for number in (trace.values[node], trace.gradients[node]):
            mantissa, _, exponent = trace.number(number).partition("e")
            assert mantissa in solution
            assert (
                not exponent
                or f"{exponent[0] if exponent[0] == '-' else ''}{int(exponent[1:])}" in solution
            )


@pytest.mark.parametrize("style", ["text", "markdown", "latex"])
def test_every_style_shows_every_value_and_gradient(style):
    for seed in range(50):
        assert_all_numbers_shown(seed, style)


@pytest.mark.parametrize("seed", range(5))
def test_every_path_of_a_random_graph_is_in_its_solution(seed):
    program = random_program(seed, length=5)
    leaves = [Value(number, f"x{i}") for i, number in enumerate(program.leaves)]
    output = run(program, leaves)[-1]
    node = next(leaf for leaf in leaves if leaf in Graph(output).names)

    solution = worked(output, node, most=1000)

    assert len(re.findall("^Path ", solution, re.M)) in (0, paths(output, node).count)


def test_latex_compiles_with_its_picture(tmp_path):
    output, _ = course_network()

    log = compiled(worked(output, "w₃", style="latex", rounding=Rounding(4)), tmp_path)

    assert "2 pages" in log


def test_latex_of_all_steps_compiles(tmp_path):
    output, _ = course_network()

    compiled(document(output.trace().table().latex()), tmp_path)


def test_latex_of_random_graphs_compiles(tmp_path):
    for seed in range(8):
        program = random_program(seed)
        leaves = [Value(number, f"x{i}") for i, number in enumerate(program.leaves)]
        solution = worked(run(program, leaves)[-1], style="latex", picture=seed % 4 == 0)

        log = compiled(solution, tmp_path)

        overfull = [float(x) for x in re.findall(r"Overfull \\hbox \(([\d.]+)pt", log)]
        assert max(overfull, default=0) < 60


def test_long_paths_and_factored_sums_stay_within_their_lines(tmp_path):
    output = (MLP(2, [2, 2, 1], seed=1)([Value(0.5, "x₁"), Value(0.25, "x₂")]) - 1) ** 2
    output.label = "L"

    log = compiled(worked(output, "x₁", style="latex"), tmp_path)

    assert re.findall(r"Overfull .*", log) == []


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_labels_compile_as_text(label, tmp_path):
    x = Value(2.0, label)
    output = x * x
    output.label = label

    log = compiled(worked(output, x, style="latex"), tmp_path)

    assert "passwd" not in re.sub(r"/etc/passwd.*not", "", log) or "(/etc/passwd" not in log


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_labels_stay_one_line_of_text(label):
    x = Value(2.0, label)

    for style in ("text", "markdown"):
        solution = worked(x * x, x, style=style)
        assert all(line.isprintable() for line in solution.splitlines())
        assert style == "text" or "<" not in solution


def test_characters_that_the_font_lacks_do_not_stop_latex(tmp_path):
    compiled(
        worked(Value(2.0, "层") * Value(1.0, "שלום") * Value(1.0, "🙂"), style="latex"), tmp_path
    )


@pytest.mark.parametrize("style", ["text", "markdown", "latex"])
def test_the_solution_of_a_number_alone_has_no_gradients_but_its_own(style):
    solution = worked(Value(2.0, "x"), style=style)

    assert "The gradients:" not in solution
    assert "= 1" in solution
