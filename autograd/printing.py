"""Writing formulas: one walk over the formula, one small class per style (text, LaTeX, MathML,
Python).

A style says how each kind of notation is written; an op says which kind it is. Brackets are decided
here once.
"""

import math
from html import escape
from keyword import iskeyword

from autograd import notation as kinds
from autograd.declaration import OPS, Op
from autograd.formula import Apply, Derivative, Formula, Number, Symbol, spelled
from autograd.notation import ATOM, POWER, PRODUCT, SIGN
from autograd.numerals import SUPERSCRIPTS, show_number
from autograd.ops.constants import Constant
from autograd.spelling import identifier, latex_name, printable


class Style:
    """Plain text with mathematical characters: `σ₂·(1 - σ₂)`. The other styles change what they write
    differently."""

    def name(self, name: str) -> str:
        return name

    def number(self, number: Number) -> str:
        value = number.value
        return value.text if isinstance(value, Constant) else number.shown or show_number(value)

    def derivative(self, of: str, by: str) -> str:
        return f"∂{of}/∂{by}"

    def brackets(self, inner: str) -> str:
        return f"({inner})"

    def infix(self, kind: kinds.Infix, left: str, right: str) -> str:
        return (
            f"{left}{kind.text}{right}"
            if kind.precedence == PRODUCT
            else f"{left} {kind.text} {right}"
        )

    def prefix(self, kind: kinds.Prefix, operand: str) -> str:
        return f"{kind.symbol}{operand}"

    def fraction(self, above: str, below: str) -> str:
        return f"{above}/{below}"

    def power(self, base: str, exponent: str) -> str:
        if exponent.lstrip("-").isdigit():
            return base + exponent.translate(SUPERSCRIPTS)
        return f"{base}^({exponent})"

    def root(self, operand: str) -> str:
        return f"√({operand})"

    def fence(self, operand: str) -> str:
        return f"|{operand}|"

    def call(self, kind: kinds.Call, name: str, operands: list[str]) -> str:
        return f"{kind.text or name}({', '.join(operands)})"

    grouping_fraction = False  # whether a fraction bar makes brackets needless


class Latex(Style):
    """LaTeX math: `\\sigma_{2} \\cdot \\left(1 - \\sigma_{2}\\right)`."""

    grouping_fraction = True

    def name(self, name: str) -> str:
        return latex_name(name)

    def number(self, number: Number) -> str:
        value = number.value
        if isinstance(value, Constant):
            return value.latex
        shown = number.shown or show_number(value)
        if not math.isfinite(value):
            return rf"\mathrm{{{shown}}}"
        mantissa, _, exponent = shown.partition("e")
        return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa

    def derivative(self, of: str, by: str) -> str:
        return rf"\frac{{\partial {latex_name(of)}}}{{\partial {latex_name(by)}}}"

    def brackets(self, inner: str) -> str:
        return rf"\left({inner}\right)"

    def infix(self, kind: kinds.Infix, left: str, right: str) -> str:
        return f"{left} {kind.latex} {right}"

    def fraction(self, above: str, below: str) -> str:
        return rf"\frac{{{above}}}{{{below}}}"

    def power(self, base: str, exponent: str) -> str:
        return f"{base}^{{{exponent}}}"

    def root(self, operand: str) -> str:
        return rf"\sqrt{{{operand}}}"

    def fence(self, operand: str) -> str:
        return rf"\left|{operand}\right|"

    def call(self, kind: kinds.Call, name: str, operands: list[str]) -> str:
        written = kind.latex or rf"\operatorname{{{name.replace('_', chr(92) + '_')}}}"
        return rf"{written}\left({', '.join(operands)}\right)"


class MathML(Style):
    """Presentation MathML, without the enclosing `<math>`."""

    grouping_fraction = True

    def name(self, name: str) -> str:
        return f"<mi>{escape(printable(name))}</mi>"

    def number(self, number: Number) -> str:
        shown = super().number(number)
        if shown.startswith("-"):
            return f"<mrow><mo>−</mo><mn>{escape(shown[1:])}</mn></mrow>"
        return f"<mn>{escape(shown)}</mn>"

    def derivative(self, of: str, by: str) -> str:
        above, below = (f"<mrow><mo>∂</mo>{self.name(name)}</mrow>" for name in (of, by))
        return self.fraction(above, below)

    def brackets(self, inner: str) -> str:
        return f"<mrow><mo>(</mo>{inner}<mo>)</mo></mrow>"

    def infix(self, kind: kinds.Infix, left: str, right: str) -> str:
        return (
            f"<mrow>{left}<mo>{'−' if kind.text == '-' else escape(kind.text)}</mo>{right}</mrow>"
        )

    def prefix(self, kind: kinds.Prefix, operand: str) -> str:
        return f"<mrow><mo>−</mo>{operand}</mrow>"

    def fraction(self, above: str, below: str) -> str:
        return f"<mfrac>{above}{below}</mfrac>"

    def power(self, base: str, exponent: str) -> str:
        return f"<msup>{base}{exponent}</msup>"

    def root(self, operand: str) -> str:
        return f"<msqrt>{operand}</msqrt>"

    def fence(self, operand: str) -> str:
        return f"<mrow><mo>|</mo>{operand}<mo>|</mo></mrow>"

    def call(self, kind: kinds.Call, name: str, operands: list[str]) -> str:
        inner = "<mo>,</mo>".join(operands)
        return f"<mrow><mi>{escape(kind.text or name)}</mi><mo>&#x2061;</mo>{self.brackets(inner)}</mrow>"


