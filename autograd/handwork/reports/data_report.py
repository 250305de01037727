"""Reports for machines: JSON, CSV and Gradescope's results."""

from __future__ import annotations

import csv
import io
import json
import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from autograd.handwork.judging.verdicts import KINDS, SLIP, VERDICTS, JudgedLine, Report
from autograd.handwork.language.arrays import Quantity, elementwise
from autograd.handwork.language.visible import all_visible, visible
from autograd.handwork.reports.class_report import whose
from autograd.handwork.reports.marking import Marks, Scheme, decimal, mark
from autograd.handwork.reports.revealing import is_own, kept_back
from autograd.handwork.reports.text_report import (
    Reveal,
    checked_reveal,
    details,
    headline,
    to_markdown,
)

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A judged sheet",
    "type": "object",
    "required": ["first_slip", "lines"],
    "properties": {
        "title": {"type": "string"},
        "student": {"type": "string"},
        "source": {"type": "string"},
        "summary": {"type": "string", "description": "the headline, one sentence"},
        "error": {"type": "string", "description": "why the sheet was not judged, else empty"},
        "exit_code": {"enum": [0, 1, 2]},
        "first_slip": {
            "type": ["integer", "null"],
            "description": "the line number (1-based) of the first line whose verdict is slip",
        },
        "missing": {
            "type": "array",
            "description": "what the key works out and the sheet has no line about",
            "items": {"type": "string"},
        },
        "named": {
            "description": "own names that were taken for the key's, a sentence each",
            "type": "array",
            "items": {"type": "string"},
        },
        "skipped": {
            "type": "array",
            "description": "the numbers (from 1) of the rows in which no calculation was found",
            "items": {"type": "integer", "minimum": 1},
        },
        "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}},
    },
    "$defs": {
        "quantity": {
            "description": "a number of at most 10 digits, or nested arrays of them; null for none",
            "type": ["number", "array", "null"],
        },
        "line": {
            "type": "object",
            "required": [
                "line", "text", "verdict", "kind", "claimed", "expected", "from_yours", "guesses",
            ],
            "properties": {
                "line": {"type": "integer", "minimum": 1},
                "text": {"type": "string"},
                "verdict": {"enum": list(VERDICTS)},
                "kind": {"enum": list(KINDS)},
                "columns": {
                    "description": "where the part stands that decided: first column (1-based) and "
                    "the one after the last; null where it is the whole line",
                    "type": ["array", "null"],
                    "items": {"type": "integer", "minimum": 1},
                },
                "claimed": {"$ref": "#/$defs/quantity"},
                "expected": {"$ref": "#/$defs/quantity"},
                "from_yours": {"$ref": "#/$defs/quantity"},
                "guesses": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["slip", "sentence", "value"],
                        "properties": {
                            "slip": {"type": "string"},
                            "sentence": {"type": "string"},
                            "value": {"$ref": "#/$defs/quantity"},
                        },
                    },
                },
                "note": {
                    "type": "string",
                    "description": "which number is wrong; why a line is unread or earns nothing",
                },
            },
        },
    },
}  # fmt: skip
"""What `to_json` writes, as a JSON schema."""
NO_SHEET = "No sheet with a calculation was found."
DIGITS = 10
"""Of a number in JSON: exponentials and powers differ between platforms in the sixteenth."""


def plain(x: Quantity | None) -> Any:
    """A quantity as JSON has it: no nan, no inf, no -0, and digits that are the same everywhere.

    >>> plain([0.1 + 0.2, -0.0, math.inf])
    [0.3, 0.0, None]
    """
    return None if x is None else elementwise(lambda item: _shown(float(item)), x)


def _shown(x: float) -> float | None:
    """A number to `DIGITS` digits, None if it is none."""
    return float(f"{x:.{DIGITS}g}") + 0.0 if math.isfinite(x) else None


def line_data(line: JudgedLine, reveal: str = "full") -> dict[str, Any]:
    """One line as a JSON object; what may not be revealed is null or empty."""
    full, hint = reveal == "full", reveal != "none"

    def said(sentence: str) -> str:
        return sentence if full else kept_back(sentence, line)

    return {
        "line": line.line,
        "text": line.text,
        "verdict": line.verdict,
        "kind": line.kind,
        "columns": [at + 1 for at in line.span] if line.span else None,
        "claimed": plain(line.claimed) if full or is_own(line) else None,
        "expected": plain(line.expected) if full else None,
        "from_yours": plain(line.from_yours) if full else None,
        "guesses": [
            {
                "slip": g.slip,
                "sentence": said(g.sentence),
                "value": plain(g.value) if full else None,
            }
            for g in line.guesses
            if hint
        ],
        "note": said(line.note) if hint or line.verdict != SLIP else "",
    }


