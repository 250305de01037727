"""no_grad, detect_anomaly, by_hand and scope, alone, inside each other, and in threads."""

import asyncio
import contextvars
import math
import threading
from contextlib import nullcontext

import pytest

from autograd import (
    AnomalyError,
    Rounding,
    Scope,
    Value,
    affine,
    by_hand,
    detect_anomaly,
    no_grad,
    scope,
)
from autograd.engine import modes


def test_no_grad_records_nothing():
    x, y = Value(3.0), Value(2.0)
    with no_grad():
        nodes = [x + y, x * y, x.relu(), x.tanh(), x / y, 2 - x, 1 + x, *affine([(x, y)], [y])]

    assert [node.operands for node in nodes] == [()] * len(nodes)
    assert [node.op for node in nodes] == [None] * len(nodes)
    assert [node.data for node in nodes] == [5, 6, 3, math.tanh(3), 1.5, -1, 4, 7]


def test_modes_end_with_their_block_and_after_errors():
    for mode in (no_grad, detect_anomaly, by_hand):
        with pytest.raises(KeyError), mode():
            raise KeyError
        assert (modes.special, modes.current()) == (0, modes.Mode())


def test_modes_hold_inside_each_other():
    x = Value(1.0) / 3
    with by_hand(2):
        with no_grad():
            leaf = x * 2
        node = x * 2

    assert (leaf.data, leaf.op) == (0.67, None)
    assert (node.data, node.operands) == (0.67, (x,))


def test_innermost_rounding_holds():
    x = Value(1.0)
    with by_hand(4):
        with by_hand(1):
            coarse = x / 3
        fine = x / 3

    assert (coarse.data, fine.data) == (0.3, 0.3333)


@pytest.mark.parametrize(
    ("compute", "message"),
    [
        (lambda: Value(1e200, "a") * 1e200, r"mul\(1e\+200 \(node 'a'\), 1e\+200\) gave inf"),
        (lambda: 1e308 + Value(1e308), r"add\(1e\+308, 1e\+308 \(node without label\)\) gave inf"),
        (lambda: Value(1000.0, "z").exp(), r"exp\(1000 \(node 'z'\)\) gave inf"),
        (lambda: Value(math.inf, "a") - math.inf, r"sub\(inf \(node 'a'\), inf\) gave nan"),
        (lambda: -Value(-math.nan, "a"), r"neg\(nan \(node 'a'\)\) gave nan"),
    ],
)
def test_detect_anomaly_names_the_first_node(compute, message):
    with detect_anomaly(), pytest.raises(AnomalyError, match=message):
        compute()


def test_overflow_is_inf_without_detect_anomaly():
    assert (Value(1e200) * 1e200).data == math.inf


def test_detect_anomaly_reports_a_gradient_and_changes_none():
    x = Value(5e-324, "x")
    y = x.log()
    with (
        detect_anomaly(),
        pytest.raises(
            AnomalyError, match=r"the gradient of 'x' became inf: edge x → v₁ sends 1 × inf = inf"
        ),
    ):
        y.backward()

    assert (x.grad, y.grad) == (0.0, 0.0)


def test_backward_in_a_mode_accumulates_in_leaves_only():
    x = Value(2.0)
    y = x * x
    z = y * y
    with detect_anomaly():
        z.backward()
        z.backward()

    assert (x.grad, y.grad, z.grad) == (64.0, 8.0, 1.0)


def test_scopes_nest_and_end():
    with scope("mlp", "MLP"), scope("0") as inner:
        node = Value(1.0) * 2
    outside = Value(1.0) * 2

    assert node.scope is inner
    assert inner == Scope("0", Scope("mlp", None, "MLP"))
    assert (node.scope.path, outside.scope) == ("mlp.0", None)


@pytest.mark.parametrize("special", [False, True])
def test_every_way_to_make_a_node_sets_its_scope(special):
    x = Value(2.0)
    with scope("here"), detect_anomaly() if special else scope("here"):
        nodes = [
            Value(1.0),
            x + 1,
            1 + x,
            x * x,
            x.relu(),
            x.exp(),
            x**2,
            2**x,
            *affine([(x, x)], [x]),
        ]

    assert {node.scope.name for node in nodes} == {"here"}


def test_two_threads_one_by_hand_the_other_plain():
    start, results = threading.Barrier(2), {}

    def work(name, mode):
        start.wait()
        sums = set()
        for _ in range(300):
            with mode():
                x = Value(1.0)
                y = x / 3 + x / 7
                y.backward()
            sums.add((y.data, x.grad))
        results[name] = sums

    threads = [
        threading.Thread(target=work, args=("by hand", by_hand)),
        threading.Thread(target=work, args=("plain", nullcontext)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results == {"by hand": {(0.4762, 0.4762)}, "plain": {(1 / 3 + 1 / 7, 1 / 3 + 1 / 7)}}
    assert modes.special == 0


def held(block):
    """A generator that holds a block open until it is closed."""
    with block:
        yield


def test_blocks_of_generators_may_close_in_any_order():
    first, second = held(no_grad()), held(by_hand(2))
    next(first)
    next(second)

    first.close()
    assert modes.current() == modes.Mode(rounding=Rounding(2))
    second.close()
    assert (modes.current(), modes.special) == (modes.Mode(), 0)


def test_a_block_closed_in_another_context_is_closed_in_its_own():
    block = held(by_hand(2))
    next(block)
    contextvars.copy_context().run(block.close)

    assert (modes.current(), modes.special) == (modes.Mode(), 0)


def test_scopes_of_generators_may_close_in_any_order():
    first, second = held(scope("a")), held(scope("b"))
    next(first)
    next(second)

    first.close()
    assert modes.scope_now.path == "a.b"
    second.close()
    assert modes.scope_now is None
    assert (Value(1.0) + 1).scope is None


def test_an_asynchronous_generator_left_open_leaves_nothing_behind():
    async def numbers():
        with by_hand(2), scope("here"):
            yield Value(1.0) / 3

    async def first_of_two():
        one, two = numbers(), numbers()
        first = await anext(one)
        await anext(two)
        await one.aclose()  # two ends with the loop
        return first

    assert asyncio.run(first_of_two()).data == 0.33
    assert (modes.current(), modes.special, modes.scope_now) == (modes.Mode(), 0, None)
