"""fit, its history and its ends; the plain loop; the point sets."""

import gc
import math
import sys
from array import array

import numpy as np
import pytest

from autograd import AnomalyError
from nn import MLP, Linear, Sequential, accuracy
from nn.training.class_losses import cross_entropy
from nn.training.datasets import circles, two_moons, xor
from nn.training.fitting import evaluate, fit
from nn.training.history import History
from nn.training.losses import binary_cross_entropy_with_logits, mse_loss
from nn.training.optimisers import SGD
from nn.training.plateau import ReduceLROnPlateau
from nn.training.progress import progress_bar
from nn.training.schedules import ExponentialLR

LINE = [([x / 4], [2 * x / 4 + 1]) for x in range(-4, 5)]


def line():
    return Linear(1, 1, weight=[[0.0]], bias=[0.0])


def plain(model):
    return [*model.state_dict()["weight"][0], *model.state_dict()["bias"]]


def test_fit_finds_the_line():
    model = line()
    history = fit(model, LINE, mse_loss, SGD(model.parameters(), lr=0.3), 200)

    assert plain(model) == pytest.approx([2.0, 1.0], abs=1e-12)
    assert history.ended == "finished"
    assert len(history.training) == len(history.learning_rates) == 200


def test_fit_does_what_the_plain_loop_does():
    fitted, looped = line(), line()
    fit(fitted, LINE, mse_loss, SGD(fitted.parameters(), lr=0.1), 5, shuffle=False)
    optimizer = SGD(looped.parameters(), lr=0.1)
    for _ in range(5):
        optimizer.zero_grad()
        mse_loss(looped([x for x, _ in LINE]), [y for _, y in LINE]).backward()
        optimizer.step()

    assert plain(fitted) == plain(looped)


def test_fit_pauses_the_collector_for_each_step_and_frees_its_memory():
    model, seen, held = line(), [], array("q")  # whose numbers are no objects

    def loss(outputs, targets):
        seen.append(gc.isenabled())
        held.append(sys.getallocatedblocks())
        return mse_loss(outputs, targets)

    gc.enable()
    fit(model, LINE, loss, SGD(model.parameters()), 112, batch_size=1, progress=False)

    assert seen == [False] * 1008
    assert gc.isenabled()
    assert max(held[100:]) - held[100] < 100  # a step leaves nothing behind, an epoch its numbers


def test_first_training_loss_by_hand():
    model = line()
    history = fit(model, [([1.0], [2.0]), ([0.0], [1.0])], mse_loss, SGD(model.parameters()), 1)

    assert history.training == [2.5]  # (2² + 1²)/2


def test_batches_weigh_by_their_size():
    model = line()
    optimizer = SGD(model.parameters(), lr=0.0)
    history = fit(model, LINE, mse_loss, optimizer, 1, batch_size=4)

    assert history.training[0] == pytest.approx(evaluate(model, LINE, mse_loss))


def test_shuffling_is_seeded():
    runs = []
    for seed in (1, 1, 2):
        model = line()
        fit(model, LINE, mse_loss, SGD(model.parameters(), lr=0.1), 3, batch_size=2, seed=seed)
        runs.append(plain(model))

    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


def test_data_keep_their_order():
    data = list(LINE)
    model = line()
    fit(model, data, mse_loss, SGD(model.parameters()), 3)

    assert data == LINE


def test_schedule_steps_once_an_epoch():
    model = line()
    optimizer = SGD(model.parameters(), lr=0.4)
    schedule = ExponentialLR(optimizer, 0.5)
    history = fit(model, LINE, mse_loss, optimizer, 3, batch_size=3, schedule=schedule)

    assert history.learning_rates == [0.4, 0.2, 0.1]
    assert optimizer.lr == 0.05


def test_early_stop_restores_the_best_weights():
    model = line()
    # Validation wants a slope of 1, which training passes on its way to 2.
    validation = [([1.0], [2.0])]
    history = fit(
        model, LINE, mse_loss, SGD(model.parameters(), lr=0.1), 500,
        validation=validation, patience=5,
    )  # fmt: skip

    assert history.ended == "early stop"
    assert len(history.validation) == history.best_epoch + 5
    assert evaluate(model, validation, mse_loss) == min(history.validation)
    assert "best" in str(history)


def test_validation_restores_the_best_weights_at_the_end_too():
    model = line()
    validation = [([1.0], [2.0])]
    optimizer = SGD(model.parameters(), lr=0.1)
    history = fit(model, LINE, mse_loss, optimizer, 100, validation=validation)

    assert history.best_epoch < 100
    assert evaluate(model, validation, mse_loss) == min(history.validation)


def interrupting(after, error=KeyboardInterrupt):
    """A loss that is interrupted at its n-th call, after a step that made things worse."""
    calls = 0

    def loss(outputs, targets):
        nonlocal calls
        calls += 1
        if calls > after:
            raise error
        return mse_loss(outputs, targets)

    return loss


