"""PNG and PDF: size, text without system fonts, limits."""

import io
import re
import sys

import pytest
from PIL import Image, ImageChops

from visualize.picture.font import FONT_FILE, missing_glyphs
from visualize.picture.images import PictureWarning, pdf, png
from visualize.picture.layout import lay_out

LABELS = ["∂L/∂w₃", "Σ₂", "ŷ", "y\u0302", "σ′(x)", "f²", "−0.3", "xᵢⱼ", "∇ → ⇒ · × ≤ ≈ √"]


def drawing(content: str = "", width: str = "72pt", height: str = "36pt") -> str:
    return (
        f'<svg width="{width}" height="{height}" xmlns="http://www.w3.org/2000/svg">{content}</svg>'
    )


def words(text: str, family: str = "Nowhere Serif,serif") -> str:
    return drawing(f'<text x="4" y="20" font-size="14" font-family="{family}">{text}</text>')


def decode(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def ink(image: Image.Image) -> int:
    """How many pixels are darker than middle grey."""
    return sum(image.convert("L").histogram()[:128])


@pytest.mark.parametrize(("scale", "pixels"), [(1.0, (96, 48)), (2.0, (192, 96)), (0.5, (48, 24))])
def test_png_has_96_pixels_per_inch_times_scale(scale, pixels):
    assert decode(png(drawing(), scale=scale)).size == pixels


@pytest.mark.parametrize(
    ("width", "height", "pixels"),
    [
        ("1080pt", "720pt", (2880, 1920)),
        ("1920pt", "720pt", (3840, 1440)),
        ("360pt", "1080pt", (720, 2160)),
        ("3600pt", "36pt", (4800, 48)),
    ],
)
def test_a_picture_is_as_sharp_as_a_slide_shows_it(width, height, pixels):
    assert decode(png(drawing(width=width, height=height))).size == pixels


@pytest.mark.parametrize("label", LABELS)
def test_png_shows_text_in_a_font_no_machine_has(label):
    assert missing_glyphs(label) == ""
    assert ink(decode(png(words(label)))) > 20


def test_png_draws_text_in_the_shipped_font_whatever_the_svg_says():
    asked = words("w₃", family="Times,serif").replace("<text", '<text style="font-family:Courier"')

    assert png(asked) == png(words("w₃", family="DejaVu Sans"))


def test_letter_with_combining_accent_looks_like_the_single_character():
    assert png(words("y\u0302")) == png(words("ŷ"))
    assert png(words("ŷ")) != png(words("y"))


@pytest.mark.filterwarnings("ignore:no font of this machine has")
def test_unknown_characters_do_not_hide_the_others():
    assert missing_glyphs("w₃ 中\U0001d70e") == "中\U0001d70e"
    assert ink(decode(png(words("w₃ 中")))) > ink(decode(png(words("w₃"))))


def test_png_draws_dashes():
    line = '<path d="M1,18 L71,18" stroke="black" stroke-width="2" stroke-dasharray="5,2"/>'
    image = decode(png(drawing(line.replace("/>", ' transform="scale(1.3333)"/>'), "72pt", "36pt")))
    row = [image.getpixel((x, 48))[0] < 128 for x in range(image.width)]
    starts = sum(now and not before for before, now in zip([False, *row], row, strict=False))

    assert starts == 10  # 70 pt in steps of 7 pt


def test_png_of_a_layout_shows_every_label():
    svg = lay_out('digraph { a [label="∂L/∂w₃"]; a -> b [label="−0.3" style=dashed] }')
    bare = re.sub("<text.*?</text>", "", svg)
    lost = ImageChops.difference(decode(png(svg)), decode(png(bare)))

    assert lost.getbbox() is not None
    assert ink(decode(png(svg))) > ink(decode(png(bare))) + 200


@pytest.mark.parametrize(("background", "corner"), [("white", 255), (None, 0)])
def test_png_background_is_white_or_clear(background, corner):
    image = Image.open(io.BytesIO(png(drawing(), background=background)))

    assert image.convert("RGBA").getpixel((0, 0))[3] == corner


def test_too_large_a_picture_is_drawn_smaller_and_says_so():
    with pytest.warns(PictureWarning, match=r"2,667 x 1,333 pixels; drawn at scale 0\.33 instead"):
        data = png(drawing(width="1000pt", height="500pt"), max_pixels=100_000)

    width, height = decode(data).size
    assert 98_000 < width * height <= 100_000


@pytest.mark.parametrize(
    ("option", "message"),
    [({"scale": 0}, "scale must be positive, got 0"), ({"max_pixels": 9}, "at least 1000, got 9")],
)
def test_png_refuses_impossible_sizes(option, message):
    with pytest.raises(ValueError, match=message):
        png(drawing(), **option)


def test_font_ships_with_its_licence():
    assert "Bitstream Vera" in (FONT_FILE.parent / "LICENSE").read_text(encoding="utf-8")


def page_size(data: bytes) -> tuple[float, float]:
    found = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", data)
    assert found
    return float(found[1]), float(found[2])


def test_pdf_page_has_the_size_of_the_picture():
    pytest.importorskip("svglib")

    assert page_size(pdf(drawing(width="300pt", height="96px"))) == (300, 72)


def test_pdf_embeds_the_shipped_font_and_uses_no_other(monkeypatch):
    pytest.importorskip("svglib")
    monkeypatch.setenv("PATH", "")  # svglib asks the program fc-match for the system's fonts
    data = pdf(words("∂L/∂w₃", family="Times,serif"))

    assert b"+DejaVuSans" in data
    assert b"/FontFile2" in data
    assert b"Times" not in data


def test_pdf_is_the_same_in_every_run():
    pytest.importorskip("svglib")

    assert pdf(words("Σ₂")) == pdf(words("Σ₂"))


def test_pdf_page_is_at_most_14400_points_long():
    pytest.importorskip("svglib")

    assert page_size(pdf(drawing(width="28800pt", height="100pt"))) == (14_400, 50)


def test_pdf_names_characters_it_cannot_draw():
    pytest.importorskip("svglib")

    with pytest.warns(PictureWarning, match="no glyph for 中$"):
        pdf(words("w₃ 中"))


def test_pdf_without_its_packages_names_the_cure(monkeypatch):
    monkeypatch.setitem(sys.modules, "svglib.svglib", None)

    with pytest.raises(ImportError, match=r"pip install -e '\.\[pdf\]'"):
        pdf(drawing())


def test_pdf_of_something_else_is_refused():
    pytest.importorskip("svglib")

    with pytest.raises(ValueError, match="not an SVG picture: 'digraph"):
        pdf("digraph {}")


def test_a_character_that_no_font_has_is_told_and_one_that_some_font_has_is_not():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="72pt" height="36pt"><text>{}</text></svg>'

    with pytest.warns(PictureWarning, match="no font of this machine has \ue123; drawn as empty"):
        png(svg.format("\ue123 w₃"))
    png(svg.format("∂w₃"))
