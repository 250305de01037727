"""Rounding as on paper."""

import decimal
import math

import pytest

from autograd import DomainError, MissingDerivativeError, Rounding, Value, by_hand, weighted_sum
from autograd.engine.rounding import exact


@pytest.mark.parametrize(
    ("x", "places", "half_up", "half_even", "truncate"),
    [
        (1.005, 2, 1.01, 1.00, 1.00),
        (2.675, 2, 2.68, 2.68, 2.67),
        (0.125, 2, 0.13, 0.12, 0.12),
        (0.375, 2, 0.38, 0.38, 0.37),
        (-1.005, 2, -1.01, -1.00, -1.00),
        (-0.129, 2, -0.13, -0.13, -0.12),
        (2.5, 0, 3.0, 2.0, 2.0),
        (-2.5, 0, -3.0, -2.0, -2.0),
        (0.0049999, 2, 0.0, 0.0, 0.0),
        (0.99995, 4, 1.0, 1.0, 0.9999),
        (0.24904463, 6, 0.249045, 0.249045, 0.249044),
        (1e-20, 4, 0.0, 0.0, 0.0),
        (123456789012345.67, 1, 123456789012345.7, 123456789012345.7, 123456789012345.6),
        (1e300, 15, 1e300, 1e300, 1e300),
        (-1e300, 0, -1e300, -1e300, -1e300),
        (math.inf, 4, math.inf, math.inf, math.inf),
    ],
)
def test_rounding_by_the_decimal_a_float_prints_as(x, places, half_up, half_even, truncate):
    modes = ("half_up", "half_even", "truncate")

    assert [Rounding(places, mode).round(x) for mode in modes] == [half_up, half_even, truncate]


def test_nothing_rounds_to_minus_zero():
    assert math.copysign(1, Rounding(2).round(-0.001)) == 1.0


def test_nan_stays_nan():
    assert math.isnan(Rounding(2).round(math.nan))


def test_format_shows_every_place():
    rounding = Rounding(4)

    assert [rounding.format(x) for x in (0.5, -1.432, -0.00001)] == ["0.5000", "-1.4320", "0.0000"]


@pytest.mark.parametrize("places", [-1, 16, 4.0, True, "4", None], ids=repr)
def test_places_are_a_whole_number(places):
    with pytest.raises(ValueError, match=f"places is a whole number from 0 to 15, got {places!r}"):
        Rounding(places)


def test_unknown_mode_lists_the_modes():
    with pytest.raises(
        ValueError, match="unknown rounding mode 'up'; choose from half_up, half_even, truncate"
    ):
        by_hand(4, "up").__enter__()


def test_after_is_op_or_line():
    with pytest.raises(ValueError, match="rounding is done after 'op' or 'line', not 'step'"):
        Rounding(after="step")


def test_trace_takes_a_rounding():
    with pytest.raises(TypeError, match=r"rounding is a Rounding such as Rounding\(4\), got 4"):
        Value(1.0).trace(4)


# A tie in decimals that floats miss: 0.35 · 0.35 = 0.1225, but 0.12249999999999998 in binary.
TIES = [("half_up", 0.123), ("half_even", 0.122), ("truncate", 0.122)]


@pytest.mark.parametrize(("mode", "expected"), TIES)
def test_products_are_exact_in_decimal(mode, expected):
    x, y = Value(0.35), Value(0.35)
    with by_hand(3, mode):
        live = x * y

    assert live.data == expected
    assert 0.35 * 0.35 < 0.1225


@pytest.mark.parametrize(("mode", "expected"), TIES)
def test_replayed_products_are_exact_in_decimal(mode, expected):
    product = Value(0.35) * Value(0.35)

    assert product.trace(Rounding(3, mode)).values[product] == expected


@pytest.mark.parametrize(("mode", "expected"), TIES)
def test_products_on_the_way_back_are_exact_in_decimal(mode, expected):
    x = Value(1.0)
    with by_hand(3, mode):
        (x * 0.35).backward(0.35)

    assert x.grad == expected


