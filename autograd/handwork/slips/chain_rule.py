"""The chain rule as people write it: the formulas by which a derivative may have been worked out.

Where only ∂L/∂w is asked for, these are what a slip was made in: ∂L/∂z ∂z/∂w, ∂L/∂z x, or of arrays
∂L/∂z x' and W' ∂L/∂z.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from autograd.handwork.language.arrays import flat, shape
from autograd.handwork.language.expressions import (
    Applied,
    Elementwise,
    Expression,
    Name,
    Negative,
    Product,
    Slope,
    Sum,
    Transposed,
    names_in,
)
from autograd.handwork.language.functions import FUNCTIONS
from autograd.handwork.slips.local_slopes import local_slopes, negative, product, total
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.world import World

MOST_READERS = 4
NEAR = 0.02
"""How far a formula may be from the derivative, for the numbers written are rounded."""


def chain_formulas(slope: Slope, world: World) -> Iterator[Expression]:
    """The formulas for a derivative through the quantities next to it.

    >>> from autograd.handwork.language.parsing import tree
    >>> from autograd.handwork.language.wording import text
    >>> world = World()
    >>> for name, formula in {"x": "3", "w": "2", "z": "w x", "L": "z^2"}.items():
    ...     world.define(name, tree(formula))
    >>> [text(each) for each in chain_formulas(tree("dL/dw"), world)]
    ['∂L/∂z ∂z/∂w', '∂L/∂z x']
    """
    if not isinstance(slope.of, Name) or slope.direct or slope.wrt.index:
        return
    readers = [
        Name(name, world.shown[name])
        for name, tree in world.definitions.items()
        if slope.wrt in names_in(tree) and _leads(Name(name, name), slope.of, world)
    ]
    if not 0 < len(readers) <= MOST_READERS:
        return
    scalar = not shape(world.lookup(slope.wrt))
    for local in (_as_slope, _as_formula) if scalar else (_of_arrays,):
        terms = [local(reader, slope, world) for reader in readers]
        known = [term for term in terms if term is not None]
        if len(known) == len(readers):
            made = total(known)
            if made != slope and _is_near(made, slope, world):
                yield made


def _leads(node: Name, of: Name, world: World) -> bool:
    return node.id == of.id or any(flat(world.lookup(Slope(of, node))))


def _is_near(made: Expression, slope: Slope, world: World) -> bool:
    """Whether a formula is worth about what the derivative is."""
    try:
        a, b = list(flat(world.number(made))), list(flat(world.lookup(slope)))
    except NUMERIC_ERRORS:
        return False
    size = max((abs(float(y)) for y in b), default=0.0)
    return len(a) == len(b) and all(abs(x - y) <= NEAR * size for x, y in zip(a, b, strict=True))


Local = Callable[[Name, Slope, World], Expression | None]


def _as_slope(reader: Name, slope: Slope, world: World) -> Expression | None:
    """∂L/∂z ∂z/∂w."""
    direct = Slope(reader, slope.wrt, direct=True)
    return direct if reader == slope.of else Product((Slope(slope.of, reader), direct))


def _as_formula(reader: Name, slope: Slope, world: World) -> Expression | None:
    """∂L/∂z x."""
    formula = next(local_slopes(reader, slope.wrt, world), None)
    if formula is None or reader == slope.of:
        return formula
    return product((Slope(slope.of, reader), formula))


def _of_arrays(reader: Name, slope: Slope, world: World) -> Expression | None:
    """∂L/∂z x' and the like."""
    if reader == slope.of:
        return None
    return _back(world.definitions[reader.id], slope.wrt, Slope(slope.of, reader), world)


def _back(tree: Expression, wrt: Name, upstream: Expression, world: World) -> Expression | None:
    """What comes back to an array through a formula that holds it once."""
    match tree:
        case Name():
            return upstream
        case Negative(part):
            back = _back(part, wrt, upstream, world)
            return None if back is None else negative(back)
        case Sum(terms):
            holding = [term for term in terms if wrt in names_in(term)]
            return _back(holding[0], wrt, upstream, world) if len(holding) == 1 else None
        case Product((left, right)):
            return _through_product(left, right, wrt, upstream, world)
        case Elementwise((left, right)) if wrt in (left, right):
            return Elementwise((upstream, right if wrt == left else left))
        case Applied(function, (inner,), False) if inner == wrt:
            if FUNCTIONS[function].differentiable:
                return Elementwise((upstream, Applied(function, (inner,), prime=True)))
        case Applied(function, (x, w), False) if function in ("correlate_valid", "conv_valid"):
            if wrt == w and function == "correlate_valid":
                return Applied(function, (x, upstream))
            if wrt == x:
                way = "conv_full" if function == "correlate_valid" else "correlate_full"
                return Applied(way, (upstream, w))
    return None


def _through_product(
    left: Expression, right: Expression, wrt: Name, upstream: Expression, world: World
) -> Expression | None:
    """Through W x, u' h or a number times an array."""
    if wrt == right:
        turned = left.operand if isinstance(left, Transposed) else Transposed(left)
        return (
            Product((turned, upstream)) if shape(world.number(left)) else product((left, upstream))
        )
    if wrt == left:
        turned = right.operand if isinstance(right, Transposed) else Transposed(right)
        return Product((upstream, turned))
    if left == Transposed(wrt):
        return Product((right, upstream))
    return None
