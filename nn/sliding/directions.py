"""Kernels that slide along one direction or two: windows, sizes and settings of both together."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import product
from math import prod
from operator import itemgetter
from typing import Any

from nn.base.nested import Shape
from nn.sliding.geometry import Geometry, Window

Reader = Callable[[Sequence[Any]], tuple[Any, ...]]


@lru_cache(maxsize=256)
def windows_on(geometry: tuple[Geometry, ...], size: Shape) -> tuple[Window, ...]:
    """The windows on a line or a plane; taps and positions of a plane are counted row by row.

    >>> windows_on((Geometry(1), Geometry(2)), (2, 2))
    (((0, 1), (0, 1)), ((0, 1), (2, 3)))
    """
    rows, *columns = (one.windows(length) for one, length in zip(geometry, size, strict=True))
    if not columns:
        return rows
    kernel_width, width = geometry[1].kernel_size, size[1]
    return tuple(
        (
            tuple(down * kernel_width + right for down in row[0] for right in column[0]),
            tuple(i * width + j for i in row[1] for j in column[1]),
        )
        for row in rows
        for column in columns[0]
    )


@lru_cache(maxsize=256)
def readers_on(
    geometry: tuple[Geometry, ...], size: Shape, planes: range
) -> tuple[tuple[Shape, Reader], ...]:
    """For each window its taps, and what reads it from planes that are joined to one sequence.

    >>> [(taps, read("abcdef")) for taps, read in readers_on((Geometry(2),), (3,), range(2))]
    [((0, 1), ('a', 'b', 'd', 'e')), ((0, 1), ('b', 'c', 'e', 'f'))]
    """
    starts = [plane * prod(size) for plane in planes]
    return tuple(
        (taps, reader([start + i for start in starts for i in positions]))
        for taps, positions in windows_on(geometry, size)
    )


def reader(places: Sequence[int]) -> Reader:
    """What gives the entries of a sequence at some places as a tuple, at the speed of C.

    >>> reader([2, 0])("abc"), reader([1])("abc"), reader([])("abc")
    (('c', 'a'), ('b',), ())
    """
    if len(places) > 1:
        return itemgetter(*places)
    return lambda entries: tuple([entries[place] for place in places])


@lru_cache(maxsize=256)
def sizes_on(geometry: tuple[Geometry, ...], size: Shape) -> tuple[int, ...]:
    """How many taps of each window on a line or a plane stand in the input or its padding."""
    each = (one.sizes(length) for one, length in zip(geometry, size, strict=True))
    return tuple(prod(sizes) for sizes in product(*each))


def output_size(geometry: tuple[Geometry, ...], size: Shape) -> Shape:
    """The length of the output in each direction.

    >>> output_size((Geometry(3), Geometry(1)), (5, 5))
    (3, 5)
    """
    return tuple(one.output_length(length) for one, length in zip(geometry, size, strict=True))


def in_directions(
    directions: int, kind: type[Geometry] = Geometry, **settings: Any
) -> tuple[Geometry, ...]:
    """The record of each direction; in two, a setting is one for both or a pair (height, width).

    >>> [one.kernel_size for one in in_directions(2, kernel_size=(3, 5), stride=2)]
    [3, 5]
    """
    if directions == 1:
        return (kind(**settings),)
    pairs = {name: pair_of(setting) for name, setting in settings.items()}
    return tuple(kind(**{name: pair[i] for name, pair in pairs.items()}) for i in range(2))


def pair_of(x: Any) -> tuple[Any, Any]:
    """One setting for both directions, or one for each.

    >>> pair_of(3), pair_of((3, 5))
    ((3, 3), (3, 5))
    """
    if isinstance(x, (tuple, list)):
        if len(x) != 2:
            raise ValueError(f"give one number or a pair (height, width), got {x!r}")
        return x[0], x[1]
    return x, x


USUAL: dict[str, Any] = {
    "stride": 1,
    "padding": 0,
    "output_padding": 0,
    "dilation": 1,
    "groups": 1,
    "flip": False,
    "ceil_mode": False,
    "padding_mode": "zeros",
}


def unusual(layer: Any) -> dict[str, Any]:
    """The settings of a layer that are not at their defaults, for its repr and for summaries."""
    found = {name: getattr(layer, name, usual) for name, usual in USUAL.items()}
    return {
        name: setting
        for name, setting in found.items()
        if setting not in (USUAL[name], (USUAL[name],) * 2)
    }
