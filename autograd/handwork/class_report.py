"""Many sheets: the commonest slips, the lines where most fail, and how often each one is met."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from autograd.handwork.verdicts import CARRIED, SLIP, UNREAD, Report


@dataclass(frozen=True)
class ClassReport:
    """What a class got wrong.

    `slips` counts each named slip (the first guess of a line), `lines` how many sheets slip in a
    line, `carried` how many carry a wrong number through it, `edges` how many slip where the
    derivative (A, B) or the quantity A is worked out: the heat of a drawing's edges.
    """

    sheets: int
    right: int
    unreadable: int
    slips: tuple[tuple[str, int], ...]
    lines: tuple[tuple[int, str, int], ...]
    carried: tuple[tuple[int, int], ...]
    about: tuple[tuple[str, int], ...]


def class_report(reports: Sequence[Report]) -> ClassReport:
    r"""The counts over the sheets of a class.

    >>> from autograd.handwork.checking import check
    >>> found = class_report([check("a = 2\nb = 3 a = 5"), check("a = 2\nb = 3 a = 6")])
    >>> found.right, found.lines
    (1, ((2, 'b', 1),))
    """
    slips, lines, carried, about = Counter[str](), Counter[int](), Counter[int](), Counter[str]()
    names: dict[int, str] = {}
    for report in reports:
        for line in report.lines:
            names.setdefault(line.line, subject(line.text))
            if line.verdict == SLIP:
                slips[line.guesses[0].slip if line.guesses else "unexplained"] += 1
                lines[line.line] += 1
                about[subject(line.text)] += 1
            elif line.verdict == CARRIED:
                carried[line.line] += 1
    return ClassReport(
        len(reports),
        sum(report.is_right for report in reports),
        sum(any(x.verdict == UNREAD for x in r.lines) or bool(r.error) for r in reports),
        tuple(slips.most_common()),
        tuple((line, names[line], count) for line, count in lines.most_common()),
        tuple(carried.most_common()),
        tuple(about.most_common()),
    )


def subject(text: str) -> str:
    """What a line is about: what stands before its first `=`.

    >>> subject("Σ₁ : x₁ w₁ = 1.368")
    'Σ₁'
    """
    return re.split("[=≈:]", text, maxsplit=1)[0].strip()


def class_text(found: ClassReport, most: int = 10) -> str:
    """A class report for a terminal."""
    rows = [
        f"{found.sheets} sheets: {found.right} right, {found.unreadable} with unreadable parts.",
        "",
        "Commonest slips",
        *(f"{count:>5}  {slip}" for slip, count in found.slips[:most]),
        "",
        "Lines where most slip",
        *(f"{count:>5}  line {line}: {name}" for line, name, count in found.lines[:most]),
    ]
    return "\n".join(rows)
