"""Local derivatives as formulas, the way they are written on paper: 2(a − y), 1 − a², x.

The engine knows what a local derivative is worth; which slip was made in writing it down can only
be seen in its formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from autograd.handwork.language.arrays import shape
from autograd.handwork.language.expressions import (
    Applied,
    Expression,
    Name,
    Negative,
    Numeral,
    Product,
    Quotient,
    Raised,
    Sum,
    children,
    leaves,
)
from autograd.handwork.language.functions import FUNCTIONS
from autograd.handwork.worlds.world import World

ZERO, ONE, TWO = (Numeral(float(n), str(n)) for n in range(3))

BY_OUTPUT: dict[str, Callable[[Name], Expression]] = {
    "sigmoid": lambda a: Product((a, Sum((ONE, Negative(a))))),
    "tanh": lambda a: Sum((ONE, Negative(Raised(a, TWO)))),
    "exp": lambda a: a,
}
"""Derivatives that people take from the function's value, which they have written down."""


def local_slopes(node: Name, operand: Name, world: World) -> Iterator[Expression]:
    """The formulas people may write for ∂node/∂operand of two numbers.

    >>> from autograd.handwork.language.parsing import tree
    >>> from autograd.handwork.language.wording import text
    >>> world = World()
    >>> for name, formula in {"z": "0.5", "a": "tanh(z)", "L": "(a - 1)^2"}.items():
    ...     world.define(name, tree(formula))
    >>> z, a, L = (Name(name, name) for name in "zaL")
    >>> [text(each) for each in (*local_slopes(L, a, world), *local_slopes(a, z, world))]
    ['2 (a − 1)', '1 − a^2', "tanh'(z)"]
    """
    definition = world.definitions[node.id]
    if node.index or not is_scalar(definition, world):
        return
    match definition:
        case Applied(function, (inner,), False) if function in BY_OUTPUT and inner == operand:
            yield BY_OUTPUT[function](node)
    found = slope_by(definition, operand)
    if found is not None:
        yield found


def is_scalar(tree: Expression, world: World) -> bool:
    """Whether a formula holds numbers only, no arrays."""
    return all(not isinstance(leaf, Name) or not shape(world.lookup(leaf)) for leaf in leaves(tree))


def composed(tree: Expression, by: Name) -> Iterator[tuple[Expression, Expression]]:
    """The functions and powers of something that is not `by` itself, each with what it is of."""
    inner = _inner(tree)
    if inner is not None and by != inner and by in leaves(inner):
        yield tree, inner
    for part in children(tree):
        yield from composed(part, by)


def _inner(node: Expression) -> Expression | None:
    """What a function or power is taken of."""
    if isinstance(node, Applied):
        return node.arguments[0] if FUNCTIONS[node.function].differentiable else None
    if isinstance(node, Raised):
        return node.base if isinstance(node.exponent, Numeral) else node.exponent
    return None


def slope_by(tree: Expression, by: Name, without: Expression | None = None) -> Expression | None:
    """The derivative of a formula by one of its quantities; None where this is not known.

    The chain rule's inner derivative is left out behind the node `without`.
    """
    if tree == by:
        return ONE
    if by not in leaves(tree):
        return ZERO
    parts = [slope_by(part, by, without) for part in children(tree)]
    if any(part is None for part in parts):
        return None
    inner = [part for part in parts if part is not None]
    match tree:
        case Negative():
            return negative(inner[0])
        case Sum():
            return total(inner)
        case Product(factors):
            terms = [product((*factors[:i], d, *factors[i + 1 :])) for i, d in enumerate(inner)]
            return total(terms)
        case Quotient(top, bottom):
            over = ZERO if inner[0] == ZERO else quotient(inner[0], bottom)
            square = Raised(bottom, TWO)
            under = product((top, inner[1]))
            return total((over, ZERO if under == ZERO else Negative(Quotient(under, square))))
    outer, behind = _outer(tree), _inner(tree)
    if outer is None or behind is None:
        return None
    return product((outer, ONE if tree == without else slope_by(behind, by, without) or ONE))


def _outer(node: Expression) -> Expression | None:
    """The derivative of a function or power by what it is taken of."""
    match node:
        case Applied("log", (inner,), False):
            return Quotient(ONE, inner)
        case Applied(_, (_,), False) if FUNCTIONS[node.function].differentiable:
            return replace(node, prime=True)
        case Raised(base, Numeral(value, written)) if not written.startswith("e"):
            if value == 2:
                return Product((TWO, base))
            lower = Numeral(value - 1, f"{value - 1:g}")
            return Product((node.exponent, Raised(base, lower)))
        case Raised(Numeral(_, "e"), _):
            return node
    return None


def negative(x: Expression) -> Expression:
    """−x, and x for −(−x)."""
    if x == ZERO:
        return ZERO
    return x.operand if isinstance(x, Negative) else Negative(x)


def total(terms: Iterable[Expression]) -> Expression:
    """A sum without its zeros."""
    rest = tuple(term for term in terms if term != ZERO)
    return rest[0] if len(rest) == 1 else Sum(rest) if rest else ZERO


def product(factors: Iterable[Expression]) -> Expression:
    """A product in one row, without its ones."""
    row: list[Expression] = []
    for factor in factors:
        row.extend(factor.factors if isinstance(factor, Product) else [factor])
    if ZERO in row:
        return ZERO
    rest = [factor for factor in row if factor != ONE]
    minus = sum(isinstance(factor, Negative) for factor in rest) % 2
    rest = [factor.operand if isinstance(factor, Negative) else factor for factor in rest]
    under = [factor for factor in rest if isinstance(factor, Quotient) and factor.top == ONE]
    if under and len(rest) > 1:  # r · 1/q is written r/q
        over = product(factor for factor in rest if factor is not under[0])
        made = quotient(over, under[0].bottom)
        return Negative(made) if minus else made
    made = rest[0] if len(rest) == 1 else Product(tuple(rest)) if rest else ONE
    return Negative(made) if minus else made


def quotient(top: Expression, bottom: Expression) -> Expression:
    """A fraction, without a factor that stands above and below."""
    if top == bottom:
        return ONE
    if isinstance(top, Product) and bottom in top.factors:
        at = top.factors.index(bottom)
        return product((*top.factors[:at], *top.factors[at + 1 :]))
    return Quotient(top, bottom)
