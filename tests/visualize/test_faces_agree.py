"""Every face tells the same pass: as many steps, the same numbers and words."""

import io
import re
from html import unescape
from xml.etree import ElementTree

import pytest
from rich.console import Console

from autograd import Rounding, Value, squared_error
from autograd.writing.printing import latex, text
from autograd.writing.sentences import equation, givens
from tests.autograd.programs import random_program, run
from tests.visualize.compiling import compiled
from tests.visualize.examples import square
from visualize import draw, tikz, worked
from visualize.film.frames import frames
from visualize.picture.document import document
from visualize.text.stepping import Stepper
from visualize.text.terminal import plain, screen


def random_trace(seed):
    program = random_program(seed, length=8)
    leaves = [Value(number, f"x{i}") for i, number in enumerate(program.leaves)]
    return run(program, leaves)[-1].trace()


def assert_faces_agree(seed):
    """Text, table, LaTeX and HTML of a random pass have the same steps, words and numbers."""
    trace = random_trace(seed)
    table = trace.table()
    in_text = [re.sub(r"^ *\d+  ", "", line) for line in plain(trace)]
    in_table = re.findall(r"^ *(\d+)  (.*)$", table.text(10_000), re.M)
    in_latex = re.findall(r"^(\d+) & (.*) \\\\$", table.latex(), re.M)
    in_html = re.findall(r'<th scope="row">(\d+)</th>(.*)</tr>', table.html())

    assert in_text == trace.sentences
    numbered = [str(i) for i in range(len(trace))]
    given = ["0"] * len(trace.graph.leaves)
    assert [number for number, _ in in_latex] == numbered
    for rows in (in_table, in_html):
        assert [number for number, _ in rows] == given + numbered[1:]
    told = [(trace[0], each.value) for each in givens(trace)]
    told += [(step, equation(trace, step).value) for step in trace[1:-1]]
    # the rows have "done" besides, which brings no number
    for (step, value), (_, row), (_, cells) in zip(told, in_table, in_html, strict=False):
        assert row.split()[-1] == text(value)
        written = text(value).lstrip("-").replace("-", "−")  # in an exponent
        assert unescape(re.findall(r"<mn>([^<]*)</mn>", cells)[-1]) == written
        assert latex(value) in in_latex[step.index][1]
        assert text(value) in trace.sentence(step)


def test_every_face_has_the_same_steps_sentences_and_numbers():
    for seed in range(50):
        assert_faces_agree(seed)


def assert_terminal_shows_all(seed):
    """The screens of a random pass have its sentences and its numbers of steps."""
    state = Stepper(random_trace(seed))
    console = Console(file=io.StringIO(), width=1000, height=60)
    for place in range(len(state.trace)):
        console.print(screen(state.at(place), 1000, 60))

    shown = console.file.getvalue()

    assert all(sentence in shown for sentence in state.trace.sentences)
    assert shown.count(f" of {len(state.trace) - 1}, ") == len(state.trace)


def test_the_terminal_shows_the_sentence_of_every_step():
    for seed in range(0, 50, 10):
        assert_terminal_shows_all(seed)


def screens(trace):
    """What a terminal shows at each step."""
    state = Stepper(trace)
    for place in range(len(trace)):
        console = Console(file=io.StringIO(), width=100, height=60)
        console.print(screen(state.at(place), 100, 60))
        yield console.file.getvalue()


def two_leaves():
    """The pass through L = (w·x - 1)², its leaves w = -2 and x = 3."""
    w, x = Value(-2.0, "w"), Value(3.0, "x")
    L = squared_error(w * x, 1.0)
    L.label = "L"
    return L.trace()


