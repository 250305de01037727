"""Every engine gives the numbers and gradients of eager nodes: random programs, layers, losses."""

import inspect
import random

import pytest

import nn
from autograd import Graph, Value, clip, maximum, minimum
from autograd.ops.errors import DomainError, MissingDerivativeError
from autograd.tape import record
from nn.base.nested import entries
from tests.autograd.programs import as_written, function, random_program, run
from tests.tape.engines import ENGINES, built, near

SEEDS = range(300)
BLOCKS = pytest.mark.parametrize("seeds", [SEEDS[i : i + 30] for i in SEEDS[::30]], ids=str)
WAYS = pytest.mark.parametrize("way", [function, as_written])
FAILURES = (DomainError, MissingDerivativeError)


def eager(program, way, leaves):
    """The nodes of a program at these leaves, the output last, after a backward pass."""
    results = run(program, [Value(x) for x in leaves], way)
    results[-1].backward()
    return results


def outcome(compute):
    """A loss and its gradients, or the kind of error they end in."""
    try:
        return compute()
    except FAILURES as error:
        return type(error).__name__, []


def elsewhere(seed, leaves):
    """Other numbers for the leaves of a program: on other sides of kinks, outside of domains."""
    draw = random.Random(seed)
    return [x + draw.uniform(-1.5, 1.5) for x in leaves]


def gradients_at(program, way, leaves):
    results = eager(program, way, leaves)
    return results[-1].data, [node.grad for node in results[: len(leaves)]]


@ENGINES
@WAYS
@BLOCKS
def test_random_programs_run_as_eager_nodes_there_and_elsewhere(seeds, way, engine):
    for seed in seeds:
        program = random_program(seed)
        results = run(program, [Value(x) for x in program.leaves], way)
        tape = record(results[-1], parameters=results[: len(program.leaves)])
        compiled = built(engine, tape)

        for leaves in (list(program.leaves), elsewhere(seed, program.leaves)):
            loss, gradients = outcome(lambda: gradients_at(program, way, leaves))  # noqa: B023
            found = outcome(lambda: compiled.run([], leaves))  # noqa: B023

            assert found[0] == (loss if isinstance(loss, str) else near(engine, loss))
            assert list(found[1]) == near(engine, gradients)


@ENGINES
@BLOCKS
def test_a_batch_is_the_sum_of_its_samples(seeds, engine):
    for seed in seeds[::3]:
        program = random_program(seed)
        nodes = [Value(x) for x in program.leaves]
        tape = record(run(program, nodes)[-1], inputs=nodes[:1], parameters=nodes[1:])
        draw = random.Random(seed)
        rows = [[program.leaves[0] + draw.uniform(-1e-3, 1e-3)] for _ in range(3)]
        weights = list(program.leaves[1:])

        losses, gradients = built(engine, tape).batch(rows, weights)

        each = [gradients_at(program, function, [*row, *weights]) for row in rows]
        assert list(losses) == near(engine, [loss for loss, _ in each])
        wanted = [sum(column) for column in zip(*(slopes[1:] for _, slopes in each), strict=True)]
        assert list(gradients) == pytest.approx(wanted, rel=1e-12, abs=1e-12)


def text(*shape):
    """Example numbers of a shape, none of them near a kink."""
    draw = random.Random(sum(shape))

    def nested(lengths):
        if not lengths:
            return draw.choice([-1, 1]) * draw.uniform(0.2, 2)
        return [nested(lengths[1:]) for _ in range(lengths[0])]

    return nested(shape)


