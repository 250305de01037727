"""Sequential, Residual and Flatten; activation modules."""

import math

import pytest

import nn
from autograd import Value
from nn import ELU, Flatten, LeakyReLU, Linear, Module, ReLU, Residual, Sequential


def numbers(x):
    return [numbers(y) for y in x] if isinstance(x, list) else x.data


def test_a_sample_goes_through_flatten_as_a_batch_of_one():
    net = Sequential(nn.Conv1d(1, 2, 1, weight=[[[1]], [[10]]], bias=False), Flatten())

    assert numbers(net([[1, 2]])) == [1, 2, 10, 20]
    assert numbers(net([[[1, 2]], [[3, 4]]])) == [[1, 2, 10, 20], [3, 4, 30, 40]]


def test_a_sequence_that_starts_with_flatten_takes_batches():
    net = Sequential(Flatten(), Linear(4, 1, weight=[[1, 1, 1, 1]], bias=False))

    assert numbers(net([[[1, 2], [3, 4]]])) == [[10]]


def test_a_sequence_has_places_a_length_and_an_order():
    net = Sequential(Linear(1, 2), ReLU())

    assert (len(net), list(net), net[1]) == (2, [net[0], net[1]], net[1])
    assert net.output_shape((1,)) == (2,)


class Shifted(Module):
    """z + 1 for each entry of one sample, as people write it."""

    def forward(self, x):
        return [entry + 1 for entry in x]


def test_a_module_of_ones_own_gets_in_a_sequence_what_it_would_get_alone():
    before, after = Linear(1, 2, weight=[[2], [3]], bias=False), ReLU()

    assert numbers(Sequential(before, Shifted(), after)([5])) == [11, 16]
    assert numbers(Sequential(Shifted(), before)([5])) == [12, 18]


def test_an_mlp_takes_an_activation_of_ones_own():
    model = nn.MLP(1, [2, 1], Shifted(), weights=[[[2], [3]], [[1, 1]]], bias=False)

    assert model([5]).data == 11 + 16


def test_a_linear_layer_after_a_recurrence_gets_the_states_at_all_times():
    cell = {"nonlinearity": "identity", "bias": False}
    rnn, read_out = nn.RNN(1, 1, **cell), Linear(1, 1, weight=[[10]], bias=False)
    rnn.load_state_dict({"weight_ih_l0": [[1]], "weight_hh_l0": [[2]]})
    net = Sequential(rnn, read_out)

    assert numbers(net([[1], [1], [1]])) == [[10], [30], [70]]
    assert numbers(net([[[1], [2]], [[1], [2]]])) == [[[10], [20]], [[30], [60]]]
    assert net.output_shape((3, 1)) == (3, 1)


def test_a_recurrence_at_the_end_gives_its_pair():
    rnn = nn.RNN(1, 1, seed=0)
    x = [[1.0], [2.0]]
    outputs, last = Sequential(Sequential(rnn))(x)

    assert numbers(outputs) == numbers(rnn(x)[0])
    assert numbers(last) == numbers(rnn(x)[1])
    assert numbers(Sequential(Sequential(rnn), ReLU())(x)) == numbers(ReLU()(rnn(x)[0]))


@pytest.mark.parametrize("module", [Flatten(), nn.Softmax(dim=1), nn.BatchNorm1d(2).eval()])
def test_modules_that_count_the_batch_axis_see_one_sample_as_a_batch_of_one(module):
    net = Sequential(Linear(1, 2, seed=0), Sequential(module))

    assert numbers(net([3.0])) == numbers(net([[3.0]]))[0]


def test_flattening_from_axis_0_keeps_all_of_a_sample():
    net = Sequential(nn.Conv1d(1, 2, 1, weight=[[[1]], [[10]]], bias=False), Flatten(0))

    assert numbers(net([[1, 2]])) == [1, 2, 10, 20]


