"""Derivative names: whether `dw` on a sheet is ∂L/∂w or a quantity of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from autograd.handwork.language.arrays import flat
from autograd.handwork.language.expressions import Expression, Name, Slope, is_numeric, rewrite
from autograd.handwork.language.interpreting import GRADIENT, outputs_of, with_slopes
from autograd.handwork.language.reading import Line, Sheet
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.keys import definitions_of, formulas_of
from autograd.handwork.worlds.world import World

SAME = 1e-6
NEAR = 0.02
"""How far numbers that were rounded on the way may be from a derivative."""


def with_derivative_names(sheet: Sheet, key: Sheet | None = None) -> Sheet:
    r"""The sheet with `dw` read as ∂L/∂w, if the key asks for such, or most of these names are it.

    >>> from autograd.handwork.language.reading import read
    >>> from autograd.handwork.language.wording import text
    >>> def subjects(rows):
    ...     return [text(x.parts[0].tree) for x in with_derivative_names(read(rows)).lines[3:]]
    >>> subjects("w = 3\nx = 2\nL = w x = 6\ndw = x = 2\ndx = x = 2")
    ['∂L/∂w', '∂L/∂x']
    >>> subjects("w = 3\nx = 2\nL = w x = 6\ndx = 3 - x = 1")
    ['dx']
    """
    outputs = [about.id for about in outputs_of((key or sheet).lines)]
    if len(outputs) != 1 or not any(_may_be_one(line) for line in sheet.lines):
        return sheet
    return _with_names_of(outputs[0], sheet, key)


def _may_be_one(line: Line) -> bool:
    about = line.parts[0].tree if line.parts else None
    return isinstance(about, Name) and about.id.startswith(("d", GRADIENT))


def _with_names_of(output: str, sheet: Sheet, key: Sheet | None) -> Sheet:
    """The sheet with `dw` read as the derivative of its output, if it is."""
    trees = {name.id: tree for name, tree in definitions_of(sheet)}
    keyed = {name.id for name, _ in definitions_of(key)} if key else set[str]()
    ends = {
        name: (output, wrt)
        for name in trees.keys() - keyed
        for wrt in (name.removeprefix(GRADIENT), name.removeprefix("d"))
        if wrt != name and wrt in trees
    }
    asked = {label.wrt.id for label in formulas_of(key)} if key else set[str]()
    if not ends:
        return sheet
    if not asked.intersection(wrt for _, wrt in ends.values()):
        found = list(_agreements(trees, ends))
        if 2 * sum(found) < len(found) or not any(found):
            return sheet
    return replace(sheet, lines=with_slopes(sheet.lines, ends))


def _agreements(
    trees: Mapping[str, Expression], ends: Mapping[str, tuple[str, str]]
) -> Iterator[bool]:
    """For each name whether its formula is worth what the derivative is."""
    world = World()
    slopes = {name: Slope(Name(of, of), Name(wrt, wrt)) for name, (of, wrt) in ends.items()}
    for name, tree in trees.items():
        if name not in ends:
            with suppress(*NUMERIC_ERRORS):
                world.define(name, tree)

    def change(leaf: Expression) -> Expression:
        if isinstance(leaf, Name) and leaf.id in slopes:
            return slopes[leaf.id]
        return leaf

    for name, slope in slopes.items():
        yield _agrees(rewrite(trees[name], change), slope, world)


def _agrees(tree: Expression, slope: Slope, world: World) -> bool:
    try:
        pairs = list(zip(flat(world.number(tree)), flat(world.lookup(slope)), strict=True))
    except (KeyError, *NUMERIC_ERRORS):
        return False
    slack = (NEAR if is_numeric(tree) else SAME) * max(abs(float(y)) for _, y in pairs)
    return slack > 0 and all(abs(float(x) - float(y)) <= slack for x, y in pairs)
