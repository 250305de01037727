"""What stands at the foot of a picture: what the colours mean, or a step's sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from autograd import Graph
from visualize.picture.clusters import View
from visualize.picture.font import text_width
from visualize.picture.lettering import clean, set_indices, short
from visualize.picture.svg_parts import label
from visualize.picture.themes import FIGURE, MARGIN, SMALL, Theme

FOOT, GAP = 26.0, 7.0
CAPTION, LEAST_CAPTIONED = 56.0, 460.0  # height of a step's sentence, and the width it needs
WORD = SMALL + 1


@dataclass(frozen=True)
class Foot:
    """A step's sentence; without one, words side by side: kind, text and colour of each."""

    sentence: str
    words: list[tuple[str, str, str]]
    theme: Theme

    @property
    def width(self) -> float:
        """The width that it needs."""
        if self.sentence:
            return LEAST_CAPTIONED
        return sum(text_width(clean(shown), WORD) + GAP for _, shown, _ in self.words)

    @property
    def height(self) -> float:
        """The height that it takes."""
        return CAPTION if self.sentence else FOOT if self.words else 0.0

    def lines(self, wide: float, tall: float) -> Iterator[str]:
        """Its texts in a picture of this size."""
        return self._sentence(wide, tall) if self.sentence else self._words(wide, tall)

    def _sentence(self, wide: float, tall: float) -> Iterator[str]:
        """The sentence, in at most two lines."""
        letters = int((wide - 2 * MARGIN) / text_width("n", FIGURE))
        lines = wrap(set_indices(clean(self.sentence)), letters, max_lines=2, placeholder=" …")
        for place, line in enumerate(lines):
            y = tall - CAPTION + 24 + 18 * place
            yield label(wide / 2, y, line, FIGURE, self.theme.ink, "caption")

    def _words(self, wide: float, tall: float) -> Iterator[str]:
        """The words, each a text of its own: converters set spans on top of each other."""
        widths = [text_width(clean(shown), WORD) for _, shown, _ in self.words]
        x = (wide - sum(widths) - GAP * (len(widths) - 1)) / 2
        for (kind, shown, colour), width in zip(self.words, widths, strict=True):
            yield label(x, tall - 12, shown, WORD, colour, kind, "start")
            x += width + GAP


def foot(view: View, sentence: str, legend: bool, theme: Theme) -> Foot:
    """A step's sentence; where none is told, how to open the picture, or what its colours mean."""
    if view.note:
        words = [("note", view.note, theme.quiet)]
    else:
        words = legend_words(view.graph, theme) if legend else []
    return Foot(sentence, words, theme)


def legend_words(graph: Graph, theme: Theme) -> list[tuple[str, str, str]]:
    """What the colours mean: kind, text and colour of each word."""
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
