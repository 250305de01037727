"""Class lists: who was handed out which exercise, from the folder that a class was written to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from autograd.handwork.checking import KeyOf, key_by_code
from autograd.handwork.exercises.codes import read_code
from autograd.handwork.exercises.roster import rows_in, text_in
from autograd.handwork.judging.verdicts import Report
from autograd.handwork.language.reading import Sheet, read

LIST = "class.csv"
COLUMNS = ("student", "id", "code", "sheet")
"""The name of the list in the folder of a class, and what it says of each person."""
FORMULA = re.compile(r"^'(?=[=+\-@])")
"""The mark by which the list keeps a spreadsheet from computing a name."""
NOTHING = "no sheet bears the code of this person"
OTHER_NAME = "its code was handed out under another name"


class Enrolled(NamedTuple):
    """A person on the list: their name, what else tells them apart, and their exercise."""

    student: str
    id: str
    code: str
    checker: str


def class_in(folder: str | Path) -> list[Enrolled]:
    r"""Everybody on the list in a folder that `chalkgrad exercise --roster` wrote.

    Raises:
        FileNotFoundError: There is no list in it, or a checker is missing.
        ValueError: The list has other columns, or names a checker that stands elsewhere.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     Path(folder, "checkers").mkdir()
    ...     _ = Path(folder, "checkers", "ada.chalk").write_text("a = 2")
    ...     _ = Path(folder, LIST).write_text("student,id,code,sheet\nAda,7,rnn-7-4-45DW,ada.chalk")
    ...     [(one.student, one.id, one.code) for one in class_in(folder)]
    [('Ada', '7', 'rnn-7-4-45DW')]
    """
    path = Path(folder, LIST)
    if not path.is_file():
        raise FileNotFoundError(
            f"there is no {LIST} in {folder}; name the folder that exercise --roster wrote"
        )
    head, *rows = rows_in(text_in(path), LIST) or [[]]
    if not rows or not set(COLUMNS) <= set(head):
        raise ValueError(f"{path} is no list of a class: its columns are {', '.join(COLUMNS)}")
    return [_enrolled(dict(zip(head, row, strict=False)), Path(folder, "checkers")) for row in rows]


def _enrolled(row: Mapping[str, str], checkers: Path) -> Enrolled:
    """The person in one row of the list."""
    student, id_, code, sheet = (row.get(column, "") for column in COLUMNS)
    if not sheet or Path(sheet).name != sheet:
        raise ValueError(
            f"{LIST} has {sheet!r} as the sheet of {student!r}; it is the name of a file in "
            f"{checkers}, such as ada.chalk"
        )
    return Enrolled(FORMULA.sub("", student), id_, code, text_in(checkers / sheet))


def keys_of(people: Sequence[Enrolled]) -> KeyOf:
    """What finds the key of a sheet by its code: among those of a class first.

    It need not make the exercise anew, and knows those of own templates.
    """
    return partial(key_among, {one.code: one.checker for one in people})


def key_among(keys: Mapping[str, str], sheet: Sheet) -> Sheet | None:
    """The key among some that belongs to the code of a sheet, else the one that its code makes.

    Raises:
        ValueError: The code leads to no exercise.

    >>> key_among({"rnn-7-4-45DW": "a = 2"}, read("code: RNN-7-4-45dw\\na = 3")).text
    'a = 2'
    """
    if not sheet.code:
        return None
    text = keys.get(str(read_code(sheet.code)))
    return read(text) if text is not None else key_by_code(sheet)


def by_list(reports: Sequence[Report], people: Sequence[Enrolled]) -> Iterator[Report]:
    """The reports with the list's names where sheets have none, and told where they have others.

    A sheet's code, here in the list's spelling, says whose it is.
    """
    owners = {one.code: one.student for one in people}
    for report in reports:
        code, own = _code(report), report.sheet.student
        owner = owners.get(code, own)
        named = () if _person(own) in ("", _person(_as_read(owner))) else (OTHER_NAME,)
        sheet = replace(report.sheet, student=own or owner, code=code or report.sheet.code)
        yield replace(report, sheet=sheet, named=(*report.named, *named))


def _as_read(name: str) -> str:
    """A name as a sheet has it, which is read as sheets are: without what looks like LaTeX."""
    return read(f"student: {name}").student


def absent(reports: Sequence[Report], people: Sequence[Enrolled]) -> list[Report]:
    """A report with `error` for everybody on the list whose code is on no sheet.

    Where a sheet bears the name without the code it says which.
    """
    there = {_code(report) for report in reports}
    bears = {
        _person(report.sheet.student): f", but {report.sheet.source} bears the name"
        for report in reports
    }
    return [
        Report(
            Sheet((), student=one.student, code=one.code),
            (),
            error=NOTHING + bears.get(_person(_as_read(one.student)), ""),
        )
        for one in people
        if one.code not in there
    ]


def _person(name: str) -> str:
    """A name as it is compared: however it is spaced, in capitals or not."""
    return " ".join(name.casefold().split())


def _code(report: Report) -> str:
    """The code of a sheet as its list has it, "" where it has none."""
    try:
        return str(read_code(report.sheet.code))
    except ValueError:
        return ""
