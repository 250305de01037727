"""What stands at the foot of a picture: what the colours mean, or a step's sentence."""

from collections.abc import Iterator
from textwrap import wrap

from autograd import Graph
from visualize.picture.captions import clean, short
from visualize.picture.font import text_width
from visualize.picture.svg_parts import label
from visualize.picture.themes import FIGURE, MARGIN, SMALL, Theme

FOOT, GAP = 26.0, 7.0
CAPTION, LEAST_CAPTIONED = 56.0, 460.0  # height of a step's sentence, and the width it needs


def sentence_lines(caption: str, wide: float, tall: float, theme: Theme) -> Iterator[str]:
    """A step's sentence at the foot, in at most two lines."""
    letters = int((wide - 2 * MARGIN) / text_width("n", FIGURE))
    lines = wrap(clean(caption), letters, max_lines=2, placeholder=" …")
    for place, line in enumerate(lines):
        yield label(wide / 2, tall - CAPTION + 24 + 18 * place, line, FIGURE, theme.ink, "caption")


def legend_parts(graph: Graph, theme: Theme) -> list[tuple[str, str, str]]:
    """What the colours mean: kind, text and colour of each part."""
    output = short(graph.names[graph.output], 12)
    return [
        ("legend value", "value", theme.value),
        ("legend", "·", theme.quiet),
        ("legend gradient", "∂ gradient", theme.gradient),
        ("legend", f"∂{output}/∂node", theme.quiet),
        ("legend", "·", theme.quiet),
        ("legend partial", "× local derivative", theme.partial),
        ("legend", "on its edge", theme.quiet),
    ]


def footer(parts: list[tuple[str, str, str]], wide: float, tall: float) -> Iterator[str]:
    """The words at the foot, each a text of its own: converters set spans on top of each other."""
    widths = [text_width(clean(shown), SMALL + 1) for _, shown, _ in parts]
    x = (wide - sum(widths) - GAP * (len(parts) - 1)) / 2
    for (kind, shown, colour), width in zip(parts, widths, strict=True):
        yield label(x, tall - 12, shown, SMALL + 1, colour, kind, "start")
        x += width + GAP


def parts_width(parts: list[tuple[str, str, str]]) -> float:
    """The width that the parts of a foot need."""
    return sum(text_width(clean(shown), SMALL + 1) + GAP for _, shown, _ in parts)
