"""Rows of a store as views: which of them stand at equal distances, and how NumPy sees them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import as_strided

from autograd.tape.numpy_program.layout import Addresses

Array = np.ndarray[Any, Any]


class View(NamedTuple):
    """Some rows of a store, as an array.

    Attributes:
        store: The name of the store.
        begin: Its first row.
        dims: How many rows along each axis.
        steps: How many rows apart they are.
        form: "wide" with a last axis for the samples; "matrix" with the samples in the columns of
            the second axis; "turned" for the transpose of that.
    """

    store: str
    begin: int
    dims: tuple[int, ...]
    steps: tuple[int, ...]
    form: str = "wide"

    def part(self, axis: int, index: int) -> "View":
        """What stands at one place of an axis."""
        keep = [i for i in range(len(self.dims)) if i != axis]
        return self._replace(
            begin=self.begin + index * self.steps[axis],
            dims=tuple([self.dims[i] for i in keep]),
            steps=tuple([self.steps[i] for i in keep]),
        )


def in_order(dims: Sequence[int]) -> tuple[int, ...]:
    """The steps of rows one after another."""
    return tuple([prod(dims[i + 1 :]) for i in range(len(dims))])


def regular(rows: Addresses) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Rows as a grid of equal steps, if they are one.

    >>> regular(np.array([5, 7, 9, 6, 8, 10]))
    ((2, 3), (1, 2))
    """
    dims: list[int] = []
    steps: list[int] = []
    while len(rows) > 1:
        gaps = np.diff(rows)
        breaks = np.flatnonzero(gaps != gaps[0])
        length = int(breaks[0]) + 1 if len(breaks) else len(rows)
        if len(rows) % length or length == 1:
            return None
        table = rows.reshape(-1, length)
        if (np.diff(table, axis=1) != gaps[0]).any():
            return None
        dims.insert(0, length)
        steps.insert(0, int(gaps[0]))
        rows = table[:, 0]
    return (tuple(dims), tuple(steps)) if dims else ((1,), (1,))


def steps_under(rows: Addresses, dims: Sequence[int]) -> tuple[int, ...] | None:
    """The steps of rows seen as a grid of these dimensions, if they are equal."""
    table = rows.reshape(tuple(dims))
    origin = (0,) * len(dims)
    steps = []
    expected = table[origin]
    for axis, count in enumerate(dims):
        next_to = (*origin[:axis], 1, *origin[axis + 1 :])
        step = int(table[next_to] - table[origin]) if count > 1 else 0
        steps.append(step)
        shape = [1] * len(dims)
        shape[axis] = count
        expected = expected + (np.arange(count) * step).reshape(shape)
    return tuple(steps) if (expected == table).all() else None


def common_dims(parts: Sequence[Addresses]) -> tuple[int, ...]:
    """Dimensions under which as many of these rows as possible have equal steps."""
    count = len(parts[0])
    cuts = [count]
    for rows in parts:
        found = regular(rows)
        if found is None:
            continue
        mine = {prod(found[0][i:]) for i in range(len(found[0]))}
        both = sorted({*cuts, *mine})
        if all(b % a == 0 for a, b in pairwise(both)):
            cuts = both
    inner = [1, *[cut for cut in cuts if cut > 1]]
    return tuple([b // a for a, b in pairwise(inner)][::-1]) or (1,)


def is_matrix(steps: tuple[int, ...], dims: tuple[int, ...], varies: bool) -> bool:
    """Whether BLAS takes rows as a matrix as they stand: one axis without gaps, none overlaps."""
    (p, q), (down, right) = dims, steps
    by_rows = (right == 1 or q == 1) and (down >= q or p == 1)
    by_columns = (down == 1 or p == 1) and (right >= p or q == 1)
    return by_rows or (by_columns and not varies)


def bound(view: View, stores: Mapping[str, Array]) -> Array:
    """A view of the stores: rows × samples each."""
    store = stores[view.store]
    size, samples = store.itemsize, store.shape[1]
    steps = tuple([step * samples * size for step in view.steps])
    begin = store.reshape(-1)[view.begin * samples :]
    if view.form == "wide":
        return as_strided(begin, (*view.dims, samples), (*steps, size))
    p, q = view.dims
    down, right = (step or size * samples for step in steps)
    if p == 1:
        down = q * right  # else BLAS takes it for no matrix
    matrix = as_strided(begin, (p, q * samples), (down, size if samples > 1 else right))
    return matrix.T if view.form == "turned" else matrix
