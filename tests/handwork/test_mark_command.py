"""`chalkgrad mark`: from a folder of answers to marks, feedback and the page of the class."""

import csv
import io
import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from autograd.handwork.exercises.making import exercise
from autograd.handwork.exercises.simulating import simulate
from autograd.handwork.folders import check_all
from visualize.cli import run

ADA, BEN = exercise("chain", 3), exercise("chain", 4)


@pytest.fixture
def answers(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sheets = {
        "ada/hw 1.chalk": f"student: Ada\n{ADA.key}",
        "ben/hw 1.chalk": f"student: Ben\n{simulate(BEN.key, 'sign', seed=1).text}",
        "eve/hw 1.md": f"student: Eve\n{ADA.key}".replace(ADA.code, BEN.code),
        "eve/photo.jpg": "",
        "fay/empty.chalk": "",
    }
    for name, text in sheets.items():
        path = Path("answers", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def rows():
    text = Path("marks/marks.csv").read_text("utf-8")
    return {row["source"]: row for row in csv.DictReader(io.StringIO(text))}


@pytest.mark.usefixtures("answers")
def test_a_class_is_marked_each_by_the_numbers_of_the_own_code(capsys):
    assert run(["mark", "answers", "-o", "marks"]) == 0

    told = capsys.readouterr()
    assert told.out == f"marked 4 sheets; look at {Path('marks/index.html')}\n"
    assert "not read: eve/photo.jpg (a sheet ends in .chalk" in told.err
    assert {name: (row["student"], row["marks"]) for name, row in rows().items()} == {
        "ada/hw 1.chalk": ("Ada", "32"),
        "ben/hw 1.chalk": ("Ben", "31"),
        "eve/hw 1.md": ("Eve", "32"),  # all follows from what she was not given
        "eve/photo.jpg": ("eve", ""),
        "fay/empty.chalk": ("fay", "0"),
    }
    page = Path("marks/index.html").read_text("utf-8")
    assert "Given numbers are not the key&#x27;s (line " in page


@pytest.mark.usefixtures("answers")
def test_what_was_not_judged_does_not_count_as_marked(capsys):
    Path("answers/ada/hw 1.chalk").write_text("code: board-7-4-H9Z9\na = 2", "utf-8")
    assert run(["mark", "answers/ada", "answers/ben", "-o", "marks"]) == 0

    told = capsys.readouterr()
    assert told.out.startswith("marked 1 sheet, 1 not judged; look at ")
    assert "not judged: ada/hw 1.chalk (the code board-7-4-H9Z9 names no template" in told.err
    assert "made again from its file with --seed 7, and marked with --class FOLDER" in told.err


@pytest.mark.usefixtures("answers")
def test_the_page_leads_to_the_feedback_and_to_sheets_that_can_be_checked():
    run(["mark", "answers", "-o", "marks"])

    page = Path("marks/index.html").read_text("utf-8")
    links = re.findall(r'href="([^"]+)"', page)
    assert "feedback/ada/hw%201.chalk.html" in links
    assert all(Path("marks", link.replace("%20", " ")).is_file() for link in links)
    assert Path("marks/practice/sign.chalk").read_text("utf-8").splitlines()[-1] in page
    assert [r.is_right for r in check_all([Path("marks/practice/sign-key.chalk")])] == [True]


@pytest.mark.usefixtures("answers")
def test_a_key_and_a_scheme_count_for_all(capsys):
    Path("key.chalk").write_text(ADA.checker, "utf-8")
    Path("scheme.toml").write_text('points = 10\nstep = 0.5\n[weights]\n"dL/dw99" = 2', "utf-8")

    run(["mark", "answers", "-o", "marks", "--key", "key.chalk", "--scheme", "scheme.toml"])
    assert "no sheet works out dL/dw99 of the weights" in capsys.readouterr().err
    assert rows()["ada/hw 1.chalk"]["marks"] == rows()["eve/hw 1.md"]["marks"] == "10"


@pytest.mark.usefixtures("answers")
def test_what_the_teacher_keeps_beside_the_answers_is_no_answer(monkeypatch):
    monkeypatch.chdir("answers")
    Path("key.chalk").write_text(ADA.checker, "utf-8")
    for force in ((), ("--force",)):
        assert run(["mark", ".", "-o", "marks", "--key", "key.chalk", *force]) == 0

        assert len(rows()) == 5


@pytest.mark.usefixtures("answers")
def test_what_was_written_is_kept_unless_it_is_forced(capsys):
    Path("marks").mkdir()

    assert run(["mark", "answers", "-o", "marks"]) == 3
    assert "marks exists; choose another name or use --force" in capsys.readouterr().err
    assert run(["mark", "answers", "-o", "marks", "--force"]) == 0


@pytest.mark.usefixtures("answers")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["answers"], "name the folder to write: -o marks"),
        (["answers", "-o", "marks", "--scheme", "no.toml"], "there is no file 'no.toml'"),
        (["answers", "-o", "marks", "--reveal", "all"], "reveal is 'none', 'hint' or 'full'"),
        (["answers", "-o", "marks", "--cluster", "nowhere"], "no cluster answers at 'nowhere'"),
        (["answers/ada", "-o", "answers", "--force"], "the answers stand in answers; name another"),
        (["nothing", "-o", "marks"], "there is no file or folder 'nothing'"),
    ],
)
def test_a_mistake_is_told_before_anything_is_written(words, message, capsys):
    if "--cluster" in words:
        pytest.importorskip("distributed")

    assert run(["mark", *words]) == 2
    assert message in capsys.readouterr().err
    assert not Path("marks").exists()


