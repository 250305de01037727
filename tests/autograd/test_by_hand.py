"""The course problem set with four decimals at every step, digit by digit as the sheets have it."""

import math
from typing import NamedTuple

import pytest

from autograd import (
    Graph,
    Rounding,
    Value,
    by_hand,
    exp,
    log,
    logsumexp,
    paths,
    squared_error,
    weighted_sum,
)

FOUR = "{:.4f}".format


class Sheet(NamedTuple):
    """The numbers of one pass as they are written down, by label; partials by node and operand."""

    values: dict[str, str]
    gradients: dict[str, str]
    partials: dict[tuple[str, str], str]


def worked_live(build):
    """The sheet of a pass made inside `by_hand`."""
    with by_hand(4):
        output = build()
        output.backward()
    graph = Graph(output)
    return Sheet(
        {node.label: FOUR(node.data) for node in graph.nodes},
        {node.label: FOUR(node.grad) for node in graph.nodes},
        {(edge.node.label, edge.operand.label): FOUR(edge.partial) for edge in graph.edges},
    )


def worked_again(build):
    """The sheet of a pass made exactly and then replayed by hand."""
    trace = build().trace(Rounding(4))
    return Sheet(
        {node.label: FOUR(x) for node, x in trace.values.items()},
        {node.label: FOUR(x) for node, x in trace.gradients.items()},
        {(edge.node.label, edge.operand.label): FOUR(x) for edge, x in trace.partials.items()},
    )


both_ways = pytest.mark.parametrize("worked", [worked_live, worked_again])


def named(node, label):
    node.label = label
    return node


def three_sigmoids():
    """001.Q2."""
    x = [Value(v, f"x{i}") for i, v in enumerate((0.9, -1.1, -0.3, 0.8), 1)]
    w = [Value(v, f"w{i}") for i, v in enumerate((0.75, -0.63, 0.24, -1.7, 0.8, -0.2), 1)]
    s1 = named(named(weighted_sum(0.0, w[:2], x[:2]), "Σ1").sigmoid(), "σ1")
    s2 = named(named(weighted_sum(0.0, w[2:4], x[2:]), "Σ2").sigmoid(), "σ2")
    y_hat = named(named(weighted_sum(0.0, w[4:], [s1, s2]), "Σ3").sigmoid(), "ŷ")
    return named(squared_error(y_hat, 0.5), "L")


@both_ways
def test_001_q2_forward(worked):
    values = worked(three_sigmoids).values

    assert values["Σ1"] == "1.3680"
    assert values["σ1"] == "0.7971"
    assert values["Σ2"] == "-1.4320"
    assert values["σ2"] == "0.1928"
    assert values["Σ3"] == "0.5991"
    assert values["ŷ"] == "0.6455"  # the unrounded path rounds to 0.6454
    assert values["L"] == "0.0212"


@both_ways
def test_001_q2_local_derivatives(worked):
    partials = worked(three_sigmoids).partials

    assert partials["L", "ŷ"] == "0.2910"
    assert partials["ŷ", "Σ3"] == "0.2288"
    assert partials["Σ3", "σ2"] == "-0.2000"
    assert partials["σ2", "Σ2"] == "0.1556"
    assert partials["Σ2", "w3"] == "-0.3000"


@both_ways
def test_001_q2_gradients(worked):
    gradients = worked(three_sigmoids).gradients

    assert gradients["L"] == "1.0000"
    assert gradients["ŷ"] == "0.2910"
    assert gradients["Σ3"] == "0.0666"
    assert gradients["σ2"] == "-0.0133"
    assert gradients["Σ2"] == "-0.0021"
    assert gradients["w3"] == "0.0006"


def tanh_network():
    """000.Q2."""
    one, two = Value(1.0, "1"), Value(2.0, "x")
    w1 = [[Value(0.1, "W1_00"), Value(0.2, "W1_01")], [Value(0.3, "W1_10"), Value(0.4, "W1_11")]]
    w2 = [Value(0.2, "W2_0"), Value(1.0, "W2_1"), Value(-3.0, "W2_2")]
    w3 = [Value(1.0, "W3_0"), Value(2.0, "W3_1")]
    hidden = [
        named(
            named(weighted_sum(0.0, [w1[0][j], w1[1][j]], [one, two]), f"s1_{j}").tanh(), f"x1_{j}"
        )
        for j in range(2)
    ]
    s2 = named(weighted_sum(w2[0], w2[1:], hidden), "s2")
    s3 = named(weighted_sum(w3[0], w3[1:], [named(s2.tanh(), "x2")]), "s3")
    return named(squared_error(s3, 1.0), "e")


@both_ways
def test_000_q2_forward(worked):
    values = worked(tanh_network).values

    assert [values["s1_0"], values["s1_1"]] == ["0.7000", "1.0000"]
    assert [values["x1_0"], values["x1_1"]] == ["0.6044", "0.7616"]
    assert values["s2"] == "-1.4804"
    assert values["x2"] == "-0.9015"
    assert values["s3"] == "-0.8030"
    assert values["e"] == "3.2508"


