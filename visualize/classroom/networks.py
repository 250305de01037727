"""Networks: what a sheet's definitions look like as units and weighted arrows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from autograd.handwork.exercises.own import own_spelling
from autograd.handwork.language.arrays import Quantity
from autograd.handwork.language.expressions import (
    Applied,
    Elementwise,
    Expression,
    Name,
    Product,
    Slope,
    Sum,
    children,
    is_number,
    leaves,
    names_in,
)
from autograd.handwork.language.reading import Sheet
from autograd.handwork.language.wording import text
from autograd.handwork.worlds.keys import definitions_of
from autograd.handwork.worlds.world import World

WEIGHTS = frozenset("wuvkWUVK")
"""How the names of what stands on arrows begin."""
BIASES = frozenset("bcB")


class Unit(NamedTuple):
    """A quantity that the network computes: its formula, "" for a weighted sum, and its biases."""

    name: str
    formula: str
    biases: tuple[str, ...]


class Arrow(NamedTuple):
    """What goes from one quantity into another, and the weights that it is multiplied by."""

    source: str
    target: str
    weights: tuple[str, ...]


class Network(NamedTuple):
    """The units of a sheet in their order, the arrows between them, and the numbers given.

    Names are as the sheet language reads them; `shown` has those that the sheet writes otherwise.
    """

    units: tuple[Unit, ...]
    arrows: tuple[Arrow, ...]
    given: Mapping[str, Quantity]
    shown: Mapping[str, str]

    @property
    def inputs(self) -> tuple[str, ...]:
        """The given quantities that arrows come from."""
        sources = {arrow.source for arrow in self.arrows}
        return tuple(name for name in self.given if name in sources)

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """The given quantities that stand neither at an arrow nor in a unit."""
        drawn = {name for arrow in self.arrows for name in (arrow.source, *arrow.weights)}
        drawn |= {bias for unit in self.units for bias in unit.biases}
        return tuple(name for name in self.given if name not in drawn)


def network_of(sheet: Sheet) -> Network:
    r"""The network that a sheet defines by the lines that are about no derivative.

    In a product a given number whose name begins like a weight (w, u, v, k) stands on the arrows of
    the others; in a sum one that begins like a bias (b, c) stands in the unit.

    >>> from autograd.handwork import read
    >>> found = network_of(read("given: x, w, b = 2, 3, 1\nz = w x + b = 7\ny = tanh(z)"))
    >>> found.units
    (Unit(name='z', formula='', biases=('b',)), Unit(name='y', formula='tanh(z)', biases=()))
    >>> found.arrows[0]
    Arrow(source='x', target='z', weights=('w',))
    """
    given: dict[str, Quantity] = {}
    units, arrows = list[Unit](), list[Arrow]()
    for name, tree in definitions_of(sheet):
        if is_number(tree):
            given[name.id] = World().number(tree)
        elif not any(isinstance(leaf, Slope) for leaf in leaves(tree)):
            found = [Arrow(source, name.id, by) for source, by in _inputs(tree, given)]
            arrows += dict.fromkeys(found)
            is_sum = isinstance(tree, Sum | Product) and any(arrow.weights for arrow in found)
            biases = tuple(_biases(tree, given)) if is_sum else ()
            units.append(Unit(name.id, "" if is_sum else text(tree), biases))
    return Network(tuple(units), tuple(arrows), given, own_spelling(sheet))


def _inputs(
    tree: Expression, given: Mapping[str, Quantity]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a formula takes in, with the weights it is multiplied by."""
    if isinstance(tree, Product | Elementwise) or (isinstance(tree, Applied) and _slides(tree)):
        names = dict.fromkeys(name.id for name in names_in(tree))
        weights = tuple(name for name in names if name in given and name[0] in WEIGHTS)
        signals = [name for name in names if name not in weights]
        yield from ((name, weights) for name in signals)
        yield from ((name, ()) for name in weights if not signals)
    elif isinstance(tree, Name):
        yield tree.id, ()
    else:
        biases = set(_biases(tree, given))
        for part in children(tree):
            yield from ((name, by) for name, by in _inputs(part, given) if name not in biases)


def _slides(tree: Applied) -> bool:
    """Whether it is a convolution or the like: a kernel on another sequence."""
    return len(tree.arguments) > 1


def _biases(tree: Expression, given: Mapping[str, Quantity]) -> Iterator[str]:
    """The terms of a sum that are a bias."""
    for term in children(tree) if isinstance(tree, Sum) else ():
        if isinstance(term, Name) and term.id in given and term.id[0] in BIASES:
            yield term.id
