"""Answering: what the sheet page asks of Python, as JSON in and JSON out.

The page runs this in a worker beside the very same `autograd` that is installed here, and without
the rest of `visualize`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from typing import Any

from autograd.handwork.checking import check
from autograd.handwork.fingerprints import Fingerprint, compared
from autograd.handwork.judging.verdicts import SLIP, JudgedLine, Report
from autograd.handwork.language.limits import LimitError
from autograd.handwork.language.reading import BLANK
from autograd.handwork.reports.data_report import report_data, to_json
from autograd.handwork.reports.hints import ladder
from autograd.handwork.reports.text_report import MARKS, details, to_markdown
from visualize.sheets.quantities import graph_data

FORMATS: dict[str, Callable[[Report, str], str]] = {
    "md": to_markdown,
    "json": to_json,
}
"""How a report is saved, by the suffix of its file."""
WARM_UP = """\
round: 2
given: x, y = 0.5, 1
given: W, v = [[1, 2], [3, 4]], [1, 2]
any: t in [-1, 1]
z = W v = [5, 11]
s = σ(x) = 0.62
a = tanh(x) + x y = 0.69
L = (y - s)^2 = 0.41
∂L/∂s = 2 (s - y) = -0.76
∂L/∂x = ∂L/∂s s (1 - s) = -0.18
t + t = 2 t
b = 2 +
"""
"""A sheet that calls for most of what judging needs, so that a person's sheet finds it there."""


def answer(question: str) -> str:
    r"""The answer to a question of the page, both as JSON text.

    >>> asked = {"ask": "judge", "sheet": "a = 2\nb = 3 a = 5", "reveal": "full"}
    >>> [line["mark"] for line in json.loads(answer(json.dumps(asked)))["lines"]]
    ['✓', '✗ slip']
    """
    asked = json.loads(question)
    try:
        said = ANSWERS[asked["ask"]](asked)
    except LimitError as error:
        said = {"trouble": f"{error}."}
    return json.dumps(said, ensure_ascii=False)


def judged(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What the page shows of a sheet: its verdicts, and hints for those who ask."""
    report = check(asked["sheet"])
    return {
        "summary": report_data(report, "none")["summary"],
        "lines": [told(report, line, asked["reveal"]) for line in report.lines],
        "skipped": [number for number, _ in report.sheet.skipped],
        "graph": graph_data(report.sheet),
    }


def told(report: Report, line: JudgedLine, reveal: str) -> dict[str, Any]:
    """A line as the page shows it; `columns` is where the first hint points."""
    slips, blank = line.verdict == SLIP, line.note == BLANK
    return {
        "line": line.line,
        "verdict": "blank" if blank else line.verdict,
        "mark": "…" if blank else MARKS[line.verdict],
        "remarks": list(details(line, "none" if slips else "hint")),
        "hints": hints(report, line, reveal) if slips else [],
        "columns": list(line.span or ()),
    }


def hints(report: Report, line: JudgedLine, reveal: str) -> list[str]:
    """The hints for a slip as far as they may be told; the last of them is the right number."""
    if reveal == "none":
        return []
    rungs = list(ladder(report, line))
    return rungs[:-1] if reveal == "hint" and line.expected is not None else rungs


def compared_with_key(asked: Mapping[str, Any]) -> dict[str, Any]:
    """For each line that ends with a number of the key's fingerprint, whether it is the key's."""
    made = Fingerprint(**asked["fingerprint"])
    return {"agrees": compared(check(asked["sheet"]), made)}


def saved(asked: Mapping[str, Any]) -> dict[str, str]:
    """A report as the text of a file, in one of `FORMATS`."""
    return {"text": FORMATS[asked["format"]](check(asked["sheet"]), asked["reveal"])}


ANSWERS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "judge": judged,
    "compare": compared_with_key,
    "save": saved,
}


def warm_up() -> None:
    """Load and prepare what the first sheet would wait for; this state is kept with the page."""
    asked = {"sheet": WARM_UP, "reveal": "full", "format": "json"}
    for ask in ("judge", "save"):
        answer(json.dumps({"ask": ask, **asked}))


def wake() -> None:
    """Begin in a page: its chance is its own, not that of the moment when the state was kept."""
    random.seed()
