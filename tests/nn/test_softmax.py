"""Softmax and log-softmax: as on paper, without overflow, and their Jacobians."""

import math

import pytest

from autograd import Graph, Value, by_hand
from nn import (
    LogSoftmax,
    Softmax,
    full_logits,
    log_softmax,
    log_softmax_jacobian,
    reduced_logits,
    sigmoid_pair,
    softmax,
    softmax_jacobian,
)

P = [0.09003057317038046, 0.24472847105479764, 0.6652409557748218]


def test_002_q2_softmax_of_one_two_three():
    assert softmax([1, 2, 3]) == pytest.approx(P, rel=1e-15)


@pytest.mark.parametrize("shift", [100, 1000, -1000, 1e300])
def test_002_q2_softmax_does_not_change_under_a_shift(shift):
    shifted = [shift, shift, shift]

    assert softmax(shifted) == pytest.approx([1 / 3] * 3, rel=1e-15)
    assert softmax([x + min(shift, 1000) for x in (1, 2, 3)]) == pytest.approx(P, rel=1e-13)


def test_002_q2_two_classes_are_a_sigmoid():
    assert softmax([1.3, -0.4]) == pytest.approx([0.8455347349164652, 0.15446526508353467])
    assert sigmoid_pair([1.3, -0.4]) == pytest.approx(softmax([1.3, -0.4]), rel=1e-15)


def test_002_q2_one_parameter_less_says_the_same():
    y = reduced_logits([1, 2, 3])

    assert y == [1, 2]
    assert softmax(full_logits(y)) == pytest.approx(P, rel=1e-15)


def test_002_q2_the_literal_index_of_the_sheet_does_not():
    assert softmax([0, 1 - 1, 2 - 1]) == pytest.approx(
        [0.21194155761708544, 0.21194155761708544, 0.5761168847658291]
    )


def test_002_q2_jacobian_is_diag_p_minus_p_p():
    jacobian = softmax_jacobian([1, 2, 3])

    expected = [
        [0.08192506906499324, -0.022033044520174298, -0.05989202454481893],
        [-0.022033044520174298, 0.1848364465099787, -0.1628034019898044],
        [-0.05989202454481893, -0.1628034019898044, 0.22269542653462338],
    ]
    for graph, closed, row in zip(jacobian.graph, jacobian.closed, expected, strict=True):
        assert graph == pytest.approx(row, rel=1e-13)
        assert closed == pytest.approx(row, rel=1e-13)
    assert jacobian.difference < 1e-16


def test_003_p5_jacobian_of_two_classes():
    assert softmax_jacobian([1, 0]).graph[0] == pytest.approx(
        [0.19661193324148185, -0.19661193324148185], rel=1e-14
    )


def test_003_p5_by_hand_with_four_decimals():
    with by_hand(places=4):
        q = softmax([Value(1.0), Value(0.0)])

    assert [p.data for p in q] == [0.7311, 0.2689]


def test_softmax_is_written_as_on_paper():
    p = softmax([Value(1.0), Value(0.0)])

    assert [node.op.name for node in Graph(p[0]).nodes if node.op] == ["exp", "exp", "add", "div"]


@pytest.mark.parametrize("z", [[1000.0, 1001.0], [-1000.0, -1001.0], [709.0, 709.0, 709.0]])
def test_softmax_and_its_gradient_never_overflow(z):
    jacobian = softmax_jacobian(z)

    assert sum(softmax(z)) == pytest.approx(1.0, rel=1e-15)
    assert all(math.isfinite(x) for row in jacobian.graph for x in row)
    assert jacobian.difference < 1e-12


def test_log_softmax_is_the_logarithm():
    assert log_softmax([1, 2, 3]) == pytest.approx([math.log(p) for p in P], rel=1e-14)
    assert log_softmax([0.0, 1000.0]) == [-1000.0, 0.0]


def test_log_softmax_jacobian_is_identity_minus_p():
    jacobian = log_softmax_jacobian([1, 2, 3])

    assert jacobian.closed[1] == pytest.approx([-P[0], 1 - P[1], -P[2]], rel=1e-14)
    assert jacobian.difference < 1e-15


def test_modules_work_along_an_axis():
    x = [[1, 5], [2, 5], [3, 5]]

    assert [row[0] for row in Softmax(0)(x)] == pytest.approx(P, rel=1e-15)
    assert [row[1] for row in Softmax(dim=0)(x)] == pytest.approx([1 / 3] * 3)
    assert Softmax()([[1, 2, 3]])[0] == pytest.approx(P)
    assert LogSoftmax()([1, 2, 3])[2] == pytest.approx(math.log(P[2]))


def test_modules_have_jacobians():
    assert Softmax().jacobian([0, 0]).graph == [[0.25, -0.25], [-0.25, 0.25]]
    assert LogSoftmax().jacobian([0, 0]).graph == [[0.5, -0.5], [-0.5, 0.5]]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: softmax([]), "softmax takes a list of one or more numbers, got an empty list"),
        (lambda: softmax([[1]]), "softmax takes a list of one or more numbers"),
        (lambda: Softmax(1)([1, 2]), "needs an axis 1, but the input has 1 axes; allowed are -1"),
        (lambda: sigmoid_pair([1, 2, 3]), "two logits, got 3"),
    ],
)
def test_errors_say_what_is_allowed(call, message):
    with pytest.raises(ValueError, match=message):
        call()
