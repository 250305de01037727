import math
from decimal import Decimal
from fractions import Fraction
from itertools import islice

import pytest

from autograd.ops.numerals import as_number, show_number, spreadsheet_letters


@pytest.mark.parametrize(
    ("x", "shown"),
    [
        (3.0, "3"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.3"),
        (-1.4320000000000002, "-1.432"),
        (0.0006215779863894283, "0.000621578"),
        (1e-7, "1e-07"),
        (1234567.0, "1.23457e+06"),
        (math.inf, "inf"),
        (-math.inf, "-inf"),
        (math.nan, "nan"),
    ],
)
def test_number_is_shown_in_six_digits(x, shown):
    assert show_number(x) == shown


@pytest.mark.parametrize(
    ("x", "places", "shown"),
    [(0.5, 4, "0.5000"), (-0.00004, 4, "0.0000"), (-0.3, 1, "-0.3"), (7.0, 0, "7"), (-0.2, 0, "0")],
)
def test_number_is_shown_with_its_places(x, places, shown):
    assert show_number(x, places) == shown


def test_what_knows_index_or_float_is_a_number():
    class Whole:
        def __index__(self):
            return 3

    assert as_number(Whole()) == 3.0
    assert type(as_number(Whole())) is float


@pytest.mark.parametrize(
    "x",
    [10**400, -(10**400), Decimal("1e400"), Fraction(10**400, 3), Decimal("-1e999999")],
    ids=lambda x: f"{type(x).__name__} {str(x)[:8]}",
)
def test_number_too_large_for_a_float_is_refused(x):
    message = f"cannot compute with this {type(x).__name__}, too large for a float; write math.inf"
    with pytest.raises(ValueError, match=message):
        as_number(x)


def test_infinity_of_any_kind_is_a_number():
    assert as_number(Decimal("-Infinity")) == -math.inf


def test_long_strings_are_cut_in_the_message():
    with pytest.raises(TypeError, match=r"cannot compute with str 'x{40}';") as caught:
        as_number("x" * 10_000)

    assert len(str(caught.value)) < 200


def test_letters_go_on_after_z():
    assert list(islice(spreadsheet_letters(), 24, 29)) == ["Y", "Z", "AA", "AB", "AC"]
