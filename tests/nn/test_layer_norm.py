"""LayerNorm: each sample by itself, in training and in evaluation."""

import math

import pytest

from autograd import Value, gradcheck
from nn import LayerNorm, Linear, Sequential


def numbers(x):
    return [numbers(y) for y in x] if isinstance(x, list) else float(x)


def test_a_sample_by_hand():
    y = numbers(LayerNorm(4, eps=0.25)([1, 2, 2, 5]))  # mean 2.5, variance 2.25

    assert y == pytest.approx([(v - 2.5) / math.sqrt(2.5) for v in (1, 2, 2, 5)])


def test_each_sample_is_normalised_by_itself_however_deeply_nested():
    norm = LayerNorm(3)
    samples = [[[1, 2, 9], [3, 4, 5]], [[0, 0, 7], [1, -1, 2]]]

    assert numbers(norm(samples)) == [[numbers(norm(one)) for one in pair] for pair in samples]
    assert numbers(norm.eval()(samples)) == numbers(norm.train()(samples))


def test_several_axes_are_normalised_together():
    y = numbers(LayerNorm((2, 2))([[1, 2], [3, 10]]))

    assert sum(map(sum, y)) == pytest.approx(0, abs=1e-14)
    assert y == [numbers(LayerNorm(4)([1, 2, 3, 10]))[i : i + 2] for i in (0, 2)]


def test_scale_and_shift_belong_to_the_numbers():
    norm = LayerNorm(2, eps=0)
    norm.weight, norm.bias = [10, 100], [1, 2]

    assert numbers(norm([[1, 3], [5, 4]])) == [[-9, 102], [11, -98]]


def test_gradients_of_a_sample_sum_to_zero_and_pass_the_numerical_check():
    x = [Value(v) for v in (1.0, 2.5, -0.5)]
    norm = LayerNorm(3)
    norm.weight = [1.0, -2.0, 0.5]
    y = norm(x)
    (y[0] * 3 - y[1]).backward()

    assert sum(v.grad for v in x) == pytest.approx(0, abs=1e-12)
    assert gradcheck(lambda *x: norm(list(x))[1], [1.0, 2.5, -0.5])


def test_labels_are_the_letters_of_normalisation_with_the_number_of_the_layer_before():
    model = Sequential(Linear(1, 2), LayerNorm(2))

    assert [p.label for p in model.parameters()][-4:] == ["γ₁⁽¹⁾", "γ₂⁽¹⁾", "β₁⁽¹⁾", "β₂⁽¹⁾"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: LayerNorm(3)([1, 2]), "got the shape 2; it takes inputs whose last axes are 3"),
        (lambda: LayerNorm((2, 3))([1, 2, 3]), "the shape 3; .* last axes are 2×3"),
        (lambda: LayerNorm(2)(1.0), "got the shape one number"),
        (lambda: LayerNorm(0), "normalized_shape is a whole number from 1 up, got 0"),
        (lambda: LayerNorm(2.0), "normalized_shape is a whole number from 1 up, got 2.0"),
        (lambda: LayerNorm([]), "has one axis or more, got none"),
    ],
)
def test_errors_say_what_is_allowed(call, message):
    with pytest.raises(ValueError, match=message):
        call()
