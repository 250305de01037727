"""Layers run over a batch at once: all is as if they had run sample by sample, node by node."""

import copy
import gc
import pickle
import random
import sys
import threading
from array import array
from contextlib import nullcontext

import pytest

from autograd import (
    AnomalyError,
    Graph,
    StaleGraphError,
    Value,
    by_hand,
    collector_paused,
    detect_anomaly,
    grad,
    minimum,
    no_grad,
)
from autograd.engine import modes
from autograd.engine.blocks import Block
from nn import (
    MLP,
    SGD,
    Dropout,
    LeakyReLU,
    Linear,
    ReLU,
    Sequential,
    Softmax,
    Tanh,
    cross_entropy,
    hinge_loss,
    l2_penalty,
    mse_loss,
)
from nn.layers.batches import OP_BY_OP

RNG = random.Random(1)
POINTS = [[RNG.uniform(-1, 1) for _ in range(3)] for _ in range(5)]
TARGETS = [[0.1, 0.2]] * len(POINTS)


def network(activation="relu", **options):
    return MLP(3, [4, 3, 2], activation, seed=3, **options)


def node_by_node(model):
    """A hook that sees what is inside has every module run by itself."""
    return model[0].register_forward_hook(lambda module, args, output: None)


def is_closed(node):
    return isinstance(node.d_left, Block)


def path_of(node):
    return node.scope and node.scope.path


def told(output, model):
    """All that a graph holds, with its nodes by their places in it, and what its trace says."""
    graph = Graph(output)
    place = {node: i for i, node in enumerate(graph.nodes)}
    return (
        [(node.data, node.grad, node.op, node.label, path_of(node)) for node in graph.nodes],
        [[place[operand] for operand in node.operands] for node in graph.nodes],
        [node.partials for node in graph.nodes],
        output.trace().sentences,
        model.gradients(),
    )


def all_of(model, outputs):
    return mse_loss(outputs, TARGETS)


def some_of(model, outputs):
    return outputs[2][1] * outputs[4][0]


def one_of(model, outputs):
    return outputs[3][1]


def classes_of(model, outputs):
    return cross_entropy(outputs, [0, 1, 0, 1, 1])


def backwards(model, outputs):
    return sum((y * y for row in reversed(outputs) for y in reversed(row)), Value(0.0))


def penalty_first(model, outputs):
    return l2_penalty(model.parameters(), 0.01) + mse_loss(outputs, TARGETS)


def penalty_last(model, outputs):
    return mse_loss(outputs, TARGETS) + l2_penalty(model.parameters(), 0.01)


LOSSES = [all_of, some_of, one_of, classes_of, backwards, penalty_first, penalty_last]


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("activation", ["relu", "tanh", "gelu"])
@pytest.mark.parametrize("loss", LOSSES)
def test_everything_told_is_the_same_to_the_last_bit(loss, activation, bias):
    together, alone = network(activation, bias=bias), network(activation, bias=bias)
    with node_by_node(alone):
        expected = loss(alone, alone(POINTS))
    output = loss(together, together(POINTS))
    for _ in range(2):  # the second pass adds to leaves, and sets what lies between
        expected.backward()
        output.backward()

    assert together.gradients() == alone.gradients()
    assert told(output, together) == told(expected, alone)


def test_training_step_makes_no_inner_nodes_until_somebody_looks():
    model = network()
    outputs = model(POINTS)
    loss = all_of(model, outputs)
    loss.backward()
    closed = [is_closed(y) for row in outputs for y in row]
    operands = outputs[0][0].operands
    loss.backward()

    assert all(closed)
    assert operands is not None
    assert operands == outputs[0][0].operands
    assert not is_closed(outputs[0][0])
    assert set(outputs[0][1].operands) & set(operands)  # one graph, whoever looks first


@pytest.mark.parametrize("look_after", [1, 2])
def test_looking_between_passes_changes_nothing(look_after):
    together, alone = network(), network()
    with node_by_node(alone):
        expected = all_of(alone, alone(POINTS))
    output = all_of(together, together(POINTS))
    for number in (1, 2, 3):
        expected.backward(number)
        output.backward(number)
        if number == look_after:
            Graph(output).nodes  # noqa: B018

    assert together.gradients() == alone.gradients()
    grads = [[node.grad for node in Graph(loss).nodes] for loss in (output, expected)]
    assert grads[0] == grads[1]