def test_a_part_of_a_sequence_is_a_sequence_of_the_same_modules():
    model = nn.MLP(2, [3, 3, 1], "tanh", seed=1)
    labels = [parameter.label for parameter in model.parameters()]
    part = model[2:]

    assert type(part) is Sequential
    assert list(part) == list(model)[2:]
    assert numbers(part(model[:2]([1.0, 2.0])))[0] == model([1.0, 2.0]).data
    assert [parameter.label for parameter in model.parameters()] == labels
    assert len(model[5:]) == 0


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (ReLU, r"argument 1 of Sequential is the class ReLU, not a module; write ReLU\(\)"),
        ([ReLU()], r"argument 1 is a list; .* or Sequential\(\*modules\)"),
        ((m for m in ()), r"argument 1 is a generator; .* or Sequential\(\*modules\)"),
        ("relu", r"argument 1 is a str, 'relu'; give a module, such as Tanh\(\)"),
        (math.tanh, r"argument 1 is a builtin_function_or_method, .*; give a module"),
    ],
)
def test_a_sequence_says_how_modules_are_given(given, message):
    with pytest.raises(TypeError, match=message):
        Sequential(ReLU(), given)


@pytest.mark.parametrize(
    ("flatten", "shape"),
    [(Flatten(), [2, 12]), (Flatten(0), [24]), (Flatten(2), [2, 3, 4]), (Flatten(0, 1), [6, 4])],
)
def test_flatten_joins_axes(flatten, shape):
    x = nn.base.nested.build((2, 3, 4), lambda i, j, k: 12 * i + 4 * j + k)
    y = flatten(x)

    assert list(nn.base.nested.shape_of(y)) == shape
    assert list(nn.base.nested.entries(y)) == list(range(24))


def test_flatten_says_its_shape():
    assert Flatten().output_shape((16, 5, 5)) == (400,)


def test_a_residual_block_adds_its_input():
    block = Residual(Linear(2, 2, weight=[[1, 2], [3, 4]], bias=False))

    assert numbers(block([1, 10])) == [22, 53]
    assert numbers(block([[1, 10]])) == [[22, 53]]


def test_a_residual_block_with_shortcut_and_activation():
    block = Residual(
        Linear(1, 2, weight=[[1], [-9]], bias=False),
        Linear(1, 2, weight=[[5], [5]], bias=False),
        ReLU(),
    )

    assert numbers(block([2])) == [12, 0]
    assert block.output_shape((1,)) == (2,)
    assert [name for name, _ in block.named_parameters()] == ["body.weight", "shortcut.weight"]


@pytest.mark.parametrize("name", sorted(nn.ACTIVATIONS))
def test_activations_keep_the_shape_and_pass_gradients(name):
    x = [[Value(0.3), Value(-0.4)], [Value(1.0), Value(2.0)]]
    module = nn.activation(name)
    y = module(x)
    y[1][0].backward()

    assert nn.base.nested.shape_of(y) == module.output_shape((2, 2)) == (2, 2)
    assert x[1][0].grad != 0.0
    assert [v.grad for v in x[0]] == [0.0, 0.0]


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        (nn.Sigmoid(), 1 / (1 + math.e**2)),
        (nn.Tanh(), math.tanh(-2)),
        (nn.SiLU(), -2 / (1 + math.e**2)),
        (nn.GELU(), -2 * (1 + math.erf(-math.sqrt(2))) / 2),
        (nn.Softplus(), math.log(1 + math.exp(-2))),
        (LeakyReLU(0.25), -0.5),
        (ELU(2.0), 2 * (math.exp(-2) - 1)),
        (nn.Identity(), -2),
    ],
)
def test_activations_work_on_numbers_and_values(module, expected):
    assert module(-2) == pytest.approx(expected, rel=1e-14)
    assert float(module(Value(-2.0))) == pytest.approx(expected, rel=1e-14)


def test_activations_show_their_settings():
    assert [repr(m) for m in (LeakyReLU(), ELU(2.0), nn.Softmax())] == [
        "LeakyReLU(negative_slope=0.01)",
        "ELU(alpha=2.0)",
        "Softmax(dim=-1)",
    ]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Flatten()([1, 2]), "the shape 2; a single sample goes to Flatten"),
        (lambda: Flatten()(3), "the shape one number"),
        (lambda: Residual(Linear(1, 2))([1]), "shape 2 to x of shape 1; both must be the same"),
        (lambda: Residual(Linear(1, 2)).output_shape((1,)), "both must be the same"),
    ],
)
def test_shape_errors_say_what_was_given(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_a_sequence_takes_modules_only():
    with pytest.raises(TypeError, match=r"argument 0 is a list; write Sequential\(first, second\)"):
        Sequential([ReLU()])