def test_interruption_keeps_the_best_weights():
    model = line()
    optimizer = SGD(model.parameters(), lr=0.1)
    seen = []

    def loss(outputs, targets):
        seen.append(plain(model))
        if len(seen) == 4:
            optimizer.lr = 100.0  # the fourth epoch leaps away
        if len(seen) == 6:
            raise KeyboardInterrupt
        return mse_loss(outputs, targets)

    history = fit(model, LINE, loss, optimizer, 50)

    assert history.ended == "interrupted"
    assert len(history.training) == 5
    assert history.best_epoch == 4  # its loss was measured before its leap
    assert plain(model) == seen[4]


def test_interruption_before_the_first_epoch_leaves_the_model_as_it_was():
    model = line()
    history = fit(model, LINE, interrupting(1), SGD(model.parameters()), 9, batch_size=3)

    assert plain(model) == [0.0, 0.0]
    assert history.best_epoch == 0
    assert str(history) == "interrupted before the first epoch was finished"


def test_divergence_is_an_error_that_names_the_rate():
    model, seen = line(), []

    def loss(outputs, targets):
        seen.append(plain(model))
        return mse_loss(outputs, targets)

    with pytest.raises(AnomalyError, match=r"loss became (inf|nan); lower the learning rate 100"):
        fit(model, LINE, loss, SGD(model.parameters(), lr=100.0), 500)

    assert plain(model) == seen[1]  # after the first epoch, which had the lowest loss


def test_evaluate_sets_the_mode_and_puts_it_back():
    modes = []

    class Watched(Linear):
        def forward(self, x):
            modes.append(self.training)
            return super().forward(x)

    model = Watched(1, 1)
    evaluate(model, LINE, mse_loss)

    assert modes == [False]
    assert model.training


def test_evaluate_leaves_frozen_parts_frozen():
    model = Sequential(Linear(1, 1), Linear(1, 1))
    model[0].eval()
    evaluate(model, LINE, mse_loss)

    assert [part.training for part in model.modules()] == [True, False, True]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"data": []}, r"data has no samples; give \(input, target\) pairs"),
        ({"data": ([1.0, 2.0, 3.0], [4.0])}, r"list\(zip\(inputs, targets\)\)"),
        ({"validation": []}, "validation has no samples"),
        ({"epochs": 0}, "epochs is a whole number, 1 or more, got 0"),
        ({"batch_size": 1.5}, "batch_size is a whole number, 1 or more, got 1.5"),
        ({"patience": 0}, "patience is"),
    ],
)
def test_fit_says_what_is_wrong(options, message):
    model = line()
    arguments = {"data": LINE, "epochs": 1} | options
    with pytest.raises(ValueError, match=message):
        fit(model, loss=mse_loss, optimizer=SGD(model.parameters()), **arguments)


def test_history_reads_as_a_sentence():
    history = History()
    history.record(0.1, 2.0, None)
    history.record(0.1, 1.5, None)

    assert repr(history) == str(history) == "finished after 2 epochs: training loss 1.5"
    assert history.best_epoch == 2


def test_progress_is_silent_without_a_terminal(capsys):
    with progress_bar(3) as report:
        report("loss 1")

    assert capsys.readouterr() == ("", "")


def test_progress_bar_shows_count_and_text(capsys):
    with progress_bar(2, shown=True) as report:
        report("loss 1.0")
        report("loss 0.5")

    assert "2/2" in capsys.readouterr().err


def test_progress_needs_no_rich(capsys, monkeypatch):
    for module in ("rich.console", "rich.progress"):
        monkeypatch.setitem(sys.modules, module, None)
    with progress_bar(2, shown=True) as report:
        report("loss 1.0")

    assert "\r1/2 loss 1.0" in capsys.readouterr().err


@pytest.mark.parametrize("make", [two_moons, circles, xor])
def test_point_sets_are_balanced_and_seeded(make):
    points, labels = make(20, 0.1, seed=3)

    assert (len(points), sum(labels)) == (20, 10)
    assert make(20, 0.1, seed=3) == (points, labels)
    assert make(20, 0.1, seed=4) != (points, labels)


def test_moons_lie_on_their_circles():
    points, labels = two_moons(30, noise=0.0)
    radii = [
        math.dist(p, (1, 0.5) if label else (0, 0)) for p, label in zip(points, labels, strict=True)
    ]

    assert radii == pytest.approx([1.0] * 30)


@pytest.mark.parametrize("options", [{"count": 0}, {"noise": -1.0}])
def test_point_sets_say_what_is_wrong(options):
    with pytest.raises(ValueError, match="a count of 1 or more and a noise of 0 or more, got"):
        two_moons(**options)


