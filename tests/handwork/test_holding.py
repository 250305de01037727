"""One sheet judged in place: held to its time and memory, and everything afterwards as before."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from autograd.handwork import Limits, guarding, holding
from autograd.handwork.folders import check_files, files_in

ROOT = Path(__file__).resolve().parents[2]
needs_alarms = pytest.mark.skipif(not holding.can_hold(), reason="there are no alarms here")


def reported(folder, monkeypatch, check, **limits):
    """The error in the report on a sheet that a faulty checker judges."""
    path = folder / "sheet.chalk"
    path.write_text("a = 2 + 2 = 4")
    monkeypatch.setattr(guarding, "check_file", check)
    monkeypatch.setattr(holding, "GRACE", 0.0)
    return holding.judged_alone(path, key=None, places=None, limits=Limits(**limits)).error


def stubborn(path, **options):
    """Never ends, and takes no error for an answer."""
    while True:
        try:
            time.sleep(0.01)
        except Exception:
            continue


@needs_alarms
@pytest.mark.parametrize("check", [lambda *_, **__: time.sleep(60), stubborn])
def test_a_sheet_that_takes_too_long_is_given_up(tmp_path, monkeypatch, check):
    before = signal.getsignal(signal.SIGALRM)
    told = reported(tmp_path, monkeypatch, check, seconds=0.2)

    assert told == "judging this sheet takes longer than 0.2 s"
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


@needs_alarms
@pytest.mark.skipif(not holding.MEMORY.exists(), reason="nobody tells how much memory this has")
def test_a_sheet_that_takes_too_much_is_given_up(tmp_path, monkeypatch):
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    told = reported(tmp_path, monkeypatch, lambda *_, **__: bytearray(10**9), megabytes=100)

    assert told == "judging this sheet takes more than 100 MB"
    assert resource.getrlimit(resource.RLIMIT_AS) == before


@needs_alarms
def test_a_fault_of_the_checker_is_told(tmp_path, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("out of chalk")

    told = reported(tmp_path, monkeypatch, fail)

    assert told == "the checker failed on this sheet (RuntimeError: out of chalk)"


def started(tmp_path, monkeypatch, names, *, in_a_thread=False):
    """Whether judging these files in `tmp_path` alone starts a process."""
    guards = []
    monkeypatch.setattr(guarding.Guard, "_started", lambda guard: bool(guards.append(guard)))
    for name in ("a.chalk", "b.chalk"):
        (tmp_path / name).write_text("a = 2 + 2 = 4")

    def work():
        list(check_files(files_in([tmp_path / name for name in names]), alone=True))

    if in_a_thread:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    else:
        work()
    return bool(guards)


@needs_alarms
def test_only_one_file_that_is_named_is_judged_in_place(tmp_path, monkeypatch):
    assert not started(tmp_path, monkeypatch, ["a.chalk"])
    assert started(tmp_path, monkeypatch, ["a.chalk", "b.chalk"])
    (tmp_path / "b.chalk").unlink()
    assert started(tmp_path, monkeypatch, ["."])


def test_where_no_alarm_rings_a_guard_watches(tmp_path, monkeypatch):
    assert started(tmp_path, monkeypatch, ["a.chalk"], in_a_thread=True)


@needs_alarms
def test_the_command_judges_one_sheet_without_another_process(tmp_path):
    (tmp_path / "a.chalk").write_text("a = 2 + 2 = 5")
    code = (
        "import subprocess; subprocess.Popen = None; from visualize.cli import run; "
        f"print(run(['check', {str(tmp_path / 'a.chalk')!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.stderr == ""
    assert done.stdout.endswith("\n1\n")
