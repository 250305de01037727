"""Every engine notices another course: it computes the decisions with all other numbers."""

import math
import operator
import random

import pytest

from autograd import BranchError, Value
from autograd.tape import record
from autograd.tape.guards import guarded
from tests.tape.engines import ENGINES, INSTALLED, built, near

ASKED = {
    "smaller": (lambda x, y: x * y if x < y else x, [1.0, 2.0], [1.5, 1.75], [2.0, 2.0]),
    "not smaller": (lambda x, y: x * y if x < y else x, [3.0, 2.0], [2.0, 2.0], [1.0, 2.0]),
    "at most": (lambda x, y: x * y if x <= y else x, [1.0, 2.0], [2.0, 2.0], [2.5, 2.0]),
    "not at most": (lambda x, y: x * y if x <= y else x, [3.0, 2.0], [2.5, 2.0], [2.0, 2.0]),
    "larger": (lambda x, y: x * y if x > 0.5 else y, [1.0, 2.0], [0.75, 2.0], [0.5, 2.0]),
    "not larger": (lambda x, y: x * y if x > 0.5 else y, [0.25, 2.0], [0.5, 2.0], [0.75, 2.0]),
    "at least": (lambda x, y: x * y if x >= 0.5 else y, [1.0, 2.0], [0.5, 2.0], [0.25, 2.0]),
    "not at least": (lambda x, y: x * y if x >= 0.5 else y, [0.25, 2.0], [0.0, 2.0], [0.5, 2.0]),
    "true": (lambda x, y: x * y if x - 1 else y, [3.0, 2.0], [0.5, 2.0], [1.0, 2.0]),
    "not true": (lambda x, y: x * y if x - 1 else y, [1.0, 2.0], [1.0, 3.0], [1.5, 2.0]),
    "read": (lambda x, y: x * y.data, [1.0, 2.0], [3.0, 2.0], [1.0, 2.0000001]),
    "read 0": (lambda x, y: x + y.data, [1.0, 0.0], [3.0, 0.0], [1.0, 1e-9]),
    "read inf": (lambda x, y: x + 1 / y.data, [1.0, math.inf], [3.0, math.inf], [1.0, 1.0]),
    "nan": (lambda x, y: x * 2 if y >= 0 else x, [1.0, math.nan], [3.0, -1.0], [1.0, 1.0]),
}
"""A function; where it is recorded; where it goes the same way; where it goes another one."""


@ENGINES
@pytest.mark.parametrize("name", ASKED)
def test_what_was_asked_is_asked_again(name, engine):
    function, example, same, other = ASKED[name]
    w = Value(1.5, "w")
    tape = record(lambda x, y: function(x, y) * w, *example)
    ready = built(engine, tape)

    loss = function(*map(Value, same)) * w
    loss.backward()
    assert ready.run(same, [1.5]) == (near(engine, loss.data), [near(engine, w.grad)])
    with pytest.raises(BranchError, match=r"line .* of test_guards.py"):
        ready.run(other, [1.5])


@ENGINES
@pytest.mark.parametrize("name", ASKED)
def test_one_sample_of_a_batch_is_enough(name, engine):
    function, example, same, other = ASKED[name]
    ready = built(engine, record(lambda x, y: function(x, y), *example))

    losses = [Value(0) + function(*map(Value, row)) for row in (same, example)]
    assert list(ready.batch([same, example], [])[0]) == near(engine, [y.data for y in losses])
    with pytest.raises(BranchError, match=r"asks whether|reads the number"):
        ready.batch([same, example, other], [])


@pytest.mark.parametrize("engine", [*INSTALLED, None])
def test_a_run_and_a_batch_ask_whatever_runs_them(engine):
    tape = record(lambda x: x * x if x > 0 else x, 2.0)

    assert tape.run([3.0], engine=engine)[0] == 9.0
    assert tape.batch([3.0, 1.0], engine=engine)[0] == 5.0
    with pytest.raises(BranchError, match=r"\(x > 0\) asks whether x > 0"):
        tape.run([-3.0], engine=engine)
    with pytest.raises(BranchError, match=r"at x = -1"):
        tape.batch([3.0, -1.0], engine=engine)


def test_a_tape_that_rests_on_nothing_stays_itself():
    tape = record(Value(2.0) * 3)

    assert guarded(tape) is tape


def test_the_interpreter_runs_the_tape_itself():
    tape = record(lambda x: x * 2 if x > 0 else x, 0.5)

    assert guarded(tape).original is tape
    assert guarded(tape).run([3.0], []) == tape.run([3.0], []) == (6.0, [])


def test_several_misses_are_one():
    tape = guarded(record(lambda x: x * 2 if 0 < x < 1 and x < 2 and x < 3 else x, 0.5))

    assert tape.run([0.25], []) == (0.5, [])
    for x in (-1.0, 1.5, 2.5, 3.5):
        with pytest.raises(BranchError):
            tape.run([x], [])


def branching(seed):
    """A random function of three numbers that chooses by comparisons, each of which is noted."""

    def function(x, y, z, noted):
        draw = random.Random(seed)
        numbers = [x, y, z]
        for _ in range(12):
            a, b = draw.choice(numbers), draw.choice(numbers)
            other = draw.choice([b, draw.uniform(-1, 1)])
            asks = draw.choice([operator.lt, operator.le, operator.gt, operator.ge])
            noted.append(bool(asks(a, other)))
            ways = [lambda a, b: a * b, lambda a, b: a - b, lambda a, b: a + 0.5 * b]
            draw.shuffle(ways)
            numbers.append(ways[noted[-1]](a, b))
        return sum(numbers[3:])

    return function


@ENGINES
@pytest.mark.parametrize("seed", range(40))
def test_a_tape_stops_exactly_where_another_comparison_falls_out_otherwise(seed, engine):
    function, draw = branching(seed), random.Random(seed)
    example, there = [draw.uniform(-2, 2) for _ in range(3)], []
    loss = function(*example, there)
    ready = built(engine, record(lambda x, y, z: function(x, y, z, []) * 1.0, *example))
    stopped = 0

    for by in (0.0, 0.01, 0.1, 0.3, 1.0, 1.0, 1.0):
        at, noted = [x + draw.uniform(-by, by) for x in example], []
        loss = function(*at, noted)
        if noted == there:
            assert ready.run(at, [])[0] == near(engine, loss)
        else:
            stopped += 1
            with pytest.raises(BranchError):
                ready.run(at, [])
    assert stopped < 7
