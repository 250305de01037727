"""A trace's tables and solutions, and what nodes, graphs and ledgers show of themselves."""

from collections.abc import Sequence
from functools import singledispatch
from html import escape
from typing import Any

from autograd import Graph, Ledger, StaleGraphError, Trace, Value
from autograd.ops.numerals import spreadsheet_letters
from autograd.writing.ledger_report import chain_rule, path_numbers, path_symbols
from autograd.writing.printing import text, write
from autograd.writing.sentences import shown
from autograd.writing.styles import TEXT
from visualize.picture.drawing import draw
from visualize.picture.errors import LayoutError
from visualize.picture.images import as_image, in_notebook
from visualize.text import terminal
from visualize.text.tables import Table
from visualize.text.working import worked

MOST_NODES = 5_000
"""A graph of more nodes than this shows itself as one line of text: its picture would take long."""


def table(self: Trace, *, wrt: Value | str | None = None) -> Table:
    """The pass as a table; with `wrt` only the backward steps along that node's paths."""
    return Table(self, wrt)


def step_through(self: Trace) -> None:
    """Step through the pass in the terminal; see `visualize.text.terminal`."""
    terminal.play(self)


def latex(self: Trace, wrt: Value | str | Sequence[Value | str] = ()) -> str:
    """The worked solution of this pass as a LaTeX document; see `visualize.text.working`."""
    return worked(self, wrt, style="latex")


def markdown(self: Trace, wrt: Value | str | Sequence[Value | str] = ()) -> str:
    """The worked solution of this pass in Markdown; see `visualize.text.working`."""
    return worked(self, wrt, style="markdown")


def picture_of(graph: Graph, drawn: Value | Trace, **options: Any) -> str:
    """A graph as SVG, "" where it has nothing to draw, is too large, or cannot be laid out."""
    if graph.output.op is None or len(graph.nodes) > MOST_NODES:
        return ""
    try:
        return draw(drawn, **options).svg
    except LayoutError:
        return ""


@singledispatch
def rich(shown: Any) -> dict[str, str]:
    """What a notebook shows of an object beside its text, by MIME type."""
    return {}


@rich.register
def _(shown: Value) -> dict[str, str]:
    svg = picture_of(Graph(shown), shown)
    return in_notebook(svg) if svg else {}


@rich.register
def _(shown: Graph) -> dict[str, str]:
    return rich(shown.output)


@rich.register
def _(shown: Ledger) -> dict[str, str]:
    svg = picture_of(shown.trace.graph, shown.trace, highlight=shown.paths or None)
    return {"text/html": ledger_html(shown) + (as_image(svg) if svg else "")}


def _repr_mimebundle_(self: Any, include: Any = None, exclude: Any = None) -> dict[str, str]:
    """What a notebook asks an object for: its short text, and a picture where there is one."""
    try:
        shown = rich(self)
    except StaleGraphError as error:  # as after an optimiser's step, the usual end of a cell
        shown = {"text/html": f"<p>{escape(str(error))}</p>"}
    return shown | {"text/plain": repr(self)}


def ledger_html(ledger: Ledger) -> str:
    """The path ledger as an HTML table: a row per path, the rest in its foot.

    Its formulas are text: of MathML an untrusted notebook leaves the letters without the fractions.
    """
    names = ledger.trace.graph.names
    rows = []
    for letter, path in zip(spreadsheet_letters(), ledger.paths, strict=False):
        way = " → ".join(names[node] for node in path.nodes or (ledger.source,))
        formulas = (
            path_symbols(ledger, path),
            path_numbers(ledger, path),
            shown(ledger.trace, path.product),
        )
        cells = "".join(f"<td>{escape(text(formula))}</td>" for formula in formulas)
        rows.append(f'<tr><th scope="row">{letter}</th><td>{escape(way)}</td>{cells}</tr>')
    if ledger.unlisted:
        rest = escape(text(shown(ledger.trace, ledger.remainder)))
        more = f"and {ledger.unlisted:,} more that sum to"
        rows.append(f'<tr><td colspan="4">{more}</td><td>{rest}</td></tr>')
    name, _, _, value = (escape(write(formula, TEXT)) for formula in chain_rule(ledger))
    caption = f"{name} = {value} over {ledger.count:,} path"
    headings = ("path", "way", "in symbols", "with numbers", "product")
    head = "".join(f'<th scope="col">{heading}</th>' for heading in headings)
    return (
        f'<table class="chalkgrad-ledger"><caption>{caption}{"s" * (ledger.count != 1)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )
