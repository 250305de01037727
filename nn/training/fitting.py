"""Training: `fit`, and what it does in five lines.

The plain loop, with everything in the open:

>>> from autograd import Value
>>> from nn.training.losses import mse_loss
>>> from nn.training.optimisers import SGD
>>> w = Value(0.0, "w")
>>> optimizer = SGD([w], lr=0.1)
>>> for epoch in range(50):
...     optimizer.zero_grad()
...     loss = mse_loss([w * 1.0, w * 2.0], [3.0, 6.0])
...     loss.backward()
...     step = optimizer.step()
>>> round(w.data, 6)
3.0
"""

import math
from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from typing import Any

from autograd import AnomalyError, collector_paused
from nn.base.module import Module
from nn.training.hindrances import replay_of
from nn.training.history import History, Judged
from nn.training.optimisers import Optimizer
from nn.training.plateau import ReduceLROnPlateau
from nn.training.progress import progress_bar
from nn.training.refusals import check, check_functions, check_optimizer, check_schedule
from nn.training.replaying import Replay
from nn.training.schedules import Schedule

Sample = tuple[Any, Any]
Data = Sequence[Sample]
LossFunction = Callable[[Any, Any], Any]
Metric = Callable[[Any, Any], Any]


def fit(
    model: Module,
    data: Data,
    loss: LossFunction,
    optimizer: Optimizer,
    epochs: int,
    *,
    batch_size: int | None = None,
    validation: Data | None = None,
    patience: int | None = None,
    schedule: Schedule | None = None,
    seed: int = 0,
    shuffle: bool = True,
    progress: bool | None = None,
    metric: Metric | None = None,
    replay: bool | None = None,
) -> History:
    """Train a model on (input, target) pairs, and give the history of its losses.

    With validation data the model ends with the weights of its best epoch, else with the last ones.
    Ctrl-C ends the training: the model then has the weights of the best epoch so far.

    Where that pays and comes to the same, a sample (or, with a metric, a batch) is recorded as a
    tape, and batches are runs of it: with modules and losses of nn, in many steps, without Dropout,
    running statistics and hooks.

    Args:
        model: Called with a list of inputs.
        data: The samples, such as `list(zip(points, labels))`.
        loss: Called with the model's outputs and the list of targets.
        optimizer: Over the model's parameters.
        epochs: How often all samples are met.
        batch_size: Samples per step; None for all of them.
        validation: Samples to judge by after each epoch.
        patience: Stop after so many epochs without a new best; None for never.
        schedule: Stepped after each epoch, a
            `ReduceLROnPlateau` by the loss that epochs are judged by.
        seed: Of the shuffling.
        shuffle: Whether the samples are put in a new order for each epoch.
        progress: Whether a bar is shown; None for "on a terminal".
        metric: Such as `nn.accuracy`; called like the loss, and shown and kept beside it.
        replay: False to compute every batch as written. True to record the first in any case, with
            modules and losses of your own too: what these do beside computing, such as printing, is
            not done again.

    Raises:
        ValueError: No samples, a number that is not 1 or more, an optimiser of another model, or
            replay of what changes from step to step.
        TypeError: The samples can be read only once, or something is no function or optimiser.
        AnomalyError: The loss became nan or inf; the model has its best weights so far.

    >>> from nn import Linear
    >>> from nn.training.losses import mse_loss
    >>> from nn.training.optimisers import SGD
    >>> line = Linear(1, 1, weight=[[0.0]], bias=[0.0])
    >>> pairs = [([x], [2.0 * x + 1.0]) for x in (-1.0, 0.0, 1.0)]
    >>> print(fit(line, pairs, mse_loss, SGD(line.parameters(), lr=0.4), 60))
    finished after 60 epochs: training loss ...
    >>> line.state_dict()
    {'weight': [[2.0]], 'bias': [1.0]}
    """
    check(data, validation, epochs=epochs, batch_size=batch_size, patience=patience)
    check_optimizer(optimizer, model)
    check_functions(loss=loss, metric=metric)
    check_schedule(schedule)
    history = History(metric=getattr(metric, "__name__", "metric") if metric else "")
    rng, order = Random(seed), list(data)
    tapes = partial(replay_of, model, loss, epochs, asked=replay, keeps_outputs=metric is not None)
    trains = tapes(order, batch_size)
    judges = None if validation is None else tapes(validation)
    best = model.state_dict()
    try:
        with progress_bar(epochs, progress) as report:
            for epoch in range(1, epochs + 1):
                if shuffle:
                    rng.shuffle(order)
                rate = optimizer.lr
                trained = train(model, order, loss, optimizer, batch_size, metric, trains)
                history.replayed = trains.runs if trains else 0
                judged = None
                if validation is not None:
                    judged = judge(model, validation, loss, metric, judges)
                if history.enter(rate, trained, judged):
                    best = model.state_dict()
                if isinstance(schedule, ReduceLROnPlateau):
                    schedule.step(history.monitored[-1])
                elif schedule is not None:
                    schedule.step()
                report(str(history).partition(": ")[2])
                if patience is not None and epoch - history.best_epoch >= patience:
                    history.ended = "early stop"
                    break
    except KeyboardInterrupt:
        history.ended = "interrupted"
    except AnomalyError:
        model.load_state_dict(best)
        raise
    if validation is not None or history.ended != "finished":
        model.load_state_dict(best)
    return history


