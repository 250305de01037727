"""RNN cells, unrolled over time, and the product of their Jacobians."""

import math
from random import Random

import pytest

from autograd import Graph, Value
from nn import RNN, RNNCell
from nn.base.jacobians import matmul, norm


def scalar_cell(weight, bias):
    return RNNCell(
        1,
        1,
        nonlinearity="sigmoid",
        weight_ih=[[0]],
        weight_hh=[[weight]],
        bias_ih=[bias],
        bias_hh=[0],
    )


def run(weight, bias, steps):
    return scalar_cell(weight, bias).unroll([[0]] * steps, [0.5])


@pytest.mark.parametrize(
    ("weight", "bias", "products"),
    [
        (1, 0, {1: 0.2350037122015945, 2: 0.05340837521931147, 5: 0.0006079862743106368}),
        (1, 0, {10: 3.4831156097851636e-07, 20: 1.1430958866932063e-13}),
        (4, -2, {1: 1, 2: 1, 5: 1, 10: 1, 20: 1}),
        (8, -4, {1: 2, 2: 4, 5: 32, 10: 1024, 20: 1048576}),
        (-8, 4, {1: -2, 2: 4, 5: -32, 10: 1024, 20: 1048576}),
        (8, 0, {1: 0.14130164970632886, 2: 0.00043755782118252724, 5: 8.512237903433393e-12}),
        (8, 0, {10: 1.197002762602784e-24, 20: 2.366998334096228e-50}),
    ],
)
def test_003_p6_running_products_vanish_and_explode(weight, bias, products):
    found = run(weight, bias, 20).products

    for steps, product in products.items():
        assert found[steps - 1][0][0] == pytest.approx(product, rel=1e-12)


def test_003_p6_the_exploding_product_is_an_exact_power_of_two():
    cell = scalar_cell(8, -4)
    h0 = Value(0.5)
    unrolled = cell.unroll([[0]] * 20, [h0])
    unrolled.states[-1][0].backward()

    assert unrolled.products[-1] == [[1048576.0]]
    assert h0.grad == 1048576.0


@pytest.mark.parametrize(("scale", "expected"), [(1, 2.0**-60), (4, 1.0), (8, 2.0**30)])
def test_003_p6_orthogonal_weights_held_at_one_half(scale, expected):
    c, s = math.cos(0.7), math.sin(0.7)
    weight = [[scale * c, -scale * s], [scale * s, scale * c]]
    bias = [-sum(row) / 2 for row in weight]
    cell = RNNCell(
        1,
        2,
        nonlinearity="sigmoid",
        weight_ih=[[0], [0]],
        weight_hh=weight,
        bias_ih=bias,
        bias_hh=[0, 0],
    )
    product = cell.jacobian([0], [0.5, 0.5]).graph
    total = product
    for _ in range(29):
        total = matmul(product, total)

    assert norm(total) == pytest.approx(math.sqrt(2) * expected, rel=1e-12)


def test_003_p6_a_norm_above_one_need_not_grow():
    step = [[0.1, 5], [0, 0.1]]
    total = step
    for _ in range(19):
        total = matmul(step, total)

    assert norm(step) > 5
    assert norm(total) < 1.1e-17


def test_003_p6_the_product_is_the_gradient_through_time():
    rng = Random(6)
    cell = RNNCell(2, 3, nonlinearity="sigmoid", init="uniform", seed=rng)
    inputs = [[rng.uniform(-1, 1) for _ in range(2)] for _ in range(6)]
    h0 = [Value(rng.uniform(-1, 1)) for _ in range(3)]
    unrolled = cell.unroll(inputs, h0)

    for row, node in zip(unrolled.products[-1], unrolled.states[-1], strict=True):
        for leaf in h0:
            leaf.grad = 0.0
        node.backward()
        assert [leaf.grad for leaf in h0] == pytest.approx(row, rel=1e-12)
    assert max(step.difference for step in unrolled.jacobians) < 1e-15


