"""The engine that needs nothing but Python: a tape as one function, a statement for each number.

Its text is what `Tape.source` shows. Numbers and gradients are those of `backward` to the last bit:
the rules are the same, and sums run in the same order. Where the graph has no value or no
derivative, or a rule saturates where Python's own operator raises an error, the tape is interpreted
in its place, which gives the number or tells the error.
"""

import math
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from autograd.engine.collector import collector_paused
from autograd.tape import interpreting
from autograd.tape.reading.functions import many_samples, one_sample
from autograd.tape.reading.statements import program_of
from autograd.tape.tape import Tape

UNTOLD = (ValueError, ArithmeticError, TypeError)
"""What a program raises where the interpreter is to tell; a complex number ends in a TypeError."""


class PythonProgram:
    """A tape as functions of Python, compiled when they are first called.

    >>> from autograd import Value
    >>> from autograd.tape import record
    >>> x, w = Value(3.0, "x"), Value(2.0, "w")
    >>> program = PythonProgram(record(w * x, inputs=[x]))
    >>> program.run([5.0], [4.0])
    (20.0, [5.0])
    >>> program.batch([[5.0], [7.0]], [4.0])
    ([20.0, 28.0], [12.0])
    """

    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        with collector_paused():  # or it walks through all that has been written, again and again
            self.program = program_of(tape)

    @cached_property
    def of_one(self) -> Callable[..., Any]:
        """The function for one sample."""
        return self.compiled(one_sample(self.tape, self.program))

    @cached_property
    def of_many(self) -> Callable[..., Any]:
        """The function for many samples."""
        return self.compiled(many_samples(self.tape, self.program))

    def compiled(self, text: str) -> Callable[..., Any]:
        """The function of a text, with those it calls."""
        names: dict[str, Any] = {"math": math, **self.program.rules.bound}
        for each in (*self.program.rules.defs.values(), text):
            exec(compile(each, "<tape>", "exec"), names)  # our own text, made from rules and names
        function: Callable[..., Any] = names["program"]
        return function

    def run(self, inputs: Any, parameters: Any) -> tuple[float, Any]:
        """The output, and its gradient by each parameter."""
        given, weights = plain(inputs), plain(parameters)
        try:
            loss, gradients = self.of_one(given, weights)
            loss = float(loss)
        except UNTOLD:
            loss, gradients = interpreting.run(self.tape, given, weights)
        return loss, like(parameters, gradients)

    def batch(self, inputs: Any, parameters: Any) -> tuple[Any, Any]:
        """B outputs for B × n inputs, and the gradients of their sum by p parameters.

        Where the parameters are B × p, so are the gradients.
        """
        given, weights = plain(inputs), plain(parameters)
        if weights and isinstance(weights[0], Sequence):
            pairs = [self.run(*each) for each in zip(given, weights, strict=True)]
            losses, gradients = [loss for loss, _ in pairs], [slopes for _, slopes in pairs]
        else:
            try:
                losses, gradients = self.of_many(given, weights)
                losses = list(map(float, losses))
            except UNTOLD:
                losses, gradients = [], [0.0] * len(weights)
                for each in given:
                    loss, slopes = self.run(each, weights)
                    losses.append(loss)
                    gradients = [g + slope for g, slope in zip(gradients, slopes, strict=True)]
        return like(inputs, losses), like(parameters, gradients)


def built(tape: Tape) -> PythonProgram:
    """The engine of a tape."""
    return PythonProgram(tape.original or tape)  # it asks what was decided itself


def plain(numbers: Any) -> Any:
    """Lists of floats, of an array too."""
    return numbers.tolist() if hasattr(numbers, "tolist") else numbers


def like(given: Any, found: list[Any]) -> Any:
    """Numbers as an array, where those given were one."""
    if not hasattr(given, "tolist"):
        return found
    import numpy as np  # it has been imported: an array was given

    return np.array(found)
