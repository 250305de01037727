"""`draw`: a computation graph as a picture, at the end of the pass or at any step of it."""

import math
from functools import cached_property
from pathlib import Path
from typing import Any

from autograd import Graph, Rounding, Trace, Value
from autograd.engine.staleness import refuse_stale
from autograd.passes.steps import forward_steps
from autograd.passes.steps import trace as traced
from visualize.files import write
from visualize.picture import images
from visualize.picture.document import document
from visualize.picture.geometry import Positions
from visualize.picture.marks import Marks, shortened
from visualize.picture.painting import paint
from visualize.picture.staging import Stage, staged
from visualize.picture.themes import NAME, Theme, theme_named
from visualize.picture.tikz_text import tikz_text

SUFFIXES = (".svg", ".png", ".pdf", ".dot", ".tikz", ".tex")


class Picture:
    """A drawn graph: `svg`, `dot`, `tikz` are texts, `png()`, `pdf()` bytes, `save` writes a file.

    A notebook shows it as it is.

    >>> x = Value(3.0, "x"); L = x * x; L.label = "L"
    >>> draw(L)
    Picture(L: 2 cards)
    >>> draw(L).png()[1:4]
    b'PNG'
    """

    def __init__(self, stage: Stage, shown: Marks, theme: Theme) -> None:
        self.stage = stage
        self.marks = shown
        self.theme = theme

    @cached_property
    def dot(self) -> str:
        """The DOT text, for Graphviz and for other tools."""
        return self.stage.dot(self.marks, self.theme)

    @cached_property
    def svg(self) -> str:
        """The picture as SVG text."""
        return paint(self.stage, self.marks, self.theme)

    @cached_property
    def tikz(self) -> str:
        """The `tikzpicture` for a LaTeX document (packages tikz, amsmath)."""
        return tikz_text(self.stage, self.marks, self.theme)

    @property
    def places(self) -> Positions:
        """Where everything is, by the ids in `dot`."""
        return self.stage.places

    def png(self, *, scale: float | None = None) -> bytes:
        """The picture as PNG, `scale` times as large as a browser shows it.

        By default 2, or as much as a slide of 3840 by 2160 pixels shows, but at least 1.
        """
        return images.png(self.svg, scale=scale, background=self.theme.page)

    def pdf(self) -> bytes:
        """The picture as a PDF page (extra `pdf`)."""
        return images.pdf(self.svg)

    def save(self, path: str | Path, *, force: bool = False) -> Path:
        """Write the picture to a file; the suffix says which kind.

        .svg, .png, .pdf, .dot; .tikz is a `tikzpicture`, .tex a document with it.

        Raises:
            ValueError: Another suffix.
            FileExistsError: The file exists and `force` is not set.
        """
        path = Path(path)
        match path.suffix.lower():
            case ".svg":
                return write(path, self.svg, force=force)
            case ".png":
                return write(path, self.png(), force=force)
            case ".pdf":
                return write(path, self.pdf(), force=force)
            case ".dot":
                return write(path, self.dot, force=force)
            case ".tikz":
                return write(path, self.tikz, force=force)
            case ".tex":
                return write(path, document("", self.tikz), force=force)
        raise ValueError(
            f"cannot save a picture as {path.name!r}; end the name in {', '.join(SUFFIXES)}"
        )

    def __repr__(self) -> str:
        graph = self.stage.view.graph
        return f"Picture({graph.names[graph.output]}: {len(self.stage.view.cards)} cards)"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """The SVG as an image, no wider than its cell, and the PNG beside it."""
        return {"text/plain": repr(self)} | images.in_notebook(self.svg, self.theme.page)


def hint(given: Any) -> str:
    """What to write in place of a model or of its outputs."""
    if isinstance(given, list | tuple) and given:
        return "; draw one of them, outputs[0], or a loss of all"
    return "; draw what it gives, model(x)" if callable(given) else ""


def draw(
    drawn: Value | Trace,
    *,
    step: int | None = None,
    rounding: Rounding | None = None,
    digits: int | None = None,
    theme: str = "light",
    highlight: Any = None,
    depth: int | None = None,
    weights: str | None = None,
    direction: str = "right",
    font_size: float = NAME,
    title: str = "",
    legend: bool = True,
) -> Picture:
    """The picture of everything an output was computed from.

    Boxes are named quantities, circles other ops. Below the name stand the value and, once it is
    computed, the gradient; each edge carries its local derivative.

    Args:
        drawn: An output, or its trace. An output's gradients show once its `backward()` has run.
        step: Show the state after this step of the pass.
        rounding: Do the pass by hand, as `Value.trace` does.
        digits: How many significant digits numbers have; by default six, or those of a pass by
            hand.
        theme: "light" or "dark".
        highlight: A node or its name (all its paths to the output), edges, a path, a ledger, or
            several nodes, names or paths.
        depth: How many levels of modules to open; by default as many as can be read.
        weights: "nodes", or "arrows" for a network as textbooks draw it: the weights on its arrows.
            By default nodes, where these are not too many.
        direction: Where arrows lead, "right" or "down".
        font_size: The size of names in points; all else is in proportion.
        title: A heading.
        legend: Whether the foot says what the colours mean.

    Raises:
        TypeError: `drawn` is neither a Value nor a Trace.
        ValueError: An unknown theme, way or direction, a negative depth, a font size or number of
            digits that makes no sense, a highlight outside the graph.
        IndexError: No such step.
        StaleGraphError: A number has been changed since the forward pass.

    >>> x = Value(3.0, "x")
    >>> draw(x * x).dot.count("n0 -> n1")  # x is used twice
    2
    """
    trace = shortened(pass_to_draw(drawn, step, rounding), digits)
    stage = staged(
        trace,
        highlight=highlight,
        depth=depth,
        weights=weights,
        direction=direction,
        font_size=font_size,
        title=title,
        legend=legend,
    )
    return Picture(stage, stage.marks(trace, step), theme_named(theme))


def pass_to_draw(drawn: Value | Trace, step: int | None, rounding: Rounding | None) -> Trace:
    """The trace whose numbers a picture shows."""
    if isinstance(drawn, Trace):
        output = drawn.graph.output
        return traced(output, rounding, drawn.seed) if rounding else drawn
    if not isinstance(drawn, Value):
        raise TypeError(
            f"draw takes an output (a Value) or its trace, got {type(drawn).__name__}{hint(drawn)}"
        )
    if rounding or step is not None:
        return traced(drawn, rounding)
    if drawn.grad and math.isfinite(drawn.grad):
        return traced(drawn, seed=drawn.grad)
    return forward_only(Graph(drawn))


def forward_only(graph: Graph) -> Trace:
    """The forward half of a pass, for a graph whose gradients are not asked for."""
    refuse_stale(graph)
    values = {node: node.data for node in graph.nodes}
    return Trace(graph, list(forward_steps(graph, values)), values, None)
