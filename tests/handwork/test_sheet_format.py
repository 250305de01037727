"""The sheet language: what people type, and the errors that say what to type instead."""

import subprocess
import sys

import pytest

from autograd.handwork.checking import check
from autograd.handwork.language.documents import chalk_blocks
from autograd.handwork.language.parsing import ReadingError, tree
from autograd.handwork.language.reading import read
from autograd.handwork.language.wording import text
from autograd.handwork.reports.text_report import explanation

SAME = [
    ("Σ₁ + σ₁", "S1 + s1"),
    ("∂L/∂w₃", "dL/dw3"),
    ("2(ŷ − y)", "2*(yhat - y)"),
    ("x₁·w₁ × x₂", "x1 w1 x2"),
    ("(0.9)(0.75)", "0.9 * 0.75"),
    ("x²", "x^2"),
    ("x**2", "x^2"),
    ("e⁻²", "e^(-2)"),
    ("½ a", "(1/2) a"),
    ("σ(z)", "sigmoid(z)"),
    ("σ'(z)", "sigmoid'(z)"),
    ("σ²(2x)", "sigmoid(2x)^2"),
    ("ReLU(c)", "relu(c)"),
    ("ln q", "log(q)"),
    ("‖y − ŷ‖₂²", "norm(y - yhat)^2"),
    ("|a|", "abs(a)"),
    ("⌊a/2⌋", "floor(a/2)"),
    ("Wᵀ x", "W' x"),
    ("W^T x", "W' x"),
    ("a ⊙ b", "a .* b"),
    ("x_1 + w_{1,2} + h_prev", "x1 + w12 + h_prev"),
    ("W⁽²⁾ x", "W2 x"),
    ("θ δ η", "theta delta eta"),
    ("Λ Υ", "Lambda Upsilon"),
    ("ẋ hₐ vₚᵣₑ", "xdot ha vpre"),
    ("eˣ aⁱ", "e^(x) a^(i)"),
    ("a ÷ b", "a / b"),
    ("√(a)", "sqrt(a)"),
    ("２ａ", "2a"),
]
FOUND_AND_EXPECTED = {
    "b = 2 +": "column 8: found the end of the line; expected a number, a name or an opening",
    "b = (1 + 2": "column 11: found the end of the line; expected an operator or ')'",
    "b = 3 4": "column 7: found the number 4; expected an operator before it",
    "b = x1 2": "column 8: found the number 2; expected an operator before it",
    "½ b = = 3": "column 7: found '='; expected a number",
    "b = 2 $ 3": "column 7: found '$'; expected",
    "b = e^-2x": "column 6: it is not clear how far the exponent '^-2x' … reaches",
    "b = [1, 2": "column 10: found the end of the line; expected",
    "c = 5!": "column 6: found '!'",
    "d²L/dx1² = 2": "column 1: found a second derivative; expected the derivative of a formula",
    "d/dx1 (dL/dw1) = 2": "column 1: found the derivative of a derivative; expected that of",
    "given: sigma = 2\nb = sigma (w1 - 1)": "write sigma*(…) or sigmoid(…)",
    "given: p, q = 1": "column 13: found 2 names and 1 values; expected as many",
    "given: p = ": "expected a number",
    "round: 4 up": "column 10: found 'up'; expected half_up or half_even or truncate",
    "any: x in 2": "expected",
    "b = conv([1, 2], [1])": "column 5: found conv without its mode; expected conv(x, w, valid",
    "b = tanh(1, 2)": "column 5: found tanh of 2 arguments; expected 1",
    "b = sum(x1 > 2)": "column 5: found a comparison; expected if(a > b, x, y)",
    "b = if(x1, 1, 2)": "column 5: found if without a comparison; expected if(a > b, x, y)",
    "b = sum'(x1)": "column 5: found sum'; expected the derivative of a function of one operand",
    "b = 2/x1w1": "column 7: it is not clear what stands below the line in /x1w1; write /(x1 w1)",
    "= 3": "column 1: there is no line above to go on from",
}


