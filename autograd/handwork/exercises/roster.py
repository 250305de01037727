"""A roster: the names of a class as teachers have them, and a file name for each."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

MOST_BYTES = 10_000_000
DELIMITERS = ";\t,"
NAMES = {
    "first": {"first name", "firstname", "given name", "forename", "vorname", "prénom", "nombre"},
    "last": {
        *{"last name", "lastname", "surname", "family name", "nachname", "familienname", "nom"},
        "apellidos",
    },
    "whole": {"name", "full name", "student", "student name", "fullname", "learner", "person"},
    "id": {
        *{"id", "id number", "student id", "sid", "sis user id", "username", "user name", "email"},
        *{
            "email address",
            "e-mail",
            "e-mail address",
            "mail",
            "matrikelnummer",
            "login id",
            "login",
        },
    },
}
"""What the columns of a roster are called, in small letters, by what they hold."""
NO_PERSON = re.compile(r"\s*points possible\s*|student, test", re.IGNORECASE)
"""Rows that learning platforms put among the people."""
SEPARATOR = re.compile(r"sep=.", re.IGNORECASE)
"""The row by which Excel is told what parts cells."""
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""What Windows takes for a device whatever its suffix."""


class Person(NamedTuple):
    """Somebody on the list: the name, what else tells people of one name apart, the file's name."""

    name: str
    id: str
    file: str


def people_in(path: Path) -> list[Person]:
    """The people on a roster, in its order; who stands there twice, by name and number, is one.

    With a row of headings the columns are found by their names; without one a row is a name, with
    an address (`@`) or a number as what tells two of one name apart. Two rows of one name that
    nothing tells apart are two people.

    Raises:
        ValueError: It is no list, or nobody stands on it.
    """
    return people(text_in(path), source=path.name)


def people(text: str, source: str = "the roster") -> list[Person]:
    r"""The people in the text of a roster.

    >>> [person.name for person in people("Name;Email\nÅsa Ek;a@x.org\nBo;b@x.org\nÅsa Ek;a@x.org")]
    ['Åsa Ek', 'Bo']
    """
    rows = rows_in(text, source)
    columns = _columns(rows[0]) if rows else {}
    pairs = _by_columns(rows[1:], columns) if columns else _by_look(rows)
    found = list(_named_apart((name, id_) for name, id_ in pairs if name))
    if not found:
        raise ValueError(f"nobody stands on {source}; write one name a row, or a column `name`")
    return found


def text_in(path: Path) -> str:
    """The text of a file as spreadsheets write it: UTF-8 with a mark or without, UTF-16, Latin."""
    data = path.read_bytes()
    if len(data) > MOST_BYTES:
        raise ValueError(
            f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB; is it the right file?"
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if data[:2] == b"PK" or b"\0" in data:
        raise ValueError(f"{path.name} is no text; save the list as CSV")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def rows_in(text: str, source: str) -> list[list[str]]:
    """The rows of a list that hold anything, parted by what parts most of them alike.

    Raises:
        ValueError: A quote is opened and not closed, which would make the rest one cell.
    """
    lines = [line for line in text.splitlines() if line.strip() and not SEPARATOR.fullmatch(line)]
    counts = {mark: sum(mark in line for line in lines) for mark in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda mark: counts[mark])
    parted = csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter, strict=True)
    try:
        return [[" ".join(_visible(cell).split()) for cell in row] for row in parted]
    except csv.Error as error:
        raise ValueError(
            f"{source} cannot be read as a list ({error}); is a quote opened and not closed?"
        ) from error


def _visible(text: str) -> str:
    """A text in one normal form, without characters that show nothing."""
    plain = unicodedata.normalize("NFC", text)
    return "".join(c if unicodedata.category(c)[0] != "C" else " " for c in plain)


def _columns(headings: Sequence[str]) -> dict[str, int]:
    """Which column holds what, {} if these are no headings."""
    found: dict[str, int] = {}
    for i, heading in enumerate(headings):
        for kind, words in NAMES.items():
            if heading.casefold() in words:
                found.setdefault(kind, i)
    return found if found.keys() & {"first", "last", "whole"} else {}


def _by_columns(
    rows: Iterable[Sequence[str]], columns: dict[str, int]
) -> Iterator[tuple[str, str]]:
    for row in rows:
        cells = {kind: row[i] if i < len(row) else "" for kind, i in columns.items()}
        name = " ".join(filter(None, (cells.get("first"), cells.get("last")))) or cells.get(
            "whole", ""
        )
        if not NO_PERSON.fullmatch(name):
            yield name, cells.get("id", "")


def _by_look(rows: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    for row in rows:
        cells = [cell for cell in row if cell]
        ids = [cell for cell in cells if "@" in cell or any(map(str.isdigit, cell))]
        words = [cell for cell in cells if cell not in ids] or ids[:1]
        yield " ".join(words), " ".join(cell for cell in ids if cell not in words)


def _named_apart(found: Iterable[tuple[str, str]]) -> Iterator[Person]:
    """The people with file names that no system confuses."""
    taken, seen = set[str](), set[tuple[str, str]]()
    for name, id_ in found:
        if id_ and (name, id_) in seen:
            continue
        seen.add((name, id_))
        plain, file, count = file_name(name), file_name(name), 1
        while file.casefold() in taken:
            count += 1
            file = f"{plain}-{count}"
        taken.add(file.casefold())
        yield Person(name, id_, file)


def file_name(name: str) -> str:
    """A name as that of a file, on every system: letters and digits in any script, and dashes.

    >>> file_name("Zoë O'Neill / ../ 李"), file_name("CON"), file_name("???")
    ('Zoë-O-Neill-李', 'CON-', 'person')
    """
    plain = re.sub(r"[^\w]+", "-", unicodedata.normalize("NFC", name)).strip("-_")[:60] or "person"
    return f"{plain}-" if RESERVED.fullmatch(plain) else plain
