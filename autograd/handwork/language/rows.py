"""Rows: what of a person's row is a calculation, without bullets, marks and words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.habits.markdown import BULLETS, LISTS, MARKDOWN
from autograd.handwork.habits.prose import LABELS, calculation
from autograd.handwork.habits.rules import rewritten
from autograd.handwork.language.functions import SPELLINGS
from autograd.ops.alphabet import GREEK

SUBJECT = re.compile(r"([^\W\d_][\w\u0302-\u0307]*)\s*(?:[=≈←,]|:(?!\w))")
"""What may be a name: it stands before a relation, or in the list of a `given` row."""
KNOWN = frozenset({*SPELLINGS, *GREEK})


def names_in(rows: Iterable[str]) -> frozenset[str]:
    """The names that a sheet may give to quantities, functions and Greek letters among them.

    >>> sorted(names_in(["w, x = 1, 2", "- net = w x"]) - KNOWN)
    ['net', 'w', 'x']
    """
    plain = (rewritten(PlainLine.of(row), (*MARKDOWN, *LISTS, *LABELS)).text for row in rows)
    return KNOWN.union(*(SUBJECT.findall(row) for row in plain))


def calculation_in(row: str, names: frozenset[str], before: Iterable[str] = ()) -> PlainLine | None:
    """The calculation in a row of a sheet that has these names; None if it has none.

    `- a = …` and `2 - a = …` are items of a list, unless `a` had its value before.

    >>> calculation_in("- **h1** = 0.3", frozenset()).text
    'h1 = 0.3'
    >>> calculation_in("Next comes the hidden layer:", frozenset()) is None
    True
    """
    line = rewritten(PlainLine.of(row.partition("#")[0]), (*MARKDOWN, *LISTS))
    item = rewritten(line, BULLETS)
    subject = SUBJECT.match(item.text)
    if subject is None or subject.group(1) not in before:
        line = item
    return calculation(rewritten(line, LABELS), names)
