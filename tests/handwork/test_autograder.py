"""The autograder's zip: it runs as Gradescope runs it, from a folder that has nothing else."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograd.handwork.exercises.making import exercise
from autograd.handwork.exercises.simulating import simulate
from visualize.cli import run

MADE = exercise("mlp", 5)

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="Gradescope runs bash")


@pytest.fixture
def root(tmp_path, monkeypatch):
    """The folder of an autograder, as Gradescope lays it out."""
    monkeypatch.chdir(tmp_path)
    for name in ("source", "submission", "results"):
        tmp_path.joinpath("autograder", name).mkdir(parents=True)
    return tmp_path / "autograder"


def unpacked(root, *words):
    """The zip for these options, unpacked as its own scripts would be."""
    assert run(["autograder", *words]) == 0
    with zipfile.ZipFile("autograder.zip") as archive:
        archive.extractall(root / "source")
        modes = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
    assert {name for name, mode in modes.items() if mode & 0o111} == {"setup.sh", "run_autograder"}
    shutil.copy(root / "source" / "run_autograder", root / "run_autograder")


def results(root):
    """What Gradescope is given by the script."""
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "CHALKGRAD_ROOT": str(root),
        "CHALKGRAD_VENV": sys.prefix,
    }
    script = [shutil.which("bash"), str(root / "run_autograder")]
    ran = subprocess.run(script, env=environment, cwd="/", capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return json.loads(root.joinpath("results", "results.json").read_text("utf-8"))


def test_a_submission_is_marked_by_its_code(root):
    unpacked(root)
    wrong = simulate(MADE.key, "sign", seed=2)
    root.joinpath("submission", "my sheet.chalk").write_text(wrong.text, "utf-8")

    told = results(root)
    assert told["score"] == pytest.approx(10 * 31 / 32)
    assert sum(test["status"] == "failed" for test in told["tests"]) == 1
    assert "A sign is wrong" in told["output"]
    assert "Right:" not in told["output"]  # hints, no solutions


@pytest.mark.skipif(os.name == "nt", reason="no such names")
def test_no_file_name_gets_into_the_script(root, capsys):
    key = Path('key.chalk";id;"')
    key.write_text(MADE.checker, "utf-8")

    assert run(["autograder", "--key", str(key)]) == 2
    assert "is no sheet; a sheet ends in" in capsys.readouterr().err
    assert not Path("autograder.zip").exists()


def test_a_class_with_a_network_of_its_own_is_taken_along(root):
    Path("own.chalk").write_text("given: w, x = 0.4, 0.7\nz = w x\nL = z^2\n", "utf-8")
    Path("names.csv").write_text("name\nAda\nBen\n", "utf-8")
    assert run(["exercise", "own.chalk", "--roster", "names.csv", "-o", "week", "--jobs", "1"]) == 0
    Path("week/checkers/old").mkdir()  # somebody's own folder is no key
    unpacked(root, "--class", "week")
    key = Path("week/keys/Ben.chalk").read_text("utf-8")
    root.joinpath("submission", "hw.chalk").write_text(f"student: Ada\n{key}", "utf-8")

    told = results(root)
    assert told["score"] == 10
    assert "Its code was handed out under another name." in told["output"]


def test_a_key_and_a_scheme_are_taken_along(root):
    Path("solution.chalk").write_text("given: x = 2\ny = 3 x = 6\nL = y^2 = 36", "utf-8")
    Path("half.toml").write_text("points = 20\naccuracy = 0", "utf-8")
    unpacked(root, "--key", "solution.chalk", "--scheme", "half.toml", "--reveal", "none")
    root.joinpath("submission", "a.md").write_text("given: x = 2\n\ny = 3 x = 7", "utf-8")

    told = results(root)
    assert [(t["name"], t["score"], t["max_score"]) for t in told["tests"]] == [
        ("y", 10, 10),
        ("L", 0, 10),
    ]


def test_a_submission_without_a_sheet_gets_an_answer(root):
    unpacked(root)
    root.joinpath("submission", "photo.jpg").write_bytes(b"")

    told = results(root)
    assert (told["score"], told["tests"]) == (0, [])
    assert "a sheet ends in" in told["output"]


def test_the_packages_of_the_zip_are_the_ones_that_run(root):
    unpacked(root)
    broken = root / "source" / "packages" / "autograd" / "handwork" / "__init__.py"
    broken.write_text("raise RuntimeError('ours')")

    with pytest.raises(AssertionError, match="ours"):
        results(root)


def test_the_scripts_have_no_fault_of_syntax_and_the_zip_is_the_same_again(root):
    unpacked(root)
    first = Path("autograder.zip").read_bytes()
    assert run(["autograder", "--force"]) == 0

    assert Path("autograder.zip").read_bytes() == first
    for name in ("setup.sh", "run_autograder"):
        script = str(root / "source" / name)
        assert subprocess.run([shutil.which("bash"), "-n", script]).returncode == 0
    needed = root.joinpath("source", "requirements.txt").read_text()
    assert "lark>=" in needed
    assert "pytest" not in needed


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--key", "no.chalk"], "there is no file 'no.chalk'"),
        (["--scheme", "bad.toml"], "bad.toml has 'mehtod'"),
        (["--reveal", "all"], "reveal is"),
    ],
)
def test_a_mistake_writes_no_zip(root, words, message, capsys):
    Path("bad.toml").write_text("mehtod = 1")

    assert run(["autograder", *words]) == 2
    assert message in capsys.readouterr().err
    assert not Path("autograder.zip").exists()
