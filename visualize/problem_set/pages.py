"""The problem set as pages: one for each question, one for each sheet, and an index."""

import re
import warnings
from collections.abc import Iterable, Iterator
from html import escape
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

from visualize.faces.sheet_report import sheet_html
from visualize.files import write
from visualize.picture.drawing import Picture
from visualize.player.page import page as player
from visualize.problem_set.shelf import Problem
from visualize.problem_set.telling import (
    NO_HAND_WORK,
    NOTHING_TO_COMPUTE,
    agreement,
    answered,
    cell,
    findings,
    table_text,
    verdict,
    where,
)

STYLE = """
:root { color-scheme: light; --ink: #1b1f24; --quiet: #59636e; --line: #d9dee3; --slip: #b34700; }
body { font: 16px/1.55 system-ui, sans-serif; color: var(--ink); background: #fff;
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.1rem; margin: 2rem 0 .4rem; }
a { color: #005f95; } h1 small, nav { color: var(--quiet); font-size: 1rem; font-weight: 400; }
.question { border-left: .25rem solid #0072b2; padding: .2rem 0 .2rem 1rem; }
table { border-collapse: collapse; } th[scope=row] { white-space: nowrap; }
th, td { text-align: left; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; }
th { font-weight: 500; } td { font: 14px/1.5 ui-monospace, monospace; white-space: pre-wrap; }
pre { font: 14px/1.5 ui-monospace, monospace; } .wide { overflow-x: auto; }
code { font: 14px/1.5 ui-monospace, monospace; } .slip { color: var(--slip); font-weight: 600; }
li { margin: .5rem 0; } figure img { max-width: 100%; height: auto; }
figure { width: fit-content; max-width: min(96vw, 100rem); margin: 1.5rem 0 1.5rem 50%;
  transform: translateX(-50%); } .drawn { overflow-x: auto; }
@media (max-width: 40rem) { th[scope=row] { white-space: normal; } }
figcaption, .quiet { color: var(--quiet); }
.set { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1rem;
  padding: 0; list-style: none; }
.set li { margin: 0; border: 1px solid var(--line); border-radius: .4rem; padding: .8rem; }
.set a { text-decoration: none; } .set img { width: 100%; height: 9rem; object-fit: contain; }
.set p { margin: .4rem 0 0; }
@media print { figure img { min-width: 0 !important; } body { margin: 0; max-width: none; }
  figure, li, tr { break-inside: avoid; } }
"""
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>{style}</style></head><body>
{body}
</body></html>
"""
HEADING = "The problem set"


def page(title: str, body: Iterable[str]) -> str:
    """A whole page."""
    return PAGE.format(title=escape(title), style=STYLE, body="\n".join(filter(None, body)))


def rows_html(rows: list[list[Any]], headed: bool = True) -> str:
    """Rows of cells as a table, the first one as its heading if it has one."""
    head, body = (rows[:1], rows[1:]) if headed else ([], rows)
    top = "".join(f"<th scope='col'>{escape(cell(part))}</th>" for row in head for part in row)
    lines = "".join(
        f"<tr><th scope='row'>{escape(cell(first))}</th>"
        + "".join(f"<td>{escape(cell(part))}</td>" for part in others)
        + "</tr>"
        for first, *others in body
    )
    thead = f"<thead><tr>{top}</tr></thead>" if top else ""
    return f"<div class='wide'><table>{thead}<tbody>{lines}</tbody></table></div>"


def body_of(problem: Problem, shown: dict[str, str]) -> Iterator[str]:
    """The parts of a question's page, with the files that show its picture."""
    yield f"<nav><a href='index.html'>{HEADING}</a></nav>"
    yield f"<h1><small>{problem.name}</small><br>{escape(problem.title)}</h1>"
    yield f"<p class='question'>{escape(problem.question)}</p>"
    if problem.given:
        given = [[problem.shown(name), value] for name, value in problem.given.items()]
        yield f"<h2>Given</h2>{rows_html(given, headed=False)}"
    if "answers" in problem.functions:
        rows = answered(problem)
        yield f"<h2>Answer</h2>{rows_html(rows, headed=rows[0][0] == '')}"
    else:
        yield f"<p>{NOTHING_TO_COMPUTE}</p>"
    yield f"<p>{escape(agreement(problem))}</p>"
    yield from (f"<p>{escape(paragraph)}</p>" for paragraph in problem.prose[1:])
    if shown:
        yield figure_html(problem.told("picture"), *shown.items())
    if (table := problem.made("table")) is not None:
        yield f"<p>{escape(problem.told('table'))}</p>"
        plain = f"<pre class='wide'>{escape(table_text(table))}</pre>"
        yield rows_html(table) if isinstance(table, list) else plain
    yield from hand_work_html(problem)