def test_003_p6_the_order_of_the_product_matters():
    rng = Random(6)
    cell = RNNCell(2, 3, nonlinearity="sigmoid", init="uniform", seed=rng)
    unrolled = cell.unroll([[rng.uniform(-1, 1)] * 2 for _ in range(6)])
    wrong = unrolled.jacobians[0].graph
    for step in unrolled.jacobians[1:]:
        wrong = matmul(wrong, step.graph)

    assert wrong[0] != pytest.approx(unrolled.products[-1][0], rel=0.1)


def test_products_between_any_two_times():
    unrolled = RNNCell(1, 2, seed=5).unroll([[1.0], [2.0], [3.0]])

    assert unrolled.product(0, 3) == unrolled.products[2]
    assert unrolled.product(1, 2) == unrolled.jacobians[1].graph


def test_003_p6_terms_of_backpropagation_through_time():
    cell = scalar_cell(3, -1)
    unrolled = cell.unroll([[0]] * 4, [0.5])
    h = [float(state[0]) for state in unrolled.states]
    unrolled.states[-1][0].backward()

    terms = []
    for k in range(1, 5):
        later = unrolled.product(k, 4)[0][0] if k < 4 else 1.0
        terms.append(later * h[k] * (1 - h[k]) * h[k - 1])
    assert cell.weight_hh[0][0].grad == pytest.approx(sum(terms), rel=1e-14)


def test_a_step_is_two_weighted_sums_and_an_activation():
    cell = RNNCell(1, 1, weight_ih=[[3]], weight_hh=[[5]], bias_ih=[0.1], bias_hh=[-0.2])

    assert cell([1], [0.5])[0].data == math.tanh(3.1 + 2.3)
    assert cell([1])[0].data == pytest.approx(math.tanh(3.1 - 0.2))


def test_a_cell_without_biases_has_no_arguments_for_them():
    cell = RNNCell(1, 1, bias=False, weight_ih=[[2]], weight_hh=[[3]])
    from_input, from_state = cell.step([5.0], [7.0])[1][0].operands

    assert from_input.args == (cell.weight_ih[0][0], 5.0)
    assert from_state.args == (cell.weight_hh[0][0], 7.0)


def test_jacobians_leave_gradients_alone():
    cell = RNNCell(2, 2, seed=1)
    cell.unroll([[1, 2], [3, 4]])

    assert {p.grad for p in cell.parameters()} == {0.0}


def test_labels_tell_inputs_from_states():
    labels = [p.label for p in RNNCell(2, 1).parameters()]

    assert labels == ["wₓ₁₁", "wₓ₁₂", "wₕ₁₁", "bₓ₁", "bₕ₁"]


def test_an_rnn_is_its_cells_layer_after_layer():
    rnn = RNN(2, 3, num_layers=2, seed=4)
    xs = [[0.1, 0.2], [0.3, -0.4], [0.5, 0.6]]
    outputs, last = rnn(xs)

    h1 = h2 = None
    for x in xs:
        h1 = rnn.cells[0](x, h1)
        h2 = rnn.cells[1](h1, h2)
    assert [v.data for v in outputs[-1]] == [v.data for v in h2]
    assert [[v.data for v in h] for h in last] == [[v.data for v in h] for h in (h1, h2)]


@pytest.mark.parametrize(("layers", "inner"), [(1, ""), (2, ".l0")])
def test_what_an_rnn_computes_at_one_time_has_a_scope_of_its_own(layers, inner):
    outputs, _ = RNN(1, 1, layers)([[Value(0.5)], [Value(1.0)]])
    paths = {node.scope.path for node in Graph(outputs[-1][0]).nodes if node.op}

    assert {f"RNN.t=1{inner}", f"RNN.t=2{inner}"} <= paths
    assert len(paths) == 2 * layers


def test_an_rnn_is_named_like_that_of_pytorch():
    assert list(RNN(2, 3, num_layers=2).state_dict()) == [
        f"{name}_l{layer}"
        for layer in (0, 1)
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    ]