LAYERS = {
    "AttentionHead": (lambda: nn.AttentionHead(2, seed=1), (3, 2)),
    "AvgPool1d": (lambda: nn.AvgPool1d(2), (1, 6)),
    "AvgPool2d": (lambda: nn.AvgPool2d(2), (1, 4, 4)),
    "BasicBlock": (lambda: nn.BasicBlock(1, seed=1), (1, 3, 3)),
    "BatchNorm1d": (lambda: nn.BatchNorm1d(2).eval(), (3, 2)),
    "BatchNorm2d": (lambda: nn.BatchNorm2d(1).eval(), (2, 1, 2, 2)),
    "Bottleneck": (lambda: nn.Bottleneck(1, 1, seed=1), (1, 3, 3)),
    "Conv1d": (lambda: nn.Conv1d(1, 2, 3, seed=1), (1, 6)),
    "Conv2d": (lambda: nn.Conv2d(1, 2, 2, padding=1, seed=1), (1, 3, 3)),
    "ConvTranspose1d": (lambda: nn.ConvTranspose1d(1, 2, 3, 2, seed=1), (1, 3)),
    "ConvTranspose2d": (lambda: nn.ConvTranspose2d(1, 1, 2, 2, seed=1), (1, 2, 2)),
    "Dropout": (lambda: nn.Dropout(0.5, seed=1).eval(), (4,)),
    "ELU": (nn.ELU, (4,)),
    "Flatten": (nn.Flatten, (2, 2, 2)),
    "GELU": (nn.GELU, (4,)),
    "GRU": (lambda: nn.GRU(2, 2, seed=1), (3, 2)),
    "GRUCell": (lambda: nn.GRUCell(2, 2, seed=1), (2,)),
    "Identity": (nn.Identity, (4,)),
    "LSTM": (lambda: nn.LSTM(2, 2, 2, seed=1), (3, 2)),
    "LSTMCell": (lambda: nn.LSTMCell(2, 2, seed=1), (2,)),
    "Layer": (lambda: nn.Layer(2, 3, "tanh", seed=1), (2,)),
    "LayerNorm": (lambda: nn.LayerNorm(4), (2, 4)),
    "LeakyReLU": (nn.LeakyReLU, (4,)),
    "Linear": (lambda: nn.Linear(3, 2, seed=1), (3,)),
    "LogSoftmax": (nn.LogSoftmax, (2, 3)),
    "MLP": (lambda: nn.MLP(2, [4, 3, 1], seed=1), (5, 2)),
    "MaxPool1d": (lambda: nn.MaxPool1d(2), (1, 6)),
    "MaxPool2d": (lambda: nn.MaxPool2d(2), (1, 4, 4)),
    "Neuron": (lambda: nn.Neuron(3, "tanh", seed=1), (3,)),
    "PartialConv2d": (lambda: nn.PartialConv2d([[0], [0, 1]], 2, 2, seed=1), (2, 3, 3)),
    "RNN": (lambda: nn.RNN(2, 2, seed=1), (3, 2)),
    "RNNCell": (lambda: nn.RNNCell(2, 2, seed=1), (2,)),
    "ReLU": (nn.ReLU, (4,)),
    "Residual": (lambda: nn.Residual(nn.Linear(2, 2, seed=1)), (2,)),
    "Sequential": (lambda: nn.Sequential(nn.Linear(2, 2, seed=1), nn.Tanh()), (3, 2)),
    "SiLU": (nn.SiLU, (4,)),
    "Sigmoid": (nn.Sigmoid, (4,)),
    "Softmax": (nn.Softmax, (2, 3)),
    "Softplus": (nn.Softplus, (4,)),
    "Subsampling2d": (lambda: nn.Subsampling2d(1, 2), (1, 4, 4)),
    "Tanh": (nn.Tanh, (4,)),
}
"""Each layer, and the shape of its example."""


def probabilities(x):
    return [1 / (1 + 2.0 ** (-entry)) for entry in x]


LOSSES = {
    "BCELoss": (nn.BCELoss(), probabilities(text(4)), [0.0, 1.0, 0.5, 1.0]),
    "BCEWithLogitsLoss": (nn.BCEWithLogitsLoss(pos_weight=3), text(4), [0.0, 1.0, 0.5, 1.0]),
    "CrossEntropyLoss": (
        nn.CrossEntropyLoss(label_smoothing=0.1),
        text(2, 3),
        [[0.2, 0.3, 0.5], [1.0, 0.0, 0.0]],
    ),
    "HingeLoss": (nn.HingeLoss(), text(4), [1.0, -1.0, -1.0, 1.0]),
    "HuberLoss": (nn.HuberLoss(delta=0.5), text(4), [0.1, 0.2, -0.3, 2.0]),
    "L1Loss": (nn.L1Loss(), text(4), [0.1, 0.2, -0.3, 2.0]),
    "MSELoss": (nn.MSELoss(), text(2, 2), [[0.1, 0.2], [-0.3, 2.0]]),
}
"""Losses whose targets are numbers, with an example of both."""
OF_CLASSES = {
    "CrossEntropyLoss": nn.CrossEntropyLoss(weight=[0.5, 1.0, 2.0]),
    "MultiMarginLoss": nn.MultiMarginLoss(margin=0.5),
    "NLLLoss": nn.NLLLoss(),
}
"""Losses whose targets are classes, which are no numbers of a program."""


def test_no_layer_and_no_loss_is_left_out():
    modules = {
        name
        for name in nn.__all__
        if inspect.isclass(kind := getattr(nn, name)) and issubclass(kind, nn.Module)
    }

    assert modules - {"Module", "Embedding"} == {*LAYERS, *LOSSES, *OF_CLASSES}


def weighed(*results):
    """One number of everything a layer gives, in which each entry counts otherwise."""
    return sum(y * y * (0.3 + 0.1 * i) for i, y in enumerate(entries(list(results))))


def moved(numbers, by=0.05):
    """Numbers a little aside, each in its own direction."""
    draw = random.Random(len(numbers))
    return [x + draw.uniform(-by, by) for x in numbers]


