from itertools import product

import pytest

from visualize.picture.themes import THEMES

TEXTS = ["ink", "quiet", "value", "gradient"]
GROUNDS = ["page", "leaf", "node", "group", "active"]
# Local derivatives stand on edges, the letters of paths in discs of ink.
PAIRS = [*product(TEXTS, GROUNDS), ("partial", "page"), ("page", "ink")]


def luminance(colour: str) -> float:
    """Relative luminance of a colour such as #0072B2 [WCAG 2.2]."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours [WCAG 2.2]."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_has_the_greatest_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)  # WCAG's lightest grey


@pytest.mark.parametrize(("text", "ground"), PAIRS)
@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_its_ground(theme, text, ground):
    colours = THEMES[theme]

    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5
