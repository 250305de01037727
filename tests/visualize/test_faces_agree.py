"""Every face tells the same pass: as many steps, the same numbers and words."""

import io
import re
from html import unescape

from rich.console import Console

from autograd import Value
from autograd.writing.printing import latex, text
from autograd.writing.sentences import equation
from tests.autograd.programs import random_program, run
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
    for rows in (in_table, in_latex, in_html):
        assert [number for number, _ in rows] == numbered
    for step, (_, row), (_, typeset), (_, cells) in zip(
        trace, in_table, in_latex, in_html, strict=True
    ):
        value = equation(trace, step).value
        if step.kind != "done":
            assert row.split()[-1] == text(value)
            assert latex(value) in typeset
            assert unescape(re.findall(r"<mn>([^<]*)</mn>", cells)[-1]) == text(value).lstrip("-")
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
