"""Documents: where the calculations stand in a sheet, in Markdown, LaTeX and notebooks."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.habits.prose import LONG, RELATION, SUBJECT
from autograd.handwork.habits.tables import as_working, given_rows

FENCE = re.compile(
    r"^(```++|~~~++)\s*\{?\.?chalk\b[^\n]*$((?:(?!^\1\s*[^\s`~]).)*?)^\1\s*$",
    re.MULTILINE | re.DOTALL,
)
"""Here and below nothing is opened twice: where no end follows, it is looked for but once."""
BLOCK = re.compile(
    r"^[ \t>]*(```++|~~~++)([^\n`]*)\n((?:(?!^[ \t>]*\1[ \t]*[^\s`~]).)*?)^[ \t>]*\1[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
CODE = re.compile(
    r"^\s*(?:import |from \w+ import|def \w+|class \w+|for \w+ in |while .*:$|if .*:$|return\b|"
    r"print\(|#include|using |public |const |var |(?!\w+\(\w+\) *=)[\w.]+\(.*\);?$|[$>] |--\w)|"
    r"[;{(\\]\s*$|\b(?:True|False|None|null)\b|\w\.\w+\(|[█▏▎▍]|=\s*\{|"
    r"^\s*(?:pip|git|python3?|bash) ",
    re.MULTILINE,
)
"""What is a program's and no calculation's."""
COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
DISPLAY = re.compile(
    r"\$\$(.+?)\$\$|\\\[((?:(?!\\\[).)+?)\\\]|```math\n((?:(?!```math).)+?)```|"
    r"\\begin\{(align|aligned|equation|gather|multline|eqnarray|displaymath|split)(\*?)\}"
    r"((?:(?!\\begin\{\4\5\}).)+?)\\end\{\4\5\}",
    re.DOTALL,
)
"""A formula that stands by itself, over one row or several."""
INLINE = re.compile(r"\$([^$\n]+)\$|\\\(((?:(?!\\\().)+?)\\\)")
IN_BRACKETS = re.compile(r"(?<![\w)\]])\(((?:[^()]|\([^()]*\))+)\)")
"""What stands in brackets of its own: `So (d = 2)`."""
TEX_BODY = re.compile(r"\\begin\{document\}(.*?)(?:\\end\{document\}|\Z)", re.DOTALL)
TEX_COMMENT = re.compile(r"(?<!\\)%.*")


QUOTE = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
TAG = re.compile(
    r"</?(?:img|a|div|p|span|b|i|u|em|strong|table|thead|tbody|tr|td|th|center|details|summary|code|pre"
    r"|ul|ol|li|h[1-6]|font|hr|figure)(?:\s+[\w-]+(?:=(?:\"[^\"]*\"|'[^']*'|[\w%]+))?)*\s*/?>"
)
ROW_END = re.compile(r"\\\\(?:\[[\w.]+\])?(?!\s*&?\s*(?:[-+*]|\\cdot|\\times))")
"""The end of a row within a formula, unless the next one begins with an operator."""
OWN = re.compile(rf"\s*(?:[-*+•] |\d+[.)] )?{SUBJECT}\s*(?:[=≈←:]|$)|\s*=")
"""A row that is about something itself, or goes on from the one above by its `=`."""
BROKEN = re.compile(r"(?<=[\w)\]=])\s*([+*/·×⋅])\s*$")
GOING_ON = re.compile(
    r"\s*[+*/·×⋅]\s*(?:[\d.(√½]|[∂\w]+\s*(?:[-−+/·×⋅=(]|\*(?!\*))|\w{1,2} \w)|"
    r"\s{2,}[-−]\s*[\w(√½σ][^=]*="
)


OTHER = re.compile(r"(?:bash|sh|shell|console|json|ya?ml|toml|ini|html|css|sql|diff|xml|dot)\b")
"""Languages that hold no calculation."""


class NotebookError(ValueError):
    """A file that calls itself a notebook and is none."""


MARGIN = re.compile(r"(?:[ \n]*&|\n)*")
"""What stands before a formula in an aligned row; blanks alone stay, for they indent a list."""


class Piece(NamedTuple):
    """A part of a text that may hold a calculation: the number and text of its row or rows.

    The columns of the line count from the beginning of the first row.
    """

    number: int
    row: str
    line: PlainLine

    @property
    def is_told(self) -> bool:
        """Whether it stands within a sentence.

        >>> [piece.is_told for piece in pieces("Take $a = 2$ here.\\n$a = 2$")]
        [True, False]
        """
        columns = self.line.columns
        around = self.row[: columns[0]] + self.row[columns[-1] :] if columns else ""
        return LONG.search(around) is not None

    def at(self, line: PlainLine) -> Piece:
        r"""The piece that one calculation of this piece is, in the row where it begins.

        >>> piece = Piece(7, "a = 1\nb = 2", PlainLine.of("a = 1\nb = 2"))
        >>> piece.at(piece.line.cut(6, 11))
        Piece(number=8, row='b = 2', line=PlainLine(text='b = 2', columns=(0, 1, 2, 3, 4)))
        """
        first = len(line.text) - len(line.text.lstrip())
        start = self.row.rfind("\n", 0, line.columns[first] if line.columns else 0) + 1
        last = self.row.find("\n", line.columns[len(line.text.rstrip()) - 1] if line.columns else 0)
        columns = tuple(max(column - start, 0) for column in line.columns)
        return Piece(
            self.number + self.row.count("\n", 0, start),
            self.row[start : last if last >= 0 else None].replace("\n", " "),
            PlainLine(line.text.replace("\n", " "), columns),
        )


def text_of(raw: str, suffix: str) -> str:
    r"""The text of a file that may hold calculations, in the rows of the file where it has rows.

    >>> text_of("Hello\n```chalk\n1 + 1 = 2\n```\n", ".md").split("\n")
    ['', '', '1 + 1 = 2', '', '']
    """
    if suffix == ".ipynb":
        return notebook_text(raw)
    if suffix in {".md", ".markdown"} and FENCE.search(raw):
        return chalk_blocks(raw)
    if suffix == ".tex":
        return tex_text(raw)
    return raw


def chalk_blocks(markdown: str) -> str:
    r"""The fenced `chalk` blocks of a Markdown text, every other line blank, numbers kept.

    >>> chalk_blocks("Hello\n```chalk\n1 + 1 = 2\n```\n").split("\n")
    ['', '', '1 + 1 = 2', '', '']
    """
    kept = set[int]()
    for block in FENCE.finditer(markdown):
        first = markdown.count("\n", 0, block.start(2)) + 1
        kept.update(range(first, first + block.group(2).count("\n") - 1))
    lines = markdown.split("\n")
    return "\n".join(line if i in kept else "" for i, line in enumerate(lines))


def notebook_text(raw: str) -> str:
    r"""The text cells and `%%chalk` cells of a notebook, one below the other.

    Raises:
        NotebookError: It is no notebook.

    >>> cells = [{"cell_type": "markdown", "source": ["a = 2\n", "b = 3"]}]
    >>> notebook_text(json.dumps({"cells": cells}))
    'a = 2\nb = 3\n'
    """
    try:
        cells = json.loads(raw)["cells"]
        sources = [("".join(cell["source"]), cell["cell_type"]) for cell in cells]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise NotebookError("its cells cannot be found") from error
    texts = [
        text.partition("\n")[2] if text.startswith("%%chalk") else text
        for text, kind in sources
        if kind != "code" or text.startswith("%%chalk")
    ]
    return "".join(f"{text}\n" for text in texts)


def tex_text(raw: str) -> str:
    r"""The body of a LaTeX file without its comments, in the rows of the file.

    >>> tex_text("\\documentclass{article}\n\\begin{document}\na = 2 % two\n\\end{document}")
    '\n\na = 2 \n'
    """
    body = TEX_BODY.search(raw)
    if body:
        raw = "\n" * raw.count("\n", 0, body.start(1)) + body.group(1)
    return TEX_COMMENT.sub("", raw)


def pieces(text: str) -> list[Piece]:
    r"""The parts of a text that may hold calculations, in their order.

    >>> [piece.line.text for piece in pieces("The loss $L = 2$ and\n$$a = 1 \\\\\nb = 2$$")]
    ['L = 2', 'a = 1 ', 'b = 2']
    """
    plain, rows = _without_code(text), text.split("\n")
    tables = (Piece(i + 1, rows[i], line) for i, line in given_rows(plain))
    return sorted([*_formulas(text, as_working(plain)), *tables], key=lambda piece: piece.number)


def _formulas(text: str, masked: str) -> Iterator[Piece]:
    """The parts that stand in a text of the same length in which all else is blank."""
    rows = text.split("\n")
    starts = [0, *accumulate(len(row) + 1 for row in rows)]
    for start, end in sorted(_spans(masked)):
        start = MARGIN.match(masked, start, end).end()  # type: ignore[union-attr]  # may be empty
        first = bisect_right(starts, start) - 1
        last = bisect_right(starts, max(start, end - 1)) - 1
        begin, close = starts[first], starts[last + 1] - 1
        columns = tuple(range(start - begin, min(end + 1, close) - begin))
        row = rows[first] if first == last else text[begin:close]  # not copied for every piece
        yield Piece(first + 1, row, PlainLine(masked[start : min(end, close)], columns))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """The first and last position of every part."""
    for formula in DISPLAY.finditer(text):
        group = next(i for i in (1, 2, 3, 6) if formula.group(i) is not None)
        yield from _rows(text, *formula.span(group))
    text = DISPLAY.sub(_blank, text)
    for start, end in _joined(text):
        row = text[start:end]
        yield from ((start + first, start + last) for first, last in _in_row(row))


def _rows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The rows of a formula, as its `\\\\` part them outside of braces and matrices."""
    first = start
    for found in ROW_END.finditer(text, start, end):
        row = text[first : found.start()]
        if row.count("{") == row.count("}") and row.count(r"\begin") == row.count(r"\end"):
            yield first, found.start()
            first = found.end()
    if text[first:end].strip():
        yield first, end


