"""The errors of the engine: each is a subclass of the built-in a caller would already catch."""


class DomainError(ValueError):
    """An op was asked for a value it does not have, such as the logarithm of -0.5.

    >>> from autograd import Value
    >>> Value(-0.5, "p").log()
    Traceback (most recent call last):
        ...
    autograd.ops.errors.DomainError: log of -0.5 (node 'p'): log needs x > 0
    """


class DivisionByZeroError(DomainError, ZeroDivisionError):
    """A DomainError for a division by 0, which Python's programs catch as ZeroDivisionError.

    >>> from autograd import div
    >>> try:
    ...     div(1, 0)
    ... except ZeroDivisionError as error:
    ...     print(error)
    div of 1, 0: div needs b ≠ 0
    """


class MissingDerivativeError(ArithmeticError):
    """A backward pass met a node that has a value but no derivative, such as the square root of 0.

    >>> from autograd import Value
    >>> Value(0.0, "x").sqrt().backward()
    Traceback (most recent call last):
        ...
    autograd.ops.errors.MissingDerivativeError: sqrt has no derivative with respect to 'x' at x = 0
    """


class AnomalyError(ArithmeticError):
    """Inside `detect_anomaly()` a number turned into nan or inf; the message names the node.

    >>> from autograd import Value, detect_anomaly
    >>> with detect_anomaly():
    ...     Value(1e200, "a") * 1e200
    Traceback (most recent call last):
        ...
    autograd.ops.errors.AnomalyError: mul(1e+200 (node 'a'), 1e+200) gave inf
    """


class UnknownNodeError(KeyError, ValueError):
    """A node was asked for that is not in the graph; the message lists those that are.

    >>> from autograd import Graph, Value
    >>> Graph(Value(3.0, "x").exp()).node("w")
    Traceback (most recent call last):
        ...
    autograd.ops.errors.UnknownNodeError: no node is named 'w'; the names are x, v₁
    """

    __str__ = ValueError.__str__  # a KeyError would show its message in quotes


class StaleGraphError(ValueError):
    """A graph was to be told after one of its numbers had been changed; the message names both.

    >>> from autograd import Value
    >>> w = Value(2.0, "w")
    >>> y = w * 3
    >>> w.data = 1.7
    >>> y.trace()
    Traceback (most recent call last):
        ...
    autograd.ops.errors.StaleGraphError: v₁ holds 6, but its operands now give 5.1: ...
    """


class BranchError(ValueError):
    """A tape was run where the function it was recorded from goes another way than it did then.

    >>> from autograd.tape import record
    >>> tape = record(lambda x: x * 2 if x > 0 else -x, 3.0)
    >>> tape.run([-1.0])
    Traceback (most recent call last):
        ...
    autograd.ops.errors.BranchError: line 1 of ... (x > 0) asks whether x > 0, which held when ...
    """
