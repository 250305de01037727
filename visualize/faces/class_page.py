"""A class as one HTML page: marks, what to look at, the commonest slips and where they sit."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from html import escape
from typing import NamedTuple

from autograd import Edge, Graph, Value
from autograd.handwork.judging.verdicts import Report
from autograd.handwork.language.labels import plain_label
from autograd.handwork.language.limits import OutOfTimeError
from autograd.handwork.language.reading import Sheet
from autograd.handwork.reports.class_report import NONE, class_report, summary, whose
from autograd.handwork.reports.marking import Scheme, decimal, mark
from autograd.handwork.reports.remedies import remedy
from autograd.handwork.reports.reviewing import Doubt, alike, doubts
from autograd.handwork.worlds.running import edges_of
from visualize.faces.distribution import distribution
from visualize.faces.sheet_report import anchor, drawn, page, table
from visualize.picture.highlights import lettering

MOST_HEATED = 6
MOST_LISTED = 12
MOST_DOUBTS = 4
"""Of one sheet: where all is wrong, one looks at the sheet."""


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


def class_html(
    reports: Sequence[Report],
    key: Sheet | None = None,
    *,
    scheme: Scheme | None = None,
    left_out: Sequence[Report] = (),
    feedback: Mapping[str, str] | None = None,
    exercises: Mapping[str, str] | None = None,
) -> str:
    """A class as a page: marks, what to look at oneself, the commonest slips and where they sit.

    Args:
        reports: The judged sheets.
        key: The key of them all; without it the graph is that of the first sheet's own key.
        scheme: What quantities are worth.
        left_out: Files that are no sheets, with the reason as their `error`.
        feedback: Where the feedback for a sheet stands, by the sheet's source.
        exercises: A sheet to practise on, by the slip that would show on it.
    """
    found = class_report(reports)
    used = scheme or Scheme()
    marks = {id(report): mark(report, used).points(used) for report in reports}
    earned = [marks[id(report)] for report in reports if not report.error]
    shares = [float(got / possible) for got, possible in earned if possible]
    known = key or next((report.key.sheet for report in reports if report.key), None)
    tables = (
        _to_look_at(reports, feedback or {})
        + _not_marked(left_out)
        + _slips(found.slips, exercises or {})
        + _where(found.about[:MOST_LISTED])
        + (_heat(known, found.about) if known is not None else "")
        + _sheets(reports, marks, feedback or {})
    )
    told = f"<p class='headline'>{summary(found)}</p>"
    return page("Class report", told + _contents(tables) + distribution(shares) + tables)


def _contents(tables: str) -> str:
    """Links to the tables of the page: a class is longer than a screen."""
    captions = re.findall("<caption>(.+?)</caption>", tables)
    links = (f"<a href='#{anchor(caption)}'>{caption}</a>" for caption in captions)
    return f"<nav>{' · '.join(links)}</nav>"


def _not_marked(left_out: Sequence[Report]) -> str:
    """What could not be marked, and who is missing."""
    rows = [(whose(each.sheet), each.sheet.source, each.error) for each in left_out]
    heads = ("Student", "File", "Why")
    return table("Not marked", heads, (tuple(map(escape, row)) for row in rows))


def _where(about: Sequence[tuple[str, int]]) -> str:
    """The quantities where most slip."""
    rows = ((str(count), f"<code>{escape(name)}</code>") for name, count in about)
    return table("Where most slip", ("Sheets", "Quantity"), rows)


def _sheets(
    reports: Sequence[Report],
    marks: Mapping[int, tuple[Fraction, Fraction]],
    feedback: Mapping[str, str],
) -> str:
    """The list of all sheets with their marks."""
    rows = []
    for report in reports:
        source, first = report.sheet.source, report.first_slip
        got, possible = marks[id(report)]
        slip = first.guesses[0].slip if first and first.guesses else NONE
        rows.append(
            (
                escape(whose(report.sheet)),
                _linked(source, feedback.get(source)),
                f"{decimal(got)} of {decimal(possible)}" if possible and not report.error else "–",
                escape(f"line {first.line}: {slip}" if first else ""),
                str(len(doubts(report)) or ""),
            )
        )
    heads = ("Student", "Sheet", "Marks", "First slip", "To look at")
    return table("Sheets", heads, rows)


def _linked(text: str, link: str | None, line: int = 0) -> str:
    """A text that leads to a page, to its line if one is named, where there is such a page."""
    at = f"#line-{line}" if line else ""
    return f'<a href="{escape(link)}{at}">{escape(text)}</a>' if link else escape(text)


def _to_look_at(reports: Sequence[Report], feedback: Mapping[str, str]) -> str:
    """What the checker is not sure of, sheet by sheet."""
    resembling: dict[int, list[Doubt]] = defaultdict(list)
    for report, why in alike(reports):
        resembling[id(report)].append(Doubt(0, "", why))
    rows = []
    for report in reports:
        found = [*resembling[id(report)], *doubts(report)]
        if len(found) > MOST_DOUBTS + 1:
            more = Doubt(0, "", f"And {len(found) - MOST_DOUBTS} more lines.")
            found = [*found[:MOST_DOUBTS], more]
        for doubt in found:
            text = f"<code>{escape(doubt.text)}</code>" if doubt.text else ""
            source = report.sheet.source
            sheet = _linked(source, feedback.get(source), doubt.line)
            rows.append((sheet, str(doubt.line or ""), text, escape(doubt.why)))
    return table("To look at yourself", ("Sheet", "Line", "As written", "Why"), rows)


def _slips(slips: Sequence[tuple[str, int]], exercises: Mapping[str, str]) -> str:
    """The commonest slips, each with what helps against it and a sheet to practise on."""

    def help_for(slip: str) -> str:
        sheet = exercises.get(slip)
        practice = (
            f"<details><summary>A fresh exercise</summary><pre>{escape(sheet)}</pre></details>"
            if sheet
            else ""
        )
        return f"{escape(remedy(slip))}{practice}"

    rows = ((str(count), escape(slip), help_for(slip)) for slip, count in slips)
    return table("Commonest slips", ("Sheets", "Slip", "What helps"), rows)
