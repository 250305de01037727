# ruff: noqa: A002  (`input` is PyTorch's name for what the network gave)
"""Losses as modules, with PyTorch's names: each holds the options of a loss function."""

from collections.abc import Callable
from inspect import signature
from typing import Any

from autograd import Value
from nn.base.module import Module
from nn.base.nested import as_nested, rank_of
from nn.training import class_losses, losses
from nn.training.reductions import checked_reduction


class Loss(Module):
    """A loss function with its options chosen; its nodes are drawn as one module.

    Options are given by name; `weight` may stand alone, as in `CrossEntropyLoss([1, 3])`.

    Raises:
        TypeError: The function has no such option, or it is not given by name.
    """

    function: Callable[..., Any]

    def __init__(self, *unnamed: Any, **options: Any) -> None:
        allowed = [name for name in signature(self.function).parameters if name not in NOT_OPTIONS]
        if len(unnamed) == 1 and allowed[0] == "weight" and is_weight(unnamed[0]):
            options, unnamed = {"weight": unnamed[0]} | options, ()  # as it is often written
        if unnamed:
            kind = type(self).__name__
            raise TypeError(
                f"options of a loss are given by name: {kind}(reduction={unnamed[0]!r})"
                if isinstance(unnamed[0], str)
                else f"{kind} is made first and then called: {kind}()(outputs, targets)"
            )
        for name in options:
            if name not in allowed:
                raise TypeError(
                    f"{type(self).__name__} has no option {name!r}; it has {', '.join(allowed)}"
                )
        if "reduction" in options:
            checked_reduction(options["reduction"])
        self.options = options

    def forward(self, input: Any, target: Any) -> Any:
        """The loss."""
        return self.function(input, target, **self.options)

    def extra_repr(self) -> str:
        """The options given."""
        return ", ".join(f"{name}={value!r}" for name, value in self.options.items())


NOT_OPTIONS = ("input", "target")


def is_weight(x: Any) -> bool:
    """Whether this is a number for each class, and not what a model gave.

    >>> is_weight([1, 3]), is_weight([Value(1.0), Value(3.0)])
    (True, False)
    """
    return rank_of(x := as_nested(x)) == 1 and not any(isinstance(w, Value) for w in x)


class MSELoss(Loss):
    """`mse_loss` as a module.

    >>> MSELoss(reduction="sum")([3.0, 1.0], [1.0, 0.0])
    5.0
    """

    function = staticmethod(losses.mse_loss)


class L1Loss(Loss):
    """`l1_loss` as a module.

    >>> L1Loss()(3.0, 1.0)
    2.0
    """

    function = staticmethod(losses.l1_loss)


class HuberLoss(Loss):
    """`huber_loss` as a module.

    >>> HuberLoss(delta=2.0)(5.0, 1.0)  # 2·(4 − 1)
    6.0
    """

    function = staticmethod(losses.huber_loss)


class BCELoss(Loss):
    """`binary_cross_entropy` as a module.

    >>> round(BCELoss()(0.5, 1.0), 4)
    0.6931
    """

    function = staticmethod(losses.binary_cross_entropy)


class BCEWithLogitsLoss(Loss):
    """`binary_cross_entropy_with_logits` as a module.

    >>> round(BCEWithLogitsLoss()(0.0, 1.0), 4)
    0.6931
    """

    function = staticmethod(losses.binary_cross_entropy_with_logits)


class CrossEntropyLoss(Loss):
    """`cross_entropy` as a module.

    >>> round(CrossEntropyLoss()([0.0, 0.0], 1), 4)
    0.6931
    """

    function = staticmethod(class_losses.cross_entropy)


class NLLLoss(Loss):
    """`nll_loss` as a module.

    >>> NLLLoss()([-0.5, -2.0], 1)
    2.0
    """

    function = staticmethod(class_losses.nll_loss)


class HingeLoss(Loss):
    """`hinge_loss` as a module.

    >>> HingeLoss(margin=2.0)(1.5, 1)
    0.5
    """

    function = staticmethod(losses.hinge_loss)


class MultiMarginLoss(Loss):
    """`multi_margin_loss` as a module.

    >>> MultiMarginLoss()([1.0, 1.5, -2.0], 0)
    0.5
    """

    function = staticmethod(class_losses.multi_margin_loss)
