"""A judged sheet as one HTML page: verdicts in the margin, the slip's edges marked in the graph."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from autograd import Value
from autograd.handwork.judging.verdicts import SLIP, JudgedLine, Report
from autograd.handwork.language.limits import OutOfTimeError
from autograd.handwork.language.reading import Sheet
from autograd.handwork.language.visible import visible
from autograd.handwork.reports.marking import Scheme, decimal, mark
from autograd.handwork.reports.remedies import remedy
from autograd.handwork.reports.text_report import (
    MARKS,
    Reveal,
    checked_reveal,
    details,
    headline,
)
from autograd.handwork.worlds.running import edges_of
from autograd.ops.errors import MissingDerivativeError
from visualize.picture.drawing import draw
from visualize.picture.errors import LayoutError

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
.distribution { background: none; max-width: 34rem; } .distribution rect { fill: var(--carried); }
.distribution text { fill: var(--ink); font: 14px system-ui, sans-serif; }
.distribution path { stroke: var(--quiet); } a { color: var(--carried); }
details { margin-top: .3rem; } pre { white-space: pre-wrap; margin: .3rem 0; }
@media (max-width: 40rem) { td { overflow-wrap: anywhere; } td, th { padding: .35rem .3rem; }
  td:first-child { min-width: 2.2rem; } }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } }
"""


def sheet_html(
    report: Report,
    reveal: str = "full",
    *,
    picture: bool = True,
    scheme: Scheme | None = None,
) -> str:
    r"""A report as a page that loads nothing from anywhere; what a stranger typed is only shown.

    Args:
        report: A judged sheet.
        reveal: "none", "hint" or "full"; the graph shows right numbers, so only "full" has it.
        picture: Whether to draw the graph.
        scheme: Where one is given the page tells the marks by it, and what helps against a slip.

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
    earned, marks = _marked(report, scheme) if scheme is not None else ("", "")
    told = " · ".join(filter(None, (report.sheet.student, earned)))
    student = f'<p class="student">{escape(told)}</p>' if told else ""
    key = ""
    if report.key is not None and not report.key.is_right:
        key = f'<p class="headline slip">The key itself: {escape(headline(report.key, level))}</p>'
    lines = _lines(report, level, helping=scheme is not None and level != "none")
    figure = _figure(report.sheet, first) if picture and level == "full" else ""
    told = f"<p class='headline {state}'>{escape(headline(report, level))}</p>"
    return page(title, f"{student}{key}{told}{lines}{marks}{figure}")


def _lines(report: Report, level: Reveal, *, helping: bool) -> str:
    """The lines of a sheet, each with its verdict and what is said of it."""
    rows = "".join(
        _row(line, [*details(line, level), *(_help(line) if helping else ())])
        for line in report.lines
    )
    return (
        "<table><thead><tr><th scope='col'>Line</th><th scope='col'>Verdict</th>"
        f"<th scope='col'>As written</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _help(line: JudgedLine) -> Iterator[str]:
    """What helps against the likeliest slip of a line."""
    if line.verdict == SLIP and line.guesses:
        yield f"What helps: {remedy(line.guesses[0].slip)}"


def _marked(report: Report, scheme: Scheme) -> tuple[str, str]:
    """The marks of a sheet in words, and quantity by quantity; none for one not judged."""
    marks = mark(report, scheme)
    got, possible = marks.points(scheme)
    if report.error or not possible:
        return "", ""
    scale = possible / (marks.possible or 1)
    rows = [
        (escape(one.name), *(decimal(x * scale) for x in (one.method, one.accuracy, one.possible)))
        for one in marks.quantities
    ]
    told = f"{decimal(got)} of {decimal(possible)} marks"
    return told, table(told, ("Quantity", "Method", "Accuracy", "Of"), rows)


def page(title: str, body: str) -> str:
    """A page of these reports, which loads nothing."""
    return visible(
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><h1>{escape(title)}</h1>{body}</body></html>\n"
    )


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells in HTML, "" where there are no rows; a link to it ends in its `anchor`."""
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    head = "".join(f"<th scope='col'>{name}</th>" for name in heads)
    return body and (
        f"<table id='{anchor(caption)}'><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def anchor(caption: str) -> str:
    """What a link to a table of this caption ends in.

    >>> anchor("To look at yourself")
    'to-look-at-yourself'
    """
    return caption.lower().replace(" ", "-")


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
    return drawn(output, list(edges) or None, told)


def drawn(output: Value, highlight: object, told: str) -> str:
    """A graph as a figure, "" where it cannot be drawn."""
    try:
        output.backward()
        svg = draw(output, highlight=highlight).svg
    except (ValueError, MissingDerivativeError, LayoutError):
        return ""
    return f"<figure>{svg[svg.index('<svg') :]}<figcaption>{escape(told)}</figcaption></figure>"
