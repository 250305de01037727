"""What chalkgrad says about a sheet, as an answer; the only place that knows it."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from autograd.handwork import check
from autograd.handwork.language.limits import LimitError
from autograd.handwork.language.reading import Sheet, read_file

OWN_NAMES = {
    "updated weight": "updated weight in the backward pass",
    "reversed": "reversed gradient",
    "exponent": "exponent slips",
    "function of a sum": "exponent of a sum",
    "digit wrong": "digit misread",
    "n − 1": "variance with n - 1",
    "exchanged": "neighbour",
}
"""Where the catalogue calls a slip by another name than the benchmark."""


def sheet_in(item: dict[str, Any]) -> Sheet:
    """The sheet as it is read from its file."""
    with TemporaryDirectory() as folder:
        path = Path(folder, item["file"])
        path.write_text(item["text"], encoding="utf-8")
        return read_file(path)


def answer(item: dict[str, Any]) -> dict[str, Any]:
    """The verdicts on one sheet; a sheet refused or fallen over is unread from end to end."""
    start = time.perf_counter()
    every_line = {line for row in item["rows"] for line in row["lines"]}
    try:
        report = check(sheet_in(item), key=item["key"])
    except LimitError as error:
        return {"id": item["id"], "unread": sorted(every_line), "error": str(error)}
    except Exception as error:  # a crash is a result too
        return {"id": item["id"], "unread": sorted(every_line), "crash": repr(error)}
    judged = {line.line: line for line in report.lines}
    slips = {n: line for n, line in judged.items() if line.verdict == "slip"}
    unread = {n for n, line in judged.items() if line.verdict == "unread"}
    return {
        "id": item["id"],
        "accused": {
            str(n): [OWN_NAMES.get(g.slip, g.slip) for g in line.guesses]
            for n, line in slips.items()
        },
        "unread": sorted(unread | (every_line - set(judged))),
        "open": sorted(n for n, line in judged.items() if line.verdict == "cannot be judged"),
        "seconds": round(time.perf_counter() - start, 4),
    }
