"""A view of a graph as DOT text: the same text in every run, every label quoted."""

from collections import Counter
from collections.abc import Iterator, Mapping

from autograd.ops.numerals import counted
from visualize.picture.captions import Caption
from visualize.picture.clusters import Card, View
from visualize.picture.font import FONT
from visualize.picture.lettering import clean, short
from visualize.picture.marks import Marks
from visualize.picture.themes import FIGURE, PARTIAL, Theme

CALM = 400
"""With more cards than this Graphviz improves its layout for a shorter time: 5,000 nodes then take
10 seconds and not minutes."""
QUICK = ", nslimit=0.2, nslimit1=0.2, mclimit=0.1"
GAP, LEAST_GAP, MOST_GAP = 16.0, 40.0, 110.0  # beside the text on a line, between two columns

PULL = 4
"""How much more than a leaf's the lines of computed nodes are kept short: a product of a parameter
and an input then stands where it is used, and its input beside it."""
ROWS, COLUMNS = 4, 4  # of the leaves of one node

DIRECTIONS = {"right": "LR", "down": "TB"}
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
    widest: float,
    title: str = "",
    clustered: bool = True,
    direction: str = "right",
) -> str:
    """The DOT text of a view.

    Args:
        view: What to draw.
        captions: The caption of each card, by its key.
        marks: The numbers to write.
        theme: The colours.
        widest: The width of the widest text that a line will carry, in points.
        title: The name of the picture.
        clustered: Whether open modules are clusters, which hold their cards together.
        direction: Where arrows lead, a key of `DIRECTIONS`.
    """
    large = len(view.cards) > CALM
    most = 2 * MOST_GAP if view.is_network else MOST_GAP  # texts on a line must not run into cards
    beside, gap = 0.11, min(max(widest + GAP, LEAST_GAP), most)
    if direction == "down":  # texts stand beside the lines
        wide, gap = gap, MOST_GAP if view.is_network else LEAST_GAP
        beside = wide / (72 if view.is_network else 144)
    lines = [
        f"digraph {quoted(clean(title) or 'graph')} {{",
        f"  graph [rankdir={DIRECTIONS[direction]}, newrank=true, nodesep={beside:.2f}, "
        f'ranksep={gap / 72:.2f}, bgcolor="{theme.page}"{QUICK * large}];',
        f'  node [fontname="{FONT}", fontsize={FIGURE:g}, fixedsize=true, color="{theme.outline}", '
        f'fontcolor="{theme.ink}"];',
        f'  edge [fontname="{FONT}", fontsize={PARTIAL + 3:g}, color="{theme.wire}", '
        f'fontcolor="{theme.partial}", arrowsize=0.8];',
        *(f"  {line}" for line in framed(view, captions, marks, clustered)),
        *(f"  {line}" for line in wires(view, marks)),
        "}",
    ]
    return "\n".join(lines) + "\n"


def framed(
    view: View, captions: Mapping[str, Caption], marks: Marks, clustered: bool
) -> Iterator[str]:
    """The cards, those of open modules inside their frames."""
    places = {path: place for place, path in enumerate(view.frames)}
    for card in view.cards:
        frames = card.place.frames if clustered else ()
        head = "".join(
            f"subgraph cluster_{places[path]} "
            f"{{ id=c{places[path]}; style=rounded; label={quoted(short(path))}; "
            for path in frames
        )
        yield head + card_line(card, captions[card.key], marks) + " }" * len(frames)


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


def wires(view: View, marks: Marks) -> Iterator[str]:
    """The links; their texts are for other tools, and take no part in our layout."""
    columns = spans(view)
    for link in view.links:
        edge = link.edges[0]
        shown = counted(len(link.edges), "edge") if link.bundled else marks.partials.get(edge, "")
        label = f", xlabel={quoted(shown)}" if shown and marks.values else ""
        pull = "" if edge.operand.op is None else f", weight={PULL}"
        span = f", minlen={columns[link.key]}" if columns[link.key] > 1 else ""
        yield f'{link.source} -> {link.target} [id="{link.key}"{label}{pull}{span}];'


def spans(view: View) -> dict[str, int]:
    """How many columns each link reaches over at least, by its key.

    The leaves of one node that are many stand in several columns, and what comes from outside
    of a frame stands before the leaves inside.
    """
    cards = {card.key: card for card in view.cards}
    uses = Counter(link.source for link in view.links)
    own: dict[str, list[str]] = {}
    columns: dict[str, int] = {}
    for link in view.links:
        card, node = cards[link.source], cards[link.target]
        if card.nodes[0].op is None and not card.closed and card.place.frames == node.place.frames:
            columns[node.key] = 1
            if uses[card.key] == 1:
                own.setdefault(node.key, []).append(link.key)
    columns |= {key: min(-(-len(leaves) // ROWS), COLUMNS) for key, leaves in own.items()}
    found = {link.key: 1 for link in view.links}
    for link in view.links:
        source, target = cards[link.source].place.frames, cards[link.target].place.frames
        if source[: len(target)] != target:
            found[link.key] += columns.get(link.target, 0)
    for key, leaves in own.items():
        found |= {leaf: 1 + i % columns[key] for i, leaf in enumerate(leaves)}
    return found
