"""Resolving: which quantity each name of a line means, and a helpful word when it means none."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from itertools import accumulate

from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.language.arrays import Quantity, shape
from autograd.handwork.language.expressions import (
    Applied,
    Expression,
    Name,
    Numeral,
    Product,
    Quotient,
    Slope,
    children,
    rewrite,
    with_children,
)
from autograd.handwork.language.functions import FUNCTIONS
from autograd.handwork.language.naming import (
    CROSSES,
    alike,
    folded,
    pieces_of,
    set_apart,
    with_sums,
    without_crosses,
)
from autograd.handwork.language.parsing import ReadingError

SIGMA = re.compile(r"\bsigma\s*\(")
CONSTANTS = {"e": math.e, "pi": math.pi}


def resolve(
    tree: Expression,
    known: Mapping[str, Quantity],
    spelled: PlainLine,
    shown: Mapping[str, str] | None = None,
    elsewhere: Collection[str] = (),
    *,
    dots: bool = False,
) -> Expression:
    """The tree with every name pointing at a quantity of the sheet.

    `q1` is the first entry of a vector `q` unless the sheet has a `q1`; `e` and `π` are the numbers
    unless the sheet defines them; `dA/dB` is a quotient where `dA` and `dB` are quantities. A name
    that another line is about (`elsewhere`) means no other quantity and no product of several. With
    `dots` two vectors with · or @ between them are their dot product.

    >>> resolve(Name("q2", "q₂"), {"q": [0.7, 0.3]}, PlainLine("", ()))
    Name(id='q', shown='q', index=(2,), at=0)
    """

    def means(name: Name) -> tuple[Name, ...]:
        if name.id in CONSTANTS and not name.index:
            return (name,)
        return _meant(name, known, spelled, elsewhere)

    def target(name: Name) -> Name:
        found = meant_by(means(name)[0], known)
        if found is None:
            raise unknown(name, known, spelled, shown)
        return replace(found, shown=(shown or {}).get(found.id, found.shown))

    def change(leaf: Expression) -> Expression:
        if isinstance(leaf, Name):
            if leaf.id in CONSTANTS and leaf.id not in known and not leaf.index:
                return Numeral(CONSTANTS[leaf.id], leaf.id, leaf.at)
            return target(leaf)
        if isinstance(leaf, Slope):
            return _derivative(leaf, known, target, change)
        return leaf

    _check_sigma(known, spelled)
    tree = _multiplied_out(tree, known, spelled, elsewhere)
    made = rewrite(set_apart(tree, means, spelled), change)
    return _dotted(made, known, spelled.text) if dots and "@" in spelled.text else made


def _dotted(tree: Expression, known: Mapping[str, Quantity], plain: str) -> Expression:
    """The tree with w · x of two vectors as dot(w, x): a matrix product has no reading there."""
    parts = tuple(_dotted(part, known, plain) for part in children(tree))
    if not isinstance(tree, Product):
        return with_children(tree, parts) if parts else tree
    factors: list[Expression] = []
    for part in parts:
        if factors and _is_dot(factors[-1], part, known, plain):
            factors[-1] = Applied("dot", (factors[-1], part))
        else:
            factors.append(part)
    return with_children(tree, tuple(factors))


def _is_dot(a: Expression, b: Expression, known: Mapping[str, Quantity], plain: str) -> bool:
    """Whether two factors are vectors of one size with · or @ between them."""
    if not isinstance(a, Name) or not isinstance(b, Name) or a.index or b.index:
        return False
    sizes = [shape(known.get(name.id, 0.0)) for name in (a, b)]
    return len(sizes[0]) == 1 and sizes[0] == sizes[1] and "@" in plain[a.at : b.at]


def _multiplied_out(
    tree: Expression, known: Mapping[str, Quantity], spelled: PlainLine, elsewhere: Collection[str]
) -> Expression:
    """A tree with its sums over an index written out, and `x` for times where it is no quantity."""
    if "sum_" in spelled.text:
        tree = with_sums(tree, lambda name: _is_known(name, known))
    crosses = [x for x in CROSSES if x not in known and x not in elsewhere]
    return without_crosses(tree, crosses) if crosses else tree


def _check_sigma(known: Collection[str], spelled: PlainLine) -> None:
    """Refuse `sigma (x - mu)` where sigma is a quantity: it may be a product or a sigmoid."""
    called = SIGMA.search(spelled.text)
    if called and "sigma" in known:
        column = spelled.column(called.start())
        message = f"column {column}: 'sigma' is a quantity here; write sigma*(…) or sigmoid(…)"
        raise ReadingError(message, column, "'sigma('", "a product or a function")


def _meant(
    name: Name, known: Mapping[str, Quantity], spelled: PlainLine, elsewhere: Collection[str]
) -> tuple[Name, ...]:
    """The quantities that a name stands for: one, or the factors of a product; itself if none."""
    if meant_by(name, known) is not None or name.id in elsewhere:
        return (name,)
    others = {folded(other): other for other in elsewhere}
    if folded(name.id) in others and not name.index:
        return (replace(name, id=others[folded(name.id)]),)
    ways: list[tuple[Name, ...]] = [(replace(name, id=other),) for other in alike(name.id, known)]
    if not name.index:
        base = name.id.rstrip("0123456789")
        entries = (replace(name, id=other + name.id[len(base) :]) for other in alike(base, known))
        ways += [(entry,) for entry in entries if base != name.id and meant_by(entry, known)]
        pieces = pieces_of(name.id, lambda piece: _is_known(piece, known))
        if not (pieces or ways):
            pieces = pieces_of(name.id, lambda piece: _is_alike(piece, known))
        ways += [_beside(name, way) for way in pieces if way[0] != "d"]  # dz is no product
    if len(ways) > 1:
        raise _unclear(name, ways, spelled)
    return ways[0] if ways else (name,)


def _is_known(piece: str, known: Mapping[str, Quantity]) -> bool:
    return piece == "pi" or meant_by(Name(piece, piece), known) is not None


def _is_alike(piece: str, known: Mapping[str, Quantity]) -> bool:
    return _is_known(piece, known) or len(alike(piece, known)) == 1


def _beside(name: Name, pieces: list[str]) -> tuple[Name, ...]:
    starts = accumulate(map(len, pieces[:-1]), initial=name.at)
    return tuple(Name(piece, piece, at=at) for piece, at in zip(pieces, starts, strict=True))


def _unclear(name: Name, ways: list[tuple[Name, ...]], spelled: PlainLine) -> ReadingError:
    column = spelled.column(name.at)
    readings = " or ".join(" ".join(piece.id for piece in way) for way in ways)
    message = f"column {column}: {name.shown!r} may be {readings}; write which"
    return ReadingError(message, column, repr(name.shown), "one of these")


def _derivative(
    leaf: Slope,
    known: Mapping[str, Quantity],
    target: Callable[[Name], Name],
    change: Callable[[Expression], Expression],
) -> Expression:
    of, wrt = leaf.of, leaf.wrt
    if not isinstance(of, Name):
        return Slope(rewrite(of, change), target(wrt), at=leaf.at)
    if meant_by(of, known) is None or meant_by(wrt, known) is None:
        top, bottom = (Name(f"d{n.id}", f"d{n.shown}", n.index, n.at) for n in (of, wrt))
        if top.id in known and bottom.id in known:
            return Quotient(top, bottom)
    return Slope(target(of), target(wrt), at=leaf.at)


def meant_by(name: Name, known: Mapping[str, Quantity]) -> Name | None:
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


def unknown(
    name: Name,
    known: Collection[str],
    spelled: PlainLine,
    shown: Mapping[str, str] | None = None,
) -> UnknownNameError:
    """The error for a name without a value, with the likeliest remedy.

    >>> str(unknown(Name("yhad", "yhad"), {"yhat": 0.9, "w": 0.7}, PlainLine("yhad", (0, 1, 2, 3))))
    "column 1: 'yhad' has no value on this sheet; is it yhat?"
    """
    column = spelled.column(name.at)
    if spelled.text[name.at + len(name.id) :].lstrip().startswith("("):
        longer = [known for known in FUNCTIONS if known.startswith(name.id) and len(name.id) > 2]
        near = longer or difflib.get_close_matches(name.id, FUNCTIONS, 1)
        advice = f"is it {near[0]}?" if near else "a product needs a quantity of that name"
        message = f"column {column}: there is no function {name.shown!r}; {advice}"
        return UnknownNameError(message, column, name)
    near = difflib.get_close_matches(name.id, list(known), 1)
    nearest = (shown or {}).get(near[0], near[0]) if near else ""
    advice = f"is it {nearest}?" if near else "give it in a line above this one"
    message = f"column {column}: {name.shown!r} has no value on this sheet; {advice}"
    return UnknownNameError(message, column, name)
