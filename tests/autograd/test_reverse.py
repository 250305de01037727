"""What `backward()` leaves behind."""

import math
import sys
import threading

import pytest

from autograd import MissingDerivativeError, Value, no_grad, op, sqrt, weighted_sum
from tests.autograd.programs import forgotten_ops


def test_operand_used_twice_gets_both_contributions():
    x = Value(3.0)
    y = x * x
    y.backward()

    assert (x.grad, y.grad, y.operands) == (6.0, 1.0, (x, x))


def test_diamond_by_hand():
    a, b = Value(2.0), Value(-3.0)
    c = a * b
    d = c + a
    L = d * c
    L.backward()

    # L = (ab + a)ab; ∂L/∂a = 2ab² + 2ab, ∂L/∂b = 2a²b + a².
    assert (a.grad, b.grad, c.grad, d.grad) == (2 * 2 * 9 - 12, 2 * 4 * -3 + 4, -10.0, -6.0)


def test_second_backward_accumulates_in_leaves_and_sends_nothing_stale():
    a = Value(2.0)
    square = a * a
    L = square * square
    L.backward()
    L.backward()

    assert a.grad == 2 * 4 * 2**3  # a⁴ twice; stale inner gradients would give 96
    assert (square.grad, L.grad) == (8.0, 1.0)


def test_two_outputs_that_share_nodes_accumulate():
    x = Value(3.0)
    shared = x * x
    (shared * 2).backward()
    (shared * 5).backward()

    assert x.grad == (2 + 5) * 6
    assert shared.grad == 5.0


def test_zero_grad_reaches_everything_below():
    x = Value(3.0)
    y = x * x
    z = y * 2
    z.backward()
    z.zero_grad()

    assert (x.grad, y.grad, z.grad) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("seed", [2.0, -0.5, 0.0, 3])
def test_seed_scales_every_gradient(seed):
    x = Value(3.0)
    y = x * x
    y.backward(seed)

    assert (x.grad, y.grad) == (6.0 * seed, seed)
    assert type(y.grad) is float
    assert y.trace(seed=seed).gradients[x] == 6.0 * seed


@pytest.mark.parametrize(
    ("seed", "message"), [("3", "cannot compute with str"), (True, "cannot compute with bool")]
)
def test_seed_is_a_number(seed, message):
    y = Value(3.0) * 2

    for start in (y.backward, lambda seed: y.trace(seed=seed)):
        with pytest.raises(TypeError, match=message):
            start(seed)


def test_output_that_is_a_leaf_accumulates_the_seed():
    x = Value(3.0)
    x.backward()
    x.backward(2)

    assert x.grad == 3.0
    assert [step.kind for step in x.trace()] == ["given", "seed", "done"]


def test_gradient_of_what_the_output_does_not_depend_on_stays_zero():
    x, other = Value(3.0), Value(4.0)
    unused = other * x
    (x * 2).backward()

    assert (other.grad, unused.grad) == (0.0, 0.0)


def test_leaf_changed_after_the_forward_pass_changes_nothing_recorded():
    x = Value(3.0)
    y = x * x
    x.data = 10.0
    y.backward()

    assert (y.data, y.partials, x.grad) == (9.0, (3.0, 3.0), 6.0)


def test_nothing_flows_back_through_no_grad():
    x = Value(3.0)
    with no_grad():
        factor = x * x
    (x * factor).backward()

    assert (factor.op, factor.operands, x.grad) == (None, (), 9.0)


def test_inner_node_can_be_an_output_first():
    x = Value(2.0)
    inner = x * x
    outer = inner * x
    inner.backward()
    outer.backward()

    assert x.grad == 4.0 + 12.0


@pytest.mark.parametrize("upstream", [0.0, 1.0])
def test_missing_derivative_is_an_error_that_names_node_and_edge(upstream):
    x = Value(0.0, "x")
    y = sqrt(x) * upstream
    message = "sqrt has no derivative with respect to 'x' at x = 0"

    with pytest.raises(MissingDerivativeError, match=message):
        y.backward()
    assert message in "".join(y.trace().sentences)


@pytest.mark.parametrize("upstream", [0.0, 1.0])
def test_missing_derivative_of_an_op_of_many_operands(upstream):
    with forgotten_ops():

        @op(lambda i, xs, y: y / xs[i], variadic=True)
        def prod(*xs):
            return math.prod(xs)

        L = prod(Value(2.0, "x"), Value(0.0, "y"), Value(3.0, "z")) * upstream

        message = "prod has no derivative with respect to 'y' at x = 2, y = 0, z = 3"
        with pytest.raises(MissingDerivativeError, match=message):
            L.backward()
        assert message in "".join(L.trace().sentences)


def test_power_of_zero_has_no_derivative_by_its_exponent():
    x, y = Value(0.0, "x"), Value(0.0, "y")

    with pytest.raises(MissingDerivativeError, match="pow has no derivative with respect to 'y'"):
        (x**y).backward()


def test_forward_pass_through_a_missing_derivative_has_a_value():
    y = Value(0.0).sqrt()

    assert y.data == 0.0
    assert math.isnan(y.partials[0])


def test_infinite_partial_meets_zero_upstream_as_in_ieee():
    w, x = Value(2.0), Value(math.inf)
    v, u = Value(math.inf), Value(2.0)
    (weighted_sum(Value(0.0), [w], [x]) * 0.0 + weighted_sum(Value(0.0), [v], [u]) * 0.0).backward()

    assert math.isnan(w.grad)
    assert math.isnan(u.grad)
    assert (x.grad, v.grad) == (0.0, 0.0)


@pytest.mark.parametrize("n", [1, 2, 3, 100, 8191, 8192, 8193, 20_000])
def test_chain_of_any_length_passes_through_every_chunk(n):
    x = Value(1.0)
    y = x
    for _ in range(n):
        y = y + x
    y.backward()

    assert (y.data, x.grad) == (n + 1.0, n + 1.0)


def test_threads_that_share_nodes_add_up_what_each_sends():
    n, passes, count = 1000, 60, 4
    xs = [Value(1.0) for _ in range(10)]
    y = Value(0.0)
    for i in range(n):
        y = y + xs[i % 10]
    together = threading.Barrier(count)

    def run():
        together.wait()
        for _ in range(passes):
            y.backward()

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # without the lock every such run lost something
    try:
        threads = [threading.Thread(target=run) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)

    assert [x.grad for x in xs] == [n / 10 * passes * count] * 10
