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
from random import Random
from typing import Any

from autograd import AnomalyError
from nn.base.module import Module
from nn.training.history import History, Judged
from nn.training.optimisers import Optimizer
from nn.training.plateau import ReduceLROnPlateau
from nn.training.progress import progress_bar
from nn.training.refusals import check, check_functions, check_optimizer, check_schedule
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
) -> History:
    """Train a model on (input, target) pairs, and give the history of its losses.

    With validation data the model ends with the weights of its best epoch, else with the last ones.
    Ctrl-C ends the training: the model then has the weights of the best epoch so far.

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

    Raises:
        ValueError: No samples, a number that is not 1 or more, or an optimiser of another model.
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
    best = model.state_dict()
    try:
        with progress_bar(epochs, progress) as report:
            for epoch in range(1, epochs + 1):
                if shuffle:
                    rng.shuffle(order)
                rate = optimizer.lr
                trained = train(model, order, loss, optimizer, batch_size, metric)
                judged = None if validation is None else judge(model, validation, loss, metric)
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
) -> Judged:
    """Meet all samples once, in order, one step per batch; gives the means over the samples."""
    model.train()
    size = batch_size or len(samples)
    total = metric_total = 0.0
    for start in range(0, len(samples), size):
        inputs, targets = unzipped(samples[start : start + size])
        optimizer.zero_grad()
        outputs = model(inputs)
        value = loss(outputs, targets)
        if not math.isfinite(float(value)):
            raise AnomalyError(
                f"the loss became {float(value)}; lower the learning rate {optimizer.lr:g}, or run "
                "inside detect_anomaly() to see which node did"
            )
        value.backward()
        optimizer.step()
        total += float(value) * len(inputs)
        metric_total += float(metric(outputs, targets)) * len(inputs) if metric else 0.0
    return Judged(total / len(samples), (metric_total / len(samples),) if metric else ())


def evaluate(model: Module, samples: Data, loss: LossFunction) -> float:
    """The loss on samples, with the model and all in it set to evaluation meanwhile.

    >>> from nn import Linear, mse_loss
    >>> evaluate(Linear(1, 1, weight=[[2]], bias=[0]), [([1], [2]), ([2], [6])], mse_loss)
    2.0
    """
    return judge(model, samples, loss, None).loss


def judge(model: Module, samples: Data, loss: LossFunction, metric: Metric | None) -> Judged:
    """Loss and metric on samples, with the model and all in it set to evaluation meanwhile."""
    modes = [(module, module.training) for module in model.modules()]
    inputs, targets = unzipped(samples)
    try:
        # Not inside no_grad: without a graph each sum and activation takes twice the time.
        outputs = model.eval()(inputs)
        found = (float(metric(outputs, targets)),) if metric else ()
        return Judged(float(loss(outputs, targets)), found)
    finally:
        for module, was_training in modes:
            module.training = was_training


def unzipped(samples: Data) -> tuple[list[Any], list[Any]]:
    """The inputs and the targets of samples."""
    return [x for x, _ in samples], [y for _, y in samples]
