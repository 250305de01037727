"""A judged sheet in a notebook: what a report shows of itself, and the cell `%%chalk`."""

import shlex
from argparse import ArgumentParser
from html import escape
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from autograd.handwork.checking import check, key_by_code
from autograd.handwork.exercises.making import Exercise
from autograd.handwork.judging.verdicts import OK, SLIP, UNJUDGED, UNREAD, JudgedLine, Report
from autograd.handwork.language.reading import Sheet, read, read_file
from autograd.handwork.reports.text_report import (
    MARKS,
    Reveal,
    checked_reveal,
    details,
    headline,
    to_text,
)

INK = {OK: "#00714f", SLIP: "#b34700", UNREAD: "#59636e", UNJUDGED: "#59636e"}
OTHERS = "#005f95"
"""Dark enough on white, and the cell brings its own white: notebooks have dark themes too."""


def cell_html(report: Report, reveal: Reveal = "full") -> str:
    r"""A report as a table whose styles stand on its elements, so that it needs no style sheet.

    >>> from autograd.handwork import check
    >>> "✗ slip" in cell_html(check("a = 2\nb = 3 a = 5"))
    True
    """
    rows = "".join(_row(line, reveal) for line in report.lines)
    return (
        '<div style="background:#fff;color:#1b1f24;padding:.6em;overflow-x:auto">'
        f'<p style="font-weight:600;margin:0 0 .5em">{escape(headline(report, reveal))}</p>'
        f'<table style="margin:0;color:inherit"><tbody>{rows}</tbody></table></div>'
    )


def _row(line: JudgedLine, reveal: Reveal) -> str:
    ink = INK.get(line.verdict, OTHERS)
    told = "".join(f"<br>{escape(part)}" for part in details(line, reveal))
    cell = 'style="text-align:left;vertical-align:top;background:#fff;padding:.15em .6em"'
    return (
        f'<tr><td {cell}>{line.line}</td><td {cell}><b style="color:{ink}">'
        f"{escape(MARKS[line.verdict])}</b></td><td {cell}>"
        f"<code style='background:none;color:inherit'>{escape(line.text)}</code>{told}</td></tr>"
    )


def _repr_mimebundle_(
    self: Report | Sheet, include: Any = None, exclude: Any = None
) -> dict[str, str]:
    """What a notebook asks for: of a report its text and its table, of a sheet what it says."""
    if isinstance(self, Sheet):
        return {"text/plain": repr(self), "text/html": f"<pre>{escape(self.text)}</pre>"}
    return {"text/plain": to_text(self), "text/html": cell_html(self)}


class Shown:
    """A report with how much of it is told; the value of a `%%chalk` cell."""

    def __init__(self, report: Report, reveal: Reveal) -> None:
        self.report = report
        self.reveal = reveal

    def __str__(self) -> str:
        return to_text(self.report, self.reveal)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        plain, page = to_text(self.report, self.reveal), cell_html(self.report, self.reveal)
        return {"text/plain": plain, "text/html": page}


class _Options(ArgumentParser):
    """Options of a cell; a wrong one is an error of the cell, not the end of the notebook."""

    def error(self, message: str) -> NoReturn:
        raise ValueError(f"%%chalk: {message}; it takes --key, --places and --reveal")


def judged_cell(line: str, cell: str, names: dict[str, Any] | None = None) -> Shown:
    r"""The cell magic `%%chalk [--key KEY] [--places N] [--reveal none|hint|full]`.

    Args:
        line: What stands behind `%%chalk`.
        cell: The sheet.
        names: The notebook's variables; KEY may be one that holds a key's text, a sheet or an
            exercise, else it is a path. Without KEY, the code on a sheet leads to its key.

    Raises:
        ValueError: An option that does not exist, a level of revealing that is none, or a code
            that leads nowhere.
        FileNotFoundError: KEY is neither a variable nor a file.
        TypeError: KEY is a variable that holds no key.

    >>> judged_cell("--reveal hint", "a = 2\nb = 3 a = 5").report.first_slip.line
    2
    """
    options = _Options(prog="%%chalk", add_help=False)
    options.add_argument("--key")
    options.add_argument("--places", type=int)
    options.add_argument("--reveal", default="full")
    asked = options.parse_args(shlex.split(line))
    sheet, reveal = read(cell), checked_reveal(asked.reveal)
    key = key_named(asked.key, names or {}) if asked.key else key_by_code(sheet)
    return Shown(check(sheet, key=key, places=asked.places), reveal)


def key_named(name: str, names: dict[str, Any]) -> Sheet | str:
    """The key that a variable holds, or a file.

    Raises:
        FileNotFoundError: There is no such variable and no such file.
        TypeError: The variable holds something else.

    >>> key_named("solution", {"solution": "a = 2"})
    'a = 2'
    """
    found = names.get(name)
    if isinstance(found, Exercise):
        return found.checker
    if isinstance(found, str | Sheet):
        return found
    if found is not None:
        kind = type(found).__name__
        raise TypeError(
            f"%%chalk: --key takes a variable that holds a key's text, a sheet or an exercise, or "
            f"the name of a file; {name!r} holds a {kind}"
        )
    if not Path(name).is_file():
        raise FileNotFoundError(f"%%chalk: --key {name}: there is no such variable, and no file")
    return read_file(Path(name))


def load_cell(notebook: Any) -> None:
    """Give a notebook the cell; IPython calls this for `%load_ext visualize`."""

    def chalk(line: str, cell: str) -> Shown:
        try:
            return judged_cell(line, cell, notebook.user_ns)
        except (ValueError, OSError, TypeError) as error:  # a line to read, not how it came about
            raise import_module("IPython.core.error").UsageError(str(error)) from error

    notebook.register_magic_function(chalk, "cell", "chalk")
