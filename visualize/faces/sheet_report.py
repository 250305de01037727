"""A judged sheet as one HTML page: verdicts in the margin, the slip's edges marked in the graph."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from autograd import Edge, Graph, Value
from autograd.handwork.judging.verdicts import JudgedLine, Report
from autograd.handwork.language.labels import plain_label
from autograd.handwork.language.limits import OutOfTimeError
from autograd.handwork.language.reading import Sheet
from autograd.handwork.language.visible import visible
from autograd.handwork.reports.class_report import class_report, summary
from autograd.handwork.reports.text_report import MARKS, checked_reveal, details, headline
from autograd.handwork.worlds.running import edges_of
from autograd.ops.errors import MissingDerivativeError
from visualize.files import write
from visualize.picture.drawing import draw
from visualize.picture.highlights import lettering
from visualize.picture.layout import LayoutError

MOST_HEATED = 6

STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --page: #fff; --quiet: #59636e; --line: #d9dee3;
  --ok: #00714f; --slip: #b34700; --carried: #005f95; --unread: #59636e; }
@media (prefers-color-scheme: dark) { :root { --ink: #f0f3f6; --page: #14181d; --quiet: #a4aebb;
  --line: #323a44; --ok: #3fd0a2; --slip: #ff9d5c; --carried: #6cc0f5; --unread: #a4aebb; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page);
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; margin-bottom: .3rem; } .student { color: var(--quiet); margin: 0; }
.headline { font-size: 1.1rem; font-weight: 600; border-left: .3rem solid currentColor;
  padding: .3rem .8rem; margin: 1rem 0; }
.headline.slip { color: var(--slip); } .headline.ok { color: var(--ok); }
.headline.unread { color: var(--unread); }
table { border-collapse: collapse; width: 100%; margin-top: 1.5rem; }
caption { text-align: left; font-weight: 600; } th { text-align: left; color: var(--quiet); }
td, th { padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number { color: var(--quiet); text-align: right; } td.verdict { white-space: nowrap; }
td.verdict { font-weight: 600; }
code { font: 15px/1.5 ui-monospace, monospace; white-space: pre-wrap; }
p.remark { margin: .2rem 0 0; color: var(--quiet); }
tr.ok td.verdict { color: var(--ok); } tr.slip td.verdict { color: var(--slip); }
tr.slip { outline: 2px solid var(--slip); outline-offset: -1px; }
tr.carried td.verdict, tr.last-place td.verdict, tr.truncated td.verdict { color: var(--carried); }
tr.unread td.verdict, tr.not-creditable td.verdict { color: var(--unread); }
figure { margin: 1.5rem 0; background: #fff; } figure svg { max-width: 100%; height: auto; }
figcaption { color: var(--quiet); }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } }
"""


def sheet_html(report: Report, reveal: str = "full", *, picture: bool = True) -> str:
    r"""A report as a page that loads nothing from anywhere; what a stranger typed is only shown.

    Args:
        report: A judged sheet.
        reveal: "none", "hint" or "full"; the graph shows right numbers, so only "full" has it.
        picture: Whether to draw the graph.

    Raises:
        ValueError: Another level of revealing.

    >>> from autograd.handwork.checking import check
    >>> "✗ slip" in sheet_html(check("a = 2\nb = 3 a = 5"), picture=False)
    True
    """
    level = checked_reveal(reveal)
    first = report.first_slip
    state = "slip" if first else "unread" if report.exit_code == 2 else "ok"
    title = report.sheet.title or report.sheet.source or "Sheet"
    student = (
        f'<p class="student">{escape(report.sheet.student)}</p>' if report.sheet.student else ""
    )
    key = ""
    if report.key is not None and not report.key.is_right:
        key = f'<p class="headline slip">The key itself: {escape(headline(report.key, level))}</p>'
    rows = "".join(_row(line, list(details(line, level))) for line in report.lines)
    figure = _figure(report.sheet, first) if picture and level == "full" else ""
    return _page(
        title,
        f"{student}{key}<p class='headline {state}'>{escape(headline(report, level))}</p>"
        "<table><thead><tr><th scope='col'>Line</th><th scope='col'>Verdict</th>"
        f"<th scope='col'>As written</th></tr></thead><tbody>{rows}</tbody></table>{figure}",
    )


def _page(title: str, body: str) -> str:
    return visible(
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><h1>{escape(title)}</h1>{body}</body></html>\n"
    )


def _row(line: JudgedLine, remarks: list[str]) -> str:
    below = "".join(f'<p class="remark">{escape(remark)}</p>' for remark in remarks)
    kind = line.verdict.replace(" ", "-")
    return (
        f'<tr class="{kind}" id="line-{line.line}"><td class="number">{line.line}</td>'
        f'<td class="verdict">{escape(MARKS[line.verdict])}</td>'
        f"<td><code>{escape(line.text)}</code>{below}</td></tr>"
    )


def _figure(sheet: Sheet, slip: JudgedLine | None) -> str:
    """The graph of the sheet with the slip's edges stressed, "" where there is none to draw."""
    try:
        output, edges = edges_of(sheet, slip.line if slip else 0)
    except (ValueError, OutOfTimeError):
        return ""
    told = "The graph."
    if slip and edges:
        told = f"Line {slip.line} works out the edges that stand out."
    return _drawn(output, list(edges) or None, told)


def _drawn(output: Value, highlight: object, told: str) -> str:
    """A graph as a figure, "" where it cannot be drawn."""
    try:
        output.backward()
        svg = draw(output, highlight=highlight).svg
    except (ValueError, MissingDerivativeError, LayoutError):
        return ""
    return f"<figure>{svg[svg.index('<svg') :]}<figcaption>{escape(told)}</figcaption></figure>"


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
    return _drawn(output, hot, f"Sheets that slip at the edges that stand out: {told}")


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
    return _page(
        "Class report",
        f"<p class='headline'>{summary(found)}</p>"
        "<table><caption>Commonest slips</caption><thead><tr><th>Sheets</th><th>Slip</th></tr>"
        f"</thead><tbody>{slips}</tbody></table>"
        "<table><caption>Where most slip</caption><thead><tr><th>Sheets</th><th>Quantity</th></tr>"
        f"</thead><tbody>{lines}</tbody></table>{figure}",
    )


def save_sheet(
    report: Report, path: str | Path, *, reveal: str = "full", force: bool = False
) -> Path:
    """Write a report as an HTML file.

    Raises:
        FileExistsError: The file exists and `force` is not set.
    """
    return write(path, sheet_html(report, reveal), force=force)
