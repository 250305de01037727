"""The losses: course problems, hand values, kinks, extremes and refusals."""

import math

import numpy as np
import pytest

import nn
from autograd import DomainError, Graph, Value, by_hand
from nn import MLP
from nn.training import loss_modules
from nn.training.class_losses import cross_entropy, multi_margin_loss, nll_loss
from nn.training.loss_ops import bce, bce_with_logits, half_squared_error, huber, mean, total
from nn.training.losses import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
    hinge_loss,
    huber_loss,
    l1_loss,
    l1_penalty,
    l2_penalty,
    mse_loss,
)


def leaves(*numbers):
    return [Value(number) for number in numbers]


def gradients(loss, values):
    loss.backward()
    return [value.grad for value in values]


# The course problem set.


def test_000_q1_gradient_of_the_tanh_least_squares():
    w = leaves(0.2, 0.4)
    outputs = [(w[0] * a + w[1] * b).tanh() for a, b in ((1, 2), (1, -1), (1, 0.5))]
    loss = mse_loss(outputs, [1, -1, 1])

    assert loss.data == pytest.approx(0.3618356708222974, rel=1e-14)
    assert gradients(loss, w) == pytest.approx(
        [0.09379517454636965, -0.8245835665695113], rel=1e-14
    )


def test_001_q2_squared_error_has_no_half():
    prediction = Value(0.6454476306255034)
    loss = mse_loss(prediction, 0.5)

    assert loss.data == pytest.approx(0.021155013254572863, rel=1e-14)
    assert gradients(loss, [prediction]) == pytest.approx([0.29089526125100673], rel=1e-14)


def test_001_q5_half_squared_error_derives_to_the_difference():
    prediction = Value(0.8)
    loss = mse_loss(prediction, 0.5, half=True)
    loss.backward()

    assert loss.data == pytest.approx(0.045, rel=1e-14)
    assert loss.partials == pytest.approx((0.3,), rel=1e-14)


@pytest.mark.parametrize(
    ("a", "y", "bce_value", "bce_slope", "mse_value", "mse_slope"),
    [
        (
            2,
            1,
            0.12692801104297263,
            -0.11920292202211767,
            0.01420933661861107,
            -0.025031084347353506,
        ),
        (2, 0, 2.1269280110429714, 0.8807970779778823, 0.7758034925743758, 0.18495608645965972),
        (-2, 1, 2.1269280110429727, -0.8807970779778824, 0.7758034925743759, -0.18495608645965955),
        (
            -10,
            1,
            10.000045398899218,
            -0.9999546021312976,
            0.9999092063235617,
            -9.078749372606487e-05,
        ),
        (0, 1, 0.6931471805599453, -0.5, 0.25, -0.25),
    ],
)
def test_002_q1_bce_and_mse_of_a_sigmoid(a, y, bce_value, bce_slope, mse_value, mse_slope):
    for loss_of, value, slope in (
        (lambda z: binary_cross_entropy(z.sigmoid(), y), bce_value, bce_slope),
        (lambda z: binary_cross_entropy_with_logits(z, y), bce_value, bce_slope),
        (lambda z: mse_loss(z.sigmoid(), y), mse_value, mse_slope),
    ):
        logit = Value(a)
        loss = loss_of(logit)

        assert loss.data == pytest.approx(value, rel=1e-12)
        assert gradients(loss, [logit]) == pytest.approx([slope], rel=1e-12)


def test_002_q1_edges_of_the_bce():
    logit = Value(2.0)
    probability = logit.sigmoid()
    loss = binary_cross_entropy(probability, 1.0)

    assert loss.partials == pytest.approx((-1.1353352832366128,), rel=1e-14)
    assert probability.partials == pytest.approx((0.10499358540350652,), rel=1e-13)


def test_003_p4_gradient_of_softmax_and_cross_entropy_is_q_minus_p():
    z, p = leaves(0.2, -1, 0.7, 0.1), [0.1, 0.2, 0.3, 0.4]
    loss = cross_entropy(z, p)

    assert loss.data == pytest.approx(1.4793069065557893, rel=1e-14)
    expected = [
        0.15942000065213532,
        -0.12186419734931714,
        0.12771127312021663,
        -0.16526707642303495,
    ]
    assert gradients(loss, z) == pytest.approx(expected, rel=1e-13)


