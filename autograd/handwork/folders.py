"""Many sheets at once: every file is accounted for, judged by itself, and no failure is shared."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from autograd.engine.rounding import Rounding
from autograd.handwork.checking import KeyOf
from autograd.handwork.guarding import guarded, spread_out
from autograd.handwork.holding import can_hold, judged_alone
from autograd.handwork.judging.verdicts import Report
from autograd.handwork.language.limits import LIMITS, Limits
from autograd.handwork.language.reading import Sheet, read_file
from autograd.handwork.language.visible import visible

SUFFIXES = (".chalk", ".md", ".markdown", ".tex", ".txt", ".ipynb")
KINDS = ".chalk, .md, .tex, .txt, .ipynb"
NO_CALCULATION = "there is no calculation in it"


class File(NamedTuple):
    """A file, its name from the folder that all stand in, and why it is no sheet, if it is none."""

    path: Path
    name: str
    why: str = ""
    named: bool = False


def files_in(paths: Sequence[str | Path], *, empty: bool = False) -> list[File]:
    """All files among files and in folders, those of a folder in the order of their names.

    Hidden files do not count, and links that lead out of a folder are not followed.

    Args:
        paths: Files and folders.
        empty: Whether a folder may be without sheets.

    Raises:
        FileNotFoundError: There is no such file or folder.
        ValueError: A file that is named is of another kind, or a folder has no sheets.
    """
    found = [file for path in map(Path, paths) for file in _found(path, empty)]
    tops = [path if path.is_dir() else path.parent for path in map(Path, paths)]
    try:
        top = Path(os.path.commonpath([top.absolute() for top in tops]))
    except ValueError:  # no paths, or two drives
        return found
    return list(
        _told_apart((file, _shown(file.path.absolute().relative_to(top))) for file in found)
    )


def _told_apart(found: Iterable[tuple[File, str]]) -> Iterator[File]:
    """The files by names of which no two files have one, though they may look alike."""
    owners: dict[str, Path] = {}
    for file, shown in found:
        name, number = shown, 1
        while owners.setdefault(name, file.path) != file.path:
            number += 1
            name = f"{shown} ({number})"
        yield file._replace(name=name)


def _shown(path: Path) -> str:
    """A path in one row, whatever a stranger called it."""
    return visible(path.as_posix()).replace("\n", "␊").replace("\t", "␉")


def _found(path: Path, empty: bool) -> list[File]:
    """The files that one path stands for."""
    if path.is_dir():
        inside = list(_walked(path, path))
        if not empty and all(file.why for file in inside):
            raise ValueError(f"no sheets in {path} (looked for {KINDS})")
        return inside
    if not path.exists():
        raise FileNotFoundError(f"there is no file or folder {str(path)!r}")
    if not path.is_file() or path.suffix.lower() not in (*SUFFIXES, ""):
        raise ValueError(f"{path} is no sheet; a sheet ends in {KINDS}")
    return [File(path, path.name, named=True)]


def _walked(folder: Path, top: Path) -> Iterator[File]:
    """Every file of a folder and of the folders in it."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield File(folder, folder.name, f"it cannot be opened ({error.strerror})")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walked(entry, top)
        else:
            yield File(entry, entry.name, _why_not(entry, top))


def _why_not(path: Path, top: Path) -> str:
    """Why a file in a folder cannot be a sheet, "" if it can."""
    if path.is_symlink() and not path.resolve().is_relative_to(top.resolve()):
        return "it is a link that leads out of the folder"
    if not path.is_file():
        return "it is no file"
    if path.suffix.lower() not in SUFFIXES:
        return f"a sheet ends in {KINDS}"
    return ""


def check_files(
    files: Sequence[File],
    *,
    key: str | Path | Sheet | KeyOf | None = None,
    places: int | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
    limits: Limits = LIMITS,
    empty: bool = False,
    alone: bool = False,
) -> Iterator[tuple[File, Report]]:
    """Every file with the report on it, in their order, each as soon as it is there.

    A file of a folder in which no calculation is found says so; a `.chalk` file is always a sheet.
    With `alone` a single file that is named is judged in this process, where that can be held.

    Raises:
        LimitError: The key cannot be read.
        ValueError: No file has a calculation, and `empty` is not set; or `places` is no whole
            number from 0 to 15.
    """
    if places is not None:
        Rounding(places)  # it checks
    sheets = [file.path for file in files if not file.why]
    key = read_file(key, limits) if isinstance(key, str | Path) else key
    judge = partial(guarded, jobs=min(jobs, len(sheets)))
    if executor is not None:
        judge = partial(spread_out, executor=executor)
    judged = judge(sheets, key=key, places=places, limits=limits)
    if alone and len(files) == len(sheets) == 1 and files[0].named and can_hold():
        judged = (judged_alone(path, key=key, places=places, limits=limits) for path in sheets)
    some = False
    with closing(judged) as reports:
        for file in files:
            if file.why:
                yield file, Report(Sheet((), source=file.name), (), error=file.why)
                continue
            report = next(reports)
            report = replace(report, sheet=replace(report.sheet, source=file.name))
            sure = file.named or file.path.suffix.lower() == ".chalk"
            if sure or report.lines or report.error:
                some = True
                yield file, report
            else:
                yield file._replace(why=NO_CALCULATION), replace(report, error=NO_CALCULATION)
    if files and not some and not empty:
        raise ValueError(f"no sheets: {NO_CALCULATION[:-6]} in any of {len(files)} files")


def check_all(
    paths: Sequence[str | Path] | str | Path,
    *,
    key: str | Path | Sheet | KeyOf | None = None,
    places: int | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
    limits: Limits = LIMITS,
) -> Iterator[Report]:
    r"""The reports on many sheets, in the order of the files, each as soon as it is there.

    Args:
        paths: Files and folders, or one.
        key: A key for all of them, or a function that finds the key of each (`key_by_code`).
        places: Decimal places asked for.
        jobs: How many processes work side by side, where no executor is given.
        executor: Any of `concurrent.futures`, or of its kind: a process pool, a cluster.
        limits: What a sheet may ask for at most.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "ada.chalk").write_text("a = 2\nb = 3 a = 6")
    ...     _ = Path(folder, "ben.chalk").write_text("a = 2\nb = 3 a = 5")
    ...     [(report.sheet.source, report.is_right) for report in check_all([folder])]
    [('ada.chalk', True), ('ben.chalk', False)]
    """
    paths = [paths] if isinstance(paths, str | Path) else paths
    judged = check_files(
        files_in(paths), key=key, places=places, jobs=jobs, executor=executor, limits=limits
    )
    return (report for file, report in judged if not file.why)
