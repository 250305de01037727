"""Marks: fractions, method and accuracy apart, by a scheme that the teacher sets.

They are given for quantities, not for lines: those that the key works out, or else those of the
sheet. However many lines somebody writes about a quantity, it is worth the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from typing import NamedTuple

from autograd.handwork.judging.subjects import subjects
from autograd.handwork.judging.verdicts import (
    ARITHMETIC,
    CARRIED,
    LAST_PLACE,
    NOT_CREDITABLE,
    OK,
    SLIP,
    TRUNCATED,
    UNJUDGED,
    UNREAD,
    JudgedLine,
    Report,
)
from autograd.handwork.language.expressions import Name, is_number, names_in
from autograd.handwork.language.labels import plain_label, subject, works_out
from autograd.handwork.language.reading import Line, Sheet
from autograd.handwork.language.visible import visible


@dataclass(frozen=True)
class Scheme:
    """What a quantity is worth: marks for method and accuracy, and the share each verdict earns.

    Method is lost with a wrong set-up or substitution, accuracy with a wrong number. Quantities in
    `weights`, called as on the sheet or the key, count so many times; others count once. Where
    `points` are given, the marks of a sheet are scaled to so many in all; where a `step` is, they
    are rounded to whole steps, half a step up.

    >>> str(Scheme(accuracy=Fraction(1, 2)).accuracy)
    '1/2'
    """

    method: Fraction = Fraction(1)
    accuracy: Fraction = Fraction(1)
    carried: Fraction = Fraction(1)
    last_place: Fraction = Fraction(1)
    truncated: Fraction = Fraction(1)
    weights: dict[str, Fraction] = field(default_factory=dict)
    points: Fraction | None = None
    step: Fraction | None = None


@dataclass(frozen=True)
class QuantityMarks:
    """The marks for one quantity; `lines` are those about it, none where the sheet lacks it."""

    name: str
    lines: tuple[int, ...]
    method: Fraction
    accuracy: Fraction
    possible: Fraction

    @property
    def got(self) -> Fraction:
        """Method and accuracy together."""
        return self.method + self.accuracy


@dataclass(frozen=True, repr=False)
class Marks:
    """The marks of a sheet, quantity by quantity; prints as a list."""

    quantities: tuple[QuantityMarks, ...]

    def points(self, scheme: Scheme) -> tuple[Fraction, Fraction]:
        """What the sheet gets and could get, scaled and rounded as a scheme says.

        >>> one = QuantityMarks("b", (2,), Fraction(1), Fraction(1, 3), Fraction(2))
        >>> got, possible = Marks((one,)).points(Scheme(points=Fraction(10), step=Fraction(1, 2)))
        >>> str(got), str(possible)  # 20/3, to the nearest half
        ('13/2', '10')
        """
        possible = self.possible if scheme.points is None else scheme.points
        got = self.got * possible / (self.possible or 1)
        if scheme.step is not None:
            steps = floor(got / scheme.step + Fraction(1, 2))
            got = min(steps * scheme.step, possible)
        return got, possible

    @property
    def got(self) -> Fraction:
        """All marks earned."""
        return sum((each.got for each in self.quantities), Fraction())

    @property
    def possible(self) -> Fraction:
        """All marks that can be earned."""
        return sum((each.possible for each in self.quantities), Fraction())

    def __str__(self) -> str:
        rows = [
            f"{each.name}: {decimal(each.got)} of {decimal(each.possible)} "
            f"(method {decimal(each.method)}, accuracy {decimal(each.accuracy)})"
            for each in self.quantities
        ]
        return visible("\n".join([*rows, f"{decimal(self.got)} of {decimal(self.possible)}"]))

    __repr__ = __str__


def decimal(amount: Fraction) -> str:
    """Marks as a spreadsheet takes them: it would take 3/2 for a day in March.

    >>> decimal(Fraction(3, 2)), decimal(Fraction(2, 3)), decimal(Fraction(10))
    ('1.5', '0.6667', '10')
    """
    return f"{float(amount):.4f}".rstrip("0").rstrip(".")


class Work(NamedTuple):
    """One line of a sheet with its verdict, and whether it comes to a result."""

    judged: JudgedLine
    has_result: bool


def mark(report: Report, scheme: Scheme | None = None) -> Marks:
    r"""The marks of a sheet.

    Raises:
        TypeError: It is no report, or no scheme.

    >>> from autograd.handwork.checking import check
    >>> marks = mark(check("a = 2\nb = 3 a = 5\nc = b b = 25"), Scheme(carried=Fraction(1, 2)))
    >>> print(marks)
    b: 1 of 2 (method 1, accuracy 0)
    c: 1.5 of 2 (method 1, accuracy 0.5)
    2.5 of 4
    """
    if not isinstance(report, Report):
        raise TypeError(f"mark takes a report, got {type(report).__name__}; write mark(check(…))")
    used = scheme or Scheme()
    work, shown = _work_of(report)
    asked = works_out(report.key.sheet) if report.key else {}
    asked = asked or {label: shown[label] for label, lines in work.items() if _counts(lines)}
    weights = {plain_label(name): weight for name, weight in used.weights.items()}
    return Marks(
        tuple(
            _marks(name, work.get(label, ()), used, weights.get(label, Fraction(1)))
            for label, name in asked.items()
        )
    )


def bare_formulas(report: Report) -> list[str]:
    """The key's quantities whose formula stands on the sheet, but not what it gives.

    >>> from autograd.handwork.checking import check
    >>> key = "given: x = 3\\nh = 2 x = 6\\nL = h^2 = 36"
    >>> bare_formulas(check("given: x = 3\\nh = 2 x = 6\\nL = h^2", key=key))
    ['L']
    """
    asked = works_out(report.key.sheet) if report.key else {}
    work, _ = _work_of(report)
    return [
        name
        for label, name in asked.items()
        if label in work
        and all(line.judged.verdict == OK and not line.has_result for line in work[label])
    ]


def _work_of(report: Report) -> tuple[dict[str, list[Work]], dict[str, str]]:
    """The lines about each quantity by its plain label, and how the sheet spells it.

    A calculation about nothing counts for itself; what is given, or says nothing, is no work.
    """
    judged = {line.line: line for line in report.lines}
    free = _symbols(report.sheet)
    work: dict[str, list[Work]] = {}
    shown: dict[str, str] = {}
    labels = subjects(report.sheet)
    for line in report.sheet.lines:
        if line.given or line.number not in judged:
            continue
        label = labels[line.number]
        shown.setdefault(label, subject(line.text))
        if line.error or not _is_empty(line):
            results = line.parts if line.continues else line.parts[1:]
            symbolic = any(name.id in free for part in line.parts for name in names_in(part.tree))
            has_result = symbolic or any(is_number(part.tree) for part in results)
            work.setdefault(label, []).append(Work(judged[line.number], has_result))
    return work, shown


def _is_empty(line: Line) -> bool:
    """Whether a line says nothing: `1 = 1`, `dL/dw = dL/dw`, or a number given a name."""
    trees = [part.tree for part in line.parts]
    if line.continues:
        return False
    return all(is_number(tree) for tree in trees) or (len(trees) > 1 and len(set(trees)) == 1)


def _symbols(sheet: Sheet) -> set[str]:
    """The free symbols of a sheet and what is made of them: such lines have no number to show."""
    found = {name.id for free in sheet.free for name in free.names}
    for line in sheet.lines if found else ():
        about = line.parts[0].tree if len(line.parts) > 1 else None
        used = (name.id for part in line.parts for name in names_in(part.tree))
        if isinstance(about, Name) and not found.isdisjoint(used):
            found.add(about.id)
    return found


def _counts(lines: Sequence[Work]) -> bool:
    """Whether a quantity of a sheet without a key counts: it was worked out, or tried to be."""
    return any(
        line.judged.verdict != OK or (line.has_result and line.judged.checks) for line in lines
    )


def _marks(name: str, lines: Sequence[Work], scheme: Scheme, weight: Fraction) -> QuantityMarks:
    """The marks for a quantity from all lines about it.

    Who corrects a number has a right one; who only repeats a wrong one, which then is carried, not.
    """
    share = {
        OK: Fraction(1),
        CARRIED: scheme.carried,
        LAST_PLACE: scheme.last_place,
        TRUNCATED: scheme.truncated,
        SLIP: Fraction(0),
        NOT_CREDITABLE: Fraction(0),
    }
    seen = [line for line in lines if line.judged.verdict not in (UNREAD, UNJUDGED)]
    verdicts = [line.judged.verdict for line in seen]
    results = [line.judged.verdict for line in seen if line.has_result]
    method, accuracy = False, Fraction(0)
    if results and NOT_CREDITABLE not in verdicts:
        method = all(line.judged.verdict != SLIP or line.judged.kind == ARITHMETIC for line in seen)
        right = results[-1] in (OK, LAST_PLACE, TRUNCATED)
        accuracy = share[results[-1]] if right else min(share[verdict] for verdict in verdicts)
    return QuantityMarks(
        name,
        tuple(dict.fromkeys(line.judged.line for line in lines)),
        weight * scheme.method * method,
        weight * scheme.accuracy * accuracy,
        weight * (scheme.method + scheme.accuracy),
    )
