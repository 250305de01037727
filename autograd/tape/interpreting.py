"""A tape run entry by entry with the rules of the op table: slow, and plain to read."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from autograd.engine.recording import NO_DERIVATIVE
from autograd.ops.errors import MissingDerivativeError
from autograd.ops.numerals import show_number
from autograd.tape.decisions import refuse_fallen
from autograd.tape.tape import Entry, Tape, uses


class Interpreter(NamedTuple):
    """The engine that reads the tape itself."""

    tape: Tape

    def run(self, inputs: Any, parameters: Any) -> tuple[float, Any]:
        """The output, and its gradient by each parameter."""
        return run(self.tape, inputs, parameters)

    def batch(self, inputs: Any, parameters: Any) -> tuple[list[float], Any]:
        """B outputs, and the gradients of their sum; of each, where parameters are B × p."""
        varies = len(parameters) > 0 and hasattr(parameters[0], "__len__")
        each = parameters if varies else [parameters] * len(inputs)
        losses, gradients = zip(*map(self.run, inputs, each), strict=True)
        if varies:
            return list(losses), list(gradients)
        return list(losses), [*map(sum, zip(*gradients, strict=True))]


def built(tape: Tape) -> Interpreter:
    """The engine for a tape."""
    return Interpreter(tape)


def run(
    tape: Tape, inputs: Sequence[float], parameters: Sequence[float]
) -> tuple[float, list[float]]:
    """The output, and its gradient by each parameter.

    Raises:
        BranchError: The recorded function takes another course at these numbers.
        DomainError: An op has no value there.
        MissingDerivativeError: A local derivative on the way does not exist.
    """
    tape = tape.original or tape
    numbers = forward(tape, inputs, parameters)
    adjoints = [0.0] * len(numbers)
    adjoints[tape.output] = 1.0
    for place, gathered in uses(tape, tape.parameter_places).items():
        for user, position in gathered:
            adjoints[place] += adjoints[user] * partial_of(tape, numbers, user, position)
    return numbers[tape.output], [adjoints[place] for place in tape.parameter_places]


def partial_of(tape: Tape, numbers: Sequence[float], place: int, position: int) -> float:
    """The local derivative of a number by one of the arguments it is made of."""
    entry = tape.made(place)
    try:
        return entry.op.number_of_partial(position, operands(numbers, entry.args), numbers[place])
    except NO_DERIVATIVE as error:
        places = dict.fromkeys(arg for arg in entry.args if type(arg) is int)
        at = ", ".join(f"{tape.names[arg]} = {numbers[arg]:g}" for arg in places)
        by = tape.names[int(entry.args[position])]
        raise MissingDerivativeError(
            f"{entry.op.name} has no derivative with respect to {by!r} at {at}"
        ) from error


def forward(tape: Tape, inputs: Sequence[float], parameters: Sequence[float]) -> list[float]:
    """All numbers by place, what decides the course first: elsewhere an op may have no value."""
    numbers: list[Any] = [
        number if entry is None else None
        for entry, number in zip(tape.entries, tape.numbers, strict=True)
    ]
    for places, given in ((tape.input_places, inputs), (tape.parameter_places, parameters)):
        for place, number in zip(places, given, strict=True):
            numbers[place] = number
    for decision in tape.decisions:
        for side in (decision.left, decision.right):
            if type(side) is int:
                compute(tape, numbers, side)
        refuse_fallen(tape, decision, numbers)
    for place in range(len(tape)):
        compute(tape, numbers, place)
    return numbers


def compute(tape: Tape, numbers: list[Any], place: int) -> None:
    """Fill in the number of a place, and of those it is made of."""
    waiting = [place]
    while waiting:
        entry = tape.entries[waiting[-1]]
        if numbers[waiting[-1]] is not None or entry is None:
            waiting.pop()
            continue
        missing = [arg for arg in entry.args if type(arg) is int and numbers[arg] is None]
        if missing:
            waiting += missing
        else:
            numbers[waiting.pop()] = number_of(tape, numbers, entry)


def number_of(tape: Tape, numbers: Sequence[float], entry: Entry) -> float:
    """What an op makes of its arguments."""
    args = operands(numbers, entry.args)
    try:
        return entry.op.number(args)
    except (ValueError, ArithmeticError) as error:
        described = [
            f"{show_number(number)} (node {tape.names[arg]!r})"
            if type(arg) is int
            else show_number(number)
            for arg, number in zip(entry.args, args, strict=True)
        ]
        raise entry.op.domain_error(described, error) from error


def operands(numbers: Sequence[float], args: Sequence[int | float]) -> list[float]:
    """The numbers of an entry's arguments."""
    return [numbers[arg] if type(arg) is int else arg for arg in args]
