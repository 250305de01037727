"""A graph laid out once, to be painted at any step of its pass."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from autograd import Edge, Graph, Trace, Value
from autograd.ops.numerals import counted
from autograd.passes.steps import CHANGING
from visualize.picture import edge_texts
from visualize.picture.captions import Caption, caption, compact, matched
from visualize.picture.clusters import Link, View, view
from visualize.picture.dot import DIRECTIONS, dot_text
from visualize.picture.font import text_width
from visualize.picture.geometry import Box, Point, Positions, positions
from visualize.picture.highlights import highlights
from visualize.picture.inputs import with_inputs
from visualize.picture.layering import in_columns
from visualize.picture.layout import lay_out
from visualize.picture.lettering import short
from visualize.picture.marks import Marks, brief, gradient_text, marks, partial_text, value_text
from visualize.picture.networks import tallest, with_weights
from visualize.picture.ordering import leaves_in_order, upright
from visualize.picture.outlines import outlined
from visualize.picture.svg_parts import badge_width
from visualize.picture.themes import NAME, PARTIAL, THEMES, Theme


@dataclass(frozen=True)
class Room:
    """The texts that a picture must have room for, in all passes it will show.

    Attributes:
        graph: The graph.
        numbers: For each node that is told every number it will show.
        partials: For each edge that is told the widest local derivative.
    """

    graph: Graph
    numbers: Mapping[Value, set[str]]
    partials: Mapping[Edge, str]


MOST_ROWS = 8
"""With more neurons in a layer of a network than this, their cards are low."""
SMALLEST, LARGEST = 4, 144  # points of a font that a picture can be asked for
USUAL = "−0.123456"
"""A number as long as most become when others change."""
FIXED = ("×1", "×(−1)")


def room_for(
    traces: Sequence[Trace], views: Iterable[View] | None = None, *, changing: bool = False
) -> Room:
    """The room that the numbers of these passes through one graph need.

    Args:
        traces: The passes.
        views: The pictures that it is for; by default one of every node.
        changing: Whether the numbers may change: then each has at least the room of a usual one.
    """
    graph = traces[0].graph
    nodes, edges = told(graph, views)
    numbers: dict[Value, set[str]] = {node: set() for node in nodes}
    for trace in traces:
        for node, found in numbers.items():
            found.add(value_text(trace, node))
        for step in trace:
            if step.kind in CHANGING and step.node in numbers:
                numbers[step.node].add(f"∂ {gradient_text(trace, step)}")
    partials = {
        edge: max((partial_text(trace, edge) for trace in traces), key=len) for edge in edges
    }
    if changing:
        for node, found in numbers.items():
            found |= {USUAL, f"∂ {USUAL} + …" if len(graph.uses[node]) > 1 else f"∂ {USUAL}"}
        for edge, shown in partials.items():
            if shown not in FIXED:
                partials[edge] = max(shown, f"×({USUAL})", key=len)
    return Room(graph, numbers, partials)


def told(graph: Graph, views: Iterable[View] | None) -> tuple[list[Value], list[Edge]]:
    """The nodes and edges of a graph whose numbers are written in one of these views."""
    if views is None:
        return list(graph.nodes), list(graph.edges)
    seen = list(views)
    nodes: set[Value] = set().union(*(each.told_nodes for each in seen))
    edges: set[Edge] = set().union(*(each.told_edges for each in seen))
    return (
        [node for node in graph.nodes if node in nodes],
        [edge for edge in graph.edges if edge in edges],
    )


@dataclass(frozen=True)
class Stage:
    """What stays the same at every step: what is seen, where it is, and the room for its numbers.

    Attributes:
        view: What is seen of the graph.
        room: The room that its numbers need.
        highlight: The edges to stress, with the letters of their paths.
        title: The heading, "" for none.
        legend: Whether the foot says what the colours mean.
        seconds: How long laying it out may take.
        direction: Where arrows lead, "right" or "down".
        font_size: The size of names in points; all else is in proportion.
    """

    view: View
    room: Room
    highlight: Mapping[Edge, str] = field(default_factory=dict)
    title: str = ""
    legend: bool = True
    seconds: float = 60.0
    direction: str = "right"
    font_size: float = NAME

    @cached_property
    def captions(self) -> dict[str, Caption]:
        """The caption of each card, by its key."""
        seen, names = self.view, self.view.names
        numbers = {**self.room.numbers, **{leaf: {shown} for leaf, shown in seen.inputs.items()}}
        if seen.is_network and tallest(seen) > MOST_ROWS:
            return {card.key: compact(card, names, numbers[card.nodes[0]]) for card in seen.cards}
        return matched(
            {
                card.key: caption(card, names, numbers[card.nodes[0]], self.named(card.bias))
                for card in seen.cards
            }
        )

    def named(self, leaf: Value | None) -> str:
        """A leaf that has no card, with its number."""
        if leaf is None:
            return ""
        value = next(shown for shown in self.room.numbers[leaf] if not shown.startswith("∂"))
        return f"{short(self.view.names[leaf], 12)} = {value}"

    def marks(self, trace: Trace, step: int | None = None) -> Marks:
        """What the picture shows after a step of the pass, by default after the last one."""
        found = marks(trace, step, self.view)
        return replace(found, values={**self.view.inputs, **found.values})

    @cached_property
    def widths(self) -> dict[str, float]:
        """How wide the text on each link can become, by its key."""
        return {link.key: self.width(link) for link in self.view.links}

    def width(self, link: Link) -> float:
        """How wide the text on a link can become; a disc with letters stands before it."""
        letters = self.stress(link) or ""
        shown = self.room.partials.get(link.edges[0], "")
        if link.bundled:
            shown = counted(len(link.edges), "edge")
        elif link.weight is not None:
            numbers = self.room.numbers[link.weight]
            gradient = max(numbers, key=lambda each: text_width(each, PARTIAL))
            shown = f"{self.named(link.weight)} {gradient}" if self.view.is_written else ""
        return text_width(shown, PARTIAL) + (badge_width(letters) + 5 if letters else 0) + 6

    def dot(self, shown: Marks, theme: Theme, clustered: bool = True) -> str:
        """The DOT text with these numbers in it; their lengths do not change the layout."""
        widest = max(self.widths.values(), default=0.0)
        return dot_text(
            *(self.view, self.captions, shown, theme, widest, self.title, clustered),
            direction=self.direction,
        )

    @cached_property
    def texts(self) -> dict[str, Point]:
        """The middle of each link's text, by its key."""
        titles = (
            Box(box.x, box.y - box.height / 2 + 12, box.width / 2, 14)
            for box in self.places.clusters.values()
        )
        taken = [*self.places.nodes.values(), *titles]
        upon = {link.key for link in self.view.links if link.weight is not None}
        return edge_texts.places(self.places.edges, self.widths, taken, upon)

    @cached_property
    def places(self) -> Positions:
        """Where everything is, by the ids in the DOT text."""
        if self.view.is_network and self.direction == "right":
            found = in_columns(self.view, self.captions, self.widths)
            if found and (complete := outlined(self.view, found)):
                return complete
        return outlined(self.view, self.laid_out(False)) or self.laid_out(True)

    def laid_out(self, clustered: bool) -> Positions:
        """Where Graphviz puts everything."""
        source = self.dot(Marks(), THEMES["light"], clustered)
        found = positions(lay_out(source, seconds=self.seconds))
        if self.direction == "down":
            return found
        if not clustered:
            found = upright(self.view, found)
        return leaves_in_order(self.view, found)

    @cached_property
    def stressed(self) -> set[str]:
        """The keys of the cards on highlighted paths."""
        links = [link for link in self.view.links if self.stress(link) is not None]
        return {key for link in links for key in (link.source, link.target)}

    def stress(self, link: Link) -> str | None:
        """The letters of the highlighted paths that a link lies on; None if it lies on none."""
        letters = [self.highlight[edge] for edge in link.edges if edge in self.highlight]
        return "".join(sorted(set("".join(letters)))) if letters else None


def staged(
    trace: Trace,
    *,
    highlight: Any = None,
    depth: int | None = None,
    weights: str | None = None,
    direction: str = "right",
    font_size: float = NAME,
    **words: Any,
) -> Stage:
    """The stage for one pass, the same at each of its steps; arguments are those of `draw`.

    Raises:
        ValueError: An unknown direction, or no font size.
    """
    if direction not in DIRECTIONS:
        raise ValueError(f"unknown direction {direction!r}; choose {' or '.join(DIRECTIONS)}")
    if not (isinstance(font_size, int | float) and SMALLEST <= font_size <= LARGEST):
        raise ValueError(f"font_size is {SMALLEST} to {LARGEST} points, got {font_size!r}")
    stressed = highlights(trace.graph, highlight)
    seen = with_inputs(view(trace.graph, depth), lambda x: brief(trace, x, trace.given_number(x)))
    seen = with_weights(seen, weights)
    return Stage(
        seen,
        room_for([trace], [seen]),
        stressed,
        direction=direction,
        font_size=font_size,
        **words,
    )
