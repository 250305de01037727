# ruff: noqa: A002  (`input` is PyTorch's name for what the network gave)
"""Losses over classes: a list of K numbers for each sample, and a class index or K probabilities.

Options and reductions are those of `nn.training.losses`.
"""

import math
from collections.abc import Callable, Sequence
from numbers import Integral, Real
from operator import index
from typing import Any

from autograd import Value, logsumexp, relu, square, weighted_sum
from autograd.ops.many import sigma
from nn.base.nested import is_listed, numbers_of, shape_of, show_shape
from nn.training.choices import Choice
from nn.training.loss_ops import total
from nn.training.reductions import Reduction, counted, listed, reduced


def cross_entropy(
    input: Any,
    target: Any,
    weight: Sequence[float] | None = None,
    *,
    ignore_index: int = -100,
    reduction: Reduction = "mean",
    label_smoothing: float = 0.0,
) -> Any:
    """−Σ pᵢ ln softmax(z)ᵢ for logits z: one list of K, or a batch of them.

    The target of a sample is its class index, or a list of K probabilities p, where ∂/∂zᵢ =
    softmax(z)ᵢ − pᵢ.

    Args:
        input: Logits.
        target: Class indices or probabilities.
        weight: How much each class counts: its term of the sum is multiplied by it. The mean over
            indices is divided by the weights of the targets, as in PyTorch.
        ignore_index: An index that stands for "no target": such samples count nothing.
        reduction: "mean", "sum" or "none".
        label_smoothing: ε from 0 to 1: p becomes (1 − ε)p + ε/K.

    >>> round(cross_entropy([0.0, 0.0], 1), 4), round(cross_entropy([[5.0, 5.0]], [[0.3, 0.7]]), 4)
    (0.6931, 0.6931)
    >>> cross_entropy([[0.0, 0.0], [0.0, 0.0]], [0, 1], weight=[3, 1], reduction="none")
    [2.07944..., 0.69314...]
    """
    options = weight, ignore_index, label_smoothing
    return over_classes(softmax_term, input, target, reduction, *options)


def nll_loss(
    input: Any,
    target: Any,
    weight: Sequence[float] | None = None,
    *,
    ignore_index: int = -100,
    reduction: Reduction = "mean",
) -> Any:
    """−Σ pᵢ lᵢ for log-probabilities l, the part of `cross_entropy` that comes after log-softmax.

    The target of a sample is its class index, or (PyTorch lacks this) a list of probabilities;
    `weight` and `ignore_index` are those of `cross_entropy`.

    >>> nll_loss([-0.5, -2.0], 1), nll_loss([-0.5, -2.0], [0.5, 0.5])
    (2.0, 1.25)
    """
    return over_classes(likelihood_term, input, target, reduction, weight, ignore_index)


def over_classes(
    term: Callable[[Sequence[Any], Any], Any],
    input: Any,
    target: Any,
    reduction: Reduction,
    weight: Sequence[float] | None,
    ignore_index: int,
    smoothing: float = 0.0,
) -> Any:
    """The terms of all samples, weighted and smoothed where asked, in one number."""
    if not 0 <= smoothing <= 1:
        raise ValueError(f"label_smoothing is a number from 0 to 1, got {smoothing}")
    shares: list[float] = []

    def counting(z: Sequence[Any], y: Any) -> Any:
        share, y = weighed(y, len(z), weight, ignore_index, smoothing)
        shares.append(share)
        if not share or weight is None or is_listed(y):
            return term(z, y) if share else 0.0
        return share * term(z, y)

    terms = by_sample(counting, input, target)
    if reduction != "mean" or all(share == 1 for share in shares):
        return reduced(terms, reduction)
    if not sum(shares):
        raise ValueError(
            f"the mean of no targets: each is {ignore_index} (ignore_index) or of weight 0; "
            "write reduction='sum' where such a batch may come"
        )
    return reduced(terms, "sum") / sum(shares)


