"""Resolving: which quantity each name of a line means, and a helpful word when it means none."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.language.arrays import Quantity, shape
from autograd.handwork.language.expressions import (
    Expression,
    Name,
    Numeral,
    Quotient,
    Slope,
    rewrite,
)
from autograd.handwork.language.functions import FUNCTIONS
from autograd.handwork.language.parsing import ReadingError

CONSTANTS = {"e": math.e, "pi": math.pi}


def resolve(
    tree: Expression,
    known: Mapping[str, Quantity],
    spelled: PlainLine,
    shown: Mapping[str, str] | None = None,
) -> Expression:
    """The tree with every name pointing at a quantity of the sheet.

    `q1` is the first entry of a vector `q` unless the sheet has a `q1`; `e` and `π` are the numbers
    unless the sheet defines them; `dA/dB` is a quotient where `dA` and `dB` are quantities.

    >>> resolve(Name("q2", "q₂"), {"q": [0.7, 0.3]}, PlainLine("", ()))
    Name(id='q', shown='q', index=(2,), at=0)
    """

    def target(name: Name) -> Name:
        found = _found(name, known)
        if found is None:
            raise unknown(name, known, spelled)
        return replace(found, shown=(shown or {}).get(found.id, found.shown))

    def change(leaf: Expression) -> Expression:
        if isinstance(leaf, Name):
            if leaf.id in CONSTANTS and leaf.id not in known and not leaf.index:
                return Numeral(CONSTANTS[leaf.id], leaf.id, leaf.at)
            return target(leaf)
        if isinstance(leaf, Slope):
            return _derivative(leaf, known, target, change)
        return leaf

    return rewrite(tree, change)


def _derivative(
    leaf: Slope,
    known: Mapping[str, Quantity],
    target: Callable[[Name], Name],
    change: Callable[[Expression], Expression],
) -> Expression:
    of, wrt = leaf.of, leaf.wrt
    if not isinstance(of, Name):
        return Slope(rewrite(of, change), target(wrt), at=leaf.at)
    if _found(of, known) is None or _found(wrt, known) is None:
        top, bottom = (Name(f"d{n.id}", f"d{n.shown}", n.index, n.at) for n in (of, wrt))
        if top.id in known and bottom.id in known:
            return Quotient(top, bottom)
    return Slope(target(of), target(wrt), at=leaf.at)


def _found(name: Name, known: Mapping[str, Quantity]) -> Name | None:
    """The quantity or entry a name stands for, None if there is none."""
    if name.id in known:
        return name
    base = name.id.rstrip("0123456789")
    tail = name.id[len(base) :]
    if not tail or name.index or base not in known:
        return None
    dims = shape(known[base])
    index = tuple(map(int, tail)) if len(dims) == len(tail) else (int(tail[:4]),)
    if (
        dims
        and len(index) <= len(dims)
        and all(0 < i <= n for i, n in zip(index, dims, strict=False))
    ):
        return Name(base, base, index, name.at)
    return None


class UnknownNameError(ReadingError):
    """A name that has no value where it is used."""

    def __init__(self, message: str, column: int, name: Name) -> None:
        super().__init__(message, column, repr(name.shown), "the name of a quantity")
        self.name = name


def unknown(name: Name, known: Collection[str], spelled: PlainLine) -> UnknownNameError:
    """The error for a name without a value, with the likeliest remedy.

    >>> str(unknown(Name("x1w1", "x1w1"), {"x1": 0.9, "w1": 0.75}, PlainLine("x1w1", (0, 1, 2, 3))))
    "column 1: 'x1w1' has no value on this sheet; for a product write x1 w1"
    """
    column = spelled.column(name.at)
    if spelled.text[name.at + len(name.id) :].lstrip().startswith("("):
        longer = [known for known in FUNCTIONS if known.startswith(name.id) and len(name.id) > 2]
        near = longer or difflib.get_close_matches(name.id, FUNCTIONS, 1)
        if near or not split_into(name.id, known):
            advice = f"is it {near[0]}?" if near else "a product needs a quantity of that name"
            message = f"column {column}: there is no function {name.shown!r}; {advice}"
            return UnknownNameError(message, column, name)
    pieces = split_into(name.id, known)
    near = difflib.get_close_matches(name.id, list(known), 1)
    if pieces:
        advice = f"for a product write {' '.join(pieces)}"
    elif near:
        advice = f"is it {near[0]}?"
    else:
        advice = "give it in a line above this one"
    message = f"column {column}: {name.shown!r} has no value on this sheet; {advice}"
    return UnknownNameError(message, column, name)


def split_into(text: str, known: Collection[str]) -> list[str]:
    """A run of letters as known names one after the other, [] if it is none.

    >>> split_into("x1w1", {"x1", "w1", "x"})
    ['x1', 'w1']
    """
    best: list[list[str] | None] = [[]] + [None] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(end):
            before = best[start]
            if before is not None and text[start:end] in known:
                best[end] = [*before, text[start:end]]
    return best[-1] or []
