"""Own names: which quantity of a key a person means by a name that the key does not have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from autograd.handwork.language.arrays import Quantity, flat, shape
from autograd.handwork.language.expressions import Expression, Name, is_number, names_in
from autograd.handwork.language.naming import folded
from autograd.handwork.language.reading import Line, Sheet
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.keys import definitions_of
from autograd.handwork.worlds.world import World

SAME = 1e-9


def names_by_key(sheet: Sheet, key: Sheet) -> dict[str, str]:
    r"""The names of a sheet that mean quantities with other names in its key.

    A name is the key's in another spelling, or its quantity has the same role, given or worked out
    from the same quantities, and the same worth, and exactly one of the key's is left that has.

    >>> from autograd.handwork.language.reading import read
    >>> key = read("given: x, w = 0.5, 3\nz = w x = 1.5\na = tanh(z)")
    >>> names_by_key(read("given: x, w = 0.5, 3\nnet = x w = 1.5\nout = tanh(net)"), key)
    {'net': 'z', 'out': 'a'}
    """
    start = tuple(line for line in key.lines if _gives(line))
    theirs, yours = _Defined(key), _Defined(replace(sheet, lines=(*start, *sheet.lines)))
    there = {name.id for line in sheet.lines for name in _subject(line)}
    left = [name for name in theirs.trees if name not in there]
    meant: dict[str, str] = {}
    for name in yours.trees:
        if name in theirs.trees or not left:
            continue
        found = [other for other in left if folded(other) == folded(name)]
        found = found or _of_one_role(name, yours, theirs, left, meant)
        rivals = [n for n in yours.trees if n not in theirs.trees and n not in meant]
        if len(found) == 1 and not _is_given_twice(name, yours, rivals):
            meant[name] = found[0]
            left.remove(found[0])
    return meant


def _subject(line: Line) -> Iterator[Name]:
    if len(line.parts) > 1 and isinstance(line.parts[0].tree, Name):
        yield line.parts[0].tree


def _gives(line: Line) -> bool:
    """Whether a line of a key gives a number, which a sheet may leave to the exercise."""
    return any(True for _ in _subject(line)) and is_number(line.parts[1].tree)


class _Defined:
    """What a sheet defines, and what each quantity is worth by its own formulas."""

    def __init__(self, sheet: Sheet) -> None:
        self.trees: dict[str, Expression] = {}
        self.world = World()
        for name, tree in definitions_of(sheet):
            if name.id not in self.trees and self._is_worth_something(name, tree):
                self.trees[name.id] = tree

    def _is_worth_something(self, name: Name, tree: Expression) -> bool:
        try:
            self.world.define(name.id, tree, name.shown)
        except NUMERIC_ERRORS:
            return False
        return True

    def inputs(self, name: str) -> set[str]:
        """The quantities in the formula of a name."""
        return {used.id for used in names_in(self.trees[name])}


def _of_one_role(
    name: str, yours: _Defined, theirs: _Defined, left: list[str], meant: dict[str, str]
) -> list[str]:
    """The key's quantities that may be meant, by role and worth."""
    worth, given = yours.world.numbers[name], is_number(yours.trees[name])
    equal = [
        other
        for other in left
        if is_number(theirs.trees[other]) == given and _same(theirs.world.numbers[other], worth)
    ]
    if given or len(equal) < 2:
        return equal
    inputs = {meant.get(used, used) for used in yours.inputs(name)}
    return [other for other in equal if theirs.inputs(other) == inputs]


def _is_given_twice(name: str, yours: _Defined, rivals: list[str]) -> bool:
    """Whether another name of the sheet is given with the same worth, so that either may be it."""
    worth = yours.world.numbers[name]
    return is_number(yours.trees[name]) and any(
        rival != name and is_number(yours.trees[rival]) and _same(yours.world.numbers[rival], worth)
        for rival in rivals
    )


def _same(x: Quantity, y: Quantity) -> bool:
    if shape(x) != shape(y):
        return False
    pairs = zip(map(float, flat(x)), map(float, flat(y)), strict=True)
    return all(abs(a - b) <= SAME * max(1.0, abs(a), abs(b)) for a, b in pairs)


def said(sheet: Sheet, key: Sheet, meant: dict[str, str]) -> Iterator[str]:
    """Which name was taken for which, in both spellings: "your net1 is the key's z₁"."""
    spelled = {name.id: name.shown.rstrip(" :") for name, _ in definitions_of(key)}
    own = {name.id: name.shown.rstrip(" :") for name, _ in definitions_of(sheet)}
    for name, other in meant.items():
        if folded(name) != folded(other):
            yield f"your {own.get(name, name)} is the key's {spelled.get(other, other)}"
