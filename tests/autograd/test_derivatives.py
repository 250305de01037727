"""grad, higher derivatives, Jacobians, Hessians and products with vectors."""

import math

import pytest

from autograd import (
    AnomalyError,
    MissingDerivativeError,
    StaleGraphError,
    UnknownNodeError,
    Value,
    by_hand,
    derivative,
    detect_anomaly,
    exp,
    grad,
    hessian,
    jacobian,
    jvp,
    log,
    relu,
    sin,
    sqrt,
    tanh,
    value_and_grad,
    vjp,
    weighted_sum,
)


def test_grad_of_a_product_is_the_other_factor():
    x, y = Value(3.0), Value(4.0)

    assert [g.data for g in grad(x * y, [x, y])] == [4.0, 3.0]


def test_grad_touches_no_stored_gradient():
    x = Value(3.0)
    grad(x * x, x)

    assert x.grad == 0.0


def test_grad_by_an_inner_node_stops_there():
    x = Value(3.0)
    h = x * 2

    assert grad(h * h, h).data == 12.0


def test_grad_is_zero_where_the_output_does_not_depend():
    assert grad(Value(3.0) * 2, Value(1.0)).data == 0.0


def test_grad_without_create_graph_is_a_leaf():
    x = Value(3.0)

    assert grad(x**3, x).op is None


def test_grad_refuses_what_is_no_node():
    with pytest.raises(TypeError, match="the inputs of grad must be Values, got float"):
        grad(Value(1.0) * 2, [3.0])


def test_grad_names_the_op_whose_derivative_is_missing():
    x = Value(0.0)

    with pytest.raises(MissingDerivativeError, match="sqrt has no derivative"):
        grad(sqrt(x), x)