def test_every_face_tells_all_leaves_in_step_0_and_in_no_other():
    trace = two_leaves()
    table = trace.table()
    said = {
        "sentences": trace.sentences,
        "LaTeX": re.findall(r"^\d+ & (.*) \\\\$", table.latex(), re.M),
        "terminal": [re.search(r"\n\n(.*)", shown).group(1) for shown in screens(trace)],
        "captions": [re.search(r"Step \d+\. ([^<]*)", svg).group(1) for svg in frames(trace)],
    }

    assert {face: len(steps) for face, steps in said.items()} == dict.fromkeys(said, 8)
    assert said["sentences"][0] == said["terminal"][0] == "Given: w = -2, x = 3."
    assert said["captions"][0] == "Given: w = −2, x = 3."
    assert said["LaTeX"][0] == r"Given: \(w\) = \(-2\), \(x\) = \(3\)."
    assert not [step for steps in said.values() for step in steps[1:] if "Given" in step]
    given = [row.cells(text) for row in table.rows if row.event == "given"]
    assert given == [("0", "given", "w", "", "", "-2"), ("0", "given", "x", "", "", "3")]


def test_at_step_0_every_leaf_has_its_value_and_nothing_else_has_one():
    trace = two_leaves()
    picture, known = draw(trace, step=0).svg, next(screens(trace)).split("gradient", 1)[1]

    assert re.findall(r'class="value"[^>]*>([^<]+)', picture) == ["−2", "3"]
    assert re.findall(r"^ +(\S+) +([-\d]+) *$", known, re.M) == [("w", "-2"), ("x", "3")]


def read(written):
    """A face with only what one reads in it, without spaces, a LaTeX ∂L/∂x like one in text."""
    written = re.sub(r"\\frac\{\\partial (\w+)\}\{\\partial (\w+)\}", r"∂\1/∂\2", written)
    return re.sub(r"\\[()]|[&$\s]", "", written)


@pytest.mark.parametrize("rounding", [None, Rounding(1)], ids=["exact", "by hand"])
def test_no_face_calls_the_first_of_two_contributions_the_gradient(rounding):
    trace = square()[0].trace(rounding)
    three, six = trace.number(3.0), trace.number(6.0)
    faces = [
        "\n".join(trace.sentences),
        trace.table().text(40),
        trace.table().latex(),
        "\n".join(screens(trace)),
        *(worked(trace, "x", style=style) for style in ("text", "markdown", "latex")),
    ]

    for face in map(read, faces):
        assert f"{three}+{three}={six}" in face
        assert not re.search(rf"∂L/∂x={three}(?![+\d])", face)


def test_no_row_of_the_table_calls_the_first_of_two_contributions_the_gradient():
    table = square()[0].trace().table()
    rows = [re.split(r"  +", line.strip()) for line in table.text(200).splitlines()]
    root = ElementTree.fromstring(table.html())
    cells = [["".join(td.itertext()) for td in row] for row in root.iterfind("tbody/tr")]

    assert [row[-1] for row in rows if row[2:3] == ["∂L/∂x"]] == ["6"]
    assert [row[-1] for row in cells if row[2] == "∂L∂x"] == ["6"]
    assert "| ∂L/∂x | ∂L/∂x⁽¹⁾ + ∂L/∂x⁽²⁾ | 3 + 3 | 6 |" in table.markdown()
    assert table.markdown().count("| ∂L/∂x |") == 1


def test_pictures_mark_a_gradient_that_is_not_complete():
    trace = square()[0].trace()
    drawn = [re.findall(r'class="gradient"[^>]*>∂ ([^<]+)', svg) for svg in frames(trace)]
    typeset = [
        re.findall(r"\\partial\\,(.*?)\\\)", tikz(trace, step=step)) for step in range(len(trace))
    ]

    # given, L, seed, first use, second use, sum, done
    assert drawn == [[], [], ["1"], ["3 + …", "1"], ["3 + …", "1"], ["6", "1"], ["6", "1"]]
    assert typeset == [[shown.replace("…", r"\dots") for shown in step] for step in drawn]


def test_the_terminal_marks_a_gradient_that_is_not_complete():
    known = [shown.split("gradient", 1)[1] for shown in screens(square()[0].trace())]

    rows = [re.search(r" x +3 +(.*?) *\n", shown).group(1) for shown in known]
    assert rows == ["", "", "", "3 + …", "3 + …", "6", "6"]


def test_a_picture_with_an_incomplete_gradient_compiles_without_a_warning(tmp_path):
    log = compiled(document("", tikz(square()[0].trace(), step=3)), tmp_path)

    assert "invalid in math mode" not in log