def report_data(report: Report, reveal: str = "full") -> dict[str, Any]:
    """A report as a JSON object, in the form of `SCHEMA`."""
    level = checked_reveal(reveal)
    data = {
        "title": report.sheet.title,
        "student": report.sheet.student,
        "source": report.sheet.source,
        "summary": headline(report, level),
        "error": report.error,
        "exit_code": report.exit_code,
        "first_slip": report.first_slip.line if report.first_slip else None,
        "missing": list(report.missing),
        "named": list(report.named),
        "skipped": [number for number, _ in report.sheet.skipped],
        "lines": [line_data(line, level) for line in report.lines],
    }
    shown: dict[str, Any] = all_visible(data)
    return shown


def to_json(report: Report, reveal: str = "full") -> str:
    r"""A report as JSON text.

    >>> from autograd.handwork.checking import check
    >>> json.loads(to_json(check("a = 2\nb = 3 a = 5")))["first_slip"]
    2
    """
    return json.dumps(report_data(report, reveal), ensure_ascii=False, indent=2, allow_nan=False)


def to_gradescope(
    reports: Report | Sequence[Report], *, scheme: Scheme | None = None, reveal: str = "hint"
) -> str:
    """Gradescope's `results.json` for the sheets of one person: a test for each quantity.

    A scheme without `points` is one of 10, each quantity being worth its share.
    """
    level = checked_reveal(reveal)
    used = scheme or Scheme()
    used = used if used.points is not None else replace(used, points=Fraction(10))
    sheets = [reports] if isinstance(reports, Report) else reports
    marked = [(report, mark(report, used)) for report in sheets]
    whole = Marks(tuple(one for _, marks in marked for one in marks.quantities))
    got, points = whole.points(used)
    scale = points / (whole.possible or 1)
    tests = [
        {
            "name": f"{report.sheet.source}: {one.name}"[-200:]
            if len(sheets) > 1
            else one.name[:200],
            "score": round(float(one.got * scale), 6),
            "max_score": round(float(one.possible * scale), 6),
            "status": "passed" if one.got == one.possible else "failed",
            "output": " ".join(_told(report, one.lines, level)) or "This is not on the sheet.",
        }
        for report, marks in marked
        for one in marks.quantities
    ]
    results = {
        "score": round(float(got), 6),
        "output": "\n".join(to_markdown(report, level) for report in sheets) or NO_SHEET,
        "output_format": "md",
        "tests": tests,
    }
    return json.dumps(all_visible(results), ensure_ascii=False, indent=2)


def _told(report: Report, numbers: Sequence[int], reveal: Reveal) -> Iterator[str]:
    """What is said of some lines of a sheet."""
    for number in numbers:
        line = report.line(number)
        told = " ".join(details(line, reveal)) or f"{line.verdict}."
        yield f"Line {number}: {told}"


def to_csv(
    reports: Iterable[Report],
    *,
    scheme: Scheme | None = None,
    ids: Mapping[str, str] | None = None,
) -> str:
    """One row for each sheet of a class: path, name, marks, first slip, counts of verdicts.

    What was not judged has its `error` and no marks; a sheet without a name has that of its folder
    or file. `ids` are what else tells people apart, by the code of their exercise.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ["source", "student", "id", "code", "marks", "possible", "first_slip", "slip", "kind",
         "slips", "carried", "unread", "error"]
    )  # fmt: skip
    for report in reports:
        used = scheme or Scheme()
        got, possible = mark(report, used).points(used)
        first = report.first_slip
        counts = [sum(x.verdict == v for x in report.lines) for v in ("slip", "carried", "unread")]
        named = first.guesses[0].slip if first and first.guesses else ""
        code = report.sheet.code
        earned = [decimal(got), decimal(possible)] if report.lines or not report.error else ["", ""]
        row = [report.sheet.source, whose(report.sheet), (ids or {}).get(code, ""), code, *earned]
        row += [str(first.line) if first else "", named, first.kind if first else ""]
        writer.writerow([harmless(cell) for cell in [*row, *map(str, counts), report.error]])
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, even trimmed and with wide signs narrow."""
    cell = visible(cell)
    first = unicodedata.normalize("NFKC", cell.lstrip()[:1])
    return f"'{cell}" if first in ("=", "+", "-", "@") or cell[:1] in ("\t", "\r") else cell
