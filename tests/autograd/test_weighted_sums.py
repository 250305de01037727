"""The weighted sum as one node, in its quick form and its general one."""

import itertools
import pickle
import random

import pytest

from autograd import OPS, Value, affine, by_hand, detect_anomaly, no_grad, weighted_sum
from autograd.engine.recording import apply_op
from autograd.engine.weighted_sums import Rows
from autograd.ops.many import sigma

NUMBERS = (0.5, 1.0, -2.0, 3.0, 0.25)  # b, w₁, w₂, x₁, x₂


@pytest.mark.parametrize(
    "kinds",
    list(itertools.product([float, Value], repeat=5)),
    ids=lambda kinds: "".join(k.__name__[0] for k in kinds),
)
def test_every_mix_of_constants_is_the_general_way(kinds):
    args = tuple(kind(x) for kind, x in zip(kinds, NUMBERS, strict=True))
    node = weighted_sum(args[0], args[1:3], args[3:])

    assert float(node) == 0.5 + 3.0 - 0.5
    if Value in kinds:
        general = apply_op(OPS["sigma"], args)
        assert (node.operands, node.partials) == (general.operands, general.partials)
        assert (node.args, node.op) == (args, OPS["sigma"])
        assert [node.recorded_at(i) for i in range(len(node.operands))] == node.recorded
    else:
        assert type(node) is float


def test_gradients_by_hand():
    b, (w1, w2), (x1, x2) = Value(0.5), map(Value, (1.0, -2.0)), map(Value, (3.0, 0.25))
    weighted_sum(b, [w1, w2], [x1, x2]).backward()

    assert [v.grad for v in (b, w1, w2, x1, x2)] == [1.0, 3.0, 0.25, 1.0, -2.0]


def test_weight_that_is_its_own_input():
    x = Value(3.0)
    y = weighted_sum(x, [x, x], [x, 2.0])
    y.backward()

    assert (y.data, x.grad) == (3 + 9 + 6, 1 + 6 + 2)


def test_inputs_shared_by_rows_get_every_contribution():
    rows = [tuple(map(Value, row)) for row in ([0.0, 1.0, 2.0], [1.0, 3.0, 4.0])]
    inputs = [Value(5.0) * 1, Value(7.0) * 1]
    first, second = affine(rows, inputs)
    (first * 10 + second * 100).backward()

    assert [x.grad for x in inputs] == [10 + 300, 20 + 400]
    assert [[v.grad for v in row] for row in rows] == [[10, 50, 70], [100, 500, 700]]


def test_layers_of_affine_maps_are_walked_in_order():
    inputs = [Value(1.0)]
    hidden = inputs
    for _ in range(50):
        hidden = affine([(Value(0.0), *map(Value, [1.0] * len(hidden)))] * 2, hidden)
        hidden = [hidden[0] * 0.5, hidden[1] * 0.5]
    weighted_sum(Value(0.0), [Value(1.0)] * 2, hidden).backward()

    assert inputs[0].grad == 1.0


@pytest.mark.parametrize("n", [0, 1])
def test_few_terms(n):
    bias = Value(2.0)
    node = weighted_sum(bias, [Value(3.0)] * n, [Value(4.0)] * n)
    node.backward()

    assert (node.data, bias.grad, len(node.operands)) == (2 + 12 * n, 1.0, 1 + 2 * n)


@pytest.mark.parametrize("number", [2, 2.0])
def test_numpy_scalars_are_constants_anywhere(number):
    numpy = pytest.importorskip("numpy")
    x, two = Value(3.0), numpy.float64(number)

    for node in [
        weighted_sum(x, [two], [x]),
        weighted_sum(two, [x], [two]),
        weighted_sum(Value(1.0), [two, x], [x, x]),
    ]:
        assert type(node.data) is float
        assert {type(arg) for arg in node.args} == {Value, float}


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("strange", ["2", True, None, [1.0]], ids=repr)
def test_no_number_among_the_arguments_is_refused(place, strange):
    args = [Value(1.0), Value(2.0), Value(3.0)]
    args[place] = strange

    with pytest.raises(TypeError, match="cannot compute with"):
        weighted_sum(args[0], [args[1]], [args[2]])


@pytest.mark.parametrize(("weights", "inputs"), [([1.0], []), ([], [1.0]), ([1.0, 2.0], [3.0])])
def test_as_many_inputs_as_weights(weights, inputs):
    message = (
        f"a weighted sum needs one input for each weight, "
        f"got {len(inputs)} inputs for {len(weights)} weights"
    )
    with pytest.raises(ValueError, match=message):
        weighted_sum(0.0, weights, inputs)


