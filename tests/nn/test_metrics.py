"""The share of samples in the right class."""

import pytest

from autograd import Value
from nn import MLP, accuracy


@pytest.mark.parametrize(
    ("outputs", "targets", "share"),
    [
        ([[1.0, 2.0, 0.0], [5.0, 2.0, 0.0], [1.0, 1.0, 0.0]], [1, 0, 1], 2 / 3),
        ([[1.0, 2.0], [5.0, 2.0]], [[0.3, 0.7], [0.0, 1.0]], 0.5),
        ([-1.0, 0.5, 2.0, -0.1], [0, 0, 1, 1], 0.5),
        ([-1.0, 0.5], [-1, 1], 1.0),
        ([[-1.0], [0.5]], [[0], [1]], 1.0),
        ([Value(3.0), Value(0.0)], [1, 0], 1.0),
    ],
)
def test_accuracy_counts_the_right_classes(outputs, targets, share):
    assert accuracy(outputs, targets) == pytest.approx(share)


def test_what_a_sigmoid_gave_is_a_probability():
    logits = MLP(1, [1], weights=[[[1]]], bias=False)
    sigmoid = MLP(1, [1], output="sigmoid", weights=[[[1]]], bias=False)
    x, y = [[-2.0], [-1.0], [3.0]], [0, 0, 1]

    assert accuracy(sigmoid(x), y) == accuracy(logits(x), y) == 1.0
    assert accuracy([0.4, 0.6], [0, 1]) == 0.5
    assert accuracy([0.4, 0.6], [0, 1], threshold=0.5) == 1.0


def test_accuracy_takes_lists():
    with pytest.raises(ValueError, match="got one number and a list of 1 as targets"):
        accuracy(0.5, [1])


@pytest.mark.parametrize("targets", [[], [1]])
def test_accuracy_of_no_samples_or_without_their_targets_is_refused(targets):
    with pytest.raises(
        ValueError, match=rf"one target for each .* and a list of {len(targets)} as"
    ):
        accuracy([[1.0, 2.0]] * 2 * len(targets), targets)
