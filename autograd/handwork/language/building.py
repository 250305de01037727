"""Building: what each rule for an expression becomes; the functions bear the rules' names.

Sums and products are kept flat, for that is how people read them and where they slip.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from autograd.handwork.language.expressions import (
    Applied,
    Array,
    Comparison,
    Elementwise,
    Expression,
    Name,
    Negative,
    Numeral,
    Product,
    Quotient,
    Raised,
    Slope,
    Sum,
    Transposed,
    is_number,
)
from autograd.handwork.language.functions import FUNCTIONS, MODES, canonical
from autograd.handwork.language.plain_text import NAME

if TYPE_CHECKING:
    from lark import Token

TARGET = re.compile(rf"d ?({NAME})(?:\[([\d,\s]+)\])?")


class MisreadError(Exception):
    """Something the grammar allows and the language does not."""

    def __init__(self, at: int, found: str, expected: str) -> None:
        super().__init__(found)
        self.at, self.found, self.expected = at, found, expected


class Bracket(tuple[Expression]):
    """An expression in brackets: it stays one term, and may stand beside a number."""


def at(token: Token) -> int:
    """Where a token stands in the plain line."""
    return token.start_pos or 0


def opened(node: Any) -> Expression:
    """The expression itself, without its brackets."""
    return node[0] if isinstance(node, Bracket) else node


def plus(children: list[Any]) -> Expression:
    """`a + b`."""
    return Sum((*_terms(children[0]), opened(children[1])))


def minus(children: list[Any]) -> Expression:
    """`a - b`."""
    return Sum((*_terms(children[0]), Negative(opened(children[1]))))


def _terms(node: Any) -> tuple[Expression, ...]:
    return node.terms if isinstance(node, Sum) else (opened(node),)


def times(children: list[Any]) -> Expression:
    """`a * b`."""
    left, right = children
    return Product((*_factors(left), opened(right)))


def beside(children: list[Any]) -> Expression:
    """`a b`: two things side by side multiply, except two bare numbers."""
    left, right = children
    last = left.factors[-1] if isinstance(left, Product) else left
    if isinstance(right, Numeral) and isinstance(last, Numeral | Name):
        raise MisreadError(
            right.at, f"the number {right.text}", "an operator before it, as in a * 2"
        )
    return Product((*_factors(left), opened(right)))


def _factors(node: Any) -> tuple[Expression, ...]:
    return node.factors if isinstance(node, Product) else (opened(node),)


def elementwise(children: list[Any]) -> Expression:
    """`a ⊙ b`."""
    left, right = children
    first = left.factors if isinstance(left, Elementwise) else (opened(left),)
    return Elementwise((*first, opened(right)))


def tensor(children: list[Any]) -> Expression:
    """`a ⊗ b`, which is x y' to some and entry by entry to others."""
    return Applied("tensor_product", tuple(map(opened, children)))


def over(children: list[Any]) -> Expression:
    """`a / b`."""
    return Quotient(opened(children[0]), opened(children[1]))


def negative(children: list[Any]) -> Expression:
    """`-a`."""
    return Negative(opened(children[0]))


def raised(children: list[Any]) -> Expression:
    """`a ^ b`; `W^T` is the transpose."""
    base, exponent = map(opened, children)
    if isinstance(exponent, Name) and exponent.id == "T":
        return Transposed(base)
    return Raised(base, exponent)


def transposed(children: list[Any]) -> Expression:
    """`W'`."""
    return Transposed(opened(children[0]))


def number(children: list[Token]) -> Expression:
    """A number; its digits are kept."""
    token = children[0]
    value = float(token)
    if value in (float("inf"),):
        raise MisreadError(at(token), "a number too large to hold", "at most 1e100")
    return Numeral(value, str(token), at(token))


def name(children: list[Token]) -> Expression:
    """A quantity."""
    return named(children[0])


def named(token: Token) -> Name:
    """The name that a token is."""
    return Name(str(token), str(token), at=at(token))


