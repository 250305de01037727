"""Expression trees of a sheet: frozen, with every sub-expression in reach of a change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written; `text` keeps its digits, for they say how exact it claims to be."""

    value: float
    text: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A quantity, or one entry of it (`index`, from 1); `shown` is the person's own spelling."""

    id: str
    shown: str = field(compare=False)
    index: tuple[int, ...] = ()
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Slope:
    """`dA/dB`; with `direct` only what B does inside A's own definition, other paths left aside."""

    of: Expression
    wrt: Name
    direct: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negative:
    """`-x`."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Sum:
    """`a + b - c`, where a term that is taken away is a `Negative`."""

    terms: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """`a b c`, left to right; matrices multiply as matrices."""

    factors: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Elementwise:
    """Entry by entry product, `a ⊙ b`."""

    factors: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """`a / b`."""

    top: Expression
    bottom: Expression


@dataclass(frozen=True, slots=True)
class Raised:
    """`a ^ b`."""

    base: Expression
    exponent: Expression


@dataclass(frozen=True, slots=True)
class Applied:
    """A function of the sheet language applied; `prime` marks its derivative, as in σ'(z)."""

    function: str
    arguments: tuple[Expression, ...]
    prime: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Array:
    """A vector `[a, b]`, or a matrix as a list of its rows."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Transposed:
    """`W'`."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Comparison:
    """`a > b` inside `if(a > b, x, y)`."""

    sign: str
    left: Expression
    right: Expression


Expression: TypeAlias = (
    Numeral
    | Name
    | Slope
    | Negative
    | Sum
    | Product
    | Elementwise
    | Quotient
    | Raised
    | Applied
    | Array
    | Transposed
    | Comparison
)


def children(node: Expression) -> tuple[Expression, ...]:
    """The direct parts of a node, left to right; a derivative counts as a leaf.

    >>> children(Sum((Numeral(1.0, "1"), Numeral(2.0, "2"))))
    (Numeral(value=1.0, text='1', at=0), Numeral(value=2.0, text='2', at=0))
    """
    match node:
        case Sum(parts) | Product(parts) | Elementwise(parts) | Array(parts):
            return parts
        case Applied():
            return node.arguments
        case Negative(part) | Transposed(part):
            return (part,)
        case Quotient(left, right) | Raised(left, right) | Comparison(_, left, right):
            return (left, right)
    return ()


def with_children(node: Expression, parts: tuple[Expression, ...]) -> Expression:
    """The same node over other parts; a sum or product of one part is that part."""
    match node:
        case Sum() | Product() | Elementwise():
            return parts[0] if len(parts) == 1 else type(node)(parts)
        case Array():
            return Array(parts)
        case Applied():
            return replace(node, arguments=parts)
        case Negative() | Transposed():
            return type(node)(parts[0])
        case Quotient() | Raised():
            return type(node)(*parts)
        case Comparison():
            return Comparison(node.sign, *parts)
    return node


def leaves(node: Expression) -> Iterator[Expression]:
    """Numbers, names and derivatives of a tree, left to right."""
    stack = [node]
    while stack:
        top = stack.pop()
        parts = children(top)
        if not parts and not isinstance(top, Array):
            yield top
        stack.extend(reversed(parts))


def depth(node: Expression) -> int:
    """How many levels a tree has; iterative, so that no input can exhaust the stack.

    >>> depth(Negative(Negative(Numeral(1.0, "1"))))
    3
    """
    deepest, stack = 0, [(node, 1)]
    while stack:
        top, level = stack.pop()
        deepest = max(deepest, level)
        parts = (top.of,) if isinstance(top, Slope) else children(top)
        stack.extend((part, level + 1) for part in parts)
    return deepest


def names_in(node: Expression) -> Iterator[Name]:
    """Every name a tree reads, those of its derivatives too."""
    for leaf in leaves(node):
        if isinstance(leaf, Name):
            yield leaf
        elif isinstance(leaf, Slope):
            yield from names_in(leaf.of)
            yield leaf.wrt


def is_number(node: Expression) -> bool:
    """Whether a part is a claim: a number, a signed number, or an array of nothing but those."""
    match node:
        case Numeral():
            return True
        case Negative(Numeral()):
            return True
        case Array(items):
            return bool(items) and all(map(is_number, items))
    return False


def is_numeric(node: Expression) -> bool:
    """Whether a part holds no name at all, as `(0.9)(0.75)` does."""
    return all(isinstance(leaf, Numeral) for leaf in leaves(node))


def is_bare_formula(tree: Expression) -> bool:
    """Whether a part is worked out in numbers alone, as each of several iterates is.

    >>> two = Numeral(2.0, "2")
    >>> is_bare_formula(Sum((two, two))), is_bare_formula(two)
    (True, False)
    """
    return is_numeric(tree) and not is_number(tree)


def rewrite(node: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """The tree with every leaf replaced by what `change` gives for it."""
    parts = children(node)
    if not parts:
        return change(node)
    return with_children(node, tuple(rewrite(part, change) for part in parts))


def bare(about: Name | Slope) -> Name | Slope:
    """A quantity without the entry asked for.

    >>> bare(Name("h", "h", (2,)))
    Name(id='h', shown='h', index=(), at=0)
    """
    return Name(about.id, about.id) if isinstance(about, Name) else about
