"""gradcheck finds a wrong rule and names it."""

import math

import pytest

import autograd
from autograd import OPS, GradientCheckError, Value, derivative, gradcheck, op
from autograd.engine.gradient_checks import check_partial, estimated_partial
from tests.autograd.programs import forgotten_ops


@pytest.fixture
def wrong_cube():
    @op(lambda x, y: 2 * x**2)  # 3x² is right
    def wrong_cube(x):
        return x * x * x

    yield wrong_cube
    del OPS["wrong_cube"]


def test_gradcheck_accepts_right_rules():
    assert gradcheck(lambda x, y: (x * y).sigmoid() / (x**2 + y.exp()), [0.3, -1.2])


def test_gradcheck_names_the_op_and_the_operand(wrong_cube):
    with pytest.raises(GradientCheckError, match=r"op wrong_cube, operand 1: its rule gives 8\.0"):
        gradcheck(lambda x: wrong_cube(x) + 1, [2.0])


def test_gradcheck_compares_the_whole_gradient_where_each_op_is_right():
    # the value of a leaf read as a plain number is invisible to the graph
    with pytest.raises(
        GradientCheckError, match=r"input 1 is 2\.0, the central difference (3\.99|4\.0)"
    ):
        gradcheck(lambda x: x * x.data, [2.0])


def test_the_complex_step_has_no_cancellation():
    estimate, method = estimated_partial(OPS["exp"], 0, (1.0,))

    assert method == "complex step"
    assert estimate == pytest.approx(2.718281828459045, rel=1e-15)


def test_an_op_without_complex_rule_is_checked_by_central_difference():
    assert estimated_partial(OPS["erf"], 0, (0.3,))[1] == "central difference"


def test_check_partial_passes_where_rule_and_estimate_agree():
    check_partial(OPS["div"], 1, (1.0, 3.0))


EDGES = [
    pytest.param(autograd.log, 1e-4, id="log-1e-4"),
    pytest.param(autograd.log, 1e-12, id="log-1e-12"),
    pytest.param(autograd.log10, 1e-4, id="log10"),
    pytest.param(autograd.sqrt, 1e-9, id="sqrt"),
    pytest.param(lambda x: x**0.5, 1e-9, id="power"),
    pytest.param(lambda x: x.log() * (x * 4).sqrt(), 1e-4, id="product"),
    pytest.param(autograd.sqrt, 0.0025, id="sqrt-0.0025"),
    pytest.param(autograd.log1p, -0.9999, id="log1p"),
    pytest.param(autograd.asin, 0.9999, id="asin"),
    pytest.param(autograd.acos, -0.9999, id="acos"),
    pytest.param(autograd.acosh, 1.0001, id="acosh"),
    pytest.param(autograd.atanh, 0.9999, id="atanh"),
]


@pytest.mark.parametrize(("f", "x"), EDGES)
def test_gradcheck_gives_no_false_alarm_at_the_edge_of_a_domain(f, x):
    assert gradcheck(f, [x])


@pytest.mark.parametrize(("f", "x"), EDGES)
def test_gradcheck_finds_one_percent_at_the_edge_of_a_domain(f, x):
    slope = derivative(f)(x)
    with forgotten_ops():

        @op(lambda x, y: 1.01 * slope)
        def nearly(x):
            return f(Value(x)).data

        with pytest.raises(GradientCheckError, match="op nearly, operand 1"):
            gradcheck(nearly, [x], order=1)


def test_gradcheck_finds_a_rule_that_leaves_the_graph():
    with forgotten_ops():

        @op(lambda x, y: math.cos(x.data if isinstance(x, Value) else x))
        def bent(x):
            return math.sin(x)

        assert gradcheck(bent, [0.5], order=1)
        with pytest.raises(GradientCheckError, match=r"second derivative .* inputs 1 and 1 is"):
            gradcheck(bent, [0.5])


@pytest.mark.parametrize("order", [0, 3, "2"])
def test_gradcheck_refuses_another_order(order):
    with pytest.raises(ValueError, match="derivatives of order 1 or 2, got"):
        gradcheck(lambda x: x, [1.0], order=order)


def test_gradcheck_needs_room_around_the_point():
    with pytest.raises(GradientCheckError, match=r"no room around 0\.0 for a central difference"):
        gradcheck(lambda x: autograd.log(1 - abs(x) * 1e300), [0.0], order=1)


def test_an_op_that_only_shares_its_name_with_a_complex_function_is_checked_by_differences():
    with forgotten_ops():

        @op(lambda x, y: 2 * x)
        def rect(x):
            return x * x

        assert estimated_partial(rect, 0, (3.0,))[1] == "central difference"
        assert gradcheck(rect, [3.0])


@pytest.mark.parametrize("f", [OPS["reciprocal"], OPS["cbrt"], lambda x: (x * x).sqrt()])
def test_no_false_alarm_near_zero(f):
    assert gradcheck(f, [1e-9])


@pytest.mark.parametrize("name", ["asin", "acos", "atanh"])
def test_no_false_alarm_at_the_edge_of_a_domain(name):
    assert gradcheck(OPS[name], [1 - 1e-9], order=1)


def test_an_op_of_ones_own_is_not_taken_for_a_namesake_on_complex_numbers():
    with forgotten_ops():

        @op(lambda x, y: 2.0)
        def phase(x):
            return 2 * x

        assert gradcheck(phase, [0.3])
