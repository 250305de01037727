"""The guard: a sheet that takes too much is ended from outside, and the others are judged."""

import sys
import time

import pytest

from autograd.handwork import LimitError, check_all, guarding
from autograd.handwork.guarding import Guard, guarded, judged
from autograd.handwork.language.limits import Limits

RIGHT, WRONG = "a = 2\nb = a a = 4", "a = 2\nb = a a = 5"


def written(folder, **sheets):
    for name, text in sheets.items():
        folder.joinpath(f"{name}.chalk").write_text(text)
    return [folder / f"{name}.chalk" for name in sheets]


HANGS = """
import time
from pathlib import Path
from autograd.handwork import LimitError, check_all, guarding
from autograd.handwork.checking import check_file

def check(path, **options):
    text = Path(path).read_text()
    if "sleep" in text:
        time.sleep(600)
    if "eat" in text:
        bytearray(10**10)
    if "die" in text:
        import os
        os._exit(1)
    if "fail" in text:
        raise RuntimeError("out of chalk")
    return check_file(path, **options)

guarding.check_file = check
"""
"""A checker with faults, for the process of the guard."""


@pytest.fixture
def faulty(monkeypatch):
    monkeypatch.setattr(
        guarding, "START", f"{guarding.START.partition('from')[0]}{HANGS}guarding.serve()"
    )
    monkeypatch.setattr(guarding, "GRACE", 0.0)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("sleep", "judging this sheet takes longer than 1 s"),
        ("die", "the process that judged this sheet has died"),
        ("fail", "the checker failed on this sheet (RuntimeError: out of chalk)"),
        pytest.param(
            "eat",
            "judging this sheet takes more than 1000 MB",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="memory is held on Linux"),
        ),
    ],
)
def test_a_sheet_that_is_given_up_stops_no_other(text, why, tmp_path, faulty):
    paths = written(tmp_path, a=RIGHT, b=text, c=WRONG)

    first, second, third = guarded(paths, limits=Limits(seconds=1.0))
    assert (first.exit_code, second.error, third.exit_code) == (0, why, 1)


def test_what_cannot_be_read_comes_back_from_the_process(tmp_path):
    (report,) = guarded(written(tmp_path, a="a = 2\nb = ((2 = 3"))

    error = report.sheet.lines[1].error
    assert report.line(2).verdict == "unread"
    assert (error.column, error.found, error.expected[:5]) == (9, "'='", "an op")


def test_a_key_with_a_line_that_cannot_be_read_is_no_hindrance(tmp_path):
    key, sheet = written(tmp_path, key="a = 2\nc = 2 +\nb = a a = 4", sheet="b = 5")

    (report,) = check_all([sheet], key=key)

    assert [line.verdict for line in report.lines] == ["slip"]


def test_a_key_that_cannot_be_read_is_no_fault_of_a_sheet(tmp_path):
    tmp_path.joinpath("key.chalk").write_bytes(b"\xff\xfe")

    with pytest.raises(LimitError, match=r"^key\.chalk is not UTF-8 text"):
        list(check_all(written(tmp_path, a=RIGHT), key=tmp_path / "key.chalk"))


def test_several_guards_keep_the_order(tmp_path):
    paths = written(tmp_path, **{f"s{i}": (RIGHT, WRONG)[i % 2] for i in range(6)})

    assert [report.exit_code for report in guarded(paths, jobs=2)] == [0, 1] * 3


def test_a_guard_judges_by_the_key_and_the_places_it_was_given(tmp_path):
    key, sheet = written(tmp_path, key="a = 2\nb = a a", sheet="b = 5")

    with Guard(key=key, places=2) as guard:
        report = guard.report(sheet)
    assert (report.exit_code, report.sheet.places) == (1, 2)


def test_whoever_wants_no_more_leaves_no_process_behind(tmp_path, faulty):
    paths = written(tmp_path, a=RIGHT, b="sleep", c="sleep")
    started = time.monotonic()

    reports = guarded(paths, jobs=2, limits=Limits(seconds=300.0))
    assert next(reports).is_right
    reports.close()
    assert time.monotonic() - started < 60  # it does not wait for those who sleep


def test_a_process_that_does_not_begin_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(guarding, "START", "raise SystemExit")
    (report,) = guarded(written(tmp_path, a=RIGHT))

    assert report.error == "the process that judges sheets could not be started"


def test_where_there_are_no_processes_sheets_are_judged_in_place(tmp_path, monkeypatch):
    monkeypatch.setattr(guarding, "HAS_PROCESSES", False)
    monkeypatch.setattr(guarding, "START", "raise SystemExit")

    assert [report.exit_code for report in guarded(written(tmp_path, a=RIGHT, b=WRONG))] == [0, 1]


def test_a_fault_of_the_checker_stays_with_its_sheet(tmp_path, monkeypatch):
    def fail(path, **options):
        raise RuntimeError("out of chalk")

    monkeypatch.setattr(guarding, "check_file", fail)
    report = judged(*written(tmp_path, a=RIGHT), key=None, places=None, limits=Limits())

    assert report.error == "the checker failed on this sheet (RuntimeError: out of chalk)"
