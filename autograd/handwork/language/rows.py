"""Rows: what of a person's row is a calculation, without bullets, marks and words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from autograd.handwork.habits import latex
from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.habits.markdown import BULLETS, ENDS, LISTS, MARKDOWN, RESULTS
from autograd.handwork.habits.names import LAYERS
from autograd.handwork.habits.prose import LABELS, calculation
from autograd.handwork.habits.rules import rewritten
from autograd.handwork.habits.several import results
from autograd.handwork.language.functions import SPELLINGS
from autograd.ops.alphabet import GREEK

SUBJECT = re.compile(r"([^\W\d_][\w\u0302-\u0307]*)\s*(?:[=≈←]|:=|:(?=[^:]*=))")
"""What may be a name: it stands before a relation."""
UPDATE = re.compile(r"(\w+)\s*(?:←|:=|=(?=.*(?<!\w)\1(?!\w)))")
"""A new value for a name that had one: w ← 0.4, w = w − ηg."""
SUBJECTS = re.compile(r"\s*(?:given\s*:)?\s*(\w+(?:\s*,\s*\w+)+)\s*=", re.IGNORECASE)
"""Names in a list that gets its numbers together."""
SQUARED = re.compile(r"\W*([^\W\d_][^\W²]*)(?:²|\^2|\^\{2\})\s*(?:[=≈]|:=)")
DASH = re.compile(r"\s*[-–—]\s+(?=\S)")
MINUS = re.compile(r"\s*(?:\d{1,2} )?[-–—]\s")
GIVEN_SIDE_BY_SIDE = re.compile(r"(?:\s*\w+=[-−]?[\d.]+)(?:\s+\w+=[-−]?[\d.]+)+\s*")
"""`x=0.9 y=0.4`."""
NAMED = re.compile(r"(\w+)=")
CALLED = {"step", "multiply", "square", "count", "length", "sign", "absolute", "if", "flip"}
"""Functions that are words too: they are functions only with brackets behind them."""
KNOWN = frozenset({*SPELLINGS, *GREEK, "new", "old", "updated", "New", "Updated"}) - CALLED


def tidied(line: PlainLine, longest: int) -> PlainLine:
    r"""A row without remarks, LaTeX and Markdown; what makes it one of a list stays.

    >>> tidied(PlainLine.of(r"- **$\sigma_1$** = 0.5  # first"), 80).text
    '- σ_1 = 0.5  '
    """
    if len(line.text) <= longest:
        line = rewritten(line, RESULTS)
    remark = line.text.find("#")
    line = line.cut(0, remark) if remark >= 0 else line
    if len(line.text) > longest:
        return line.cut(0, 0)
    return rewritten(latex.plain(line), (*MARKDOWN, *LISTS, *LAYERS))


def names_in(rows: Iterable[PlainLine]) -> frozenset[str]:
    """The names that a sheet may give to quantities, functions and Greek letters among them.

    >>> rows = map(PlainLine.of, ["w, x = 1, 2", "- net = w x", "Hidden layer: h = 2"])
    >>> sorted(names_in(rows) - KNOWN)
    ['h', 'net', 'w', 'x']
    """
    found = set[str]()
    for row in rows:
        text = rewritten(row, LABELS).text
        found.update(SUBJECT.findall(text))
        several = SUBJECTS.match(text)
        found.update(re.findall(r"\w+", several.group(1)) if several else ())
    return KNOWN | found


def with_squares(rows: Sequence[PlainLine]) -> list[PlainLine]:
    """The rows with σ² as a name of its own, where nothing was called σ before it had its value.

    >>> rows = map(PlainLine.of, ["σ² = 4", "s = sqrt(σ^2 + 1)"])
    >>> [row.text for row in with_squares([*rows])]
    ['σ_squared = 4', 's = sqrt(σ_squared + 1)']
    """
    made, before = list(rows), ""
    for i, row in enumerate(rows):
        head = SQUARED.match(row.text)
        if head and not re.search(rf"(?<!\w){head.group(1)}(?![\w(])", before):
            power = rf"(?<!\w)({head.group(1)})(?:²|\^2|\^{{2}})(?!\w)"
            made[i:] = [line.rewritten(power, r"\1_squared") for line in made[i:]]
        before += row.text
    return made


def are_listed(rows: Iterable[PlainLine]) -> bool:
    """Whether rows of a sheet begin with a dash as the items of a list do.

    >>> are_listed(map(PlainLine.of, ["Inputs:", "- x = 2", "- w = 3"]))
    True
    """
    return sum(DASH.match(row.text) is not None for row in rows) > 1


def calculations(
    line: PlainLine, names: frozenset[str], before: Iterable[str] = (), *, listed: bool = False
) -> Iterator[PlainLine]:
    """The calculations in a plain row of a sheet that has these names.

    `- a = …` and `2 - a = …` are items of a list, unless `a` has its value and gets no other, in a
    sheet that has no such list.

    >>> [found.text for found in calculations(PlainLine.of("- h1 = 0.3, h2 = 0.4"), frozenset())]
    ['h1 = 0.3', 'h2 = 0.4']
    >>> list(calculations(PlainLine.of("Next comes the hidden layer:"), frozenset()))
    []
    """
    item = line if line.columns[:1] > (0,) else rewritten(line, BULLETS)
    subject = SUBJECT.match(item.text)
    renewed = UPDATE.match(item.text)
    if subject is None or renewed or not _is_minus(line.text, subject, before, listed):
        line = item
    if GIVEN_SIDE_BY_SIDE.fullmatch(line.text) and not set(before) & set(NAMED.findall(line.text)):
        line = line.rewritten(r"\s+(?=\S)", ", ")
    for result in results(rewritten(line, LABELS)):
        found = calculation(rewritten(result, ENDS), names)
        if found is not None:
            yield found


def _is_minus(text: str, subject: re.Match[str], before: Iterable[str], listed: bool) -> bool:
    """Whether the dash before a name takes it away: `- w = w - 0.1 g` is an item all the same."""
    name, formula = subject.group(1), subject.string[subject.end() :]
    if name not in before or re.search(rf"(?<!\w){name}(?!\w)", formula):
        return False
    return MINUS.match(text) is not None and not (listed and DASH.match(text))