CANNOT_BE_COMPUTED = {
    "b = [1, 2] + [1, 2, 3]": "a vector of 2 does not go with a vector of 3",
    "b = [1, 2] [3, 4]": "two vectors side by side: write x' y, x ⊙ y, or conv(x, y, valid)",
    "b = [[1, 2]] [3]": "a 1×2 matrix times a vector of 1: the inner sizes differ",
    "b = flip(2)": "flip of a number; it takes a vector or a matrix",
    "b = correlate([1], 2, valid)": "a number is no kernel for a vector of 1",
    "b = correlate([1], [1, 2], valid)": "a kernel of 2 does not fit into 1",
    "b = softmax(2)": "softmax of a number; it takes a vector",
    "b = dot([1, 2], 3)": "dot of a vector of 2 and a number",
    "b = diag([[1]])": "diag of a 1×1 matrix; it takes a vector",
    "b = maxpool([1, 2, 3], 2)": "windows of 2 do not divide a vector of 3",
    "b = if([1] > 2, 1, 2)": "only numbers can be compared",
    "b = 9^9^9": "a number becomes too large to hold",
    "any: x in [1, 2]\nb = ln(-x)": "it needs x > 0",
    "any: x in [1, 2]\nln(-x) = ln(-x)": "both sides have a value at too few points of the ranges",
}


@pytest.mark.parametrize(("typed", "plain"), SAME)
def test_mathematics_as_typed_means_the_same_as_plain_letters(typed, plain):
    assert tree(typed.replace("ａ", "a")) == tree(plain)


@pytest.mark.parametrize("line", FOUND_AND_EXPECTED)
def test_a_malformed_line_says_where_and_what(line):
    sheet = f"{line}\ngiven: x1, w1 = 2, 3" if line == "= 3" else f"given: x1, w1 = 2, 3\n{line}"
    found = next(judged for judged in check(sheet).lines if judged.verdict == "unread")

    assert found.text == line.strip().split("\n")[-1]
    assert FOUND_AND_EXPECTED[line] in found.note


@pytest.mark.parametrize("lines", CANNOT_BE_COMPUTED)
def test_a_line_without_a_value_says_why(lines):
    line = check(lines).lines[-1]

    assert line.verdict == "cannot be judged"
    assert line.note.startswith("this line cannot be computed: ")
    assert CANNOT_BE_COMPUTED[lines] in line.note


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("-2^2", -4.0),
        ("2^3^2", 512.0),
        ("6/2 3", 9.0),
        ("2(1 + 2)^2", 18.0),
        ("1 - 2 - 3", -4.0),
        ("8/4/2", 1.0),
        ("2e3", 2000.0),
        ("e^0", 1.0),
        ("max(1, 4, 2) + min([3, 2])", 6.0),
        ("if(2 > 1, 10, 20)", 10.0),
        ("sum([1, 2, 3]) + mean([2, 4]) + count([[1, 2], [3, 4]])", 13.0),
        ("⌊(128 + 2*3 − 1*(8 − 1) − 1)/2 + 1⌋", 64.0),
        ("(5*5*1+1)*6", 156.0),
        ("ln e", 1.0),
        ("tanh'(0)", 1.0),
    ],
)
def test_expressions_have_the_value_of_the_textbook(typed, value):
    report = check(f"a = {typed} = {value:g}")

    assert report.lines[0].verdict == "ok"


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("W x = [1, -1]", "ok"),
        ("W' [1, 2] = [1, -2]", "ok"),
        ("x' x = 2", "ok"),
        ("x x' = [[1, 1], [1, 1]]", "ok"),
        ("W W = [[1, 0], [0, 1]]", "ok"),
        ("x ⊙ x = [1, 1]", "ok"),
        ("W[2,2] + x[1] = 0", "ok"),
        ("W22 + x1 = 0", "ok"),  # an entry by its subscripts
        ("softmax([1, 2, 3]) = [0.0900, 0.2447, 0.6652]", "ok"),
        ("outer(x, x) - diag(x) = [[0, 1], [1, 0]]", "ok"),
        ("avgpool([[1, 2], [3, 6]], 2) = [[3]]", "ok"),
        ("maxpool([1, 5, 2, 3], 2) = [5, 3]", "ok"),
        ("conv([1, 2, 3, 4], [1, 0, 2], full) = [1, 2, 5, 8, 6, 8]", "ok"),
        ("correlate([1, 2, 3, 4], [1, 0, 2], same) = [4, 7, 10, 3]", "ok"),
        ("correlate([1, 2, 3, 4], flip([1, 0, 2]), valid) = [5, 8]", "ok"),
        ("W x = [1, 1]", "slip"),
        ("x x", "cannot be judged"),  # two columns: which product?
        ("W [1, 2, 3]", "cannot be judged"),
    ],
)
def test_vectors_and_matrices(line, verdict):
    line = line if "=" in line else f"v = {line}"
    report = check(f"given: W = [[1, 0], [0, -1]]\ngiven: x = [1, 1]\n{line}")

    assert report.lines[-1].verdict == verdict


