"""Writing formulas: one walk over the formula, in one of the styles of `autograd.writing.styles`.

A style says how each kind of notation is written; an op says which kind it is. Brackets are decided
here once.
"""

from autograd.ops import notation as kinds
from autograd.ops.declaration import Op
from autograd.ops.notation import ATOM, POWER, PRODUCT, SIGN
from autograd.writing.formula import Apply, Derivative, Formula, Number, Symbol, spelled
from autograd.writing.styles import LATEX, MATHML, PYTHON, TEXT, Style


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
