"""The record of how a kernel slides, which convolutions and pools share."""

from itertools import product

import pytest

from nn import Conv1d, Conv2d, ConvTranspose1d, MaxPool2d
from nn.sliding.directions import pair_of
from nn.sliding.geometry import Geometry, TransposedGeometry

SETTINGS = [
    (k, s, p, d, length)
    for k, s, p, d, length in product((1, 2, 3), (1, 2, 3), (0, 1, 2), (1, 2), (5, 6, 8))
    if length + 2 * p > d * (k - 1)
]


def meetings(windows):
    return {
        (tap, i, place)
        for place, (taps, at) in enumerate(windows)
        for tap, i in zip(taps, at, strict=True)
    }


def test_windows_hold_what_the_formula_of_a_correlation_says():
    for k, s, p, d, length in SETTINGS:
        geometry = Geometry(k, s, p, d)
        places = [i for i in range(99) if i * s - p + d * (k - 1) < length + p]
        expected = {
            (tap, place * s - p + tap * d, place)
            for place, tap in product(places, range(k))
            if 0 <= place * s - p + tap * d < length
        }

        assert geometry.output_length(length) == len(places)
        assert meetings(geometry.windows(length)) == expected


def test_transposed_windows_are_those_of_the_convolution_turned_round():
    for k, s, p, d, length in SETTINGS:
        forward = Geometry(k, s, p, d)
        outputs = forward.output_length(length)
        missing = length - forward.input_length(outputs)
        if missing >= max(s, d):
            continue
        back = TransposedGeometry(k, s, p, d, missing)

        assert back.output_length(outputs) == length
        assert meetings(back.windows(outputs)) == {
            (tap, place, i) for tap, i, place in meetings(forward.windows(length))
        }


@pytest.mark.parametrize(
    "layer", [Conv1d(1, 1, 2), Conv2d(1, 1, 2), ConvTranspose1d(1, 1, 2)], ids=repr
)
def test_settings_of_a_convolution_are_fixed_once_it_is_made(layer):
    for name in ("kernel_size", "stride", "padding", "dilation"):
        with pytest.raises(AttributeError, match=name):
            setattr(layer, name, 3)


def test_a_pair_is_for_height_and_width():
    assert [one.kernel_size for one in MaxPool2d((2, 3)).geometry] == [2, 3]
    assert pair_of([2, 3]) == (2, 3)
    with pytest.raises(
        ValueError, match=r"one number or a pair \(height, width\), got \(1, 2, 3\)"
    ):
        Conv2d(1, 1, (1, 2, 3))


@pytest.mark.parametrize(
    ("settings", "length", "explained", "sizes"),
    [
        ((3, 3), 5, "⌈(5 + 0 − 1·(3 − 1) − 1)/3⌉ + 1 = 2", [3, 2]),
        ((2, 2), 3, "⌈(3 + 0 − 1·(2 − 1) − 1)/2⌉ + 1 = 2", [2, 1]),
        ((2, 2, 1), 3, "⌈(3 + 2 − 1·(2 − 1) − 1)/2⌉ + 1 − 1 = 2", [2, 2]),  # a third is all zeros
        ((5, 3), 3, "⌈(3 + 0 − 1·(5 − 1) − 1)/3⌉ + 1 = 1", [3]),
    ],
)
def test_ceil_mode_rounds_up_but_for_a_window_that_begins_beyond(
    settings, length, explained, sizes
):
    one = Geometry(*settings, ceil_mode=True)

    assert one.explained(length) == explained
    assert one.sizes(length) == sizes
    assert len(one.windows(length)) == len(sizes)


@pytest.mark.parametrize(
    ("mode", "entries"),
    [
        ("zeros", [(0,), (0, 1), (1, 2), (2,)]),
        ("reflect", [(1, 0), (0, 1), (1, 2), (2, 1)]),
        ("replicate", [(0, 0), (0, 1), (1, 2), (2, 2)]),
        ("circular", [(2, 0), (0, 1), (1, 2), (2, 0)]),
    ],
)
def test_padding_is_zeros_or_taken_from_the_input(mode, entries):
    windows = Geometry(2, padding=1, padding_mode=mode).windows(3)

    assert [places for _, places in windows] == entries
    assert mode == "zeros" or {taps for taps, _ in windows} == {(0, 1)}


@pytest.mark.parametrize(
    ("mode", "length", "message"),
    [
        ("reflect", 2, "'reflect' fills 2 positions from the input, which needs at least 3, got 2"),
        ("circular", 1, "needs at least 2, got 1; pad less"),
        ("mirror", 5, "padding_mode is 'zeros', 'reflect', 'replicate', 'circular', got 'mirror'"),
    ],
)
def test_padding_that_cannot_be_taken_is_refused(mode, length, message):
    with pytest.raises(ValueError, match=message):
        Geometry(3, padding=2, padding_mode=mode).windows(length)


def test_a_ring_is_shifted_by_a_circular_convolution():
    conv = Conv1d(1, 1, 3, padding=1, bias=False, weight=[[[1, 0, 0]]], padding_mode="circular")

    assert [y.data for y in conv([[1, 2, 3, 4]])[0]] == [4, 1, 2, 3]
    assert repr(conv).endswith("padding=1, padding_mode='circular', bias=False)")


def test_a_matrix_of_padding_from_the_input_is_refused():
    conv = Conv1d(1, 1, 3, padding=1, padding_mode="reflect")

    for ask in (lambda: conv.matrix(4), lambda: conv.backward_view([[1, 2, 3, 4]])):
        with pytest.raises(ValueError, match=r"sums of weights; .* padding_mode='zeros'"):
            ask()
