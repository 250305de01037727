"""Own names: which quantity of a key a person means by a name that the key does not have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from autograd.handwork.language.arrays import Quantity, flat, shape
from autograd.handwork.language.expressions import Expression, Name, Slope, is_number, names_in
from autograd.handwork.language.naming import folded
from autograd.handwork.language.reading import Line, Sheet
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.keys import definitions_of
from autograd.handwork.worlds.row_names import names_by_rows
from autograd.handwork.worlds.world import World

SAME = 1e-9


def names_by_key(sheet: Sheet, key: Sheet) -> dict[str, str]:
    r"""The names of a sheet that mean quantities with other names in its key.

    A name is the key's in another spelling, or its quantity has the same role, given or worked
    out, and the same worth, and exactly one of the key's is left that has; or, where the worth
    differs, it is worked out from the same quantities and both are derived by the same; or its row
    stands where the key has that one.

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
    for alone in (_by_worth, _by_derivatives):
        for name in yours.trees:
            if name not in theirs.trees and name not in meant:
                found = alone(name, yours, theirs, left, meant)
                if len(found) == 1:
                    meant[name] = found[0]
                    left.remove(found[0])
    return {**meant, **names_by_rows(sheet, key, meant, theirs.world)}


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
        self.derived = defaultdict[str, set[str]](set)
        for line in sheet.lines:
            about = line.parts[0].tree if line.parts else None
            if isinstance(about, Slope) and isinstance(about.of, Name):
                self.derived[about.of.id].add(about.wrt.id)
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


def _by_worth(
    name: str, yours: _Defined, theirs: _Defined, left: list[str], meant: dict[str, str]
) -> list[str]:
    """The key's quantities with this name in another spelling, else with this role and worth."""
    spelled = [other for other in left if folded(other) == folded(name)]
    if spelled:
        return spelled
    given, worth = is_number(yours.trees[name]), yours.world.numbers[name]

    def equal(defined: _Defined, names: Iterable[str]) -> list[str]:
        return [
            other
            for other in names
            if is_number(defined.trees[other]) == given
            and _same(defined.world.numbers[other], worth)
        ]

    found = equal(theirs, left)
    if given:
        mine = equal(yours, (n for n in yours.trees if n not in theirs.trees and n not in meant))
        return found if len(mine) == 1 else []
    return found if len(found) < 2 else _of_inputs(name, yours, theirs, found, meant)


def _by_derivatives(
    name: str, yours: _Defined, theirs: _Defined, left: list[str], meant: dict[str, str]
) -> list[str]:
    """The key's quantities of the same inputs, where both are derived by the same of them."""
    return [
        other
        for other in _of_inputs(name, yours, theirs, left, meant)
        if theirs.derived[other] & {meant.get(wrt, wrt) for wrt in yours.derived[name]}
    ]


def _of_inputs(
    name: str, yours: _Defined, theirs: _Defined, names: list[str], meant: dict[str, str]
) -> list[str]:
    """Those of some names that are worked out from the same quantities as a name."""
    inputs = {meant.get(used, used) for used in yours.inputs(name)}
    return [other for other in names if inputs and theirs.inputs(other) == inputs]


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
