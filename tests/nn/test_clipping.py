"""Gradients held within bounds: by hand, in a loop that would blow up, and refusals."""

import math

import pytest

from autograd import Value
from nn import RNN, SGD, clip_grad_norm_, clip_grad_value_


def with_gradients(*gradients):
    leaves = [Value(0.0) for _ in gradients]
    for leaf, gradient in zip(leaves, gradients, strict=True):
        leaf.grad = gradient
    return leaves


def gradients(leaves):
    return [leaf.grad for leaf in leaves]


@pytest.mark.parametrize(
    ("norm_type", "norm"), [(2.0, 13.0), (1, 19.0), (math.inf, 12.0), (3, 1819 ** (1 / 3))]
)
def test_the_norm_before_is_given_and_the_direction_stays(norm_type, norm):
    leaves = with_gradients(3.0, -4.0, 12.0)

    assert clip_grad_norm_(leaves, 1.0, norm_type) == pytest.approx(norm, rel=1e-14)
    assert [g / leaves[0].grad for g in gradients(leaves)] == pytest.approx([1, -4 / 3, 4])
    assert clip_grad_norm_(leaves, math.inf, norm_type) == pytest.approx(1.0, abs=2e-6)


def test_gradients_within_the_bound_stay_to_the_last_bit():
    leaves = with_gradients(0.1, -0.7)

    clip_grad_norm_(leaves, 1.0)
    clip_grad_value_(leaves, 0.7)

    assert gradients(leaves) == [0.1, -0.7]


def test_numbers_whose_squares_overflow_have_a_norm():
    assert clip_grad_norm_(with_gradients(3e200, 4e200), 1.0) == pytest.approx(5e200)
    assert clip_grad_norm_(with_gradients(3e200, 4e200), 1.0, 3) == pytest.approx(
        91 ** (1 / 3) * 1e200
    )


def test_a_parameter_listed_twice_is_scaled_once():
    (leaf,) = with_gradients(8.0)

    assert clip_grad_norm_([leaf, leaf], 4.0) == 8.0
    assert leaf.grad == pytest.approx(4.0, abs=1e-5)


def test_a_recurrence_that_blows_up_takes_a_step_of_bounded_length():
    model = RNN(1, 1, nonlinearity="relu", seed=0)
    model.cells[0].weight_hh, model.cells[0].weight_ih = [[3.0]], [[1.0]]
    params = model.parameters()
    before = [param.data for param in params]
    model([[1.0]] * 20)[0][-1][0].backward()

    assert clip_grad_norm_(params, 1.0) > 3.0**19
    SGD(params, lr=0.1).step()
    moved = math.dist(before, [param.data for param in params])
    assert moved == pytest.approx(0.1, rel=1e-5)


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_what_is_not_finite_is_refused_where_asked(bad):
    leaves = with_gradients(bad, 1.0)

    with pytest.raises(ValueError, match=r"norm of the gradients is (nan|inf)"):
        clip_grad_norm_(leaves, 1.0, error_if_nonfinite=True)
    assert leaves[1].grad == 1.0


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: clip_grad_norm_([], -1.0), ValueError, "max_norm is a number, 0 or more, got -1"),
        (
            lambda: clip_grad_norm_([], 1.0, 0),
            ValueError,
            "norm_type is 2, 1, math.inf or .* got 0",
        ),
        (lambda: clip_grad_value_([], math.nan), ValueError, "clip_value is a number, 0 or more"),
        (
            lambda: clip_grad_norm_(RNN(1, 1), 1.0),
            TypeError,
            r"got RNN; write model.parameters\(\)",
        ),
        (lambda: clip_grad_value_([1.0], 1.0), TypeError, "only Values .* got float"),
    ],
)
def test_errors_say_what_is_allowed(call, error, message):
    with pytest.raises(error, match=message):
        call()