def test_003_p5_probabilities_and_their_logarithms():
    z = leaves(1.0, 0.0)
    powers = [z_i.exp() for z_i in z]
    q = [power / (powers[0] + powers[1]) for power in powers]
    loss = nll_loss([q_i.log() for q_i in q], [0.3, 0.7])

    assert loss.data == pytest.approx(1.0132616875182228, rel=1e-14)
    assert gradients(loss, q) == pytest.approx(
        [-0.41036383235143264, -2.6027972799213317], rel=1e-14
    )
    assert [z_i.grad for z_i in z] == pytest.approx(
        [0.4310585786300049, -0.43105857863000485], rel=1e-14
    )


# Hand values and the shape of the graphs.


def test_a_loss_of_one_sample_is_one_node():
    loss = mse_loss([Value(3.0)], [1.0])

    assert loss.op.name == "squared_error"
    assert len(Graph(loss).nodes) == 2


def test_a_mean_is_one_more_node():
    loss = binary_cross_entropy_with_logits(leaves(1.0, 2.0, 3.0), [0, 1, 1])

    assert loss.op is mean
    assert len(Graph(loss).nodes) == 3 + 3 + 1


@pytest.mark.parametrize(("reduction", "expected"), [("mean", 2.5), ("sum", 10.0)])
def test_reduction_gives_one_number(reduction, expected):
    assert mse_loss([[1.0, 2.0], [1.0, 2.0]], [[0, 0], [0, 0]], reduction=reduction) == expected


def test_reduction_none_keeps_the_shape():
    assert mse_loss([[1.0, 2.0], [3.0, 4.0]], [[0, 0], [0, 0]], reduction="none") == [
        [1, 4],
        [9, 16],
    ]
    assert nll_loss([[-1.0, -2.0], [-3.0, -4.0]], [0, 1], reduction="none") == [1, 4]


def test_soft_targets_of_one_class_agree_with_its_index():
    index, soft = leaves(0.3, -1.2, 2.0), leaves(0.3, -1.2, 2.0)
    by_index, by_probability = cross_entropy(index, 2), cross_entropy(soft, [0, 0, 1])

    assert by_index.data == pytest.approx(by_probability.data, rel=1e-15)
    assert gradients(by_index, index) == pytest.approx(gradients(by_probability, soft), abs=1e-16)


def test_soft_targets_may_be_values():
    p = leaves(0.3, 0.7)
    loss = cross_entropy(leaves(1.0, 0.0), p)

    assert loss.data == pytest.approx(0.3 * 0.31326168751822286 + 0.7 * 1.3132616875182228)
    assert gradients(loss, p) == pytest.approx([0.31326168751822286, 1.3132616875182228])


def test_multi_margin_loss_with_squares():
    scores = leaves(1.0, 1.5, 0.5)
    loss = multi_margin_loss(scores, 0, p=2)

    assert loss.data == pytest.approx((1.5**2 + 0.5**2) / 3)
    assert gradients(loss, scores) == pytest.approx([-4 / 3, 1.0, 1 / 3])


def test_multi_margin_loss_of_equal_numbers_keeps_all_other_classes():
    assert multi_margin_loss([1.0, 1.0, 1.0], 0) == pytest.approx(2 / 3)


@pytest.mark.parametrize("loss", [mse_loss, l1_loss])
def test_losses_accept_anything_with_tolist(loss):
    class Array:
        def tolist(self):
            return [1.0, 3.0]

    assert loss([1.0, 4.0], Array()) == 0.5


def test_penalties_derive_to_weight_decay():
    w = leaves(1.0, -2.0)

    assert gradients(l2_penalty(w, 0.1, half=True), w) == pytest.approx([0.1, -0.2])


def test_l1_penalty_derives_to_the_sign():
    w = leaves(3.0, -2.0, 0.0)

    assert gradients(l1_penalty(w, 0.5), w) == [0.5, -0.5, 0.0]


def test_losses_work_by_hand():
    with by_hand(4):
        loss = mse_loss([Value(0.6455), Value(0.1)], [0.5, 0.0])
        loss.backward()

    assert loss.data == 0.0156  # 0.0212 and 0.0100, their mean
    assert loss.operands[0].partials == (0.291,)


# Extremes and kinks.


