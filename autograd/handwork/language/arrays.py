"""Arrays of a sheet: nested lists of numbers or Values, with the few rules hand work needs.

Vectors are columns. Every scalar rule is an op of the engine or Python's own arithmetic, so the
same functions run on floats (fast) and on Values (with local derivatives recorded).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from autograd import OPS, Value
from autograd.handwork.language.limits import permit

Scalar: TypeAlias = Any  # float or Value: the engine's operators take both
Quantity: TypeAlias = Any  # a Scalar, or a nested list of them
Settle: TypeAlias = Callable[[Any], Any]


class ShapeError(ValueError):
    """Arrays whose shapes do not fit together."""


class NoEntryError(ShapeError):
    """An entry that an array does not have."""


def shape(x: Quantity) -> tuple[int, ...]:
    """The shape of a quantity, () for a scalar.

    >>> shape([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    (3, 2)
    """
    if not isinstance(x, list):
        return ()
    inner = {shape(item) for item in x}
    if len(inner) > 1:
        raise ShapeError("the rows of this matrix differ in length")
    return (len(x), *(next(iter(inner)) if inner else ()))


def written(dims: tuple[int, ...]) -> str:
    """A shape in words.

    >>> written((2,)), written((2, 3)), written(())
    ('a vector of 2', 'a 2×3 matrix', 'a number')
    """
    if len(dims) < 2:
        return f"a vector of {dims[0]}" if dims else "a number"
    return f"a {'×'.join(map(str, dims))} matrix"


def flat(x: Quantity) -> Iterator[Scalar]:
    """The scalars of a quantity, row by row."""
    if isinstance(x, list):
        for item in x:
            yield from flat(item)
    else:
        yield x


def refill(x: Quantity, scalars: Iterator[Scalar]) -> Quantity:
    """A quantity of the shape of `x` with other scalars.

    >>> refill([[1.0, 2.0], [3.0, 4.0]], iter([5.0, 6.0, 7.0, 8.0]))
    [[5.0, 6.0], [7.0, 8.0]]
    """
    return [refill(item, scalars) for item in x] if isinstance(x, list) else next(scalars)


def elementwise(f: Callable[..., Scalar], *xs: Quantity) -> Quantity:
    """`f` entry by entry; a scalar goes with every entry."""
    for x in xs:
        if isinstance(x, list):
            break
    else:
        return f(*xs)
    lengths = {len(x) for x in xs if isinstance(x, list)}
    if len(lengths) > 1:
        dims = [shape(x) for x in xs if isinstance(x, list)]
        raise ShapeError(f"{written(dims[0])} does not go with {written(dims[1])}")
    (length,) = lengths
    rows = [x if isinstance(x, list) else [x] * length for x in xs]
    return [elementwise(f, *items) for items in zip(*rows, strict=True)]


def entry(x: Quantity, index: Sequence[int]) -> Quantity:
    """An entry, counted from 1.

    >>> entry([[1.0, 2.0], [3.0, 4.0]], (2, 1))
    3.0
    """
    for i in index:
        if not isinstance(x, list) or not 1 <= i <= len(x):
            raise NoEntryError(f"there is no entry {list(index)} in {written(shape(x))}")
        x = x[i - 1]
    return x


def transpose(x: Quantity) -> Quantity:
    """The transpose; that of a vector is a matrix of one row."""
    dims = shape(x)
    if not dims:
        return x
    if len(dims) == 1:
        return [list(x)]
    return [list(row) for row in zip(*x, strict=True)]


def product(a: Quantity, b: Quantity, settle: Settle) -> Quantity:
    """`a b`: a number times anything, or the matrix product, columns being n×1.

    >>> product([[1.0, 0.0], [0.0, -1.0]], [2.0, 3.0], lambda x: x)
    [2.0, -3.0]
    """
    p, q = shape(a), shape(b)
    if not p or not q:
        return elementwise(lambda x, y: settle(x * y), a, b)
    if len(p) == 1 and len(q) == 1:
        raise ShapeError("two vectors side by side: write x' y, x ⊙ y, or conv(x, y, valid)")
    if max(len(p), len(q)) > 2:
        raise ShapeError("a product takes vectors and matrices, no larger arrays")
    left = [[x] for x in a] if len(p) == 1 else a
    right = [[x] for x in b] if len(q) == 1 else b
    if len(left[0]) != len(right):
        raise ShapeError(f"{written(p)} times {written(q)}: the inner sizes differ")
    columns = transpose(right)
    permit(len(left) * len(columns), len(left) * len(columns) * len(right))
    rows = [[total(map(lambda x, y: settle(x * y), r, c), settle) for c in columns] for r in left]
    if len(q) == 1:
        column = [row[0] for row in rows]
        return column[0] if len(column) == 1 else column
    return rows


def total(xs: Any, settle: Settle) -> Scalar:
    """The sum of scalars, from the left."""
    result: Scalar = None
    for x in xs:
        result = x if result is None else settle(plus(result, x))
    return 0.0 if result is None else result


def plus(x: Scalar, y: Scalar) -> Scalar:
    """x + y of numbers or Values; where y is an unnamed −a, the one node x − a."""
    if y.__class__ is Value and y.op is OPS["neg"] and not y.label:
        return x - y.operands[0]
    return x + y


def indexed(x: Quantity, index: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Scalar]]:
    """The scalars of a quantity with their indices, which count from 1.

    >>> list(indexed([[1.0, 2.0]]))
    [((1, 1), 1.0), ((1, 2), 2.0)]
    """
    if isinstance(x, list):
        for i, item in enumerate(x, start=1):
            yield from indexed(item, (*index, i))
    else:
        yield index, x


def flip(w: Quantity) -> Quantity:
    """A kernel turned round, in both directions if it has two.

    >>> flip([1.0, 0.0, 2.0])
    [2.0, 0.0, 1.0]
    """
    if not isinstance(w, list):
        raise ShapeError("flip of a number; it takes a vector or a matrix")
    return [flip(row) if isinstance(row, list) else row for row in reversed(w)]


def correlate(x: Quantity, w: Quantity, mode: str, settle: Settle) -> Quantity:
    """The kernel slid over x without a flip, valid, same or full, in one dimension or two.

    `same` starts (k-1)//2 places into `full`.

    >>> correlate([1.0, 2.0, 3.0, 4.0], [1.0, 0.0, 2.0], "valid", lambda x: x)
    [7.0, 10.0]
    """
    if len(shape(x)) != len(shape(w)) or not shape(w):
        raise ShapeError(f"{written(shape(w))} is no kernel for {written(shape(x))}")
    if len(shape(x)) == 1:
        return correlate([x], [w], mode, settle)[0]
    (n, m), (k, q) = shape(x), shape(w)
    rows, columns = _starts(n, k, mode), _starts(m, q, mode)
    permit(len(rows) * len(columns), len(rows) * len(columns) * k * q)
    return [
        [
            total(
                (
                    settle(x[i + a][j + b] * w[a][b])
                    for a in range(k)
                    for b in range(q)
                    if 0 <= i + a < n and 0 <= j + b < m
                ),
                settle,
            )
            for j in columns
        ]
        for i in rows
    ]


def _starts(n: int, k: int, mode: str) -> range:
    """Where along n entries a kernel of k taps starts."""
    if mode == "full":
        return range(1 - k, n)
    if mode == "same":
        first = 1 - k + (k - 1) // 2
        return range(first, first + n)
    if k > n:
        raise ShapeError(f"a kernel of {k} does not fit into {n}")
    return range(n - k + 1)


def convolve(x: Quantity, w: Quantity, mode: str, settle: Settle) -> Quantity:
    """The convolution proper: the kernel is flipped first.

    >>> convolve([1.0, 2.0, 3.0, 4.0], [1.0, 0.0, 2.0], "same", lambda x: x)
    [2.0, 5.0, 8.0, 6.0]
    """
    return correlate(x, flip(w), mode, settle)
