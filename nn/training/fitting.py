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
from dataclasses import dataclass, field
from random import Random
from typing import Any, NamedTuple

from autograd import AnomalyError
from nn.base.module import Module
from nn.training.optimisers import Optimizer
from nn.training.plateau import ReduceLROnPlateau
from nn.training.progress import progress_bar
from nn.training.refusals import check, check_functions, check_optimizer, check_schedule
from nn.training.schedules import Schedule

Sample = tuple[Any, Any]
Data = Sequence[Sample]
LossFunction = Callable[[Any, Any], Any]
Metric = Callable[[Any, Any], Any]


class Judged(NamedTuple):
    """A model on samples: the mean loss, and the metric, alone or none in a tuple."""

    loss: float
    metric: tuple[float, ...]


@dataclass(repr=False)
class History:
    """What happened in a training, one entry per epoch.

    Attributes:
        training: The mean loss over the epoch's samples, as each batch was met.
        validation: The loss on the validation data after the epoch; empty without such data.
        learning_rates: The rate the epoch was trained with.
        best_epoch: The epoch with the lowest validation loss (without validation data, training
            loss), counted from 1; 0 if none was finished.
        ended: "finished", "early stop" or "interrupted".
        metric: What the metric is called; empty if there is none.
        training_metric: The metric over the epoch's samples, as each batch was met.
        validation_metric: The metric on the validation data after the epoch.

    >>> history = History()
    >>> [history.record(0.1, training, None) for training in (2.0, 1.0, 1.5)]
    [True, True, False]
    >>> print(history)
    finished after 3 epochs: training loss 1.5, best 1 in epoch 2
    """

    training: list[float] = field(default_factory=list)
    validation: list[float] = field(default_factory=list)
    learning_rates: list[float] = field(default_factory=list)
    best_epoch: int = 0
    ended: str = "finished"
    metric: str = ""
    training_metric: list[float] = field(default_factory=list)
    validation_metric: list[float] = field(default_factory=list)

    def record(self, rate: float, training: float, validation: float | None) -> bool:
        """Add an epoch; tells whether it is the best so far."""
        self.learning_rates.append(rate)
        self.training.append(training)
        if validation is not None:
            self.validation.append(validation)
        losses = self.monitored
        is_best = not self.best_epoch or losses[-1] < losses[self.best_epoch - 1]
        if is_best:
            self.best_epoch = len(losses)
        return is_best

    def enter(self, rate: float, trained: Judged, judged: Judged | None) -> bool:
        """Add an epoch with its metric; tells whether it is the best so far."""
        self.training_metric += trained.metric
        self.validation_metric += judged.metric if judged else ()
        return self.record(rate, trained.loss, judged.loss if judged else None)

    @property
    def monitored(self) -> list[float]:
        """The losses by which epochs are compared."""
        return self.validation or self.training

    def __str__(self) -> str:
        if not self.training:
            return f"{self.ended} before the first epoch was finished"
        parts = [f"training loss {self.training[-1]:.4g}"]
        if self.validation:
            parts.append(f"validation loss {self.validation[-1]:.4g}")
        if metrics := self.validation_metric or self.training_metric:
            parts.append(f"{self.metric} {metrics[-1]:.4g}")
        if self.monitored[-1] > self.monitored[self.best_epoch - 1]:
            parts.append(
                f"best {self.monitored[self.best_epoch - 1]:.4g} in epoch {self.best_epoch}"
            )
        return f"{self.ended} after {len(self.training)} epochs: {', '.join(parts)}"

    __repr__ = __str__


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
