"""Conv1d, Conv2d, ConvTranspose1d: hand values, matrix, backward pass in three ways, errors."""

import random

import pytest

import nn
from autograd import Graph, Value
from nn import Conv1d, Conv2d, ConvTranspose1d, ConvTranspose2d, convolve, correlate, flip
from nn.sliding.geometry import Geometry

W = [[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]]]
X = [[1, 2, 3, 4], [5, 6, 7, 8]]
UPSTREAM = [[1, 10], [100, 1000]]
A = [
    [1, 2, 3, 0, 4, 5, 6, 0],
    [0, 1, 2, 3, 0, 4, 5, 6],
    [7, 8, 9, 0, 10, 11, 12, 0],
    [0, 7, 8, 9, 0, 10, 11, 12],
]
SYMBOLS = """
w₁¹¹ w₂¹¹ w₃¹¹ 0    w₁²¹ w₂²¹ w₃²¹ 0
0    w₁¹¹ w₂¹¹ w₃¹¹ 0    w₁²¹ w₂²¹ w₃²¹
w₁¹² w₂¹² w₃¹² 0    w₁²² w₂²² w₃²² 0
0    w₁¹² w₂¹² w₃¹² 0    w₁²² w₂²² w₃²²
"""
INPUT_GRADIENT = [[701, 7812, 8923, 9030], [1004, 11145, 12256, 12060]]
WEIGHT_GRADIENT = [[[21, 32, 43], [65, 76, 87]], [[2100, 3200, 4300], [6500, 7600, 8700]]]


def two_channels():
    return Conv1d(2, 2, 3, bias=False, weight=W)


def numbers(x):
    return [numbers(y) for y in x] if isinstance(x, list) else x.data


def values(x):
    return [values(y) for y in x] if isinstance(x, list) else Value(float(x))


def whole(rng, low=-9, high=9):
    return lambda *_: rng.randint(low, high)


def test_000_q5_forward_of_two_channels():
    assert numbers(two_channels()(X)) == [[106, 127], [250, 307]]


def test_000_q5_matrix_in_numbers_and_symbols():
    matrix = two_channels().matrix(4)

    assert matrix.numbers == A
    assert matrix.symbols == [line.split() for line in SYMBOLS.strip().splitlines()]
    assert matrix.row_names == ("y₁₁", "y₁₂", "y₂₁", "y₂₂")
    assert matrix.column_names[3:5] == ("x₁₄", "x₂₁")


def test_000_q5_matrix_times_input_is_the_output():
    assert two_channels().matrix(4) @ X == [106, 127, 250, 307]


def test_000_q5_matrix_is_the_transpose():
    transpose = two_channels().matrix(4).T

    assert transpose.numbers == [list(column) for column in zip(*A, strict=True)]
    assert transpose @ UPSTREAM == [*INPUT_GRADIENT[0], *INPUT_GRADIENT[1]]
    assert transpose.symbols[3] == ["0", "w₃¹¹", "0", "w₃¹²"]


def test_000_q5_backward_view_agrees_three_ways():
    view = two_channels().backward_view(UPSTREAM, X)

    assert view.from_edges == view.from_matrix == view.from_convolution == INPUT_GRADIENT
    assert view.weight_from_edges == view.weight_from_correlation == WEIGHT_GRADIENT
    assert view.agree
    assert view.largest_difference == 0.0


def test_000_q5_backward_view_shows_padding_kernel_and_terms():
    view = two_channels().backward_view(UPSTREAM)

    assert view.spread == [[0, 0, 1, 10, 0, 0], [0, 0, 100, 1000, 0, 0]]
    assert view.kernel == [[[3, 2, 1], [9, 8, 7]], [[6, 5, 4], [12, 11, 10]]]
    assert view.terms[3] == "w₃¹¹·∂L/∂y₁₂ + w₃¹²·∂L/∂y₂₂"
    assert view.weight_from_edges is None


def test_000_q5_wrong_variants_are_not_the_gradient():
    view = two_channels().backward_view(UPSTREAM)
    unflipped = [[taps[::-1] for taps in rows] for rows in view.kernel]
    unswapped = [list(rows) for rows in zip(*view.kernel, strict=True)]

    assert summed(view.spread, unflipped) == [
        [903, 9832, 8721, 7010],
        [1206, 13165, 12054, 10040],
    ]
    assert summed(view.spread, unswapped) == [[401, 4512, 5623, 6030], [1007, 11178, 12289, 12090]]


def summed(spread, kernel):
    return [
        [sum(parts) for parts in zip(*map(correlate, spread, rows), strict=True)] for rows in kernel
    ]


