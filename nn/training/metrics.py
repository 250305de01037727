"""What a classifier is judged by beside its loss."""

from collections.abc import Sequence
from typing import Any

from autograd.engine.value import Value
from nn.base.nested import as_nested, entries, is_listed, numbers_of
from nn.training.reductions import counted


def accuracy(
    outputs: Sequence[Any], targets: Sequence[Any], threshold: float | None = None
) -> float:
    """The share of samples that are put into the right class.

    Of K outputs the largest is the class, and the target its index, or a list of K of which the
    largest is meant. One output means class 1 above the threshold, and the target is 1, or 0 or −1.

    Args:
        outputs: N numbers or Values, N × 1 or N × K.
        targets: N of them.
        threshold: For one output; by default 0, and 0.5 for what a sigmoid gave.

    Raises:
        ValueError: There are no samples, or not as many targets.

    >>> accuracy([[0.1, 2.0], [3.0, 0.2]], [1, 1]), accuracy([-0.5, 1.5], [0, 1])
    (0.5, 1.0)
    """
    outputs, targets = as_nested(outputs), as_nested(targets)
    if not is_listed(outputs) or not is_listed(targets) or not 0 < len(outputs) == len(targets):
        raise ValueError(
            "accuracy takes one target for each of one or more samples, got "
            f"{counted(outputs)} and {counted(targets)} as targets"
        )
    pairs = zip(outputs, targets, strict=True)
    return sum(is_right(output, target, threshold) for output, target in pairs) / len(outputs)


def is_right(output: Any, target: Any, threshold: float | None) -> bool:
    """Whether one sample is put into the right class."""
    found = list(entries(output))
    wanted: list[float] = list(entries(numbers_of(target)))
    if len(found) > 1:
        right = largest(wanted) if len(wanted) > 1 else wanted[0]
        return largest(numbers_of(found)) == right
    if threshold is None:
        node = found[0]
        is_probability = (
            isinstance(node, Value) and node.op is not None and node.op.name == "sigmoid"
        )
        threshold = 0.5 if is_probability else 0.0
    return (float(found[0]) > threshold) == (wanted[0] > 0)


def largest(numbers: list[float]) -> int:
    """The place of the largest number."""
    return max(range(len(numbers)), key=numbers.__getitem__)
