"""What is recorded: the same numbers and gradients as the graph it was recorded from."""

import math

import pytest

import nn
from autograd import Graph, Value, by_hand
from autograd.tape import record


def three_sigmoids():
    x1, x2, x3, x4 = (Value(x, f"x{i}") for i, x in enumerate((0.9, -1.1, -0.3, 0.8), 1))
    w1, w2, w3, w4, w5, w6 = (
        Value(w, f"w{i}") for i, w in enumerate((0.75, -0.63, 0.24, -1.7, 0.8, -0.2), 1)
    )
    s1, s2 = (w1 * x1 + w2 * x2).sigmoid(), (w3 * x3 + w4 * x4).sigmoid()
    return ((w5 * s1 + w6 * s2).sigmoid() - 0.5) ** 2


def test_a_recorded_graph_gives_its_own_gradients():
    L = three_sigmoids()
    L.backward()
    tape = record(L)

    loss, gradients = tape.run()

    assert loss == L.data
    assert gradients == [leaf.grad for leaf in tape.leaves]


def test_parameters_come_as_the_program_meets_them():
    first, second, third = Value(0.5, "first"), Value(2.0, "second"), Value(0.25, "third")

    # a walk from the output finds `third` first
    assert record(third * (first * second).tanh()).parameters == ("first", "second", "third")


def test_it_runs_at_other_numbers():
    x, w = Value(3.0, "x"), Value(2.0, "w")

    loss, (slope,) = record((w * x).exp(), inputs=[x]).run([0.5], [0.25])

    assert loss == math.exp(0.125)
    assert slope == pytest.approx(0.5 * math.exp(0.125), rel=1e-15)


def test_a_function_is_recorded_at_examples():
    model = nn.MLP(2, [3, 1])

    tape = record(lambda x, y: nn.mse_loss([model(x)], [y]), [0.5, -1.0], 0.25)

    assert (len(tape.inputs), len(tape.parameters)) == (3, 13)


def test_names_are_those_of_the_graph_and_of_unused_inputs():
    x, spare = Value(3.0, "x"), Value(1.0, "x")
    L = (x * 2).exp()
    tape = record(L, inputs=[x, spare])

    assert tape.names[:-1] == tuple(Graph(L).names.values())
    assert tape.inputs == ("x", "x (2)")


def test_inputs_of_a_function_are_named_after_its_parameters():
    def loss(x, y2, _, w):
        return sum(x) * y2 + w[0][1]

    tape = record(loss, [1.0, 2.0], 3.0, 4.0, [[5.0, 6.0], [7.0, 8.0]])

    assert tape.inputs[:4] == ("x₁", "x₂", "y₂", "v₃")  # _ names nothing
    assert tape.inputs[4:] == ("w₁₁", "w₁₂", "w₂₁", "w₂₂")
    assert record(nn.ReLU().forward, 2.0).inputs == ("x",)


def test_arrays_are_examples():
    np = pytest.importorskip("numpy")

    tape = record(lambda x, y: x[0][1] * y, np.array([[1.0, 2.0]]), np.float32(3))

    assert tape.run() == (6.0, [])


def test_parameters_stand_in_the_order_in_which_they_are_named():
    a, b, c = Value(2.0, "a"), Value(3.0, "b"), Value(5.0, "c")
    tape = record(a * b * b + c, parameters=[b, "a"])

    assert (tape.parameters, tape.constants) == (("b", "a"), {"c": 5.0})
    assert tape.run(None, [1.0, 7.0]) == (12.0, [14.0, 1.0])
    assert record(lambda x: x * a * b, 1.0, parameters=[b]).constants == {"a": 2.0}


def test_a_parameter_that_nothing_depends_on_has_gradient_0():
    a, b = Value(2.0), Value(3.0)

    assert record(a * a, parameters=[b, a]).run() == (4.0, [0.0, 4.0])


def test_leaves_that_a_function_makes_are_constants():
    w = Value(2.0, "w")
    tape = record(lambda x: x * w + Value(0.5, "shift"), 1.0)

    assert (tape.parameters, tape.constants) == (("w",), {"shift": 0.5})
    assert repr(tape) == "Tape(v₂: 5 numbers, 1 input, 1 parameter, 1 constant)"


def test_a_function_of_fixed_nodes_keeps_their_parameters():
    w = Value(2.0, "w")
    squared = w * w

    assert record(lambda x: x * squared, 3.0).run() == (12.0, [12.0])


x = Value(3.0, "x")
y = x * 2


@pytest.mark.parametrize(
    ("given", "kind", "message"),
    [
        (lambda: record(3.0), TypeError, "an output or a function is recorded, got float; give"),
        (lambda: record(y, 3.0), TypeError, r"a graph holds its numbers already; .* inputs=\["),
        (
            lambda: record(abs, 3.0, inputs=["x"]),
            TypeError,
            "inputs of a function are its examples",
        ),
        (
            lambda: record(abs, x),
            TypeError,
            "examples are plain numbers, got the node Value.3, 'x'",
        ),
        (lambda: record(abs, "3"), TypeError, "cannot compute with str '3'"),
        (lambda: record(y, inputs=["z"]), ValueError, "no node is named 'z'; the names are x, v₁"),
        (lambda: record(y, inputs=[y]), ValueError, r"an input is a leaf, and .* is made by mul"),
        (lambda: record(y, inputs=[3]), TypeError, "an input is a Value or its name, got int"),
        (lambda: record(y, inputs=["x", x]), ValueError, r"an input stands once, and .* twice"),
        (lambda: record(y, inputs=[x], parameters=[x]), ValueError, "cannot be a parameter too"),
        (
            lambda: record(lambda x: x.data, 1.0),
            ValueError,
            "the function gave 1, which depends on",
        ),
        (lambda: record(lambda x: 2.0, 1.0), ValueError, r"the function gave 2, .* no_grad\(\)\?"),
        (lambda: record(lambda x: [x, x], 1.0), ValueError, "must give one number, it gave 2"),
        (lambda: record(by_hand_node()), ValueError, "computed by hand, to 2 decimals, and a tape"),
    ],
)
def test_what_cannot_be_recorded_is_said(given, kind, message):
    with pytest.raises(kind, match=message):
        given()


def by_hand_node():
    with by_hand(places=2):
        return Value(1 / 3, "x").exp()


def test_leaves_outside_of_the_graph_are_given_themselves():
    other = Value(1.0)

    assert record(y, inputs=[other, x]).run([5.0, 7.0]) == (14.0, [])


def test_a_long_chain_is_recorded():
    end = Value(1.0)
    for _ in range(50_000):
        end = end + 1

    assert record(end).run() == (50_001.0, [1.0])


def test_an_output_is_called_as_its_function():
    w = Value(2.0, "w")

    def loss(x):
        return w * x

    def named(x):
        y = w * x
        y.label = "y"
        return y

    outputs = {
        "loss": record(loss, 3.0),
        "y": record(named, 3.0),
        "v₁": record(lambda x: w * x, 3.0),
        "x": record(lambda x: x, 3.0),
    }

    assert {name: tape.names[tape.output] for name, tape in outputs.items()} == {
        name: name for name in outputs
    }


def test_a_node_that_a_function_gives_keeps_its_name():
    kept = Value(2.0, "w") * 3.0

    def loss():
        return kept

    assert record(loss).names[-1] == "loss"
    assert kept.label == ""
