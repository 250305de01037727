"""Slips of the pen: what may stand where a right number should."""

from __future__ import annotations

from collections.abc import Iterator

from autograd.handwork.language.expressions import (
    Numeral,
)
from autograd.handwork.slips.places import Change, Site

MISREAD = {
    "0": "6",
    "1": "7",
    "2": "37",
    "3": "2578",
    "4": "9",
    "5": "36",
    "6": "059",
    "7": "1239",
    "8": "3",
    "9": "467",
}
"""Handwritten digits that are taken for one another."""


def operand_misread(site: Site) -> Iterator[Change]:
    """One digit of a number that goes in is taken for another."""
    if isinstance(site.node, Numeral) and site.parent is not None:
        for variant in misread(site.node.text):
            yield Change(float(variant), variant, site.node.text)


def decimal_point(digits: str) -> Iterator[str]:
    """The decimal point has moved."""
    for shift in (1, -1, 2, -2):
        yield f"{digits}e{shift}"


def swapped(digits: str) -> Iterator[str]:
    """Two neighbouring digits are exchanged."""
    for i in range(len(digits) - 1):
        pair = digits[i : i + 2]
        if pair.isdigit() and pair[0] != pair[1]:
            yield digits[:i] + pair[::-1] + digits[i + 2 :]


def misread(digits: str) -> Iterator[str]:
    """One digit is taken for another that looks like it."""
    for i, digit in enumerate(digits):
        for other in MISREAD.get(digit, ""):
            yield digits[:i] + other + digits[i + 1 :]


def copied(digits: str) -> Iterator[str]:
    """The number of another line is written."""
    return iter(())
