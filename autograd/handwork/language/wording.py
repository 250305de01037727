"""Wording: trees and numbers as the person would write them, for sentences and reports."""

from __future__ import annotations

from autograd.handwork.language.arrays import Quantity
from autograd.handwork.language.claims import digits
from autograd.handwork.language.expressions import (
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
)
from autograd.handwork.language.functions import shown_name
from autograd.ops.notation import ATOM, POWER, PRODUCT, SIGN, SUM

MINUS = "−"


def text(node: Expression) -> str:
    """A tree on one line.

    >>> a, b = Name("a", "a"), Name("b", "b")
    >>> text(Product((Numeral(2.0, "2"), Sum((a, Negative(b))))))
    '2 (a − b)'
    """
    return _text(node, SUM)


def _text(node: Expression, level: int) -> str:
    """A tree, in brackets where it binds less than its place asks."""
    written, own = _unbracketed(node)
    return f"({written})" if own < level else written


def _unbracketed(node: Expression) -> tuple[str, int]:
    match node:
        case Numeral():
            return node.text, ATOM
        case Name():
            index = f"[{','.join(map(str, node.index))}]" if node.index else ""
            return node.shown + index, ATOM
        case Slope():
            return _derivative(node), ATOM
        case Sum(terms):
            return "".join(_term(term, i) for i, term in enumerate(terms)), SUM
        case Product(factors):
            return " ".join(_factor(factor, i) for i, factor in enumerate(factors)), PRODUCT
        case Elementwise(factors):
            return " ⊙ ".join(_text(factor, SIGN) for factor in factors), PRODUCT
        case Quotient(top, bottom):
            return f"{_text(top, PRODUCT)}/{_text(bottom, POWER)}", PRODUCT
        case Raised(base, exponent):
            return f"{_text(base, ATOM)}^{_text(exponent, ATOM)}", POWER
        case Negative(operand):
            return MINUS + _text(operand, PRODUCT), SIGN
        case Transposed(operand):
            return _text(operand, ATOM) + "'", ATOM
        case Array(items):
            return f"[{', '.join(map(text, items))}]", ATOM
        case Comparison(sign, left, right):
            return f"{text(left)} {sign} {text(right)}", SUM
    name, tail = shown_name(node.function)
    arguments = ", ".join(map(text, node.arguments))
    return f"{name}{chr(39) if node.prime else ''}({arguments}{tail})", ATOM


def _term(term: Expression, i: int) -> str:
    if isinstance(term, Negative):
        return (f" {MINUS} " if i else MINUS) + _text(term.operand, PRODUCT)
    return (" + " if i else "") + _text(term, PRODUCT)


def _factor(factor: Expression, i: int) -> str:
    number = isinstance(factor, Numeral) and i > 0
    written = _text(factor, SIGN + 1 if i else SIGN)
    return f"({written})" if number else written


def _derivative(node: Slope) -> str:
    if isinstance(node.of, Name):
        return f"∂{text(node.of)}/∂{text(node.wrt)}"
    return f"∂/∂{text(node.wrt)} ({text(node.of)})"


def number(x: float, places: int | None = None) -> str:
    """A number for people: with so many places, or six figures, and a true minus sign.

    >>> number(-1.368), number(0.00062, 4), number(3.0)
    ('−1.368', '0.0006', '3')
    """
    written = f"{x:.6g}" if places is None else digits(x, max(places, 0))
    return written.replace("-", MINUS)


def quantity(x: Quantity, places: int | None = None) -> str:
    """A number or an array for people.

    >>> quantity([[1.0, -0.5]], 2)
    '[[1.00, −0.50]]'
    """
    if isinstance(x, list):
        return f"[{', '.join(quantity(item, places) for item in x)}]"
    return number(float(x), places)