@pytest.mark.parametrize(
    ("z", "y", "value", "slope"),
    [
        (1000.0, 1, 0.0, 0.0),
        (1000.0, 0, 1000.0, 1.0),
        (-1000.0, 1, 1000.0, -1.0),
        (-40.0, 0, math.exp(-40), math.exp(-40)),
    ],
)
def test_bce_with_logits_is_exact_far_out(z, y, value, slope):
    logit = Value(z)
    loss = binary_cross_entropy_with_logits(logit, y)

    assert loss.data == pytest.approx(value, rel=1e-14)
    assert gradients(loss, [logit]) == pytest.approx([slope], rel=1e-14)


def test_cross_entropy_does_not_overflow():
    logits = leaves(1000.0, 0.0, -1000.0)
    loss = cross_entropy(logits, 1)

    assert loss.data == 1000.0
    assert gradients(loss, logits) == [1.0, -1.0, 0.0]


@pytest.mark.parametrize("p", [0.0, 1.0])
def test_bce_of_a_certain_hit_is_zero(p):
    probability = Value(p)
    loss = binary_cross_entropy(probability, p)

    assert loss.data == 0.0
    assert gradients(loss, [probability]) == [1.0 - 2 * p]


def test_huber_is_half_the_square_near_and_a_line_far_away():
    near, far = leaves(1.25, 9.0)
    loss = huber_loss([near, far], [1.0, 2.0], reduction="sum", delta=2.0)

    assert loss.data == mse_loss(1.25, 1.0, half=True) + 2 * (l1_loss(9.0, 2.0) - 1)
    assert gradients(loss, [near, far]) == [0.25, 2.0]


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_huber_has_no_corner_where_the_line_begins(sign):
    values = leaves(sign * 0.5 * (1 - 1e-9), sign * 0.5, sign * 0.5 * (1 + 1e-9))
    slopes = gradients(huber_loss(values, [0.0] * 3, reduction="sum", delta=0.5), values)

    assert slopes == pytest.approx([sign * 0.5] * 3, rel=2e-9)


def test_hinge_is_flat_at_its_corner():
    score = Value(1.0)

    assert gradients(hinge_loss(score, 1), [score]) == [0.0]


# Refusals.


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: mse_loss(1, 1, reduction="avg"), ValueError, "'mean', 'sum' or 'none', got 'avg'"),
        (lambda: mse_loss([], []), ValueError, "loss of an empty batch"),
        (lambda: cross_entropy([], []), ValueError, "loss of an empty batch"),
        (lambda: mse_loss([1.0, 2.0], [1.0]), ValueError, "a list of 2 and a list of 1 as target"),
        (lambda: mse_loss(1.0, [1.0]), ValueError, "got one number and a list of 1 as target"),
        (lambda: mse_loss([1.0], [1.0], "sum"), TypeError, "takes 2 positional arguments"),
        (lambda: binary_cross_entropy(0.0, 1), DomainError, "p = 0 with target 1 is inf.*logits"),
        (lambda: binary_cross_entropy(1.5, 1), DomainError, r"p .* in \[0, 1\], got 1.5.*logits"),
        (lambda: binary_cross_entropy(1.5, 1.5), DomainError, r"p .* in \[0, 1\], got 1.5"),
        (lambda: binary_cross_entropy(1.0, -1), ValueError, r"in \[0, 1\], got -1.*hinge_loss"),
        (lambda: binary_cross_entropy(0.5, -1), ValueError, r"in \[0, 1\], got -1.*hinge_loss"),
        (lambda: binary_cross_entropy_with_logits(0.5, 2), ValueError, "got 2"),
        (lambda: hinge_loss(0.5, 0), ValueError, "-1 or 1, got 0"),
        (lambda: cross_entropy(1.0, 0), ValueError, "a list of K numbers for each sample, got one"),
        (lambda: cross_entropy([1.0, 2.0], 2), ValueError, "class 2 of 2 classes; .* from 0 to 1"),
        (lambda: cross_entropy([1.0, 2.0], -1), ValueError, "class -1 of 2"),
        (lambda: cross_entropy([1.0, 2.0], 1.0), TypeError, "class index .* got float 1.0"),
        (lambda: cross_entropy([1.0, 2.0], [1.0]), ValueError, "1 target probabilities for 2"),
        (lambda: cross_entropy([[1.0], [2.0]], [0]), ValueError, "batch of 2 .* got a list of 1"),
        (lambda: cross_entropy([[[1.0]]], [0]), ValueError, "one list of K numbers"),
        (lambda: multi_margin_loss([1.0, 2.0], 0, p=3), ValueError, "p is 1 or 2, got 3"),
        (lambda: huber_loss(1.0, 2.0, delta=0), ValueError, "huber.*a delta above 0"),
        (lambda: loss_modules.MSELoss(mean=True), TypeError, "'mean'; it has reduction, half"),
    ],
)  # fmt: skip
def test_losses_say_what_is_wrong(call, error, message):
    with pytest.raises(error, match=message):
        call()


