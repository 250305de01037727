"""A graph laid out once, to be painted at any step of its pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from autograd import Edge, Trace, Value
from visualize.captions import Caption, caption, matched
from visualize.clusters import View
from visualize.dot import dot_text
from visualize.geometry import Positions, positions
from visualize.layout import lay_out
from visualize.marks import Marks, marks, minus, partial_text, value_text
from visualize.painting import Scene, paint
from visualize.themes import THEMES, Theme, text_width


@dataclass(frozen=True)
class Stage:
    """What stays the same at every step: what is seen, where it is, and the room for its numbers.

    Attributes:
        view: What is seen of the graph.
        traces: The passes whose numbers must fit.
        highlight: The edges to stress, with the letters of their paths.
        title: The heading, "" for none.
        legend: Whether the foot says what the colours mean.
    """

    view: View
    traces: Sequence[Trace]
    highlight: Mapping[Edge, str] = field(default_factory=dict)
    title: str = ""
    legend: bool = True

    @cached_property
    def captions(self) -> dict[str, Caption]:
        """The caption of each card, by its key."""
        numbers: dict[Value, set[str]] = {node: set() for node in self.view.graph.nodes}
        for trace in self.traces:
            for step in trace:
                if step.kind == "forward":
                    numbers[step.node].add(value_text(trace, step.node))
                elif step.kind in ("seed", "accumulate"):
                    numbers[step.node].add(f"∂ {minus(trace.number(step.after))}")
        names = self.view.graph.names
        return matched(
            {card.key: caption(card, names, numbers[card.nodes[0]]) for card in self.view.cards}
        )

    @cached_property
    def room(self) -> dict[Edge, str]:
        """For each edge drawn by itself, the widest text it will carry."""
        return {
            link.edges[0]: max(
                (partial_text(trace, link.edges[0]) for trace in self.traces),
                key=lambda shown: text_width(shown, 10),
            )
            for link in self.view.links
            if not link.bundled
        }

    def dot(self, shown: Marks, theme: Theme) -> str:
        """The DOT text with these numbers in it; their lengths do not change the layout."""
        return dot_text(self.view, self.captions, shown, theme, self.room, self.title)

    @cached_property
    def places(self) -> Positions:
        """Where everything is, by the ids in the DOT text."""
        return positions(lay_out(self.dot(marks(self.traces[0]), THEMES["light"])))

    @cached_property
    def scene(self) -> Scene:
        """All of this as the painter wants it."""
        return Scene(self.view, self.captions, self.places, self.title, self.highlight, self.legend)

    def svg(self, shown: Marks, theme: Theme) -> str:
        """The picture with these numbers in it."""
        return paint(self.scene, shown, theme)
