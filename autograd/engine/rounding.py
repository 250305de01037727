"""Rounding as on paper: decimal places, kept after every op or after every named line."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Any, Literal, NamedTuple

from autograd.ops.numerals import show_number
from autograd.ops.operation import Op

Mode = Literal["half_up", "half_even", "truncate"]
DECIMAL_MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "truncate": ROUND_DOWN}

PAPER = Context(prec=40)
"""Digits enough for every product of two floats, whatever context the caller has set."""

LAST_PLACES = [Decimal(1).scaleb(-places) for places in range(16)]
"""1, 0.1, 0.01, …: the least step with so many decimals."""


class _Rounding(NamedTuple):
    places: int
    mode: Mode
    after: Literal["op", "line"]


class Rounding(_Rounding):
    """A rule for hand arithmetic: how many decimals, which way, and how often.

    Args:
        places: Decimals kept, 0 to 15.
        mode: "half_up" (5 rounds away from zero, as taught at school), "half_even" (banker's) or
            "truncate".
        after: "op" rounds the result of every op; "line" only the results that carry a label.

    Raises:
        ValueError: For another mode, `after`, or number of places.

    >>> [Rounding(2, mode).round(0.125) for mode in ("half_up", "half_even", "truncate")]
    [0.13, 0.12, 0.12]
    """

    __slots__ = ()

    def __new__(
        cls, places: int = 4, mode: Mode = "half_up", after: Literal["op", "line"] = "op"
    ) -> "Rounding":
        """A checked rule."""
        if places.__class__ is not int or not 0 <= places <= 15:
            raise ValueError(f"places is a whole number from 0 to 15, got {places!r}")
        if mode not in DECIMAL_MODES:
            raise ValueError(
                f"unknown rounding mode {mode!r}; choose from {', '.join(DECIMAL_MODES)}"
            )
        if after not in ("op", "line"):
            raise ValueError(f"rounding is done after 'op' or 'line', not {after!r}")
        return super().__new__(cls, places, mode, after)

    def round(self, x: float | Decimal) -> float:
        """`x` rounded by this rule; a float is read as the decimal it prints as: 1.005 is a tie."""
        decimal = exact(x)
        if not decimal.is_finite() or decimal.adjusted() > 17:  # no float that large has decimals
            return float(decimal)
        last_place = LAST_PLACES[self.places]
        return float(decimal.quantize(last_place, DECIMAL_MODES[self.mode], PAPER)) + 0.0

    def keeps(self, named: bool) -> bool:
        """Whether a result is rounded at all: always after ops, only named results after lines."""
        return named or self.after == "op"

    def format(self, x: float) -> str:
        """`x` with all its places shown: 0.5 is `0.5000` on paper with four."""
        return show_number(x, self.places)

    def value_of(self, op: Op, numbers: tuple[float, ...], named: bool) -> float:
        """The result of an op on these numbers, computed in decimal and rounded by this rule."""
        return self.settle(in_decimal(op.value, numbers), named)

    def partial_of(
        self, op: Op, position: int, numbers: tuple[float, ...], result: float, named: bool
    ) -> float:
        """A local derivative evaluated at rounded numbers, itself rounded by this rule."""

        def rule(*operands_and_result: Any) -> Any:
            return op.partial(position, operands_and_result[:-1], operands_and_result[-1])

        return self.settle(in_decimal(rule, (*numbers, result)), named)

    def product(self, upstream: float, partial: float, named: bool) -> float:
        """upstream × partial in decimal, rounded by this rule."""
        return self.settle(PAPER.multiply(exact(upstream), exact(partial)), named)

    def sum(self, before: float, contribution: float, named: bool) -> float:
        """before + contribution in decimal, rounded by this rule."""
        return self.settle(PAPER.add(exact(before), exact(contribution)), named)

    def settle(self, x: float | Decimal, named: bool) -> float:
        """`x` rounded where this rule rounds, else as a float."""
        return self.round(x) if self.keeps(named) else float(x)


def exact(x: float | Decimal) -> Decimal:
    """A float as the decimal number it prints as.

    >>> exact(0.1)
    Decimal('0.1')
    """
    return x if isinstance(x, Decimal) else Decimal(repr(float(x)))


def in_decimal(rule: Any, numbers: tuple[float, ...]) -> Any:
    """A rule applied in decimal arithmetic, or in floats where decimals will not do.

    That is where it uses functions or constants that only floats have, and for cases that decimals
    refuse and floats allow, such as 0⁰.
    """
    try:
        with localcontext(PAPER):
            return rule(*map(exact, numbers))
    except (TypeError, ArithmeticError):
        return rule(*numbers)
