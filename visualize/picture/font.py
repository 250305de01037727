"""The pictures' one font: its file, how wide a text is in it, and which characters it lacks."""

from functools import cache
from pathlib import Path

from PIL import ImageFont

FONT = "DejaVu Sans"  # the one font whose width every layout engine knows, and which has ∂ and ₃
FONT_FILE = Path(__file__).parent / "fonts" / "DejaVuSans.ttf"


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT_FILE, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def text_width(text: str, size: float) -> float:
    """The width of a text in points, set in the pictures' font.

    >>> text_width("00", 10) == 2 * text_width("0", 10)
    True
    """
    return float(_font(100).getlength(text)) * size / 100


def missing_glyphs(text: str) -> str:
    """The characters of `text` that the package's font cannot draw.

    >>> missing_glyphs("∂L/∂w₃ = −0.3, 中文")
    '中文'
    """
    return "".join(c for c in dict.fromkeys(text) if c > "~" and not _has_glyph(c))


@cache
def _has_glyph(character: str) -> bool:
    """Whether the font draws it unlike a code point that stands for nothing."""
    font = _font(32)
    return bytes(font.getmask(character)) != bytes(font.getmask("\U0010ffff"))
