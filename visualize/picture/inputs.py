"""Inputs that were given as plain numbers, as cards of their own.

The engine keeps no node for a constant. But the x of a weighted sum is what a network computes
from, and in a picture without it the weights come from nowhere.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from autograd import Edge, Graph, Value
from autograd.ops.alphabet import SUBSCRIPTS, SUPERSCRIPTS
from visualize.picture.clusters import Card, Link, Place, View
from visualize.picture.scopes import enclosing, inputs_from, time_of

MOST_INPUTS = 32
"""More numbers than this stay constants: the pixels of an image say nothing one by one."""
SLIDING = "Conv"
"""The kinds of modules whose sums take other inputs each."""


class Sample(NamedTuple):
    """Numbers that sums are given together, and when, where there are steps in time."""

    numbers: tuple[float, ...]
    time: int | None = None


def with_inputs(seen: View, write: Callable[[float], str]) -> View:
    """The view with a card for each plain number that weighted sums take as an input.

    Sums that are given the same numbers share their cards, as the neurons of a layer do.

    Args:
        seen: The view.
        write: How a number is written.
    """
    takers = list(weighted_sums(seen.graph))
    found = dict.fromkeys(sample for _, sample in takers)
    samples = sorted(found, key=lambda sample: sample.time or 0)
    if not 0 < sum(len(sample.numbers) for sample in samples) <= MOST_INPUTS:
        return seen
    leaves = {
        sample: [Value(x, name) for x, name in zip(sample.numbers, names, strict=True)]
        for sample, names in zip(samples, names_of(samples), strict=True)
    }
    cards = {
        leaf: Card(f"i{place}", (leaf,), Place())
        for place, leaf in enumerate(leaf for each in leaves.values() for leaf in each)
    }
    given = {
        node: [Edge(leaf, node, place) for place, leaf in enumerate(leaves[sample])]
        for node, sample in takers
    }
    lines: dict[tuple[str, str], list[Edge]] = {}
    for edge in (edge for edges in given.values() for edge in edges):
        ends = cards[edge.operand].key, seen.card_of[edge.node].key
        lines.setdefault(ends, []).append(edge)
    links = tuple(
        Link(f"{source}-{target}", tuple(edges), source, target, bundled=len(edges) > 1)
        for (source, target), edges in lines.items()
    )
    return replace(
        seen,
        cards=(*cards.values(), *seen.cards),
        links=(*links, *seen.links),
        inputs={leaf: write(leaf.data) for leaf in cards},
        given=given,
    )


def weighted_sums(graph: Graph) -> Iterator[tuple[Value, Sample]]:
    """The weighted sums whose inputs contain plain numbers, and these numbers.

    The zeros with which a state begins are no inputs.
    """
    for node in graph.nodes:
        scopes = enclosing(node.scope)
        if node.op and node.op.name == "sigma" and not any(SLIDING in each.kind for each in scopes):
            inputs = node.args[inputs_from(node) :]
            numbers = tuple(x for x in inputs if not isinstance(x, Value))
            times = [time for each in scopes if (time := time_of(each.path)) is not None]
            if numbers and not (times and not any(numbers)):
                yield node, Sample(numbers, times[-1] if times else None)


def names_of(samples: list[Sample]) -> Iterator[list[str]]:
    """The names of inputs: x₁ and x₂; in the third of several samples x₁⁽³⁾, or x₃ if it is one.

    >>> list(names_of([Sample((0.5, 1.0))])), list(names_of([Sample((7.0,)), Sample((8.0,))]))
    ([['x₁', 'x₂']], [['x₁'], ['x₂']])
    """
    single = all(len(sample.numbers) == 1 for sample in samples)
    for number, sample in enumerate(samples, start=1):
        number = number if sample.time is None else sample.time
        if len(samples) == 1:
            yield [indexed(place + 1) for place in range(len(sample.numbers))]
        elif single:
            yield [indexed(number)]
        else:
            above = f"({number})".translate(SUPERSCRIPTS)
            yield [indexed(place + 1) + above for place in range(len(sample.numbers))]


def indexed(place: int) -> str:
    """The name of an input by its place.

    >>> indexed(12)
    'x₁₂'
    """
    return "x" + str(place).translate(SUBSCRIPTS)
