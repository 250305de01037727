"""Reading: the text of a sheet becomes lines and trees; a malformed line says where and what.

Nothing of a sheet is ever executed: a grammar (grammar.lark) builds trees, and only those trees
are evaluated. A line that cannot be read is kept with its error; the other lines still count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from autograd.handwork.habits.commas import ambiguous, has_commas, with_points
from autograd.handwork.habits.look_alikes import doubtful
from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.habits.prose import RELATION, has_number, is_prose
from autograd.handwork.language.documents import NotebookError, Piece, pieces, text_of
from autograd.handwork.language.expressions import Name, is_number
from autograd.handwork.language.headings import with_headings
from autograd.handwork.language.interpreting import interpreted, renamed, without_value
from autograd.handwork.language.limits import LIMITS, LimitError, Limits
from autograd.handwork.language.lines import BLANK as BLANK
from autograd.handwork.language.lines import Line as Line
from autograd.handwork.language.lines import Part as Part
from autograd.handwork.language.lines import chain, given, unread
from autograd.handwork.language.parsing import ReadingError, parse, unexpected
from autograd.handwork.language.plain_text import SpellingError, spell
from autograd.handwork.language.rows import are_listed, calculations, names_in, tidied, with_squares
from autograd.handwork.language.sheets import Free as Free
from autograd.handwork.language.sheets import Sheet as Sheet
from autograd.handwork.language.values_below import lacks_its_number, lone_numbers

DIRECTIVES = ("title", "student", "code", "note", "round", "given", "any", "alias")
SHOWN = DIRECTIVES[:4]
"""Rows of words that are not read further."""
ROUNDING = ("up", "down", "truncate", "half")
CODED = r"code(?=\s*:\s*[a-z]\w*\s*[-‐-―−]\s*\d)"
"""The word before what looks like a code, for others write `Code:` above their programs."""
DIRECTIVE = re.compile(
    rf"\s*({'|'.join(DIRECTIVES).replace('code', CODED)})\s*:(?!=)", re.IGNORECASE
)
GIVING = re.compile(r"\s*(?:given|let|assume|suppose|gegeben|seien?)\b", re.IGNORECASE)
GIVEN = re.compile(r"\s*[^\W\d_]\w*\s*:?=\s*[-−+]?[\d.]+\s*$")
"""A name and a number."""
RANGE = re.compile(r"(?:\]|\.\.\s*-?\d+)\s*,")
"""The end of one that another follows."""


STEP = re.compile(r"\s*[\d.]+\s*(?:->|→)\s*[\d.]+\s*")
"""From one number to another, as words say of what is changed: `warmup (0.01 → 0.1)`."""


class Manner(NamedTuple):
    """What the whole of a text says about how each of its rows is read."""

    names: frozenset[str]
    commas: bool
    listed: bool
    numbers: frozenset[int]
    limits: Limits


def read_file(path: str | Path, limits: Limits = LIMITS) -> Sheet:
    r"""The sheet in a `.chalk` file, or in the fenced `chalk` blocks of a Markdown file.

    Raises:
        FileNotFoundError: There is no such file.
        LimitError: The file is too large, or is not UTF-8 text.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "sheet.chalk")
    ...     _ = path.write_text("title: a product\na = 0.5\nb = a a = 0.25")
    ...     sheet = read_file(path)
    >>> sheet.source, sheet.title
    ('sheet.chalk', 'a product')
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"there is no file {str(path)!r}")
    if path.is_dir():
        raise IsADirectoryError(f"{str(path)!r} is a folder; check_all judges its sheets")
    limits.check_size(path.stat().st_size)
    try:
        text = text_of(path.read_bytes().decode("utf-8-sig"), path.suffix.lower())
    except UnicodeDecodeError as error:
        raise LimitError(
            f"{path.name} is not UTF-8 text (byte {error.start}); save it as UTF-8"
        ) from error
    except NotebookError as error:
        raise LimitError(f"{path.name} is no notebook: {error}") from error
    return read(text, limits=limits, source=path.name)


