"""Class lists: whose a sheet is, who handed in nothing, and the keys of everybody."""

import csv
import io
from pathlib import Path

import pytest

from autograd.handwork.checking import check
from autograd.handwork.class_lists import LIST, absent, by_list, class_in, key_among, keys_of
from autograd.handwork.exercises.making import exercise
from autograd.handwork.exercises.roster import people
from autograd.handwork.language.reading import read
from autograd.handwork.reports.reviewing import doubts
from visualize.classroom.class_folder import class_files
from visualize.classroom.handouts import Handout
from visualize.cli import run

NAMES = ["Ada Lovelace", "Ben", "Eve", "Fay"]
MADE = [exercise("chain", seed) for seed in range(len(NAMES))]


@pytest.fixture
def classroom(tmp_path, monkeypatch):
    """A class, and answers: Ben's without a name, Eve's under another, none of Fay."""
    monkeypatch.chdir(tmp_path)
    for name in ("week/checkers", "answers"):
        Path(name).mkdir(parents=True)
    rows = [("student", "id", "code", "sheet")]
    for i, (name, made) in enumerate(zip(NAMES, MADE, strict=True)):
        rows.append((name, f"{i}@x.org", made.code, f"s{i}.chalk"))
        Path(f"week/checkers/s{i}.chalk").write_text(made.checker, "utf-8")
    with Path("week/class.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    for name, made, student in zip("abe", MADE, ["Ada  Lovelace", "", "Mallory"], strict=False):
        text = made.key.replace(made.code, made.code.lower())
        Path(f"answers/{name}.chalk").write_text(f"student: {student}\n{text}", "utf-8")
    return Path("week")


def test_a_sheet_is_whose_its_code_was_handed_out_to(classroom):
    people = class_in(classroom)
    texts = [path.read_text("utf-8") for path in sorted(Path("answers").iterdir())]
    reports = list(by_list([check(text) for text in texts], people))

    assert [report.sheet.student for report in reports] == ["Ada  Lovelace", "Ben", "Mallory"]
    told = [[d.why for d in doubts(report)] for report in reports]
    assert told == [[], [], ["Its code was handed out under another name."]]
    assert [r.sheet.student for r in absent(reports, people)] == ["Fay"]


def test_a_sheet_with_a_name_but_without_its_code_is_told(classroom):
    sheets = [read("student: ada  LOVELACE\na = 2", source="ada/hw.chalk"), read("a = 2")]
    missing = absent([check(sheet) for sheet in sheets], class_in(classroom))

    told = [report.error.partition("person")[2] for report in missing]
    assert told == [", but ada/hw.chalk bears the name", "", "", ""]


def test_a_name_that_a_sheet_cannot_spell_as_the_list_does_is_known_all_the_same(classroom):
    [ada, *_] = class_in(classroom)
    listed = ada._replace(student=r"Ada \textbf{L}")
    sheet = read(rf"student: {listed.student}", source="ada.chalk")

    [missing] = absent([check(sheet)], [listed])

    assert sheet.student != listed.student
    assert missing.error.endswith(", but ada.chalk bears the name")


def test_a_key_of_the_class_need_not_be_made_again(classroom):
    sheet = read(f"code: {MADE[1].code}")
    Path("week/checkers/s1.chalk").write_text("a = 7", "utf-8")

    assert keys_of(class_in(classroom))(sheet).text == "a = 7"
    assert key_among({}, sheet).text == MADE[1].checker
    assert key_among({}, read("a = 2")) is None
    with pytest.raises(ValueError, match="no code"):
        key_among({}, read("code: mlp-7-4-45DW-odd-one-2"))


def test_the_command_tells_who_handed_in_nothing(classroom, capsys):
    assert run(["mark", "answers", "--class", "week", "-o", "marks"]) == 0

    told = capsys.readouterr().out
    assert told.startswith("marked 3 sheets, 1 of 4 codes on none; look at ")
    text = Path("marks/marks.csv").read_text("utf-8")
    assert [
        (row["student"], row["id"], row["marks"]) for row in csv.DictReader(io.StringIO(text))
    ] == [
        ("Ada  Lovelace", "0@x.org", "32"),
        ("Ben", "1@x.org", "32"),
        ("Mallory", "2@x.org", "32"),
        ("Fay", "3@x.org", ""),
    ]
    page = Path("marks/index.html").read_text("utf-8")
    assert "<td>Fay</td><td></td><td>no sheet bears the code of this person</td>" in page


def test_answers_may_stand_in_the_folder_of_the_class(classroom):
    Path("answers").rename("week/answers")
    assert run(["mark", "week", "--class", "week", "-o", "week/marks"]) == 0

    rows = Path("week/marks/marks.csv").read_text("utf-8").splitlines()
    assert [row.partition(",")[0] for row in rows[1:]] == [
        "answers/a.chalk", "answers/b.chalk", "answers/e.chalk", "class.csv", ""
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("other.csv", "", "there is no class.csv in week"),
        ("class.csv", "name,mail\nAda,a@x", "its columns are student, id, code, sheet"),
        ("class.csv", "", "is no list of a class"),
        ("class.csv", "student,id,code,sheet\nAda,7", "has '' as the sheet of 'Ada'"),
        ("class.csv", "student,id,code,sheet\nAda,7,c,../a.chalk", "has '../a.chalk' as the sheet"),
        ("class.csv", 'student,id,code,sheet\n"Ada,7,c,a', "is a quote opened and not closed?"),
    ],
)
def test_what_is_no_class_is_told(name, text, message, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("week").mkdir()
    Path("week", name).write_text(text)
    Path("a.chalk").write_text("a = 2")

    assert run(["mark", "a.chalk", "--class", "week", "-o", "marks"]) == 2
    assert message in capsys.readouterr().err


def test_a_list_may_be_saved_again_by_a_spreadsheet(classroom):
    path = Path("week/class.csv")
    text = path.read_text("utf-8").replace(",", ";").replace("Ben", "Bén")
    path.write_bytes(f"sep=;\n{text}".encode("cp1252"))

    assert [one.student for one in class_in(classroom)] == ["Ada Lovelace", "Bén", "Eve", "Fay"]


@pytest.mark.parametrize("name", ["=1+1", "-Ö", "@x", "{1:NUMERICAL:=1}", r"\input{x} $y^2$ % #"])
def test_nobody_is_told_to_have_another_name_for_how_it_is_spelled(name, tmp_path):
    (person,) = people(name)
    files = dict(class_files([handout := Handout(person, MADE[0])]))
    (tmp_path / "checkers").mkdir()
    for file in (LIST, f"checkers/{person.file}.chalk"):
        (tmp_path / file).write_text(files[file], "utf-8")

    (report,) = by_list([check(handout.sheet)], class_in(tmp_path))
    assert report.named == ()
