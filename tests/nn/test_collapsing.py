"""One linear layer in place of several, and of whatever else is affine (001.Q1)."""

from random import Random

import pytest

import nn
from autograd import Value, relu
from nn import MLP, Linear, Module, ReLU, Residual, Sequential, collapse, equivalent


def random_inputs(n, count, seed=0):
    rng = Random(seed)
    return [[rng.uniform(-3, 3) for _ in range(n)] for _ in range(count)]


def test_001_q1_linear_layers_collapse_into_one():
    layers = Linear(3, 4, seed=1), Linear(4, 2, seed=2), Linear(2, 2, seed=3)
    net = Sequential(layers[0], nn.Identity(), *layers[1:])

    assert equivalent(net, collapse(net), random_inputs(3, 20))


def test_collapsed_numbers_by_hand():
    first = Linear(2, 2, weight=[[1, 2], [3, 4]], bias=[1, -1])
    second = Linear(2, 1, weight=[[10, 100]], bias=[7])
    one = collapse(first, second)

    assert one.state_dict() == {"weight": [[310.0, 420.0]], "bias": [-83.0]}
    assert collapse(Linear(1, 1, bias=False), Linear(1, 1, bias=False)).bias is None


class Scaled(Module):
    """The activation of 001.Q1, w₀z + b₀."""

    def __init__(self, w0, b0):
        self.w0, self.b0 = Value(w0, "w₀"), Value(b0, "b₀")

    def forward(self, z):
        return [self.w0 * entry + self.b0 for entry in z]


def test_001_q1_two_layers_with_the_activation_w0_z_plus_b0():
    first = Linear(2, 2, weight=[[1, 2], [3, 4]], bias=[1, -1])
    second = Linear(2, 1, weight=[[10, 100]], bias=[7])
    one = collapse(first, Scaled(2, 5), second, Scaled(2, 5))

    # W = w₀²W₂W₁ and b = w₀²W₂b₁ + w₀b₀W₂1 + w₀b₂ + b₀
    assert one.weight.data == [[4 * 310, 4 * 420]]
    assert one.bias.data == [4 * (10 - 100) + 2 * 5 * 110 + 2 * 7 + 5]


def test_001_q1_a_recorded_output_is_one_layer_of_its_inputs():
    x = [Value(1.5, "x₁"), Value(-0.5, "x₂"), Value(2.0, "x₃")]
    layers = Linear(3, 4, seed=1), Scaled(0.5, 1.0), Linear(4, 2, seed=2), Scaled(0.5, 1.0)
    y = x
    for layer in layers:
        y = layer(y)
    one = collapse(y, inputs=x)

    assert [out.data for out in one(x)] == pytest.approx([node.data for node in y])
    assert equivalent(one, collapse(*layers), random_inputs(3, 20))


def test_a_recorded_output_may_leave_inputs_out_or_be_one_of_them():
    x, y = Value(3.0), Value(4.0)

    assert collapse([2 * y, y, x - x + 1], inputs=[x, y]).state_dict() == {
        "weight": [[0.0, 2.0], [0.0, 1.0], [0.0, 0.0]],
        "bias": [0.0, 0.0, 1.0],
    }


def test_a_residual_block_of_linear_layers_collapses():
    block = Residual(Linear(2, 2, weight=[[2, 3], [5, 7]], bias=[1, 0]))

    assert collapse(block, inputs=2).state_dict() == {
        "weight": [[3.0, 3.0], [5.0, 8.0]],
        "bias": [1.0, 0.0],
    }


@pytest.mark.parametrize("f", [relu, abs, lambda x: x * x, lambda x: 1 / x, lambda x: x.tanh()])
def test_what_is_not_affine_is_told_even_where_it_is_flat(f):
    x, y = Value(1.0), Value(2.0)
    output = 3 * f(x) + y
    output.label = "out"

    with pytest.raises(ValueError, match="out is no affine function of the inputs: its derivative"):
        collapse(output, inputs=[x, y])


def test_layers_are_given_one_by_one():
    with pytest.raises(TypeError, match=r"collapse\(first, second\), got a list"):
        collapse([Linear(1, 1), Linear(1, 1)])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: collapse(MLP(2, [2, 1], "tanh")),
            r"only linear layers .* got Tanh\(\); a ",
        ),
        (lambda: collapse(Linear(2, 2), Residual(ReLU())), "one, got Residual; a network with"),
        (lambda: collapse(nn.Identity()), "one or more linear layers to collapse, got none"),
        (lambda: collapse(Linear(1, 2), Linear(3, 1)), "2 outputs cannot be followed .* 3 inputs"),
        (lambda: collapse(Scaled(1, 2)), "Scaled.* does not say how many .*inputs=2"),
        (lambda: collapse(Scaled(1, 2), inputs=0), "inputs is a whole number from 1 up, got 0"),
        (lambda: collapse(Value(1.0) * 2), "name the nodes they are a function of"),
    ],
)
def test_errors_say_what_is_allowed(call, message):
    with pytest.raises(ValueError, match=message):
        call()