def read(
    text: str,
    *,
    limits: Limits = LIMITS,
    source: str = "",
    confidence: Sequence[float] = (),
) -> Sheet:
    r"""The sheet in a text.

    Args:
        text: Rows as typed, or as a program read them from handwriting.
        limits: What a sheet may ask for at most.
        source: The name of its file.
        confidence: How sure that program is of each character, from 0 to 1; the doubtful ones are
            read as what they look like before a line with them is called wrong.

    >>> sheet = read("round: 4\nΣ₁ = (0.9)(0.75) = 0.675\nb = 2 +")
    >>> [len(line.parts) for line in sheet.lines]
    [3, 0]
    >>> str(sheet.lines[1].error)
    'column 8: found the end of the line; expected a number, a name or an opening bracket'
    """
    limits.check_size(len(text.encode("utf-8", "surrogatepass")))
    unsure = tuple(doubtful(text, confidence)) if confidence else ()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = pieces(text)
    rows = sum(RELATION.search(piece.line.text) is not None for piece in parts)
    if rows > limits.lines:
        raise LimitError(f"the sheet has {rows} lines; a sheet may have {limits.lines}")
    sheet = Sheet((), source=source, text=text, skipped=tuple(_unused(text, parts)))
    lines = with_squares([tidied(piece.line, limits.line_length) for piece in parts])
    found = list(zip(parts, lines, strict=True))
    numbers = lone_numbers(found)
    manner = Manner(names_in(lines), has_commas(lines), are_listed(lines), numbers, limits)
    for piece, line in found:
        sheet = _with_piece(sheet, piece, line, manner)
    skipped = dict(sheet.skipped)
    known = with_headings(list(sheet.lines), skipped, found, limits)
    skips = tuple(sorted(skipped.items()))
    sheet = replace(sheet, lines=known, skipped=skips, doubtful=unsure)
    return _interpreted(sheet, limits)


def _interpreted(sheet: Sheet, limits: Limits) -> Sheet:
    """The sheet as the whole of it means each line: its primes, its functions."""
    named = renamed(sheet.lines, dict(sheet.aliases))
    lines = interpreted(named, limits)
    bound = {name.id for free in sheet.free for name in free.names}
    assumed = tuple(name for name in without_value(lines) if name.id not in bound)
    free = (*sheet.free, Free(assumed, -2.0, 2.0, False)) if assumed else sheet.free
    return replace(sheet, lines=lines, free=free)


def _unused(text: str, parts: Sequence[Piece]) -> Iterator[tuple[int, str]]:
    """The rows of a text that no piece was taken from: programs, tables of other things."""
    used = {piece.number + i for piece in parts for i in range(piece.row.count("\n") + 1)}
    for number, row in enumerate(text.split("\n"), start=1):
        if number not in used and any(map(str.isalnum, row)):
            yield number, row.strip()


def _with_piece(sheet: Sheet, piece: Piece, line: PlainLine, manner: Manner) -> Sheet:
    """The sheet with one more part of its text read."""
    number, row = piece.number, piece.row
    names, commas, listed, numbers, limits = manner
    try:
        limits.check_line(piece.line.text, number)
        if not line.text.strip():
            return sheet
        line = _with_points(line) if commas else line
        heading = DIRECTIVE.match(line.text)
        word = heading.group(1).lower() if heading else ""
        if word in SHOWN and heading:
            return _named(sheet, word, line.text[heading.end() :].strip())
        told = heading is not None and word == "given" and line.text.count("=") > 1
        if heading and told:
            line = line.cut(heading.end(), len(line.text))
        elif word:
            return _with_heading(sheet, number, row, line, word, limits)
        if number in numbers and lacks_its_number(sheet.lines, number - 1):
            line = line.rewritten(r"^\s*", "= ")
        found = list(calculations(line, names, sheet.subjects, listed=listed))
        found = list(_of_another_case(found, sheet)) if piece.is_told else found
        if not found:
            return replace(sheet, skipped=(*sheet.skipped, (number, row.strip())))
        gives = told or _is_given(line, found, sheet)
        for number, row, one in map(piece.at, found):
            spelled = spell(one)
            read_as = (
                given(number, row, spelled, limits)
                if gives
                else (chain(number, row, spelled, limits),)
            )
            sheet = replace(sheet, lines=(*sheet.lines, *read_as))
        return sheet
    except (ReadingError, LimitError, SpellingError) as error:
        if not isinstance(error, LimitError) and _is_no_calculation(line, error, row, names):
            return replace(sheet, skipped=(*sheet.skipped, (number, row.strip())))
        return replace(sheet, lines=(*sheet.lines, unread(number, row, error)))


