"""Folders: every file is accounted for under the name it has there, and no link leads out."""

import sys
from pathlib import Path

import pytest

from autograd.handwork.checking import key_by_code
from autograd.handwork.exercises.making import exercise
from autograd.handwork.folders import check_all, check_files, files_in

RIGHT, WRONG = "a = 2\nb = a a = 4", "a = 2\nb = a a = 5"


def test_files_keep_the_names_they_have_in_their_folder(tmp_path):
    for student in ("ada", "ben"):
        (tmp_path / student).mkdir()
        (tmp_path / student / "hw1.chalk").write_text(RIGHT)

    assert [r.sheet.source for r in check_all([tmp_path])] == ["ada/hw1.chalk", "ben/hw1.chalk"]
    two = [tmp_path / "ada", tmp_path / "ben"]
    assert [file.name for file in files_in(two)] == ["ada/hw1.chalk", "ben/hw1.chalk"]
    assert [file.name for file in files_in([tmp_path / "ada"])] == ["hw1.chalk"]


def test_every_file_of_a_folder_is_accounted_for(tmp_path):
    (tmp_path / "a.chalk").write_text("")
    (tmp_path / "b.txt").write_text(RIGHT)
    (tmp_path / "c.txt").write_text("Nothing to see here.")
    (tmp_path / "d.pdf").write_bytes(b"%PDF")
    (tmp_path / ".hidden.chalk").write_text(WRONG)

    found = {
        file.name: (file.why, report.error) for file, report in check_files(files_in([tmp_path]))
    }
    nothing, other = (
        "there is no calculation in it",
        "a sheet ends in .chalk, .md, .tex, .txt, .ipynb",
    )
    assert found == {
        "a.chalk": ("", ""),  # whoever hands in an empty sheet is told so
        "b.txt": ("", ""),
        "c.txt": (nothing, nothing),
        "d.pdf": (other, other),
    }


def test_a_folder_that_cannot_be_opened_stops_no_other(tmp_path, monkeypatch):
    for name in ("ada", "ben"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "hw.chalk").write_text(RIGHT)
    listed = Path.iterdir

    def refused(path):
        if path.name == "ada":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refused)
    assert [(file.name, file.why) for file in files_in([tmp_path])] == [
        ("ada", "it cannot be opened (Permission denied)"),
        ("ben/hw.chalk", ""),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_out_of_a_folder_are_not_followed(tmp_path):
    inside = tmp_path / "inside"
    (tmp_path / "outside").mkdir()
    (inside / "sub").mkdir(parents=True)
    secret, own = tmp_path / "outside" / "secret.chalk", inside / "own.chalk"
    secret.write_text(WRONG)
    own.write_text(RIGHT)
    (inside / "file.chalk").symlink_to(secret)
    (inside / "folder").symlink_to(tmp_path / "outside")
    (inside / "nowhere.chalk").symlink_to(tmp_path / "gone")
    (inside / "sub" / "beside.chalk").symlink_to(own)

    assert {file.name: file.why for file in files_in([inside])} == {
        "file.chalk": "it is a link that leads out of the folder",
        "folder": "it is a link that leads out of the folder",
        "nowhere.chalk": "it is a link that leads out of the folder",
        "own.chalk": "",
        "sub/beside.chalk": "",
    }
    assert files_in([inside / "file.chalk"])[0].why == ""  # named by the person itself


def test_each_sheet_of_a_class_is_judged_by_the_exercise_of_its_code(tmp_path):
    ada, ben = exercise("chain", 3), exercise("chain", 4)
    for name, made in (("ada", ada), ("ben", ben)):
        tmp_path.joinpath(f"{name}.chalk").write_text(made.key, "utf-8")
    tmp_path.joinpath("eve.chalk").write_text(ada.key.replace(ada.code, ben.code), "utf-8")
    wrong = ada.code[:-1] + ("1" if ada.code.endswith("0") else "0")
    tmp_path.joinpath("odd.chalk").write_text(f"student: Odd\ncode: {wrong}\na = 2", "utf-8")
    tmp_path.joinpath("own.chalk").write_text(RIGHT)

    reports = {r.sheet.source[:3]: r for r in check_all([tmp_path], key=key_by_code)}
    assert {name: r.exit_code for name, r in reports.items()} == {
        "ada": 0, "ben": 0, "eve": 1, "odd": 2, "own": 0
    }  # fmt: skip
    assert reports["ben"].key.sheet.code == ben.code
    assert reports["own"].key is None
    assert (reports["odd"].sheet.student, reports["odd"].sheet.lines) == ("Odd", ())
    assert reports["odd"].error.startswith(f"the code {wrong} was copied wrongly")


def test_places_that_nobody_can_round_to_are_refused_before_any_file(tmp_path):
    (tmp_path / "ada.chalk").write_text("a = 2\nb = 3 a = 6")

    with pytest.raises(ValueError, match="a whole number from 0 to 15, got -3"):
        next(check_all([tmp_path], places=-3))
