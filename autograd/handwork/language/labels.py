"""Labels: what a line is about, in the person's spelling and in plain letters for comparing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograd.handwork.language.expressions import Name, Slope, is_number
from autograd.handwork.language.lines import headed
from autograd.handwork.language.plain_text import SpellingError, spell
from autograd.handwork.language.reading import DIRECTIVE, Sheet


def subject(text: str) -> str:
    """What a line is about: what stands before its first `=`.

    >>> subject("Σ₁ : x₁ w₁ = 1.368")
    'Σ₁'
    """
    return re.split("[=≈:]", text, maxsplit=1)[0].strip()


def plain_label(text: str) -> str:
    """What a line is about in plain letters, the same for every spelling.

    >>> plain_label("∂L/∂q[1] = 2"), plain_label("dL/dq₁ = 2")
    ('dL/dq1', 'dL/dq1')
    """
    try:
        return re.sub(r"[\s\[\],]", "", spell(subject(text)).text)
    except SpellingError:
        return subject(text)


def labels_in(text: str) -> Iterator[str]:
    """The plain labels of all that a line gives numbers to, whether it can be read or not.

    >>> list(labels_in("given: x₁, t = 0.7, 1")), list(labels_in("given: x = 0.7, t = 1"))
    (['x1', 't'], ['x', 't'])
    """
    heading = DIRECTIVE.match(text)
    if heading is None:
        yield plain_label(text)
        return
    *named, last = text[heading.end() :].split("=")
    for part in named[0].split(",") if named else [last]:
        yield plain_label(part)
    for part in named[1:]:
        yield plain_label(part.rpartition(",")[2])


def missing_from(sheet: Sheet, key: Sheet) -> tuple[str, ...]:
    r"""What the key works out and the sheet has no line about, in the key's spelling.

    >>> from autograd.handwork.language.reading import read
    >>> missing_from(read("S₁ = 4"), read("given: a = 2\nS1 = a a\ndS1/da = 2 a"))
    ('dS1/da',)
    """
    there = {label for line in sheet.lines for label in labels_in(line.text)}
    worked = dict[str, str]()
    for line in headed(key.lines):
        about, first = line.parts[:2]
        name = isinstance(about.tree, Name) and not is_number(first.tree)
        if not line.given and (name or isinstance(about.tree, Slope)):
            worked.setdefault(plain_label(about.text), about.text.rstrip(" :"))
    return tuple(shown for label, shown in worked.items() if label not in there)
