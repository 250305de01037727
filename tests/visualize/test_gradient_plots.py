import math

import pytest

from autograd import OPS, Value, op, scope, squared_error
from visualize.plots import gradients as plots

pytest.importorskip("matplotlib")

POINTS = [((1, 2), 1), ((1, -1), -1), ((1, 0.5), 1)]


def least_squares() -> tuple[Value, list[Value]]:
    """Question 000.Q1 of the course problem set: the mean of (tanh(w·x) − y)² over three points."""
    w = [Value(0.2, "w₁"), Value(0.4, "w₂")]
    terms = [squared_error((w[0] * a + w[1] * b).tanh(), y) for (a, b), y in POINTS]
    return (terms[0] + terms[1] + terms[2]) / 3, w


def data(figure, label):
    (line,) = [line for line in figure.axes[0].lines if line.get_label() == label]
    return list(line.get_xdata()), list(line.get_ydata())


def test_gradient_vanishes_with_growing_weights_as_worked_out():
    output, w = least_squares()
    scales = [1, 5, 10, 20, 50]

    figure = plots.gradient_by_scale(output, w, scales)

    xs, ys = data(figure, "gradient")
    assert xs == scales
    assert ys == pytest.approx(
        [
            0.829900953743686,
            0.09381631968273489,
            0.002395919496884425,
            8.479397752497733e-07,
            3.204309487193319e-17,
        ],
        rel=1e-9,
    )


def test_weights_and_states_may_be_named():
    output, w = least_squares()
    named = plots.gradient_by_scale(output, [each.label for each in w], [1, 5])
    over_time = plots.gradient_by_time(output, [each.label for each in w])

    assert data(named, "gradient") == data(plots.gradient_by_scale(output, w, [1, 5]), "gradient")
    assert data(over_time, "hidden state") == data(
        plots.gradient_by_time(output, w), "hidden state"
    )


def test_a_gradient_of_exactly_0_is_marked_on_the_edge():
    output, w = least_squares()

    figure = plots.gradient_by_scale(output, w, [1, 1000])

    xs, _ = data(figure, "gradient: exactly 0")
    assert xs == [1000]


@pytest.mark.parametrize("scales", [[], [0.0, 1.0], [-1.0]])
def test_scales_that_are_not_positive_are_refused(scales):
    output, w = least_squares()

    with pytest.raises(ValueError, match="scales are positive numbers"):
        plots.gradient_by_scale(output, w, scales)


def test_a_node_that_is_no_leaf_cannot_be_scaled():
    output, _ = least_squares()

    with pytest.raises(ValueError, match="is no leaf of this graph"):
        plots.gradient_by_scale(output, [output], [1.0])


def test_activation_shows_the_function_and_its_slope():
    figure = plots.activation("tanh", -2, 2)

    xs, ys = data(figure, "tanh(x)")
    _, slopes = data(figure, "derivative")

    for x, y, slope in list(zip(xs, ys, slopes, strict=True))[::50]:
        assert y == pytest.approx(math.tanh(x))
        assert slope == pytest.approx(1 / math.cosh(x) ** 2)


@pytest.mark.parametrize("name", [name for name, op in OPS.items() if op.arity == 1])
def test_every_op_of_one_number_can_be_plotted(name):
    figure = plots.activation(name, -1, 3)

    _, ys = data(figure, f"{name}(x)")

    assert any(map(math.isfinite, ys))


def test_a_jump_is_not_joined_by_a_line():
    _, slopes = data(plots.activation("relu"), "derivative")

    assert sum(map(math.isnan, slopes)) == 1


def test_an_op_of_ones_own_can_be_plotted():
    @op(lambda x, y: 3 * x**2)
    def cube(x):
        """x³."""
        return x**3

    try:
        _, slopes = data(plots.activation(cube, 0, 2), "derivative")
    finally:
        del OPS["cube"], Value.cube

    assert slopes[-1] == pytest.approx(12)


def test_layers_stand_in_forward_order_with_mean_sizes():
    x, first, second = Value(1.0, "x"), Value(0.5, "a"), Value(0.25, "b")
    with scope("one"):
        hidden = x * first
    with scope("two"):
        output = (hidden * second) * 3.0

    figure = plots.gradient_by_layer(output)

    assert [tick.get_text() for tick in figure.axes[0].get_xticklabels()] == ["one", "two"]
    assert data(figure, "nodes") == ([0, 1], [0.75, 2.0])  # 3b; 3 and 1


def test_gradients_by_time_shrink_by_the_derivative_of_each_step():
    state, states = Value(1.0, "h"), []
    for _ in range(5):
        state = state * 0.5
        states.append(state)

    figure = plots.gradient_by_time(state, states)

    assert data(figure, "hidden state") == ([1, 2, 3, 4, 5], [0.0625, 0.125, 0.25, 0.5, 1.0])


def test_several_numbers_of_a_state_count_by_their_norm():
    a, b = Value(1.0), Value(1.0)

    figure = plots.gradient_by_time(3 * a + 4 * b, [[a, b]])

    assert data(figure, "hidden state")[1] == [5.0]


def test_no_information_by_colour_alone():
    figure = plots.activation("tanh")
    first, second = (line for line in figure.axes[0].lines if line.get_label()[0] != "_")

    assert first.get_linestyle() != second.get_linestyle()
