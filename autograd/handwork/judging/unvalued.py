"""Unvalued: names that a sheet gives no number, for it stands in a figure or nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.judging.matching import pairs
from autograd.handwork.language.expressions import Expression, Name, is_number, is_numeric, names_in
from autograd.handwork.language.interpreting import CONSTANTS, holds_an_array
from autograd.handwork.language.labels import labels_in
from autograd.handwork.language.lines import Line
from autograd.handwork.language.naming import CROSSES, OLD, folded, pieces_of, without_crosses
from autograd.handwork.language.parsing import ReadingError, UnjudgedError
from autograd.handwork.language.wording import text
from autograd.handwork.worlds.evaluation import evaluate
from autograd.handwork.worlds.resolving import unknown


class Taken(NamedTuple):
    """A number that stands for a name in a substitution, and the line of it."""

    name: Name
    number: Expression
    line: int

    @property
    def said(self) -> str:
        """What it is, in words."""
        return f"{text(self.name)} = {text(self.number)}"


def without_number(lines: Sequence[Line], known: Collection[str]) -> dict[str, Name]:
    r"""The names in the formulas of a sheet that neither it nor anything known gives a meaning.

    >>> from autograd.handwork.language.reading import read
    >>> sorted(without_number(read("given: w = 2\nz = w x + b\ny = tanh(z)").lines, ()))
    ['b', 'x']
    """
    spelled = {folded(name) for name in {*known, *_defined(lines)}}
    trees = [p.tree for x in lines for p in x.parts if "sum_" not in x.spelled.text]
    arrays = spelled if any(map(holds_an_array, trees)) else set(map(folded, known))
    crossed = any(without_crosses(tree) != tree for tree in trees)
    called = {name for line in lines for name in _called(line)}
    found: dict[str, Name] = {}

    def exists(name: str) -> bool:
        plain = folded(name)
        return name == "pi" or plain in spelled or plain.rstrip("0123456789") in arrays

    for name in (name for tree in trees for name in names_in(tree)):
        other = name.id in CONSTANTS or name.id in called or (crossed and name.id in CROSSES)
        if not (other or name.index or exists(name.id) or exists(OLD.sub("", name.id))):
            spelled.add(folded(name.id))
            found[name.id] = name
    return {name: typed for name, typed in found.items() if not pieces_of(name, exists)}


def _defined(lines: Sequence[Line]) -> set[str]:
    """The names that a line is about; not one that is worked out from itself first."""
    found: dict[str, bool] = {}
    for line in lines:
        about = line.parts[0].tree if line.parts else None
        if isinstance(about, Name) and (len(line.parts) > 1 or line.opens):
            used = {name.id for part in line.parts[1:2] for name in names_in(part.tree)}
            found.setdefault(about.id, about.id not in used)
    return {name for name, is_defined in found.items() if is_defined}


def _called(line: Line) -> Iterator[str]:
    """The names before a bracket, which may be meant as functions."""
    for part in line.parts:
        for name in names_in(part.tree):
            if line.spelled.text[name.at + len(name.id) :].lstrip().startswith("("):
                yield name.id


def taken(lines: Sequence[Line], missing: Collection[str]) -> dict[str, Taken]:
    r"""The numbers that are put in for names in the first substitution that has the formula's form.

    >>> from autograd.handwork.language.reading import read
    >>> lines = read("z = w x + b\n= 0.15*0.05 + 0.35 = 0.3575\nd = w = 0.2").lines
    >>> [found.said for found in taken(lines, {"w", "x", "b"}).values()]
    ['w = 0.15', 'x = 0.05', 'b = 0.35']
    """
    found: dict[str, Taken] = {}
    formulas: dict[str, Expression] = {}
    given: dict[str, Expression] = {}
    before: list[Expression] = []
    for line in lines if missing else ():
        trees = [*(before[-1:] if line.continues else []), *(part.tree for part in line.parts)]
        about = trees[0] if trees else None
        if isinstance(about, Name) and len(trees) > 1:
            (given if is_number(trees[1]) else formulas).setdefault(about.id, trees[1])
        for left, right in pairwise(trees):
            if is_numeric(right) and not is_numeric(left):
                formula = formulas.get(left.id, left) if isinstance(left, Name) else left
                for name, number in _put_in(formula, right, given):
                    if name.id in missing:
                        found.setdefault(name.id, Taken(name, number, line.number))
        before = trees
    return found


_worth = partial(evaluate, lookup=lambda leaf: 0.0)
"""What a number is worth, in which nothing is to be looked up."""


def _put_in(
    formula: Expression, numbers: Expression, given: Mapping[str, Expression]
) -> Iterator[tuple[Name, Expression]]:
    """The names of a formula with the numbers that stand in their places."""

    def agrees(quantity: Expression, number: Expression) -> bool:
        known = given.get(quantity.id) if isinstance(quantity, Name) else None
        return known is None or _worth(known) == _worth(number)

    for quantity, number in pairs(formula, numbers, agrees) or ():
        if isinstance(quantity, Name) and not quantity.index:
            yield quantity, number


def taken_from(line: int, found: Mapping[str, Taken]) -> str:
    """Which numbers were taken from the substitution in a line, in words."""
    said = [one.said for one in found.values() if one.line == line]
    return (
        f"{', '.join(said)} {'are' if len(said) > 1 else 'is'} taken from this line" if said else ""
    )


def lost_in(lines: Sequence[Line]) -> set[str]:
    """What the lines that could not be read are about."""
    return {label for x in lines if x.error is not None for label in labels_in(x.text)}


def why(
    parts: Sequence[Expression], unsaid: Sequence[Name], known: Collection[str], spelled: PlainLine
) -> str:
    """Which name in a line has no value, and what it may be; nothing if each has one."""
    here = [name for part in parts for name in names_in(part) if name in unsaid]
    if here:
        return str(unknown(here[0], known, spelled))
    return f"it rests on {unsaid[0].shown}, which has no value on this sheet" if unsaid else ""


def without_start(line: Line, about: Name) -> ReadingError:
    """The refusal of a quantity that is worked out from itself and has no first value."""
    column = line.spelled.column(about.at)
    said = f"column {column}: {about.shown!r} has no value on this sheet before this line"
    return UnjudgedError(said, column, "", "")