def test_derivatives_have_the_shape_of_the_operand():
    report = check(
        "given: W = [[1, 2], [3, 4]]\ngiven: x = [1, -1]\nz = W x = [-1, -1]\nL = sum(z ⊙ z) = 2\n"
        "dL/dW = 2 z x' = [[-2, 2], [-2, 2]]\ndz/dx = W = [[1, 2], [3, 4]]\ndL/dW[1,2] = 2\n"
        "dL/dx = W' dL/dz = [-8, -12]\ndz1/dx2 = 2"
    )

    assert [line.verdict for line in report.lines] == ["ok"] * 9


def test_a_line_that_begins_with_equals_goes_on_from_the_one_above():
    report = check("any: x in [-2, 2]\nf = (x + 1)^2\nf = x^2 + 2x + 1\n= x(x + 2) + 1\n= x(x + 2)")

    assert [line.verdict for line in report.lines] == ["ok", "ok", "ok", "slip"]


def test_columns_count_in_the_text_as_typed():
    error = read("½ŷ = $").lines[0].error

    assert isinstance(error, ReadingError)
    assert (error.column, error.found) == (6, "'$'")


def test_markdown_keeps_its_line_numbers():
    sheet = read(
        chalk_blocks("# Homework\n\n```chalk\na = 2\n```\ntext = no\n```chalk\nb = 2 a = 5\n```")
    )

    assert [line.number for line in sheet.lines] == [4, 8]


def test_a_name_and_a_colon_open_a_line_as_a_name_and_an_equals_sign_do():
    assert [line.verdict for line in check("Σ₁ : 2 + 3 = 5\ny ≈ 2 Σ₁ ≈ 10").lines] == ["ok", "ok"]


def test_what_is_read_can_be_written_again():
    for _, plain in SAME:
        assert tree(text(tree(plain))) == tree(plain)


def test_lark_is_loaded_with_the_first_sheet_only():
    code = "import sys, autograd.handwork; print('lark' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert shown.stdout == "False\n"


@pytest.mark.parametrize(
    ("sheet", "note"),
    [
        ("given: x = (0.7\nz = 2 x", "column 7: 'x' is in line 1, which could not be read"),
        ("x =\nz = 2 x", "column 7: 'x' is in line 1, which is not filled in yet"),
        ("a2 = 1\nz = sigm(a2)", "column 5: there is no function 'sigm'; is it sigmoid?"),
        ("a2 = 1\nz = act(a2)", "column 5: there is no function 'act'; a product needs"),
        ("y = 0.5\nz = 0,904", "column 5: a number has a point: write 0.904"),
        ("y = 0.5\ngiven: z = 0,904", "column 12: a number has a point: write 0.904"),
        ("z = 1,904", "column 5: a number has a point: write 1.904 or 1904"),
    ],
)
def test_an_unread_line_says_what_to_write(sheet, note):
    assert check(sheet).lines[-1].note.startswith(note)


def test_given_quantities_may_come_in_pairs():
    report = check("given: x = 0.7, t=1, v = [1, 2]\nz = 2 x + t = 2.4\nq = v[2] = 2")

    assert [line.verdict for line in report.lines] == ["ok", "ok", "ok"]


def test_a_question_is_not_followed_by_a_full_stop():
    judged = check("w1 = 2\nb = ww1").lines[-1]

    assert explanation(judged).endswith("is it w1?")


@pytest.mark.parametrize("row", ["a = ((2 = 3", "b = 2 +", "c = e^-2x", "f ="])
def test_the_error_of_a_line_holds_no_frames(row):
    error = read(f"x = 1\n{row}").lines[1].error

    assert isinstance(error, ReadingError)
    assert (error.__traceback__, error.__cause__, error.__context__) == (None, None, None)
