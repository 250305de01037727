"""`check`: a person's own calculation, judged line by line."""

import os
from collections.abc import Sequence
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visualize.commands.loading import InputError
from visualize.commands.options import Force, Output, by_suffix, deliver
from visualize.commands.progress import watched

if TYPE_CHECKING:
    from autograd.handwork.judging.verdicts import Report

FORMATS = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "html",
    ".json": "json",
    ".csv": "csv",
}

MOST_NAMED = 5

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILES", help="Sheets (.chalk, .md, .tex, .txt, .ipynb), or folders."),
]
Key = Annotated[Path | None, typer.Option(help="A sheet whose definitions count: the solution.")]
Places = Annotated[int | None, typer.Option("--places", "-p", help="Decimal places asked for.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print a row for each sheet.")]
AsHtml = Annotated[
    bool, typer.Option("--html", help="Print a page: a sheet with its graph, or the class.")
]
RevealOption = Annotated[
    str, typer.Option(help="How much to tell: none (verdicts), hint (the likely slip) or full.")
]
Jobs = Annotated[int, typer.Option(help="How many processes judge side by side; 0 is one a core.")]


def check(
    files: Files,
    key: Key = None,
    places: Places = None,
    json: AsJson = False,
    csv: AsCsv = False,
    html: AsHtml = False,
    reveal: RevealOption = "full",
    jobs: Jobs = 1,
    output: Output = None,
    force: Force = False,
) -> int:
    """Judge sheets line by line: the first slip of each, and why. Nothing in a sheet is executed.

    Without --key a sheet that bears the code of an exercise is judged by that.

    With -o the suffix of the file says how: .txt, .md, .html, .json or .csv.

    Exit code 0: all right; 1: slips; 2: something could not be read, or there is nothing to judge.

    Example: chalkgrad check homework.chalk --key solution.chalk --reveal hint
    """
    from autograd.handwork.checking import key_by_code
    from autograd.handwork.folders import check_files, files_in
    from autograd.handwork.reports.text_report import checked_reveal

    checked_reveal(reveal)
    if key is not None and not key.is_file():
        raise InputError(f"there is no file {str(key)!r}")
    asked = [form for form, wanted in (("json", json), ("csv", csv), ("html", html)) if wanted]
    form = asked[0] if asked else by_suffix(output, FORMATS, "text")
    found = files_in(files)
    workers = jobs or os.cpu_count() or 1
    judged = check_files(found, key=key or key_by_code, places=places, jobs=workers, alone=True)
    results = list(watched(judged, len(found), "Reading sheets"))
    reports = [report for file, report in results if not file.why]
    left_out = [report for file, report in results if file.why]
    rows = [*reports, *left_out] if form == "csv" else reports
    page = (
        pages(reports, key, reveal, left_out) if form == "html" else report_text(rows, form, reveal)
    )
    deliver(page, output, force)
    if left_out:
        typer.echo(not_read(left_out), err=True)
    return max((report.exit_code for report in reports), default=0)


def not_read(reports: "Sequence[Report]", what: str = "not read") -> str:
    """Which files of a folder are no sheets, or could not be judged, and why."""
    from autograd.handwork.language.visible import visible

    told = [f"{report.sheet.source} ({report.error})" for report in reports[:MOST_NAMED]]
    more = f", and {len(reports) - MOST_NAMED} more" if len(reports) > MOST_NAMED else ""
    return visible(f"chalkgrad: {what}: {', '.join(told)}{more}")


def pages(
    reports: "Sequence[Report]", key: Path | None, reveal: str, left_out: "Sequence[Report]"
) -> str:
    """One sheet as a page with its graph; of several what the class did, on the key's graph."""
    from autograd.handwork.language.reading import read_file
    from visualize.faces.class_page import class_html
    from visualize.faces.sheet_report import sheet_html

    if len(reports) == 1:
        return sheet_html(reports[0], reveal)
    return class_html(reports, read_file(key) if key is not None else None, left_out=left_out)


def report_text(reports: "Sequence[Report]", form: str, reveal: str) -> str:
    """Reports in one of `FORMATS`; several as text end with what the class as a whole did."""
    from autograd.handwork.reports.class_report import class_report, class_text
    from autograd.handwork.reports.data_report import report_data, to_csv, to_json
    from autograd.handwork.reports.text_report import to_markdown, to_text

    if form == "csv":
        return to_csv(reports)
    if form == "json":
        if len(reports) == 1:
            return to_json(reports[0], reveal)
        data = [report_data(report, reveal) for report in reports]
        return dumps(data, ensure_ascii=False, indent=2)
    write = to_text if form == "text" else to_markdown
    parts = [write(report, reveal) for report in reports]
    if len(reports) > 1 and form == "text":
        named = zip(reports, parts, strict=True)
        parts = [f"{report.sheet.source}\n{part}" for report, part in named]
        parts.append(class_text(class_report(reports)))
    return "\n\n".join(parts)