def figure_html(told: str, drawing: tuple[str, str], *others: tuple[str, str]) -> str:
    """A picture as wide as the window if need be; one that is wider yet moves in its frame.

    At least a pixel for each of its points: so a number in it is legible on a projector.
    """
    image, svg = drawing
    size = re.search(r'width="([\d.]+)pt"', svg)
    least = f"{float(size[1]):.0f}px" if size else "0"
    steps = "".join(f" <a href='{other}'>Step through it.</a>" for other, _ in others)
    return (
        f"<figure><div class='drawn'><a href='{image}'><img src='{image}' alt='{escape(told)}' "
        f"style='min-width: {least}'></a></div><figcaption>{escape(told)} "
        f"<a href='{image}'>Alone, as large as you like.</a>{steps}</figcaption></figure>"
    )


def hand_work_html(problem: Problem) -> Iterator[str]:
    """What the printed hand work has wrong, with a way to each whole sheet."""
    yield "<h2>The printed hand work</h2>"
    if not problem.sheets:
        yield f"<p>{NO_HAND_WORK}</p>"
    for sheet, report in zip(problem.sheets, problem.reports, strict=True):
        yield f"<p><a href='{sheet.stem}-sheet.html'>{sheet.name}</a>, {verdict(report)}</p><ul>"
        for finding in findings(report):
            yield (
                f"<li><span class='slip'>{where(finding)}</span> "
                f"<code>{escape(finding.lines[0].text)}</code><br>{escape(finding.told)}</li>"
            )
        yield "</ul>"


def save_problem(problem: Problem, folder: Path, *, force: bool = False) -> Iterator[Path]:
    """Write the page of a question, its picture, its player and its judged sheets; each path as it
    is written.

    Raises:
        FileExistsError: A file exists and `force` is not set.
    """
    picture = picture_of(problem)
    shown = dict(shown_by(problem, picture))
    for name, text in shown.items():
        yield write(folder / name, text, force=force)
    for sheet, report in zip(problem.sheets, problem.reports, strict=True):
        yield write(folder / f"{sheet.stem}-sheet.html", sheet_html(report), force=force)
    text = page(f"{problem.name} {problem.title}", body_of(problem, shown))
    yield write(folder / f"{problem.stem}.html", text, force=force)


def picture_of(problem: Problem) -> Any:
    """The picture of a question, a graph or a plot; None where there is none."""
    try:
        return problem.made("picture")
    except ImportError as error:  # a plot, where the extra `plots` is not installed
        warnings.warn(f"pages go without plots: {error}", stacklevel=2)
        return None


def shown_by(problem: Problem, picture: Any) -> Iterator[tuple[str, str]]:
    """The files that show a picture: itself, and of a graph the player of its pass."""
    if isinstance(picture, Picture):
        yield f"{problem.stem}.svg", picture.svg
        run = picture.stage.view.graph.output.trace()
        yield f"{problem.stem}-player.html", player(run, title=f"{problem.name} {problem.title}")
    elif picture is not None:
        yield f"{problem.stem}.svg", figure_svg(picture)


def figure_svg(figure: Any) -> str:
    """A plot as SVG text, the same in every run."""
    text = StringIO()
    with import_module("matplotlib").rc_context({"svg.hashsalt": "chalkgrad"}):
        figure.savefig(text, format="svg", metadata={"Date": None})
    return text.getvalue()


def save_index(problems: Iterable[Problem], folder: Path, *, force: bool = False) -> Path:
    """Write the page that leads to all questions, with a picture of each."""
    cards = []
    for problem in problems:
        image = folder / f"{problem.stem}.svg"
        shown = f"<img src='{image.name}' alt=''>" if image.exists() else ""
        told = "; ".join(map(verdict, problem.reports))
        told = f"Hand work: {told}" if told else NO_HAND_WORK
        cards.append(
            f"<li><a href='{problem.stem}.html'>{shown}<p><b>{problem.name}</b> "
            f"{escape(problem.title)}</p></a><p class='quiet'>{escape(told)}</p></li>"
        )
    body = [f"<h1>{HEADING}</h1>", "<ul class='set'>", *cards, "</ul>"]
    return write(folder / "index.html", page(HEADING, body), force=force)
