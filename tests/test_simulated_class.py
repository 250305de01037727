"""A simulated class goes from the list to the marks, and each hand gets what it earned."""

import csv
import io
from pathlib import Path
from random import Random

import pytest

from autograd.handwork import check
from autograd.handwork.exercises.making import exercise
from autograd.handwork.reports.marking import mark
from examples import simulated_class
from visualize.cli import run

ADA, BEN = exercise("mlp", 1), exercise("mlp", 2)
QUANTITIES = 16


@pytest.mark.parametrize(
    ("hand", "slips", "got"),
    [
        ("right", 0, 2 * QUANTITIES),
        ("one slip", 1, 2 * QUANTITIES - 1),
        ("two slips", 2, 2 * QUANTITIES - 2),
        ("blank", 0, 0),
        ("formulas only", 0, 0),
    ],
)
def test_a_hand_earns_what_is_right_in_it(hand, slips, got):
    report = check(simulated_class.answer(hand, ADA.key, BEN.key, Random(3)), key=ADA.checker)

    assert sum(line.verdict == "slip" for line in report.lines) == slips
    assert mark(report).got == got


def test_the_numbers_of_a_neighbour_do_not_earn_what_they_are_worth_there():
    text = simulated_class.answer("copied", ADA.key, BEN.key, Random(3))

    assert mark(check(text, key=ADA.checker)).got < 2 * QUANTITIES - 4


def commands_of_the_guide():
    """The commands that the page on marking gives for a class of 200, word by word."""
    page = Path(simulated_class.__file__).with_name("guide") / "guides" / "marking.md"
    _, _, block = page.read_text("utf-8").partition(":name: class-of-200\n\n")
    return list(map(str.split, block.partition("\n```")[0].splitlines()))


@pytest.mark.slow
def test_a_class_goes_from_the_list_to_the_marks(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(simulated_class, "PEOPLE", 12)
    for program, *words in commands_of_the_guide():
        if program == "chalkgrad":
            assert run([*words, "--jobs", "1"]) == 0
        else:
            assert words[:2] == ["-m", "examples.simulated_class"]
            simulated_class.main(words[2:])

    assert Path("week3/sheets.pdf").is_file()
    text = Path("marks/marks.csv").read_text("utf-8")
    marked = {row["student"]: row for row in csv.DictReader(io.StringIO(text))}
    done = dict(csv.reader(Path("hands.csv").read_text("utf-8").splitlines()[1:]))
    assert len(done) == 12
    earned = {"right": "32", "one slip": "31", "two slips": "30", "blank": "0", "nothing": ""}
    told = {name: marked[name]["marks"] for name, hand in done.items() if hand in earned}
    assert told == {name: earned[done[name]] for name in told}
    assert len({row["code"] for row in marked.values()}) == 12
    assert "another name" not in Path("marks/index.html").read_text("utf-8")