@pytest.mark.parametrize(
    ("row", "inputs", "counts"),
    [
        ([0.0, 1.0, 2.0], [], "0 inputs for 2 weights"),
        ([1.0], [Value(1.0), 2.0], "2 inputs for 1 weights"),
        ([0.0, 1.0, 2.0, 3.0], [Value(1.0), Value(2.0)], "2 inputs for 3 weights"),
    ],
)
def test_a_row_that_fits_neither_with_a_bias_nor_without_is_refused(row, inputs, counts):
    with pytest.raises(ValueError, match=f"needs one input for each weight, got {counts}"):
        affine([row], inputs)


def test_by_hand_is_rounded_once_per_sum():
    with by_hand(1):
        node = weighted_sum(Value(0.04), [0.3, Value(0.25)], [Value(0.3), 0.2])

    assert node.data == 0.2  # 0.04 + 0.09 + 0.05 = 0.18
    assert node.partials == (1.0, 0.2, 0.3)  # by b, w₂ and x₁


def test_no_grad_gives_a_leaf():
    with no_grad():
        node = weighted_sum(Value(1.0), [Value(2.0)], [Value(3.0)])

    assert (node.data, node.op) == (7.0, None)


def test_rows_given_as_lists_may_change_later():
    row = [Value(0.0), Value(2.0)]
    (node,) = affine([row], [Value(3.0)])
    row[1] = Value(100.0)
    node.backward()

    assert node.operands[1].data == 2.0


@pytest.mark.parametrize(
    "inputs", [[Value(2.0), Value(-3.0)], [2.0, -3.0]], ids=["nodes", "numbers"]
)
def test_a_plain_bias_leaves_the_same_node_as_the_general_way(inputs):
    row = (0.5, Value(1.5), Value(0.25))
    quick, general = affine([row], inputs)[0], OPS["sigma"](*row, *inputs)

    assert (quick.data, quick.args, quick.operands, quick.partials) == (
        general.data,
        general.args,
        general.operands,
        general.partials,
    )


@pytest.mark.parametrize("has_bias", [True, False])
def test_generators_are_read_once_and_wholly(has_bias):
    # (b) + 1·5 + 2·7
    bias = 10.0 if has_bias else 0.0
    row = [bias, 1.0, 2.0] if has_bias else [1.0, 2.0]
    inputs = [Value(5.0), Value(7.0)]
    rows = ((entry for entry in row) for _ in range(2))

    assert [y.data for y in affine(rows, (x for x in inputs))] == [bias + 19.0] * 2
    assert weighted_sum(bias, (w for w in row[has_bias:]), (x for x in inputs)).data == bias + 19.0


@pytest.mark.parametrize("has_bias", [True, False])
def test_digits_are_those_of_adding_one_by_one(has_bias):
    draw = random.Random(3)
    for _ in range(200):
        n = draw.randint(2, 40)
        weights = [draw.uniform(-1, 1) * 10 ** draw.randint(-8, 8) for _ in range(n)]
        inputs = [draw.uniform(-1, 1) for _ in range(n)]
        bias = draw.uniform(-1, 1)
        row = [bias, *weights] if has_bias else weights
        whole = bias if has_bias else 0.0
        for w, x in zip(weights, inputs, strict=True):
            whole += w * x

        nodes, leaves = list(map(Value, row)), list(map(Value, inputs))
        sums = [affine([w], x)[0] for w in (row, nodes) for x in (inputs, leaves)]
        with detect_anomaly():
            sums += affine([nodes], leaves)
        sums.append(sigma(*row, *inputs))

        assert {y.data if isinstance(y, Value) else y for y in sums} == {whole}


def test_rows_read_their_numbers_again_after_one_was_set():
    w = Value(2.0)
    rows = Rows([(w,)])
    before = affine(rows, [Value(5.0)])[0]
    w.data = 3.0

    assert (before.data, affine(rows, [Value(5.0)])[0].data) == (10.0, 15.0)


def test_kept_rows_are_read_anew_after_a_change_and_in_a_copy():
    weight = Value(2.0)
    rows = Rows([(weight,)])
    first = affine(rows, [3.0])[0].data
    weight.data = 10.0
    twin = pickle.loads(pickle.dumps(rows))

    assert (first, affine(rows, [3.0])[0].data, affine(twin, [3.0])[0].data) == (6.0, 30.0, 30.0)


def test_kept_rows_see_a_weight_that_was_rounded_when_it_was_named():
    with by_hand(2, after="line"):
        weight = Value(1.23456) * 1
        rows = Rows([(weight,)])
        affine(rows, [1.0])
        weight.label = "w"

    assert affine(rows, [1.0])[0].data == 1.23
