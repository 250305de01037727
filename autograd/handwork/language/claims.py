"""Claims: what the digits of a written number say, and how it compares with what it should be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from autograd.engine.rounding import DECIMAL_MODES
from autograd.handwork.language.arrays import Quantity, flat
from autograd.handwork.language.expressions import Array, Expression, Negative, Numeral

NOISE = 1e-12
"""Below this a computed number counts as zero: binary arithmetic leaves such remainders."""


class Fit(IntEnum):
    """How a claim agrees with a reference, best first."""

    OK = 0
    TRUNCATED = 1
    LAST_PLACE = 2
    OFF = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """A number as written: its value and the digits it shows after the point.

    >>> claim_of(Negative(Numeral(0.0120, "0.0120")))
    Claim(value=-0.012, decimals=4, text='-0.0120')
    """

    value: float
    decimals: int
    text: str

    @property
    def is_whole(self) -> bool:
        """Whether it claims to be exact: 1539 does, 1.5×10³ has two figures."""
        return self.decimals <= 0 and "e" not in self.text.lower()

    @property
    def zeros(self) -> int:
        """How many zeros a whole number ends in, which need not count: 150 may have two figures."""
        return len(self.text) - len(self.text.rstrip("0")) if self.is_whole and self.value else 0

    @property
    def unit(self) -> float:
        """One in the last digit shown."""
        return float(10.0**-self.decimals)


def claim_of(node: Expression) -> Claim:
    """The claim that a number, or a number with a minus, makes."""
    if isinstance(node, Negative) and isinstance(node.operand, Numeral):
        inner = claim_of(node.operand)
        return Claim(-inner.value, inner.decimals, "-" + inner.text)
    if not isinstance(node, Numeral):
        raise TypeError(f"{type(node).__name__} is no number")
    mantissa, _, power = node.text.lower().partition("e")
    decimals = len(mantissa.partition(".")[2]) - int(power or 0)
    return Claim(node.value, decimals, node.text)


def claims_of(node: Expression) -> list[Claim]:
    """The claims of a number or of an array of numbers, row by row."""
    if isinstance(node, Array):
        return [claim for item in node.items for claim in claims_of(item)]
    return [claim_of(node)]


def fit(claim: Claim, reference: float, places: int | None = None) -> Fit:
    """How a claim agrees with a number, by the digits it shows.

    A sign is never rounding. A whole number is exact where the reference is one. A claim with
    fewer digits than the sheet's `places` must also be near: 0 never stands for 0.0006.

    >>> fit(Claim(0.2490, 4, "0.2490"), 0.24904)
    <Fit.OK: 0>
    >>> fit(Claim(0.249044, 6, "0.249044"), 0.2490446)
    <Fit.TRUNCATED: 1>
    >>> fit(Claim(1.369, 3, "1.369"), 1.368)
    <Fit.OFF: 3>
    """
    value, unit = claim.value, claim.unit
    if reference != reference or abs(reference) == float("inf"):
        return Fit.OFF
    if abs(reference) < NOISE:
        reference = 0.0
    off = abs(value - reference)
    slack = 1e-9 * max(abs(reference), 1e-6 * unit)
    if off <= slack:
        return Fit.OK
    if claim.is_whole and abs(reference - round(reference)) <= slack:
        return Fit.OFF
    if value * reference < 0 or claim.decimals < -6:
        return Fit.OFF
    coarse = claim.decimals < (places or 0) or claim.decimals <= 0
    if coarse and off > 0.05 * abs(reference):
        return Fit.OFF
    if off <= 0.5 * (unit if places else unit * 10**claim.zeros) + slack:
        return Fit.OK
    if claim.decimals <= 0:
        return Fit.OFF
    if abs(value) < abs(reference) < abs(value) + unit - slack:
        return Fit.TRUNCATED
    scaled = reference / unit
    terminates = abs(scaled - round(scaled)) < 1e-6
    return Fit.LAST_PLACE if off <= 1.5 * unit + slack and not terminates else Fit.OFF


def towards(claim: Claim, reference: float, off: float) -> float:
    """The number nearest to a claim among those that a reference, being off, may stand for.

    A sign is never rounding, and what is small is not nothing: half the way to zero is the end.
    `off` itself is never reached, for not every number is at the edge of its last digit.

    >>> towards(Claim(33.0, 0, "33"), 33.5, 0.8), towards(Claim(0.0, 2, "0.00"), 0.02, 0.03)
    (33.0, 0.01)
    """
    off *= 0.999
    if claim.value * reference < 0 or abs(claim.value) < abs(reference):
        off = min(off, 0.5 * abs(reference))
    return reference + max(-off, min(off, claim.value - reference))


def fits(
    claims: Iterable[Claim],
    reference: Quantity,
    places: int | None = None,
    off: Sequence[float] = (),
) -> Fit:
    """The worst agreement among the entries of an array; shapes must hold as many entries.

    `off` says how far each entry of the reference may itself be off by rounding.
    """
    numbers, claims = list(flat(reference)), list(claims)
    if len(numbers) != len(claims):
        return Fit.OFF
    if off:
        numbers = [towards(c, float(n), b) for c, n, b in zip(claims, numbers, off, strict=True)]
    return max(
        (fit(c, float(n), places) for c, n in zip(claims, numbers, strict=True)), default=Fit.OFF
    )


def rounded(x: float, places: int, mode: str = "half_up") -> float:
    """A number rounded as on paper.

    >>> rounded(0.24905, 4), rounded(-1.36849, 3, "truncate")
    (0.2491, -1.368)
    """
    return float(digits(x, places, mode)) if x == x and abs(x) < 1e15 else x


def digits(x: float, places: int, mode: str = "half_up") -> str:
    """A number rounded as on paper, with all its places shown.

    >>> digits(0.0006, 3), digits(-0.00001, 2)
    ('0.001', '0.00')
    """
    if x != x or abs(x) > 1e15:
        return repr(x)
    exact = Decimal(f"{x:.{places + 8}f}")  # without the dust of binary sums: 1.1139999999999999
    text = f"{exact.quantize(Decimal(1).scaleb(-places), DECIMAL_MODES[mode]):f}"
    return text.lstrip("-") if not text.strip("-0.") else text
