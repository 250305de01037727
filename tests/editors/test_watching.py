"""`watch`, and what an editor is told to underline."""

import os
import time
from itertools import islice

import pytest

from autograd.handwork import LimitError, check, guarding
from visualize.commands import editing
from visualize.commands.editing import versions
from visualize.editors.diagnosing import ERROR, marks_of


def test_a_file_is_judged_at_once_and_when_it_changes(tmp_path):
    sheet = tmp_path / "sheet.chalk"
    sheet.write_text("a = 2")
    seen = versions(sheet)

    first = next(seen)
    sheet.write_text("a = 2\nb = 3")
    second = next(seen)

    assert (first[1], second[1]) == (5, 11)


def test_a_file_that_is_away_for_a_moment_is_waited_for(tmp_path, monkeypatch):
    sheet, other = tmp_path / "sheet.chalk", tmp_path / "other"
    sheet.write_text("a = 2")
    seen = versions(sheet)
    next(seen)
    os.rename(sheet, other)
    monkeypatch.setattr(time, "sleep", lambda _: other.exists() and os.rename(other, sheet))
    other.write_text("a = 2.5")

    assert next(islice(seen, 1))[1] == 7


def test_a_watched_sheet_is_judged_behind_a_guard(tmp_path, monkeypatch, capsys):
    sheet = tmp_path / "sheet.chalk"
    sheet.write_text("a = 2\nb = 3 a = 5")
    monkeypatch.setattr(editing, "versions", lambda file: iter([(1, 1)]))

    editing.watch(sheet, reveal="full")
    assert "✗ slip" in capsys.readouterr().out
    monkeypatch.setattr(guarding, "START", "raise SystemExit")
    editing.watch(sheet, reveal="full")
    assert "the process that judges sheets could not be started" in capsys.readouterr().out


def test_a_key_that_cannot_be_read_is_refused_before_a_sheet_is_watched(tmp_path):
    sheet, key = tmp_path / "sheet.chalk", tmp_path / "key.chalk"
    sheet.write_text("a = 2")
    key.write_bytes(b"\xff")

    with pytest.raises(LimitError, match=r"^key\.chalk is not UTF-8 text"):
        editing.watch(sheet, key=key)


@pytest.mark.parametrize(
    "row", ["b = 3 a = 5", "  b = 3 a  =  5   ", "b = 3 a = ½ ½", "b % 3", "b = 3 q"]
)
def test_a_mark_lies_inside_its_line(row):
    sheet = f"a = 2\n{row}"

    for mark in marks_of(check(sheet), sheet.split("\n")):
        assert 0 <= mark.start < mark.end <= max(len(row), 1)


def test_a_sheet_that_cannot_be_judged_is_marked_at_its_top():
    from autograd.handwork.judging.verdicts import Report
    from autograd.handwork.language.reading import Sheet

    (mark,) = marks_of(Report(Sheet(()), (), error="too long"), ["a = 2"])

    assert (mark.line, mark.severity, mark.message) == (0, ERROR, "too long.")
