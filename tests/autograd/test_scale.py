"""Graphs far deeper than Python's stack, and the memory they leave behind."""

import gc
import sys

import pytest

from autograd import Graph, Value

MILLION = 1_000_000


@pytest.mark.slow
def test_chain_of_a_million_nodes_is_built_sent_back_and_freed():
    limit = sys.getrecursionlimit()
    gc.collect()
    gc.disable()
    try:
        x = Value(1.0)
        y = x
        for _ in range(MILLION):
            y = y + x
        y.backward()
        before = sys.getallocatedblocks()
        gradient = x.grad
        del y
        freed = before - sys.getallocatedblocks()
        garbage = gc.collect()
    finally:
        gc.enable()

    assert gradient == MILLION + 1
    assert freed > 2 * MILLION  # each node with the numbers of its own, without the collector
    assert garbage == 0
    assert sys.getrecursionlimit() == limit


@pytest.mark.parametrize("build", [lambda y, x: y + x, lambda y, x: y.tanh(), lambda y, x: 2 - y])
def test_nothing_recurses_on_a_long_chain(build):
    n = 3 * sys.getrecursionlimit()
    x = Value(1.0)
    y = x
    for _ in range(n):
        y = build(y, x)
    y.backward()
    graph = Graph(y)
    trace = y.trace()
    y.zero_grad()

    assert len(graph.nodes) == len(graph.names) == n + 1
    assert trace.gradients[y] == 1.0
    assert trace.sentence(trace[n])
    assert x.grad == 0.0
