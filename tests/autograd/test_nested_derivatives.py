"""Derivatives inside derivatives, and numbers that would leave the graph on the way.

Every expected number is worked out by hand in the comment beside it.
"""

import math
import warnings

import pytest

import autograd
from autograd import (
    AnomalyError,
    MissingDerivativeError,
    Value,
    by_hand,
    derivative,
    detect_anomaly,
    grad,
    hessian,
    jacobian,
    jvp,
    no_grad,
    op,
    sqrt,
    value_and_grad,
    vjp,
)
from tests.autograd.programs import forgotten_ops


def cube(x):
    return x**3


NESTED = [
    # d/dx [x · d/dy (x + y)] = d/dx x: an inner tangent taken for the outer one gives 2
    pytest.param(lambda x: x * derivative(lambda y: x + y)(1.0), 1.0, 1.0, id="inner-ignores-y"),
    # d/dx [x · x]
    pytest.param(lambda x: x * derivative(lambda y: x * y)(2.0), 3.0, 6.0, id="inner-is-x"),
    # d/dx [d/dy xy² at y = x] = d/dx 2x² = 4x
    pytest.param(lambda x: derivative(lambda y: x * y * y)(x), 3.0, 12.0, id="both-are-x"),
    # d/dz xz = x, d/dy xy = x, d/dx x = 1
    pytest.param(
        lambda x: derivative(lambda y: derivative(lambda z: x * z)(y) * y)(x), 5.0, 1.0, id="three"
    ),
    # the inner derivative belongs to a constant: d/dx [x · 6] = 6
    pytest.param(lambda x: x * derivative(lambda y: y * y)(3.0), 1.0, 6.0, id="inner-constant"),
    pytest.param(derivative(cube), 5.0, 30.0, id="second"),  # 6x
    pytest.param(derivative(derivative(cube)), 5.0, 6.0, id="third"),
    # d/dx [d²/dy² x·y³ at y = x] = d/dx 6x² = 12x
    pytest.param(lambda x: derivative(lambda y: x * y**3, 2)(x), 3.0, 36.0, id="order-two-inside"),
    # d/dt ∂²/∂a² (a²bt) = d/dt 2bt = 2b at b = 4
    pytest.param(
        lambda t: hessian(lambda a, b: a * a * b * t, [t, 4.0])[0][0], 3.0, 8.0, id="hessian"
    ),
    # d/dx [∂/∂y (xy²) at y = 2] = 4
    pytest.param(lambda x: jacobian(lambda y: x * y * y, [2.0])[0][0], 3.0, 4.0, id="jacobian"),
    # d/dx [x · x], the inner product along the direction 1
    pytest.param(lambda x: x * jvp(lambda y: x * y, [2.0], [1.0])[1][0], 3.0, 6.0, id="jvp"),
    # the direction moves: d/dx [3y² · x at y = 2] = 12
    pytest.param(lambda x: jvp(cube, [2.0], [x])[1][0], 3.0, 12.0, id="jvp-along-x"),
    # the weight is x: d/dx [x · ∂/∂y xy²] = d/dx 4x² = 8x at y = 2
    pytest.param(lambda x: vjp(lambda y: x * y * y, [2.0], [x])[1][0], 3.0, 24.0, id="vjp-by-x"),
    # d/dx [x²·2x] = 6x²
    pytest.param(
        lambda x: (lambda value, slope: value * slope[0])(*value_and_grad(lambda y: y * y)(x)),
        2.0,
        24.0,
        id="value-and-grad",
    ),
]


@pytest.mark.parametrize(("f", "x", "expected"), NESTED)
def test_derivative_of_a_function_that_differentiates(f, x, expected):
    assert derivative(f)(x) == pytest.approx(expected)
    assert jvp(f, [x], [1.0])[1] == pytest.approx([expected])
    assert vjp(f, [x], [1.0])[1] == pytest.approx([expected])
    assert jacobian(f, [x]) == [pytest.approx([expected])]


@pytest.mark.parametrize(("f", "x", "expected"), NESTED)
def test_derivatives_of_functions_do_not_depend_on_no_grad(f, x, expected):
    with no_grad():
        assert derivative(f)(x) == pytest.approx(expected)


def test_jacobian_of_a_gradient_is_the_hessian():
    # f = a²b: ∇f = (2ab, a²), H = ((2b, 2a), (2a, 0)) at (3, 4)
    def gradient(a, b):
        return value_and_grad(lambda a, b: a * a * b)(a, b)[1]

    assert jacobian(gradient, [3, 4]) == [[8.0, 6.0], [6.0, 0.0]]
    assert hessian(lambda a, b: a * a * b, [3, 4]) == [[8.0, 6.0], [6.0, 0.0]]


