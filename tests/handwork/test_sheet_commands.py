"""The command line of the sheets: exercises written, and what is no sheet refused."""

from pathlib import Path

import pytest

from autograd.handwork.exercises.making import exercise
from autograd.handwork.exercises.templates import TEMPLATES
from visualize.cli import run


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_an_exercise_is_written_as_three_sheets_and_a_figure():
    assert run(["exercise", "chain", "--seed", "7", "-o", "week"]) == 0

    texts = [
        Path(f"week/chain-7{end}.chalk").read_text("utf-8") for end in ("", "-key", "-checker")
    ]
    assert texts == list(exercise("chain", seed=7)[:3])
    assert "w₁<" in Path("week/chain-7.svg").read_text("utf-8")


def test_the_figure_has_the_numbers_where_the_sheet_has_none():
    run(["exercise", "mlp", "--seed", "7", "--level", "network", "-o", "week"])

    assert "x₁ = −0.78<" in Path("week/mlp-7-network.svg").read_text("utf-8")
    assert "given" not in Path("week/mlp-7-network.chalk").read_text("utf-8")


def test_a_code_makes_its_exercise_again():
    made = exercise("rnn", seed=12, places=5, level="mend")

    assert run(["exercise", made.code, "-o", "again"]) == 0

    assert Path("again/rnn-12-mend.chalk").read_text("utf-8") == made.sheet


def test_the_key_of_an_exercise_is_right_and_its_blank_sheet_is_not():
    run(["exercise", "mlp", "-p", "5", "-o", "week"])

    checked = ["--key", "week/mlp-0-checker.chalk"]
    assert run(["check", "week/mlp-0-key.chalk", *checked]) == 0
    assert run(["check", "week/mlp-0.chalk", *checked]) == 2


def test_an_exercise_overwrites_only_when_asked(capsys):
    run(["exercise", "chain", "-o", "."])

    assert run(["exercise", "chain", "-o", "."]) == 3
    assert "use --force" in capsys.readouterr().err
    assert run(["exercise", "chain", "-o", ".", "--force"]) == 0


def test_the_help_lists_the_templates(capsys):
    run(["exercise", "--help"])

    shown = " ".join(capsys.readouterr().out.split())
    assert f"One of {', '.join(TEMPLATES)}. Or" in shown


def test_an_unknown_template_writes_nothing(capsys):
    assert run(["exercise", "gan", "-o", "week"]) == 2

    assert "choose from chain, mlp" in capsys.readouterr().err
    assert not Path("week").exists()


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("empty", None, "no sheets in empty (looked for .chalk, .md, .tex, .txt, .ipynb)"),
        (
            "net.py",
            "a = 2\n",
            "net.py is no sheet; a sheet ends in .chalk, .md, .tex, .txt, .ipynb",
        ),
    ],
)
def test_what_is_no_sheet_is_refused(path, text, message, capsys):
    if text is None:
        Path(path).mkdir()
    else:
        Path(path).write_text(text)

    assert run(["check", path]) == 2
    assert message in capsys.readouterr().err


def test_an_empty_sheet_exits_with_2(capsys):
    Path("empty.chalk").write_text("")

    assert run(["check", "empty.chalk"]) == 2
    assert "There is nothing on this sheet to judge." in capsys.readouterr().out
