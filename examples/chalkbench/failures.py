"""The sheets judged wrongly, each in its shortest form: what to look at first."""

import json
from collections.abc import Iterator
from typing import Any

from examples.chalkbench.people import SLIP
from examples.chalkbench.scoring import accusations

Pair = tuple[dict[str, Any], dict[str, Any]]
LIMIT = 400  # more than anybody reads in one go


def complaints(item: dict[str, Any], answer: dict[str, Any]) -> Iterator[tuple[str, list[int]]]:
    """What is wrong about an answer, each with the lines that show it."""
    rows = item["rows"]
    accused = accusations(item, answer)
    for at in accused:
        if at < 0:
            yield "a line that is no row accused", [-at]
        elif rows[at]["truth"] != SLIP:
            yield f"{rows[at]['truth']} row accused", rows[at]["lines"]
    for at, row in enumerate(rows):
        hidden = set(row["lines"]) & {*answer.get("unread", ()), *answer.get("open", ())}
        if row["truth"] == SLIP and at not in accused and not hidden:
            yield f"slip missed: {row['slip'][0]}", row["lines"]
    unread = [n for n in answer.get("unread", ()) if any(n in row["lines"] for row in rows)]
    if unread:
        yield "unread", unread


def rows_of(item: dict[str, Any]) -> list[str]:
    """The lines of a sheet, of a notebook those of its cell."""
    text = item["text"]
    if item["file"].endswith(".ipynb"):
        text = "".join(json.loads(text)["cells"][0]["source"])
    return text.split("\n")


def failure_lines(pairs: list[Pair]) -> Iterator[str]:
    """A text with one block for each complaint; the lines concerned are marked."""
    count = 0
    for item, answer in pairs:
        for what, lines in complaints(item, answer):
            count += 1
            if count > LIMIT:
                return
            about = " · ".join(
                item[k] for k in ("template", "habit", "style", "layout", "document")
            )
            yield f"## {item['id']}: {what} ({about}{', keyed' if item['key'] else ''})"
            for n, text in enumerate(rows_of(item), start=1):
                slipped = any(n in r["lines"] and r["truth"] == SLIP for r in item["rows"])
                yield f"{'>' if n in lines else ' '}{'*' if slipped else ' '}{n:3} {text}"
            yield ""
