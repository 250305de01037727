"""Running a tape: what it may be given, batches, steps, and work spread over others."""

import math
import pickle
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

import nn
from autograd import Value
from autograd.tape import batches, from_json, record, to_json
from autograd.tape.engines import ENGINES, quickest
from tests.tape import engines

SAMPLES = nn.two_moons(24, noise=0.1, seed=3)


@pytest.fixture
def model():
    return nn.MLP(2, [4, 1], activation="tanh", seed=5)


@pytest.fixture
def tape(model):
    """The program of one sample."""
    loss = nn.binary_cross_entropy_with_logits
    return record(lambda x, y: loss([model(x)], [y]), [0.5, -1.0], 1.0)


def eager(model, xs, ys):
    """The mean loss and its gradients, by the graph."""
    model.zero_grad()
    loss = nn.binary_cross_entropy_with_logits(model(xs), ys)
    loss.backward()
    return loss.data, [leaf.grad for leaf in model.parameters()]


def in_order(tape, model, gradients):
    by_leaf = dict(zip(tape.leaves, gradients, strict=True))
    return [by_leaf[leaf] for leaf in model.parameters()]


@engines.ENGINES
def test_a_batch_is_the_mean_over_its_samples(tape, model, engine):
    loss, gradients = tape.batch(*SAMPLES, engine=engine)
    wanted, slopes = eager(model, *SAMPLES)

    assert loss == pytest.approx(wanted, rel=1e-14)
    assert in_order(tape, model, gradients) == pytest.approx(slopes, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("given", [[0.25, 2.0, 0.0], [[0.25, 2.0], 0.0], ([0.25, 2.0], [0.0])])
def test_inputs_may_be_nested_as_the_examples_were_or_flat(tape, model, given):
    loss, _ = tape.run(given)

    assert loss == eager(model, [[0.25, 2.0]], [0.0])[0]


def test_numbers_may_be_given_by_name():
    x, w, b = Value(3.0, "x"), Value(2.0, "w"), Value(1.0, "b")
    tape = record(w * x + b, inputs=[x])

    assert tape.run({"x": 5.0}, {"b": 0.5})[0] == 10.5


def test_parameters_are_those_their_nodes_hold_now():
    w = Value(2.0, "w")
    tape = record(w * w)
    w.data = 3.0

    assert tape.run() == (9.0, [6.0])


def test_arrays_are_columns_too(tape):
    xs, ys = SAMPLES

    loss, gradients = tape.batch(np.array(xs), np.array(ys))  # the labels are ints
    wanted, slopes = tape.batch(xs, ys)

    assert loss == pytest.approx(wanted, rel=1e-14)
    assert list(gradients) == pytest.approx(slopes, rel=1e-12, abs=1e-15)


@engines.ENGINES
def test_each_row_may_have_its_own_parameters(engine):
    w, x = Value(2.0, "w"), Value(1.0, "x")
    tape = record((w * x).exp(), inputs=[x])

    losses, gradients = tape.runs([0.5, 2.0], parameters=[[2.0], [-1.0]], engine=engine)

    assert losses == engines.near(engine, [math.e, math.exp(-2.0)])
    assert [slope for (slope,) in gradients] == engines.near(
        engine, [0.5 * math.e, 2.0 * math.exp(-2.0)]
    )


def test_rows_without_parameters_of_their_own_have_gradients_of_their_own():
    w = Value(2.0, "w")
    tape = record(lambda x: w * x, 1.0)

    assert tape.runs([3.0, 5.0]) == ([6.0, 10.0], [[3.0], [5.0]])


def test_a_step_is_that_of_the_loop(tape, model):
    twin = nn.MLP(2, [4, 1], activation="tanh", seed=5)
    optimizer = nn.SGD(model.parameters(), lr=0.5)
    plain = nn.SGD(twin.parameters(), lr=0.5)
    for _ in range(3):
        loss = tape.step(optimizer, *SAMPLES)
        wanted, _ = eager(twin, *SAMPLES)
        plain.step()

        assert loss == pytest.approx(wanted, rel=1e-13)

    numbers = [leaf.data for leaf in model.parameters()]
    assert numbers == pytest.approx([leaf.data for leaf in twin.parameters()], rel=1e-12)
    assert len(optimizer.last_step) == 17


def test_a_step_leaves_what_is_not_trained_as_it_is():
    w, b = Value(2.0, "w"), Value(1.0, "b")
    tape = record(w * b)
    tape.step(nn.SGD([w], lr=0.1))
    tape.step(nn.SGD([w], lr=0.1))

    assert (w.data, b.data) == (pytest.approx(1.8), 1.0)
    assert b.grad == pytest.approx(2.0 + 1.9)  # as `backward` adds up


def test_a_small_tape_is_run_by_python_and_a_wide_one_by_arrays(tape):
    wide = nn.MLP(8, [40, 1], seed=1)
    sample = record(lambda x: nn.mse_loss([wide(x)], [1.0]), [0.5] * 8)

    assert [quickest(each, 100) for each in (record(Value(2.0) * 3.0), tape, sample)] == [
        *("python", "numpy", "numpy")
    ]
    assert quickest(tape, 1) == "python"


def test_a_chain_is_run_by_python():
    y = x = Value(0.5)
    for _ in range(500):
        y = (y * x).tanh()

    assert quickest(record(y), 1) == "python"


def test_without_numpy_all_is_run_by_python(tape, monkeypatch):
    monkeypatch.setattr("autograd.tape.engines.find_spec", lambda name: None)

    assert quickest(tape, 1000) == "python"


@pytest.fixture
def small_parts(monkeypatch):
    """Parts of a few samples, so that there are several."""
    monkeypatch.setattr(batches, "PART", 300)


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("workers", [1, 3])
def test_workers_change_no_bit(tape, workers):
    alone = tape.batch(*SAMPLES)
    with ThreadPoolExecutor(workers) as executor:
        assert tape.batch(*SAMPLES, executor=executor) == alone


@pytest.mark.usefixtures("small_parts")
def test_processes_change_no_bit(tape):
    alone = tape.batch(*SAMPLES)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        assert tape.batch(*SAMPLES, executor=executor) == alone


def test_a_tape_can_be_pickled_after_a_run():
    w = Value(2.0, "w")
    tape = record(w * w)
    tape.run()

    assert pickle.loads(pickle.dumps(tape)).run() == (4.0, [4.0])


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda tape: tape.run([1.0]), r"takes 3 inputs \(.*\), got 1; give one number for each"),
        (lambda tape: tape.run(None, [1.0]), r"takes 17 parameters \(.*, …\), got 1"),
        (lambda tape: tape.batch([[1.0, 2.0]], []), "one entry per sample, .*, got 1 and 0"),
        (lambda tape: tape.batch(), r"tape.batch\(xs, ys\), got no entries"),
        (lambda tape: tape.batch([]), "got 0 entries"),
        (lambda tape: tape.batch([[1.0], [2.0, 3.0]]), r"3 numbers \(.*\), got 1 in row 0"),
        (lambda tape: tape.batch(np.zeros((4, 2))), r"3 numbers \(.*\), got 2 in row 0"),
        (lambda tape: tape.run(np.zeros(4)), r"takes 3 inputs \(.*\), got 4"),
        (lambda tape: tape.run(engine="fast"), f"engine is '{next(iter(ENGINES))}'.*got 'fast'"),
        (
            lambda tape: tape.runs([[1.0, 2.0, 3.0]], parameters=[[0.0] * 17] * 2),
            "1 sample and 2 rows of parameters",
        ),
        (
            lambda tape: tape.runs([[1.0, 2.0, 3.0]], parameters=np.zeros((1, 16))),
            r"17 parameters \(.*\), got 16 in row 0",
        ),
        (lambda tape: tape.step(nn.SGD([Value(1.0)])), r"the tape's parameters \(.*, …\)"),
        (lambda tape: tape.runs(), r"tape.runs\(xs, ys\), or rows of parameters, .*tape.run\(\)"),
        (lambda tape: tape.runs(parameters=[1.0] * 17), r"rows of parameters, .* tape.run\(\)"),
        (lambda tape: tape.runs(parameters=3.0), r"rows of parameters, .* tape.run\(\)"),
        (
            lambda tape: from_json(to_json(tape)).step(nn.SGD([Value(1.0)])),
            "^this tape has no nodes to be trained, as one from a file; run it with parameters=",
        ),
    ],
)
def test_what_does_not_fit_is_told(tape, wrong, message):
    with pytest.raises(ValueError, match=message):
        wrong(tape)


