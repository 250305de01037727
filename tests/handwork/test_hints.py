"""The ladder of hints: where, which rule, which factors, the number, and the number only last."""

from pathlib import Path

import pytest

from autograd.handwork.checking import check, check_file
from autograd.handwork.reports.hints import ladder

PROBLEMS = Path(__file__).parents[2] / "examples" / "problems"
TWO_PATHS = (
    "round: 2\ngiven: z = 0.5\np = 3 z = 1.50\nq = z^2 = 0.25\nE = p q + p = 1.88\ndE/dz = 3.00"
)


def hints(sheet, line, key=None):
    report = check(sheet, key=key)
    return ladder(report, report.line(line))


def test_a_derivative_is_led_from_the_place_to_the_paths_to_the_number():
    assert hints(TWO_PATHS, 6) == (
        "Look at '3.00' in line 6.",
        "The chain rule: multiply the local derivatives along each path, and add what the paths "
        "bring.",
        "∂E/∂z = ∂E/∂p ∂p/∂z + ∂E/∂q ∂q/∂z.",
        "Right: 5.25",  # 3 (q + 1) + 2 z p = 3.75 + 1.5
    )


@pytest.mark.parametrize(
    ("sheet", "line", "rung", "told"),
    [
        ("given: x = 2\ny = 3 x = 7", 2, 2, "y = 3 x, with x from line 1."),
        ("given: x = 2\ny = 3 x = (3)(2) = 7", 2, 1, "The numbers put in do not come to this."),
        ("given: x = 2\ny = 3 x = (3)(2) = 7", 2, 2, "Work out (3)(2) again."),
        ("given: x = 2\ny = 3 x = (3)(4) = 12", 2, 1, "Each number put in must be that of its"),
        ("given: x = 2\ny = x^2 = 4\ndy/dx = 5", 3, 1, "It is the derivative of y by x."),
        ("given: x = 0\ny = tanh(x) = 1", 2, 1, "its derivative is 1 − tanh²x."),
        ("Σ₁ = 2\nσ₁ = 3 Σ₁ = 7", 2, 2, "σ₁ = 3 Σ₁, with Σ₁ from line 1."),
        ("a = 2\n= 3", 2, 0, "Look at '3' in line 2."),
    ],
)
def test_each_rung_tells_a_little_more(sheet, line, rung, told):
    assert told in hints(sheet, line)[rung]


def test_the_formula_is_the_one_of_the_key():
    found = hints("given: x = 3\nh = 3 x = 9", 2, key="given: x = 3\nh = 2 x = 6")

    assert "h = 2 x, with x from line 1." in found[2]


def test_many_paths_are_counted_not_listed():
    sheet = "given: x = 1\n" + "\n".join(f"a{i} = {i} x" for i in range(2, 9))
    total = " + ".join(f"a{i}^2" for i in range(2, 9))

    assert hints(f"{sheet}\nL = {total}\ndL/dx = 3", 10)[2] == "More than 4 paths have to be added."


def test_paths_without_number_are_no_trap():
    rows = [f"a{i} = 0.1 b{i - 1} + 0.1 a{i - 1}\nb{i} = 0.1 b{i - 1} + a{i}" for i in range(1, 40)]
    sheet = "\n".join(["given: x = 0.5", "a0 = 2 x", "b0 = 3 x", *rows, "db39/dx = 99"])

    assert hints(sheet, 82)[2] == "More than 4 paths have to be added."


def test_a_carried_line_is_led_to_the_line_to_begin_with():
    assert hints("a = 2\nb = 3 a = 5\nc = b b = 25", 3) == (
        "Right from your own earlier number, which is wrong. Begin with line 2.",
    )


def test_a_right_line_needs_no_hint_and_an_unread_one_says_why():
    assert hints("a = 2\nb = 3 a = 6", 2) == ()
    assert hints("a = 2\nb = 3 a +", 2)[0].startswith("Column 10: found the end of the line")


@pytest.mark.parametrize("path", sorted(PROBLEMS.glob("*.chalk")), ids=lambda path: path.stem)
def test_only_the_last_rung_of_a_slip_holds_the_number(path):
    report = check_file(path)

    for line in report.lines:
        told = ladder(report, line)
        if line.verdict == "slip" and line.expected is not None:  # an identity has no number
            assert told[-1].startswith("Right: ")
        assert not any("Right: " in hint for hint in told[:-1])
