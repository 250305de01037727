from copy import deepcopy

import pytest

from autograd import Graph, Scope, Value, scope, weighted_sum
from nn import MLP
from visualize import draw
from visualize.picture.clusters import EARLIER, MOST_CARDS, view
from visualize.picture.scopes import homes


def layer(inputs, outputs, name):
    """A layer of weighted sums in a scope of its own, its parameters made outside of it."""
    rows = [[Value(0.1 * (i + j), f"w{i}{j}") for j in range(len(inputs))] for i in range(outputs)]
    with scope(name, "Linear"):
        return [weighted_sum(Value(0.5), row, inputs).tanh() for row in rows]


def two_layers(width=3):
    """x -> net.0 -> net.1 -> L."""
    inputs = [Value(0.5, "x₁"), Value(-1.0, "x₂")]
    with scope("net", "MLP"):
        (output,) = layer(layer(inputs, width, "0"), 1, "1")
    output = output * output
    output.label = "L"
    return Graph(output)


def shown(seen):
    """Paths of the closed modules and the number of open nodes."""
    closed = [card.place.path for card in seen.cards if card.closed]
    return sorted(closed), sum(not card.closed for card in seen.cards)


def test_depth_opens_level_by_level():
    graph = two_layers()

    assert shown(view(graph, 0)) == (["net"], 3)  # x₁ x₂ L
    assert shown(view(graph, 1)) == (["net.0", "net.1"], 3)
    assert shown(view(graph, 2)) == ([], len(graph.nodes))


def test_parameters_are_drawn_in_the_module_that_uses_them_and_inputs_are_not():
    graph = two_layers()

    paths = {node.label: home.path if home else "" for node, home in homes(graph).items()}

    assert paths["w20"] == "net.0"
    assert paths["x₁"] == ""


def test_a_parameter_of_two_modules_belongs_to_what_is_around_both():
    w, x = Value(2.0, "w"), Value(3.0)
    with scope("net"):
        with scope("a"):
            first = w * x
        with scope("b"):
            output = w * first

    assert homes(Graph(output))[w] == Scope("net")


def test_every_edge_is_in_one_line_or_inside_a_module():
    graph = two_layers()
    seen = view(graph, 1)

    inside = [e for e in graph.edges if seen.card_of[e.operand] is seen.card_of[e.node]]
    lines = [edge for link in seen.links for edge in link.edges]

    assert sorted(map(graph.edges.index, inside + lines)) == list(range(len(graph.edges)))


def test_a_closed_module_says_what_it_is_and_how_much_is_in_it():
    # net.0: 3 sums, 3 tanh, 3·2 weights and 3 biases
    svg = draw(two_layers().output, depth=1).svg

    assert "Linear · 15 nodes (9 leaves)" in svg
    assert svg.count(">3 edges</text>") == 3  # from x₁, from x₂, from net.0 to net.1
    assert svg.count(">2 edges</text>") == 1  # L is a square


def test_a_small_graph_is_drawn_open_without_a_note():
    assert view(two_layers()).note == ""


def test_a_large_graph_is_drawn_collapsed_and_says_how_to_open_it():
    svg = draw(two_layers(width=40).output).svg

    assert "Drawn collapsed" in svg
    assert "depth=2 opens everything" in svg
    assert 'id="g0"' in svg


def test_a_large_graph_without_modules_shows_what_is_near_the_output():
    node = Value(1.0, "x")
    for _ in range(3 * MOST_CARDS):
        node = node + 1
    seen = view(Graph(node))

    assert shown(seen) == ([EARLIER], MOST_CARDS // 2)
    assert seen.card_of[node].nodes == (node,)
    assert shown(view(Graph(node), 0)) == ([], 3 * MOST_CARDS + 1)


@pytest.mark.parametrize("depth", [-1, "all", 0.5])
def test_what_is_no_depth_is_refused(depth):
    with pytest.raises(ValueError, match=f"depth is how many levels of modules.*got {depth!r}"):
        view(two_layers(), depth)


def test_the_active_node_of_a_closed_module_is_told():
    graph = two_layers()

    svg = draw(graph.output, step=1, depth=1).svg

    # what is computed first is in net.0, a sum without a name: 0.5 + 0·0.5 + 0.1·(-1)
    assert ">· = 0.4</text>" in svg


def test_inputs_of_products_stay_outside_too():
    w, x = Value(2.0, "w"), Value(3.0, "x")
    with scope("net"):
        output = (w * x).tanh()

    found = homes(Graph(output))

    assert found[w] == Scope("net")
    assert found[x] is None


def test_two_models_of_one_class_are_two_boxes():
    models = [MLP(2, [2, 1], seed=seed) for seed in (1, 2)]
    models.append(deepcopy(models[0]))
    x = [Value(0.5, "x₁"), Value(-1.0, "x₂")]
    output = models[0](x) + models[1](x) * models[0](x) - models[2](x)

    assert shown(view(Graph(output), 0))[0] == ["MLP", "MLP 2", "MLP 3"]
    assert "MLP 2.1" in shown(view(Graph(output), 1))[0]


def test_a_scope_that_is_opened_twice_by_hand_is_one_box():
    x = Value(3.0, "x")
    with scope("a"):
        first = x * 2
    with scope("a"):
        output = first + 1

    assert shown(view(Graph(output), 0))[0] == ["a"]