# The ops.


@pytest.mark.parametrize("op", [total, mean, half_squared_error, huber, bce, bce_with_logits])
def test_partials_of_a_loss_op_agree_with_central_differences(op):
    h = 1e-6
    for sample in op.samples:
        result = op.value(*sample)
        for i in range(len(sample)):
            up, down = list(sample), list(sample)
            up[i] += h
            down[i] -= h
            slope = (op.value(*up) - op.value(*down)) / (2 * h)
            assert op.partial(i, sample, result) == pytest.approx(slope, rel=1e-7, abs=1e-8)


def test_a_loss_module_gives_its_nodes_its_scope():
    loss = loss_modules.MSELoss(reduction="sum")(leaves(1.0, 2.0), [0.0, 0.0])

    assert loss.scope.path == "MSELoss"
    assert repr(loss_modules.MSELoss(reduction="sum")) == "MSELoss(reduction='sum')"


def test_003_p5_cross_entropy_by_hand_gives_what_is_on_paper():
    with by_hand(4):
        z = [Value(1.0), Value(0.0)]
        loss = cross_entropy(z, [0.3, 0.7])
        loss.backward()

    assert [x.grad for x in z] == [0.4311, -0.4311]


POINTS = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]


LABELS = [[0, 1, 1, 0], [0, 0, 0, 1], np.array([0, 0, 0, 1]), [1.0, -1.0, -1.0, 1.0]]


@pytest.mark.parametrize("loss", [cross_entropy, nll_loss])
@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.parametrize("output", ["identity", "sigmoid"])
def test_one_output_and_class_indices_are_no_sample_with_probabilities(loss, labels, output):
    model = MLP(2, [3, 1], output=output, seed=0)

    with pytest.raises(ValueError, match=r"4 numbers and 4 whole .* binary_cross_entropy_with_l"):
        loss(model(POINTS), labels)


def test_a_single_number_is_no_choice_between_classes():
    with pytest.raises(ValueError, match="two or more numbers for a sample; a model with one"):
        cross_entropy([[0.5], [0.5]], [0, 0])
    with pytest.raises(ValueError, match="1 numbers and 1 whole numbers as targets are read as"):
        cross_entropy([0.5], [1])


def test_one_sample_with_a_one_hot_target_in_whole_numbers_stays_one():
    model = MLP(2, [3], seed=0)
    z = model([1.0, 2.0])

    assert cross_entropy(z, [0, 1, 0]).data == pytest.approx(cross_entropy(z, 1).data)


def test_options_that_one_scorer_rates_are_classes():
    scorer = MLP(2, [1], seed=0)
    scores = [scorer(option) for option in POINTS]

    assert cross_entropy(scores, 2).data == cross_entropy(scores, [0.0, 0.0, 1.0, 0.0]).data


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: nn.MSELoss("sum"), TypeError, r"by name: MSELoss\(reduction='sum'\)"),
        (lambda: nn.MSELoss([1.0], [2.0]), TypeError, r"called: MSELoss\(\)\(outputs, targets\)"),
        (
            lambda: mse_loss((x for x in [1.0]), [1.0]),
            TypeError,
            "a generator can be read only once",
        ),
        (lambda: cross_entropy(map(list, [[1.0]]), [0]), TypeError, "a map can be read only once"),
        (lambda: mse_loss([1.0], iter([1.0])), TypeError, "a list_iterator can be read only"),
        (
            lambda: mse_loss([[1.0], [2.0]], [1.0, 2.0]),
            ValueError,
            r"outputs are 2×1, the targets 2; write \[y for \(y,\) in …\]",
        ),
        (lambda: mse_loss([1.0], np.array([[2.0]])), ValueError, "outputs are 1, the targets 1×1"),
    ],
)
def test_what_is_often_written_is_answered(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_columns_on_both_sides_are_matched():
    assert mse_loss([[1.0], [2.0]], [[1.0], [4.0]]) == 2.0
