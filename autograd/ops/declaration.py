"""The decorator that declares an op, and the classes that ops work on.

An op is declared in one place: its value rule (the decorated function), one rule for the local
derivative per operand, its notation, and points at which to test it.
"""

from collections.abc import Callable, Sequence

from autograd.ops.notation import Call, Notation
from autograd.ops.operation import OPS, Op
from autograd.ops.rules import Rule

_carriers: dict[type, tuple[Callable[["Op"], Rule], Callable[["Op"], Rule | None]]] = {}


def op(
    *partials: Rule | float,
    notation: Notation | None = None,
    samples: Sequence[tuple[float, ...]] = (),
    domain: str = "",
    variadic: bool = False,
) -> Callable[[Rule], Op]:
    """Declare an op: decorate its value rule with one rule per operand for its local derivatives.

    Each rule is called with the operands and the result, and is written with ops and operators
    only; one that is the same everywhere may be given as a number. The op is then a function, and,
    with one required operand, a method of Value; gradients, second derivatives, notation and
    drawing follow. In a notebook or a session an op may be declared anew, as a cell is run again.

    Args:
        partials: The local derivatives, in the order of the operands.
        notation: How it is written; by default a call of its name.
        samples: Operand tuples inside the domain, away from kinks, for the tests of the op table.
        domain: The condition on the operands, in words.
        variadic: Whether the op takes any number of operands; then give one rule(i, operands,
            result).

    Raises:
        ValueError: An op of that name exists, and was not declared in this session.
        TypeError: The number of rules is not the number of operands, a rule takes another number of
            arguments, or what is declared is not a def.

    >>> from autograd import Value, sigmoid
    >>> @op(lambda x, y: y * (1 + x * (1 - sigmoid(x))) / x)
    ... def swish(x):
    ...     "x σ(x)."
    ...     return x * sigmoid(x)
    >>> x = Value(2.0)
    >>> x.swish().backward()
    >>> round(x.grad, 4)
    1.0908
    >>> del OPS["swish"], Value.swish
    """

    def declare(value: Rule) -> Op:
        if not hasattr(value, "__code__"):
            raise TypeError(
                f"an op is declared from a def, not from {value!r}; "
                f"write: def f(x): return …, with a call of it"
            )
        name = value.__name__
        if name in OPS and not (in_session(value) and in_session(OPS[name].value)):
            raise ValueError(f"an op named {name!r} is declared already; choose another name")
        declared = Op(
            value,
            partials,
            variadic=variadic,
            notation=Call() if notation is None else notation,
            samples=samples,
            domain=domain,
        )
        OPS[name] = declared
        for carrier in _carriers:
            attach(declared, carrier)
        return declared

    return declare


def in_session(rule: Rule) -> bool:
    """Whether a rule was typed into a notebook, a session or the program that runs."""
    return rule.__module__ == "__main__"


def no_quick_way(declared: Op) -> None:
    """For classes on which ops need not be quick."""


def carries_ops(
    cls: type,
    apply_op: Rule,
    method_of: Callable[[Op], Rule],
    quick_of: Callable[[Op], Rule | None] = no_quick_way,
) -> None:
    """Let ops work on instances of `cls`, now and in future.

    `apply_op(op, operands)` is what calling an op on an instance does; `method_of(op)` makes an op
    with one required operand into a method; `quick_of(op)` may give a quicker function of all
    operands for calls whose first one is an instance.
    """
    cls.apply_op = staticmethod(apply_op)  # type: ignore[attr-defined]
    _carriers[cls] = method_of, quick_of
    for declared in OPS.values():
        attach(declared, cls)


def attach(declared: Op, cls: type) -> None:
    """Make an op quick on a class that carries ops, and a method of it unless the name is taken."""
    method_of, quick_of = _carriers[cls]
    quick = quick_of(declared)
    if quick is not None:
        declared.quick[cls] = quick
    one_required = declared.arity is not None and declared.arity - len(declared.defaults) == 1
    if one_required and (not hasattr(cls, declared.name) or was_attached(cls, declared.name)):
        method = method_of(declared)
        method.__name__ = method.__qualname__ = declared.name
        method.__doc__ = (declared.__doc__ or "").partition(">>>")[0].rstrip()
        setattr(cls, declared.name, method)


def was_attached(cls: type, name: str) -> bool:
    """Whether a method came from an op: only then is its full name without its class."""
    return getattr(vars(cls).get(name), "__qualname__", "") == name
