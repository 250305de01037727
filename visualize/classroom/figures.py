"""Figures: the network of an exercise with its weights on the arrows, by name or by number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from autograd.handwork.exercises.levels import LEVELS
from autograd.handwork.exercises.making import Exercise
from autograd.handwork.language.arrays import Quantity, flat, shape
from autograd.handwork.language.reading import Sheet, read
from autograd.ops.alphabet import SUBSCRIPTS, SUPERSCRIPTS
from visualize.classroom.networks import Network, Unit, network_of
from visualize.picture.dot import quoted
from visualize.picture.font import FONT
from visualize.picture.layout import lay_out
from visualize.picture.themes import THEMES

LIGHT = THEMES["light"]
HELD = "−9.{:03d}"
"""What holds the place of a number until the layout is made; as wide as one."""
PLACES = re.compile(r"−9\.(\d{3})")
PRINTED = (
    (r"\bd([^\W\d_]\w*)/d([^\W\d_])", r"∂\1/∂\2"),
    (r"yhat(?![^\W\d_])", "ŷ"),
    (r"\.\*", "⊙"),
    (r"\*", "·"),
    ("-", "−"),
)
"""What is typed, and how it is printed."""
PAGE = f'fontname="{FONT}", fontsize=12, bgcolor="{LIGHT.page}"'
FILLED = f'style=filled, fillcolor="{LIGHT.leaf}"'


def figure(sheet: Sheet, *, numbers: bool = False) -> str:
    r"""The network of a sheet as SVG: inputs, units, and the weights on the arrows.

    Args:
        sheet: One that defines quantities from given ones, such as an exercise's checker.
        numbers: Whether the given numbers stand in it.

    Raises:
        ValueError: The sheet computes nothing.

    Only the numbers differ between the exercises of one template: it is laid out once for all.

    >>> from autograd.handwork import read
    >>> svg = figure(read("given: x, w = 2, -0.5\nz = w x"), numbers=True)
    >>> "w = −0.5" in svg, "x = 2" in svg
    (True, True)
    """
    network = network_of(sheet)
    if not network.units:
        raise ValueError("this sheet computes no quantity from another: it has no figure")
    held = [x for quantity in network.given.values() for x in flat(quantity)]
    svg = _laid_out("\n".join(_dot(network, numbers)))
    return PLACES.sub(lambda place: _number(held[int(place[1])]), svg)


def of_exercise(made: Exercise) -> str:
    """The figure of an exercise, with numbers if its sheet gives none."""
    return figure(read(made.checker), numbers=not LEVELS[made.level].given)


@lru_cache(maxsize=16)
def _laid_out(dot: str) -> str:
    return lay_out(dot)


def _number(x: float) -> str:
    return f"{x:g}".replace("-", "−")


def _dot(network: Network, numbers: bool) -> Iterator[str]:
    """The lines of the picture as DOT text, the same for all exercises of a template."""
    holders = iter(HELD.format(i) for i in range(1000))
    shown = network.shown
    told = {
        name: _told(shown.get(name, name), x, holders, numbers) for name, x in network.given.items()
    }
    apart = "\n".join(told[name] for name in network.elsewhere) if numbers else ""
    yield f"digraph network {{ graph [rankdir=LR, nodesep=0.25, ranksep=0.5, ordering=in, {PAGE}"
    yield f"label={quoted(apart)}];"
    yield f'node [fontname="{FONT}", fontsize=13, margin="0.08,0.04", color="{LIGHT.outline}"];'
    yield f'edge [fontname="{FONT}", fontsize=12, color="{LIGHT.wire}", arrowsize=0.7];'
    for name in network.inputs:
        yield f"{quoted(name)} [shape=box, {FILLED}, label={quoted(told[name])}];"
    for unit in network.units:
        label = _in_unit(unit, told, shown, numbers)
        yield f"{quoted(unit.name)} [shape=ellipse, label={quoted(label)}];"
    for source, target, weights in network.arrows:
        label = "\n".join(told[weight] for weight in weights)
        yield f"{quoted(source)} -> {quoted(target)} [label={quoted(label)}];"
    yield "}"


def _in_unit(unit: Unit, told: Mapping[str, str], shown: Mapping[str, str], numbers: bool) -> str:
    """What stands in a unit: its name, how it is computed, and the numbers of its biases."""
    how = spelled(
        unit.formula or " + ".join(["Σ", *(shown.get(bias, bias) for bias in unit.biases)])
    )
    name = spelled(shown.get(unit.name, unit.name))
    return "\n".join([name, how, *(told[bias] for bias in unit.biases if numbers)])


def spelled(formula: str) -> str:
    """A formula of a sheet as in print: indices low, exponents high, ∂ in derivatives.

    >>> spelled("dL/dw11 = 2(yhat - y)^2 * x1")
    '∂L/∂w₁₁ = 2(ŷ − y)² · x₁'
    """
    for plain, printed in PRINTED:
        formula = re.sub(plain, printed, formula)
    high = re.sub(r"\^(\d+)", lambda found: found[1].translate(SUPERSCRIPTS), formula)
    return re.sub(r"(?<=[^\W\d_])[0-9]+", lambda found: found[0].translate(SUBSCRIPTS), high)


def _told(name: str, x: Quantity, holders: Iterator[str], numbers: bool) -> str:
    """A given quantity by name, and by the places of its numbers; vectors are columns."""
    places = [next(holders) for _ in flat(x)]
    if not numbers:
        return spelled(name)
    dims = shape(x)
    if not dims:
        return f"{spelled(name)} = {places[0]}"
    across = dims[1] if len(dims) > 1 else 1
    rows = (places[i : i + across] for i in range(0, len(places), across))
    return "\n".join([f"{spelled(name)} =", *("  ".join(row) for row in rows)])
