# ruff: noqa: A002  (`input` is PyTorch's name for what the network gave)
"""Losses as functions, with PyTorch's names, argument order and defaults.

`input` and `target` are numbers, Values, or nested lists of them. `reduction`, always by name, is
"mean", "sum", or "none", which keeps one term per number (per sample where classes are compared).
One term is one node or two, and the mean is one more.
"""

from collections.abc import Iterable
from typing import Any

from autograd import DomainError, log, relu, square, squared_error
from autograd.ops.numerals import as_number
from nn.base.nested import as_nested, is_listed
from nn.training.loss_ops import bce, bce_with_logits, half_squared_error, huber, total
from nn.training.reductions import Reduction, matched, reduced


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


def huber_loss(
    input: Any, target: Any, *, reduction: Reduction = "mean", delta: float = 1.0
) -> Any:
    """½d² for differences d = input − target up to delta, and δ(|d| − ½δ) beyond [Huber 1964].

    The gradient is d near the target and never more than δ, so single outliers pull little; it is
    `mse_loss(half=True)` for small differences and δ times `l1_loss` less ½δ² for large ones.

    >>> huber_loss([1.5, 5.0], [1.0, 1.0])  # (0.125 + 3.5)/2
    1.8125
    """
    return reduced(matched(lambda x, y: huber(x, y, delta), input, target), reduction)


def binary_cross_entropy(input: Any, target: Any, *, reduction: Reduction = "mean") -> Any:
    """−(y ln p + (1 − y) ln(1 − p)) for probabilities p and targets y, both in [0, 1].

    A p of exactly 0 or 1 gives 0 where it is right, and where it is wrong a DomainError (100 in
    PyTorch); `binary_cross_entropy_with_logits` is finite for every logit.

    >>> round(binary_cross_entropy([0.5, 0.75], [1, 1]), 4)  # (ln 2 + ln 4/3)/2
    0.4904
    """
    return reduced(matched(binary_term, input, target), reduction)


def binary_cross_entropy_with_logits(
    input: Any, target: Any, *, reduction: Reduction = "mean", pos_weight: float | None = None
) -> Any:
    """The binary cross-entropy of σ(z) and y for logits z, as softplus(z) − y·z; ∂/∂z = σ(z) − y.

    With `pos_weight` w, a target of 1 counts w times: −(w·y ln σ(z) + (1 − y) ln(1 − σ(z))).

    >>> binary_cross_entropy_with_logits([1000.0, -1000.0], [0, 0])
    500.0
    >>> binary_cross_entropy_with_logits([-1000.0, 1000.0], [1, 0], pos_weight=3)
    2000.0
    """
    if is_listed(as_nested(pos_weight)):
        raise TypeError(f"pos_weight is one number for all outputs, got {pos_weight}; write 3.0")
    w = 1.0 if pos_weight is None else float(as_number(pos_weight))
    if not w >= 0:
        raise ValueError(f"pos_weight is a number, 0 or more, got {pos_weight}")

    def term(z: Any, y: Any) -> Any:
        y = target_probability(y)
        if w == 1:
            return bce_with_logits(z, y)
        whole = w * y + (1 - y)  # the same loss for a target of w·y/whole, whole times
        return whole * bce_with_logits(z, w * y / whole) if whole else 0.0

    return reduced(matched(term, input, target), reduction)


def hinge_loss(
    input: Any, target: Any, margin: float = 1.0, *, reduction: Reduction = "mean"
) -> Any:
    """max(0, margin − y·s) for scores s and targets y of −1 or 1; at the corner ∂/∂s = 0.

    >>> hinge_loss([2.0, 0.5], [1, -1])
    0.75
    """

    def term(s: Any, y: Any) -> Any:
        if not 1 <= abs(y) <= 1:  # asked of the node itself, so that a tape can ask it again
            raise ValueError(f"a target of the hinge loss is -1 or 1, got {float(y):g}")
        return relu(margin - y * s)

    return reduced(matched(term, input, target), reduction)


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
    if 0 < p < 1:
        return bce(p, target_probability(y))
    number = float(p)
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


def target_probability(y: Any) -> Any:
    """The target of a binary cross-entropy, checked."""
    if not 0 <= y <= 1:
        raise ValueError(
            f"a target of the binary cross-entropy lies in [0, 1], got {float(y):g}; "
            "for targets -1 and 1 use hinge_loss or (y + 1)/2"
        )
    return y
