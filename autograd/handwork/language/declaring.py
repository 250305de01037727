"""Declaring: what a line's own rule becomes; the functions bear the names in grammar.lark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autograd.engine.rounding import DECIMAL_MODES
from autograd.handwork.language.building import MisreadError, at, named, opened
from autograd.handwork.language.expressions import Expression, Name

if TYPE_CHECKING:
    from lark import Token


def chain(children: list[Any]) -> list[tuple[Expression, int, int]]:
    """The parts with the positions between which each stands."""
    borders = [0, *(token.end_pos for token in children[1::2])]
    ends = [*(token.start_pos for token in children[1::2]), 1_000_000]
    return list(zip(map(opened, children[::2]), borders, ends, strict=True))


def given(children: list[Any]) -> list[tuple[Name, Expression]]:
    """Names and what they are given as, one for one."""
    middle = next(i for i, child in enumerate(children) if getattr(child, "type", "") == "EQUALS")
    names, values = children[:middle], children[middle + 1 :]
    if len(names) != len(values):
        raise MisreadError(
            children[middle].start_pos, f"{len(names)} names and {len(values)} values", "as many"
        )
    return [(named(n), opened(v)) for n, v in zip(names, values, strict=True)]


def integers(children: list[Any]) -> tuple[tuple[Name, ...], float, float, bool]:
    """`any: k in 2..6`, whole numbers."""
    *names, low, high = children
    return tuple(map(named, names)), low, high, True


def interval(children: list[Any]) -> tuple[tuple[Name, ...], float, float, bool]:
    """`any: x in [-2, 2]`."""
    *names, low, high = children
    return tuple(map(named, names)), low, high, False


def limit(children: list[Token]) -> float:
    """A bound of a range."""
    return float("".join(children))


def round_off(children: list[Token]) -> tuple[None, str]:
    """`round: off`."""
    return None, ""


def round_places(children: list[Token]) -> tuple[int, str]:
    """`round: 4` or `round: 4 truncate`."""
    mode = str(children[1]) if len(children) > 1 else ""
    if mode and mode not in DECIMAL_MODES:
        raise MisreadError(at(children[1]), repr(mode), " or ".join(DECIMAL_MODES))
    if len(children[0]) > 2 or int(children[0]) > 12:
        raise MisreadError(at(children[0]), f"{children[0][:6]} places", "at most 12")
    return int(children[0]), mode
