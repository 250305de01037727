"""Learning-rate schedules: PyTorch's names, each a formula for the rate after t steps.

A schedule sets its optimiser's `lr` when it is made and on every `step()`, usually once an epoch.
One optimiser follows one schedule; join several with `SequentialLR`.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence

from nn.training.optimisers import Optimizer, options_of, times


class Schedule:
    """What all schedules share: the count t of steps, and the rate after t steps.

    Attributes:
        base_lr: The optimiser's learning rate before any schedule.
        last_epoch: t.
    """

    def __init__(self, optimizer: Optimizer) -> None:
        if not isinstance(optimizer, Optimizer):
            raise TypeError(
                f"{type(self).__name__} takes an optimiser, such as "
                f"SGD(model.parameters(), lr=0.1), got {optimizer!r:.60}"
            )
        self.optimizer = optimizer
        self.base_lr = optimizer.initial_lr
        self.last_epoch = 0
        optimizer.lr = self.lr_at(0)

    def __repr__(self) -> str:
        given = ", ".join(options_of(self, "optimizer"))
        done = times(self.last_epoch, "step")
        return f"{type(self).__name__}({given}): lr={self.optimizer.lr:g} after {done}"

    def lr_at(self, t: int) -> float:
        """The learning rate after t steps."""
        raise NotImplementedError

    def step(self) -> float:
        """Count one step, set the optimiser's learning rate, and give it."""
        self.last_epoch += 1
        self.optimizer.lr = self.lr_at(self.last_epoch)
        return self.optimizer.lr

    def get_last_lr(self) -> list[float]:
        """The learning rate in force, in a list as PyTorch has it."""
        return [self.optimizer.lr]


class LambdaLR(Schedule):
    r"""base_lr · f(t) for any function f.

    >>> from autograd import Value
    >>> from nn.training.optimisers import SGD
    >>> LambdaLR(SGD([Value(0.0)], lr=1.0), lambda t: 1 / (1 + t)).step()
    0.5
    """

    def __init__(self, optimizer: Optimizer, lr_lambda: Callable[[int], float]) -> None:
        self.lr_lambda = lr_lambda
        super().__init__(optimizer)

    def lr_at(self, t: int) -> float:
        """base_lr · f(t)."""
        return self.base_lr * self.lr_lambda(t)


