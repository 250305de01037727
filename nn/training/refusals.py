"""What a training refuses before it begins, in one line each."""

from collections.abc import Iterable, Sequence, Sized
from typing import Any

from nn.base.module import Module
from nn.training.optimisers import Optimizer


def check(data: Sequence[Any], validation: Sequence[Any] | None, **counts: int | None) -> None:
    """Refuse what cannot be trained with."""
    for name, samples in (("data", data), ("validation", validation)):
        if samples is None:
            continue
        if not isinstance(samples, Iterable):
            raise TypeError(f"{name} is a list of (input, target) pairs, got {samples!r:.60}")
        if not isinstance(samples, Sized):
            raise TypeError(
                f"{name} is read again in each epoch, but a {type(samples).__name__} can be read "
                f"only once; make it a list: {name} = list({name})"
            )
        if not len(samples):
            raise ValueError(f"{name} has no samples; give (input, target) pairs")
        if any(not isinstance(sample, (tuple, list)) or len(sample) != 2 for sample in samples):
            raise ValueError(
                f"{name} is a list of (input, target) pairs; of inputs and targets apart, make "
                "list(zip(inputs, targets))"
            )
    for name, count in counts.items():
        if count is not None and (not isinstance(count, int) or count < 1):
            raise ValueError(f"{name} is a whole number, 1 or more, got {count!r}")


def check_functions(**functions: Any) -> None:
    """Refuse names where functions are asked for."""
    for name, function in functions.items():
        if function is not None and not callable(function):
            example = {"loss": "nn.mse_loss", "metric": "nn.accuracy"}[name]
            raise TypeError(f"{name} is a function, such as {example}, got {function!r:.60}")


def check_schedule(schedule: Any) -> None:
    """Refuse what cannot be stepped."""
    if schedule is not None and not hasattr(schedule, "step"):
        raise TypeError(
            f"schedule is one of the optimiser, StepLR(optimizer, 10), got {schedule!r:.60}"
        )


def check_optimizer(optimizer: Any, model: Any) -> None:
    """Refuse what is no model or no optimiser, or one that would change nothing of the model."""
    if not isinstance(model, Module):
        raise TypeError(f"fit trains a module, such as nn.MLP(2, [4, 1]), got {model!r:.60}")
    if not isinstance(optimizer, Optimizer):
        given = optimizer.__name__ if isinstance(optimizer, type) else repr(optimizer)
        raise TypeError(
            "the optimiser is made of the model's parameters, SGD(model.parameters(), lr=0.1), "
            f"got {given:.60}"
        )
    if set(optimizer.params).isdisjoint(model.parameters()):
        raise ValueError(
            f"the optimiser has none of the parameters of this {type(model).__name__}; make it "
            f"anew: {type(optimizer).__name__}(model.parameters(), lr={optimizer.lr:g})"
        )
