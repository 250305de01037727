"""Machine code: what only this engine does; `test_equality` holds it to eager nodes."""

import math
import threading

import numpy as np
import pytest

import nn
from autograd import OPS, Value, exp
from autograd.tape import record
from autograd.tape.compiled_program import engine
from autograd.tape.compiled_program.engine import built
from autograd.tape.compiled_program.kernel import LANES
from tests.tape.engines import near

pytest.importorskip("llvmlite")


def penalised(model):
    """The squared error of one sample and a penalty on the weights, which no sample changes."""
    return lambda x, y: nn.mse_loss([model(x)], [y]) + nn.l2_penalty(model.parameters(), 0.25)


@pytest.mark.parametrize("count", [1, LANES - 1, LANES, LANES + 1, 3 * LANES + 5])
def test_lanes_without_a_sample_count_nothing(count):
    tape = record(penalised(nn.MLP(2, [3, 1])), [0.5, -1.0], 0.25)
    weights = [leaf.data for leaf in tape.leaves]
    rows = [[0.25 * i, 1 - 0.5 * i, 0.125 * i] for i in range(count)]

    losses, gradients = built(tape).batch(rows, weights)

    each = [tape.run(row, weights, engine="rules") for row in rows]
    assert losses == near("compiled", [loss for loss, _ in each])
    summed = [sum(slopes) for slopes in zip(*[g for _, g in each], strict=True)]
    assert gradients == near("compiled", summed)


def test_parameters_that_vary_have_gradients_of_their_own():
    w, x = Value(0.0, "w"), Value(0.0, "x")
    tape = record(w * w * x, inputs=[x])

    losses, gradients = built(tape).batch(np.array([[1.0], [2.0]]), np.array([[3.0], [5.0]]))

    assert losses.tolist() == [9.0, 50.0]
    assert gradients.tolist() == [[6.0], [20.0]]  # 2wx


def test_an_output_that_no_sample_changes_counts_once_for_each():
    w, x = Value(3.0, "w"), Value(0.0, "x")

    assert built(record(w * w, inputs=[x])).batch([[1.0]] * 3, [3.0]) == ([9.0] * 3, [18.0])


def test_infinity_is_told_where_python_tells_it():
    x = Value(1.0, "x")
    program = built(record(exp(x) * 0.5))

    assert program.run([], [800.0]) == (math.inf, [math.inf])


def test_threads_share_one_program():
    tape = record(penalised(nn.MLP(2, [3, 1])), [0.5, -1.0], 0.25)
    program, weights = built(tape), np.array([leaf.data for leaf in tape.leaves])
    rows = np.random.default_rng(1).normal(size=(4000, 3))
    wanted, found = program.batch(rows, weights)[1], []

    def work():
        found.extend(program.batch(rows, weights)[1] for _ in range(50))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 200
    assert all((each == wanted).all() for each in found)


def test_batches_of_two_sizes_by_turns_keep_their_arrays():
    w, x = Value(2.0, "w"), Value(0.0, "x")
    program = built(record(w * x, inputs=[x]))
    for count in (1, 3 * LANES):
        program.batch([[1.0]] * count, [2.0])
    kept = set(map(id, program.waiting))

    for count in (1, 3 * LANES, 1):
        assert program.batch([[1.0]] * count, [2.0]) == ([2.0] * count, [float(count)])
    assert set(map(id, program.waiting)) == kept


def test_long_programs_are_compiled_quickly_and_longer_ones_are_refused(monkeypatch):
    tape = record(penalised(nn.MLP(2, [3, 1])), [0.5, -1.0], 0.25)
    weights = [leaf.data for leaf in tape.leaves]
    wanted = built(tape).run([0.5, -1.0, 0.25], weights)
    monkeypatch.setattr(engine, "QUICK_TO_COMPILE", 3)

    assert built(tape).run([0.5, -1.0, 0.25], weights)[1] == near("compiled", wanted[1])

    monkeypatch.setattr(engine, "MOST", 5)
    with pytest.raises(ValueError, match=r"^a program of \d+ operands is too long"):
        tape.run(engine="compiled")


@pytest.mark.parametrize("op", OPS.values(), ids=OPS)
def test_every_op_is_compiled_and_not_interpreted(op):
    for numbers in op.samples:
        operands = [Value(x) for x in numbers]
        output = op(*operands) * 1.5
        output.backward()
        program = built(record(output))

        loss, gradients = program.run([], [leaf.data for leaf in program.tape.leaves])

        assert program.waiting[0].told(1) is not None
        assert loss == near("compiled", output.data)
        assert gradients == near("compiled", [leaf.grad for leaf in program.tape.leaves])
