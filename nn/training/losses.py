# ruff: noqa: A002  (`input` is PyTorch's name for what the network gave)
"""Losses as functions, with PyTorch's names, argument order and defaults.

`input` and `target` are numbers, Values, or nested lists of them. `reduction`, always by name, is
"mean", "sum", or "none", which keeps one term per number (per sample where classes are compared).
One term is one node or two, and the mean is one more.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from operator import index
from typing import Any, Literal

from autograd import DomainError, Value, log, logsumexp, relu, square, squared_error, weighted_sum
from nn.base.nested import as_nested, entries, is_listed
from nn.training.loss_ops import bce, bce_with_logits, half_squared_error, mean, total

Reduction = Literal["mean", "sum", "none"]
REDUCTIONS: dict[str, Callable[..., Any]] = {"mean": mean, "sum": total}


def mse_loss(input: Any, target: Any, *, reduction: Reduction = "mean", half: bool = False) -> Any:
    """The squared error (input − target)², or ½ of it with `half`, by default its mean.

    >>> mse_loss([3.0, 1.0], [1.0, 1.0]), mse_loss(3.0, 1.0, half=True)
    (2.0, 2.0)
    """
    term = half_squared_error if half else squared_error
    return reduced(matched(term, input, target), reduction)


def l1_loss(input: Any, target: Any, *, reduction: Reduction = "mean") -> Any:
    """The absolute error |input − target|.

    >>> l1_loss([3.0, 1.0], [1.0, 2.0])
    1.5
    """
    return reduced(matched(lambda x, y: abs(x - y), input, target), reduction)


def binary_cross_entropy(input: Any, target: Any, *, reduction: Reduction = "mean") -> Any:
    """−(y ln p + (1 − y) ln(1 − p)) for probabilities p and targets y, both in [0, 1].

    A p of exactly 0 or 1 gives 0 where it is right, and where it is wrong a DomainError (100 in
    PyTorch); `binary_cross_entropy_with_logits` is finite for every logit.

    >>> round(binary_cross_entropy([0.5, 0.75], [1, 1]), 4)  # (ln 2 + ln 4/3)/2
    0.4904
    """
    return reduced(matched(binary_term, input, target), reduction)


def binary_cross_entropy_with_logits(
    input: Any, target: Any, *, reduction: Reduction = "mean"
) -> Any:
    """The binary cross-entropy of σ(z) and y for logits z, as softplus(z) − y·z; ∂/∂z = σ(z) − y.

    >>> binary_cross_entropy_with_logits([1000.0, -1000.0], [0, 0])
    500.0
    """
    return reduced(
        matched(lambda z, y: bce_with_logits(z, target_probability(y)), input, target), reduction
    )


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


def hinge_loss(
    input: Any, target: Any, margin: float = 1.0, *, reduction: Reduction = "mean"
) -> Any:
    """max(0, margin − y·s) for scores s and targets y of −1 or 1; at the corner ∂/∂s = 0.

    >>> hinge_loss([2.0, 0.5], [1, -1])
    0.75
    """

    def term(s: Any, y: Any) -> Any:
        if float(y) not in (-1.0, 1.0):
            raise ValueError(f"a target of the hinge loss is -1 or 1, got {float(y):g}")
        return relu(margin - y * s)

    return reduced(matched(term, input, target), reduction)


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


def l1_penalty(params: Iterable[Any], strength: float = 1.0) -> Any:
    """strength · Σ|w|, to be added to a loss.

    >>> l1_penalty([1.0, -2.0], 0.5)
    1.5
    """
    return strength * total(*map(abs, params))


def l2_penalty(params: Iterable[Any], strength: float = 1.0, *, half: bool = False) -> Any:
    """strength · Σw², or half of it, to be added to a loss.

    The optimisers' `weight_decay` λ is the gradient of λ/2 Σw²: `l2_penalty(params, λ, half=True)`.

    >>> l2_penalty([1.0, -2.0], 0.5), l2_penalty([1.0, -2.0], 0.5, half=True)
    (2.5, 1.25)
    """
    return (strength / 2 if half else strength) * total(*map(square, params))


def binary_term(p: Any, y: Any) -> Any:
    """The binary cross-entropy of one probability; at 0 and 1 only the term that has a value."""
    number = float(p)
    if 0 < number < 1:
        return bce(p, target_probability(y))
    if not 0 <= number <= 1:
        raise DomainError(
            f"a probability p lies in [0, 1], got {number:g}; give a logit to "
            "binary_cross_entropy_with_logits"
        )
    if number == float(target_probability(y)):
        return -log(p) if p else -log(1 - p)
    raise DomainError(
        f"the binary cross-entropy of p = {number:g} with target {float(y):g} is infinite; give "
        "the logit to binary_cross_entropy_with_logits, which is finite"
    )


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


def reduced(terms: Any, reduction: str) -> Any:
    """The terms in one number, or as they are for "none"."""
    if reduction == "none":
        return terms
    if reduction not in REDUCTIONS:
        raise ValueError(f"reduction is 'mean', 'sum' or 'none', got {reduction!r}")
    numbers = list(entries(terms))
    if not numbers:
        raise ValueError("the loss of an empty batch; give at least one sample")
    return numbers[0] if len(numbers) == 1 else REDUCTIONS[reduction](*numbers)


def matched(term: Callable[[Any, Any], Any], input: Any, target: Any) -> Any:
    """`term` of each number of `input` and its number of `target`, in the same nesting."""
    given, target = as_nested(input), as_nested(target)
    if not is_listed(given) and not is_listed(target):
        return term(given, target)
    if not (is_listed(given) and is_listed(target)) or len(given) != len(target):
        raise ValueError(
            f"a loss needs one target for each number, got {counted(given)} and {counted(target)} "
            "as target"
        )
    return [matched(term, x, y) for x, y in zip(given, target, strict=True)]


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


def target_probability(y: Any) -> Any:
    """The target of a binary cross-entropy, checked."""
    if not 0 <= float(y) <= 1:
        raise ValueError(
            f"a target of the binary cross-entropy lies in [0, 1], got {float(y):g}; "
            "for targets -1 and 1 use hinge_loss or (y + 1)/2"
        )
    return y


def counted(x: Any) -> str:
    """How many, for error messages."""
    return f"a list of {len(x)}" if is_listed(x) else "one number"
