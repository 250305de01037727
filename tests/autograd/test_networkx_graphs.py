"""to_networkx: networkx's own algorithms find in it what the engine says."""

import math

import pytest

from autograd import Graph, Value
from autograd.exchange import to_networkx
from tests.autograd.programs import random_program, sent_back

networkx = pytest.importorskip("networkx")


@pytest.mark.parametrize("seed", range(10))
def test_the_sum_over_its_paths_is_the_gradient(seed):
    output = sent_back(random_program(seed, length=5))[-1]
    network, names = to_networkx(output), Graph(output).names

    assert networkx.is_directed_acyclic_graph(network)
    for leaf in Graph(output).leaves:
        found = networkx.all_simple_edge_paths(network, names[leaf], network.graph["output"])
        products = [math.prod(network.edges[edge]["partial"] for edge in path) for path in found]
        assert sum(products) == pytest.approx(leaf.grad, rel=1e-9, abs=1e-12)


def test_nodes_carry_what_they_hold():
    x = Value(3.0, "x")
    y = x * x
    y.label = "y"
    y.backward()

    assert dict(to_networkx(y).nodes(data=True)) == {
        "x": {"data": 3.0, "grad": 6.0, "op": None},
        "y": {"data": 9.0, "grad": 1.0, "op": "mul"},
    }


def test_a_leaf_is_a_graph_too():
    assert list(to_networkx(Value(1.0, "a"))) == ["a"]