class Python(Style):
    """Python source over the public names of `autograd`, with ASCII identifiers for symbols."""

    def name(self, name: str) -> str:
        written = identifier(name)
        return f"{written}_" if written in OPS or iskeyword(written) else written

    def number(self, number: Number) -> str:
        value = number.value
        return value.python if isinstance(value, Constant) else repr(value)

    def derivative(self, of: str, by: str) -> str:
        return f"d{identifier(of)}_d{identifier(by)}"

    def infix(self, kind: kinds.Infix, left: str, right: str) -> str:
        return f"{left} {kind.python} {right}"

    def fraction(self, above: str, below: str) -> str:
        return f"{above} / {below}"

    def power(self, base: str, exponent: str) -> str:
        return f"{base} ** {exponent}"

    def root(self, operand: str) -> str:
        return f"sqrt({operand})"

    def fence(self, operand: str) -> str:
        return f"abs({operand})"

    def call(self, kind: kinds.Call, name: str, operands: list[str]) -> str:
        return f"{name}({', '.join(operands)})"


TEXT, LATEX, MATHML, PYTHON = Style(), Latex(), MathML(), Python()


def text(formula: Formula) -> str:
    """A formula in plain text.

    >>> x = Symbol("x")
    >>> text(2 * x**2 - (x - 1) / 3)
    '2·x² - (x - 1)/3'
    """
    return write(formula, TEXT)


def latex(formula: Formula) -> str:
    """A formula in LaTeX, for math mode.

    >>> print(latex(1 / Symbol("w₃")))
    \\frac{1}{w_{3}}
    """
    return write(formula, LATEX)


def mathml(formula: Formula) -> str:
    """A formula as a MathML element.

    >>> mathml(Symbol("x"))
    '<math><mi>x</mi></math>'
    """
    return f"<math>{write(formula, MATHML)}</math>"


def python(formula: Formula) -> str:
    """A formula as Python source.

    >>> python(Symbol("w₃").tanh() ** 2)
    'tanh(w3) ** 2.0'
    """
    return write(formula, PYTHON)


def write(formula: Formula, style: Style, inside: int = 0, leading: bool = True) -> str:
    """A formula in a style.

    `inside` is how tightly what stands around it binds; `leading` says that nothing stands before
    it, so that a sign needs no brackets.
    """
    written, precedence = written_with_precedence(formula, style, leading)
    if precedence >= inside and (leading or not starts_with_sign(formula)):
        return written
    return style.brackets(write(formula, style) if not leading else written)


def starts_with_sign(formula: Formula) -> bool:
    """Whether a formula is a negative number or a negation."""
    if isinstance(formula, Number):
        return formula.value < 0
    return isinstance(formula, Apply) and isinstance(formula.op.notation, kinds.Prefix)


def written_with_precedence(formula: Formula, style: Style, leading: bool) -> tuple[str, int]:
    """A formula in a style, and how tightly its outermost notation binds."""
    match formula:
        case Symbol(name):
            return style.name(name), ATOM
        case Derivative(of, by):
            return style.derivative(of, by), PRODUCT
        case Number(value):
            written = style.number(formula)
            return written, SIGN if value < 0 else PRODUCT if r"\cdot" in written else ATOM
        case Apply(op, args):
            return written_application(op, args, style, leading)
    raise TypeError(f"cannot write {type(formula).__name__}")


def written_application(
    op: Op, args: tuple[Formula, ...], style: Style, leading: bool
) -> tuple[str, int]:
    """An op applied to formulas, by its kind of notation."""
    notation = op.notation
    match notation:
        case kinds.Infix():
            return written_chain(Apply(op, args), style, leading), notation.precedence
        case kinds.Prefix(precedence=precedence):
            return style.prefix(notation, write(args[0], style, precedence + 1)), precedence
        case kinds.Fraction() if style.grouping_fraction:
            return style.fraction(write(args[0], style), write(args[1], style)), PRODUCT
        case kinds.Fraction():
            above = write(args[0], style, PRODUCT, leading)
            return style.fraction(above, write(args[1], style, SIGN + 1)), PRODUCT
        case kinds.Power(exponent):
            raised = args[1] if exponent is None else Number(float(exponent))
            inside = ATOM if style is PYTHON else 0
            return style.power(
                write(args[0], style, POWER + 1), write(raised, style, inside)
            ), POWER
        case kinds.Root():
            return style.root(write(args[0], style)), ATOM
        case kinds.Fence():
            return style.fence(write(args[0], style)), ATOM
        case kinds.Call():
            return style.call(notation, op.name, [write(arg, style) for arg in args]), ATOM
        case kinds.Spelled():
            return written_with_precedence(spelled(op, args), style, leading)
    raise TypeError(f"op {op.name} has an unknown kind of notation, {type(notation).__name__}")


def written_chain(formula: Formula, style: Style, leading: bool) -> str:
    """`a + b - c`, read from the left; in a loop, because a neuron may have a thousand inputs."""
    rights: list[tuple[kinds.Infix, Formula]] = []
    inside = 0
    while isinstance(formula, Apply) and isinstance(formula.op.notation, kinds.Infix):
        if formula.op.notation.precedence < inside:
            break
        rights.append((formula.op.notation, formula.args[1]))
        inside = formula.op.notation.precedence
        formula = formula.args[0]
    written = write(formula, style, inside, leading)
    for notation, right in reversed(rights):
        written = style.infix(
            notation,
            written,
            write(right, style, notation.precedence + notation.right_tight, leading=False),
        )
    return written
