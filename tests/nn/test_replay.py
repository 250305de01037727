"""fit replays what it can: the same history and weights as step by step, and no more than that."""

import gc
from functools import partial

import numpy as np
import pytest

import nn
from autograd import AnomalyError, Value, by_hand
from nn import fit

MOONS = list(zip(*nn.two_moons(26, noise=0.1, seed=3), strict=True))
LINE = [([x / 4], [2 * x / 4 + 1]) for x in range(-4, 5)]
SIGNALS = [([[x, 1.0 - x, x * x]], [x]) for x in (0.25, 0.5, -1.0, 2.0)]
THREE = [([x / 8, (x * x % 7) / 7], x % 3) for x in range(12)]


def mlp(outputs=1, **options):
    return nn.MLP(2, [4, outputs], activation="tanh", seed=5, **options)


SGD = partial(nn.SGD, lr=0.1)


def both(make, data, loss, epochs=30, *, replay=True, optimizer=SGD, **options):
    """Two trainings of one model, replayed and step by step."""
    found = []
    for way in (replay, False):
        model = make()
        trained = optimizer(model.parameters())
        found.append((fit(model, data, loss, trained, epochs, replay=way, **options), model))
    return found


def same(found):
    """The replayed history, after it was held to the other."""
    (replayed, model), (plain, twin) = found
    assert replayed.training == pytest.approx(plain.training, rel=1e-9)
    assert replayed.validation == pytest.approx(plain.validation, rel=1e-9)
    assert replayed.training_metric == plain.training_metric
    assert replayed.validation_metric == plain.validation_metric
    assert (replayed.best_epoch, replayed.ended) == (plain.best_epoch, plain.ended)
    numbers = [leaf.data for leaf in model.parameters()]
    assert numbers == pytest.approx([leaf.data for leaf in twin.parameters()], rel=1e-9, abs=1e-12)
    assert plain.replayed == 0
    return replayed


bce = nn.binary_cross_entropy_with_logits


def test_a_training_is_replayed_by_itself():
    history = same(both(mlp, MOONS, bce, 50, replay=None))

    assert history.replayed == 49  # all but the first


def test_one_sample_serves_the_last_smaller_batch_too():
    history = same(both(mlp, MOONS, bce, 10, batch_size=8, replay=True))  # 8, 8, 8 and 2

    assert history.replayed == 10 * 4 - 1


def test_of_a_whole_batch_the_last_smaller_one_has_a_tape_of_its_own():
    history = same(both(mlp, MOONS, bce, 10, batch_size=8, replay=True, metric=nn.accuracy))

    assert history.replayed == 10 * 4 - 2


def test_few_steps_are_not_recorded_by_themselves():
    assert same(both(mlp, MOONS, bce, 5, replay=None)).replayed == 0
    assert same(both(mlp, MOONS, bce, 5)).replayed == 4


def test_whole_batches_are_recorded_by_themselves_where_many_of_their_size_come():
    options = {"batch_size": 4, "replay": None, "metric": nn.accuracy}
    history = same(both(mlp, MOONS, bce, 20, **options))  # 6 times 4, and 2

    assert history.replayed == 20 * 6 - 1


def test_without_numpy_it_takes_more_of_them(monkeypatch):
    monkeypatch.setattr("nn.training.hindrances.find_spec", lambda name: None)
    options = {"batch_size": 4, "replay": None, "metric": nn.accuracy}

    assert same(both(mlp, MOONS, bce, 20, **options)).replayed == 0


def test_validation_and_its_best_weights_are_replayed():
    same(both(mlp, MOONS[:16], bce, 60, validation=MOONS[16:], patience=5))


def test_a_loss_that_is_no_mean_over_its_samples_is_recorded_as_a_whole():
    make = lambda: nn.Sequential(nn.BatchNorm1d(2, track_running_stats=False), mlp())  # noqa: E731

    assert same(both(make, MOONS, bce, batch_size=10)).replayed == 30 * 3 - 2


class Centred(nn.Linear):
    def forward(self, x):
        ys = [y for (y,) in super().forward(x)]
        return [y - sum(ys) / (2 * len(ys)) for y in ys]


