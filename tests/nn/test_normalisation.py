"""Batch normalisation: axes and shapes of its statistics, training and evaluation."""

import math

import pytest

from autograd import Value
from nn import BatchNorm1d, BatchNorm2d, Conv2d, Sequential
from nn.base.nested import build


def numbers(x):
    return [numbers(y) for y in x] if isinstance(x, list) else float(x)


def test_000_q4_shapes_of_the_statistics():
    dense = BatchNorm1d(3).statistics((5, 3))
    nhwc = BatchNorm2d(3, layout="NHWC").statistics((5, 4, 6, 3))
    nchw = BatchNorm2d(3).statistics((5, 3, 4, 6))

    assert (dense.axes, dense.kept, dense.size) == ((0,), (1, 3), 5)
    assert (nhwc.axes, nhwc.kept, nhwc.size) == ((0, 1, 2), (1, 1, 1, 3), 120)
    assert (nchw.axes, nchw.kept, nchw.stored) == ((0, 2, 3), (1, 3, 1, 1), (3,))


def test_statistics_say_themselves_in_words():
    assert str(BatchNorm1d(3).statistics((5, 3))) == (
        "mean and variance over axes 0: 3 numbers, 1×3 with axes kept, each of 5 numbers"
    )


def test_a_batch_comes_out_with_mean_zero_and_variance_one():
    norm = BatchNorm1d(2, eps=0)
    y = numbers(norm([[1, 10], [3, 10.5], [8, 20]]))

    for column in zip(*y, strict=True):
        assert sum(column) == pytest.approx(0, abs=1e-14)
        assert sum(v * v for v in column) / 3 == pytest.approx(1)


def test_scale_and_shift_are_applied():
    norm = BatchNorm1d(1, eps=0)
    norm.weight, norm.bias = [10], [5]

    assert numbers(norm([[1], [3]])) == [[-5], [15]]


def test_running_statistics_move_by_the_momentum():
    norm = BatchNorm1d(1, momentum=0.25)
    norm([[1], [3]])

    assert (norm.running_mean, norm.running_var) == ([0.5], [1.25])
    assert norm.num_batches_tracked == 1


def test_without_momentum_running_statistics_are_plain_averages():
    norm = BatchNorm1d(1, momentum=None)
    norm([[1], [3]])
    norm([[5], [7]])

    assert (norm.running_mean, norm.running_var) == ([4.0], [2.0])


def test_evaluation_uses_the_running_statistics_as_constants():
    norm = BatchNorm1d(1, eps=0).eval()
    norm.load_state_dict(
        {
            "weight": [2],
            "bias": [1],
            "running_mean": [3],
            "running_var": [4],
            "num_batches_tracked": 7,
        }
    )
    x = Value(5.0)
    y = norm([[x]])[0][0]
    y.backward()

    assert (y.data, x.grad) == (3.0, 1.0)
    assert norm.num_batches_tracked == 7


def test_both_layouts_give_the_same_numbers():
    nchw = build((2, 3, 2, 2), lambda n, c, h, w: (7 * n + 5 * c * c + 3 * h + w * n) % 11)
    nhwc = build((2, 2, 2, 3), lambda n, h, w, c: nchw[n][c][h][w])
    first, last = numbers(BatchNorm2d(3)(nchw)), numbers(BatchNorm2d(3, layout="NHWC")(nhwc))

    assert last == build((2, 2, 2, 3), lambda n, h, w, c: first[n][c][h][w])


def test_layouts_with_one_direction():
    x = [[[1, 2, 9]], [[3, 4, 5]]]
    turned = [[[1], [2], [9]], [[3], [4], [5]]]
    y = numbers(BatchNorm1d(1, layout="NLC")(turned))

    assert [[row[0] for row in sample] for sample in y] == [
        sample[0] for sample in numbers(BatchNorm1d(1)(x))
    ]


def test_gradients_of_a_batch_sum_to_zero():
    x = [[Value(v)] for v in (1.0, 2.5, -0.5)]
    y = BatchNorm1d(1)(x)
    (y[0][0] * 3 - y[1][0]).backward()

    assert sum(v[0].grad for v in x) == pytest.approx(0, abs=1e-12)


def test_labels_carry_the_number_of_the_layer_before():
    model = Sequential(Conv2d(1, 1, 1), BatchNorm2d(1), Conv2d(1, 1, 1))

    assert [p.label for p in model.parameters()] == [
        "w₁₁⁽¹⁾",
        "b₁⁽¹⁾",
        "γ₁⁽¹⁾",
        "β₁⁽¹⁾",
        "w₁₁⁽²⁾",
        "b₁⁽²⁾",
    ]


def test_without_affine_and_tracking_there_is_no_state():
    norm = BatchNorm1d(1, affine=False, track_running_stats=False).eval()

    assert norm.state_dict() == {}
    assert numbers(norm([[1], [3]]))[0][0] == pytest.approx(-1 / math.sqrt(1 + 1e-5))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: BatchNorm1d(2)([[1, 2, 3]]), "the shape 1×3; it takes a batch N×C or N×C×L"),
        (lambda: BatchNorm1d(2)([1, 2]), "a single sample goes in as a list of one"),
        (lambda: BatchNorm1d(1)([[1]]), "one number per channel, of which no variance"),
        (lambda: BatchNorm2d(1, layout="CHW"), "layout is NCHW or NHWC, got 'CHW'"),
        (lambda: BatchNorm2d(2, layout="NHWC")([[[[1]]]]), "N×H×W×C with C = 2"),
        (lambda: BatchNorm1d(2, layout="NLC")([[[1]]]), "N×C or N×L×C with C = 2"),
        (lambda: BatchNorm1d(0), "num_features is a whole number"),
    ],
)
def test_errors_say_what_is_allowed(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_repr_shows_an_unusual_layout():
    assert repr(BatchNorm2d(3, layout="NHWC")).endswith("layout='NHWC')")
    assert repr(BatchNorm1d(3)) == (
        "BatchNorm1d(3, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)"
    )
