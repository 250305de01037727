"""Templates of one's own: a worked sheet whose given numbers are drawn anew."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from random import Random

from autograd.handwork.exercises.templates import Draft, Template
from autograd.handwork.language.expressions import (
    Array,
    Expression,
    Name,
    Negative,
    Numeral,
    Slope,
    is_number,
    names_in,
)
from autograd.handwork.language.reading import Sheet, read
from autograd.handwork.language.wording import text as text_of

SPREAD = 0.5
"""A number is drawn from half of it to one and a half."""


def own_template(sheet: Sheet | str) -> Template:
    r"""A template from a sheet: its lines, and its given numbers drawn anew around those it has.

    Signs and sizes stay, so that a logarithm keeps its domain; so does what is written without a
    decimal point, such as a target 1 or a count.

    Raises:
        ValueError: The sheet gives no number to be drawn, or works nothing out.

    >>> draft = own_template("given: x, n = 0.5, 3\ny = x^2 + n = 3.25")(Random(1))
    >>> draft.given, draft.lines
    (('x = 0.32', 'n = 3'), ('y = x^2 + n',))
    """
    text = sheet if isinstance(sheet, str) else sheet.text
    draft = redrawn(text, Random(0))
    if not draft.lines:
        raise ValueError("this sheet works nothing out: write lines such as z = w x + b")
    if not any("." in row for row in draft.given):
        raise ValueError(
            "this sheet gives no number that can be drawn anew: write some with a decimal point, "
            "such as given: w = 0.5"
        )
    return partial(redrawn, text)


def redrawn(text: str, draw: Random) -> Draft:
    """The sheet with other numbers."""
    taken = list[float]()
    return _draft(read(text), lambda number: _drawn(number, draw, taken))


def plain(sheet: Sheet) -> str:
    r"""The sheet as an exercise has it, with its own numbers: a row for each, formulas alone.

    >>> print(plain(read("Let a = 0,5; b = 2\nc = a b = 0,5 * 2 = 1,0")), end="")
    title: a network
    given: a = 0.5
    given: b = 2
    c = a b
    """
    draft = _draft(sheet, lambda number: text_of(number).replace("−", "-"))
    return "\n".join(
        [f"title: {draft.title}", *(f"given: {row}" for row in draft.given), *draft.lines, ""]
    )


def _draft(sheet: Sheet, number: Callable[[Expression], str]) -> Draft:
    """What a sheet gives, each number written by `number`, and its lines without numbers."""
    given, lines, shown = list[str](), list[str](), own_spelling(sheet)
    for line in sheet.lines:
        if line.error is not None or len(line.parts) < 2:
            continue
        about, first = line.parts[0], line.parts[1]
        if isinstance(about.tree, Name) and is_number(first.tree):
            given.append(f"{shown.get(about.tree.id, about.text)} = {number(first.tree)}")
        elif isinstance(about.tree, Name | Slope):
            lines.append(f"{about.text} = {first.text}")
    return Draft(sheet.title or "a network", tuple(given), tuple(lines))


def own_spelling(sheet: Sheet) -> dict[str, str]:
    """How the lines of a sheet write its names, by what they are read as: w₁₁ for w11."""
    names = (name for line in sheet.lines for part in line.parts for name in names_in(part.tree))
    return {name.id: name.shown for name in names if name.shown != name.id}


def _drawn(number: Expression, draw: Random, taken: list[float]) -> str:
    """A number or an array of numbers, drawn anew."""
    match number:
        case Array(items):
            return f"[{', '.join(_drawn(item, draw, taken) for item in items)}]"
        case Negative(operand):
            return f"-{_drawn(operand, draw, taken)}"
        case Numeral(value, text) if "." in text and value:
            return _near(value, draw, taken)
    assert isinstance(number, Numeral)
    return number.text


def _near(value: float, draw: Random, taken: list[float]) -> str:
    """A number of the same size, unlike those before it: two decimals, if small two figures."""
    places = max(2, 1 - math.floor(math.log10(value)))
    unit = 10.0**-places
    for _ in range(20):
        x = round(value * draw.uniform(1 - SPREAD, 1 + SPREAD), places)
        if x and all(abs(x - other) > 2 * unit for other in taken):
            break
    taken.append(x)
    return f"{x:.{places}f}".rstrip("0") if x != round(x) else f"{x:.1f}"
