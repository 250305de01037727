"""Dropout: what is left out, what stays, and what evaluation does."""

import math

import pytest

from autograd import Graph, Value
from nn import MLP, SGD, Dropout, Linear, Sequential, evaluate, fit, mse_loss, summary


def test_each_entry_is_left_out_or_scaled_and_its_edge_says_which():
    dropout = Dropout(0.25, seed=3)
    x = [[Value(float(3 * i + j + 1)) for j in range(3)] for i in range(4)]
    y = dropout(x)
    sum(entry for row in y for entry in row).backward()

    factors = [factor for row in dropout.mask for factor in row]
    assert set(factors) == {0.0, 4 / 3}
    assert [entry.data for row in y for entry in row] == [
        factor * (place + 1) for place, factor in enumerate(factors)
    ]
    assert [entry.grad for row in x for entry in row] == factors


def test_entries_are_left_out_as_often_as_said_and_the_mean_stays():
    n, p = 20_000, 0.3
    y = Dropout(p, seed=0)([1.0] * n)

    deviation = math.sqrt(p * (1 - p) / n)  # of the share, by the binomial distribution
    assert y.count(0.0) / n == pytest.approx(p, abs=4 * deviation)
    assert sum(y) / n == pytest.approx(1.0, abs=4 * deviation / (1 - p))


def test_a_seed_says_which_and_each_call_draws_anew():
    first, again = Dropout(seed=5), Dropout(seed=5)
    masks = [first([1.0] * 20) for _ in range(2)]

    assert masks == [again([1.0] * 20) for _ in range(2)]
    assert masks[0] != masks[1]


def test_the_bounds_of_p():
    assert Dropout(0.0)([1.0, 2.0]) == [1.0, 2.0]
    assert Dropout(1.0)([1.0, 2.0]) == [0.0, 0.0]


def test_evaluation_leaves_the_nodes_as_they_are():
    x = [Value(1.0), Value(2.0)]

    assert Dropout(0.9).eval()(x) is x


def test_a_model_with_dropout_is_judged_without_it_and_trains_again_after():
    model = Sequential(Linear(2, 8, seed=1), Dropout(0.5, seed=1), Linear(8, 1, seed=2))
    data = [([0.1 * i, 1.0], [0.2 * i]) for i in range(8)]
    fit(model, data, mse_loss, SGD(model.parameters(), lr=0.05), 3, validation=data)

    assert evaluate(model, data, mse_loss) == evaluate(model, data, mse_loss)
    assert model([1.0, 1.0])[0].data != model([1.0, 1.0])[0].data
    assert model.training


def test_dropout_costs_nothing_and_has_a_scope():
    model = Sequential(Linear(2, 3), Dropout(0.5, seed=0))
    output = model([1.0, 2.0])[0]

    assert summary(model, (2,)).flops() == summary(model[0], (2,)).flops()
    assert Graph(output).output.scope.path == "Sequential.1"
    assert len(model.parameters()) == 9


@pytest.mark.parametrize("p", [-0.1, 1.5, math.nan])
def test_only_probabilities_are_taken(p):
    with pytest.raises(ValueError, match="p is a probability from 0 to 1, got"):
        Dropout(p)


def test_what_is_no_number_is_refused():
    with pytest.raises(TypeError, match="cannot compute with str 'a'"):
        Dropout()([1.0, "a"])


def test_an_mlp_can_be_rebuilt_with_dropout_between_its_layers():
    mlp = MLP(2, [3, 1], "tanh", seed=1)
    model = Sequential(*list(mlp)[:2], Dropout(0.5), *list(mlp)[2:]).eval()

    assert model([1.0, 2.0])[0].data == mlp([1.0, 2.0]).data
