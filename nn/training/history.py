"""What happened in a training, epoch by epoch."""

from dataclasses import dataclass, field
from typing import NamedTuple


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
        replayed: How many steps were runs of a tape.

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
    replayed: int = field(default=0, compare=False)

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