def assert_runs_as_eager(engine, function, examples, moves):
    """At the numbers recorded and at others, for inputs and for parameters."""
    tape = record(function, *examples)
    ready = built(engine, tape)
    inputs, weights = [tape.numbers[i] for i in tape.input_places], [w.data for w in tape.leaves]
    for given, numbers in ((inputs, weights), (moves(inputs), moved(weights))):
        for leaf, number in zip(tape.leaves, numbers, strict=True):
            leaf.data, leaf.grad = number, 0.0
        left = iter(given)
        loss = function(*filled(examples, left))
        loss.backward()

        found, gradients = ready.run(given, numbers)

        assert found == near(engine, loss.data)
        assert list(gradients) == near(engine, [leaf.grad for leaf in tape.leaves])


def filled(example, numbers):
    """The same nested lists with the next numbers, as nodes."""
    if isinstance(example, (list, tuple)):
        return [filled(each, numbers) for each in example]
    return Value(next(numbers))


@ENGINES
@pytest.mark.parametrize("name", LAYERS)
def test_layers_run_as_eager_nodes(name, engine):
    make, shape = LAYERS[name]
    layer = make()

    assert_runs_as_eager(engine, lambda x: weighed(layer(x)), [text(*shape)], moved)


@ENGINES
@pytest.mark.parametrize("name", LOSSES)
def test_losses_run_as_eager_nodes(name, engine):
    loss, outputs, targets = LOSSES[name]
    scale = Value(1.0)

    def function(outputs):
        return loss(nested(lambda x: x * scale, outputs), targets) * scale

    assert_runs_as_eager(engine, function, [outputs], moved)


@ENGINES
@pytest.mark.parametrize("name", OF_CLASSES)
def test_losses_of_classes_run_as_eager_nodes(name, engine):
    loss, scale = OF_CLASSES[name], Value(1.0)

    def function(outputs):
        return loss(nested(lambda x: x * scale, outputs), [2, 0])

    assert_runs_as_eager(engine, function, [text(2, 3)], moved)


@ENGINES
def test_an_embedding_is_recorded_by_its_index(engine):
    layer = nn.Embedding(4, 3, seed=1)

    assert_runs_as_eager(engine, lambda x: weighed(layer(2)) * x, [0.5], moved)


def nested(change, x):
    return [nested(change, each) for each in x] if isinstance(x, list) else change(x)


@ENGINES
@pytest.mark.parametrize(
    "kink",
    ["relu", "abs", "leaky_relu", "elu", "step", "sign", "hardtanh", "hardsigmoid", "softsign"],
)
def test_kinks_are_right_on_both_sides_and_at_them(kink, engine):
    def function(x):
        return getattr(x * w, kink)() * 2 + x * w

    w = Value(1.0)
    tape = record(function, 0.75)

    for x in (0.75, -0.75, 0.0, -4.0, 4.0, 1.0, -1.0, 3.0, -3.0):
        w.zero_grad()
        loss = function(x)
        loss.backward()
        assert built(engine, tape).run([x], [1.0]) == (near(engine, loss.data), [w.grad])


def chosen(a, b, low, high):
    return maximum(a, b) * 3 + minimum(a, b) * 5 + clip(a + b, low, high) * 7


@ENGINES
def test_ties_go_to_the_first_operand(engine):
    leaves = [Value(x) for x in (0.5, 0.25, -1.0, 1.0)]
    tape = record(chosen(*leaves), parameters=leaves)

    for numbers in ([0.5, 0.5, -1.0, 1.0], [0.25, 0.5, -1.0, 0.75], [-3.0, 1.0, -2.0, 1.0]):
        nodes = [Value(x) for x in numbers]
        L = chosen(*nodes)
        L.backward()
        loss, gradients = built(engine, tape).run([], numbers)

        assert (loss, list(gradients)) == (near(engine, L.data), [node.grad for node in nodes])


@ENGINES
def test_what_has_no_value_or_derivative_ends_in_the_same_error(engine):
    x = Value(4.0, "x")
    L = (x.sqrt() + 1) / (x - 3) + x.log()
    ready = built(engine, record(L))

    with pytest.raises(DomainError, match=r"sqrt of -1 \(node 'x'\): sqrt needs"):
        ready.run([], [-1.0])
    with pytest.raises(ZeroDivisionError, match="div needs b ≠ 0"):
        ready.run([], [3.0])
    with pytest.raises(MissingDerivativeError, match="no derivative with respect to 'x' at x = 0"):
        built(engine, record(x.sqrt() * 2)).run([], [0.0])


def test_the_order_of_numbers_is_that_of_the_graph():
    results = eager(random_program(7), function, random_program(7).leaves)
    tape = record(results[-1])

    assert list(tape.numbers) == [node.data for node in Graph(results[-1]).nodes]
