# ruff: noqa: A002  (`input` is PyTorch's name for what the network gave)
"""How a loss meets its targets number by number, and how its terms become one number."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

from nn.base.nested import as_nested, entries, is_listed, rank_of, shape_of, show_shape
from nn.training.loss_ops import mean, total

Reduction = Literal["mean", "sum", "none"]
REDUCTIONS: dict[str, Callable[..., Any]] = {"mean": mean, "sum": total}


def reduced(terms: Any, reduction: str) -> Any:
    """The terms in one number, or as they are for "none"."""
    if checked_reduction(reduction) == "none":
        return terms
    numbers = list(entries(terms))
    if not numbers:
        raise ValueError("the loss of an empty batch; give at least one sample")
    return numbers[0] if len(numbers) == 1 else REDUCTIONS[reduction](*numbers)


def checked_reduction(reduction: str) -> str:
    """The name of a reduction, or the error of what is none."""
    if reduction != "none" and reduction not in REDUCTIONS:
        raise ValueError(f"reduction is 'mean', 'sum' or 'none', got {reduction!r}")
    return reduction


def matched(term: Callable[[Any, Any], Any], input: Any, target: Any) -> Any:
    """`term` of each number of `input` and its number of `target`, in the same nesting."""
    given, target = listed(input), listed(target)
    if not is_listed(given) and not is_listed(target):
        return term(given, target)
    if is_column(given) != is_column(target) and rank_of(given) + rank_of(target) == 3:
        raise ValueError(
            f"the outputs are {show_shape(shape_of(given))}, the targets "
            f"{show_shape(shape_of(target))}; write [y for (y,) in …] for what has a column"
        )
    if not (is_listed(given) and is_listed(target)) or len(given) != len(target):
        raise ValueError(
            f"a loss needs one target for each number, got {counted(given)} and {counted(target)} "
            "as target"
        )
    return [matched(term, x, y) for x, y in zip(given, target, strict=True)]


def listed(x: Any) -> Any:
    """What a loss is given, with arrays as nested lists.

    Raises:
        TypeError: It can be read only once.
    """
    if isinstance(x, Iterator):
        raise TypeError(
            f"a loss reads its numbers more than once, but a {type(x).__name__} can be read only "
            "once; write a list: [model(x) for x in points]"
        )
    return as_nested(x)


def is_column(x: Any) -> bool:
    """Whether x is N × 1."""
    return rank_of(x) == 2 and all(is_listed(row) and len(row) == 1 for row in x)


def counted(x: Any) -> str:
    """How many, for error messages."""
    return f"a list of {len(x)}" if is_listed(x) else "one number"
