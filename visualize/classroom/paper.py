"""Paper: sheets with their figures as a PDF to print, each beginning on a page of its own."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from autograd.extras import load_extra
from visualize.classroom.figures import spelled
from visualize.picture.font import FONT, FONT_FILE, missing_glyphs, text_width
from visualize.picture.images import PictureWarning, vector

A4 = (595.28, 841.89)
MARGIN, TITLE, TEXT, SMALL = 50.0, 15.0, 11.0, 9.0  # points
FIGURE_PART, FIGURE_SCALE = 0.3, 0.85
"""How much of the page's height a figure may take, and how large it is set at most."""
SOLVED, BLANK, TO_FIND = 19.0, 25.0, 27.0
"""The height of a row that is worked out, that lacks its number, that lacks its formula too."""
CLOSEST = 0.8
"""Rows that would need a little more than the page move together, down to this share."""
MENDING = 380.0
"""Where the line begins on which a wrong number is mended."""
INK, QUIET, RULE = 0.1, 0.4, 0.7  # grey


class Sheet(NamedTuple):
    """What goes on paper: the text of a sheet and, as SVG, its figure ("" for none)."""

    text: str
    figure: str


def paper(sheets: Iterable[Sheet], title: str = "") -> bytes:
    """The sheets as one PDF file on A4; what belongs to one sheet bears its code on every page.

    Raises:
        ImportError: The extra `pdf` is missing.
    """
    fonts = load_extra("reportlab.pdfbase.ttfonts", "pdf")
    fonts.pdfmetrics.registerFont(fonts.TTFont(FONT, str(FONT_FILE)))
    data = io.BytesIO()
    canvas = load_extra("reportlab.pdfgen.canvas", "pdf").Canvas(data, pagesize=A4, invariant=1)
    canvas.setTitle(title)
    unshown = list(filter(missing_glyphs, [_set(canvas, sheet) for sheet in sheets]))
    if unshown:
        lacks = f"the PDF's font lacks {missing_glyphs(''.join(unshown))!r}"
        said = f"{lacks} in the name {unshown[0]} (of {len(unshown)}); the sheet bears the code too"
        warnings.warn(said, PictureWarning, stacklevel=2)
    canvas.save()
    return data.getvalue()


@dataclass
class Pen:
    """A place on the pages of one sheet: it goes down row by row, and on to the next page."""

    canvas: Any
    head: str
    y: float = A4[1] - MARGIN
    page: int = 1

    def room_for(self, height: float) -> None:
        """Begin a new page unless so much of this one is left."""
        if self.y - height >= MARGIN:
            return
        self.canvas.showPage()
        self.y, self.page = A4[1] - MARGIN, self.page + 1
        self.write(f"{self.head}, page {self.page}", SMALL, grey=QUIET, lead=24)

    def write(self, text: str, size: float, *, grey: float = INK, lead: float = 0.0) -> float:
        """Set a text, on as many rows as it needs; give back where its last row ends."""
        end = MARGIN
        for row in wrapped(text, size, A4[0] - 2 * MARGIN):
            self.room_for(lead or size * 1.45)
            self.y -= lead or size * 1.45
            self.canvas.setFont(FONT, size)
            self.canvas.setFillGray(grey)
            self.canvas.drawString(MARGIN, self.y, row)
            end = MARGIN + text_width(row, size)
        return end

    def rule(self, start: float) -> None:
        """A line to write on, from there to the margin."""
        self.canvas.setStrokeGray(RULE)
        self.canvas.setLineWidth(0.6)
        self.canvas.line(
            min(start + 6, A4[0] - MARGIN - 80), self.y - 2, A4[0] - MARGIN, self.y - 2
        )


def _set(canvas: Any, sheet: Sheet) -> str:
    """One sheet on its pages; give back whose it is."""
    head, _, lines = sheet.text.partition("\n\n")
    told = {
        key: value.strip() for key, _, value in (row.partition(":") for row in head.splitlines())
    }
    name = told.get("student", "")
    pen = Pen(canvas, " · ".join(filter(None, (name, told.get("code", "")))))
    canvas.setFont(FONT, SMALL)
    canvas.setFillGray(QUIET)
    canvas.drawRightString(A4[0] - MARGIN, A4[1] - MARGIN + 4, f"code: {told.get('code', '')}")
    pen.write(told.get("title", ""), TITLE)
    if "student" in told:
        end = pen.write(f"Name: {name}", TEXT, lead=26)
        if not name:
            pen.rule(end)
    pen.write(_task(told), TEXT, grey=QUIET, lead=22)
    if sheet.figure:
        _figure(pen, sheet.figure)
    for row in re.findall(r"^given: (.*)", head, re.MULTILINE):
        pen.write(spelled(row), TEXT)
    pen.y -= 8
    rows = lines.splitlines()
    share = (pen.y - MARGIN - 1) / max(sum(map(_lead, rows)), 1)
    for line in rows:
        lead = _lead(line) * (share if CLOSEST < share < 1 else 1)
        _line(pen, line, lead, is_key="student" not in told)
    canvas.showPage()
    return name


def _task(told: dict[str, str]) -> str:
    """What is asked for, in a sentence."""
    note, places = told.get("note", ""), told.get("round", "")
    task = f"{note[:1].upper()}{note[1:]}. " if note else ""
    return f"{task}Every line is rounded to {places} places." if places else task


def _figure(pen: Pen, svg: str) -> None:
    from reportlab.graphics import renderPDF

    drawing, height = _scaled(svg)
    pen.room_for(height + 12)
    pen.y -= height + 12
    renderPDF.draw(drawing, pen.canvas, MARGIN, pen.y)
    pen.y -= 10


@lru_cache(maxsize=4)
def _scaled(svg: str) -> tuple[Any, float]:
    """A figure as large as the page has room for, and its height; read once for many sheets."""
    drawing = vector(svg)
    scale = min(
        FIGURE_SCALE,
        (A4[0] - 2 * MARGIN) / drawing.width,
        FIGURE_PART * A4[1] / drawing.height,
    )
    drawing.scale(scale, scale)
    return drawing, drawing.height * scale


def _lead(line: str) -> float:
    """How high a row is."""
    return (TO_FIND if line.count("=") == 1 else BLANK) if line.endswith("=") else SOLVED


def _line(pen: Pen, line: str, lead: float, *, is_key: bool) -> None:
    """A line of working, and one to write on: behind its `=`, or beside a number to be mended."""
    is_open = line.endswith("=")
    end = pen.write(spelled(line), TEXT, lead=lead)
    if is_open or not is_key:
        pen.rule(end if is_open else max(end, MENDING))


def wrapped(text: str, size: float, width: float) -> Iterator[str]:
    """A text in rows no wider than `width` points; a row goes on behind a blank.

    >>> list(wrapped("aaa bbb ccc", 10, 45))
    ['aaa bbb', 'ccc']
    """
    row = ""
    for word in text.split(" "):
        longer = f"{row} {word}" if row else word
        if row and text_width(longer, size) > width:
            yield row
            longer = word
        row = longer
    yield row
