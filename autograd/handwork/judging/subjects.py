"""Subjects: what each line of a sheet is about, and the numbers that a key itself states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autograd.handwork.judging.doubts import label_of
from autograd.handwork.judging.verdicts import LAST_PLACE, OK, TRUNCATED, JudgedLine, Report
from autograd.handwork.language.arrays import flat, shape
from autograd.handwork.language.expressions import Name, Slope
from autograd.handwork.language.labels import plain_label
from autograd.handwork.language.reading import Line, Sheet


def subjects(sheet: Sheet) -> dict[int, str]:
    r"""The plain label of what each line is about, a name of its own for one about nothing.

    >>> from autograd.handwork.language.reading import read
    >>> subjects(read("Σ₁ = 2\n= 3\ndL/dx = 4\n(2)(3) = 6"))
    {1: 'S1', 2: 'S1', 3: 'dL/dx', 4: 'line 4'}
    """
    found: dict[int, str] = {}
    label = ""
    for line in sheet.lines:
        label = label if line.continues else _label(line)
        found.setdefault(line.number, label)
    return found


def _label(line: Line) -> str:
    about = line.parts[0].tree if line.parts else None
    if isinstance(about, Name):
        return about.id + "".join(map(str, about.index))
    if isinstance(about, Slope) and isinstance(about.of, Name):
        return label_of(about)
    if about is None or isinstance(about, Slope):
        return plain_label(line.text)
    return f"line {line.number}"


def with_numbers_of(key: Report, sheet: Sheet, lines: Sequence[JudgedLine]) -> list[JudgedLine]:
    """The lines with the key's own number as the right one, where it is right but for rounding.

    Worked out without rounding, a result may end in another digit than on the key handed out.
    """
    about, keyed = subjects(sheet), subjects(key.sheet)
    stated = {
        keyed[line.line]: line
        for line in key.lines
        if line.verdict in (OK, LAST_PLACE, TRUNCATED) and line.checks and line.line in keyed
    }
    return [_as_stated(line, about.get(line.line, ""), stated) for line in lines]


def _as_stated(line: JudgedLine, label: str, stated: Mapping[str, JudgedLine]) -> JudgedLine:
    other = stated.get(label)
    if other is None or other.claimed is None or line.expected is None:
        return line
    last = other.checks[-1]
    if last.places is None or line.places is None or shape(line.expected) != shape(other.claimed):
        return line
    pairs = zip(flat(other.claimed), flat(line.expected), strict=True)
    near = all(abs(float(a) - float(b)) <= 1.5 * 10.0**-last.places for a, b in pairs)
    return replace(line, expected=other.claimed) if near and last.places == line.places else line
