"""A tape run entry by entry with the rules of the op table: slow, and plain to read."""

from collections.abc import Sequence

from autograd.tape.tape import Tape, uses


def run(
    tape: Tape, inputs: Sequence[float], parameters: Sequence[float]
) -> tuple[float, list[float]]:
    """The output, and its gradient by each parameter."""
    numbers = list(tape.numbers)
    for places, given in ((tape.input_places, inputs), (tape.parameter_places, parameters)):
        for place, number in zip(places, given, strict=True):
            numbers[place] = number

    def operands(args: Sequence[int | float]) -> list[float]:
        return [numbers[arg] if type(arg) is int else arg for arg in args]

    for place, entry in enumerate(tape.entries):
        if entry is not None:
            numbers[place] = entry.op.number(operands(entry.args))
    adjoints = [0.0] * len(numbers)
    adjoints[tape.output] = 1.0
    for place, gathered in uses(tape, tape.parameter_places).items():
        for user, position in gathered:
            entry = tape.entries[user]
            assert entry is not None
            partial = entry.op.number_of_partial(position, operands(entry.args), numbers[user])
            adjoints[place] += adjoints[user] * partial
    return numbers[tape.output], [adjoints[place] for place in tape.parameter_places]
