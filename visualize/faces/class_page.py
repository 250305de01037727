"""A class as one HTML page: the commonest slips, and where on the key's graph most sit."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from autograd import Edge, Graph, Value
from autograd.handwork.judging.verdicts import Report
from autograd.handwork.language.labels import plain_label
from autograd.handwork.language.limits import OutOfTimeError
from autograd.handwork.language.reading import Sheet
from autograd.handwork.reports.class_report import class_report, summary
from autograd.handwork.worlds.running import edges_of
from visualize.faces.sheet_report import drawn, page
from visualize.picture.highlights import lettering

MOST_HEATED = 6


class Heat(NamedTuple):
    """The edges that one quantity of a sheet needs, and how many sheets slip there."""

    edges: Sequence[Edge]
    told: str


def _heat(key: Sheet, about: Sequence[tuple[str, int]]) -> str:
    """The key's graph with the edges where most sheets slip, lettered, the hottest first."""
    numbers = {plain_label(line.text): line.number for line in reversed(key.lines)}
    hot: list[Heat] = []
    output: Value | None = None
    for name, count in about[:MOST_HEATED]:
        try:
            found, edges = edges_of(key, numbers.get(plain_label(name), 0))
        except (ValueError, OutOfTimeError):
            return ""
        # each call builds the graph anew: edges of the first are kept, found by their positions
        output = output or found
        places = dict(zip(Graph(found).edges, Graph(output).edges, strict=True))
        if edges:
            hot.append(Heat([places[edge] for edge in edges], f"{name}: {count}"))
    if output is None or not hot:
        return ""
    letters = lettering(len(hot))
    told = "; ".join(f"{a} {heat.told}".strip() for a, heat in zip(letters, hot, strict=True))
    return drawn(output, hot, f"Sheets that slip at the edges that stand out: {told}")


def class_html(reports: Sequence[Report], key: Sheet | None = None) -> str:
    """A class report as a page: the commonest slips, and where on the key's graph most sit."""
    found = class_report(reports)
    slips = "".join(
        f"<tr><td>{count}</td><td>{escape(slip)}</td></tr>" for slip, count in found.slips
    )
    lines = "".join(
        f"<tr><td>{count}</td><td><code>{escape(name)}</code></td></tr>"
        for name, count in found.about
    )
    figure = _heat(key, found.about) if key is not None else ""
    return page(
        "Class report",
        f"<p class='headline'>{summary(found)}</p>"
        "<table><caption>Commonest slips</caption><thead><tr><th>Sheets</th><th>Slip</th></tr>"
        f"</thead><tbody>{slips}</tbody></table>"
        "<table><caption>Where most slip</caption><thead><tr><th>Sheets</th><th>Quantity</th></tr>"
        f"</thead><tbody>{lines}</tbody></table>{figure}",
    )
