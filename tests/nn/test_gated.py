"""GRU and LSTM: their formulas by hand, what gates do, layers over time, and refusals."""

import math

import pytest

from autograd import Graph, Value, expression, latex, python
from nn import GRU, LSTM, Adam, GRUCell, LSTMCell, RNNCell, clip_grad_norm_, mse_loss


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


def floats(x):
    return [floats(y) for y in x] if isinstance(x, (list, tuple)) else float(x)


def test_a_gru_step_by_hand():
    cell = GRUCell(
        1,
        1,
        weight_ih=[[0.5], [-1.0], [2.0]],
        weight_hh=[[0.3], [0.7], [-0.4]],
        bias_ih=[0.1, 0.2, 0.3],
        bias_hh=[-0.1, 0.4, 0.6],
    )
    x, h = 0.8, -0.5

    r = sigmoid(0.5 * x + 0.1 + 0.3 * h - 0.1)
    z = sigmoid(-1.0 * x + 0.2 + 0.7 * h + 0.4)
    n = math.tanh(2.0 * x + 0.3 + r * (-0.4 * h + 0.6))
    assert floats(cell([x], [h])) == [pytest.approx((1 - z) * n + z * h, rel=1e-14)]


def lstm_cell():
    return LSTMCell(
        1,
        1,
        weight_ih=[[0.5], [-1.0], [2.0], [0.9]],
        weight_hh=[[0.3], [0.7], [-0.4], [-0.2]],
        bias_ih=[0.1, 0.2, 0.3, 0.4],
        bias_hh=[-0.1, 0.4, 0.6, -0.5],
    )


def test_an_lstm_step_by_hand():
    x, h, c = 0.8, -0.5, 1.5

    i = sigmoid(0.5 * x + 0.1 + 0.3 * h - 0.1)
    f = sigmoid(-1.0 * x + 0.2 + 0.7 * h + 0.4)
    g = math.tanh(2.0 * x + 0.3 - 0.4 * h + 0.6)
    o = sigmoid(0.9 * x + 0.4 - 0.2 * h - 0.5)
    memory = f * c + i * g
    assert floats(lstm_cell()([x], ([h], [c]))) == [
        [pytest.approx(o * math.tanh(memory), rel=1e-14)],
        [pytest.approx(memory, rel=1e-14)],
    ]


def test_along_the_memory_alone_the_slope_is_the_forget_gate():
    x, h, c = 0.8, -0.5, Value(1.5)
    _, (memory,) = lstm_cell()([x], ([h], [c]))
    memory.backward()

    assert c.grad == pytest.approx(sigmoid(-1.0 * x + 0.2 + 0.7 * h + 0.4), rel=1e-14)


@pytest.mark.parametrize(("keep", "slope"), [(40.0, 1.0), (-40.0, 0.0)])
def test_an_open_forget_gate_carries_a_gradient_over_fifty_steps(keep, slope):
    lstm = LSTM(1, 1, init="zeros")
    lstm.cells[0].bias_ih = [0.0, keep, 0.0, 0.0]
    c = Value(1.0)
    _, (_, memory) = lstm([[0.5]] * 50, ([[0.0]], [[c]]))
    memory[0][0].backward()

    assert c.grad == pytest.approx(slope, abs=1e-12)


@pytest.mark.parametrize("kind", [GRUCell, LSTMCell])
@pytest.mark.parametrize("bias", [True, False])
def test_the_jacobian_of_a_step_has_its_closed_form(kind, bias):
    cell = kind(2, 3, bias, init="uniform", seed=5)
    h = [0.5, -0.8, 0.3]
    found = cell.jacobian([0.7, -1.2], h if kind is GRUCell else (h, [1.5, -0.2, 0.9]))

    size = 3 if kind is GRUCell else 6
    assert (len(found.graph), len(found.graph[0])) == (size, size)
    assert found.difference < 1e-14
    assert min(abs(entry) for row in found.graph for entry in row[:3]) > 0


def test_along_the_memory_the_jacobian_of_an_lstm_is_the_forget_gate():
    cell = LSTMCell(1, 2, seed=1)
    lower = [row[2:] for row in cell.jacobian([0.5], ([0.1, 0.2], [1.0, -1.0])).closed[2:]]
    forget = [float(f) for f in cell.gate(1, lambda s: s.sigmoid(), [0.5], [0.1, 0.2])]

    assert lower == [[forget[0], 0.0], [0.0, forget[1]]]


def test_gradients_that_vanish_in_an_rnn_last_in_an_lstm():
    lstm = LSTMCell(1, 1, init="zeros")
    lstm.bias_ih = [0.0, 5.0, 0.0, 0.0]  # forget little
    rnn = RNNCell(1, 1, init="zeros")
    rnn.weight_hh = [[0.5]]
    steps = [[0.1]] * 20

    assert rnn.unroll(steps).norms[-1] < 1e-5
    unrolled = lstm.unroll(steps, ([0.0], [1.0]))
    assert unrolled.norms[-1] > sigmoid(5.0) ** 20
    assert len(unrolled.states[3]) == 2
    assert unrolled.states[-1][1].data == pytest.approx(sigmoid(5.0) ** 20)


def test_a_gru_unrolls_from_nothing():
    unrolled = GRUCell(1, 2, seed=3).unroll([[1.0], [0.5]])

    assert unrolled.states[0] == [0.0, 0.0]
    assert unrolled.product(0, 2) == unrolled.products[-1]


