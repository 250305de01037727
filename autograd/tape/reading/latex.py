"""A tape in LaTeX: every number from earlier ones, then every adjoint from later ones."""

from collections.abc import Iterator, Sequence
from typing import Any

from autograd.tape.tape import Tape, Use, uses
from autograd.writing.formula import (
    Apply,
    Derivative,
    Formula,
    Number,
    Symbol,
    as_formula,
    is_the_number,
    product,
    total,
)
from autograd.writing.printing import latex as written

MOST_SHOWN = 100
"""A tape of more numbers than this shows itself in a notebook as a line of text."""


def latex(tape: Tape) -> str:
    r"""The program as LaTeX, an `align*`: what is computed forward, and what backward.

    >>> from autograd import Value
    >>> from autograd.tape import record
    >>> L = (Value(0.5, "w") * 3.0).tanh()
    >>> L.label = "L"
    >>> print(record(L).latex())
    \begin{align*}
    v_{1} &= w \cdot 3 \\
    L &= \tanh\left(v_{1}\right) \\[1ex]
    \frac{\partial L}{\partial v_{1}} &= 1 - L^{2} \\
    \frac{\partial L}{\partial w} &= \frac{\partial L}{\partial v_{1}} \cdot 3
    \end{align*}
    """
    tape = tape.original or tape
    forward = " \\\\\n".join(rows_of_numbers(tape))
    backward = " \\\\\n".join(rows_of_adjoints(tape))
    rows = " \\\\[1ex]\n".join(filter(None, (forward, backward)))
    return f"\\begin{{align*}}\n{rows}\n\\end{{align*}}"


def rows_of_numbers(tape: Tape) -> Iterator[str]:
    """How each number is made, in symbols."""
    for place, entry in enumerate(tape.entries):
        if entry is not None:
            made = Apply(entry.op, tuple(operands(tape, place)))
            yield f"{written(Symbol(tape.names[place]))} &= {written(made)}"


def rows_of_adjoints(tape: Tape) -> Iterator[str]:
    """How each adjoint gathers upstream × local derivative over the uses of its number."""
    output = tape.names[tape.output]
    for place, found in uses(tape, tape.parameter_places).items():
        adjoint = Derivative(output, tape.names[place])
        if found:
            yield f"{written(adjoint)} &= {written(total([sent(tape, use) for use in found]))}"
        elif place in tape.parameter_places:
            yield f"{written(adjoint)} &= 1"


def sent(tape: Tape, use: Use) -> Formula:
    """What one use of a number sends back."""
    op, names = tape.made(use.place).op, tape.names
    local = as_formula(
        op.partial(use.position, operands(tape, use.place), Symbol(names[use.place]))
    )
    if use.place == tape.output:
        return local
    upstream = Derivative(names[tape.output], names[use.place])
    return upstream if is_the_number(local, 1) else product([upstream, local])


def operands(tape: Tape, place: int) -> Sequence[Any]:
    """The arguments of an entry as formulas."""
    args = tape.made(place).args
    return [Symbol(tape.names[arg]) if type(arg) is int else Number(arg) for arg in args]


def _repr_latex_(tape: Tape) -> str | None:
    """What a notebook shows of a tape; of a long one, its short text."""
    if len(tape) > MOST_SHOWN:
        return None
    return f"$${latex(tape).replace('align*', 'aligned')}$$"


Tape.latex = latex  # type: ignore[method-assign, assignment]
Tape._repr_latex_ = _repr_latex_  # type: ignore[attr-defined]