@pytest.mark.parametrize("output", ["identity", "tanh"])
def test_pass_through_some_outputs_leaves_the_others_as_they_were(output):
    together, alone = network(output=output), network(output=output)
    losses = []
    with node_by_node(alone):
        outputs = alone(POINTS)
    for model, ys in ((alone, outputs), (together, together(POINTS))):
        all_of(model, ys).backward()
        (ys[0][0] * ys[1][0]).backward()
        losses.append(sum((y for row in ys for y in row), Value(0.0)))
    grads = [[node.grad for node in Graph(loss).nodes] for loss in losses]

    assert grads[0] == grads[1]


def shuffled(model, outputs):
    ys = [y for row in outputs for y in row]
    return sum((y * y * y for y in random.Random(2).sample(ys, len(ys))), Value(0.0))


def weights_between(model, outputs):
    ys = [y for row in outputs for y in row]
    return sum((y * w for y in ys for w in model.parameters()), Value(0.0))


def another_pass_between(model, outputs):
    pairs = zip(outputs, model([[-x for x in point] for point in POINTS]), strict=True)
    return sum((a * b for left, right in pairs for a, b in zip(left, right, strict=True)), 0.0)


@pytest.mark.parametrize("loss", [shuffled, weights_between, another_pass_between])
def test_weights_receive_in_the_order_of_nodes_whatever_is_between(loss):
    together, alone = network("tanh"), network("tanh")
    with node_by_node(alone):
        loss(alone, alone(POINTS)).backward()
    loss(together, together(POINTS)).backward()

    assert together.gradients() == alone.gradients()


def tied(layer):
    layer.weight = [layer.weight[0], *layer.weight[:-1]]
    return layer


@pytest.mark.parametrize(
    "make", [lambda layer: [layer, Tanh(), layer], lambda layer: [tied(layer)]]
)
def test_weights_in_two_places_receive_in_the_order_of_nodes(make):
    models = [Sequential(*make(Linear(3, 3, seed=1)), Tanh()) for _ in range(2)]
    with node_by_node(models[0]):
        expected = models[0](POINTS)
    for outputs in (expected, models[1](POINTS)):
        sum((y * y for row in outputs for y in row), Value(0.0)).backward()

    assert models[1].gradients() == models[0].gradients()


@pytest.mark.parametrize("first", ["block", "weights"])
def test_penalty_beside_the_loss_leaves_a_block_closed(first):
    model = network()
    outputs, penalty = model(POINTS), l2_penalty(model.parameters(), 0.1)
    loss = mse_loss(outputs, TARGETS)
    (loss + penalty if first == "block" else penalty + loss).backward()

    assert all(is_closed(y) for row in outputs for y in row)


@pytest.mark.parametrize("kind", sorted(OP_BY_OP, key=lambda kind: kind.__name__))
def test_each_op_and_what_stands_before_and_behind(kind):
    for modules in (
        [Linear(3, 2, seed=1), kind()],
        [kind(), Linear(3, 2, seed=1)],
        [Linear(3, 3, seed=1), kind(), kind(), Linear(3, 2, seed=2), Softmax()],
        [Linear(3, 3, seed=1), kind(), Dropout(0.5, seed=1).eval(), Linear(3, 2, seed=2)],
    ):
        model = Sequential(*modules)
        outputs = model(POINTS)
        with node_by_node(model):
            expected = model(POINTS)
        found = told(all_of(model, outputs), model)

        assert found == told(all_of(model, expected), model)


def test_samples_changed_after_the_pass_change_nothing():
    model, points = network(), copy.deepcopy(POINTS)
    loss = all_of(model, model(points))
    points[0][0] = 7.0

    assert told(loss, model) == told(all_of(model, model(POINTS)), model)


def test_weights_that_were_computed_get_their_gradients():
    factor = Value(0.5)
    model = Sequential(Linear(3, 2, seed=1), ReLU())
    model[0].weight = [[factor * w.data for w in row] for row in model[0].weight]
    with node_by_node(model):
        all_of(model, model(POINTS)).backward()
    expected, factor.grad = factor.grad, 0.0
    all_of(model, model(POINTS)).backward()

    assert factor.grad == expected != 0.0


@pytest.mark.parametrize("size", [1e200, float("inf"), float("nan")])
def test_numbers_that_are_not_finite_go_the_general_way(size):
    together, alone = network("tanh"), network("tanh")
    for model in (together, alone):
        model[0].weight[0][0].data = size
        with node_by_node(model) if model is alone else nullcontext():
            hinge_loss([row[0] for row in model([[1e200, 0.0, 0.0]] * 2)], [1, -1]).backward()

    assert str(together.gradients()) == str(alone.gradients())