@pytest.mark.parametrize("judged", [True, False])
def test_a_rate_falls_with_the_loss_that_epochs_are_judged_by(judged):
    learned = Linear(1, 1, weight=[[2.0]], bias=[1.0])
    optimizer = SGD(learned.parameters(), lr=0.1)
    schedule = ReduceLROnPlateau(optimizer, factor=0.5, patience=0)
    data = [([0.0], [1.0]), ([1.0], [3.0])]  # learned before it begins
    validation = data if judged else None
    history = fit(learned, data, mse_loss, optimizer, 4, validation=validation, schedule=schedule)

    assert history.learning_rates == [0.1, 0.1, 0.05, 0.025]


AND = [([0.0, 0.0], 0), ([0.0, 1.0], 0), ([1.0, 0.0], 0), ([1.0, 1.0], 1)]


def test_a_metric_is_kept_and_shown_beside_the_loss(capsys):
    model = MLP(2, [1], weights=[[[0.0, 0.0]]], biases=[[1.0]])
    optimizer = SGD(model.parameters(), lr=1.0)
    loss = binary_cross_entropy_with_logits
    history = fit(
        model, AND, loss, optimizer, 100, metric=accuracy, validation=AND[1:], progress=True
    )

    assert history.training_metric[0] == 0.25  # all are put into class 1
    assert history.training_metric[-1] == history.validation_metric[-1] == 1.0
    assert len(history.validation_metric) == 100
    assert str(history).endswith(", accuracy 1")
    assert "accuracy 1" in capsys.readouterr().err


def test_the_metric_of_batches_weighs_them_by_their_size():
    model = MLP(2, [1], weights=[[[0.0, 0.0]]], biases=[[1.0]])
    optimizer = SGD(model.parameters(), lr=0.0)
    history = fit(
        *(model, AND, mse_loss, optimizer, 1), batch_size=3, metric=accuracy, shuffle=False
    )

    assert history.training_metric == [0.25]
    assert history.validation_metric == []


def test_the_optimiser_of_another_model_is_refused():
    other, model = line(), line()
    message = r"none of the parameters of this Linear; .* SGD\(model.parameters\(\), lr=0.3\)"

    with pytest.raises(ValueError, match=message):
        fit(model, LINE, mse_loss, SGD(other.parameters(), lr=0.3), 1)


def test_an_optimiser_of_some_of_the_parameters_is_one_of_the_model():
    model = line()
    fit(model, LINE, mse_loss, SGD([model.bias[0]], lr=0.3), 50)

    assert plain(model) == pytest.approx([0.0, 1.0])


@pytest.mark.parametrize("data", [zip([[1.0]], [[1.0]], strict=True), (pair for pair in LINE)])
def test_samples_that_can_be_read_only_once_are_refused(data):
    model = line()

    with pytest.raises(TypeError, match=r"only once; make it a list: data = list\(data\)"):
        fit(model, data, mse_loss, SGD(model.parameters()), 1)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"optimizer": SGD}, r"SGD\(model.parameters\(\), lr=0.1\), got SGD"),
        ({"optimizer": 0.1}, r"SGD\(model.parameters\(\), lr=0.1\), got 0.1"),
        ({"loss": "mse"}, "loss is a function, such as nn.mse_loss, got 'mse'"),
        ({"schedule": 3}, r"one of the optimiser, StepLR\(optimizer, 10\), got 3"),
        ({"data": 3}, r"a list of \(input, target\) pairs, got 3"),
        ({"model": 3}, r"a module, such as nn.MLP\(2, \[4, 1\]\), got 3"),
        ({"metric": "accuracy"}, "metric is a function, such as nn.accuracy, got 'accuracy'"),
    ],
)
def test_names_and_classes_in_place_of_functions_are_told(given, message):
    model = line()
    optimizer = SGD(model.parameters(), lr=0.1)
    made = {"model": model, "data": LINE, "loss": mse_loss, "optimizer": optimizer} | given

    with pytest.raises(TypeError, match=message):
        fit(epochs=1, **made)


def test_pairs_of_numpy_arrays_and_numbers_are_samples():
    x, y = np.array([x for x, _ in LINE]), np.array([y for _, y in LINE])
    model = line()
    fit(model, list(zip(x, y, strict=True)), mse_loss, SGD(model.parameters(), lr=0.3), 200)
    classes = np.array([label for _, label in AND])
    classifier = MLP(2, [2], seed=0)
    points = np.array([point for point, _ in AND])
    optimizer = SGD(classifier.parameters(), lr=1.0)
    pairs = list(zip(points, classes, strict=True))
    history = fit(classifier, pairs, cross_entropy, optimizer, 100, metric=accuracy)

    assert plain(model) == pytest.approx([2.0, 1.0], abs=1e-12)
    assert history.training_metric[-1] == 1.0
