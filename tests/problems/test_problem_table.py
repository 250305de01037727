"""The table question → example → test → verdict is up to date, and complete."""

import json
import re
from pathlib import Path

from examples import problem_table
from visualize.problem_set.shelf import problems

GOLDEN = json.loads(Path(__file__).with_name("golden.json").read_text(encoding="utf-8"))
DOCUMENTS = {"000": "Q12345", "001": "Q123456", "002": "Q12345", "003": "P123456"}
"""The questions of the four documents: a letter and their numbers."""


def test_the_table_is_the_one_that_the_command_writes():
    assert problem_table.PAGE.read_text(encoding="utf-8") == problem_table.text()


def test_every_question_of_the_documents_is_there():
    asked = [f"{name}.{kind}{n}" for name, (kind, *numbers) in DOCUMENTS.items() for n in numbers]

    assert [problem.name for problem in problems()] == asked


def test_every_row_names_files_that_are_there_and_tests_that_run():
    page = problem_table.PAGE.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", page)
    tested = set(re.findall(r"-k (\d{3}\.[QP]\d)", page))
    computed = {problem.name for problem in problems() if "answers" in problem.functions}

    assert [link for link in links if not (problem_table.PAGE.parent / link).is_file()] == []
    assert tested == computed
    assert set(GOLDEN) | {"001.Q1"} == computed  # 001.Q1 gives no numbers: its closed form is held


def test_every_question_has_a_picture_but_the_one_in_words():
    without = [problem.name for problem in problems() if "picture" not in problem.functions]

    assert without == ["003.P2"]