def test_samples_that_look_at_each_other_are_recorded_together_though_errors_have_one_sign():
    above = [([x / 4, x * x / 16], 9.0) for x in range(6)]  # so that |y - t| is t - y of all
    make = lambda: Centred(2, 1, seed=1)  # noqa: E731

    assert same(both(make, above, nn.l1_loss, 60, batch_size=3)).replayed == 60 * 2 - 1


@pytest.mark.parametrize("loss", [nn.cross_entropy, nn.CrossEntropyLoss()])
def test_classes_are_targets(loss):
    history = same(both(partial(mlp, 3), THREE, loss, batch_size=4, metric=nn.accuracy))

    assert history.replayed == 89


def test_log_probabilities_of_classes_too():
    make = lambda: nn.Sequential(mlp(3), nn.LogSoftmax(1))  # noqa: E731

    assert same(both(make, THREE, nn.nll_loss)).replayed == 29


@pytest.mark.parametrize(
    "options", [{"weight": [1.0, 2.0, 1.0]}, {"ignore_index": 1}, {"label_smoothing": 0.1}]
)
def test_options_of_classes_that_hang_on_them_are_computed_as_written(options):
    loss = partial(nn.cross_entropy, **options)

    assert same(both(partial(mlp, 3), THREE, loss, 100, replay=None, batch_size=6)).replayed == 0
    with pytest.raises(
        ValueError, match="cannot be: the loss takes another course for another class"
    ):
        both(partial(mlp, 3), THREE, loss, batch_size=6)


def test_a_class_that_the_model_has_not_is_told_as_ever():
    data = [*THREE, ([0.5, 0.5], 3)]
    model = mlp(3)

    with pytest.raises(ValueError, match="class 3 of 3 classes"):
        fit(model, data, nn.cross_entropy, nn.SGD(model.parameters()), 30, batch_size=1)


@pytest.mark.parametrize(
    "loss",
    [
        nn.mse_loss,
        nn.l1_loss,
        partial(nn.huber_loss, delta=0.5),
        partial(nn.mse_loss, reduction="sum"),
        nn.MSELoss(half=True),
    ],
)
def test_losses_of_numbers(loss):
    make = lambda: nn.Linear(1, 1, weight=[[0.5]], bias=[0.1])  # noqa: E731

    assert same(both(make, LINE, loss, optimizer=partial(nn.SGD, lr=0.01))).replayed == 29


def test_other_optimisers_and_schedules():
    for optimizer in (nn.Adam, nn.RMSprop, partial(nn.SGD, lr=0.1, momentum=0.9)):
        same(both(mlp, MOONS, bce, optimizer=optimizer))


def test_probabilities_are_judged_as_probabilities():
    make = partial(mlp, output="sigmoid")

    assert same(both(make, MOONS, nn.mse_loss, metric=nn.accuracy)).replayed == 29


def test_other_layers():
    make = lambda: nn.Sequential(  # noqa: E731
        nn.Conv1d(1, 2, 2, seed=1), nn.LeakyReLU(), nn.MaxPool1d(2), nn.Flatten(), nn.LayerNorm(2),
        nn.Linear(2, 1, seed=2),
    )  # fmt: skip

    assert same(both(make, SIGNALS, nn.mse_loss)).replayed == 29


def test_arrays_are_samples():
    data = [(np.array(x), np.int64(y)) for x, y in THREE]

    assert same(both(partial(mlp, 3), data, nn.cross_entropy)).replayed == 29


@pytest.mark.parametrize(
    ("layer", "reason"),
    [
        (lambda: nn.Dropout(0.5, seed=1), "Dropout draws anew at every step"),
        (lambda: nn.BatchNorm1d(2), "BatchNorm1d keeps running statistics"),
    ],
)
def test_what_changes_from_step_to_step_is_not_replayed(layer, reason):
    make = lambda: nn.Sequential(nn.Linear(2, 2, seed=1), layer(), mlp())  # noqa: E731

    assert same(both(make, MOONS, bce, 50, replay=None)).replayed == 0
    with pytest.raises(ValueError, match=rf"replay=True cannot be: {reason}; leave it out"):
        both(make, MOONS, bce)


