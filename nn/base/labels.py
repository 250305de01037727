"""Course-style names of parameters: `w₁₂⁽²⁾`, `b₁`, and for convolutions `w₁¹²`."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from autograd.engine.value import Value
from autograd.ops.alphabet import SUBSCRIPTS, SUPERSCRIPTS


@lru_cache(maxsize=8192)
def written(number: int, high: bool, alone: bool) -> str:
    """One index below or above a letter; beside others, several digits are put in brackets.

    >>> written(2, high=False, alone=False), written(12, high=True, alone=False)
    ('₂', '⁽¹²⁾')
    """
    shown = str(number) if alone or number < 10 else f"({number})"
    return shown.translate(SUPERSCRIPTS if high else SUBSCRIPTS)


def indexed(letter: str, below: tuple[int, ...] = (), above: tuple[int, ...] = ()) -> str:
    """A letter with indices below and above.

    The indices given count from 0, those written from 1, as in courses.

    >>> indexed("w", (0, 1)), indexed("w", (0,), (0, 1)), indexed("w", (0, 11))
    ('w₁₂', 'w₁¹²', 'w₁₍₁₂₎')
    """
    name, alone = letter, len(below) == 1
    for n in below:
        name += written(n + 1, False, alone)
    for n in above:
        name += written(n + 1, True, False)
    return name


def name_states(h: Iterable[Any], t: int) -> None:
    """Label the states of a recurrence at time t: h₃, or of several units h₁⁽³⁾, h₂⁽³⁾, …."""
    h = list(h)
    for i, node in enumerate(h):
        if isinstance(node, Value):
            alone = len(h) == 1
            node.label = indexed("h", (t - 1,)) if alone else indexed("h", (i,)) + of_layer(t)


def of_layer(layer: int | None) -> str:
    """What follows the names of a layer's parameters: its number, high and in brackets.

    >>> of_layer(12), of_layer(None)
    ('⁽¹²⁾', '')
    """
    return "" if layer is None else f"({layer})".translate(SUPERSCRIPTS)


def number_layers(modules: Iterable[Any], *, if_alike: bool = False) -> None:
    """Number the layers that have weights, in order, from 1: `w₁₂⁽²⁾` belongs to the second.

    A normalisation gets the number of the layer before it.

    Args:
        modules: All modules of a model, among them those with `number` and `counts_as_layer`.
        if_alike: Whether only a model is numbered in which two parameters have one label.
    """
    layers = [module for module in modules if hasattr(type(module), "counts_as_layer")]
    if if_alike:
        leaves = {leaf for layer in layers for _, _, found in layer.own_leaves() for leaf in found}
        if len({leaf.label for leaf in leaves}) == len(leaves):
            return
    place = 0
    for layer in layers:
        place += layer.counts_as_layer
        layer.number(place)
