"""How a sheet is laid out: rows on one line or several, in plain text, Markdown or LaTeX."""

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from examples.chalkbench.people import Entry, Work
from examples.chalkbench.spellings import (
    Style,
    formula_written,
    name_written,
    number_written,
)


@dataclass(frozen=True)
class Parts:
    """A row in pieces: name, formula, the formula with numbers, and the number."""

    name: str
    formula: str
    numbers: str
    number: str


def parts(entry: Entry, style: Style) -> Parts:
    """The pieces of a row; a substitution that only repeats another piece is left out."""
    formula = formula_written(entry.formula, style)
    number = number_written(entry.number, style)
    numbers = formula_written(entry.formula, style, entry.operands)
    return Parts(name_written(entry.row.name, style), formula, numbers, number)


def joined(*pieces: str) -> str:
    """Pieces with equals signs between, none twice in a row."""
    kept = [piece for i, piece in enumerate(pieces) if not i or piece != pieces[i - 1]]
    return " = ".join(kept)


def below(*lines: str) -> list[str]:
    """One piece on each line, none twice in a row."""
    first, *others = [line for i, line in enumerate(lines) if not i or line != lines[i - 1]]
    return [first, *(f"= {line}" for line in others)]


Layout = Callable[[Parts], list[str]]
LAYOUTS: dict[str, Layout] = {
    "one line": lambda p: [joined(p.name, p.formula, p.numbers, p.number)],
    "formula and number": lambda p: [joined(p.name, p.formula, p.number)],
    "number below": lambda p: below(joined(p.name, p.formula), p.number),
    "numbers below": lambda p: below(joined(p.name, p.formula), p.numbers, p.number),
    "numbers and result below": lambda p: below(
        joined(p.name, p.formula), joined(p.numbers, p.number)
    ),
    "name repeated": lambda p: [joined(p.name, p.formula), joined(p.name, p.number)],
    "name on every line": lambda p: [
        joined(p.name, p.formula),
        joined(p.name, p.numbers),
        joined(p.name, p.number),
    ],
    "restated": lambda p: [
        joined(p.name, p.formula, p.numbers, p.number),
        joined(p.name, p.number),
    ],
    "indented below": lambda p: [
        line if not i else f"      {line}"
        for i, line in enumerate(below(joined(p.name, p.formula), p.numbers, p.number))
    ],
    "numbers only": lambda p: [joined(p.name, p.numbers, p.number)],
    "bare": lambda p: [joined(p.name, p.number)],
}
NEED_KEY = ("bare", "numbers only")

Line = tuple[str, int | None]  # text, and the row it belongs to
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
        starts = line[1] is not None and (not i or lines[i - 1][1] != line[1])
        if starts and rng.random() < 0.3:
            found += [("", None)] * rng.randint(0, 1) + [(rng.choice(REMARKS), None)]
        found.append(line)
    return found


def each_row(lines: list[Line], first: Callable[[str, int], str], later: str) -> list[Line]:
    """Something before the first line of every row, and before its later lines."""
    found: list[Line] = []
    count, last = 0, None
    for text, row in lines:
        if row is None:
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
    return [("## Solution", None), ("", None), *with_remarks(dollars, rng)]


def display(lines: list[Line], rng: random.Random) -> list[Line]:
    """Each row a displayed formula of its own."""
    found: list[Line] = [("# Solution", None)]
    rows = sorted({row for _, row in lines if row is not None})
    found += [in_dollars(line) for line in lines if line[1] is None]
    for at in rows:
        texts = [text for text, row in lines if row == at]
        found += [("$$", None), *((text, at) for text in texts), ("$$", None), ("", None)]
    return found


def align(lines: list[Line], rng: random.Random) -> list[Line]:
    """An align environment; the equals signs stand below each other."""
    rows: list[Line] = [(text.replace("=", "&=", 1) + r" \\", row) for text, row in lines if text]
    return [(r"\begin{align}", None), *rows, (r"\end{align}", None)]


def bold(lines: list[Line], rng: random.Random) -> list[Line]:
    """The number of a row in bold."""
    found: list[Line] = []
    for at, (text, row) in enumerate(lines):
        head, equals, number = text.rpartition("= ")
        last = at + 1 == len(lines) or lines[at + 1][1] != row
        strong = row is not None and equals and last and not number.startswith("[")
        found.append((f"{head}= **{number}**" if strong else text, row))
    return [("### Backpropagation", None), *found]


def fenced(lines: list[Line], rng: random.Random) -> list[Line]:
    """A block of code in Markdown."""
    return [
        ("My solution:", None),
        (rng.choice(("```", "```text", "```python")), None),
        *lines,
        ("```", None),
    ]


DOCUMENTS: dict[str, Document] = {
    "plain": lambda lines, rng: lines,
    "remarks": with_remarks,
    "bullets": lambda lines, rng: each_row(lines, lambda text, n: f"- {text}", "  "),
    "numbered": lambda lines, rng: each_row(lines, lambda text, n: f"{n}. {text}", "   "),
    "numbered with brackets": lambda lines, rng: each_row(
        lines, lambda text, n: f"{n}) {text}", "   "
    ),
    "full stops": lambda lines, rng: [
        (text + "." if row is not None else text, row) for text, row in lines
    ],
    "markdown": markdown,
    "displayed": display,
    "align": align,
    "bold": bold,
    "fenced": fenced,
}
LATEX_ONLY = ("align", "displayed")
NEVER_LATEX = ("bold", "fenced")


def given_lines(work: Work, style: Style, rng: random.Random, declared: bool) -> list[str]:
    """What is given, as people write it; `declared` asks for the sheets' own form."""
    pairs = [(name_written(n, style), number_written(x, style)) for n, x in work.given.items()]
    each_one = [f"{name} = {number}" for name, number in pairs]
    between = "; " if style.comma else ", "
    if declared:
        return [f"given: {pair}" for pair in each_one]
    return rng.choice(
        [
            each_one,
            [between.join(each_one)],
            [f"Given: {between.join(each_one)}"],
            [f"Let {between.join(each_one)}"],
            [f"Given {pair}" for pair in each_one],
        ]
    )


def head(work: Work, house: bool) -> list[str]:
    """The line that asks for places."""
    habit = work.hand.habit
    if not house or habit.declared == "-" or habit.figures:
        return []
    return [f"round: {work.hand.places} {habit.declared}".strip()]


def lines_of(work: Work, style: Style, layout: str) -> Iterable[Line]:
    """The rows, line by line."""
    for at, entry in enumerate(work.entries):
        for text in LAYOUTS[layout](parts(entry, style)):
            yield text, at
