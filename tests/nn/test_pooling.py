"""Average and maximum over windows."""

import pytest

import nn
from autograd import Graph, Value, sigmoid
from nn import AvgPool1d, AvgPool2d, Conv2d, MaxPool1d, MaxPool2d
from nn.sliding.pooling import Pool


def numbers(x):
    return [numbers(y) for y in x] if isinstance(x, list) else float(x)


def values(x):
    return [values(y) for y in x] if isinstance(x, list) else Value(float(x))


def test_a_maximum_of_n_takes_n_minus_one_nodes():
    y = MaxPool1d(4)(values([[1, 4, 2, 3]]))[0][0]

    assert [node.op.name for node in Graph(y).nodes if node.op] == ["maximum"] * 3


def test_a_tie_leaves_the_gradient_with_the_first():
    x = values([[2, 2, 1]])
    MaxPool1d(3)(x)[0][0].backward()

    assert [v.grad for v in x[0]] == [1.0, 0.0, 0.0]


def test_padding_never_wins():
    assert numbers(MaxPool1d(2, stride=1, padding=1)([[-3, -1, -2]])) == [[-3, -1, -1, -2]]


def test_dilation_reaches_over():
    assert numbers(MaxPool1d(2, stride=1, dilation=2)([[5, 9, 1, 2]])) == [[5, 9]]


def test_an_average_is_one_weighted_sum():
    y = AvgPool2d(2)(values([[[1, 4], [2, 3]]]))[0][0][0]

    assert y.data == 2.5
    assert y.partials == (0.25,) * 4


def test_zeros_of_padding_count_unless_told_otherwise():
    assert numbers(AvgPool1d(2, 2, 1)([[2, 4]])) == [[1, 2]]
    assert numbers(AvgPool1d(2, 2, 1, count_include_pad=False)([[2, 4]])) == [[2, 4]]


def test_numbers_left_over_get_a_smaller_window_in_ceil_mode():
    x = [[1, 2, 3, 4, 9]]

    assert numbers(MaxPool1d(2)(x)) == [[2, 4]]
    assert numbers(MaxPool1d(2, ceil_mode=True)(x)) == [[2, 4, 9]]
    assert numbers(AvgPool1d(2, ceil_mode=True)(x)) == [[1.5, 3.5, 9]]  # 9/1: beyond is no zero
    assert numbers(AvgPool2d(2, ceil_mode=True)([[[1, 2, 6], [3, 2, 8], [4, 6, 9]]])) == [
        [[2, 7], [5, 9]]
    ]
    assert MaxPool1d(2, ceil_mode=True).output_shape((1, 5)) == (1, 3)


def test_ceil_mode_shows_in_repr_and_message():
    pool = MaxPool2d(2, ceil_mode=True)

    assert repr(pool) == "MaxPool2d(kernel_size=2, stride=2, ceil_mode=True)"
    with pytest.raises(ValueError, match=r"⌈\(L \+ padding"):
        pool([1, 2])


def test_windows_of_a_plane_go_row_by_row():
    x = [[[1, 2, 3], [4, 5, 6], [7, 8, 9]]]

    assert numbers(MaxPool2d(2, stride=1)(x)) == [[[5, 6], [8, 9]]]
    assert numbers(AvgPool2d((3, 1))(x))[0][0] == pytest.approx([4, 5, 6])
    assert numbers(MaxPool2d((1, 3))([x])) == [[[[3], [6], [9]]]]


def test_002_q4_sizes_of_three_layers():
    net = nn.Sequential(
        Conv2d(3, 32, 8, stride=2, padding=3, init="zeros"),
        MaxPool2d(2, 2),
        Conv2d(32, 64, 3, padding=1, init="zeros"),
    )

    assert net[0].output_shape((3, 128, 128)) == (32, 64, 64)
    assert net[1].output_shape((32, 64, 64)) == (32, 32, 32)
    assert net.output_shape((3, 128, 128)) == (64, 32, 32)
    assert len(net[2].parameters()) == 18496


