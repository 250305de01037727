"""How formulas are typed: one walk over the tree for every style."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from examples.chalkbench.arithmetic import Amount
from examples.chalkbench.reading import DERIVATIVE, NEW
from examples.chalkbench.styles import Style

IN_DEGREES = {"sindeg": "sin", "cosdeg": "cos"}  # nobody writes down that degrees were taken


def name_written(name: str, style: Style) -> str:
    """A quantity as it is typed: `dL_dw1` becomes ∂L/∂w₁."""
    if derivative := DERIVATIVE.fullmatch(name):
        return style.derivative.format(*(name_written(part, style) for part in derivative.groups()))
    if name.endswith(NEW):
        return style.new.format(name_written(name.removesuffix(NEW), style))
    if name == "yhat":
        return style.hat
    base, index = re.fullmatch(r"([A-Za-z]+)(\d*)", name).groups()  # type: ignore[union-attr]
    return style.letter(style.names.get(base, base), index)


def number_written(x: Amount, style: Style) -> str:
    """A number, or an array, as it is typed."""
    if isinstance(x, list):
        between = "; " if style.comma else ", "
        return f"[{between.join(number_written(item, style) for item in x)}]"
    text = style.number(f"{x:f}").replace("-", style.minus)
    return text.replace(".", ",") if style.comma else text


SUM, PRODUCT, POWER, ATOM = 1, 2, 3, 4


def minus_leads(node: ast.expr) -> bool:
    """Whether a term begins with a minus that belongs to all of it, as in −a b."""
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        node = node.left
    return isinstance(node, ast.UnaryOp)


def formula_written(
    node: ast.expr, style: Style, numbers: Mapping[str, Amount] | None = None
) -> str:
    """A formula as it is typed, with the numbers in place of the names if they are given."""
    return Hand(style, numbers).typed(node)[0]


def factors(node: ast.expr) -> list[ast.expr]:
    """The factors of a product, from left to right."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return [*factors(node.left), node.right]
    return [node]


@dataclass(frozen=True)
class Hand:
    """One who types in a style; each method gives a text and how tightly it holds together."""

    style: Style
    numbers: Mapping[str, Amount] | None

    def typed(self, node: ast.expr) -> tuple[str, int]:
        """Any node of a formula."""
        match node:
            case ast.Constant(value=value):
                return number_written(Decimal(repr(value)), self.style), ATOM
            case ast.Name(id=text):
                return self.name(text)
            case ast.UnaryOp(operand=operand):
                return self.style.minus + self.bracketed(operand, PRODUCT), SUM
            case ast.BinOp():
                return self.binary(node)
            case ast.List(elts=items):
                return f"[{', '.join(self.typed(item)[0] for item in items)}]", ATOM
            case ast.Call(func=ast.Name(id=function), args=args):
                return self.call(function, args)
        raise ValueError(f"no such formula: {ast.unparse(node)}")

    def bracketed(self, node: ast.expr, least: int) -> str:
        """A node, in brackets where it holds less tightly than its place asks for."""
        text, level = self.typed(node)
        return text if level >= least else self.style.brackets.format(text)

    def name(self, name: str) -> tuple[str, int]:
        """A quantity, or its number."""
        if self.numbers is None:
            text = name_written(name, self.style)
            return text.rstrip(" :←"), ATOM  # in w ← w − ηg the arrow belongs to the row
        x = self.numbers[name]
        text = number_written(x, self.style)
        if "×" in text:
            return text, PRODUCT
        return text, ATOM if isinstance(x, list) or not x.is_signed() else SUM

    def binary(self, node: ast.BinOp) -> tuple[str, int]:
        """A sum, product, quotient or power."""
        style, left, right = self.style, node.left, node.right
        match node.op:
            case ast.Add() | ast.Sub():
                sign = "+" if isinstance(node.op, ast.Add) else style.minus
                return f"{self.bracketed(left, SUM)} {sign} {self.bracketed(right, PRODUCT)}", SUM
            case ast.Mult():
                return self.product(node)
            case ast.Div() if style.fraction:
                return style.fraction.format(self.typed(left)[0], self.typed(right)[0]), POWER
            case ast.Div():
                leads = minus_leads(left)
                above = self.typed(left)[0] if leads else self.bracketed(left, PRODUCT)
                return f"{above}/{self.bracketed(right, POWER)}", SUM if leads else PRODUCT
            case ast.MatMult():
                pair = self.bracketed(left, POWER), self.bracketed(right, POWER)
                return style.matrix.format(*pair), PRODUCT
        return self.bracketed(left, ATOM) + style.power(self.typed(right)[0]), POWER

    def product(self, node: ast.BinOp) -> tuple[str, int]:
        """A product; a minus in front of its first factor stands before all of it."""
        first, *others = factors(node)
        if isinstance(first, ast.UnaryOp):
            return self.style.minus + self.joined([first.operand, *others]), SUM
        return self.joined([first, *others]), PRODUCT

    def joined(self, found: list[ast.expr]) -> str:
        """Factors side by side, with a sign where they would run into each other."""
        style, in_numbers = self.style, self.numbers is not None
        if in_numbers and not style.times_numbers:
            typed = ((self.typed(x)[0], isinstance(x, ast.Call)) for x in found)
            pieces = [text if call else f"({text})" for text, call in typed]
            return "".join(x if x.startswith("(") else f" {x} " for x in pieces).strip()
        lone = in_numbers and not style.bracket_negative
        texts = [
            self.typed(x)[0]
            if at and lone and isinstance(x, ast.Name)
            else self.bracketed(x, POWER)
            for at, x in enumerate(found)
        ]
        sign = style.times_numbers if in_numbers else style.times
        if not sign.strip() and any(t[0].isdigit() for t in texts[1:]):
            return "*".join(texts)
        if not sign and any("/" in t or re.match(r"[A-Za-z]{2,}\w*$", t) for t in texts):
            return "*".join(texts)
        if not sign and any(isinstance(x, ast.Call) for x in found):
            return " ".join(texts)
        return sign.join(texts)

    def call(self, name: str, args: list[ast.expr]) -> tuple[str, int]:
        """A function of its arguments."""
        style = self.style
        pairs = {"outer": style.outer, "had": style.had, "T": style.transpose}
        if name in pairs:
            return pairs[name].format(*(self.bracketed(x, POWER) for x in args)), PRODUCT
        if name == "entry":
            inside = ",".join(self.typed(x)[0] for x in args[1:])
            return f"{self.bracketed(args[0], ATOM)}[{inside}]", ATOM
        pattern = style.calls[IN_DEGREES.get(name, name)]
        return pattern.format(*(self.typed(x)[0] for x in args)), POWER if "^" in pattern else ATOM
