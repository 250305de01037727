"""The styles formulas are written in: text, LaTeX, MathML, Python.

A style says how each kind of notation (`autograd.ops.notation`) is written, given its parts.
"""

import math
from functools import lru_cache
from html import escape
from keyword import iskeyword

from autograd.ops import notation as kinds
from autograd.ops.alphabet import (
    SUPERSCRIPTS,
    distinct,
    identifier,
    is_raised,
    latex_name,
    printable,
)
from autograd.ops.constants import Constant
from autograd.ops.notation import ATOM, POWER, PRODUCT, SIGN
from autograd.ops.numerals import show_number
from autograd.ops.operation import OPS
from autograd.writing.formula import Derivative, Formula, Number, Symbol, leaves


class Style:
    """Plain text with mathematical characters: `σ₂·(1 - σ₂)`; other styles change what differs."""

    def name(self, name: str) -> str:
        return name

    def number(self, number: Number) -> str:
        value = number.value
        return value.text if isinstance(value, Constant) else number.shown or show_number(value)

    def derivative(self, of: str, by: str, use: int) -> str:
        return f"∂{of}/∂{by}" + (f"⁽{use}⁾".translate(SUPERSCRIPTS) if use else "")

    def brackets(self, inner: str) -> str:
        return f"({inner})"

    def infix(self, kind: kinds.Infix) -> str:
        return kind.text if kind.precedence == PRODUCT else f" {kind.text} "

    def chain(self, parts: list[str]) -> str:
        return "".join(parts)

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

    # How tightly what is written binds: x′ like a power, `2/√π` and `ln 2` like products.
    def name_binding(self, name: str) -> int:
        return POWER if is_raised(name) else ATOM

    def number_binding(self, number: Number) -> int:
        value = number.value
        if isinstance(value, Constant) and not value.text.isalpha():
            return PRODUCT
        return SIGN if value < 0 else ATOM

    grouping_fraction = False  # whether a fraction bar makes brackets needless
    derivative_binding = PRODUCT  # how tightly the name of a derivative binds
    exponent_binding = 0  # how tightly an exponent must bind to need no brackets


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

    def number_binding(self, number: Number) -> int:
        with_power = "e" in (number.shown or show_number(number.value))
        return min(super().number_binding(number), PRODUCT if with_power else ATOM)

    def derivative(self, of: str, by: str, use: int) -> str:
        written = rf"{{{latex_name(by)}}}^{{({use})}}" if use else latex_name(by)
        return rf"\frac{{\partial {latex_name(of)}}}{{\partial {written}}}"

    def brackets(self, inner: str) -> str:
        return rf"\left({inner}\right)"

    def infix(self, kind: kinds.Infix) -> str:
        return f" {kind.latex} "

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


@lru_cache(maxsize=10_000)  # a pass writes the same names again and again
def mathml_name(name: str) -> str:
    """A name in MathML.

    >>> mathml_name("w<1>")
    '<mi>w&lt;1&gt;</mi>'
    """
    return f"<mi>{escape(printable(name))}</mi>"


class MathML(Style):
    """Presentation MathML, without the enclosing `<math>`."""

    grouping_fraction = True

    def name(self, name: str) -> str:
        return mathml_name(name)

    def number(self, number: Number) -> str:
        shown = escape(super().number(number)).replace("-", "−")
        if shown.startswith("−"):
            return f"<mrow><mo>−</mo><mn>{shown[1:]}</mn></mrow>"
        return f"<mn>{shown}</mn>"

    def derivative(self, of: str, by: str, use: int) -> str:
        written = self.name(by)
        if use:
            written = self.power(written, self.brackets(f"<mn>{use}</mn>"))
        above, below = (f"<mrow><mo>∂</mo>{name}</mrow>" for name in (self.name(of), written))
        return self.fraction(above, below)

    def brackets(self, inner: str) -> str:
        return f"<mrow><mo>(</mo>{inner}<mo>)</mo></mrow>"

    def infix(self, kind: kinds.Infix) -> str:
        return f"<mo>{'−' if kind.text == '-' else escape(kind.text)}</mo>"

    def chain(self, parts: list[str]) -> str:
        return f"<mrow>{''.join(parts)}</mrow>"

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
        function = f"<mi>{escape(kind.text or name)}</mi><mo>&#x2061;</mo>"
        return f"<mrow>{function}{MathML.brackets(self, inner)}</mrow>"


def identifiers(formula: Formula) -> dict[Formula, str]:
    """An ASCII identifier for each symbol and each derivative's name in a formula.

    Of those that would get the same one, the later are numbered; none hides an op or a keyword.

    >>> list(identifiers(Symbol("w₃") * Symbol("w3") * Symbol("exp")).values())
    ['w3', 'w3_2', 'exp_']
    """
    found: dict[Formula, str] = {}
    taken: dict[str, int] = {}
    for leaf in leaves(formula):
        if leaf in found:
            continue
        if isinstance(leaf, Symbol):
            written = identifier(leaf.name)
            hides = written in OPS or written == "math" or iskeyword(written)
            found[leaf] = distinct(f"{written}_" if hides else written, taken)
        elif isinstance(leaf, Derivative):
            which = f"_{leaf.use}" if leaf.use else ""
            found[leaf] = distinct(f"d{identifier(leaf.of)}_d{identifier(leaf.by)}{which}", taken)
    return found


class Python(Style):
    """Python source over the public names of `autograd`, for one formula."""

    def __init__(self, formula: Formula) -> None:
        self.identifiers = identifiers(formula)

    derivative_binding = ATOM
    exponent_binding = ATOM

    def name_binding(self, name: str) -> int:
        return ATOM

    def number_binding(self, number: Number) -> int:
        return SIGN if number.value < 0 else ATOM

    def name(self, name: str) -> str:
        return self.identifiers[Symbol(name)]

    def number(self, number: Number) -> str:
        value = number.value
        if isinstance(value, Constant):
            return value.python
        return repr(value).replace("inf", "math.inf").replace("nan", "math.nan")

    def derivative(self, of: str, by: str, use: int) -> str:
        return self.identifiers[Derivative(of, by, use)]

    def infix(self, kind: kinds.Infix) -> str:
        return f" {kind.python} "

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


TEXT, LATEX, MATHML = Style(), Latex(), MathML()
