"""Formulas: expressions in symbols, built by the same op rules that compute numbers.

`autograd.writing.printing` writes them as text, LaTeX, MathML and Python.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from typing import TYPE_CHECKING, Any, cast

from autograd.engine.value import Value
from autograd.ops.arithmetic import add, div, mul, neg, pow, sub
from autograd.ops.declaration import carries_ops
from autograd.ops.errors import DomainError
from autograd.ops.notation import Spelled
from autograd.ops.numerals import MIXED, as_number
from autograd.ops.operation import Op
from autograd.ops.operators import carries_operators
from autograd.writing.walking import Work, each, finished


class Formula:
    """An expression: a symbol, a number, a derivative's name, or an op applied to expressions.

    Ops and operators work on formulas, so a rule for a local derivative, run on symbols, is its own
    formula.

    >>> from autograd import OPS, text
    >>> y = Symbol("ŷ")
    >>> text(OPS["sigmoid"].partial(0, (Symbol("Σ₃"),), y))
    'ŷ·(1 - ŷ)'
    """

    __slots__ = ()
    __match_args__: tuple[str, ...] = ()

    def fields(self) -> tuple[Any, ...]:
        """What it consists of; two formulas of one kind are equal if all of it is."""
        return tuple([getattr(self, name) for name in self.__match_args__])

    def __eq__(self, other: object) -> bool:
        return self.__class__ is other.__class__ and self.fields() == other.fields()

    def __hash__(self) -> int:
        return hash((self.__class__, self.fields()))

    def __repr__(self) -> str:
        return f"{self.__class__.__name__}({', '.join(map(repr, self.fields()))})"

    if TYPE_CHECKING:

        def __add__(self, other: Any) -> "Formula": ...
        def __radd__(self, other: Any) -> "Formula": ...
        def __sub__(self, other: Any) -> "Formula": ...
        def __rsub__(self, other: Any) -> "Formula": ...
        def __mul__(self, other: Any) -> "Formula": ...
        def __rmul__(self, other: Any) -> "Formula": ...
        def __truediv__(self, other: Any) -> "Formula": ...
        def __rtruediv__(self, other: Any) -> "Formula": ...
        def __pow__(self, other: Any) -> "Formula": ...
        def __neg__(self) -> "Formula": ...


class Symbol(Formula):
    """A named quantity.

    >>> from autograd import text
    >>> text(Symbol("w₃") ** 2 / 3)
    'w₃²/3'
    """

    __slots__ = __match_args__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Number(Formula):
    """A number; `shown` is how it is written, if not in its shortest form."""

    __slots__ = __match_args__ = ("value", "shown")

    def __init__(self, value: float, shown: str = "") -> None:
        self.value, self.shown = value, shown


class Derivative(Formula):
    """The name of a derivative, ∂of/∂by; with `use` the one by that use of `by` alone, ∂of/∂by⁽¹⁾.

    A quantity that is used several times is thought of as so many copies, each used once. So ∂L/∂x,
    through all uses, and what comes through one of them never share a name.
    """

    __slots__ = __match_args__ = ("of", "by", "use")

    def __init__(self, of: str, by: str, use: int = 0) -> None:
        self.of, self.by, self.use = of, by, use


class Apply(Formula):
    """An op applied to formulas."""

    __slots__ = __match_args__ = ("op", "args")

    def __init__(self, op: Op, args: tuple[Formula, ...]) -> None:
        self.op, self.args = op, args


def as_formula(x: Any) -> Formula:
    """A formula as it is, a plain number as a Number.

    Raises:
        TypeError: For a node.
    """
    if isinstance(x, Value):
        raise TypeError(MIXED)
    return x if isinstance(x, Formula) else Number(x if isinstance(x, float) else as_number(x))


def apply_op(op: Op, args: tuple[Any, ...]) -> Formula:
    """An op called on formulas: the application, with the plainest simplifications."""
    return simplified(op, tuple(map(as_formula, args)))


def is_the_number(formula: Formula, value: float) -> bool:
    """Whether a formula is this very number."""
    return isinstance(formula, Number) and formula.value == value


def simplified(op: Op, args: tuple[Formula, ...]) -> Formula:
    """op(args), without terms of 0, factors of 1, exponents of 1, and with plain numbers put
    together.
    """
    numbers = [arg.value for arg in args if isinstance(arg, Number) and type(arg.value) is float]
    if len(numbers) == len(args):
        try:
            return Number(op(*numbers))
        except DomainError:
            return Apply(op, args)
    if len(args) == 2:
        left, right = args
        if op is mul and (is_the_number(left, 0) or is_the_number(right, 0)):
            return Number(0.0)
        if (op is add and is_the_number(left, 0)) or (op is mul and is_the_number(left, 1)):
            return right
        if (op in (add, sub) and is_the_number(right, 0)) or (
            op in (mul, div, pow) and is_the_number(right, 1)
        ):
            return left
        if op is mul and is_the_number(left, -1):
            return Apply(neg, (right,))
    return Apply(op, args)


def put_in(formula: Formula, numbers: Mapping[str, Formula]) -> Formula:
    """A formula with symbols replaced, nothing simplified: `y·(1 - y)` becomes `0.5·(1 - 0.5)`.

    >>> from autograd import text
    >>> x = Symbol("x")
    >>> text(put_in(x * (1 - x), {"x": Number(0.5)}))
    '0.5·(1 - 0.5)'
    """

    def replaced(formula: Formula) -> Formula | Work:
        if isinstance(formula, Symbol):
            return numbers.get(formula.name, formula)
        if isinstance(formula, Apply):
            return applied(formula.op, map(replaced, formula.args))
        return formula

    return cast(Formula, finished(replaced(formula)))


def leaves(formula: Formula) -> Iterator[Formula]:
    """The symbols, numbers and derivatives' names of a formula, from the left."""
    waiting = [formula]
    while waiting:
        formula = waiting.pop()
        if isinstance(formula, Apply):
            waiting.extend(reversed(formula.args))
        else:
            yield formula


