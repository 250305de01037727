"""Decisions: a tape stays on the course on which it was recorded, and says where it ends."""

import inspect
import math
import random
import threading

import pytest

import nn
from autograd import BranchError, Value, grad, no_grad, relu, sqrt
from autograd.engine import watching
from autograd.tape import record


def smaller(x):
    return x * 2 if x < 1 else x * x


def at_most(x):
    return x * 2 if x <= 1 else x * x


def larger(x):
    return x * x if x > 1 else x * 2


def at_least(x):
    return x * x if 1 <= x else x * 2  # noqa: SIM300


def truth(x):
    return x * 3 if x - 0.5 else x


def between_nodes(x):
    return x * x if x > relu(x - 1) + 0.25 else x


@pytest.mark.parametrize(
    ("function", "there", "asked"),
    [  # unnamed nodes that are not under the output are counted last
        (smaller, 3.0, "(x < 1) asks whether x < 1, which held"),
        (at_most, 3.0, "(x <= 1) asks whether x <= 1, which held"),
        (larger, 3.0, "(x > 1) asks whether x > 1, which did not hold"),
        (at_least, 3.0, "(1 <= x) asks whether x >= 1, which did not hold"),
        (truth, 0.5, "(x * 3 if x - 0.5 else x) asks whether v₁ != 0, which held"),
        (between_nodes, 0.1, "(x > relu(x - 1) + 0.25) asks whether x > v₃, which held"),
    ],
)
def test_another_course_is_noticed_with_its_line(function, there, asked):
    tape = record(function, 0.75)
    line = inspect.getsourcelines(function)[1] + 1

    assert tape.run([0.625])[0] == function(0.625)
    with pytest.raises(BranchError, match=r"^[^\n]*$") as error:
        tape.run([there])
    assert f"line {line} of test_decisions.py {asked}" in str(error.value)
    assert "at such numbers, or choose by maximum" in str(error.value)


def test_the_choice_of_pythons_max_is_noticed():
    tape = record(lambda x, y: max(x * 2, y), 1.0, 3.0)

    assert tape.run([1.4, 2.9])[0] == 2.9
    with pytest.raises(BranchError, match=r"max\(x \* 2, y\)\) asks whether y > v₁"):
        tape.run([2.0, 3.0])


def test_what_decides_comes_before_what_has_no_value_elsewhere():
    tape = record(lambda x: sqrt(x) if x * x * x > 0 else x, 4.0)

    with pytest.raises(BranchError, match=r"which held when it was recorded and does not at"):
        tape.run([-4.0])


def test_nothing_that_stays_as_it_was_is_a_decision():
    half = Value(0.5)

    tape = record(lambda x: x * 2 if Value(1.0) > 0 and abs(Value(2.0)) > 1 else x, 3.0)

    assert (tape.decisions, len(tape)) == ((), 2)
    assert len(record(lambda x: x * 2 if half > 0 else x, 3.0).decisions) == 1


def test_a_parameter_decides_too():
    w = Value(0.5, "w")
    tape = record(lambda x: x * w if w > 0 else x, 3.0)
    w.data = -1.0

    with pytest.raises(BranchError, match=r"asks whether w > 0, .* at w = -1"):
        tape.run()


@pytest.mark.parametrize(
    "read",
    [
        lambda x: x.data,
        lambda x: x.item(),
        lambda x: float(x),
        lambda x: round(x, 1),
        lambda x: x.detach(),
        lambda x: math.floor(float(x)),
    ],
    ids=["data", "item", "float", "round", "detach", "floor"],
)
def test_a_number_that_was_read_is_noticed_when_it_changes(read):
    tape = record(lambda x: x * read(x * 2), 0.75)

    assert tape.run([0.75])[0] == 0.75 * float(read(Value(1.5)))
    with pytest.raises(BranchError, match=r"reads the number of v[₂₃], 1.5 when .* and 2 now"):
        tape.run([1.0])