def test_batches_of_sequences_either_way_round():
    first, second = [[1.0], [2.0]], [[-1.0], [0.5]]
    rnn, batch_first = RNN(1, 2, seed=2), RNN(1, 2, batch_first=True, seed=2)
    by_sample = batch_first([first, second])[0]
    by_time = rnn([list(pair) for pair in zip(first, second, strict=True)])[0]

    assert floats(by_time) == [list(pair) for pair in zip(*floats(by_sample), strict=True)]
    assert floats(by_sample[1]) == floats(rnn(second)[0])
    assert rnn.output_shape((2, 1)) == (2, 2)


def test_the_last_states_of_a_batch_are_layers_by_samples():
    sequences = [[[1.0], [2.0]], [[-1.0], [0.5]], [[0.0], [3.0]]]
    rnn = RNN(1, 2, num_layers=2, batch_first=True, seed=2)
    last = floats(rnn(sequences)[1])

    assert last == [[floats(rnn(s)[1])[layer] for s in sequences] for layer in (0, 1)]


def floats(x):
    return [floats(y) for y in x] if isinstance(x, list) else float(x)


def test_a_cell_takes_batches():
    cell = RNNCell(1, 2, seed=2)

    assert floats(cell([[1], [2]], [[0, 0], [1, 1]])) == [
        floats(cell([1])),
        floats(cell([2], [1, 1])),
    ]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: RNNCell(2, 1)([1]), r"x of shape 1; it takes x of 2 numbers \(input_size\)"),
        (lambda: RNNCell(1, 2)([1], [1]), "h of shape 1; it takes"),
        (lambda: RNNCell(1, 2).output_shape((2,)), "the shape 2"),
        (lambda: RNNCell(1, 1, nonlinearity="softmax"), "works entry by entry, got Softmax"),
        (lambda: RNNCell(1, 1, nonlinearity="tan"), "unknown activation 'tan'"),
        (lambda: RNNCell(1, 1, weight_hh=[[1, 2]]), "weight_hh of .* has the shape 1×1, got 1×2"),
        (lambda: RNN(1, 1)([1.0]), "an input of shape 1; it takes T × 1"),
        (lambda: RNN(1, 1).output_shape((2, 2)), "the shape 2×2"),
        (lambda: RNN(1, 1, num_layers=0), "num_layers is a whole number"),
        (lambda: run(1, 0, 3).product(2, 1), "times go from 0 to 3, the earlier first, got 2"),
    ],
)
def test_errors_say_what_is_allowed(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    ("units", "names"), [(1, ["h₁", "h₂"]), (2, ["h₁⁽¹⁾", "h₂⁽¹⁾", "h₁⁽²⁾", "h₂⁽²⁾"])]
)
def test_states_are_named_by_unit_and_time(units, names):
    x = [[0.5], [1.0]]
    through_rnn = RNN(1, units, seed=0)(x)[0]
    unrolled = RNNCell(1, units, seed=0).unroll(x).states[1:]

    for states in (through_rnn, unrolled):
        assert [h.label for row in states for h in row] == names


def test_states_that_would_share_a_name_have_none():
    batch = RNN(1, 1, seed=0)([[[0.5], [1.0]]])[0]
    deep = RNN(1, 1, 2, seed=0)([[0.5], [1.0]])[0]

    assert [h.label for rows in batch for row in rows for h in row] == ["", ""]
    assert [h.label for row in deep for h in row] == ["", ""]


def test_003_p6_the_sum_over_paths_is_told_by_the_states():
    rnn = RNN(1, 1, bias=False, seed=0)
    outputs, _ = rnn([[0.1]] * 30)
    shown = str(outputs[-1][0].paths("wₕ₁₁", most=2))

    assert "∂h₃₀/∂wₕ₁₁ = " in shown
    assert "·∂h₂₉/∂" in shown
    assert len(shown) < 1000
