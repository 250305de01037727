"""How a row is laid out: its pieces on one line or on several."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from examples.chalkbench.people import Entry, Work
from examples.chalkbench.spellings import formula_written, name_written, number_written
from examples.chalkbench.styles import Style


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
    dots = "…" if entry.cut else ""
    number = number_written(entry.number, style) + dots
    numbers = formula_written(entry.formula, style, entry.operands)
    return Parts(name_written(entry.row.name, style), formula, numbers, number)


def joined(*pieces: str) -> str:
    """Pieces with equals signs between, none twice in a row."""
    kept = [piece for i, piece in enumerate(pieces) if not i or piece != pieces[i - 1]]
    return " = ".join(kept).replace(" : = ", " := ").replace(" ← = ", " ← ")


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
    "name above": lambda p: [f"{p.name}:", *below("", p.formula, p.numbers, p.number)[1:]],
    "with a colon": lambda p: [f"{p.name}: {joined(p.formula, p.numbers, p.number)}"],
    "table": lambda p: [f"| {p.name} | {joined(p.formula, p.numbers)} | {p.number} |"],
    "row of a table": lambda p: [f"| {joined(p.name, p.formula, p.numbers, p.number)} |"],
}
NEED_KEY = ("bare", "numbers only")
TABLES = {
    "table": ("| quantity | formula | value |", "|---|---|---|"),
    "row of a table": ("| working |", "|---|"),
}
Line = tuple[str, tuple[int, ...]]  # text, and the rows it belongs to


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


def with_result(text: str, number: str, style: Style) -> str:
    """The sign of the style before the number at the end; a lone name keeps its equals sign."""
    ending = f"= {number}"
    if style.result == "=" or not text.endswith(ending) or not (text[0] == "=" or " = " in text):
        return text
    before = text.removesuffix(ending)
    if before.strip() and "=" not in before:
        return text
    return f"{before}{style.result} {number}"


def lines_of(work: Work, style: Style, layout: str) -> Iterable[Line]:
    """The rows, line by line."""
    for text in TABLES.get(layout, ()):
        yield text, ()
    for at, entry in enumerate(work.entries):
        pieces = parts(entry, style)
        for text in LAYOUTS[layout](pieces):
            yield with_result(text, pieces.number, style), (at,)