def test_a_first_state_not_given_is_zero():
    assert floats(GRUCell(2, 3, seed=1)([1, 2])) == floats(GRUCell(2, 3, seed=1)([1, 2], [0] * 3))
    zeros = ([0] * 3, [0] * 3)
    assert floats(LSTMCell(2, 3, seed=1)([1, 2])) == floats(LSTMCell(2, 3, seed=1)([1, 2], zeros))


def test_cells_take_batches():
    gru, lstm = GRUCell(1, 2, seed=2), LSTMCell(1, 2, seed=2)
    states, memories = [[0, 0], [1, 1]], [[2, 2], [3, 3]]

    assert floats(gru([[1], [2]], states)) == [floats(gru([1], [0, 0])), floats(gru([2], [1, 1]))]
    h, c = lstm([[1], [2]], (states, memories))
    assert floats((h[1], c[1])) == floats(lstm([2], ([1, 1], [3, 3])))
    assert floats(lstm([[1], [2]])[0][0]) == floats(lstm([1])[0])


def test_an_lstm_is_its_cells_layer_after_layer():
    lstm = LSTM(2, 3, num_layers=2, seed=4)
    xs = [[0.1, 0.2], [0.3, -0.4], [0.5, 0.6]]
    outputs, (h, c) = lstm(xs)

    first = second = None
    for x in xs:
        first = lstm.cells[0](x, first)
        second = lstm.cells[1](first[0], second)
    assert floats(outputs[-1]) == floats(second[0])
    assert floats(h) == floats([first[0], second[0]])
    assert floats(c) == floats([first[1], second[1]])


@pytest.mark.parametrize("kind", [GRU, LSTM])
def test_they_are_named_like_those_of_pytorch(kind):
    assert list(kind(2, 3, num_layers=2).state_dict()) == [
        f"{name}_l{layer}"
        for layer in (0, 1)
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    ]


def test_labels_name_the_gate_and_count_within_it():
    gru = [p.label for p in GRUCell(1, 2, bias=False).parameters()]
    lstm = [p.label for p in LSTM(1, 1, num_layers=2).parameters()]

    assert gru[:6] == ["wʳₓ₁₁", "wʳₓ₂₁", "wᶻₓ₁₁", "wᶻₓ₂₁", "wⁿₓ₁₁", "wⁿₓ₂₁"]
    assert gru[-1] == "wⁿₕ₂₂"
    assert lstm[:4] == ["wⁱₓ₁₁⁽¹⁾", "wᶠₓ₁₁⁽¹⁾", "wᵍₓ₁₁⁽¹⁾", "wᵒₓ₁₁⁽¹⁾"]
    assert lstm[-1] == "bᵒₕ₁⁽²⁾"


def test_each_gate_of_each_time_has_a_scope_of_its_own():
    _, (_, memory) = LSTM(1, 1)([[Value(0.5)], [Value(1.0)]])
    paths = {node.scope.path for node in Graph(memory[0][0]).nodes if node.op}

    assert {f"LSTM.t=2.{gate}" for gate in "ifg"} | {"LSTM.t=1.o", "LSTM.t=1"} <= paths


def test_labels_are_set_in_latex_and_as_identifiers():
    h, _ = LSTMCell(1, 1, seed=1)([Value(0.5, "x")])

    for gate in "ifgo":
        assert f"w_{{x11}}^{{{gate}}}" in latex(expression(h[0]))
        assert f"w{gate}x11" in python(expression(h[0]))


def test_an_lstm_learns_to_remember_the_first_number():
    lstm = LSTM(1, 3, seed=1)
    params = lstm.parameters()
    optimizer = Adam(params, lr=0.1)
    data = [([[first], [0.0], [0.0]], first) for first in (-0.5, 0.5)]
    losses = []
    for _ in range(40):
        optimizer.zero_grad()
        loss = mse_loss([lstm(x)[0][-1][0] for x, _ in data], [y for _, y in data])
        loss.backward()
        clip_grad_norm_(params, 1.0)
        optimizer.step()
        losses.append(loss.data)

    assert losses[-1] < 0.01 < 0.2 < losses[0]


def test_an_option_that_is_not_there_is_refused():
    with pytest.raises(TypeError, match="unexpected keyword argument 'nonlinearity'"):
        GRU(1, 1, nonlinearity="relu")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: GRUCell(2, 1)([1]), r"x of shape 1; it takes x of 2 numbers \(input_size\)"),
        (lambda: GRUCell(1, 2)([1], [1]), "h of shape 1; it takes"),
        (lambda: LSTMCell(1, 2)([1], ([0, 0], [0])), "c of shape 1"),
        (lambda: LSTMCell(1, 2)([1], [0, 0, 0]), r"a pair \(h, c\), each of 2 numbers, got \[0"),
        (lambda: LSTM(1, 2)([[1]], [[0, 0]]), r"a pair \(h, c\)"),
        (
            lambda: LSTM(1, 2)([[1]], ([[0]], [[0]])),
            "state of shape 1×1 where this input needs 1×2",
        ),
        (lambda: GRU(1, 2)([[[1]]], [[0, 0]]), "state of shape 1×2 where this input needs 1×1×2"),
        (lambda: GRUCell(1, 1, weight_hh=[[1]]), "weight_hh of .* has the shape 3×1, got 1×1"),
        (lambda: LSTM(1, 1)([1.0]), "an input of shape 1; it takes T × 1"),
    ],
)
def test_errors_say_what_is_allowed(call, message):
    with pytest.raises(ValueError, match=message):
        call()