class StepLR(Schedule):
    """base_lr · γ^⌊t / step_size⌋: a drop every `step_size` steps.

    >>> from autograd import Value
    >>> from nn.training.optimisers import SGD
    >>> schedule = StepLR(SGD([Value(0.0)], lr=1.0), step_size=2, gamma=0.5)
    >>> [schedule.lr_at(t) for t in range(5)]
    [1.0, 1.0, 0.5, 0.5, 0.25]
    """

    def __init__(self, optimizer: Optimizer, step_size: int, gamma: float = 0.1) -> None:
        self.step_size = at_least_one("step_size", step_size)
        self.gamma = gamma
        super().__init__(optimizer)

    def lr_at(self, t: int) -> float:
        """base_lr · γ^⌊t / step_size⌋."""
        return self.base_lr * self.gamma ** (t // self.step_size)


class MultiStepLR(Schedule):
    """base_lr · γᵏ after k of the milestones are reached.

    >>> from autograd import Value
    >>> from nn.training.optimisers import SGD
    >>> schedule = MultiStepLR(SGD([Value(0.0)], lr=1.0), milestones=[1, 3], gamma=0.5)
    >>> [schedule.lr_at(t) for t in range(5)]
    [1.0, 0.5, 0.5, 0.25, 0.25]
    """

    def __init__(self, optimizer: Optimizer, milestones: Sequence[int], gamma: float = 0.1) -> None:
        if not isinstance(milestones, Sequence):
            raise TypeError(
                f"milestones are a list of steps, got {milestones!r}; write [{milestones}]"
            )
        self.milestones = tuple(sorted(at_least_one("a milestone", t) for t in milestones))
        self.gamma = gamma
        super().__init__(optimizer)

    def lr_at(self, t: int) -> float:
        """base_lr · γ^#{milestones ≤ t}."""
        return self.base_lr * self.gamma ** bisect_right(self.milestones, t)


class ExponentialLR(Schedule):
    """base_lr · γᵗ.

    >>> from autograd import Value
    >>> from nn.training.optimisers import SGD
    >>> schedule = ExponentialLR(SGD([Value(0.0)], lr=1.0), gamma=0.5)
    >>> [schedule.lr_at(t) for t in range(3)]
    [1.0, 0.5, 0.25]
    """

    def __init__(self, optimizer: Optimizer, gamma: float) -> None:
        self.gamma = gamma
        super().__init__(optimizer)

    def lr_at(self, t: int) -> float:
        """base_lr · γᵗ."""
        return self.base_lr * self.gamma**t


class CosineAnnealingLR(Schedule):
    """From base_lr down to `eta_min` in `T_max` steps along half a cosine, and up again after it.

    >>> from autograd import Value
    >>> from nn.training.optimisers import SGD
    >>> schedule = CosineAnnealingLR(SGD([Value(0.0)], lr=1.0), T_max=2)
    >>> [schedule.lr_at(t) for t in range(3)]
    [1.0, 0.5, 0.0]
    """

    def __init__(self, optimizer: Optimizer, T_max: int, eta_min: float = 0.0) -> None:  # noqa: N803  (PyTorch's name)
        self.T_max = at_least_one("T_max", T_max)
        self.eta_min = eta_min
        super().__init__(optimizer)

    def lr_at(self, t: int) -> float:
        """eta_min + (base_lr − eta_min)(1 + cos(πt/T_max))/2."""
        height = (1 + math.cos(math.pi * t / self.T_max)) / 2
        return self.eta_min + (self.base_lr - self.eta_min) * height


class LinearLR(Schedule):
    """Warm-up: from start_factor·base_lr in `total_iters` equal steps to end_factor·base_lr.

    >>> from autograd import Value
    >>> from nn.training.optimisers import SGD
    >>> schedule = LinearLR(SGD([Value(0.0)], lr=1.0), start_factor=0.5, total_iters=2)
    >>> [schedule.lr_at(t) for t in range(4)]
    [0.5, 0.75, 1.0, 1.0]
    """

    def __init__(
        self,
        optimizer: Optimizer,
        start_factor: float = 1 / 3,
        end_factor: float = 1.0,
        total_iters: int = 5,
    ) -> None:
        self.start_factor, self.end_factor = start_factor, end_factor
        self.total_iters = at_least_one("total_iters", total_iters)
        super().__init__(optimizer)

    def lr_at(self, t: int) -> float:
        """base_lr times the factor reached after t steps."""
        done = min(t, self.total_iters) / self.total_iters
        return self.base_lr * (self.start_factor + (self.end_factor - self.start_factor) * done)


class SequentialLR(Schedule):
    """One schedule after another: the next begins, at its own t = 0, when t reaches a milestone.

    >>> from autograd import Value
    >>> from nn.training.optimisers import SGD
    >>> optimizer = SGD([Value(0.0)], lr=1.0)
    >>> warm_up, decay = LinearLR(optimizer, 0.5, total_iters=2), ExponentialLR(optimizer, 0.5)
    >>> schedule = SequentialLR(optimizer, [warm_up, decay], milestones=[2])
    >>> [schedule.lr_at(t) for t in range(5)]
    [0.5, 0.75, 1.0, 0.5, 0.25]
    """

    def __init__(
        self, optimizer: Optimizer, schedulers: Sequence[Schedule], milestones: Sequence[int]
    ) -> None:
        self.schedulers, self.milestones = tuple(schedulers), tuple(milestones)
        if len(self.schedulers) != len(self.milestones) + 1:
            raise ValueError(
                "one milestone stands between two schedules, got "
                f"{len(self.schedulers)} schedules and {len(self.milestones)} milestones"
            )
        if any(later <= earlier for earlier, later in zip((0, *milestones), milestones)):  # noqa: B905
            raise ValueError(f"milestones grow from above 0, got {list(milestones)}")
        if any(schedule.optimizer is not optimizer for schedule in self.schedulers):
            raise ValueError("all schedules must be made for this optimiser")
        super().__init__(optimizer)

    def lr_at(self, t: int) -> float:
        """The rate of the schedule in force after t steps."""
        begun = sum(milestone <= t for milestone in self.milestones)
        return self.schedulers[begun].lr_at(t - (0, *self.milestones)[begun])


def at_least_one(name: str, number: int) -> int:
    """`number` if it is a whole number from 1; the name is for the message."""
    if not isinstance(number, int) or number < 1:
        raise ValueError(f"{name} is a whole number, 1 or more, got {number!r}")
    return number
