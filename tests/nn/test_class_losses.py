"""Losses over classes: weights, smoothing, samples left out; by hand and refused."""

import math

import numpy as np
import pytest

from autograd import Value
from nn import (
    BCEWithLogitsLoss,
    CrossEntropyLoss,
    NLLLoss,
    binary_cross_entropy_with_logits,
    cross_entropy,
    nll_loss,
)

LOGS = [[-0.5, -2.0, -3.0], [-1.0, -0.25, -4.0]]


def test_a_class_counts_by_its_weight_in_term_and_mean():
    # samples of classes 0 and 2 with weights 3 and 1
    assert nll_loss(LOGS, [0, 2], [3, 5, 1], reduction="none") == [1.5, 4.0]
    assert nll_loss(LOGS, [0, 2], [3, 5, 1], reduction="sum") == 5.5
    assert nll_loss(LOGS, [0, 2], [3, 5, 1]) == 5.5 / 4


def test_a_sample_without_target_counts_nothing_and_gets_no_gradient():
    z = [[Value(1.0), Value(2.0)], [Value(0.5), Value(0.5)]]
    loss = cross_entropy(z, [-100, 1])
    loss.backward()

    assert loss.data == pytest.approx(math.log(2))
    assert [entry.grad for row in z for entry in row] == pytest.approx([0, 0, 0.5, -0.5])
    assert cross_entropy([[1.0, 2.0], [0.5, 0.5]], [9, 1], ignore_index=9, reduction="none")[0] == 0


def test_smoothing_shares_a_target_out():
    soft = [[0.9 + 0.1 / 3, 0.1 / 3, 0.1 / 3]]
    z = [[2.0, -1.0, 0.5]]

    assert cross_entropy(z, [0], label_smoothing=0.1) == pytest.approx(cross_entropy(z, soft))
    assert cross_entropy(z, [[1.0, 0, 0]], label_smoothing=0.1) == pytest.approx(
        cross_entropy(z, soft)
    )


def test_smoothing_keeps_the_gradient_of_a_sure_answer_alive():
    z = [Value(30.0), Value(0.0)]
    cross_entropy(z, 0, label_smoothing=0.2).backward()

    assert z[0].grad == pytest.approx(1 - 0.9, abs=1e-12)


def test_targets_of_one_count_more():
    plain = binary_cross_entropy_with_logits([0.3, -0.7], [1, 0], reduction="none")
    heavy = binary_cross_entropy_with_logits([0.3, -0.7], [1, 0], reduction="none", pos_weight=4)

    assert heavy == pytest.approx([4 * plain[0], plain[1]])
    assert binary_cross_entropy_with_logits(0.3, 1, pos_weight=0) == 0


def test_modules_keep_these_options():
    loss = CrossEntropyLoss(weight=[1, 2], label_smoothing=0.1)

    assert repr(loss) == "CrossEntropyLoss(weight=[1, 2], label_smoothing=0.1)"
    assert loss([1.0, 0.0], 1) == cross_entropy([1.0, 0.0], 1, [1, 2], label_smoothing=0.1)
    assert BCEWithLogitsLoss(pos_weight=2)(0.0, 1.0) == pytest.approx(2 * math.log(2))


@pytest.mark.parametrize("weight", [[1, 3], (1, 3), np.array([1.0, 3.0])])
@pytest.mark.parametrize("kind", [CrossEntropyLoss, NLLLoss])
def test_weights_of_classes_may_stand_alone(kind, weight):
    loss = kind(weight, reduction="sum")

    assert loss([[2.0, 1.0]], [1]) == kind(weight=[1, 3], reduction="sum")([[2.0, 1.0]], [1])


def test_outputs_of_a_model_are_no_weights():
    with pytest.raises(TypeError, match="made first and then called"):
        CrossEntropyLoss([Value(1.0), Value(3.0)])


def test_a_weight_for_each_output_is_refused():
    with pytest.raises(TypeError, match=r"pos_weight is one number .*, got \[3.0\]; write 3.0"):
        BCEWithLogitsLoss(pos_weight=[3.0])([1.0], [1.0])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: cross_entropy([1.0, 2.0], 0, [1, math.nan]),
            r"a class counts 0 or more, got the weights \[1.0, nan\]",
        ),
        (
            lambda: cross_entropy([1.0, 2.0], 0, [1, 2, 3]),
            "weight is a list of 2 numbers, .* got 3",
        ),
        (
            lambda: cross_entropy([1.0, 2.0], 0, [1, -2]),
            "a class counts 0 or more, got the weights",
        ),
        (lambda: cross_entropy([1.0, 2.0], 0, label_smoothing=1.5), "from 0 to 1, got 1.5"),
        (
            lambda: cross_entropy([[1.0, 2.0]], [-100]),
            "no targets: each is -100 .* reduction='sum'",
        ),
        (lambda: nll_loss([[1.0, 2.0]], [1], [1, 0]), "or of weight 0"),
        (
            lambda: binary_cross_entropy_with_logits(1.0, 1.0, pos_weight=-1),
            "pos_weight is a number, 0 or more, got -1",
        ),
    ],
)
def test_errors_say_what_is_allowed(call, message):
    with pytest.raises(ValueError, match=message):
        call()