def entry(children: list[Token]) -> Expression:
    """`W[1,2]`, counted from 1."""
    token = children[0]
    base, _, rest = token.partition("[")
    index = tuple(int(i[:6]) for i in rest.rstrip("]").split(","))
    return Name(base, base, index, at(token))


def derivative(children: list[Token]) -> Expression:
    """`dA/dB`."""
    token = children[0]
    (top, top_index), (bottom, bottom_index) = TARGET.findall(token)
    where = at(token)
    return Slope(_target(top, top_index, where), _target(bottom, bottom_index, where), at=where)


def operator(children: list[Any]) -> Expression:
    """`d/dx (...)`, `d/dx x^2`."""
    token, body = children
    if isinstance(opened(body), Slope):
        raise MisreadError(at(token), "the derivative of a derivative", "that of a formula")
    ((base, index),) = TARGET.findall(token.partition("/")[2])
    return Slope(opened(body), _target(base, index, at(token)), at=at(token))


def _target(base: str, index: str, where: int) -> Name:
    entry = tuple(int(i[:6]) for i in index.split(",")) if index else ()
    return Name(base, base, entry, where)


def bracket(children: list[Any]) -> Bracket:
    """`(a)`."""
    return Bracket((opened(children[0]),))


def array(children: list[Any]) -> Array | Bracket:
    """`[a, b]` or `(a, b)`; `2[a - b]` has square brackets for round ones."""
    items = tuple(map(opened, children))
    if len(items) > 1 or is_number(items[0]) or isinstance(items[0], Name | Slope | Array):
        return Array(items)
    return Bracket(items)


def given_to(children: list[Any]) -> list[Expression]:
    """The arguments of a call."""
    return list(map(opened, children))


def bare_number(children: list[Token]) -> list[Expression]:
    """`ln 2`."""
    return [number(children)]


def bare_name(children: list[Token]) -> list[Expression]:
    """`ln q1`."""
    return [name(children)]


def bare_entry(children: list[Token]) -> list[Expression]:
    """`ln q[1]`."""
    return [entry(children)]


def comparison(children: list[Any]) -> Expression:
    """`a > b`."""
    left, sign, right = children
    return Comparison(str(sign), opened(left), opened(right))


def call(children: list[Any]) -> Applied:
    """`f(a, b)`; the mode of a convolution becomes part of the function's name."""
    token, arguments = children
    function, where = canonical(token), at(token)
    if function in ("conv", "correlate"):
        mode = arguments.pop().id if isinstance(arguments[-1], Name) and len(arguments) == 3 else ""
        if mode not in MODES:
            raise MisreadError(
                where, f"{token} without its mode", f"{token}(x, w, {'|'.join(MODES)})"
            )
        function = f"{function}_{mode}"
    fewest, most = FUNCTIONS[function].arity
    if not fewest <= len(arguments) <= most:
        wanted = str(fewest) if fewest == most else f"{fewest} or more"
        raise MisreadError(where, f"{token} of {len(arguments)} arguments", wanted)
    for i, argument in enumerate(arguments):
        if isinstance(argument, Comparison) != (function == "if" and i == 0):
            found = (
                "a comparison" if isinstance(argument, Comparison) else "if without a comparison"
            )
            raise MisreadError(where, found, "if(a > b, x, y)")
    return Applied(function, tuple(arguments), at=where)


def own_call(children: list[Any]) -> Applied:
    """`f(3)` of a function that the sheet defines; its mark is kept until it is written out."""
    token, arguments = children
    return Applied(str(token), tuple(arguments), at=at(token))


def own_prime(children: list[Any]) -> Applied:
    """`f'(x)` of a function that the sheet defines."""
    return replace(own_call(children), prime=True)


def prime(children: list[Any]) -> Expression:
    """`σ'(z)`: the derivative of a function of one operand."""
    made = call(children)
    if not FUNCTIONS[made.function].differentiable:
        raise MisreadError(
            made.at, f"{children[0]}'", "the derivative of a function of one operand"
        )
    return replace(made, prime=True)


def power_of_call(children: list[Any]) -> Expression:
    """`tanh²(x)` is (tanh(x))²."""
    token, exponent, arguments = children
    return Raised(call([token, arguments]), number([exponent]))
