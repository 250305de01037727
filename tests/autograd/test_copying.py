"""deepcopy and pickle keep what a graph is, at any length."""

import copy
import pickle
import subprocess
import sys

import pytest

from autograd import Graph, MissingDerivativeError, Value, affine, sqrt
from autograd.engine.value import MISSING
from nn.training.loss_ops import half_squared_error

LONG = 10_000  # ten times deeper than Python calls itself


def pickled(x):
    return pickle.loads(pickle.dumps(x))


WAYS = pytest.mark.parametrize("way", [copy.deepcopy, pickled])


@pytest.fixture(scope="module")
def chain():
    """1 + x + x + …"""
    x = Value(1.0, "x")
    y = x
    for _ in range(LONG):
        y = y + x
    return y


@WAYS
def test_a_long_chain_is_copied_with_all_it_needs_for_a_pass(way, chain):
    twin = way(chain)
    twin.backward()
    (leaf,) = Graph(twin).leaves

    assert (twin.data, leaf.grad, leaf.label) == (LONG + 1, LONG + 1, "x")
    assert Graph(chain).leaves[0].grad == 0.0


@WAYS
@pytest.mark.parametrize("order", [lambda x, y: [x, y], lambda x, y: [y, x]])
def test_nodes_copied_together_stay_one_graph(way, order):
    x = Value(3.0, "x")
    first, second = way(order(x, x * x))
    x, y = (first, second) if second.op else (second, first)
    y.backward()

    assert y.operands == (x, x)
    assert x.grad == 6.0


@WAYS
def test_groups_of_weighted_sums_stay_shared(way):
    weights = [Value(float(i)) for i in range(3)]
    first, second = way(affine([weights, weights[::-1]], [Value(2.0), Value(3.0)]))

    assert first.right is second.right
    assert first.left[0] is second.left[2]


@WAYS
def test_a_missing_derivative_is_missing_in_the_copy(way):
    twin = way(sqrt(Value(0.0, "x")))

    assert twin.d_left is MISSING
    with pytest.raises(MissingDerivativeError, match="sqrt has no derivative with respect to 'x'"):
        twin.backward()


def test_a_shallow_copy_is_a_node_of_its_own_with_the_same_operands():
    x = Value(3.0)
    y = x * x
    twin = copy.copy(y)

    assert twin is not y
    assert (twin.op, twin.operands, twin.partials) == (y.op, (x, x), (3.0, 3.0))


def test_an_op_is_declared_where_a_graph_is_unpickled():
    node = half_squared_error(Value(3.0), 1.0)
    load = "import pickle, sys; print(pickle.load(sys.stdin.buffer).op)"
    command = [sys.executable, "-c", load]
    read = subprocess.run(command, input=pickle.dumps(node), capture_output=True, check=True)

    assert read.stdout.split() == [b"<op", b"half_squared_error>"]
