import pytest

import nn
from autograd import Graph, Value, squared_error
from tests.visualize.examples import course_network
from visualize.player.data import payload
from visualize.player.parameters import parameters

X = [Value(1.0, "x₁"), Value(2.0, "x₂")]
TARGET = Value(0.3, "y")


class Line(nn.Module):
    """A line whose parameters are not called as weights are."""

    def __init__(self):
        self.slope = Value(2.0, "slope")
        self.offset = Value(0.5, "offset")

    def forward(self, x):
        return self.slope * x + self.offset


def single(output):
    return output if isinstance(output, Value) else single(output[0])


def names(output):
    graph = Graph(output)
    return [graph.names[leaf] for leaf in parameters(graph)]


@pytest.mark.parametrize(
    ("model", "x"),
    [
        (nn.MLP(2, [4, 1]), X),
        (nn.Linear(2, 1), X),
        (nn.BatchNorm1d(2), [X, [Value(3.0, "p"), Value(4.0, "q")]]),
        (nn.Conv2d(1, 1, 2), [[[X[0], X[1]], [Value(3.0, "p"), 1.0]]]),
        (nn.RNN(1, 2), [[Value(1.0, "u₁")], [Value(2.0, "u₂")]]),
        (Line(), X[0]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_models_parameters_are_those_that_the_output_needs(model, x):
    graph = Graph(squared_error(single(model(x)), TARGET))

    assert set(parameters(graph)) == set(model.parameters()) & set(graph.nodes)


def test_a_target_that_goes_into_a_loss_module_is_no_parameter():
    model = nn.MLP(2, [1])

    loss = nn.MSELoss()([single(model(X))], [TARGET])

    assert set(parameters(Graph(loss))) == set(model.parameters())


def test_without_a_model_the_leaves_called_like_weights_are_learned():
    assert sorted(names(course_network()[0])) == ["w₁", "w₂", "w₃", "w₄", "w₅", "w₆"]
    assert names(Value(1.0, "width") * Value(2.0, "W12")) == ["W12"]


def test_where_nothing_looks_like_a_weight_all_leaves_are_learned():
    assert names((X[0] - 3) ** 2 + X[1] * X[1]) == ["x₁", "x₂"]


def test_the_page_knows_them_by_their_places_among_the_nodes():
    data, _ = payload(course_network()[0].trace(), None, "")

    learned = [data["names"][node] for node in data["parameters"]]
    assert sorted(learned) == ["w₁", "w₂", "w₃", "w₄", "w₅", "w₆"]