def test_000_q5_is_a_transposed_convolution():
    conv = ConvTranspose1d(2, 2, 3, bias=False, weight=W)

    assert numbers(conv(UPSTREAM)) == INPUT_GRADIENT
    assert conv.matrix(2).numbers == two_channels().matrix(4).T.numbers


def test_a_backward_view_leaves_gradients_alone():
    conv = two_channels()
    conv.backward_view(UPSTREAM, X)

    assert {w.grad for w in conv.parameters()} == {0.0}


def test_a_backward_view_names_the_convention():
    conv = Conv1d(1, 1, 2, flip=True, weight=[[[3, 5]]], bias=False)

    assert "cross-correlation (kernel not flipped)" in repr(two_channels().backward_view(UPSTREAM))
    assert "forward pass: convolution (kernel flipped)" in repr(conv.backward_view([[1, 10]]))


def test_a_matrix_shows_itself_as_text_latex_and_html():
    matrix = Conv1d(1, 1, 2, bias=False, weight=[[[3, 5]]]).matrix(2)

    assert matrix.text(numbers=True).splitlines()[1:] == ["     x₁  x₂", "y₁ [  3   5 ]"]
    assert matrix.latex() == "\\begin{bmatrix}\n  w_{1} & w_{2}\n\\end{bmatrix}"
    assert '<td title="5">w₂</td>' in matrix._repr_html_()
    assert "<td>35</td>" in matrix_view()._repr_html_()


def matrix_view():
    return Conv1d(1, 1, 2, bias=False, weight=[[[3, 5]]]).backward_view([[1, 10]])


def test_entries_know_the_edges_of_a_given_graph():
    conv = Conv1d(1, 2, 2, stride=2, padding=1, weight=[[[3, 5]], [[7, 9]]])
    x = values([[1, 2, 3]])
    y = conv(x)
    matrix = conv.matrix(3, y)

    edge = matrix[3, 2].edge
    assert (edge.operand, edge.node, edge.partial) == (x[0][2], y[1][1], 9.0)
    assert edge in Graph(y[1][1]).edges
    assert matrix[0, 1].edges == ()
    assert matrix.places(conv.weight[0][0][1]) == [(0, 0), (1, 2)]


def test_every_entry_of_random_matrices_is_the_partial_on_its_edge():
    rng = random.Random(1)
    for _ in range(60):
        conv, shape = random_conv(rng)
        matrix = conv.matrix(shape[1])

        entries = [entry for row in matrix.entries for entry in row]
        assert all((e.edge is None) == (e.weight is None) for e in entries)
        assert all(e.edge.partial == e.number for e in entries if e.edge)
        assert sum(e.weight is not None for e in entries) == edges_from_inputs(conv, shape)


def edges_from_inputs(conv, shape):
    x = values([[1.0] * shape[1]] * shape[0])
    leaves = {leaf for channel in x for leaf in channel}
    nodes = [y for channel in conv(x) for y in channel if isinstance(y, Value)]
    return sum(operand in leaves for node in nodes for operand in node.operands)


def random_conv(rng):
    groups, taps, stride = rng.choice([1, 1, 2, 3]), rng.randint(1, 4), rng.randint(1, 3)
    dilation = rng.randint(1, 3)
    conv = Conv1d(
        groups * rng.randint(1, 2),
        groups * rng.randint(1, 2),
        taps,
        stride,
        rng.choice([0, 1, 2, "valid", "full", "same" if stride == 1 else 0]),
        dilation,
        groups,
        bias=rng.random() < 0.5,
        flip=rng.random() < 0.5,
        init=whole(rng),
    )
    return conv, (conv.in_channels, dilation * (taps - 1) + rng.randint(1, 6))


def test_three_ways_agree_to_the_last_bit_on_random_integers():
    rng = random.Random(0)
    for _ in range(100):
        conv, shape = random_conv(rng)
        channels, length = conv.output_shape(shape)
        x = nn.base.nested.build(shape, whole(rng))
        upstream = nn.base.nested.build((channels, length), whole(rng))

        assert conv.backward_view(upstream, x).agree
        assert conv.backward_view(upstream, length=shape[1]).agree


@pytest.mark.parametrize(
    ("mode", "flipped", "unflipped"),
    [
        ("valid", [5, 8], [7, 10]),
        ("same", [2, 5, 8, 6], [4, 7, 10, 3]),
        ("full", [1, 2, 5, 8, 6, 8], [2, 4, 7, 10, 3, 4]),
    ],
)
def test_002_q4_three_modes_with_and_without_flip(mode, flipped, unflipped):
    x, w = [1, 2, 3, 4], [1, 0, 2]
    layers = [
        Conv1d(1, 1, 3, padding=mode, bias=False, flip=flip, weight=[[w]]) for flip in (True, False)
    ]

    assert convolve(x, w, mode) == flipped
    assert correlate(x, w, mode) == unflipped
    assert [numbers(layer([x])[0]) for layer in layers] == [flipped, unflipped]