@pytest.mark.parametrize(
    ("f", "n", "x", "expected"),
    [
        pytest.param(lambda x: x**5, 3, 2.0, 240.0, id="power"),  # 5·4·3·2²
        pytest.param(exp, 6, 0.5, math.exp(0.5), id="exp"),
        pytest.param(sin, 4, 0.3, math.sin(0.3), id="sin"),
        pytest.param(log, 3, 2.0, 0.25, id="log"),  # 2/x³
        pytest.param(lambda x: 1 / x, 2, 2.0, 0.25, id="reciprocal"),  # 2/x³
        pytest.param(tanh, 2, 0.0, 0.0, id="tanh"),
        pytest.param(relu, 2, 1.0, 0.0, id="relu"),
        pytest.param(lambda x: x * 7, 0, 2.0, 14.0, id="not at all"),
    ],
)
def test_derivative_agrees_with_the_closed_form(f, n, x, expected):
    assert derivative(f, n)(x) == pytest.approx(expected, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("n", [-1, 1.5, "2"])
def test_derivative_refuses_an_order_that_is_no_count(n):
    with pytest.raises(ValueError, match="differentiated 0 or more times"):
        derivative(exp, n)


def test_value_and_grad_of_the_hand_example():
    # (x + y)² at (1, 2): 9, and 2(x + y) = 6 both ways
    assert value_and_grad(lambda x, y: (x + y) ** 2)(1, 2) == (9.0, (6.0, 6.0))


def test_jacobian_of_polar_coordinates():
    r, angle = 2.0, 0.5
    matrix = jacobian(lambda r, a: (r * a.cos(), r * a.sin()), [r, angle])

    assert matrix == [
        pytest.approx([math.cos(angle), -r * math.sin(angle)]),
        pytest.approx([math.sin(angle), r * math.cos(angle)]),
    ]


def test_jacobian_of_a_function_that_ignores_an_input_has_a_zero_column():
    assert jacobian(lambda x, y: [x * 2, x * x], [3, 4]) == [[2.0, 0.0], [6.0, 0.0]]


def test_hessian_of_a_quadratic_form_is_twice_its_matrix():
    matrix = hessian(lambda x, y: 3 * x * x + 4 * x * y + 5 * y * y, [0.7, -1.1])

    assert matrix == [pytest.approx([6.0, 4.0]), pytest.approx([4.0, 10.0])]


def test_hessian_refuses_a_function_of_several_results():
    with pytest.raises(ValueError, match="must give one number, it gave 2; use jacobian"):
        hessian(lambda x: (x, x), [1.0])


def test_jvp_and_vjp_agree_with_the_jacobian():
    def f(x, y):
        return x * y, x.exp() + y

    direction, weights = [2.0, -1.0], [3.0, 0.5]
    matrix = jacobian(f, [0.4, 1.5])
    forward = [sum(m * d for m, d in zip(row, direction, strict=True)) for row in matrix]
    back = [sum(w * row[j] for w, row in zip(weights, matrix, strict=True)) for j in range(2)]

    assert jvp(f, [0.4, 1.5], direction)[1] == pytest.approx(forward)
    assert vjp(f, [0.4, 1.5], weights)[1] == pytest.approx(back)


def test_jvp_refuses_a_direction_of_another_length():
    with pytest.raises(ValueError, match="direction needs 2 numbers like the point, got 1"):
        jvp(lambda x, y: x * y, [1, 2], [1])


def test_vjp_refuses_weights_of_another_length():
    with pytest.raises(ValueError, match="gives 1 numbers, got 2 weights"):
        vjp(lambda x: x * 2, [1], [1, 2])


def test_grad_uses_the_recorded_local_derivatives_like_backward():
    x = Value(3.0)
    y = x * x
    x.data = 10.0

    assert grad(y, x).data == 6.0


def test_grad_names_node_and_operand_of_a_missing_derivative():
    x = Value(0.0, "x")

    with pytest.raises(MissingDerivativeError, match="with respect to 'x' at x = 0"):
        grad(sqrt(x), x, create_graph=True)


def test_grad_of_a_wide_sum_looks_at_each_node_once(monkeypatch):
    weights = [Value(0.5) for _ in range(300)]
    output = weighted_sum(0.0, weights, [1.0] * 300)
    looked = []
    recorded = Value.recorded.fget
    monkeypatch.setattr(
        Value, "recorded", property(lambda node: looked.append(node) or recorded(node))
    )

    assert [g.data for g in grad(output, weights)] == [1.0] * 300
    assert looked.count(output) == 1


def test_second_derivatives_inside_detect_anomaly():
    with detect_anomaly():
        assert derivative(sin, 2)(1.0) == -math.sin(1.0)
        with pytest.raises(AnomalyError, match="became -inf"):
            hessian(log, [1e-160])


def test_jacobian_of_value_and_grad_has_a_row_for_each_number():
    def f(x, y):
        return x * x * y

    assert jacobian(value_and_grad(f), [3, 4]) == [[24, 9], [8, 6], [6, 0]]


def test_grad_on_nodes_refuses_a_graph_whose_numbers_changed():
    b = Value(2.0, "b")
    y = 1 / b
    b.data = 4.0

    with pytest.raises(StaleGraphError, match=r"holds 0\.5, but its operands now give 0\.25"):
        grad(y, b, create_graph=True)
    assert grad(y, b).data == -0.25  # as recorded


def test_forward_mode_keeps_to_the_modes():
    with by_hand(2):
        assert jvp(lambda x: x / 3, [2], [0.333])[1] == [0.11]
        assert vjp(lambda x: x * 3, [0.5], [0.123456])[1] == [0.36]
    with detect_anomaly(), pytest.raises(AnomalyError, match=r"the tangent of .* became inf"):
        jvp(lambda x: x * 1e300, [1], [1e300])


def test_grad_takes_names():
    x, w = Value(3.0, "x"), Value(2.0, "w₃")
    y = x * w

    assert grad(y, "w3").data == 3.0
    assert [g.data for g in grad(y, ["x", w])] == [2.0, 3.0]
    with pytest.raises(UnknownNodeError, match="no node is named 'q'; the names are x, w₃"):
        grad(y, "q")
    with pytest.raises(TypeError, match="the inputs of grad must be Values, got int 3"):
        grad(y, 3)
