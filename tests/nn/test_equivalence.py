"""Networks that are the same function."""

import math
from random import Random

import pytest

from nn import MLP, as_tanh, equivalent


def random_inputs(n, count, seed=0):
    rng = Random(seed)
    return [[rng.uniform(-3, 3) for _ in range(n)] for _ in range(count)]


SIGMOID_NET = {"weights": [[[2, -4], [1, 3]], [[6, -2]]], "biases": [[0.5, -1], [0.25]]}


def test_002_q3_sigmoid_network_as_tanh():
    model = MLP(2, [2, 1], "sigmoid", **SIGMOID_NET)
    same = as_tanh(model)

    assert same.state_dict() == {
        "0.weight": [[1.0, -2.0], [0.5, 1.5]],
        "0.bias": [0.25, -0.5],
        "2.weight": [[3.0, -1.0]],
        "2.bias": [2.25],
    }
    assert model([0.3, -0.2]).data == pytest.approx(5.04101911990713, rel=1e-15)
    assert same([0.3, -0.2])[0].data == pytest.approx(5.04101911990713, rel=1e-15)


def test_002_q3_forgetting_the_shift_of_the_bias_is_noticed():
    same = as_tanh(MLP(2, [2, 1], "sigmoid", **SIGMOID_NET))
    same[2].bias = [0.25]

    assert same([0.3, -0.2])[0].data == pytest.approx(3.04101911990713, rel=1e-15)


def test_002_q3_on_random_inputs_and_deeper_networks():
    model = MLP(3, [4, 5, 2], "sigmoid", seed=7, init="uniform")
    same = as_tanh(model)

    assert [type(m).__name__ for m in same] == ["Linear", "Tanh", "Linear", "Tanh", "Linear"]
    assert equivalent(model, same, random_inputs(3, 200), tolerance=1e-13)


def test_different_functions_are_told_apart_with_the_worst_sample():
    verdict = equivalent(math.sin, lambda x: x, [0.0, 0.1, 1.0])

    assert not verdict
    assert (verdict.sample, verdict.count) == (1.0, 3)
    assert str(verdict).startswith("different on 3 samples: largest difference 0.158529 at 1.0")
    assert str(equivalent(abs, abs, [1])) == "equal on 1 samples: largest difference 0 at 1"


def test_a_nan_is_no_agreement():
    assert not equivalent(lambda x: math.nan, lambda x: x, [1.0, 2.0])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: as_tanh(MLP(2, [1], output="sigmoid")), "at the output it cannot"),
        (lambda: equivalent(abs, abs, []), "one or more samples, got none"),
        (lambda: equivalent(lambda x: [x], lambda x: [x, x], [1]), "1 and 2 numbers at 1"),
    ],
)
def test_errors_say_what_is_allowed(call, message):
    with pytest.raises(ValueError, match=message):
        call()