def test_002_q4_toeplitz_matrix_of_the_full_convolution():
    conv = Conv1d(1, 1, 3, padding="full", bias=False, flip=True, weight=[[[1, 0, 2]]])

    assert conv.matrix(4).numbers == [
        [1, 0, 0, 0],
        [0, 1, 0, 0],
        [2, 0, 1, 0],
        [0, 2, 0, 1],
        [0, 0, 2, 0],
        [0, 0, 0, 2],
    ]


def test_002_q5_valid_convolutions_forward_and_back():
    first = Conv1d(1, 1, 3, bias=False, weight=[[[1, 0, -1]]])
    second = Conv1d(1, 1, 2, bias=False, weight=[[[2, -1]]])
    a1 = first([[1, -2, 3, 1, -1, 2]])
    h1 = nn.ReLU()(a1)
    view = second.backward_view([[1, 2, 3]], h1)

    assert numbers(a1) == [[-2, -3, 4, -1]]
    assert numbers(second(h1)) == [[0, -4, 8]]
    assert view.from_edges == view.from_convolution == [[2, 3, 4, -3]]
    assert view.weight_from_edges == view.weight_from_correlation == [[[12, 8]]]


def test_002_q5_full_convolutions_forward_and_back():
    first = Conv1d(1, 1, 3, padding="full", bias=False, weight=[[[1, 0, -1]]])
    second = Conv1d(1, 1, 2, padding="full", bias=False, weight=[[[2, -1]]])
    a1 = first([[1, -2, 3, 1, -1, 2]])
    a2 = second(nn.ReLU()(a1))

    assert numbers(a1) == [[-1, 2, -2, -3, 4, -1, -1, 2]]
    assert numbers(a2) == [[0, -2, 4, 0, -4, 8, 0, -2, 4]]
    view = second.backward_view([list(range(1, 10))])
    assert view.from_edges == view.from_convolution == [[3, 4, 5, 6, 7, 8, 9, 10]]


@pytest.mark.parametrize("d", range(4, 9))
def test_002_q5_lengths_of_two_convolutions(d):
    for k1 in range(1, d):
        for k2 in range(1, d):
            full = Geometry(k1, padding="full").output_length(d)
            assert Geometry(k2, padding="full").output_length(full) == d + k1 + k2 - 2
            if k1 + k2 <= d + 1:
                assert Geometry(k2).output_length(Geometry(k1).output_length(d)) == d - k1 - k2 + 2


def test_001_q3_size_of_the_convolution():
    assert Geometry(4, 2, 1).explained(12) == "⌊(12 + 2 − 1·(4 − 1) − 1)/2⌋ + 1 = 6"
    assert Conv2d(50, 20, 4, 2, 1, init="zeros").output_shape((50, 12, 12)) == (20, 6, 6)


def test_labels_of_kernels():
    assert [w.label for w in Conv1d(1, 1, 2).parameters()] == ["w₁", "w₂", "b₁"]
    assert Conv1d(1, 2, 2).weight[1][0][0].label == "w₁¹²"
    assert Conv1d(4, 4, 1, groups=2).weight[2][1][0].label == "w₁⁴³"
    assert ConvTranspose1d(2, 3, 2).weight[1][2][0].label == "w₁²³"
    assert Conv2d(1, 1, 2).weight[0][0][1][0].label == "w₂₁"


def test_padding_makes_no_edges():
    y = Conv1d(1, 1, 3, padding=1, weight=[[[1, 2, 3]]], bias=False)(values([[1, 10]]))[0]

    assert numbers(y) == [32, 21]
    assert [len(node.operands) for node in y] == [4, 4]


def test_a_window_in_the_padding_is_a_node_without_a_bias_too():
    y = Conv1d(1, 1, 1, padding=1, weight=[[[2]]], bias=False)([[3]])[0]

    assert [node.data for node in y] == [0.0, 6.0, 0.0]
    assert y[1].args == (y[1].operands[0], 3.0)


def test_a_window_in_the_padding_holds_the_bias():
    conv = Conv1d(1, 1, 1, padding=1, weight=[[[2]]], bias=[5])

    assert numbers(conv(values([[3]]))[0]) == [5, 11, 5]


