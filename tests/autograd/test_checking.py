"""gradcheck finds a wrong rule and names it."""

import pytest

from autograd import OPS, GradientCheckError, gradcheck, op
from autograd.engine.gradient_checks import check_partial, estimated_partial


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
