"""Row names: whose rows follow those of a key one by one means the key's quantities by them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from autograd.handwork.language.arrays import flat
from autograd.handwork.language.expressions import (
    Applied,
    Expression,
    Name,
    Numeral,
    Slope,
    children,
    is_number,
)
from autograd.handwork.language.lines import with_subjects
from autograd.handwork.language.reading import Sheet
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.keys import definitions_of
from autograd.handwork.worlds.world import World

Rows: TypeAlias = Sequence[tuple[Name | Slope, Expression]]

NEAR = 0.02
"""How far numbers that were rounded on the way may be apart."""

LONG = 6
"""So many rows in the key's order are no accident."""


def names_by_rows(
    sheet: Sheet, key: Sheet, meant: Mapping[str, str], world: World
) -> dict[str, str]:
    r"""The names of rows that stand where the key has others, if all else is in its order.

    Half of the rows or more must be the key's, and of few rows each new name must show in a
    derivative, in its formula or in its number.

    Args:
        sheet: The sheet.
        key: Its key.
        meant: The names that are known to mean others of the key.
        world: What the key's quantities are worth.

    >>> from autograd.handwork.language.reading import read
    >>> key = read("given: x = 2\nz = 3 x\na = tanh(z)\nL = a^2\ndL/da = 2 a")
    >>> rows = read("z = 6 = 6\nout = 0.9\nC = out^3 = 0.7\ndC/dout = 2 out")
    >>> names_by_rows(rows, key, {}, World())
    {'out': 'a', 'C': 'L'}
    """
    given = {name.id for name, tree in definitions_of(key) if is_number(tree)}
    theirs = _rows(key, given)
    quantities = {about.id for about, _ in theirs if isinstance(about, Name)}
    yours = _rows(sheet, given)
    if len(yours) != len(theirs):
        return {}
    found = dict(meant)
    for (about, _), (other, _) in zip(yours, theirs, strict=True):
        if isinstance(about, Name) and isinstance(other, Name):
            known = found.get(about.id, about.id if about.id in quantities else None)
            if known is None and other.id not in found.values():
                found[about.id] = other.id
            elif known != other.id:
                return {}
    new = {name: other for name, other in found.items() if name not in meant}
    if not new or not all(
        _is_same(a, b, found) for (a, _), (b, _) in zip(yours, theirs, strict=True)
    ):
        return {}
    shown = {end.id for about, _ in yours if isinstance(about, Slope) for end in _ends(about)}
    shown |= {
        about.id
        for (about, tree), (_, formula) in zip(yours, theirs, strict=True)
        if isinstance(about, Name)
        and about.id in new
        and (_is_worth(tree, new[about.id], world) or _is_like(tree, formula, found))
    }
    unsure = new.keys() - shown
    doubtful = sum(isinstance(about, Name) and about.id in unsure for about, _ in yours)
    enough = 2 * doubtful <= len(yours) if len(yours) >= LONG else not unsure
    return new if enough else {}


def _rows(sheet: Sheet, given: set[str]) -> list[tuple[Name | Slope, Expression]]:
    """What each row of working is about, with its first expression; each quantity once."""
    found: dict[str, tuple[Name | Slope, Expression]] = {}
    for line in with_subjects(sheet.lines):
        about, tree = line.parts[0].tree, line.parts[1].tree
        if isinstance(about, Slope) and isinstance(about.of, Name):
            found.setdefault(f"{about.of.id}/{about.wrt.id}", (about, tree))
        elif isinstance(about, Name) and not about.index and not line.given | (about.id in given):
            found.setdefault(about.id, (about, tree))
    return list(found.values())


def _ends(slope: Slope) -> tuple[Name, ...]:
    return (slope.of, slope.wrt) if isinstance(slope.of, Name) else (slope.wrt,)


def _is_same(about: Name | Slope, other: Name | Slope, found: Mapping[str, str]) -> bool:
    if isinstance(about, Name) or isinstance(other, Name):
        return isinstance(about, Name) and isinstance(other, Name)
    return [found.get(x.id, x.id) for x in _ends(about)] == [x.id for x in _ends(other)]


def _is_worth(tree: Expression, name: str, world: World) -> bool:
    """Whether a number is about the key's, whatever its sign."""
    try:
        pairs = list(
            zip(flat(world.number(tree)), flat(world.number(Name(name, name))), strict=True)
        )
    except NUMERIC_ERRORS:
        return False
    return all(abs(abs(float(x)) - abs(float(y))) <= NEAR * abs(float(y)) for x, y in pairs)


def _is_like(tree: Expression, formula: Expression, found: Mapping[str, str]) -> bool:
    """Whether a formula is made of what another is made of, but for one thing at most."""
    yours, theirs = _made_of(tree, found), _made_of(formula, {})
    return sum(((yours - theirs) | (theirs - yours)).values()) <= 1 < yours.total()


def _made_of(tree: Expression, found: Mapping[str, str]) -> Counter[str]:
    """The names, numbers, operations and functions of a formula."""
    match tree:
        case Name():
            return Counter([found.get(tree.id, tree.id)])
        case Numeral():
            return Counter([f"{tree.value:g}"])
    own = tree.function if isinstance(tree, Applied) else type(tree).__name__
    return sum((_made_of(part, found) for part in children(tree)), Counter([own]))
