"""Checking: a sheet, alone or against a key, becomes a report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from autograd.engine.rounding import Rounding
from autograd.handwork.exercises.making import Exercise, exercise_of
from autograd.handwork.judging.explaining import with_repeats_first
from autograd.handwork.judging.session import Session
from autograd.handwork.judging.subjects import with_numbers_of
from autograd.handwork.judging.verdicts import Report
from autograd.handwork.language.interpreting import renamed
from autograd.handwork.language.labels import missing_from
from autograd.handwork.language.limits import LIMITS, Deadline, Limits, OutOfTimeError
from autograd.handwork.language.reading import Free, Sheet, read, read_file
from autograd.handwork.rereading import reread
from autograd.handwork.worlds.derivative_names import with_derivative_names
from autograd.handwork.worlds.keys import definitions_of
from autograd.handwork.worlds.own_names import names_by_key, said

KeyOf: TypeAlias = Callable[[Sheet], Sheet | None]
"""What finds the key of a sheet."""
FILE_NAME = re.compile(r"\S+\.chalk")
"""What is no calculation, but is passed for one."""
KEYS = 8
"""How many keys are remembered with what was said of them."""


def check(
    sheet: Sheet | str,
    *,
    key: Sheet | str | None = None,
    places: int | None = None,
    limits: Limits = LIMITS,
) -> Report:
    r"""Judge every line of a sheet.

    Args:
        sheet: A sheet, or its text.
        key: A sheet whose definitions count, so that a wrong set-up is found; it is judged first.
        places: Decimal places asked for, in place of the sheet's own `round`.
        limits: What a sheet may ask for at most.

    Raises:
        TypeError: It is neither a sheet nor a text.
        ValueError: `places` is no whole number from 0 to 15.

    >>> report = check("a = 0.5\nb = a a = 0.25\nc = a + b = 0.57")
    >>> [line.verdict for line in report.lines]
    ['ok', 'ok', 'slip']
    >>> report.first_slip.guesses[0].sentence
    'Perhaps two digits are swapped.'
    """
    if places is not None:
        Rounding(places)
    if isinstance(sheet, str) and FILE_NAME.fullmatch(sheet):
        return Report(Sheet(()), (), error=f"it is the name of a file; write check_file({sheet!r})")
    sheet = read(sheet, limits=limits) if isinstance(sheet, str) else _known(sheet)
    if isinstance(key, str):
        key = _read_key(key, limits)
    key_sheet = None if key is None else _known(key)

    def judge(one: Sheet) -> Report:
        return _judged(one, key_sheet, places, limits)

    return reread(sheet, judge, limits) if sheet.doubtful else judge(sheet)


def _known(given: object) -> Sheet:
    """A sheet, or the error of what is none."""
    if not isinstance(given, Sheet):
        instead = (
            "its .sheet or .checker" if isinstance(given, Exercise) else "check_file for a path"
        )
        raise TypeError(
            f"check takes a sheet or its text, got {type(given).__name__}; write {instead}"
        )
    return given


def _judged(sheet: Sheet, key_sheet: Sheet | None, places: int | None, limits: Limits) -> Report:
    """The report on a sheet as it was read."""
    if places is not None:
        sheet = replace(sheet, places=places)
    elif sheet.places is None and key_sheet is not None:
        sheet = replace(sheet, places=key_sheet.places, mode=key_sheet.mode)
    key_report = _judged_key(key_sheet, limits) if key_sheet is not None else None
    with Deadline(limits).in_force():
        sheet, named = _meant(sheet, key_sheet)
        lines = with_repeats_first(Session(sheet, key_sheet, limits).judged())
    if key_report is not None:
        lines = tuple(with_numbers_of(key_report, sheet, lines))
    missing = missing_from(sheet, key_sheet) if key_sheet is not None else ()
    return Report(sheet, lines, key_report, missing=missing, named=named)


def _meant(sheet: Sheet, key: Sheet | None) -> tuple[Sheet, tuple[str, ...]]:
    """The sheet with its names as they are meant, and which own ones were taken for the key's."""
    try:
        sheet = with_derivative_names(sheet)
        if key is None:
            return sheet, ()
        sheet, named = _in_names_of(key, sheet)
        return with_derivative_names(sheet, key), named
    except OutOfTimeError:  # judging the lines will come to the same end, and say so of a line
        return sheet, ()


@lru_cache(maxsize=KEYS)
def _read_key(text: str, limits: Limits) -> Sheet:
    """The key in a text, read once for the many sheets that are judged by it."""
    return read(text, limits=limits)


@lru_cache(maxsize=KEYS)
def _judged_key(key: Sheet, limits: Limits) -> Report:
    """The report on a key, made once for the many sheets that are judged by it."""
    return check(key, limits=limits)


def _in_names_of(key: Sheet, sheet: Sheet) -> tuple[Sheet, tuple[str, ...]]:
    """The sheet with its own names read as the key's, and which these are."""
    meant = names_by_key(sheet, key)
    named = tuple(said(sheet, key, meant))
    aliases = (*sheet.aliases, *meant.items())
    free = tuple(_unbound(sheet.free, key))
    lines = renamed(sheet.lines, meant) if meant else sheet.lines
    return replace(sheet, lines=lines, free=free, aliases=aliases), named


def _unbound(free: Iterable[Free], key: Sheet) -> Iterator[Free]:
    """The free symbols of a sheet but for those that its key has as quantities."""
    bound = {name.id for name, _ in definitions_of(key)}
    for symbols in free:
        names = tuple(name for name in symbols.names if name.id not in bound)
        if names:
            yield symbols._replace(names=names)


def key_by_code(sheet: Sheet) -> Sheet | None:
    r"""The key of a sheet that bears the code of its exercise, None if it bears none.

    Raises:
        ValueError: The code leads to no exercise.

    >>> from autograd.handwork.exercises.making import exercise
    >>> made = exercise("chain", seed=7)
    >>> key_by_code(read(f"code: {made.code}\na = 2")).text == made.checker
    True
    """
    return read(exercise_of(sheet.code).checker) if sheet.code else None


def check_file(
    path: str | Path,
    *,
    key: str | Path | Sheet | KeyOf | None = None,
    places: int | None = None,
    limits: Limits = LIMITS,
) -> Report:
    r"""Judge the sheet in a file; one that cannot be read as a whole gives a report with `error`.

    The key is the path of one, or a sheet, which for many files is read once; or a function that
    finds the key of a sheet, such as `key_by_code`.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "sheet.chalk")
    ...     _ = path.write_text("a = 2\nb = 3 a = 5")
    ...     check_file(path).first_slip.line
    2
    """
    key = read_file(key, limits) if isinstance(key, str | Path) else key
    sheet = Sheet((), source=Path(path).name)
    try:
        sheet = read_file(path, limits)
        key = key(sheet) if callable(key) else key
    except (ValueError, OSError) as error:
        return Report(replace(sheet, lines=()), (), error=str(error))
    return check(sheet, key=key, places=places, limits=limits)
