# ruff: noqa: A002  (`input` is PyTorch's name for what the network gave)
"""How a loss meets its targets number by number, and how its terms become one number."""

from collections.abc import Callable
from typing import Any, Literal

from nn.base.nested import as_nested, entries, is_listed
from nn.training.loss_ops import mean, total

Reduction = Literal["mean", "sum", "none"]
REDUCTIONS: dict[str, Callable[..., Any]] = {"mean": mean, "sum": total}


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


def counted(x: Any) -> str:
    """How many, for error messages."""
    return f"a list of {len(x)}" if is_listed(x) else "one number"
