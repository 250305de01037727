"""Linear, Layer, Neuron and MLP: hand values, labels, batches, weights given literally."""

import math

import numpy as np
import pytest

import nn
from autograd import Graph, Value, by_hand
from nn import MLP, Layer, Linear, Neuron

GIVEN = {"weight": [[3, 5], [1, -1]], "bias": [7, 0]}


def numbers(x):
    return [numbers(y) for y in x] if isinstance(x, list) else x.data


def test_linear_is_one_weighted_sum_per_output():
    y = Linear(2, 2, **GIVEN)([1, 10])

    assert numbers(y) == [60.0, -9.0]
    assert [node.op.name for node in y] == ["sigma", "sigma"]


def test_linear_takes_batches_of_any_depth():
    layer = Linear(2, 2, **GIVEN)

    assert numbers(layer([[1, 10], [0, 0]])) == [[60.0, -9.0], [7.0, 0.0]]
    assert numbers(layer([[[1, 10]], [[0, 0]]])) == [[[60.0, -9.0]], [[7.0, 0.0]]]


def test_linear_mixes_values_and_numbers():
    x = Value(10.0, "x")
    y = Linear(2, 2, **GIVEN)([1, x])[0]
    y.backward()

    assert (y.data, x.grad) == (60.0, 5.0)


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("layer", [Linear, Neuron])
def test_rows_are_the_same_tuples_in_every_call(layer, bias):
    unit = layer(2, 3, bias=bias) if layer is Linear else layer(2, bias=bias)

    assert all(a is b for a, b in zip(unit.rows(), unit.rows(), strict=True))


@pytest.mark.parametrize("layer", [Linear(2, 1, bias=False), Neuron(2, "identity", bias=False)])
@pytest.mark.parametrize("x", [[1.0, 10.0], [Value(1.0), Value(10.0)], [1.0, Value(10.0)]])
def test_without_a_bias_no_argument_stands_for_it(layer, x):
    sums = layer(x)
    node = sums[0] if isinstance(sums, list) else sums

    assert node.args == (*layer.parameters(), *x)


def test_a_neuron_follows_weights_and_biases_assigned_later():
    neuron = Neuron(2, "identity", weight=[3, 5], bias=7)
    neuron([1, 10])
    neuron.weight = [1, 0]
    first = neuron([1, 10])
    neuron.bias = None

    assert (first.data, neuron([1, 10]).data) == (8.0, 1.0)


def test_a_parameter_assigned_later_counts():
    layer = Linear(2, 1, weight=[[3, 5]], bias=[7])
    layer([1, 10])
    layer.weight = [[1, Value(0.0, "mine")]]

    assert layer([1, 10])[0].data == 8.0
    assert [w.label for w in layer.weight[0]] == ["w₁₁", "mine"]


def test_values_of_a_parameter_cannot_be_exchanged_one_by_one():
    with pytest.raises(TypeError):
        Linear(1, 1).weight[0][0] = Value(1.0)


def test_expanded_writes_every_product_and_sum():
    y = Linear(2, 1, weight=[[3, 5]], bias=[7], expanded=True)([Value(1.0), Value(10.0)])[0]

    assert y.data == 60.0
    assert [n.op.name for n in Graph(y).nodes if n.op] == ["mul", "mul", "add", "add"]


def test_labels_are_those_of_courses():
    model = MLP(2, [2, 1])
    labels = [p.label for p in model.parameters()]

    assert labels[:6] == ["w₁₁⁽¹⁾", "w₁₂⁽¹⁾", "w₂₁⁽¹⁾", "w₂₂⁽¹⁾", "b₁⁽¹⁾", "b₂⁽¹⁾"]
    assert labels[6:] == ["w₁₁⁽²⁾", "w₁₂⁽²⁾", "b₁⁽²⁾"]


def test_labels_with_indices_of_two_digits_stay_unambiguous():
    weight = Linear(12, 12).weight

    assert weight[0][11].label == "w₁₍₁₂₎"
    assert weight[11][0].label == "w₍₁₂₎₁"


