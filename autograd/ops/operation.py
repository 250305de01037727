"""What an op is: a value rule, a rule for the local derivative by each operand, a notation.

The rules are written with ops and Python's operators only, so the same rule runs on floats
(numbers), on Values (second derivatives) and on Formulas (notation).
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from importlib import import_module
from types import FunctionType
from typing import Any

from autograd.ops.errors import DivisionByZeroError, DomainError
from autograd.ops.notation import Notation
from autograd.ops.numerals import as_number, show_number
from autograd.ops.rules import Rule, parameter_names, takes

OPS: dict[str, "Op"] = {}
"""Every declared op by name, in the order of declaration."""


class Op:
    """A differentiable function of one or more operands.

    `op(x)` works on plain numbers (and gives a float), on Values (and gives a node) and on
    Formulas. Where it has no value it raises a DomainError.

    Attributes:
        name: The op's name, unique among `OPS`.
        value: The value rule, on plain numbers.
        partials: One rule per operand for ∂result/∂operand, called as `rule(*operands, result)`,
            or a number; a variadic op has the single rule `rule(i, operands, result)`.
        arity: The number of operands, or None for a variadic op.
        domain: What the operands must satisfy, in words, for error messages.
        samples: Operand tuples at which tests compare the rules with a central difference.

    >>> from autograd import OPS
    >>> OPS["mul"](3, 5), OPS["mul"].arity
    (15.0, 2)
    """

    def __init__(
        self,
        value: Rule,
        partials: Sequence[Rule | float],
        *,
        variadic: bool,
        notation: Notation,
        samples: Sequence[tuple[float, ...]],
        domain: str,
    ) -> None:
        parameters = value.__code__.co_argcount
        self.name = value.__name__
        self.value = value
        self.partials: tuple[Any, ...] = tuple(
            rule if callable(rule) else as_number(rule) for rule in partials
        )
        self.arity = None if variadic else len(self.partials)
        self.defaults = value.__defaults__ or ()
        self.notation = notation
        self.samples = tuple(samples)
        self.domain = domain
        self.quick: dict[type, Rule] = {}
        self.__doc__ = value.__doc__
        if not variadic and parameters != len(self.partials):
            raise TypeError(
                f"op {self.name} has {parameters} operands but {len(self.partials)} partials; "
                "give one rule per operand, or variadic=True with one rule(i, operands, result)"
            )
        for number, rule in enumerate(self.partials, 1):
            if callable(rule) and not takes(rule, 3 if variadic else parameters + 1):
                expected = "i, operands" if variadic else ", ".join(parameter_names(value))
                raise TypeError(
                    f"rule {number} of op {self.name} is called as rule({expected}, result); "
                    "give it these parameters"
                )

    def __repr__(self) -> str:
        return f"<op {self.name}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return declared_op, (self.name, self.value.__module__)  # a copy of a graph has the same ops

    def __call__(self, *operands: Any, **named: Any) -> Any:
        """The op applied: a float for plain numbers, a node for Values, a formula for Formulas."""
        if named:
            import inspect

            signature = inspect.signature(self.value)
            try:
                bound = signature.bind(*operands, **named)
            except TypeError as error:
                raise TypeError(f"{self.name}{signature}: {error}") from None
            bound.apply_defaults()
            operands = bound.args
        if len(operands) != self.arity:
            operands = self.complete(operands)
        quick = self.quick.get(operands[0].__class__) if operands else None
        if quick is not None:
            return quick(*operands)
        others: set[str] = set()
        for operand in operands:
            kind = operand.__class__
            if kind is not float:
                apply_op = getattr(kind, "apply_op", None)
                if apply_op is not None:
                    return apply_op(self, operands)
                others.add(kind.__name__)
        # By hand, rules run on Decimals; beside floats they become floats.
        plain = not others or (others == {"Decimal"} and float not in map(type, operands))
        numbers = operands if plain else tuple(map(as_number, operands))
        try:
            result = self.value(*numbers)
        except (ValueError, ArithmeticError) as error:
            raise self.domain_error(map(show_number, numbers), error) from error
        return result if others and plain else self.as_float(result)

    def complete(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        """The operands with defaults filled in; a TypeError when there are too few or too many."""
        if self.arity is None or len(operands) == self.arity:
            return operands
        missing = self.arity - len(operands)
        if 0 < missing <= len(self.defaults):
            return operands + self.defaults[-missing:]
        plural = "" if self.arity == 1 else "s"
        raise TypeError(f"{self.name} takes {self.arity} operand{plural}, got {len(operands)}")

    @cached_property
    def on_floats(self) -> tuple[Rule, ...]:
        """The rules of `partials` to be called with plain floats: the same code, in which the name
        of an op means its value rule. Calling the op costs five times as much.
        """
        return tuple(map(with_value_rules, self.partials))

    def constant_partial(self, position: int) -> float | None:
        """The local derivative by an operand, if it is the same everywhere."""
        rule = self.partials[position]
        return rule if isinstance(rule, float) else None

    def number(self, numbers: Sequence[float]) -> float:
        """The value at plain floats, as a float whatever kind of number the rule gives."""
        return self.as_float(self.value(*numbers))

    def number_of_partial(self, position: int, numbers: Sequence[float], result: float) -> float:
        """The local derivative by one operand at plain floats, as a float."""
        if self.arity is None:
            return self.as_float(self.on_floats[0](position, numbers, result))
        return self.as_float(self.partial(position, numbers, result))

    def as_float(self, result: Any) -> float:
        """What a rule gave, as a float.

        Raises:
            TypeError: It is no real number.
        """
        if result.__class__ is float:
            return result
        if hasattr(result, "apply_op") or not hasattr(result, "__float__"):
            raise TypeError(
                f"a rule of op {self.name} gave {result!r} for plain numbers; it gives one number"
            )
        return float(result)

    def domain_error(self, operands: Iterable[str], error: Exception) -> DomainError:
        """The error to raise where the value rule raised `error`; operands as a message shows them.

        >>> from autograd import OPS
        >>> OPS["div"].domain_error(["1", "0"], ZeroDivisionError())
        DivisionByZeroError('div of 1, 0: div needs b ≠ 0')
        """
        kind = DivisionByZeroError if isinstance(error, ZeroDivisionError) else DomainError
        return kind(self.domain_message(operands, error))

    def domain_message(self, operands: Iterable[str], error: Exception) -> str:
        """What was asked for, and what the op needs instead."""
        asked = f"{self.name} of {', '.join(operands) or 'nothing'}"
        return f"{asked}: {self.name} needs {self.domain}" if self.domain else f"{asked}: {error}"

    def partial(self, position: int, operands: Sequence[Any], result: Any) -> Any:
        """The local derivative ∂result/∂operands[position], in the operands' kind of number.

        >>> from autograd import OPS
        >>> OPS["mul"].partial(0, (3.0, 5.0), 15.0)
        5.0
        """
        if self.arity is None:
            return self.partials[0](position, operands, result)
        rule = self.partials[position]
        return rule if rule.__class__ is float else rule(*operands, result)


def with_value_rules(rule: Any) -> Any:
    """A rule in whose code the names of ops mean their value rules.

    Only rules of this package: elsewhere a name may come to mean something else later.
    """
    if isinstance(rule, float):
        return lambda *operands_and_result: rule
    if not (isinstance(rule, FunctionType) and str(rule.__module__).startswith("autograd.ops.")):
        return rule
    names = {
        name: meaning.value if isinstance(meaning, Op) else meaning
        for name, meaning in rule.__globals__.items()
    }
    return FunctionType(rule.__code__, names | {"OPS": ValueRules()}, rule.__name__)


class ValueRules:
    """The value rules of the table by name, of ops declared later too."""

    def __getitem__(self, name: str) -> Rule:
        return OPS[name].value


def declared_op(name: str, module: str = "") -> Op:
    """The op of a name, which a module declares: a graph may be unpickled before that is imported.

    Raises:
        KeyError: None is declared under that name here.
    """
    if name not in OPS and module:
        import_module(module)
    return OPS[name]
