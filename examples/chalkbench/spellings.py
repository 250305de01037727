"""How formulas are typed: one walk over the tree for every style."""

import ast
import re
from collections.abc import Mapping
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

    def bracketed(node: ast.expr, least: int) -> str:
        text, level = go(node)
        return text if level >= least else style.brackets.format(text)

    def name(name: str) -> tuple[str, int]:
        if numbers is None:
            return name_written(name, style), ATOM
        x = numbers[name]
        text = number_written(x, style)
        if "×" in text:
            return text, PRODUCT
        return text, ATOM if isinstance(x, list) or not x.is_signed() else SUM

    def factors(node: ast.expr) -> list[ast.expr]:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            return [*factors(node.left), node.right]
        return [node]

    def times(node: ast.BinOp) -> tuple[str, int]:
        first, *others = factors(node)
        if isinstance(first, ast.UnaryOp):
            return style.minus + join([first.operand, *others]), SUM
        return join([first, *others]), PRODUCT

    def join(found: list[ast.expr]) -> str:
        if numbers is not None and not style.times_numbers:
            pieces = [go(x)[0] if isinstance(x, ast.Call) else f"({go(x)[0]})" for x in found]
            return "".join(x if x.startswith("(") else f" {x} " for x in pieces).strip()
        lone = numbers is not None and not style.bracket_negative
        texts = [
            go(x)[0] if at and lone and isinstance(x, ast.Name) else bracketed(x, POWER)
            for at, x in enumerate(found)
        ]
        sign = style.times if numbers is None else style.times_numbers
        if not sign.strip() and any(t[0].isdigit() for t in texts[1:]):
            return "*".join(texts)
        if not sign and any("/" in t or re.match(r"[A-Za-z]{2,}\w*$", t) for t in texts):
            return "*".join(texts)
        if not sign and any(isinstance(x, ast.Call) for x in found):
            return " ".join(texts)
        return sign.join(texts)

    def binary(node: ast.BinOp) -> tuple[str, int]:
        left, right = node.left, node.right
        match node.op:
            case ast.Add():
                return f"{bracketed(left, SUM)} + {bracketed(right, PRODUCT)}", SUM
            case ast.Sub():
                return f"{bracketed(left, SUM)} {style.minus} {bracketed(right, PRODUCT)}", SUM
            case ast.Mult():
                return times(node)
            case ast.Div() if style.fraction:
                return style.fraction.format(go(left)[0], go(right)[0]), POWER
            case ast.Div():
                text, _ = go(left)
                level = SUM if minus_leads(left) else PRODUCT
                above = text if minus_leads(left) else bracketed(left, PRODUCT)
                return f"{above}/{bracketed(right, POWER)}", level
            case ast.MatMult():
                return style.matrix.format(bracketed(left, POWER), bracketed(right, POWER)), PRODUCT
        base = bracketed(left, ATOM)
        return base + style.power(go(right)[0]), POWER

    def call(name: str, args: list[ast.expr]) -> tuple[str, int]:
        pairs = {"outer": style.outer, "had": style.had, "T": style.transpose}
        if name in pairs:
            return pairs[name].format(*(bracketed(x, POWER) for x in args)), PRODUCT
        if name == "entry":
            inside = ",".join(go(x)[0] for x in args[1:])
            return f"{bracketed(args[0], ATOM)}[{inside}]", ATOM
        pattern = style.calls[IN_DEGREES.get(name, name)]
        return pattern.format(*(go(x)[0] for x in args)), POWER if "^" in pattern else ATOM

    def go(node: ast.expr) -> tuple[str, int]:
        match node:
            case ast.Constant(value=value):
                return number_written(Decimal(repr(value)), style), ATOM
            case ast.Name(id=text):
                return name(text)
            case ast.UnaryOp(operand=operand):
                return style.minus + bracketed(operand, PRODUCT), SUM
            case ast.BinOp():
                return binary(node)
            case ast.List(elts=items):
                return f"[{', '.join(go(item)[0] for item in items)}]", ATOM
            case ast.Call(func=ast.Name(id=function), args=args):
                return call(function, args)
        raise ValueError(f"no such formula: {ast.unparse(node)}")

    return go(node)[0]