def applied(op: Op, args: Iterable[Formula | Work]) -> Work:
    """An op applied to formulas that walks give."""
    return Apply(op, tuple((yield each(args))))


def product(factors: list[Formula]) -> Formula:
    """Factors multiplied in order, written as they stand."""
    return reduce(lambda whole, factor: Apply(mul, (whole, factor)), factors)


def total(terms: list[Formula]) -> Formula:
    """Terms added in order, written as they stand."""
    return reduce(lambda whole, term: Apply(add, (whole, term)), terms)


class Verbatim:
    """A formula whose operators build what is written and simplify nothing; for spelling out."""

    __slots__ = ("formula",)

    def __init__(self, formula: Formula) -> None:
        self.formula = formula

    if TYPE_CHECKING:

        def __add__(self, other: Any) -> "Verbatim": ...

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (int, float)) and is_the_number(self.formula, other)

    __hash__ = None  # type: ignore[assignment]


def spelled(op: Op, args: tuple[Formula, ...]) -> Formula:
    """An op with `Spelled` notation in terms of the ops it stands for.

    >>> from autograd import OPS, text
    >>> text(spelled(OPS["squared_error"], (Symbol("ŷ"), Number(0.5))))
    '(ŷ - 0.5)²'
    """
    assert isinstance(op.notation, Spelled)
    written: Verbatim = op.notation.spell(*map(Verbatim, args))
    return written.formula


def verbatim_op(op: Op, args: tuple[Any, ...]) -> Verbatim:
    """An op applied to verbatim formulas."""
    return Verbatim(Apply(op, tuple(map(formula_of, args))))


def formula_of(x: Any) -> Formula:
    """The formula of a Verbatim, a plain number as a Number."""
    return x.formula if x.__class__ is Verbatim else as_formula(x)


def method_of(op: Op) -> Callable[..., Formula]:
    """An op as a method of Formula."""
    return lambda self, *rest, **named: op(self, *rest, **named)


def operators_of(op: Op) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """An op of two operands as operator and reflected operator."""
    return lambda self, other: op(self, other), lambda self, other: op(other, self)


for kind, build in ((Formula, apply_op), (Verbatim, verbatim_op)):
    carries_ops(kind, build, method_of)
    carries_operators(kind, method_of, operators_of)
