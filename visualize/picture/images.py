"""Pictures for print and slides: SVG to PNG (resvg) and PDF (svglib, reportlab).

Both draw all text in the font that comes with this package, so a picture looks the same
on a machine without fonts, where the converters would leave out the text without a word.
Their CSS knows classes and colours; `var()` and `@media` are beyond them.
"""

import base64
import io
import math
import re
import warnings
from functools import cache
from typing import Any

import resvg_py

from autograd.extras import load_extra
from visualize.picture.font import FONT, FONT_FILE, missing_glyphs
from visualize.picture.geometry import size

MOST_PIXELS = 16_000_000  # 64 MB of memory; a graph of 5,000 nodes at full size took 10 GB
MOST_IN_CELL = 4_000_000
SLIDE = (3840, 2160)  # pixels of the largest screens that slides are shown on
LONGEST_PAGE = 14_400.0  # points; Acrobat opens no larger page
PIXELS_PER_POINT = 96 / 72

_ROOT = re.compile(r"<svg\b[^>]*[^/>]>")
_ONE_FONT = f"<style>text, tspan {{ font-family: '{FONT}' !important }}</style>"


class PictureWarning(UserWarning):
    """The picture was made, but not quite as asked for."""


def png(
    svg: str,
    *,
    scale: float | None = None,
    max_pixels: int = MOST_PIXELS,
    background: str | None = "white",
) -> bytes:
    """The picture as PNG, `scale` times as large as a browser shows it; see `slide_scale`.

    A picture of more than `max_pixels` is drawn smaller, with a `PictureWarning`. `background`
    is a CSS colour, or None for a transparent one. Characters that the package's font lacks
    come from the system's fonts; if none has one, a `PictureWarning` names it.

    >>> data = png('<svg xmlns="http://www.w3.org/2000/svg" width="72pt" height="36pt"/>')
    >>> int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    (192, 96)
    """
    missing = missing_glyphs(svg)
    if boxes := "".join(character for character in missing if not is_drawn(character)):
        warnings.warn(
            f"no font of this machine has {boxes}; drawn as empty boxes; install a font that has "
            "them, such as Noto Sans CJK, or write another label",
            PictureWarning,
            stacklevel=2,
        )
    drawn: bytes = resvg_py.svg_to_bytes(
        svg_string=_in_our_font(svg),
        zoom=fitting_scale(svg, slide_scale(svg) if scale is None else scale, max_pixels),
        dpi=96,  # the default, 0, makes lengths in pt invalid
        background=background,
        font_files=[str(FONT_FILE)],
        skip_system_fonts=not missing,
    )
    return drawn


def in_notebook(svg: str, background: str = "white") -> dict[str, str]:
    """A picture for a cell of a notebook: SVG as an image in HTML, and PNG for what shows no HTML.

    JupyterLab shows `image/svg+xml` in trusted notebooks only, and cuts off what is wider than the
    cell; an image it scales, and shows at once.

    >>> plain = '<svg xmlns="http://www.w3.org/2000/svg" width="9pt" height="9pt"/>'
    >>> sorted(in_notebook(plain))
    ['image/png', 'text/html']
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PictureWarning)  # the SVG beside it is as sharp as ever
        data = png(svg, scale=1, max_pixels=MOST_IN_CELL, background=background)
    return {"text/html": as_image(svg), "image/png": base64.b64encode(data).decode()}


def as_image(svg: str) -> str:
    """A picture as an image inside HTML, no wider than its cell.

    >>> as_image("<svg/>")
    '<img alt="Computation graph" style="max-width:100%" src="data:image/svg+xml;base64,PHN2...'
    """
    data = base64.b64encode(svg.encode()).decode()
    source = f"data:image/svg+xml;base64,{data}"
    return f'<img alt="Computation graph" style="max-width:100%" src="{source}" />'


def pdf(svg: str) -> bytes:
    """The picture as a PDF page of its size, with real lines and text.

    A page longer than 14,400 pt, the most that PDF readers take, is scaled down to that.
    """
    drawing = vector(svg)
    from reportlab.graphics import renderPDF
    from reportlab.pdfgen.canvas import Canvas

    shrink = min(1.0, LONGEST_PAGE / max(drawing.width, drawing.height))
    drawing.scale(shrink, shrink)
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=(drawing.width * shrink, drawing.height * shrink), invariant=1)
    renderPDF.draw(drawing, canvas, 0, 0)
    canvas.save()
    return page.getvalue()


def vector(svg: str) -> Any:
    """The picture as a reportlab drawing, in the package's font, to be set on a PDF page."""
    svglib = load_extra("svglib.svglib", "pdf")
    if missing := missing_glyphs(svg):
        warnings.warn(f"the PDF's font has no glyph for {missing}", PictureWarning, stacklevel=2)
    svglib.register_font(FONT, str(FONT_FILE))
    drawing = svglib.svg2rlg(io.StringIO(_in_our_font(svg)))
    if drawing is None:
        raise ValueError(f"not an SVG picture: {svg[:60]!r}")
    return drawing


@cache
def is_drawn(character: str) -> bool:
    """Whether some font of this machine draws a character unlike one that stands for nothing."""
    first, second = (
        resvg_py.svg_to_bytes(
            svg_string='<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
            f'<text x="4" y="30" font-size="24" font-family="{FONT}">{each}</text></svg>',
            font_files=[str(FONT_FILE)],
        )
        for each in (character, "\U0010ffff")
    )
    return bool(first != second)


def slide_scale(svg: str) -> float:
    """The scale at which a picture that fills a slide is sharp: 2, or less if it is large.

    It is at least 1, so that whoever looks closer can read all.

    >>> [slide_scale(f'<svg width="{wide}pt" height="9pt"/>') for wide in (1440, 1920, 9999)]
    [2.0, 1.5, 1.0]
    """
    width, height = (2 * PIXELS_PER_POINT * side for side in size(svg))
    return 2 / min(max(1.0, width / SLIDE[0], height / SLIDE[1]), 2.0)


def fitting_scale(svg: str, scale: float, max_pixels: int) -> float:
    """`scale`, or as much of it as `max_pixels` leave room for, then with a `PictureWarning`."""
    if not scale > 0:
        raise ValueError(f"scale must be positive, got {scale}")
    if max_pixels < 1000:
        raise ValueError(f"max_pixels must be at least 1000, got {max_pixels}")
    width, height = (PIXELS_PER_POINT * side for side in size(svg))
    if width * scale * height * scale <= max_pixels:
        return scale
    # resvg rounds both sides up: solve (width z + 1)(height z + 1) = max_pixels for z
    half = (width + height) / 2
    area = width * height
    fitting = (math.sqrt(half**2 + area * (max_pixels - 1)) - half) / area
    warnings.warn(
        f"the picture would have {width * scale:,.0f} x {height * scale:,.0f} pixels; drawn at "
        f"scale {fitting:.2g} instead of {scale:g} to stay within {max_pixels:,} pixels; "
        "draw it collapsed or raise max_pixels",
        PictureWarning,
        stacklevel=3,
    )
    return fitting


def _in_our_font(svg: str) -> str:
    """The SVG with a style that sets all text in our font, whatever the text asks for."""
    return _ROOT.sub(lambda root: root[0] + _ONE_FONT, svg, count=1)
