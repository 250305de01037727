"""Documents: what stands around the rows, in plain text, Markdown or LaTeX."""

import json
import random
import re
from collections.abc import Callable

from examples.chalkbench.layouts import Line

Document = Callable[[list[Line], random.Random], list[Line]]
REMARKS = (
    "Forward pass:",
    "Now backwards.",
    "The chain rule gives the next gradient.",
    "we need this one later",
    "Next step",
    "(same as before)",
)


def with_remarks(lines: list[Line], rng: random.Random) -> list[Line]:
    """Words between the rows, and empty lines."""
    found: list[Line] = []
    for i, line in enumerate(lines):
        starts = line[1] and (not i or lines[i - 1][1] != line[1])
        if starts and rng.random() < 0.3:
            found += [("", ())] * rng.randint(0, 1) + [(rng.choice(REMARKS), ())]
        found.append(line)
    return found


def each_row(lines: list[Line], first: Callable[[str, int], str], later: str) -> list[Line]:
    """Something before the first line of every row, and before its later lines."""
    found: list[Line] = []
    count = 0
    last: tuple[int, ...] = ()
    for text, row in lines:
        if not row:
            found.append((text, row))
        elif row != last:
            count += 1
            found.append((first(text, count), row))
        else:
            found.append((later + text, row))
        last = row
    return found


def in_dollars(line: Line) -> Line:
    """A line as a formula in dollars; the word before what is given stays outside."""
    found = re.fullmatch(r"((?:given|let|round)\b:? *)?(.*)", line[0], re.IGNORECASE)
    word, text = (found[1] or "", found[2]) if found else ("", line[0])
    return f"{word}${text}$" if text else word, line[1]


def markdown(lines: list[Line], rng: random.Random) -> list[Line]:
    """Headings and words, the working in dollars."""
    dollars = [in_dollars(line) for line in lines]
    return [("## Solution", ()), ("", ()), *with_remarks(dollars, rng)]


def display(lines: list[Line], rng: random.Random) -> list[Line]:
    """Each row a displayed formula of its own."""
    found: list[Line] = [("# Solution", ())]
    rows = sorted({row for _, row in lines if row})
    found += [in_dollars(line) for line in lines if not line[1]]
    for at in rows:
        texts = [text for text, row in lines if row == at]
        found += [("$$", ()), *((text, at) for text in texts), ("$$", ()), ("", ())]
    return found


def align(lines: list[Line], rng: random.Random) -> list[Line]:
    """An align environment, the equals signs below each other, and what is given above it."""
    given = [in_dollars(line) for line in lines if not line[1]]
    rows = [(text.replace("=", "&=", 1) + r" \\", row) for text, row in lines if row]
    return [*given, ("", ()), (r"\begin{align}", ()), *rows, (r"\end{align}", ())]


def bold(lines: list[Line], rng: random.Random) -> list[Line]:
    """The number of a row in bold."""
    found: list[Line] = []
    for at, (text, row) in enumerate(lines):
        head, equals, number = text.rpartition("= ")
        last = at + 1 == len(lines) or lines[at + 1][1] != row
        strong = row and equals and last and not number.startswith("[")
        found.append((f"{head}= **{number}**" if strong else text, row))
    return [("### Backpropagation", ()), *found]


def fenced(lines: list[Line], rng: random.Random) -> list[Line]:
    """A block of code in Markdown."""
    return [
        ("My solution:", ()),
        (rng.choice(("```", "```text", "```python")), ()),
        *lines,
        ("```", ()),
    ]


def two_on_a_line(lines: list[Line], rng: random.Random) -> list[Line]:
    """Rows that take one line, two of them side by side."""
    found: list[Line] = []
    for text, row in lines:
        lone = row and sum(rows == row for _, rows in lines) == 1
        if lone and found and len(found[-1][1]) == 1 and len(found[-1][0]) + len(text) < 90:
            before, other = found.pop()
            found.append((f"{before}{rng.choice((', ', '; ', '   '))}{text}", other + row))
        else:
            found.append((text, row))
    return found


BEHIND = (
    "  (chain rule)",
    "   # forward",
    " <- rounded",
    "  (from above)",
    "   [by definition]",
    "  // ok",
    ", as we saw",
)


def remarks_behind(lines: list[Line], rng: random.Random) -> list[Line]:
    """A remark behind some rows."""
    return [
        (text + rng.choice(BEHIND) if row and rng.random() < 0.35 else text, row)
        for text, row in lines
    ]


def file_of_latex(lines: list[Line], rng: random.Random) -> list[Line]:
    """A whole LaTeX file."""
    before = (r"\documentclass{article}", r"\usepackage{amsmath}", r"\begin{document}", "")
    return [*((text, ()) for text in before), *align(lines, rng), (r"\end{document}", ())]


def as_notebook(text: str) -> str:
    """A notebook with one cell of Markdown."""
    cell = {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}
    book = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book, ensure_ascii=False, indent=1)


def each_line(before: str, behind: str = "") -> Document:
    """Something around every line of working; a colon ends a line by itself."""

    def around(text: str) -> str:
        return before + text + (behind if before or not text.endswith(":") else "")

    return lambda lines, rng: [(around(text) if row else text, row) for text, row in lines]


DOCUMENTS: dict[str, Document] = {
    "plain": lambda lines, rng: lines,
    "remarks": with_remarks,
    "bullets": lambda lines, rng: each_row(lines, lambda text, n: f"- {text}", "  "),
    "numbered": lambda lines, rng: each_row(lines, lambda text, n: f"{n}. {text}", "   "),
    "numbered with brackets": lambda lines, rng: each_row(
        lines, lambda text, n: f"{n}) {text}", "   "
    ),
    "numbered with dashes": lambda lines, rng: each_row(
        lines, lambda text, n: f"{n} - {text}", "    "
    ),
    "steps": lambda lines, rng: each_row(lines, lambda text, n: f"Step {n}: {text}", "  "),
    "full stops": each_line("", "."),
    "semicolons": each_line("", ";"),
    "quoted": each_line("> "),
    "therefore": lambda lines, rng: each_row(lines, lambda text, n: f"∴ {text}", "  "),
    "code in each line": each_line("`", "`"),
    "two on a line": two_on_a_line,
    "remarks behind": remarks_behind,
    "markdown": markdown,
    "displayed": display,
    "align": align,
    "file of latex": file_of_latex,
    "bold": bold,
    "fenced": fenced,
    "notebook": markdown,
}
LATEX_ONLY = ("align", "displayed", "file of latex")
IN_MARKDOWN = ("markdown", "displayed", "align", "bold", "fenced", "bullets", "numbered", "quoted")
SUFFIXES = {"file of latex": ".tex", "notebook": ".ipynb"} | dict.fromkeys(IN_MARKDOWN, ".md")
"""What a file of each kind is called, where it is no plain text."""
NEVER_LATEX = ("bold", "fenced", "code in each line")
