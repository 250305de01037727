"""Nested lists of numbers and Values: their shape, their entries, and how to make and map them."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

from autograd.engine.value import Value
from autograd.ops.numerals import as_number

Shape = tuple[int, ...]
"""How many entries a nested list has at each depth."""


def as_nested(x: Any) -> Any:
    """NumPy arrays and torch tensors, also in lists, as nested lists; anything else as it is.

    >>> as_nested([[1, 2], [3, 4]])
    [[1, 2], [3, 4]]
    """
    first = x
    while isinstance(first, (list, tuple)) and first:
        first = first[0]
    if isinstance(first, Value) or not hasattr(first, "tolist"):
        return x
    return x.tolist() if first is x else [as_nested(part) for part in x]


def is_listed(x: Any) -> bool:
    """Whether x is a list or tuple rather than one number."""
    return isinstance(x, (list, tuple))


def rank_of(x: Any) -> int:
    """How deeply x is nested, judged by its first entries: 0 for a number, 2 for a matrix."""
    rank = 0
    while isinstance(x, (list, tuple)):
        rank += 1
        if not x:
            break
        x = x[0]
    return rank


def shape_of(x: Any) -> Shape:
    """The shape of a nested list: () for a number, (rows, columns) for a matrix.

    Raises:
        ValueError: Entries beside each other have different shapes.

    >>> shape_of([[1, 2, 3], [4, 5, 6]])
    (2, 3)
    """
    x = as_nested(x)
    if not is_listed(x):
        return ()
    if not any(issubclass(kind, (list, tuple)) for kind in set(map(type, x))):
        return (len(x),)
    shapes = [shape_of(entry) if is_listed(entry) else () for entry in x]
    for place, shape in enumerate(shapes):
        if shape != shapes[0]:
            raise ValueError(
                f"a nested list must be rectangular, but entry 0 has shape {show_shape(shapes[0])} "
                f"and entry {place} has shape {show_shape(shape)}; give all entries one shape"
            )
    return (len(x), *shapes[0])


def is_rectangular(x: Any) -> bool:
    """Whether all entries of a nested list that stand beside each other have one shape.

    >>> is_rectangular([[1], [2]]), is_rectangular([[1], [2, 3]])
    (True, False)
    """
    try:
        shape_of(x)
    except ValueError:
        return False
    return True


def show_shape(shape: Shape) -> str:
    """A shape as people write it.

    >>> show_shape((2, 3)), show_shape((5,)), show_shape(())
    ('2×3', '5', 'one number')
    """
    return "×".join(map(str, shape)) or "one number"


def entries(x: Any) -> Iterator[Any]:
    """The entries of a nested list, from first to last.

    >>> list(entries([[1, 2], [3, 4]]))
    [1, 2, 3, 4]
    """
    if not is_listed(x):
        yield x
        return
    for part in x:
        if is_listed(part):
            yield from entries(part)
        else:  # most of the calls would be for single numbers
            yield part


def map_entries(function: Callable[[Any], Any], x: Any) -> Any:
    """A nested list of the same shape, of function(entry).

    >>> map_entries(abs, [[1, -2], [-3, 4]])
    [[1, 2], [3, 4]]
    """
    if is_listed(x):
        return [map_entries(function, part) for part in x]
    return function(x)


def numbers_of(x: Any) -> Any:
    """A nested list of plain floats with the numbers of x.

    >>> numbers_of([Value(1.5), 2])
    [1.5, 2.0]
    """
    return map_entries(lambda entry: float(as_number(as_plain(entry))), as_nested(x))


def as_plain(entry: Any) -> Any:
    """The number of a Value; anything else as it is."""
    return entry.data if isinstance(entry, Value) else entry


def gradient_of(leaf: Value) -> float:
    """What backward passes have left in a Value."""
    return leaf.grad


def build(shape: Shape, entry: Callable[..., Any]) -> Any:
    """A nested list of a shape, of entry(i, j, …) with indices from 0.

    >>> build((2, 3), lambda i, j: 10 * i + j)
    [[0, 1, 2], [10, 11, 12]]
    """
    if not shape:
        return entry()
    filled = iter([entry(*index) for index in product(*map(range, shape))])
    return fill(shape, filled)


def fill(shape: Shape, filled: Iterator[Any]) -> Any:
    """A nested list of a shape with entries taken one after another from an iterator.

    >>> fill((2, 2), iter("abcd"))
    [['a', 'b'], ['c', 'd']]
    """
    if not shape:
        return next(filled)
    return [fill(shape[1:], filled) for _ in range(shape[0])]


def frozen(x: Any) -> Any:
    """A nested tuple of the same entries: they can be changed, but not exchanged."""
    return tuple(frozen(part) for part in x) if is_listed(x) else x


def uniform_kind(x: Sequence[Any]) -> Sequence[Any]:
    """The inputs, with plain numbers as floats, so that weighted sums take their quick way.

    Raises:
        TypeError: Something is no number.
    """
    kinds = {entry.__class__ for entry in x}
    if kinds <= {Value} or kinds == {float}:
        return x
    return [entry if entry.__class__ is Value else as_number(entry) for entry in x]
