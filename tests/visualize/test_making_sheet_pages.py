"""Fetching, keeping and putting together what a sheet page is made of."""

import os
import shutil

import pytest

from visualize.sheets import runtime
from visualize.sheets.page import policy, sheet_page
from visualize.sheets.runtime import cache_folder, kept, program


def test_without_npm_one_line_says_what_to_install(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)

    with pytest.raises(FileNotFoundError, match=r"install Node.js 20 or newer, or pip install"):
        program("npm")


def test_npm_beside_python_will_do(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name, path=None: path and os.path.join(path, name))

    assert program("npm").endswith(os.path.join("bin", "npm"))


def test_a_program_that_fails_is_told_with_its_last_words(tmp_path):
    with pytest.raises(ValueError, match=r"^no page: out of paper$"):
        runtime.run(["sh", "-c", "echo out of paper >&2; exit 3"], tmp_path, "no page")


def test_what_is_made_once_is_kept(monkeypatch, tmp_path):
    monkeypatch.setenv("CHALKGRAD_CACHE", str(tmp_path))
    made = []

    def make(folder):
        made.append(folder)
        (folder / "file").write_text("made")

    folders = [kept("test", key, make) for key in (b"a", b"a", b"b")]

    assert len(made) == 2
    assert folders[0] == folders[1] != folders[2]
    assert (folders[0] / "file").read_text() == "made"


def test_what_could_not_be_made_leaves_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("CHALKGRAD_CACHE", str(tmp_path))

    def make(folder):
        (folder / "half").write_text("")
        raise ValueError("no network")

    with pytest.raises(ValueError, match="no network"):
        kept("test", b"a", make)
    assert list(tmp_path.iterdir()) == []


def test_builds_unused_for_a_month_are_forgotten(monkeypatch, tmp_path):
    monkeypatch.setenv("CHALKGRAD_CACHE", str(tmp_path))
    old = kept("test", b"old", lambda folder: None)
    os.utime(old, (0, 0))

    kept("test", b"new", lambda folder: None)

    assert not old.exists()


def test_the_cache_is_where_one_says(monkeypatch, tmp_path):
    monkeypatch.setenv("CHALKGRAD_CACHE", str(tmp_path))

    assert cache_folder() == tmp_path


def test_the_policy_lets_nothing_in_from_outside():
    allowed = policy(["let x = 1;"], "p {}", "abc")

    assert allowed.startswith("default-src 'none'; ")
    assert "http" not in allowed
    assert "unsafe-eval" not in allowed.replace("wasm-unsafe-eval", "")
    assert "unsafe-inline" not in allowed


@pytest.mark.parametrize(
    ("look", "said"), [({"theme": "blue"}, "unknown theme"), ({"reveal": "all"}, "reveal is")]
)
def test_a_page_that_cannot_be_is_refused_before_any_work(look, said):
    with pytest.raises(ValueError, match=said):
        sheet_page("", **look)
