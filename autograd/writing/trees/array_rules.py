"""The rules of ops read from their own source as expressions for arrays.

A rule is Python on single numbers: it has `if`, `return`, loops and calls of other rules. Its
source, rewritten so that what Python decides is asked of functions here, is run on expressions in
place of numbers; what it returns is the tree of all that it may do. Where it raises, the condition
is kept. A `try` is read without its handlers: they say what floats of Python do where arrays give
inf or nan and raise a flag, and whoever runs the tree looks at flags.
"""

import math
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache, partial
from types import BuiltinFunctionType, CodeType, FunctionType
from typing import Any, NamedTuple

from autograd.ops.operation import OPS, Op
from autograd.writing.javascript.names import meanings
from autograd.writing.sources import UntranslatableError
from autograd.writing.trees.deciding import DECIDING, TWINS, Operands, added, called
from autograd.writing.trees.expressions import Expression, as_number, is_condition
from autograd.writing.trees.rewriting import rewritten

RESULT = Expression("result")


class Reading(NamedTuple):
    """What a rule gives, and the conditions under which it gives nothing but an error."""

    result: Any
    refusals: tuple[Expression, ...] = ()


class Notes(NamedTuple):
    """What is told while a rule is read: what it refuses, and which ops stay as they are."""

    refusals: list[Expression]
    kept: frozenset[str]


@lru_cache(maxsize=4096)
def value_rule(
    op: Op, count: int, *, together: bool = False, kept: frozenset[str] = frozenset()
) -> Reading:
    """The value of an op of so many operands.

    Args:
        op: The op.
        count: How many operands.
        together: Whether they are `each` and not x₀, x₁, ….
        kept: The names of ops that rules call and that are not read: the tree names them.

    Raises:
        UntranslatableError: The rule cannot be read so; the message says why.

    >>> str(value_rule(OPS["softplus"], 1).result)
    'add(max(x0, 0), log1p(exp(neg(abs(x0)))))'
    >>> str(value_rule(OPS["leaky_relu"], 2).result)
    'where(gt(x0, 0), x0, mul(x1, x0))'
    >>> str(value_rule(OPS["mish"], 1, kept=frozenset(["softplus"])).result)
    'mul(x0, tanh(softplus(x0)))'
    """
    if op.arity is not None:
        return read(op.value, operands_of(count), kept=kept)
    args = [Operands(count) if together else operands_of(count)]
    return read(op.value, args, joined=True, kept=kept)


@lru_cache(maxsize=4096)
def partial_rule(op: Op, position: int, count: int, *, together: bool = False) -> Reading:
    """The local derivative of an op by one of so many operands; `together`, by each of them.

    >>> str(partial_rule(OPS["tanh"], 0, 1).result), partial_rule(OPS["add"], 0, 2).result
    ('sub(1, mul(result, result))', 1.0)
    """
    rule = op.partials[0 if op.arity is None else position]
    if isinstance(rule, float):
        return Reading(rule)
    if op.arity is not None:
        return read(rule, [*operands_of(count), RESULT])
    if together:
        return read(rule, [Operands(0), Operands(count), RESULT])
    return read(rule, [position, operands_of(count), RESULT])


def operands_of(count: int) -> tuple[Expression, ...]:
    """The operands x₀, x₁, … of a rule."""
    return tuple([Expression("operand", (i,)) for i in range(count)])


def read(
    rule: Any, args: Iterable[Any], *, joined: bool = False, kept: frozenset[str] = frozenset()
) -> Reading:
    """A rule run on expressions."""
    refusals: list[Expression] = []
    try:
        result = as_number(readable(rule, Notes(refusals, kept), joined)(*args))
    except UntranslatableError:
        raise
    except Exception as error:  # whatever Python says to what a rule does with an expression
        raise UntranslatableError(f"{type(error).__name__}: {error}") from error
    if isinstance(result, Expression):
        return Reading(result, tuple(refusals))
    if not isinstance(result, int | float):
        raise UntranslatableError(f"it gives {result!r:.60}")
    return Reading(float(result), tuple(refusals))


def readable(thing: Any, notes: Notes, joined: bool = False) -> Any:
    """What a name of a rule stands for, so that it works on expressions."""
    if isinstance(thing, Op):
        return OpReading(thing, notes)
    if thing is OPS:
        return AllOps(notes)
    if thing is math:
        return Mathematics()
    if isinstance(thing, BuiltinFunctionType) and thing.__module__ == "math":
        return getattr(Mathematics(), thing.__name__)
    if isinstance(thing, FunctionType | type | BuiltinFunctionType) and thing in TWINS:
        return TWINS[thing]
    if isinstance(thing, FunctionType):
        return lambda *args: function_of(thing, notes, joined)(*args)
    return thing


def function_of(rule: FunctionType, notes: Notes, joined: bool) -> FunctionType:
    """A rule rewritten, with what its names mean here."""

    def refused(condition: Any) -> bool:
        if is_condition(condition) and not isinstance(condition, bool):
            notes.refusals.append(condition)
            return False
        return bool(condition)

    meaning, code = meanings(rule), rewritten(rule, joined)
    space: dict[str, Any] = {**DECIDING, "refused$": refused}
    for name in names_in(code):
        if name not in space:
            with suppress(UntranslatableError):  # an attribute, or a name of its own
                space[name] = readable(meaning(name), notes)
    return FunctionType(code, space, rule.__name__, rule.__defaults__)


def names_in(code: CodeType) -> Iterator[str]:
    """The names that a function and those in it look up."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from names_in(constant)


class OpReading:
    """An op as a rule calls it, `sigmoid(x)` or `sigmoid.value(x)`."""

    def __init__(self, op: Op, notes: Notes) -> None:
        self.op, self.notes = op, notes

    def __call__(self, *operands: Any) -> Any:
        """Its value rule, run on expressions too."""
        operands = self.op.complete(operands)
        if not any(isinstance(operand, Expression | Operands) for operand in operands):
            return self.op(*operands)
        if self.op.name in self.notes.kept:
            return Expression(self.op.name, tuple(map(as_number, operands)))
        args = [operands] if self.op.arity is None else operands
        return readable(self.op.value, self.notes, self.op.arity is None)(*args)

    value = __call__


class AllOps:
    """The table of ops as a rule looks one up."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes

    def __getitem__(self, name: str) -> OpReading:
        return OpReading(OPS[name], self.notes)


class Mathematics:
    """The module `math`, on expressions."""

    def __getattr__(self, name: str) -> Any:
        meaning = getattr(math, name)
        if name == "fsum":
            return added
        return partial(called, meaning) if callable(meaning) else meaning
