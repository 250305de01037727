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


@pytest.fixture
def roster(tmp_path):
    (tmp_path / "names.csv").write_bytes(
        "Name;E-Mail\r\nZoë;z@x.org\r\nBo;b@x.org\r\n".encode("cp1252")
    )


@pytest.mark.usefixtures("roster")
def test_everybody_on_a_list_gets_a_sheet_of_their_own(capsys):
    assert run(["exercise", "mlp", "--roster", "names.csv", "-o", "week"]) == 0

    told = capsys.readouterr().out
    sheets = [Path(f"week/sheets/{name}.chalk").read_text("utf-8") for name in ("Zoë", "Bo")]
    assert told.startswith("wrote 8 files for 2 people: week")
    assert "mark answers: chalkgrad mark ANSWERS --class week -o marks" in told
    assert [sheet.splitlines()[0] for sheet in sheets] == ["student: Zoë", "student: Bo"]
    assert run(["check", "week/keys/Zoë.chalk", "--key", "week/checkers/Zoë.chalk"]) == 0


@pytest.mark.usefixtures("roster")
def test_the_sheets_of_a_class_can_be_printed():
    pytest.importorskip("svglib")

    assert run(["exercise", "mlp", "--roster", "names.csv", "--pdf", "-o", "week"]) == 0

    assert Path("week/sheets.pdf").read_bytes().startswith(b"%PDF")
    assert Path("week/keys.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.usefixtures("roster")
def test_the_folder_of_a_class_is_not_written_over(capsys):
    run(["exercise", "mlp", "--roster", "names.csv", "-o", "week"])
    before = Path("week/sheets/Bo.chalk").read_text("utf-8")

    again = ["exercise", "mlp", "--roster", "names.csv", "--seed", "5", "-o", "week"]
    assert run(again) == 3
    assert "class.csv exists" in capsys.readouterr().err
    assert Path("week/sheets/Bo.chalk").read_text("utf-8") == before
    assert run([*again, "--force"]) == 0
    assert Path("week/sheets/Bo.chalk").read_text("utf-8") != before


@pytest.mark.usefixtures("roster")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["mlp", "--roster", "nobody.csv"], "there is no file 'nobody.csv'"),
        (["gan", "--roster", "names.csv"], "no template is named 'gan'"),
        (["mlp", "--roster", "names.csv", "--level", "hard"], "no level is named 'hard'"),
        (["mlp-7-4-AAAA"], "the code mlp-7-4-AAAA was copied wrongly"),
        (
            ["mlp-7-4-AAAA", "--roster", "names.csv"],
            "is the code of one exercise; for a class give",
        ),
        (["mlp", "--roster", "names.csv", "--variants", "3"], "give --variants or --roster"),
        (["mlp", "--export", "word"], "no export is named 'word'; choose from moodle-cloze,"),
    ],
)
def test_what_cannot_be_made_is_told_in_one_line(words, message, capsys):
    assert run(["exercise", *words, "-o", "week"]) == 2

    told = capsys.readouterr().err
    assert message in told
    assert told.count("\n") == 1


NETWORK = """
from autograd import Value
x, w, t = Value(0.9), Value(0.75), Value(1.0)
a = (w * x).tanh()
L = (a - t) ** 2
"""


def test_a_network_of_one_s_own_is_an_exercise_for_a_class():
    Path("My-Net.py").write_text(NETWORK)
    Path("names.txt").write_text("Ada\nBo\n")

    assert run(["exercise", "My-Net.py:L", "--roster", "names.txt", "-o", "week"]) == 0
    assert run(["exercise", "My-Net.py", "--seed", "4", "--level", "network", "-o", "one"]) == 0

    sheets = [Path(f"week/sheets/{name}.chalk").read_text("utf-8") for name in ("Ada", "Bo")]
    assert "\na = tanh(w·x) =\n" in sheets[0]
    assert sheets[0].partition("round")[2] != sheets[1].partition("round")[2]
    assert run(["check", "week/keys/Bo.chalk", "--key", "week/checkers/Bo.chalk"]) == 0
    assert "w = 0." in Path("one/mynet-4-network.svg").read_text("utf-8")


def test_a_sheet_of_one_s_own_is_an_exercise():
    Path("net.chalk").write_text(
        "given: x, w = 0.9, 0.75\na = tanh(w x) = 0.5881\nda/dw = x(1 - a^2)"
    )

    assert run(["exercise", "net.chalk", "-o", "week"]) == 0

    assert "\nda/dw = x(1 - a^2) =\n" in Path("week/net-0.chalk").read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("dy/dx = 2 x = 1.80", "net.chalk is wrong itself: dy/dx = 2 x = 1.8000; mend that line"),
        ("z = ln(y - x)", "net.chalk: ln of -0.171: it needs x > 0"),
    ],
)
def test_a_sheet_that_is_wrong_itself_is_no_exercise(line, why, capsys):
    Path("net.chalk").write_text(f"given: x = 0.9\ny = x^3\n{line}\n")

    assert run(["exercise", "net.chalk", "-o", "week"]) == 2

    assert why in capsys.readouterr().err
    assert not Path("week").exists()


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("none.py", "there is no file 'none.py'"),
        ("names.csv", "'names.csv' is neither a Python file nor a sheet"),
    ],
)
def test_what_is_no_network_is_told(file, message, capsys):
    assert run(["exercise", file, "-o", "week"]) == 2

    assert message in capsys.readouterr().err


def test_variants_are_exported_for_platforms():
    words = ["--variants", "3", "--export", "moodle-cloze", "--export", "qti", "-o", "bank"]

    assert run(["exercise", "softmax", "--seed", "5", *words]) == 0

    assert Path("bank/softmax-5-cloze.xml").read_text("utf-8").count('type="cloze"') == 3
    assert Path("bank/softmax-5-qti.zip").read_bytes().startswith(b"PK")
    assert Path("bank/softmax-7-key.chalk").exists()


@pytest.mark.usefixtures("roster")
def test_a_class_is_exported_for_platforms():
    words = ["--roster", "names.csv", "--export", "moodle-numerical", "-o", "week"]

    assert run(["exercise", "mlp", *words]) == 0

    assert Path("week/class-numerical.xml").read_text("utf-8").count('type="numerical"') == 32


def test_a_sheet_is_judged_by_the_exercise_of_its_code(capsys):
    made = exercise("chain", 3)
    Path("mine.chalk").write_text(made.key.replace("x3 w3 + x4 w4", "x3 w3"), "utf-8")

    assert run(["check", "mine.chalk"]) == 1
    assert "The term x4 w4 was left out" in capsys.readouterr().out