def _named(sheet: Sheet, word: str, rest: str) -> Sheet:
    """The sheet with its title, whose it is or its exercise's code; a note is only read past."""
    if word == "title":
        return replace(sheet, title=rest)
    if word == "student":
        return replace(sheet, student=rest)
    return replace(sheet, code=rest) if word == "code" else sheet


def _of_another_case(found: Sequence[PlainLine], sheet: Sheet) -> Iterator[PlainLine]:
    """What a sentence says of names that have their number: only how it was worked out, if it was.

    `with b = 0.5 we get 1 - b^2`, `then b = 1 - 0.3 = 0.7`: another case, not the first one wrong.
    """
    valued = {
        line.parts[0].text for line in sheet.lines if line.parts and is_number(line.parts[-1].tree)
    }
    for one in found:
        if STEP.fullmatch(one.text):
            continue
        about, _, rest = one.text.partition("=")
        if about.strip() not in valued or any(map(str.isalpha, rest)):
            yield one
        elif "=" in rest:
            yield one.cut(len(about) + 1, len(one.text))


def _is_no_calculation(line: PlainLine, error: Exception, row: str, names: frozenset[str]) -> bool:
    """Whether a row that cannot be read is rather words, or a formula beyond this language."""
    if DIRECTIVE.match(line.text):
        return is_prose(f"z = {line.text}", frozenset({*names, *DIRECTIVES, *ROUNDING}))
    found = error.found.strip("'") if isinstance(error, SpellingError) else ""
    beyond = "\\" in row or (len(found) == 1 and not found.isalnum())
    return is_prose(line.text, names) or (beyond and not has_number(line.text))


def _with_points(line: PlainLine) -> PlainLine:
    """A row of a sheet with decimal commas as one with points, unless a comma may be either."""
    doubtful = ambiguous(line)
    if doubtful:
        column, found = line.column(doubtful.start()), doubtful.group()
        one, two = found.replace(",", "."), found.replace(",", " and ")
        said = f"{found} may be the number {one} or the numbers {two}; write {one}, or a space"
        raise ReadingError(f"column {column}: {said} behind the comma", column, found, "a point")
    return with_points(line)


def _is_given(line: PlainLine, found: Sequence[PlainLine], sheet: Sheet) -> bool:
    """Whether a row gives numbers: it says so, or it holds nothing but several new ones."""
    plain = all(GIVEN.match(one.text) for one in found)
    new = not any(one.text.partition("=")[0].strip() in sheet.subjects for one in found)
    return plain and (GIVING.match(line.text) is not None or (len(found) > 1 and new))


def _with_heading(
    sheet: Sheet, number: int, row: str, line: PlainLine, word: str, limits: Limits
) -> Sheet:
    """The sheet with a row that begins with a word of the format and that the grammar reads."""
    spelled = spell(line)
    if word == "round":
        places, mode = parse("round", _blanked(spelled), limits)
        return replace(sheet, places=places, mode=mode or sheet.mode)
    if word == "any":
        ranges = _ranges(_blanked(spelled))
        free = tuple(Free(*parse("any", one, limits)) for one in ranges)
        return replace(sheet, free=(*sheet.free, *free))
    lines = tuple(given(number, row, _blanked(spelled), limits))
    if word == "alias":
        return replace(sheet, aliases=(*sheet.aliases, *_aliases(lines, spelled)))
    return replace(sheet, lines=sheet.lines + lines)


def _ranges(spelled: PlainLine) -> Iterator[PlainLine]:
    """Every range of `any: x in [0, 1], k in 2..6` with its names."""
    start = 0
    for end in (*(found.end() for found in RANGE.finditer(spelled.text)), len(spelled.text)):
        if spelled.text[start:end].strip():
            yield PlainLine(" " * start + spelled.text[start:end].rstrip(" ,"), spelled.columns)
        start = end


def _aliases(lines: Iterable[Line], spelled: PlainLine) -> Iterator[tuple[str, str]]:
    """The pairs of `alias: net1 = z1, out = a`."""
    for line in lines:
        own, meant = (part.tree for part in line.parts)
        if not isinstance(own, Name) or not isinstance(meant, Name):
            column = spelled.column(len(spelled.text.rstrip()))
            raise unexpected(column, "no name", "two names, as in alias: net1 = z1")
        yield own.id, meant.id


def _blanked(spelled: PlainLine) -> PlainLine:
    """The row with its heading word turned to blanks, so that columns stay true."""
    at = spelled.text.index(":") + 1
    return PlainLine(" " * at + spelled.text[at:], spelled.columns)