def weighed(
    target: Any,
    classes: int,
    weight: Sequence[float] | None,
    ignore_index: int,
    smoothing: float,
) -> tuple[float, Any]:
    """How much a sample counts in the mean, and its target: an index, or what multiplies −ln p."""
    weights = [1.0] * classes if weight is None else class_weights(weight, classes)
    share = 1.0
    if isinstance(target, Choice) and weight is None and not smoothing and ignore_index < 0:
        return share, target
    if not is_listed(target):
        if target == ignore_index:
            return 0.0, target
        share = weights[class_index(target, classes)]
        if not smoothing:
            return share, target
        target = [float(i == target) for i in range(classes)]
    elif not smoothing and weight is None:
        return share, target
    p = class_probabilities(target, classes)
    smooth = [(1 - smoothing) * p_i + smoothing / classes for p_i in p] if smoothing else p
    return share, [w * p_i for w, p_i in zip(weights, smooth, strict=True)]


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
        return whole - chosen(z, target)
    p = class_probabilities(target, len(z))
    if any(isinstance(p_i, Value) for p_i in p):
        return weighted_sum(0.0, p, [whole - z_i for z_i in z])
    return weighted_sum(0.0, [math.fsum(p), *(-p_i for p_i in p)], [whole, *z])


def likelihood_term(logs: Sequence[Any], target: Any) -> Any:
    """−l_y, or −Σ pᵢlᵢ."""
    if not is_listed(target):
        return -chosen(logs, target)
    return weighted_sum(0.0, [-p for p in class_probabilities(target, len(logs))], logs)


def chosen(numbers: Sequence[Any], target: Any) -> Any:
    """The number of the class that is meant."""
    if isinstance(target, Choice):
        return target.among(numbers)
    return numbers[class_index(target, len(numbers))]


def by_sample(term: Callable[[Sequence[Any], Any], Any], input: Any, target: Any) -> Any:
    """`term` of each sample's list of K numbers and its target, or of the one sample given."""
    given, target = listed(input), listed(target)
    if not is_listed(given):
        raise ValueError("a loss over classes needs a list of K numbers for each sample, got one")
    if not given or not is_listed(given[0]):
        refuse_outputs_of_samples(given, target)
        return term(given, target) if given else []
    if not is_listed(target) or len(given) != len(target):
        raise ValueError(
            f"a batch of {len(given)} samples needs as many targets, got {counted(target)}"
        )
    if is_listed(given[0][0]):
        raise ValueError("a loss over classes takes one list of K numbers for each sample")
    if len(given[0]) == 1 and is_whole(target[0]):
        raise ValueError(f"a choice between classes needs two or more numbers for a sample{ONE}")
    return [term(z, y) for z, y in zip(given, target, strict=True)]


ONE = (
    "; a model with one output is trained with binary_cross_entropy_with_logits, or with "
    "hinge_loss for targets -1 and 1"
)


def refuse_outputs_of_samples(given: Sequence[Any], target: Any) -> None:
    """Raise the error of N samples with one output each, which read like one sample of N classes.

    Whole numbers as targets, labels such as 1.0 and -1.0 too, are then no probabilities; or where
    just one of them is 1 and all are ints, the outputs are sums with the same weights.

    Raises:
        ValueError: It is so.
    """
    if not given or not is_listed(target) or not all(map(is_whole, target)):
        return
    first, second = map(sum_before, (given[0], given[-1]))
    counted_off = all(isinstance(y, Integral) for y in target)
    same_weights = counted_off and first is not None and first is second
    if len(given) == 1 or sum(target) != 1 or same_weights:
        raise ValueError(
            f"{len(given)} numbers and {len(target)} whole numbers as targets are read as one "
            f"sample and the probabilities of its classes, which these are not{ONE}"
        )


def is_whole(target: Any) -> bool:
    """Whether a target is a whole number, as an int or, like the labels ±1, as a float."""
    return isinstance(target, Real) and float(target).is_integer()


def sum_before(node: Any) -> Any:
    """The first weight of the weighted sum that a number was made of by functions of one number."""
    while isinstance(node, Value) and len(node.operands) == 1:
        (node,) = node.operands
    return node.operands[0] if isinstance(node, Value) and node.op is sigma else None


def class_index(target: Any, classes: int) -> int:
    """A class index, checked."""
    if isinstance(target, Choice):
        raise ValueError(
            "the loss takes another course for another class (by a margin, a weight, ignore_index "
            "or label_smoothing)"
        )
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


def class_weights(weight: Any, classes: int) -> list[float]:
    """How much each class counts, checked."""
    weights = numbers_of(weight)
    if shape_of(weights) != (classes,):
        raise ValueError(
            f"weight is a list of {classes} numbers, one for each class, got "
            f"{show_shape(shape_of(weights))}"
        )
    if not all(w >= 0 for w in weights):
        raise ValueError(f"a class counts 0 or more, got the weights {weights}")
    return list(weights)
