"""Files appear whole or not at all, and are never replaced by accident."""

import errno
import os
from pathlib import Path

import pytest

from visualize.files import write


def test_text_is_written_as_utf8(tmp_path):
    path = write(tmp_path / "a.dot", "∂L\n")

    assert path.read_bytes() == b"\xe2\x88\x82L\n"


def test_bytes_are_written_as_they_are(tmp_path):
    path = write(str(tmp_path / "a.png"), b"\r\n\0")

    assert path.read_bytes() == b"\r\n\0"


def test_existing_file_is_kept_and_the_cure_named(tmp_path):
    path = write(tmp_path / "a.svg", "old")

    with pytest.raises(FileExistsError, match=r"a\.svg exists; choose another name or pass force"):
        write(path, "new")

    assert path.read_text() == "old"


def test_force_replaces(tmp_path):
    path = write(tmp_path / "a.svg", "old")

    write(path, "new", force=True)

    assert path.read_text() == "new"


def test_failed_write_leaves_the_old_file_and_nothing_else(tmp_path):
    path = write(tmp_path / "a.svg", "old")

    with pytest.raises(TypeError):
        write(path, 3.5, force=True)

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_told_with_the_file_and_leaves_nothing(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left") as told:
        write(tmp_path / "a.svg", "new")

    assert told.value.filename == str(tmp_path / "a.svg")
    assert list(tmp_path.iterdir()) == []


def test_missing_folder_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="missing does not exist; create it first"):
        write(tmp_path / "missing" / "a.svg", "")


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and links")
def test_new_file_has_the_usual_permissions(tmp_path):
    plain = tmp_path / "plain"
    plain.touch()

    path = write(tmp_path / "a.svg", "")

    assert path.stat().st_mode == plain.stat().st_mode


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and links")
def test_replacing_keeps_permissions_and_links(tmp_path):
    path = write(tmp_path / "a.svg", "old")
    path.chmod(0o640)
    link = tmp_path / "link.svg"
    link.symlink_to(path)

    write(link, "new", force=True)

    assert link.is_symlink()
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640