def test_sums_on_the_way_back_are_exact_in_decimal():
    x = Value(1.0)
    with by_hand(15):
        (x * 0.1).backward()
        (x * 0.2).backward()

    assert x.grad == 0.3  # floats give 0.30000000000000004


def test_partials_come_from_rounded_values():
    with by_hand(2):
        y = Value(1.0).tanh()  # 0.7616 becomes 0.76

    assert (y.data, y.partials) == (0.76, (0.42,))  # 1 - 0.76² = 0.4224; unrounded 0.41997


def test_given_numbers_stay_as_given():
    x = Value(0.123456789, "x")
    with by_hand(2):
        y = x + 0.00001

    assert (x.data, y.data) == (0.123456789, 0.12)


def test_after_line_rounds_when_the_node_is_named():
    with by_hand(2, after="line"):
        x = Value(1.0)
        y = x / 3 * x.tanh()
        before = y.data
        y.label = "y"

    assert before == pytest.approx(math.tanh(1) / 3, rel=1e-15)
    assert (y.data, y.operands[0].data) == (0.25, pytest.approx(1 / 3, rel=1e-15))


def test_after_line_a_node_is_computed_from_named_numbers():
    with by_hand(2, after="line"):
        a = Value(2.0) / 3
        a.label = "a"
        b = a * a
        b.label = "b"

    assert (a.data, b.data, b.partials) == (0.67, 0.45, (0.67, 0.67))


def test_after_line_a_trace_rounds_the_labelled_and_the_output():
    a = Value(2.0) / 3
    a.label = "a"
    inner = a * a
    output = inner * 3
    values = output.trace(Rounding(2, after="line")).values

    assert [values[v] for v in (a, inner, output)] == [0.67, 0.4489, 1.35]


def test_after_line_a_weighted_sum_keeps_its_edges():
    b, w, x = Value(0.1), Value(0.333), Value(0.5)
    node = weighted_sum(b, [w], [x])
    with by_hand(2, after="line"):
        node.label = "Σ"

    assert (node.data, node.operands, node.partials) == (0.27, (b, w, x), (1.0, 0.5, 0.33))


@pytest.mark.parametrize(
    ("base", "exponent", "value", "partial"),
    [(0.0, 0.0, 1.0, 0.0), (0.0, 1.0, 0.0, 1.0), (10.0, 400.0, math.inf, math.inf)],
)
def test_powers_that_decimals_refuse_are_those_of_floats(base, exponent, value, partial):
    with by_hand(4):
        y = Value(base) ** exponent

    assert (y.data, y.partials) == (value, (partial,))


def test_context_of_the_caller_does_not_matter():
    with decimal.localcontext(decimal.Context(prec=3)), by_hand(4):
        x = Value(1.2345)
        y = x * 2.3456
        y.backward(1.1111)

    assert y.data == 2.8956  # 2.89564320
    assert x.grad == 2.6062  # 1.1111 · 2.3456 = 2.60619616


def test_domain_error_of_rounded_numbers_says_to_keep_more():
    y = Value(0.00001, "x").sin().log()
    message = r"log has no value by hand at 0.0000 \(node 'v₂'\); keep more than 4 places"

    with pytest.raises(DomainError, match=message):
        y.trace(Rounding(4))


def test_missing_derivative_of_rounded_numbers_says_to_keep_more():
    y = Value(1e-10, "x").sqrt()
    message = "sqrt has no derivative by hand with respect to 'x' where 'v₁' = 0.0000; keep more"

    with pytest.raises(MissingDerivativeError, match=message):
        y.trace(Rounding(4))


def test_missing_derivative_by_hand_is_missing_without_hands_too():
    with by_hand(4):
        y = Value(0.0, "x").sqrt()
        message = "sqrt has no derivative with respect to 'x' at x = 0"
        with pytest.raises(MissingDerivativeError, match=message):
            y.backward()
        for trace in (y.trace(), y.trace(Rounding(15))):
            assert message in "".join(trace.sentences)


def test_exact_reads_the_shortest_decimal():
    assert str(exact(0.1)) == "0.1"
    assert exact(decimal.Decimal("0.3")) == decimal.Decimal("0.3")
