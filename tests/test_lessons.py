"""The lessons run, their notebooks are what they show, and their exercises can be solved.

The answers were worked out by hand from the rules that the lessons teach.
"""

import importlib
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from autograd.handwork import check

LESSONS = Path(__file__).resolve().parent.parent / "examples" / "guide" / "lessons"
NAMES = sorted(path.stem for path in LESSONS.glob("[0-9]*.md"))
AT_HOME = "run `python -m examples.make_lessons` and look at what it changed"


class Exercise(NamedTuple):
    """The numbers for the open lines of an exercise, a wrong one, and what that is told to be."""

    answers: list[str]
    line: int
    wrong: str
    told: str


EXERCISES = {
    "01": Exercise(
        ["-1.5", "0.5", "-0.5", "0.25", "-1", "1", "-1", "-3", "0.5"], 5, "-1", "A sign is wrong"
    ),
    "02": Exercise(
        ["2.25", "5.5", "12.375", "2.25", "10", "-30"], 4, "5.5", "The path through v was left out"
    ),
    "03": Exercise(
        ["9", "12", "36", "12", "3", "18", "33", "3", "3", "33"], 6, "15", "was left out"
    ),
    "04": Exercise(
        ["0.3", "0.2913", "0.5023", "-1.4174", "0.9151", "-1.2971", "-2.5942", "1.2971", "-1.2971"],
        7,
        "-1.2971",
        "The factor ∂S/∂w2 was left out",
    ),
    "05": Exercise(
        ["24", "(8 + 1) * 8 = 72", "(8 + 1) * 1 = 9", "105", "0.3", "0.59"],
        5,
        "0.65",
        "The step was added",
    ),
    "06": Exercise(
        ["[2, -2, -7]", "[-4, 1, 2]", "[2, -4, 1, 2, -8]", "[1, 0, -1, -6]", "[5, 14]"],
        1,
        "[2, -2, -7]",
        "the kernel is flipped in one of them",
    ),
    "07": Exercise(
        ["4.0862", "0.6652", "0.2447", "0.0900", "1.4077", "0.6652", "-0.7553", "0.0900"],
        6,
        "0.2447",
        "A 1 was added or taken away",
    ),
    "08": Exercise(
        ["0.7311", "0.8119", "0.8353", "0.2751", "0.3054", "0.3932", "0.0330"],
        6,
        "0.0840",
        "The factor ∂a1/∂x was left out",
    ),
    "10": Exercise(
        ["sigmoid(x) + x sigmoid(x) (1 - sigmoid(x))"],
        0,
        "x sigmoid(x) (1 - sigmoid(x))",
        "The term σ(x) was left out",
    ),
    "11": Exercise(["6", "2", "4", "4", "4", "12"], 5, "6", "A factor 2 is missing"),
}


def source(name: str) -> str:
    return (LESSONS / f"{name}.md").read_text("utf-8")


def sheet_of(name: str) -> str:
    """The sheet that ends a lesson."""
    return re.findall(r"%%chalk --reveal hint\n(.*?)```", source(name), flags=re.DOTALL)[-1]


def filled(name: str, answers: list[str]) -> str:
    """The sheet with an answer behind each line that is open."""
    rest = iter(answers)
    rows = [f"{r} {next(rest)}" if r.endswith("=") else r for r in sheet_of(name).splitlines()]
    assert list(rest) == []
    return "\n".join(rows)


@pytest.fixture
def maker():
    """The command that runs the lessons."""
    for library in ("nbclient", "jupytext", "nbformat"):
        pytest.importorskip(library)
    return importlib.import_module("examples.make_lessons")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_shows_what_its_lesson_does(name, maker):
    kept = maker.nbformat.read(LESSONS / f"{name}.ipynb", as_version=4)
    fresh = maker.executed(LESSONS / f"{name}.md")

    assert maker.in_words(fresh) == maker.in_words(kept), AT_HOME


@pytest.mark.parametrize("name", [name for name in NAMES if name[:2] in EXERCISES])
def test_an_exercise_is_right_when_it_is_solved_and_tells_a_slip(name):
    exercise = EXERCISES[name[:2]]
    slipped = [*exercise.answers]
    slipped[exercise.line] = exercise.wrong

    right, wrong = check(filled(name, exercise.answers)), check(filled(name, slipped))

    assert right.is_right, str(right)
    assert {line.verdict for line in right.lines} == {"ok"}, str(right)
    assert exercise.told in str(wrong), str(wrong)


@pytest.mark.parametrize("name", [name for name in NAMES if name[:2] in EXERCISES])
def test_an_open_exercise_accuses_nobody(name):
    report = check(sheet_of(name))

    assert report.first_slip is None
    assert "not filled in yet" in str(report)


def test_the_sheet_to_mend_has_two_slips_and_is_right_when_they_are_mended():
    sheet = sheet_of("09-check-your-sheet")
    mended = sheet
    for old, new in (
        ("e = o - y = -0.9424", "e = o - y = -1.3424"),
        ("0.8881", "1.8020"),
        ("-1.8848", "-2.6848"),
        ("-1.4355", "-2.0447"),
        ("2.8272", "4.0272"),
        ("(1 - h^2) = 1.1873", "(1 - h^2) · x = 3.3826"),
    ):
        assert mended.count(old) == 1
        mended = mended.replace(old, new)

    slips = [line.text for line in check(sheet).lines if line.verdict == "slip"]
    assert slips == ["e = o - y = -0.9424", "dL/du = dL/dh · (1 - h^2) = 1.1873"]
    assert check(mended).is_right, str(check(mended))


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_is_short_has_a_picture_and_ends_with_an_exercise(name):
    text = source(name)
    notebook = (LESSONS / f"{name}.ipynb").read_text("utf-8")

    assert len(text.split()) < 1_000
    assert '"image/png"' in notebook
    assert "## Your turn" in text.split("%%chalk --reveal hint")[-2]


def test_there_are_eleven_lessons_and_the_index_names_each():
    index = source("index")

    assert [name[:2] for name in NAMES] == [f"{i:02}" for i in range(1, 12)]
    assert [name for name in NAMES if f"({name}.ipynb)" not in index] == []


def test_a_lesson_that_is_none_is_told_with_those_there_are(maker):
    with pytest.raises(SystemExit, match="no lesson begins with 99; there are 01-chain-rule, 02-"):
        maker.main(["99"])


@pytest.mark.slow
def test_a_cell_that_fails_is_shown_and_nothing_is_written(maker, tmp_path, monkeypatch):
    broken = tmp_path / "11-broken.md"
    broken.write_text(source(NAMES[0]).split("#")[0] + "```{code-cell}\n1 / 0\n```\n", "utf-8")
    monkeypatch.setattr(maker, "SOURCES", [broken])

    with pytest.raises(SystemExit, match=r"11-broken.md: ZeroDivisionError: .*\n\n1 / 0$"):
        maker.main([])
    assert [path.name for path in tmp_path.iterdir()] == ["11-broken.md"]
