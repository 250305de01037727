"""A view of a graph as DOT text: the same text in every run, every label quoted."""

from collections.abc import Iterator, Mapping

from autograd import Edge
from visualize.picture.captions import Caption, clean, counted, short
from visualize.picture.clusters import Card, View
from visualize.picture.font import FONT
from visualize.picture.marks import Marks
from visualize.picture.themes import FIGURE, PARTIAL, Theme

CALM = 400
"""With more cards than this no place is kept for the texts on edges, and Graphviz improves its
layout for a shorter time: 5,000 nodes then take 10 seconds and not minutes."""
QUICK = ", nslimit=0.2, nslimit1=0.2, mclimit=0.1"

SHAPES = {"leaf": "box", "box": "box", "circle": "circle", "group": "box3d"}


def quoted(text: str) -> str:
    r"""A text as a DOT string: every character stands for itself; \n begins a new line.

    >>> print(quoted('a "b"\\c & d'))
    "a \"b\"\\c &amp; d"
    """
    escaped = text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n") + '"'


def dot_text(
    view: View,
    captions: Mapping[str, Caption],
    marks: Marks,
    theme: Theme,
    room: Mapping[Edge, str],
    title: str = "",
) -> str:
    """The DOT text of a view.

    Args:
        view: What to draw.
        captions: The caption of each card, by its key.
        marks: The numbers to write.
        theme: The colours.
        room: For each edge the widest text its line will carry.
        title: The name of the picture.
    """
    large = len(view.cards) > CALM
    lines = [
        f"digraph {quoted(clean(title) or 'graph')} {{",
        f'  graph [rankdir=LR, nodesep=0.22, ranksep=0.3, bgcolor="{theme.page}"{QUICK * large}];',
        f'  node [fontname="{FONT}", fontsize={FIGURE:g}, fixedsize=true, color="{theme.outline}", '
        f'fontcolor="{theme.ink}"];',
        f'  edge [fontname="{FONT}", fontsize={PARTIAL + 3:g}, color="{theme.wire}", '
        f'fontcolor="{theme.partial}", arrowsize=0.8];',
        *(f"  {line}" for line in framed(view, captions, marks)),
        *(f"  {line}" for line in wires(view, {} if large else room)),
        "}",
    ]
    return "\n".join(lines) + "\n"


def framed(view: View, captions: Mapping[str, Caption], marks: Marks) -> Iterator[str]:
    """The cards, those of open modules inside their frames."""
    places = {path: place for place, path in enumerate(view.frames)}
    for card in view.cards:
        head = "".join(
            f"subgraph cluster_{places[path]} "
            f"{{ id=c{places[path]}; style=rounded; label={quoted(short(path))}; "
            for path in card.place.frames
        )
        yield head + card_line(card, captions[card.key], marks) + " }" * len(card.place.frames)


def card_line(card: Card, caption: Caption, marks: Marks) -> str:
    """One card as a DOT node with its texts, and its size in inches."""
    texts = [caption.title, caption.subtitle]
    if not card.closed:
        node = card.nodes[0]
        gradient = marks.gradients.get(node)
        texts += [marks.values.get(node, ""), f"∂ {gradient}" if gradient else ""]
    label = quoted("\n".join(line for line in texts if line))
    size = f"width={caption.width / 72:.3f}, height={caption.height / 72:.3f}"
    return f"{card.key} [id={card.key}, shape={SHAPES[caption.shape]}, label={label}, {size}];"


def wires(view: View, room: Mapping[Edge, str]) -> Iterator[str]:
    """The links."""
    for link in view.links:
        edge = link.edges[0]
        shown = counted(len(link.edges), "edge") if link.bundled else room.get(edge, "")
        label = f", label={quoted(shown)}" if shown else ""
        yield f'{link.source} -> {link.target} [id="{link.key}"{label}];'
