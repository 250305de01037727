# ruff: noqa: A002  (`input` is PyTorch's name for what the network gave)
"""Losses over classes: a list of K numbers for each sample, and a class index or K probabilities.

Options and reductions are those of `nn.training.losses`.
"""

import math
from collections.abc import Callable, Sequence
from operator import index
from typing import Any

from autograd import Value, logsumexp, relu, square, weighted_sum
from nn.base.nested import as_nested, is_listed
from nn.training.loss_ops import total
from nn.training.reductions import Reduction, counted, reduced


def cross_entropy(input: Any, target: Any, *, reduction: Reduction = "mean") -> Any:
    """−Σ pᵢ ln softmax(z)ᵢ for logits z: one list of K, or a batch of them.

    The target of a sample is its class index, or a list of K probabilities p, where ∂/∂zᵢ =
    softmax(z)ᵢ − pᵢ.

    >>> round(cross_entropy([0.0, 0.0], 1), 4), round(cross_entropy([[5.0, 5.0]], [[0.3, 0.7]]), 4)
    (0.6931, 0.6931)
    """
    return reduced(by_sample(softmax_term, input, target), reduction)


def nll_loss(input: Any, target: Any, *, reduction: Reduction = "mean") -> Any:
    """−Σ pᵢ lᵢ for log-probabilities l, the part of `cross_entropy` that comes after log-softmax.

    The target of a sample is its class index, or (PyTorch lacks this) a list of probabilities.

    >>> nll_loss([-0.5, -2.0], 1), nll_loss([-0.5, -2.0], [0.5, 0.5])
    (2.0, 1.25)
    """
    return reduced(by_sample(likelihood_term, input, target), reduction)


def multi_margin_loss(
    input: Any, target: Any, p: int = 1, margin: float = 1.0, *, reduction: Reduction = "mean"
) -> Any:
    """Σ max(0, margin − s_y + sᵢ)ᵖ / K over the classes i ≠ y, for K scores s and class index y.

    >>> multi_margin_loss([1.0, 1.5, -2.0], 0)  # (1 - 1 + 1.5)/3
    0.5
    """
    if p not in (1, 2):
        raise ValueError(f"p is 1 or 2, got {p!r}")

    def term(scores: Sequence[Any], y: Any) -> Any:
        right = class_index(y, len(scores))
        over = [relu(s - scores[right] + margin) for i, s in enumerate(scores) if i != right]
        return total(*(over if p == 1 else map(square, over))) / len(scores)

    return reduced(by_sample(term, input, target), reduction)


def softmax_term(z: Sequence[Any], target: Any) -> Any:
    """logsumexp(z) − z_y, or logsumexp(z)·Σp − Σ pᵢzᵢ."""
    whole = logsumexp(*z)
    if not is_listed(target):
        return whole - z[class_index(target, len(z))]
    p = class_probabilities(target, len(z))
    if any(isinstance(p_i, Value) for p_i in p):
        return weighted_sum(0.0, p, [whole - z_i for z_i in z])
    return weighted_sum(0.0, [math.fsum(p), *(-p_i for p_i in p)], [whole, *z])


def likelihood_term(logs: Sequence[Any], target: Any) -> Any:
    """−l_y, or −Σ pᵢlᵢ."""
    if not is_listed(target):
        return -logs[class_index(target, len(logs))]
    return weighted_sum(0.0, [-p for p in class_probabilities(target, len(logs))], logs)


def by_sample(term: Callable[[Sequence[Any], Any], Any], input: Any, target: Any) -> Any:
    """`term` of each sample's list of K numbers and its target, or of the one sample given."""
    given, target = as_nested(input), as_nested(target)
    if not is_listed(given):
        raise ValueError("a loss over classes needs a list of K numbers for each sample, got one")
    if not given or not is_listed(given[0]):
        return term(given, target) if given else []
    if not is_listed(target) or len(given) != len(target):
        raise ValueError(
            f"a batch of {len(given)} samples needs as many targets, got {counted(target)}"
        )
    if is_listed(given[0][0]):
        raise ValueError("a loss over classes takes one list of K numbers for each sample")
    return [term(z, y) for z, y in zip(given, target, strict=True)]


def class_index(target: Any, classes: int) -> int:
    """A class index, checked."""
    try:
        number = index(target)
    except TypeError:
        raise TypeError(
            f"the target of a sample is a class index (an int) or a list of {classes} "
            f"probabilities, got {type(target).__name__} {target}"
        ) from None
    if not 0 <= number < classes:
        raise ValueError(f"class {number} of {classes} classes; they count from 0 to {classes - 1}")
    return number


def class_probabilities(target: Sequence[Any], classes: int) -> Sequence[Any]:
    """A soft target, checked."""
    if len(target) != classes:
        raise ValueError(f"{len(target)} target probabilities for {classes} classes")
    return target