def test_without_bias_such_a_window_is_a_node_all_the_same():
    y = ConvTranspose1d(1, 1, 1, stride=2, bias=False, weight=[[[3]]])([[1, 2]])[0]

    assert [node.data for node in y] == [3, 0, 6]


def test_batches_are_lists_of_samples():
    conv = two_channels()

    assert numbers(conv([X, X])) == [[[106, 127], [250, 307]]] * 2


@pytest.mark.parametrize("layer", [Conv1d(1, 1, 1), nn.MaxPool1d(1), nn.AvgPool1d(1)])
def test_words_are_no_input(layer):
    with pytest.raises(TypeError, match="cannot compute with str 'a'"):
        layer([["a", 1.0]])


def test_signals_work_on_values():
    w = [Value(1.0), Value(0.0), Value(2.0)]
    convolve([1, 2, 3, 4], w, "valid")[0].backward()

    assert [v.grad for v in w] == [3, 2, 1]


def test_flip_turns_every_axis():
    assert flip([1, 2, 3]) == [3, 2, 1]
    assert flip([[1, 2], [3, 4]]) == [[4, 3], [2, 1]]


def test_a_transposed_convolution_on_a_plane_has_the_transposed_matrix():
    settings = {"stride": (2, 1), "padding": (0, 1), "bias": False}
    conv = Conv2d(2, 3, (2, 3), seed=1, **settings)
    back = ConvTranspose2d(3, 2, (2, 3), weight=conv.weight, **settings)
    height, width = conv.output_shape((2, 4, 5))[1:]

    assert back.output_shape((3, height, width)) == (2, 4, 5)
    assert back.matrix(height, width).numbers == conv.matrix(4, 5).T.numbers


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Conv1d(2, 1, 2)([[1, 2, 3]]), "the shape 1×3; it takes 2 × L .in_channels"),
        (lambda: Conv1d(1, 1, 2)([1, 2, 3]), "an input of shape 3; it takes"),
        (lambda: Conv1d(1, 1, 2)([]), "an empty list"),
        (lambda: Conv1d(1, 1, 4)([[1, 2, 3]]), "spans 4 positions, but the input has 3 .*⌊"),
        (lambda: Conv1d(1, 1, 2)([[1, 2], [3]]), "must be rectangular"),
        (lambda: Conv1d(1, 1, 2, stride=0), "stride is a whole number from 1 up, got 0"),
        (lambda: Conv1d(1, 1, 0), "kernel_size is a whole number from 1 up, got 0"),
        (lambda: Conv1d(1, 1, 2, dilation=True), "dilation is a whole number"),
        (lambda: Conv1d(2, 3, 2, groups=2), "groups must divide in_channels and out_channels"),
        (lambda: Conv1d(1, 1, 2, padding="mirror"), "'valid', 'same' or 'full', got 'mirror'"),
        (lambda: Conv1d(1, 1, 2, padding=-1), "padding is a whole number from 0"),
        (lambda: Conv1d(1, 1, 2, stride=2, padding="same"), "needs stride 1, got stride 2"),
        (lambda: Conv1d(1, 1, 2, weight=[[[1]]]), "has the shape 1×1×2, got 1×1×1"),
        (lambda: Conv2d(1, 1, (2, 2, 2)), r"one number or a pair \(height, width\)"),
        (lambda: Conv2d(1, 1, 3)([[[1, 2], [3, 4]]]), "spans 3 positions"),
        (lambda: ConvTranspose1d(1, 1, 1, padding=1)([[1, 2]]), "would give 0: .L − 1.·s"),
        (lambda: ConvTranspose1d(1, 1, 2, output_padding=1), "less than stride or dilation"),
        (lambda: two_channels().backward_view([[1, 2]]), "is 2 × L_out .out_channels.*got 1×2"),
        (lambda: two_channels().backward_view(UPSTREAM, [[1], [2]]), "spans 3 positions"),
        (lambda: two_channels().backward_view(UPSTREAM, length=9), "∂L/∂Y of shape 2×2"),
        (lambda: two_channels().matrix(4, [[1.0]]), "the output for an input of 2×4 has the"),
        (lambda: two_channels().matrix(4) @ [1], "multiplies 8 numbers, got 1"),
        (lambda: correlate([1, 2], [1], "round"), "mode is 'valid', 'same' or 'full'"),
        (lambda: correlate([], [1]), "two sequences of one or more numbers"),
        (lambda: correlate([1], [1, 2]), "spans 2 positions, but the input has 1"),
    ],
)
def test_errors_say_what_was_given_and_how_shapes_are_computed(call, message):
    with pytest.raises(ValueError, match=message):
        call()