def test_derivative_at_a_node_of_ones_own_goes_on_to_it():
    x = Value(5.0)
    derivative(cube)(x).backward()

    assert x.grad == 30.0


def test_grad_with_a_graph_inside_a_vector_product():
    # vᵀJ of 3x² is 6x
    assert vjp(lambda x: grad(x**3, x, create_graph=True), [2.0], [1.0]) == ([12.0], [12.0])


def test_nested_derivatives_by_hand_are_rounded():
    # x³/3: 6x/3 = 4 at x = 2; with two decimals 1/3 is 0.33, and 0.33 · 12 = 3.96
    with by_hand(2):
        assert derivative(derivative(lambda x: x**3 / 3))(2.0) == 3.96


ROUTES = [
    pytest.param(lambda f, x: grad(f(at := Value(x)), at).data, id="grad"),
    pytest.param(lambda f, x: derivative(f)(x), id="derivative"),
    pytest.param(lambda f, x: value_and_grad(f)(x)[1][0], id="value_and_grad"),
    pytest.param(lambda f, x: jacobian(f, [x])[0][0], id="jacobian"),
    pytest.param(lambda f, x: vjp(f, [x], [1.0])[1][0], id="vjp"),
    pytest.param(lambda f, x: jvp(f, [x], [1.0])[1][0], id="jvp"),
]


@pytest.mark.parametrize("route", ROUTES)
def test_every_derivative_is_rounded_by_hand_as_backward_is(route):
    # (x/3)²: x/3 = 0.67, its square's slope 2 · 0.67 = 1.34, and 1.34 · 0.33 = 0.4422 -> 0.44
    def f(x):
        return (x / 3) ** 2

    with by_hand(2):
        x = Value(2.0)
        f(x).backward()

        assert route(f, 2.0) == x.grad == 0.44


@pytest.mark.parametrize("route", ROUTES)
def test_every_derivative_reports_an_anomaly_as_backward_does(route):
    # ln′ at the smallest float is 1/5e-324 = inf
    with detect_anomaly(), pytest.raises(AnomalyError, match="became inf"):
        route(lambda x: x.log(), 5e-324)


@pytest.mark.parametrize("f", [lambda x: sqrt(x), lambda x: sqrt(x) * 0, lambda x: sqrt(x * 0)])
def test_both_products_name_a_missing_derivative(f):
    message = "sqrt has no derivative with respect to"
    with pytest.raises(MissingDerivativeError, match=message):
        jvp(f, [0.0], [1.0])
    with pytest.raises(MissingDerivativeError, match=message):
        vjp(f, [0.0], [1.0])
    with pytest.raises(MissingDerivativeError, match=message):
        derivative(f, 2)(0.0)


@pytest.mark.parametrize("create_graph", [False, True])
def test_missing_derivative_off_the_asked_path_stops_nothing(create_graph):
    # ∂(√x · z)/∂z = √x = 0 at x = 0, where √x itself has no derivative
    x, z = Value(0.0, "x"), Value(2.0, "z")

    assert grad(sqrt(x) * z, z, create_graph=create_graph).data == 0.0


@pytest.mark.parametrize("leave", [math.sin, float, lambda x: x + float(x)])
def test_a_number_that_leaves_a_differentiated_function_is_refused(leave):
    for route in (derivative(leave), lambda x: jvp(leave, [x], [1.0])):
        with pytest.raises(TypeError, match=r"leave the graph .*autograd\.sin for math\.sin"):
            route(1.0)


def test_a_number_that_leaves_a_rule_is_refused():
    with forgotten_ops():

        @op(lambda x, y: math.cos(x))
        def bent(x):
            return math.sin(x)

        assert derivative(bent)(1.0) == math.cos(1.0)  # on numbers there is nothing to lose
        with pytest.raises(TypeError, match=r"leave the graph .*autograd\.sin for math\.sin"):
            derivative(bent, 2)(1.0)
        x = Value(1.0)
        with pytest.raises(TypeError, match="leave the graph"):
            grad(bent(x), x, create_graph=True)


def test_a_failed_derivative_leaves_nothing_behind():
    with pytest.raises(TypeError, match="leave the graph"):
        derivative(math.sin)(1.0)

    assert float(Value(2.0)) == 2.0


def test_math_on_a_node_warns_and_names_the_function_to_use():
    with pytest.warns(RuntimeWarning, match=r"no gradient flows; use autograd\.sin") as caught:
        assert math.sin(Value(0.5)) == math.sin(0.5)

    assert caught[0].filename == __file__


def test_an_honest_float_does_not_warn():
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        assert math.sin(float(Value(0.5))) == autograd.sin(0.5)
