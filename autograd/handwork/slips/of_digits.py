"""Slips of the pen: what may stand where a right number should."""

from __future__ import annotations

from collections.abc import Iterator

from autograd.handwork.language.arrays import Quantity, elementwise
from autograd.handwork.language.claims import rounded
from autograd.handwork.language.expressions import Name, Numeral, Slope
from autograd.handwork.slips.declaring import Slip
from autograd.handwork.slips.places import Change, Site
from autograd.handwork.worlds.evaluation import evaluate

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

FEWEST = 4
"""In fewer characters any number is one digit from any other, and that explains nothing."""


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


def wrong(digits: str) -> Iterator[str]:
    """One digit is another."""
    for i, digit in enumerate(digits):
        for other in "0123456789" if digit != "." and len(digits) > FEWEST else "":
            yield digits[:i] + other + digits[i + 1 :]


def dropped(digits: str) -> Iterator[str]:
    """One digit is left out; without its last one a number is cut off."""
    for i, digit in enumerate(digits[:-1]):
        if digit != "." and len(digits) > FEWEST and digits[:i] + digits[i + 1 :] != digits[:-1]:
            yield digits[:i] + digits[i + 1 :]


def doubled(digits: str) -> Iterator[str]:
    """One digit is written twice."""
    for i, digit in enumerate(digits):
        if digit != "." and len(digits) > FEWEST:
            yield digits[: i + 1] + digits[i:]


def copied(digits: str) -> Iterator[str]:
    """The number of another line is written."""
    return iter(())


def early(site: Site) -> Iterator[Change]:
    """The operands are rounded before the calculation."""
    if site.parent is not None:
        return
    for places in (1, 2, 3):

        def coarse(leaf: Name | Slope, places: int = places) -> Quantity:
            return elementwise(lambda x: rounded(float(x), places), site.world.lookup(leaf))

        if not isinstance(site.node, Name | Slope):
            yield Change(evaluate(site.node, coarse), wrong=str(places))


SLIPS = (
    Slip(
        "decimal point",
        "Perhaps the decimal point is in the wrong place.",
        "0.00143 for 0.000143",
        on_digits=decimal_point,
    ),
    Slip(
        "digits swapped",
        "Perhaps two digits are swapped.",
        "0.7791 for 0.7971",
        on_digits=swapped,
    ),
    Slip(
        "digit misread",
        "Perhaps one digit is misread or miscopied.",
        "0.7 for 0.1",
        on_digits=misread,
    ),
    Slip(
        "digit dropped",
        "Perhaps one digit is left out.",
        "0.471 for 0.4571",
        on_digits=dropped,
    ),
    Slip(
        "digit doubled",
        "Perhaps one digit is written twice.",
        "0.45571 for 0.4571",
        on_digits=doubled,
    ),
    Slip(
        "digit wrong",
        "Perhaps one digit is wrong.",
        "0.4531 for 0.4571",
        on_digits=wrong,
    ),
    Slip(
        "operand misread",
        "The result is that of {wrong} in place of {right}.",
        "(128)(72) worked out with 32",
        inside=operand_misread,
    ),
    Slip(
        "wrong number copied",
        "This is the number of {wrong}.",
        "Σ₁ copied where Σ₂ is meant",
        on_digits=copied,
    ),
    Slip(
        "rounded too early",
        "The operands were rounded to {wrong} places before the calculation.",
        "(0.6)(0.76) for (0.6044)(0.7616)",
        inside=early,
    ),
)
"""The slips of the pen, the commonest first; they come after those of thought."""
