"""What Python decides in a rule, and what functions it calls, where numbers are expressions."""

from collections.abc import Callable
from functools import reduce
from typing import Any, NamedTuple

from autograd.ops import many
from autograd.ops.numerals import as_number as checked_number
from autograd.ops.numerals import plain_number
from autograd.writing.sources import UntranslatableError
from autograd.writing.trees.expressions import Expression, as_number, compared, is_condition, where

EACH = Expression("each")


class Operands:
    """All operands of an op as one, for rules that treat each alike; `Operands(0)` is any place."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, place: Any) -> Expression:
        if not isinstance(place, Operands):
            raise UntranslatableError("it looks at one operand of many")
        return EACH


class Mapped(NamedTuple):
    """What is computed from each operand."""

    expression: Any


def called(function: Callable[..., Any], *args: Any) -> Any:
    """A function of `math`: its number for plain numbers, else an expression of its name."""
    if any(isinstance(arg, Expression) for arg in args):
        name = {"fabs": "abs", "fmod": ""}.get(function.__name__, function.__name__)
        if not name or not all(isinstance(arg, Expression | int | float) for arg in args):
            raise UntranslatableError(f"it uses math.{function.__name__}")
        return Expression(name, tuple(map(as_number, args)))
    return function(*args)


def kind_of(x: Any) -> Any:
    """The class of a number, which for expressions is float, under the name it has in rules."""
    kind = float if isinstance(x, Expression) else x.__class__
    return TWINS.get(kind, kind)


def truth(x: Any) -> Any:
    """Whether something counts as true."""
    if isinstance(x, Expression):
        return x if is_condition(x) else compared("ne", x, 0.0)
    return bool(x)


def chosen(condition: Any, yes: Callable[[], Any], no: Callable[[], Any]) -> Any:
    """What is computed if a condition holds, or else; of both, where it depends on numbers."""
    condition = truth(condition)
    if isinstance(condition, bool):
        return yes() if condition else no()
    return where(condition, yes(), no())


def both(first: Any, second: Callable[[], Any]) -> Any:
    """`and`."""
    first = truth(first)
    if isinstance(first, bool):
        return second() if first else False
    other = truth(second())
    if isinstance(other, bool):
        return first if other else False
    return Expression("and", (first, other))


def either(first: Any, second: Callable[[], Any]) -> Any:
    """`or`."""
    first = truth(first)
    if isinstance(first, bool):
        return True if first else second()
    other = truth(second())
    if isinstance(other, bool):
        return True if other else first
    return Expression("or", (first, other))


def negated(x: Any) -> Any:
    """`not`."""
    x = truth(x)
    if isinstance(x, bool):
        return not x
    return x.args[0] if x.name == "not" else Expression("not", (x,))


def mapped(function: Callable[[Any], Any], things: Any) -> Any:
    """A function of each thing."""
    if isinstance(things, Operands):
        return Mapped(function(EACH))
    if isinstance(things, Mapped):
        return Mapped(function(things.expression))
    return [function(thing) for thing in things]


def mapped_together(function: Callable[..., Any], *lists: Any) -> Any:
    """Python's `map`."""
    if len(lists) == 1:
        return mapped(function, lists[0])
    return list(map(function, *lists))  # where one is `Operands`, this is refused


def gathered(name: str, things: tuple[Any, ...], plain: Callable[..., Any]) -> Any:
    """`max` and the like: of one list, or of several arguments."""
    several = things[0] if len(things) == 1 else things
    if isinstance(several, Operands):
        several = Mapped(EACH)
    if isinstance(several, Mapped):
        return Expression(name, (several.expression,))
    several = tuple(several)
    if any(isinstance(thing, Expression) for thing in several):
        return several[0] if len(several) == 1 else Expression(name, tuple(map(as_number, several)))
    return plain(several)


def added(things: Any, start: Any = 0) -> Any:
    """`sum`, `math.fsum`, and the sum of a weighted sum."""
    total = gathered("sum", (things,), many.added)
    return total if start.__class__ is int and start == 0 else total + start


def any_of(things: Any) -> Any:
    """`any`."""
    if isinstance(things, Mapped | Operands):
        return gathered("any", (things,), any)
    return reduce(lambda found, thing: either(found, lambda: thing), things, False)


def number(x: Any) -> Any:
    """`float(x)`."""
    return as_number(x) if isinstance(x, Expression) else float(x)


DECIDING = {
    "chosen$": chosen,
    "compared$": compared,
    "both$": both,
    "either$": either,
    "negated$": negated,
    "kind_of$": kind_of,
    "mapped$": mapped,
    "ON_PAPER": 0,  # nothing that arrays compute is written on paper
}
"""What names of a rewritten rule stand for, whatever they stand for elsewhere."""
TWINS: dict[Any, Any] = {
    max: lambda *things: gathered("max", things, max),
    min: lambda *things: gathered("min", things, min),
    sum: added,
    many.added: added,
    any: any_of,
    float: number,
    bool: truth,
    map: mapped_together,
    plain_number: number,
    checked_number: number,
}
"""What functions of Python and of ours are on expressions."""
