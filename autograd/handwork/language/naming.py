"""Naming: what a name may mean that is not spelled as the sheet spells its quantities."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial

from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.language.expressions import (
    Expression,
    Name,
    Product,
    Quotient,
    Raised,
    Slope,
    Sum,
    Transposed,
    children,
    names_in,
    rewrite,
    with_children,
)
from autograd.handwork.language.parsing import ReadingError

ALIKE = (("sigma", "s"), ("epsilon", "eps"), ("_", ""), ("0", "o"))
OLD = re.compile(r"_(?:old|[tkn])$")
MOST_PIECES = 4
MOST_TERMS = 100
CROSSES = ("x", "X")

Means = Callable[[Name], tuple[Name, ...]]


def folded(name: str) -> str:
    """A name without what people spell now one way, now another: case, `_`, 0 for o, σ for sigma.

    >>> folded("net_O1") == folded("Neto1"), folded("sigma_2") == folded("s2")
    (True, True)
    """
    plain = name.casefold()
    for typed, meant in ALIKE:
        plain = plain.replace(typed, meant)
    return plain


def alike(name: str, known: Collection[str]) -> list[str]:
    """The known names that differ from a name in its spelling only; `w_old` is spelled `w`.

    >>> alike("net_01", ["neto1", "w1"]), alike("w1_old", ["w1", "w2"])
    (['neto1'], ['w1'])
    """
    wanted = {folded(name), folded(OLD.sub("", name))}
    return [other for other in known if folded(other) in wanted]


def pieces_of(text: str, exists: Callable[[str], bool]) -> list[list[str]]:
    """Every way to read a run of letters as several names one after the other.

    >>> pieces_of("x1w1", {"x1", "w1", "x"}.__contains__)
    [['x1', 'w1']]
    """
    ways: list[list[list[str]]] = [[[]]]
    for end in range(1, len(text) + 1):
        found: list[list[str]] = []
        for start in range(end):
            if ways[start] and text[start].isalpha() and exists(text[start:end]):
                found += [[*way, text[start:end]] for way in ways[start]]
        ways.append([way for way in found if len(way) <= MOST_PIECES][:8])
    return [way for way in ways[-1] if len(way) > 1]


def set_apart(tree: Expression, means: Means, spelled: PlainLine) -> Expression:
    """The tree with `w1x1` as the product it is read as; a power goes to the last of its factors.

    >>> from autograd.handwork.language.parsing import tree
    >>> means = lambda name: (Name("x", "x"), Name("y", "y")) if name.id == "xy" else (name,)
    >>> set_apart(tree("2xy^2"), means, PlainLine("", ())) == tree("2 x y^2")
    True
    """
    match tree:
        case Name():
            return _product(means(tree))
        case Raised(Name() as base, exponent) if not _closed(base, spelled):
            names = means(base)
            return _product((*names[:-1], Raised(names[-1], set_apart(exponent, means, spelled))))
        case Transposed(Name() as base) if not _closed(base, spelled):
            names = means(base)
            return _product((*names[:-1], Transposed(names[-1])))
        case Quotient(_, Name() as bottom) if len(means(bottom)) > 1 and not _closed(
            bottom, spelled
        ):
            raise _unclear_bottom(means(bottom), spelled)
        case Slope(of) if not isinstance(of, Name):
            return replace(tree, of=set_apart(of, means, spelled))
        case Product(factors):
            return _product(tuple(_spliced(factors, means, spelled)))
    parts = tuple(set_apart(part, means, spelled) for part in children(tree))
    return with_children(tree, parts) if parts else tree


def _closed(name: Name, spelled: PlainLine) -> bool:
    """Whether a bracket closes behind a name."""
    return spelled.text[name.at + len(name.id) :].lstrip().startswith(")")


def _spliced(
    factors: tuple[Expression, ...], means: Means, spelled: PlainLine
) -> Iterator[Expression]:
    """The factors of a product, those that became several in their places."""
    for factor in factors:
        made = set_apart(factor, means, spelled)
        if isinstance(made, Product) and not isinstance(factor, Product):
            yield from made.factors
        else:
            yield made


def _product(factors: tuple[Expression, ...]) -> Expression:
    return factors[0] if len(factors) == 1 else Product(factors)


def with_sums(tree: Expression, exists: Callable[[str], bool]) -> Expression:
    """The tree with `Σᵢ wᵢ xᵢ` as w₁ x₁ + w₂ x₂ + … for as many as there are.

    >>> from autograd.handwork.language.parsing import tree
    >>> with_sums(tree("Σᵢ wᵢ²"), {"w1", "w2"}.__contains__) == tree("w1^2 + w2^2")
    True
    """
    if isinstance(tree, Slope) and not isinstance(tree.of, Name):
        return replace(tree, of=with_sums(tree.of, exists))
    parts = tuple(with_sums(part, exists) for part in children(tree))
    at = next((i for i, part in enumerate(parts) if _index_of(part)), None)
    if not isinstance(tree, Product) or at is None or at + 1 == len(parts):
        return with_children(tree, parts) if parts else tree
    index = _index_of(parts[at])
    body = set_apart(_product(parts[at + 1 :]), _indexed(index, exists), PlainLine("", ()))
    terms: list[Expression] = []
    for k in range(1, MOST_TERMS):
        names = {name.id for name in names_in(body) if _is_indexed(name, index, exists)}
        if not names or not all(exists(_at(name, index, k)) for name in names):
            break
        terms.append(rewrite(body, partial(_put, names=names, index=index, k=k)))
    if not terms:
        return with_children(tree, parts)
    whole = Sum(tuple(terms)) if len(terms) > 1 else terms[0]
    return _product((*parts[:at], whole))


def _index_of(node: Expression) -> str:
    """The letter of a `sum_i`, empty for anything else."""
    return node.id[4:] if isinstance(node, Name) and re.fullmatch("sum_[ijkn]", node.id) else ""


def _indexed(index: str, exists: Callable[[str], bool]) -> Means:
    """What `wᵢxᵢ` means under a sum over i."""

    def first(piece: str) -> bool:
        return piece.endswith(index) and exists(_at(piece, index, 1))

    def means(name: Name) -> tuple[Name, ...]:
        ways = [] if exists(name.id) or first(name.id) else pieces_of(name.id, first)
        return tuple(Name(piece, piece, at=name.at) for piece in ways[0]) if ways else (name,)

    return means


def _is_indexed(name: Name, index: str, exists: Callable[[str], bool]) -> bool:
    return len(name.id) > 1 and name.id.endswith(index) and not exists(name.id)


def _at(name: str, index: str, k: int) -> str:
    return f"{name.removesuffix(index).removesuffix('_')}{k}"


def _put(leaf: Expression, names: Collection[str], index: str, k: int) -> Expression:
    if isinstance(leaf, Name) and leaf.id in names:
        return replace(leaf, id=_at(leaf.id, index, k), shown=_at(leaf.id, index, k))
    return leaf


def without_crosses(tree: Expression, crosses: Collection[str] = CROSSES) -> Expression:
    """The tree without an `x` between two factors: where no quantity is called so, it multiplies.

    >>> from autograd.handwork.language.parsing import tree
    >>> without_crosses(tree("(0.8) x (0.5)")) == tree("(0.8)(0.5)")
    True
    """
    parts = tuple(without_crosses(part, crosses) for part in children(tree))
    if isinstance(tree, Product):
        kept = [p for p in parts[1:-1] if not (isinstance(p, Name) and p.id in crosses)]
        parts = (parts[0], *kept, parts[-1])
    return with_children(tree, parts) if parts else tree


def _unclear_bottom(names: tuple[Name, ...], spelled: PlainLine) -> ReadingError:
    """`a/xy` is a/(x y) to most people and (a/x) y by the rule."""
    column = spelled.column(names[0].at)
    written = [name.shown for name in names]
    run, first, rest = "".join(written), written[0], " ".join(written[1:])
    message = (
        f"column {column}: it is not clear what stands below the line in /{run}; "
        f"write /({' '.join(written)}) or (…/{first}) {rest}"
    )
    return ReadingError(message, column, repr(run), "brackets")