def test_what_is_computed_inside_no_grad_is_noticed():
    def shifted(x):
        with no_grad():
            shift = x * 2
        return x - shift

    with pytest.raises(BranchError, match=r"\(x \* 2\) reads the number of x, 3 when"):
        record(shifted, 3.0).run([1.0])


@pytest.mark.parametrize("read", [lambda y, x: grad(y, x), lambda y, x: y.backward() or x.grad])
def test_a_gradient_as_a_plain_number_is_refused(read):
    with pytest.raises(ValueError, match=r"test_decisions.py \(.*create_graph=True"):
        record(lambda x: x * read(x * x, x), 3.0)


def test_a_gradient_that_is_a_node_is_recorded():
    def penalty(x, w):
        return grad(w * x * x, x, create_graph=True) ** 2  # 4w²x²

    tape = record(penalty, 3.0, 2.0)

    assert tape.run([0.5, 3.0])[0] == 9.0


def test_dropout_is_noticed():
    drop = nn.Dropout(0.5, seed=1)

    with pytest.raises(ValueError, match=r"something else at each call: .* as model.eval\(\) does"):
        record(lambda x: sum(drop([x * i for i in range(20)])), 3.0)
    drop.eval()
    assert record(lambda x: sum(drop([x * i for i in range(20)])), 3.0).run([2.0])[0] == 380.0


def test_a_number_drawn_at_random_is_noticed():
    draw = random.Random(0)

    with pytest.raises(
        ValueError, match=r"v₁ = mul\(x, 0.8\d*\) = .* first, v₁ = mul\(x, 0.7\d*\)"
    ):
        record(lambda x: x * draw.random(), 3.0)
    lengths = [3, 2]
    with pytest.raises(ValueError, match=r"nothing more at the second"):
        record(lambda x: sum(x * x for _ in range(lengths.pop(0))), 3.0)


def test_nan_is_the_same_at_each_call():
    assert math.isnan(record(lambda x: x * math.nan + float("nan"), 1.0).run([2.0])[0])


def test_a_decision_on_nan_stays():
    tape = record(lambda x: x * 2 if x > 0 else x, math.nan)

    assert math.isnan(tape.run([math.nan])[0])
    assert tape.run([-1.0])[0] == -1.0


def test_many_comparisons_of_the_same_numbers_are_one_decision():
    tape = record(lambda x, y: sum(x * i if x > y else y for i in range(50)), 3.0, 1.0)

    assert len(tape.decisions) == 1


def test_a_batch_with_softmax_and_bce_goes_its_course():
    model = nn.Sequential(nn.Linear(2, 3, seed=1), nn.Softmax())

    def loss(x, y):
        return nn.binary_cross_entropy(model(x), y)

    tape = record(loss, [0.5, -1.0], [0.0, 1.0, 0.5])
    x, y = [2.0, 0.25], [1.0, 0.0, 0.25]

    assert tape.run([*x, *y])[0] == loss(x, y).data


def test_hinge_loss_takes_either_class():
    tape = record(lambda s, y: nn.hinge_loss([s], [y]), 0.25, 1.0)

    assert tape.run([0.5, -1.0])[0] == 1.5
    with pytest.raises(BranchError, match=r"losses.py .* asks whether"):
        tape.run([0.5, 0.0])


def test_other_threads_and_later_comparisons_are_not_watched():
    there = Value(2.0)

    def function(x):
        thread = threading.Thread(target=lambda: there > 1)
        thread.start()
        thread.join()
        return x * there

    assert record(function, 3.0).decisions == ()
    assert watching.watches == 0


def test_a_function_that_raises_leaves_nothing_watched():
    with pytest.raises(ZeroDivisionError):
        record(lambda x: x / 0, 3.0)

    assert watching.watches == 0


def test_batch_norm_in_training_is_noticed_where_it_reads_its_means():
    norm = nn.BatchNorm1d(1)
    tape = record(lambda x: norm(x)[0][0], [[1.0], [2.0]])

    with pytest.raises(
        BranchError, match=r"normalisation.py \(as_plain\(mean\)\) reads the number"
    ):
        tape.run([1.0, 4.0])
