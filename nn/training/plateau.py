"""ReduceLROnPlateau: a learning rate that falls when the loss no longer does."""

import math
from typing import Literal

from autograd.ops.numerals import as_number
from nn.training.optimisers import Optimizer, at_least_zero
from nn.training.schedules import Schedule


class ReduceLROnPlateau(Schedule):
    """The rate is multiplied by `factor` when more than `patience` steps in a row bring no better
    number; `step(loss)` is told it, by `fit` the validation loss, else the training loss.

    Args:
        optimizer: Whose rate it is.
        mode: Whether better is less ("min") or more ("max").
        factor: What the rate is multiplied by, less than 1.
        patience: Steps without a better number that are waited for.
        threshold: How much better it must be to count.
        threshold_mode: "rel" for a share of the best number so far, "abs" for a difference.
        cooldown: Steps after a reduction that are not counted.
        min_lr: The rate never falls below it.
        eps: Smaller changes of the rate are left out.

    Raises:
        ValueError: A factor of 1 or more, or an unknown mode.

    >>> from autograd import Value
    >>> from nn.training.optimisers import SGD
    >>> schedule = ReduceLROnPlateau(SGD([Value(0.0)], lr=1.0), factor=0.5, patience=1)
    >>> [schedule.step(loss) for loss in (3.0, 2.0, 2.0, 2.0, 2.0, 2.0)]
    [1.0, 1.0, 1.0, 0.5, 0.5, 0.25]
    """

    def __init__(
        self,
        optimizer: Optimizer,
        mode: Literal["min", "max"] = "min",
        factor: float = 0.1,
        patience: int = 10,
        threshold: float = 1e-4,
        threshold_mode: Literal["rel", "abs"] = "rel",
        cooldown: int = 0,
        min_lr: float = 0.0,
        eps: float = 1e-8,
    ) -> None:
        for name, given, allowed in (
            ("mode", mode, ("min", "max")),
            ("threshold_mode", threshold_mode, ("rel", "abs")),
        ):
            if given not in allowed:
                raise ValueError(f"{name} is {allowed[0]!r} or {allowed[1]!r}, got {given!r}")
        if not 0 <= factor < 1:
            raise ValueError(f"factor lies in [0, 1), so that the rate falls, got {factor}")
        self.mode, self.threshold_mode = mode, threshold_mode
        self.sign, self.factor, self.patience = 1 if mode == "min" else -1, factor, patience
        self.threshold, self.relative = threshold, threshold_mode == "rel"
        self.cooldown, self.min_lr, self.eps = cooldown, at_least_zero("min_lr", min_lr), eps
        self.best = self.sign * math.inf
        self.bad_steps = self.resting = 0
        super().__init__(optimizer)

    def lr_at(self, t: int) -> float:
        """The rate at the start.

        Raises:
            ValueError: For any later time: the rate depends on numbers that are not known yet.
        """
        if t:
            raise ValueError(
                "the rates of ReduceLROnPlateau depend on the losses to come; it cannot be asked "
                "ahead, nor be part of a SequentialLR"
            )
        return self.optimizer.lr

    def step(self, metrics: float | None = None) -> float:
        """Take in a loss, or another number to watch, set the learning rate, and give it.

        Raises:
            TypeError: No number was given.
        """
        if metrics is None:
            raise TypeError("ReduceLROnPlateau needs the number it watches; write step(loss)")
        self.last_epoch += 1
        number = float(as_number(metrics))
        self.bad_steps += 1
        if self.is_better(number):
            self.best, self.bad_steps = number, 0
        if self.resting:
            self.resting, self.bad_steps = self.resting - 1, 0
        if self.bad_steps > self.patience:
            reduced = max(self.optimizer.lr * self.factor, self.min_lr)
            if self.optimizer.lr - reduced > self.eps:
                self.optimizer.lr = reduced
            self.resting, self.bad_steps = self.cooldown, 0
        return self.optimizer.lr

    def is_better(self, number: float) -> bool:
        """Whether a number is better than the best so far, by more than the threshold."""
        step = self.sign * self.threshold
        bound = self.best * (1 - step) if self.relative else self.best - step
        return self.sign * number < self.sign * bound
