"""Labels: what a line is about, in the person's spelling and in plain letters for comparing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.language.expressions import Name, Slope, is_number
from autograd.handwork.language.lines import with_subjects
from autograd.handwork.language.plain_text import SpellingError, spell
from autograd.handwork.language.reading import DIRECTIVE, Sheet
from autograd.handwork.language.rows import KNOWN, calculations, tidied


def subject(text: str) -> str:
    r"""What a row is about: what stands before the first `=` of its calculation.

    >>> subject("Σ₁ : x₁ w₁ = 1.368"), subject(r"- so we get $\frac{\partial L}{\partial w_1}$ = 2")
    ('Σ₁', '∂L/∂w_1')
    """
    found = _calculations(text)
    return _before_relation(found[0] if found else text)


def _calculations(text: str) -> list[str]:
    """The calculations in a row, without bullets, marks and words."""
    tidy = tidied(PlainLine.of(text), len(text))
    return [line.text for line in calculations(tidy, KNOWN)]


def _before_relation(text: str) -> str:
    return re.split("[=≈:]", text, maxsplit=1)[0].strip()


def plain_label(text: str) -> str:
    """What a line is about in plain letters, the same for every spelling.

    >>> plain_label("∂L/∂q[1] = 2"), plain_label("dL/dq₁ = 2")
    ('dL/dq1', 'dL/dq1')
    """
    return _plain(subject(text))


def _plain(about: str) -> str:
    try:
        return re.sub(r"[\s\[\],]", "", spell(about).text)
    except SpellingError:
        return about


def labels_in(text: str) -> Iterator[str]:
    """The plain labels of all that a row gives numbers to, whether it can be read or not.

    >>> list(labels_in("given: x₁, t = 0.7, 1")), list(labels_in("given: x = 0.7, t = 1"))
    (['x1', 't'], ['x', 't'])
    >>> list(labels_in("so x = 0.7 and t = 1"))
    ['x', 't']
    """
    heading = DIRECTIVE.match(text)
    if heading is None:
        yield from (_plain(_before_relation(found)) for found in _calculations(text) or [text])
        return
    *named, last = text[heading.end() :].split("=")
    for part in named[0].split(",") if named else [last]:
        yield plain_label(part)
    for part in named[1:]:
        yield plain_label(part.rpartition(",")[2])


def _aliased(label: str, meant: Mapping[str, str]) -> str:
    """A plain label with the names that its sheet calls otherwise."""
    of, line, wrt = label.partition("/d")
    if not line or not of.startswith("d"):
        return meant.get(label, label)
    return f"d{meant.get(of[1:], of[1:])}/d{meant.get(wrt, wrt)}"


def missing_from(sheet: Sheet, key: Sheet) -> tuple[str, ...]:
    r"""What the key works out and the sheet has no line about, in the key's spelling.

    >>> from autograd.handwork.language.reading import read
    >>> missing_from(read("S₁ = 4"), read("given: a = 2\nS1 = a a\ndS1/da = 2 a"))
    ('dS1/da',)
    """
    meant = dict(sheet.aliases)
    there = {_aliased(label, meant) for line in sheet.lines for label in labels_in(line.text)}
    return tuple(shown for label, shown in works_out(key).items() if label not in there)


def works_out(sheet: Sheet) -> dict[str, str]:
    r"""What a sheet works out, by its plain labels in its own spelling; given numbers do not count.

    >>> from autograd.handwork.language.reading import read
    >>> works_out(read("given: a = 2\nS₁ = a a = 4\nc = 3\ndS₁/da = 4"))
    {'S1': 'S₁', 'dS1/da': 'dS₁/da'}
    """
    worked = dict[str, str]()
    for line in with_subjects(sheet.lines):
        about, first = line.parts[:2]
        name = isinstance(about.tree, Name) and not is_number(first.tree)
        if not line.given and (name or isinstance(about.tree, Slope)):
            worked.setdefault(plain_label(about.text), about.text.rstrip(" :"))
    return worked
