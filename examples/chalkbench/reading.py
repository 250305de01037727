"""The templates: problems as they stand in exercise books, each row with the slips people make.

A file of templates is read line by line:

    [name]                        a problem
    given x w: -2 .. 2            numbers to be drawn, with one decimal; `in 2, 3` from a list
    given X[2,3]: -1 .. 1         an array
    z = w*x + b                   a row of working; dL_dw stands for the derivative dL/dw
      | sign | w*x - b            the same row with a slip; several names count, with commas
"""

import ast
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from examples.chalkbench.arithmetic import formula, names_in

DERIVATIVE = re.compile(r"d([A-Za-z]\w*?)_d([A-Za-z]\w*)")
NEW = "_new"
FOLDER = Path(__file__).parent / "templates"
GIVEN = re.compile(r"given (?P<names>.+?): (?:(?P<low>\S+) \.\. (?P<high>\S+)|in (?P<choice>.+))")
ROW = re.compile(r"(?P<name>\w+) = (?P<formula>.+)")
SLIP = re.compile(r"\| (?P<names>.+?) \| (?P<formula>.+)")


@dataclass(frozen=True)
class Mistake:
    """A slip in a row: its names, the commonest first, and what is computed instead."""

    names: tuple[str, ...]
    formula: ast.expr


@dataclass(frozen=True)
class Draw:
    """Names and the numbers they may have; `shape` is () for a number."""

    name: str
    shape: tuple[int, ...]
    choices: tuple[str, ...]


@dataclass
class Row:
    """A quantity, how it is worked out, and the slips that belong to it."""

    name: str
    formula: ast.expr
    mistakes: list[Mistake] = field(default_factory=list)

    @property
    def uses(self) -> list[str]:
        """The quantities it is worked out from."""
        return names_in(self.formula)


@dataclass
class Template:
    """A problem: what is given, and its rows in order."""

    name: str
    given: list[Draw] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def tenths(low: str, high: str) -> tuple[str, ...]:
    """All numbers with one decimal in a range that are neither 0 nor ±1: those hide slips."""
    steps = range(round(float(low) * 10), round(float(high) * 10) + 1)
    return tuple(str(step / 10) for step in steps if abs(step) not in (0, 10))


def draws(found: re.Match[str]) -> list[Draw]:
    """One draw for each name of a `given` line."""
    if found["choice"]:
        choices = tuple(found["choice"].split(", "))
    else:
        choices = tenths(found["low"], found["high"])
    parts = [re.fullmatch(r"(\w+)(?:\[(.+)\])?", name) for name in found["names"].split()]
    return [
        Draw(part[1], tuple(map(int, (part[2] or "").split(",") if part[2] else ())), choices)
        for part in parts
        if part
    ]


def templates_in(text: str) -> list[Template]:
    """The templates of one file."""
    found: list[Template] = []
    for line in map(str.strip, text.splitlines()):
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            found.append(Template(line.strip("[]")))
        elif given := GIVEN.fullmatch(line):
            found[-1].given += draws(given)
        elif slip := SLIP.fullmatch(line):
            names = tuple(slip["names"].split(", "))
            found[-1].rows[-1].mistakes.append(Mistake(names, formula(slip["formula"])))
        elif row := ROW.fullmatch(line):
            found[-1].rows.append(Row(row["name"], formula(row["formula"])))
        else:
            raise ValueError(f"no line of a template: {line!r}")
    return found


@cache
def all_templates() -> tuple[Template, ...]:
    """Every template there is, file by file in the order of their names."""
    files = sorted(FOLDER.glob("*.txt"))
    return tuple(t for file in files for t in templates_in(file.read_text(encoding="utf-8")))