def _joined(text: str) -> Iterator[tuple[int, int]]:
    """The rows of a text; those that a person broke at an operator as one."""
    start = end = at = 0
    before = ""
    for row in text.split("\n"):
        if before and _goes_on(before, row):
            before, end = f"{before} {row}", at + len(row)
        else:
            if before.strip():
                yield start, end
            before, start, end = row, at, at + len(row)
        at += len(row) + 1
    if before.strip():
        yield start, end


def _goes_on(before: str, row: str) -> bool:
    """Whether a row goes on with the formula of the row before it."""
    if not RELATION.search(before) or not row.strip() or OWN.match(row):
        return False
    if before.lstrip()[0] == row.lstrip()[0] in "*+-":  # two items of a list
        return False
    return BROKEN.search(before) is not None or GOING_ON.match(row) is not None


def _blank(block: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", block.group())


def _without_code(text: str) -> str:
    """The text with blanks for programs, for tags, comments and the marks of quotes."""

    def kept(block: re.Match[str]) -> str:
        if block.group(2).strip() == "math":
            return block.group()
        if OTHER.match(block.group(2).strip()) or CODE.search(block.group(3)):
            return _blank(block)
        rows = block.group().split("\n")
        return "\n".join([" " * len(rows[0]), *rows[1:-1], " " * len(rows[-1])])

    for pattern in (COMMENT, TAG, QUOTE):
        text = pattern.sub(_blank, text)
    return BLOCK.sub(kept, text)


def _in_row(row: str) -> Iterator[tuple[int, int]]:
    """The formulas within a row of words if they are whole, otherwise the row."""
    for pattern in (INLINE, IN_BRACKETS):
        formulas = list(pattern.finditer(row))
        whole = [formula for formula in formulas if RELATION.search(formula.group())]
        if whole and not RELATION.search(pattern.sub("", row)):
            for formula in whole:
                yield formula.span(formula.lastindex or 0)
            return
    yield 0, len(row)