@both_ways
def test_000_q2_sensitivities(worked):
    sheet = worked(tanh_network)

    assert sheet.partials["x2", "s2"] == "0.1873"
    assert [sheet.partials[f"x1_{j}", f"s1_{j}"] for j in (0, 1)] == ["0.6347", "0.4200"]
    assert sheet.gradients["s3"] == "-3.6060"
    assert sheet.gradients["s2"] == "-1.3508"
    assert [sheet.gradients["s1_0"], sheet.gradients["s1_1"]] == ["-0.8574", "1.7020"]


@both_ways
def test_000_q2_gradients(worked):
    gradients = worked(tanh_network).gradients

    assert [gradients["W1_00"], gradients["W1_01"]] == ["-0.8574", "1.7020"]
    assert [gradients["W1_10"], gradients["W1_11"]] == ["-1.7148", "3.4040"]
    assert [gradients[f"W2_{i}"] for i in range(3)] == ["-1.3508", "-0.8164", "-1.0288"]
    assert [gradients["W3_0"], gradients["W3_1"]] == ["-3.6060", "3.2508"]


WEIGHTS = {"w11": 1.0, "w12": 0.0, "w21": 0.0, "w22": -1.0, "b1": 0.0, "b2": 0.0}


def softmax_step(leaves=None):
    """003.P5: Linear, ReLU, softmax written out, cross-entropy with soft targets."""
    w = leaves or {name: Value(x, name) for name, x in WEIGHTS.items()}
    c = [
        named(weighted_sum(w[f"b{i}"], [w[f"w{i}1"], w[f"w{i}2"]], [1.0, 1.0]), f"c{i}")
        for i in (1, 2)
    ]
    z = [named(c_i.relu(), f"z{i}") for i, c_i in enumerate(c, 1)]
    powers = [exp(z_i) for z_i in z]
    q = [named(power / (powers[0] + powers[1]), f"q{i}") for i, power in enumerate(powers, 1)]
    return named(-(0.3 * log(q[0]) + 0.7 * log(q[1])), "E")


@both_ways
def test_003_p5_forward(worked):
    values = worked(softmax_step).values

    assert [values["c1"], values["c2"]] == ["1.0000", "-1.0000"]
    assert [values["z1"], values["z2"]] == ["1.0000", "0.0000"]
    assert [values["q1"], values["q2"]] == ["0.7311", "0.2689"]
    assert values["E"] == "1.0134"  # logarithms rounded, too


@both_ways
def test_003_p5_gradients(worked):
    gradients = worked(softmax_step).gradients

    assert [gradients["z1"], gradients["z2"]] == ["0.4311", "-0.4311"]
    assert [gradients["w11"], gradients["w12"], gradients["b1"]] == ["0.4311"] * 3
    assert [gradients["w21"], gradients["w22"], gradients["b2"]] == ["0.0000"] * 3


@both_ways
def test_003_p5_logits_with_logsumexp_get_what_softmax_written_out_gives_them(worked):
    def short():
        z = [Value(1.0, "z1"), Value(0.0, "z2")]
        return named(logsumexp(*z) - (0.3 * z[0] + 0.7 * z[1]), "E")

    gradients = worked(short).gradients

    assert [gradients["z1"], gradients["z2"]] == ["0.4311", "-0.4311"]


@pytest.mark.parametrize("count", [16, 17])
def test_shares_of_few_and_of_many_are_the_softmax(count):
    z = [Value(math.log(i)) for i in range(1, count + 1)]
    logsumexp(*z).backward()

    total = count * (count + 1) / 2
    assert [x.grad for x in z] == pytest.approx([i / total for i in range(1, count + 1)])


def test_003_p5_updated_weights():
    leaves = {name: Value(x, name) for name, x in WEIGHTS.items()}
    with by_hand(4):
        softmax_step(leaves).backward()
        updated = {name: (leaf - 0.02 * leaf.grad).data for name, leaf in leaves.items()}

    assert {name: FOUR(x) for name, x in updated.items()} == {
        "w11": "0.9914",
        "w12": "-0.0086",
        "w21": "0.0000",
        "w22": "-1.0000",
        "b1": "-0.0086",
        "b2": "0.0000",
    }


def test_a_constant_factor_by_hand_is_told_as_it_is_multiplied():
    x = Value(1.0, "x")

    assert "= 0.7·0.3 = 0.2" in str(paths(x / 3 * 0.7, x, rounding=Rounding(1)))


def test_a_node_made_before_and_named_by_hand_is_told():
    y = Value(1.2345, "x") * 1.1
    with by_hand(2, after="line"):
        y.label = "y"

    assert y.trace().values[y] == 1.36