def test_layers_put_into_a_sequence_are_numbered_but_given_labels_stay():
    w = Value(1.0, "mine")
    model = nn.Sequential(Linear(1, 1, weight=[[w]]), nn.ReLU(), Linear(1, 1))

    assert [p.label for p in model.parameters()] == ["mine", "b₁⁽¹⁾", "w₁₁⁽²⁾", "b₁⁽²⁾"]


def test_given_values_are_used_as_they_are():
    w = Value(3.0, "w")

    assert Linear(1, 1, weight=[[w]], bias=False).parameters() == [w]


def test_a_neuron_has_plain_indices():
    neuron = Neuron(2, "tanh", weight=[0.5, -1], bias=0.25)

    assert [p.label for p in neuron.parameters()] == ["w₁", "w₂", "b"]
    assert neuron([1, 1]).data == math.tanh(-0.25)
    assert numbers(neuron([[1, 1], [1.5, 1]])) == [math.tanh(-0.25), 0.0]


def test_a_layer_gives_one_value_for_one_output():
    assert Layer(2, 1, weight=[[3, 5]], bias=[7])([1, 10]).data == 60.0
    assert numbers(Layer(2, 2, **GIVEN)([[1, 10]])) == [[60.0, 0.0]]


def test_a_layer_shares_its_values_with_its_neurons():
    layer = Layer(2, 2, "relu", **GIVEN)

    assert [n([1, 10]).data for n in layer.neurons] == [60.0, 0.0]
    assert layer.neurons[1].weight[0] is layer.weight[1][0]


def test_an_mlp_gives_a_value_a_list_or_a_batch():
    single = MLP(1, [1], weights=[[[2]]], biases=[[1]])
    double = MLP(1, [2], weights=[[[2], [3]]], biases=[[1, 0]])

    assert single([5]).data == 11.0
    assert numbers(single([[5], [0]])) == [11.0, 1.0]
    assert numbers(double([5])) == [11.0, 15.0]
    assert numbers(double([[5]])) == [[11.0, 15.0]]


def test_an_mlp_is_named_like_a_sequential_of_pytorch():
    names = [name for name, _ in MLP(2, [3, 3, 1], "tanh", "sigmoid").named_parameters()]

    assert names == [f"{place}.{name}" for place in (0, 2, 4) for name in ("weight", "bias")]


def test_expanded_and_weighted_sums_agree():
    x = [0.3, -0.7, 1.1]
    plain, long = (MLP(3, [4, 2], "tanh", seed=5, expanded=e) for e in (False, True))

    assert numbers(long(x)) == pytest.approx(numbers(plain(x)), rel=1e-14)


def test_seeds_decide_the_weights():
    assert MLP(3, [4, 1], seed=1).state_dict() == MLP(3, [4, 1], seed=1).state_dict()
    assert MLP(3, [4, 1], seed=1).state_dict() != MLP(3, [4, 1], seed=2).state_dict()


@pytest.mark.parametrize(
    ("init", "bound"),
    [
        ("pytorch", 1 / math.sqrt(50)),
        ("uniform", 1.0),
        ("xavier", math.sqrt(6 / 90)),
        ("kaiming", math.sqrt(6 / 50)),
    ],
)
def test_initialisers_fill_their_range(init, bound):
    weights = [w.data for row in Linear(50, 40, init=init, seed=3).weight for w in row]

    assert max(map(abs, weights)) <= bound
    assert sum(w * w for w in weights) / 2000 == pytest.approx(bound**2 / 3, rel=0.1)