def test_arrays_of_numbers_are_taken_as_they_are(tape, monkeypatch):
    rows, weights = np.array([[0.1, 0.2, 1.0]] * 3), np.linspace(-1.0, 1.0, 17)
    expected = tape.batch(rows.tolist(), parameters=weights.tolist())
    monkeypatch.setattr(Value, "data", property(lambda node: pytest.fail("a node was read")))

    loss, gradients = tape.batch(rows, parameters=weights)

    assert loss == pytest.approx(expected[0], rel=1e-12)
    assert list(gradients) == pytest.approx(expected[1], rel=1e-12)


@pytest.mark.parametrize("engine", ["python", "numpy"])
def test_each_row_has_the_weights_of_one_array(tape, engine):
    weights = np.linspace(-1.0, 1.0, 17)
    loss, gradients = tape.run([0.1, 0.2, 1.0], weights.tolist())

    losses, found = tape.runs([[0.1, 0.2, 1.0]] * 2, parameters=weights, engine=engine)

    assert list(losses) == pytest.approx([loss] * 2, rel=1e-12)
    assert found.tolist() == [pytest.approx(gradients, rel=1e-12)] * 2


def test_an_unknown_name_is_told():
    tape = record(Value(2.0, "w") * Value(1.0, "x"), inputs=["x"])

    with pytest.raises(KeyError, match="no input 'y'; there are x"):
        tape.run({"y": 1.0})


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda tape: tape.run([1.0, 2.0, "1"]), "cannot compute with str '1'"),
        (lambda tape: tape.batch(1.0), "a column of a batch is a list .*, got float"),
        (
            lambda tape: tape.batch([[1.0, 2.0, 3.0]], executor="dask"),
            "an executor is a ThreadPoolExecutor, .* with `submit`, got str",
        ),
    ],
)
def test_what_is_no_number_is_told(tape, wrong, message):
    with pytest.raises(TypeError, match=message):
        wrong(tape)


@pytest.mark.slow
@pytest.mark.usefixtures("small_parts")
def test_a_cluster_changes_no_bit(tape):
    distributed = pytest.importorskip("distributed")
    alone = tape.batch(*SAMPLES)
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": ":0"}
    with distributed.LocalCluster(**options) as cluster, cluster.get_client() as client:
        assert tape.batch(*SAMPLES, executor=client.get_executor()) == alone


def test_a_name_of_another_kind_is_said_to_be_one():
    w = Value(2.0, "w₁")
    tape = record(lambda x: x * w + Value(0.5, "shift"), 3.0)

    assert tape.run(parameters={"w1": 3.0}, engine="rules")[0] == 9.5
    with pytest.raises(
        KeyError, match=r"^no input 'w₁'; w₁ is a parameter of this tape; there are"
    ):
        tape.run({"w₁": 3.0})
    with pytest.raises(KeyError, match=r"no parameter 'shift'; shift is a constant of this tape; "):
        tape.run(parameters={"shift": 3.0})