def test_modes_are_honoured():
    model = network("tanh")
    with no_grad():
        assert [y.op for y in model(POINTS)[0]] == [None, None]
    with by_hand(places=2):
        assert model(POINTS)[0][0].data == pytest.approx(model(POINTS)[0][0].data, abs=0.005)
        assert model(POINTS)[0][0].rounding.places == 2
    model[0].weight[0][0].data = float("inf")
    with detect_anomaly(), pytest.raises(AnomalyError):
        model(POINTS)
    outputs = network("tanh")(POINTS)
    with no_grad():
        inside = outputs[0][0].operands  # asked for in another mode than made
    assert [node.op is None for node in inside] == [True] * 4 + [False] * 3


def test_copies_are_whole():
    model = network()
    expected = [node.data for node in Graph(model(POINTS)[0][0]).nodes]
    pickled = pickle.loads(pickle.dumps(model(POINTS)[0][0]))
    copies = [copy.copy(model(POINTS)[0][0]), copy.deepcopy(model(POINTS))[0][0], pickled]

    assert not any(map(is_closed, copies))  # two closed ones would stand in one place
    assert [[node.data for node in Graph(twin).nodes] for twin in copies] == [expected] * 3


def test_graph_looked_at_after_a_step_is_stale():
    model = network()
    loss = all_of(model, model(POINTS))
    loss.backward()
    SGD(model.parameters(), lr=0.1).step()

    with pytest.raises(StaleGraphError, match="run the forward pass again"):
        loss.trace()


def test_second_derivatives_pass_through():
    model = Sequential(Linear(1, 1, weight=[[3.0]], bias=False), Tanh())
    (w,) = model.parameters()
    (y,) = model([[0.5]])[0]
    slope = grad(y, w, create_graph=True)
    t = y.data

    assert slope.data == pytest.approx(0.5 * (1 - t * t), rel=1e-15)
    assert grad(slope, w).data == pytest.approx(0.25 * -2 * t * (1 - t * t), rel=1e-14)


class Own(Linear):
    def weigh(self, x):
        return [2 * y for y in super().weigh(x)]


class Cut(ReLU):
    def forward(self, x):
        return [[minimum(y, 6.0) for y in row] for row in super().forward(x)]


def test_own_layers_and_hooks_see_every_node():
    own = Own(1, 1, weight=[[3.0]], bias=[1.0])
    own_pass = Sequential(Linear(1, 1, weight=[[1.0]], bias=[0.0]), ReLU())
    own_pass[1].forward = lambda x: x
    model, seen = network(), []
    with model[2].register_forward_hook(lambda module, args, output: seen.append(output)):
        model(POINTS)

    assert Sequential(own, ReLU())([[2.0]])[0][0].data == 14.0
    assert Sequential(Linear(1, 1, weight=[[3.0]], bias=False), Cut())([[4.0]])[0][0].data == 6.0
    assert Sequential(own_pass[0], LeakyReLU(0.5))([[-2.0]])[0][0].data == -1.0
    assert own_pass([[-2.0]])[0][0].data == -2.0
    assert [len(rows) for rows in seen] == [len(POINTS)]


def test_threads_open_a_block_one_after_another():
    output = network()(POINTS)[0][0]
    thread = threading.Thread(target=lambda: output.operands)
    with modes.one_pass_at_a_time:
        thread.start()
        thread.join(0.1)
        assert thread.is_alive()
        operands = output.operands
    thread.join(10)

    assert not thread.is_alive()
    assert output.operands == operands


def test_threads_pass_through_one_block():
    model, expected = network(), network()
    with node_by_node(expected):
        for _ in range(4):
            all_of(expected, expected(POINTS)).backward()
    loss = all_of(model, model(POINTS))
    threads = [threading.Thread(target=loss.backward) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert model.gradients() == expected.gradients()


@pytest.mark.parametrize("look", [False, True])
def test_dropped_blocks_leave_no_memory_behind(look):
    model, points = network(), [POINTS[0]] * 2

    def left_behind():
        held = array("q")
        gc.collect()
        with collector_paused():
            for _ in range(40):
                loss = sum((y for row in model(points) for y in row), Value(0.0))
                loss.backward()
                if look:
                    Graph(loss).nodes  # noqa: B018
                del loss
                held.append(sys.getallocatedblocks())
            return gc.collect(), held[-1] - held[5] >= 20  # one step makes more objects

    assert (0, False) in [left_behind() for _ in range(5)]  # others leave some at times