def test_001_q3_size_after_the_pool():
    assert MaxPool2d(3, stride=1).output_shape((20, 6, 6)) == (20, 4, 4)


def test_003_p1_convolution_sigmoid_and_average():
    conv = Conv2d(1, 1, 2, bias=False, weight=[[[[1, -1], [0.5, 0]]]])
    c = conv([[[1, 0, 2], [-1, 1, 0], [0, 2, -1]]])
    s = nn.Sigmoid()(c)
    p = AvgPool2d(2)(s)[0][0][0]
    p.backward()

    assert numbers(c) == [[[0.5, -1.5], [-2, 2]]]
    assert p.data == pytest.approx(0.4512212137520527, rel=1e-14)
    assert [node.grad for row in s[0] for node in row] == [0.25] * 4
    assert [node.grad for row in c[0] for node in row] == pytest.approx(
        [0.058750928050398624, 0.037286613017583216, 0.026248396350876627, 0.026248396350876654],
        rel=1e-14,
    )
    assert [w.grad for row in conv.weight[0][0] for w in row] == pytest.approx(
        [0.05875092805039865, 0.10082162238604306, 0.0310324776689379, 0.08499932440127522],
        rel=1e-13,
    )


@pytest.mark.parametrize(("n", "m", "k"), [(1, 1, 2), (2, 3, 3), (3, 2, 2), (2, 2, 1)])
def test_003_p1_closed_form_of_the_kernel_gradient(n, m, k):
    rng = nn.base.initialisers.generator(n + m + k)
    x = nn.base.nested.build((2 * n + k - 1, 2 * m + k - 1), lambda *_: rng.uniform(-1, 1))
    conv = Conv2d(1, 1, k, bias=False, seed=rng)
    g = nn.base.nested.build((n, m), lambda *_: rng.uniform(-1, 1))
    pooled = AvgPool2d(2)(nn.Sigmoid()(conv([x])))[0]
    entries = (list(nn.base.nested.entries(x)) for x in (g, pooled))
    sum(a * b for a, b in zip(*entries, strict=True)).backward()

    s = [[sigmoid(c.data) for c in row] for row in conv([x])[0]]
    for a in range(k):
        for b in range(k):
            closed = sum(
                x[i + a][j + b] * g[i // 2][j // 2] * s[i][j] * (1 - s[i][j]) / 4
                for i in range(2 * n)
                for j in range(2 * m)
            )
            assert conv.weight[0][0][a][b].grad == pytest.approx(closed, rel=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: MaxPool1d(0), "kernel_size is a whole number from 1 up"),
        (lambda: MaxPool1d(2, 0), "stride is a whole number from 1 up, got 0"),
        (
            lambda: AvgPool1d(3, 1, padding="same"),
            "padding is a whole number from 0 up, got 'same'",
        ),
        (lambda: MaxPool1d(2, padding=2), "at most half the window, got padding 2"),
        (lambda: MaxPool1d(4)([[1, 2, 3]]), "spans 4 positions, but the input has 3"),
        (
            lambda: MaxPool2d(2)([[1, 2], [3, 4]]),
            "shape 2×2; it takes channels × H × W",
        ),
        (lambda: AvgPool1d(2)([]), "an empty list"),
        (lambda: AvgPool1d(2).output_shape((3,)), "the shape 3; it takes channels × L"),
    ],
)
def test_errors_say_what_is_allowed(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_pools_show_their_settings():
    assert repr(MaxPool2d(2)) == "MaxPool2d(kernel_size=2, stride=2)"
    assert repr(MaxPool1d(3, 1, 1)) == "MaxPool1d(kernel_size=3, stride=1, padding=1)"


def test_a_pool_of_ones_own_says_what_it_makes_of_a_window():
    class Range(Pool):
        directions = 1

        def __init__(self):
            self.set_windows(2, None, 0, 1)

    with pytest.raises(NotImplementedError, match=r"Range .* define reduce\(self, window\)"):
        Range()([[1, 4, 2, 3]])
    Range.reduce = lambda self, window: max(window) - min(window)
    assert Range()([[1, 4, 2, 3]]) == [[3.0, 1.0]]
