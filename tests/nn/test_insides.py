"""The inner nodes of a network, against the problem set's numbers (000.Q2)."""

import pytest

from autograd import Graph, Value, by_hand
from nn import MLP, Linear, Module, ReLU, Sequential, Tanh, inner_nodes


def course_network():
    return MLP(
        *(1, [2, 1, 1], "tanh"),
        weights=[[[0.3], [0.4]], [[1.0, -3.0]], [[2.0]]],
        biases=[[0.1, 0.2], [0.2], [1.0]],
    )


def numbers(nodes):
    return [node.data for node in nodes]


def test_000_q2_sums_activations_and_sensitivities_of_every_layer():
    inner = inner_nodes(course_network(), [2.0])
    ((inner.output - 1.0) ** 2).backward()
    first, second, third = inner.layers[1:]

    assert numbers(inner.layers[0].x) == [2.0]
    assert numbers(first.s) == pytest.approx([0.7, 1.0])
    assert numbers(first.x) == pytest.approx([0.6043677771171634, 0.7615941559557649])
    assert first.delta == pytest.approx([-0.8570673459304292, 1.7012313396236716])
    assert numbers(second.s) == pytest.approx([-1.4804146907501312])
    assert numbers(second.x) == pytest.approx([-0.9015456533728675])
    assert second.delta == pytest.approx([-1.3502660925153804])
    assert third.s == third.x == [inner.output]
    assert third.delta == pytest.approx([-3.60618261349147])


def test_000_q2_by_hand_to_four_decimals():
    with by_hand(4):
        inner = inner_nodes(course_network(), [2.0])
        ((inner.output - 1.0) ** 2).backward()

    assert inner.text(4) == "\n".join(
        [
            "layer  unit        s        x        δ",
            "    0     1            2.0000",
            "    1     1   0.7000   0.6044  -0.8574",
            "    1     2   1.0000   0.7616   1.7020",
            "    2     1  -1.4804  -0.9015  -1.3508",
            "    3     1  -0.8030  -0.8030  -3.6060",
        ]
    )


def test_names_are_those_of_the_course_wherever_nodes_are_shown():
    inner = inner_nodes(course_network(), [2.0])
    names = Graph(inner.output).names
    shown = {names[node] for node in Graph(inner.output).nodes}

    assert {"x₁⁽⁰⁾", "s₁⁽¹⁾", "s₂⁽¹⁾", "x₂⁽¹⁾", "s₁⁽²⁾", "x₁⁽²⁾", "s₁⁽³⁾", "w₁₂⁽²⁾"} <= shown


def test_the_network_is_as_it_was_and_gives_what_it_gave():
    model = course_network()
    before = model([2.0]).data
    x = Value(2.0, "u")
    inner = inner_nodes(model, [x])

    assert inner.output.data == model([2.0]).data == before
    assert inner.layers[0].x == [x]
    assert x.label == "u"
    assert not any(module._hooks for module in model.modules())


def test_without_a_backward_pass_the_table_has_no_sensitivities():
    assert inner_nodes(course_network(), [2.0]).text(2).splitlines()[:3] == [
        "layer  unit      s      x",
        "    0     1          2.00",
        "    1     1   0.70   0.60",
    ]


def test_modules_of_ones_own_and_several_modules_after_a_sum():
    class Own(Module):
        def __init__(self):
            self.first = Linear(1, 1, weight=[[-3]], bias=[1])
            self.after = Sequential(ReLU(), Tanh())
            self.last = Linear(1, 1, weight=[[2]], bias=[5])

        def forward(self, x):
            return self.last(self.after(self.first(x)))[0]

    inner = inner_nodes(Own(), [1.0])

    assert [numbers(layer.s) for layer in inner.layers] == [[], [-2.0], [5.0]]
    assert [numbers(layer.x) for layer in inner.layers] == [[1.0], [0.0], [5.0]]


@pytest.mark.parametrize(
    ("model", "x", "message"),
    [
        (course_network(), [[1.0], [2.0]], r"one sample, a list of numbers, got 2×1; write"),
        (course_network(), 1.0, "one sample, a list of numbers, got one number"),
        (Sequential(Tanh()), [1.0], "calls no Linear, so it has no s and x; build it of"),
        (course_network(), [1.0, 2.0], "a sample of 2 numbers"),
    ],
)
def test_what_has_no_inner_nodes_is_refused(model, x, message):
    with pytest.raises(ValueError, match=message):
        inner_nodes(model, x)
    assert not any(module._hooks for module in model.modules())
