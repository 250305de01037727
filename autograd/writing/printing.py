"""Writing formulas: one walk over the formula, in one of the styles of `autograd.writing.styles`.

A style says how each kind of notation is written; an op says which kind it is. Brackets are decided
here once.
"""

from typing import cast

from autograd.ops import notation as kinds
from autograd.ops.notation import ATOM, POWER, PRODUCT, SIGN
from autograd.writing.formula import Apply, Derivative, Formula, Number, Symbol, spelled
from autograd.writing.styles import LATEX, MATHML, TEXT, Python, Style
from autograd.writing.walking import Work, each, finished


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
    """A formula as Python source; each name in it gets an identifier of its own.

    >>> python(Symbol("w₃").tanh() ** 2)
    'tanh(w3) ** 2.0'
    """
    return write(formula, Python(formula))


def write(formula: Formula, style: Style) -> str:
    """A formula in a style."""
    found: str = finished(written(formula, style))
    return found


def written(formula: Formula, style: Style, inside: int = 0, leading: bool = True) -> str | Work:
    """A formula in a style as part of another one: a text, or the walk that gives it.

    `inside` is how tightly what stands around it binds; `leading` says that nothing stands before
    it, so that a sign needs no brackets.
    """
    if isinstance(formula, Apply):
        formula = spelled_out(formula)
    bracketed = bool(inside and binding(formula, style) < inside) or (
        not leading and starts_with_sign(formula)
    )
    if isinstance(formula, Apply):
        return written_application(formula, style, leading, bracketed)
    plain = written_leaf(formula, style)
    return style.brackets(plain) if bracketed else plain


def spelled_out(formula: Formula) -> Formula:
    """A formula whose outermost op, if it stands for others, is written in terms of them."""
    while isinstance(formula, Apply) and isinstance(formula.op.notation, kinds.Spelled):
        formula = spelled(formula.op, formula.args)
    return formula


def binding(formula: Formula, style: Style) -> int:
    """How tightly the outermost notation of a formula binds."""
    if isinstance(formula, Number):
        return style.number_binding(formula)
    if isinstance(formula, Symbol):
        return style.name_binding(formula.name)
    if isinstance(formula, Apply):
        return binding_of(formula.op.notation)
    return style.derivative_binding if isinstance(formula, Derivative) else ATOM


def binding_of(notation: kinds.Notation) -> int:
    """How tightly a kind of notation binds."""
    match notation:
        case kinds.Infix() | kinds.Prefix():
            return notation.precedence
        case kinds.Fraction():
            return PRODUCT
        case kinds.Power():
            return POWER
    return ATOM


def starts_with_sign(formula: Formula) -> bool:
    """Whether a formula is a negative number or a negation."""
    if isinstance(formula, Number):
        return formula.value < 0
    return isinstance(formula, Apply) and isinstance(formula.op.notation, kinds.Prefix)


def written_leaf(formula: Formula, style: Style) -> str:
    """A name or a number in a style."""
    if isinstance(formula, Number):
        return style.number(formula)
    if isinstance(formula, Symbol):
        return style.name(formula.name)
    if isinstance(formula, Derivative):
        return style.derivative(formula.of, formula.by, formula.use)
    raise TypeError(
        f"a Formula is written, got {type(formula).__name__}; expression(node) makes one of a node"
    )


def written_application(formula: Apply, style: Style, leading: bool, bracketed: bool) -> Work:
    """An op applied to formulas, with its brackets."""
    leading = leading or bracketed
    if isinstance(formula.op.notation, kinds.Infix):
        plain = yield from written_chain(formula, formula.op.notation.precedence, style, leading)
    else:
        plain = yield from written_notation(formula, style, leading)
    return style.brackets(plain) if bracketed else plain


def written_notation(formula: Apply, style: Style, leading: bool) -> Work:
    """An op applied to formulas, by its kind of notation."""
    op, args, notation = formula.op, formula.args, formula.op.notation
    match notation:
        case kinds.Prefix(precedence=precedence):
            return style.prefix(notation, (yield written(args[0], style, precedence + 1)))
        case kinds.Fraction() if style.grouping_fraction:
            above = yield written(args[0], style)
            return style.fraction(above, (yield written(args[1], style)))
        case kinds.Fraction():
            above = yield written(args[0], style, PRODUCT, leading)
            return style.fraction(above, (yield written(args[1], style, SIGN + 1)))
        case kinds.Power(exponent):
            base = yield written(args[0], style, ATOM)
            raised = args[1] if exponent is None else Number(float(exponent))
            return style.power(base, (yield written(raised, style, style.exponent_binding)))
        case kinds.Root():
            return style.root((yield written(args[0], style)))
        case kinds.Fence():
            return style.fence((yield written(args[0], style)))
        case kinds.Call():
            operands = yield each(written(arg, style) for arg in args)
            return style.call(notation, op.name, operands)
    raise TypeError(f"op {op.name} has an unknown kind of notation, {type(notation).__name__}")


def written_chain(formula: Formula, precedence: int, style: Style, leading: bool) -> Work:
    """`a + b - c`, the operands of neighbouring ops of one precedence in a row."""
    links = []
    while (
        isinstance(formula, Apply)
        and isinstance(formula.op.notation, kinds.Infix)
        and formula.op.notation.precedence == precedence
    ):
        links.append(formula)
        formula = formula.args[0]
    first = written(formula, style, precedence, leading)
    parts = [first if isinstance(first, str) else (yield first)]
    for link in reversed(links):
        kind = cast(kinds.Infix, link.op.notation)
        right = written(link.args[1], style, precedence + kind.right_tight, leading=False)
        parts += style.infix(kind), right if isinstance(right, str) else (yield right)
    return style.chain(parts)