def train(
    model: Module,
    samples: Data,
    loss: LossFunction,
    optimizer: Optimizer,
    batch_size: int | None = None,
    metric: Metric | None = None,
    replay: Replay | None = None,
) -> Judged:
    """Meet all samples once, in order, one step per batch; gives the means over the samples."""
    model.train()
    size = batch_size or len(samples)
    total = metric_total = 0.0
    for start in range(0, len(samples), size):
        batch = samples[start : start + size]
        with collector_paused():  # for one step: its graph is gone when the call is over
            met = step(model, batch, loss, optimizer, metric, replay)
        total += met.loss * len(batch)
        metric_total += sum(met.metric) * len(batch)
    return Judged(total / len(samples), (metric_total / len(samples),) if metric else ())


def step(
    model: Module,
    batch: Data,
    loss: LossFunction,
    optimizer: Optimizer,
    metric: Metric | None,
    replay: Replay | None,
) -> Judged:
    """One step on a batch; gives loss and metric as they were before it."""
    optimizer.zero_grad()
    number, outputs = meet(model, batch, loss, replay)
    if not math.isfinite(number):
        raise AnomalyError(
            f"the loss became {number}; lower the learning rate {optimizer.lr:g}, or run "
            "inside detect_anomaly() to see which node did"
        )
    optimizer.step()
    return Judged(number, (float(metric(outputs, [y for _, y in batch])),) if metric else ())


def meet(
    model: Module, batch: Data, loss: LossFunction, replay: Replay | None
) -> tuple[float, Any]:
    """The loss of a batch and the model's outputs; its gradients are added to those of leaves."""
    if replay and (met := replay.met(batch)):
        for leaf, gradient in met.gradients:
            leaf.grad += gradient
        return met.loss, met.outputs
    inputs, targets = unzipped(batch)
    outputs = model(inputs)
    value = loss(outputs, targets)
    number = float(value)
    if math.isfinite(number):
        value.backward()
        if replay:
            replay.learn(batch, outputs, number)
    return number, outputs


def evaluate(model: Module, samples: Data, loss: LossFunction) -> float:
    """The loss on samples, with the model and all in it set to evaluation meanwhile.

    >>> from nn import Linear, mse_loss
    >>> evaluate(Linear(1, 1, weight=[[2]], bias=[0]), [([1], [2]), ([2], [6])], mse_loss)
    2.0
    """
    return judge(model, samples, loss, None).loss


def judge(
    model: Module,
    samples: Data,
    loss: LossFunction,
    metric: Metric | None,
    replay: Replay | None = None,
) -> Judged:
    """Loss and metric on samples, with the model and all in it set to evaluation meanwhile."""
    inputs, targets = unzipped(samples)
    if replay and (met := replay.met(samples)):
        return Judged(met.loss, (float(metric(met.outputs, targets)),) if metric else ())
    modes = [(module, module.training) for module in model.modules()]
    try:
        # Not inside no_grad: without a graph each sum and activation takes twice the time.
        with collector_paused():
            outputs = model.eval()(inputs)
            found = (float(metric(outputs, targets)),) if metric else ()
            number = float(loss(outputs, targets))
            if replay:
                replay.learn(samples, outputs, number)
            return Judged(number, found)
    finally:
        for module, was_training in modes:
            module.training = was_training


def unzipped(samples: Data) -> tuple[list[Any], list[Any]]:
    """The inputs and the targets of samples."""
    return [x for x, _ in samples], [y for _, y in samples]