@pytest.mark.usefixtures("answers")
def test_gradescope_gets_the_results_of_one_person(capsys):
    assert run(["mark", "answers/ben", "--gradescope", "--reveal", "hint"]) == 0

    results = json.loads(capsys.readouterr().out)
    assert results["score"] == pytest.approx(10 * 31 / 32)
    assert [test["status"] for test in results["tests"]].count("failed") == 1
    assert "Right:" not in results["output"]


@pytest.mark.usefixtures("answers")
def test_gradescope_is_told_why_nothing_was_marked():
    Path("photos").mkdir()
    Path("photos/photo.jpg").write_bytes(b"")

    assert run(["mark", "photos", "--gradescope", "-o", "results.json"]) == 0
    results = json.loads(Path("results.json").read_text("utf-8"))
    assert (results["score"], results["tests"]) == (0, [])
    assert "a sheet ends in .chalk" in results["output"]


@pytest.mark.slow
@pytest.mark.usefixtures("answers")
def test_a_cluster_marks_as_one_machine_does():
    distributed = pytest.importorskip("distributed")
    run(["mark", "answers", "-o", "alone"])
    with distributed.LocalCluster(n_workers=1, dashboard_address=":0") as cluster:
        assert run(["mark", "answers", "-o", "marks", "--cluster", cluster.scheduler_address]) == 0

    for name in ("marks.csv", "index.html", "feedback/ben/hw 1.chalk.html"):
        assert Path("marks", name).read_bytes() == Path("alone", name).read_bytes()


def test_whatever_the_files_are_called_each_has_feedback_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = [
        "d.chalk", "d.chalk.html/e.chalk", f"{'n' * 249}.chalk",  # a page and a folder; too long
        "a\u200b.chalk", "a\ufeff.chalk", "a\ufeff\u200b.chalk",  # looking alike
    ]  # fmt: skip
    for name in names:
        path = Path("answers", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"student: {len(name)}\na = 2\nb = 3 a = 5", "utf-8")

    assert run(["mark", "answers", "-o", "marks"]) == 0
    assert len(rows()) == len(names)
    assert len(list(Path("marks/feedback").rglob("*.chalk.html"))) == 4
    page = Path("marks/index.html").read_text("utf-8")
    links = [unquote(link) for link in re.findall(r'href="(feedback/[^"#]+)', page)]
    assert len({Path("marks", link).read_bytes() for link in links}) == len(names)
