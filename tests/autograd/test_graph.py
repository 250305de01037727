"""The graph: order, edges, names, counts."""

import pytest

from autograd import Edge, Graph, Value, paths


def doubled(times):
    """x, and x + x, doubled again and again: 2^times paths."""
    x = y = Value(1.0, "x")
    for _ in range(times):
        y = y + y
    return x, y


def test_nodes_come_after_their_operands_each_once():
    a, b = Value(1.0), Value(2.0)
    c = a * b
    d = c + a
    L = d * c
    graph = Graph(L)

    assert graph.nodes == (a, b, c, d, L)
    assert graph.leaves == (a, b)


def test_operand_used_twice_has_two_edges():
    x = Value(3.0)
    y = x * x

    assert Graph(y).edges == (Edge(x, y, 0), Edge(x, y, 1))
    assert [edge.partial for edge in Graph(y).edges] == [3.0, 3.0]


def test_positions_count_operands_without_constants():
    x = Value(3.0)

    assert Graph(2 - x).edges[0].position == 0


def test_names_are_labels_else_numbered():
    x = Value(1.0, "x")
    y = x + Value(2.0)
    y.label = "y"

    assert list(Graph(y * x).names.values()) == ["x", "v₁", "y", "v₂"]


@pytest.mark.parametrize(
    "labels",
    [
        ["x", "x", "x (2)"],
        ["x (2)", "x", "x"],
        ["x", "x (2)", "x", "x (2)", "x (3)"],
        ["", "v₁", "", "v₂"],
        ["v₁ (2)", "v₁", "v₁", ""],
        ["x" * 10_000, "x" * 10_001],
        ["a\nb", "a b", "a\tb"],
        ["\n", " ", ""],
    ],
    ids=range(8),
)
def test_names_are_unique_whatever_the_labels(labels):
    leaves = [Value(1.0, label) for label in labels]
    names = Graph(sum(leaves)).names

    assert len(set(names.values())) == len(names)


def test_node_is_found_by_name():
    w, v = Value(0.24, "w₃"), Value(1.0)
    graph = Graph(w * v)

    assert [graph.node(name) for name in ("w₃", "v₁")] == [w, v]


def test_unknown_name_lists_the_names():
    with pytest.raises(KeyError, match=r"no node is named 'w'; the names are x, v₁"):
        Graph(Value(1.0, "x") * 2).node("w")


@pytest.mark.parametrize("output", [3.0, None, [Value(1.0)]], ids=repr)
def test_graph_ends_in_a_value(output):
    with pytest.raises(TypeError, match=f"a graph ends in a Value, got {type(output).__name__}"):
        Graph(output)


def test_paths_are_counted_without_being_walked():
    x, y = doubled(60)
    y.backward()

    assert Graph(y).count_paths(x) == 2**60
    assert x.grad == 2.0**60
    assert (paths(y, x).count, paths(y, x).gradient) == (2**60, 2.0**60)


@pytest.mark.parametrize(
    ("source", "count"), [("L", 1), ("c", 2), ("a", 3), ("b", 2), ("other", 0)]
)
def test_paths_by_hand(source, count):
    a, b = Value(1.0), Value(2.0)
    c = a * b
    L = (c + a) * c
    nodes = {"a": a, "b": b, "c": c, "L": L, "other": Value(1.0)}

    assert Graph(L).count_paths(nodes[source]) == count


def test_between_is_what_lies_on_the_way():
    a, b = Value(1.0), Value(2.0)
    c = a * 2
    d = b * 3
    L = c + d

    assert Graph(L).between(a) == (a, c, L)
    assert Graph(L).between(Value(1.0)) == ()


def test_repr_says_how_large():
    x, y = doubled(3)

    assert repr(Graph(y)) == "Graph(v₃: 4 nodes, 6 edges)"
    assert repr(Edge(x, y, 0)) == "Edge(x → ·, position 0)"


def test_count_paths_takes_a_name_and_refuses_a_number():
    x = Value(1.0, "x")

    assert Graph(x * x).count_paths("x") == 2
    with pytest.raises(TypeError, match="the source of paths must be Values, got int 3"):
        Graph(x * x).count_paths(3)


def test_names_made_up_never_read_like_a_label():
    # v1 and v₁ would be the same word in a sheet and in Python
    v1 = Value(2.0, "v1")

    assert list(Graph(v1 * v1 + 1).names.values()) == ["v1", "v₂", "v₃"]