def test_hooks_are_called_at_every_step():
    model, seen = mlp(), []
    model.register_forward_hook(lambda module, given, output: seen.append(output))
    fit(model, MOONS, bce, nn.SGD(model.parameters()), 50)

    assert len(seen) == 50
    with pytest.raises(ValueError, match="a forward hook of MLP is called at every pass"):
        fit(model, MOONS, bce, nn.SGD(model.parameters()), 30, replay=True)


def test_by_hand_every_step_is_rounded():
    model = mlp()
    with by_hand(3):
        history = fit(model, MOONS, bce, nn.SGD(model.parameters(), lr=0.1), 50)

    assert history.replayed == 0


class Squares(nn.Module):
    """A model of somebody."""

    def __init__(self):
        self.a, self.calls = Value(0.5, "a"), 0

    def forward(self, xs):
        self.calls += 1
        return [[self.a * x * x] for (x,) in xs]


def test_what_others_wrote_is_replayed_when_asked_for():
    optimizer = partial(nn.SGD, lr=0.01)

    assert (
        same(both(Squares, LINE, nn.mse_loss, 200, replay=None, optimizer=optimizer)).replayed == 0
    )
    found = both(Squares, LINE, nn.mse_loss, optimizer=optimizer)
    assert same(found).replayed == 29
    assert found[0][1].calls == 5  # once as written, and one and two samples, twice each


def test_a_loss_of_nan_is_told_as_ever():
    model = nn.Linear(1, 1, weight=[[0.0]], bias=[0.0])

    with pytest.raises(AnomalyError, match=r"loss became (inf|nan); lower the learning rate 100"):
        fit(model, LINE, nn.mse_loss, nn.SGD(model.parameters(), lr=100.0), 500)


def test_frozen_parameters_gather_gradients_as_ever():
    found = both(mlp, MOONS, bce, optimizer=lambda parameters: nn.SGD(parameters[:3], lr=0.1))
    (_, model), (_, twin) = found

    same(found)
    gradients = [leaf.grad for leaf in model.parameters()]
    assert gradients == pytest.approx([leaf.grad for leaf in twin.parameters()], rel=1e-9)


def test_samples_of_nodes_are_computed_as_written():
    data = [([Value(x)], y) for (x,), y in LINE]
    model = nn.Linear(1, 1, seed=1)
    history = fit(model, data, nn.mse_loss, nn.SGD(model.parameters()), 30)

    assert history.replayed == 0
    assert data[0][0][0].grad != 0
    with pytest.raises(ValueError, match="samples hold Values"):
        fit(model, data, nn.mse_loss, nn.SGD(model.parameters()), 30, replay=True)


def test_samples_of_several_lengths_are_replayed_when_asked_for():
    data = [([[0.1]] * n, [0.2]) for n in (1, 2, 3, 1)]

    class Last(nn.Module):
        def __init__(self):
            self.cell = nn.RNN(1, 1, seed=1)

        def forward(self, xs):
            return [self.cell(x)[0][-1] for x in xs]

    assert same(both(Last, data, nn.mse_loss, batch_size=1)).replayed == 30 * 4 - 3


def test_a_replayed_training_leaves_nothing_behind():
    model = mlp()
    fit(model, MOONS, bce, nn.SGD(model.parameters()), 3, replay=True)
    gc.collect()
    before = len(gc.get_objects())
    fit(model, MOONS, bce, nn.SGD(model.parameters()), 50)
    gc.collect()

    assert len(gc.get_objects()) < before + 300


def test_a_loss_of_ones_own_may_punish_weights():
    made = []

    def make():
        made.append(mlp())
        return made[-1]

    def punished(outputs, targets):
        return bce(outputs, targets) + nn.l2_penalty(made[-1].parameters(), 1e-2)

    assert same(both(make, MOONS, punished)).replayed == 29


def test_what_replay_is_none_of_is_told():
    model = mlp()

    with pytest.raises(ValueError, match="replay is True, False or None, got 'always'"):
        fit(model, MOONS, bce, nn.SGD(model.parameters()), 1, replay="always")
