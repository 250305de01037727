"""The samples of a training as numbers, in the order in which a tape takes them."""

from collections.abc import Sequence
from numbers import Integral
from typing import Any, NamedTuple

from autograd import Value
from autograd.ops.numerals import as_number
from nn.base.nested import as_nested, entries, is_listed, map_entries


class Sample(NamedTuple):
    """A sample in numbers.

    Attributes:
        given: The pair itself.
        x: The input as nested lists of floats.
        y: The target.
        shares: If the target is a class: 1 for it and 0 for every other; else empty.
        numbers: Those of x, then those of y.
        choice: Those of x, then the shares.
        nesting: Stands for how x and y are nested.
    """

    given: Any
    x: Any
    y: Any
    shares: list[float]
    numbers: list[float]
    choice: list[float]
    nesting: int


def in_numbers(samples: Sequence[Any]) -> list[Sample]:
    """Samples in numbers.

    Raises:
        TypeError: They are others than plain numbers.
    """
    classes = classes_in([y for _, y in samples])
    nestings: dict[Any, int] = {}
    found = []
    for sample in samples:
        x, y = (map_entries(plain, as_nested(part)) for part in sample)
        nesting = nestings.setdefault((nesting_of(x), nesting_of(y)), len(nestings))
        shares = [float(i == sample[1]) for i in range(classes)]
        given, wanted = list(entries(x)), list(entries(y))
        found.append(Sample(sample, x, y, shares, given + wanted, given + shares, nesting))
    return found


def plain(entry: Any) -> float:
    """A number of a sample as a float."""
    if isinstance(entry, Value):
        raise TypeError("samples hold Values, whose gradients a graph would give")
    number: float = as_number(entry)
    return number


def classes_in(targets: Sequence[Any]) -> int:
    """How many classes there are at least if these are class indices; 0 if they are none.

    >>> classes_in([0, 2, 1]), classes_in([0.0, 1.0])
    (3, 0)
    """
    if not all(isinstance(target, Integral) and int(target) >= 0 for target in targets):
        return 0
    return 1 + max(map(int, targets), default=0)


def nesting_of(x: Any) -> tuple[Any, ...]:
    """How x is nested: () for a number, the length and the nesting of entries that are alike.

    >>> nesting_of([[1, 2], [3, 4]]), nesting_of([1, [2]])
    ((2, (2, ())), ((), (1, ())))
    """
    if not is_listed(x):
        return ()
    parts = [nesting_of(part) for part in x]
    return (len(x), *parts[:1]) if len(set(parts)) < 2 else tuple(parts)