@pytest.mark.parametrize(
    ("init", "std"),
    [
        (nn.base.initialisers.xavier_normal(), math.sqrt(2 / 90)),
        (nn.base.initialisers.kaiming_normal(), math.sqrt(2 / 50)),
        (nn.base.initialisers.kaiming_normal("fan_out"), math.sqrt(2 / 40)),
        (nn.base.initialisers.normal(0, 3), 3.0),
    ],
)
def test_normal_initialisers_have_their_spread(init, std):
    weights = [w.data for row in Linear(50, 40, init=init, seed=3).weight for w in row]

    assert math.sqrt(sum(w * w for w in weights) / 2000) == pytest.approx(std, rel=0.1)


def test_constant_and_other_biases_start_at_zero():
    layer = Linear(2, 1, init=nn.base.initialisers.constant(0.5))

    assert layer.state_dict() == {"weight": [[0.5, 0.5]], "bias": [0.0]}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Linear(2, 1)([1, 2, 3]), "a sample of 3 numbers; it takes 2 numbers"),
        (lambda: Linear(2, 1)([]), "an empty batch"),
        (lambda: Linear(2, 1)(3.0), "got 3.0"),
        (lambda: Linear(0, 1), "in_features is a whole number from 1 up, got 0"),
        (lambda: Linear(2, 1, weight=[[1], [2]]), "weight of .* has the shape 1×2, got 2×1"),
        (lambda: Linear(2, 1, init="zero"), "unknown initialiser 'zero'; .*constant"),
        (lambda: Linear(2, 1).output_shape((3,)), "the shape 3"),
        (lambda: Neuron(2)([1, 2, 3]), "a sample of 3 numbers"),
        (lambda: Neuron(2).output_shape((3,)), "the shape 3"),
        (lambda: MLP(2, [1], "rleu"), "unknown activation 'rleu'; choose from identity, relu"),
        (lambda: MLP(2, [2, 1], "rleu"), "unknown activation 'rleu'"),
        (lambda: MLP(2, []), "one width per layer"),
        (lambda: MLP(2, [1, 1], weights=[[[1, 2]]]), "weights must be one per layer, 2, got 1"),
        (lambda: MLP(2, [1])([]), "^MLP got an empty list; it takes 2 numbers"),
        (lambda: MLP(2, [1])([[[1, 2]]]), "an input of shape 1×1×2; it takes 2 numbers"),
    ],
)
def test_errors_say_what_was_given_and_what_is_allowed(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_widths_are_a_list():
    with pytest.raises(TypeError, match=r"the widths are a list such as \[3, 1\], got 3"):
        MLP(2, 3)


def test_words_are_no_input():
    with pytest.raises(TypeError, match="cannot compute with str 'a'"):
        Linear(2, 1)([1, "a"])


THREE_SIGMOIDS = [[[0.75, -0.63, 0, 0], [0, 0, 0.24, -1.7]], [[0.8, -0.2]]]


def test_001_q2_three_sigmoids_as_an_mlp():
    model = MLP(4, [2, 1], "sigmoid", "sigmoid", bias=False, weights=THREE_SIGMOIDS)
    loss = (model([0.9, -1.1, -0.3, 0.8]) - 0.5) ** 2
    loss.backward()

    (w1, w2, _, _), (_, _, w3, w4) = model.layers[0].weight
    w5, w6 = model.layers[1].weight[0]
    assert loss.data == pytest.approx(0.021155013254572863, rel=1e-14)
    assert [w.grad for w in (w1, w2, w3, w4, w5, w6)] == pytest.approx(
        [
            0.007753080107051652,
            -0.009475986797507576,
            0.0006215779863894283,
            -0.0016575412970384754,
            0.05306001125209761,
            0.012833832389779693,
        ],
        rel=1e-13,
    )


TANH_NET = {
    "weights": [[[0.3], [0.4]], [[1, -3]], [[2]]],
    "biases": [[0.1, 0.2], [0.2], [1]],
}


def test_000_q2_three_layer_tanh_net():
    net = nn.Sequential(
        *(
            module
            for w, b in zip(TANH_NET["weights"], TANH_NET["biases"], strict=True)
            for module in (Linear(len(w[0]), len(w), weight=w, bias=b), nn.Tanh())
        )
    )
    first, second, third = net[0], net[2], net[4]
    e = (third(net[3](second(net[1](first([2])))))[0] - 1) ** 2
    e.backward()

    assert e.data == pytest.approx(3.2511382604620422, rel=1e-14)
    assert [b.grad for b in first.bias] == pytest.approx(
        [-0.8570673459304292, 1.7012313396236716], rel=1e-13
    )
    assert [w[0].grad for w in first.weight] == pytest.approx(
        [-1.7141346918608584, 3.402462679247343], rel=1e-13
    )
    assert [second.bias[0].grad, *(w.grad for w in second.weight[0])] == pytest.approx(
        [-1.3502660925153804, -0.8160573168501986, -1.0283547650449398], rel=1e-13
    )
    assert [third.bias[0].grad, third.weight[0][0].grad] == pytest.approx(
        [-3.60618261349147, 3.2511382604620422], rel=1e-13
    )


def test_000_q2_by_hand_with_four_decimals():
    model = MLP(1, [2, 1, 1], "tanh", **TANH_NET)
    with by_hand(places=4):
        s3 = model([2])
        e = (s3 - 1) ** 2
        e.backward()

    assert s3.data == -0.803
    assert [b.grad for layer in model.layers for b in layer.bias] == [
        -0.8574,
        1.702,
        -1.3508,
        -3.606,
    ]
    assert [w[0].grad for w in model.layers[0].weight] == [-1.7148, 3.404]
    assert [w.grad for w in model.layers[1].weight[0]] == [-0.8164, -1.0288]
    assert model.layers[2].weight[0][0].grad == 3.2508


@pytest.mark.parametrize(
    "x",
    [
        np.array([[1.0, 10.0], [2.0, 20.0]]),
        [np.array([1.0, 10.0]), np.array([2.0, 20.0])],
        (np.array([1, 10], dtype=np.int32), np.array([2, 20], dtype=np.int32)),
        [[np.float32(1), np.float32(10)], [np.float32(2), np.float32(20)]],
    ],
    ids=["array", "list of arrays", "tuple of whole ones", "lists of scalars"],
)
def test_numpy_numbers_may_stand_anywhere_in_an_input(x):
    layer = Linear(2, 1, weight=[[3, 5]], bias=[7])

    assert [[y.data for y in sample] for sample in layer(x)] == [[60.0], [113.0]]
    assert [y.data for y in MLP(2, [1], weights=[[[3, 5]]], biases=[[7]])(x)] == [60.0, 113.0]


def test_micrograds_names_reach_the_values_of_an_mlp():
    model = MLP(2, [2, 1], "tanh", weights=[[[1, 2], [3, 4]], [[5, 6]]], biases=[[7, 8], [9]])
    first, second = model.layers[0].neurons

    assert second.w == model.layers[0].weight[1]
    assert (first.b, second.b.label) == (model.layers[0].bias[0], "b₂⁽¹⁾")
    assert isinstance(model.parameters(), list)
    assert second([10, 100]).data == 3 * 10 + 4 * 100 + 8
    assert Linear(2, 1, bias=False).neurons[0].b is None
    assert Layer(2, 1, "tanh", weight=[[1, 1]], bias=[0]).neurons[0]([0.5, 0]).data == math.tanh(
        0.5
    )
    assert set(model.parameters()) == {
        value for layer in model.layers for n in layer.neurons for value in n.parameters()
    }


@pytest.mark.parametrize("name", ["constant", "uniform", "xavier_uniform", "kaiming_normal"])
def test_an_initialiser_that_was_not_called_is_told(name):
    made = rf"init\(rng, fan_in, fan_out\), which {name} does .* init=nn.initialisers.{name}\(…\)"

    with pytest.raises(TypeError, match=made):
        Linear(2, 1, init=getattr(nn.initialisers, name))


def test_an_initialiser_may_be_any_callable():
    assert Linear(1, 1, bias=False, init=lambda rng, n, m: 5.0).weight.data == [[5.0]]
