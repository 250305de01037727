"""A program as the text of a function, for one sample or for a batch of them."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from autograd.tape.decisions import ROUNDING, written
from autograd.tape.reading.statements import Program, Statement
from autograd.tape.reading.templates import number, total
from autograd.tape.tape import Tape

LONGEST = 1000
"""The most terms of one statement; Python 3.11 compiles no sum of more than about 3,000."""

Names = Sequence[str] | Mapping[int, str]


def one_sample(
    tape: Tape, program: Program, forward: Iterable[str] = (), backward: Iterable[str] = ()
) -> str:
    """`program(inputs, parameters)`, which gives the output and its gradient by each parameter.

    Args:
        tape: The tape.
        program: The same in Python's words.
        forward: Its statements as lines, if they are to be written in another way.
        backward: Those of the adjoints.

    >>> from autograd import Value
    >>> from autograd.tape import record
    >>> from autograd.tape.reading.statements import program_of
    >>> tape = record(Value(2.0, "w") * 3.0)
    >>> print(one_sample(tape, program_of(tape)), end="")
    def program(inputs, parameters):
        [w] = parameters
        v1 = w * 3.0
        dv1_dw = 3.0
        return v1, [dv1_dw]
    """
    names = program.names
    return function(
        *taken("inputs", names, tape.input_places),
        *taken("parameters", names, tape.parameter_places),
        *constants(tape, names),
        *(forward or lines_of(program.forward, names)),
        *checks(tape, names),
        *(backward or lines_of(program.backward, program.adjoints)),
        f"return {names[tape.output]}, {gradients(tape, program)}",
    )


def many_samples(tape: Tape, program: Program) -> str:
    """`program(inputs, parameters)` for B × n inputs: B outputs, and the gradients of their sum."""
    names, adjoints = program.names, program.adjoints
    gathered = adjoints.keys() & {*tape.parameter_places}
    sample = [
        *lines_of(program.forward, names),
        *checks(tape, names),
        *lines_of(program.backward, adjoints, gathered),
        f"losses.append({names[tape.output]})",
    ]
    return function(
        *taken("parameters", names, tape.parameter_places),
        *constants(tape, names),
        *[f"{adjoints[place]} = 0.0" for place in sorted(gathered)],
        "losses = []",
        f"for {listed(names, tape.input_places)} in inputs:",
        *[f"    {line}" for line in sample],
        f"return losses, {gradients(tape, program)}",
    )


def lines_of(
    statements: Iterable[Statement], names: Names, gathered: Container[int] = ()
) -> Iterator[str]:
    """A line for each statement, or several where there are too many terms for one.

    Args:
        statements: What is computed.
        names: By place.
        gathered: The places whose terms are added to what other samples gave.
    """
    for place, terms in statements:
        name = names[place]
        sign = "+=" if place in gathered else "="
        yield f"{name} {sign} {total(terms[:LONGEST])}"
        for start in range(LONGEST, len(terms), LONGEST):
            yield f"{name} = {total([name, *terms[start : start + LONGEST]])}"


def function(*lines: str) -> str:
    """The text of the function with these lines."""
    return "\n    ".join(["def program(inputs, parameters):", *lines]) + "\n"


def taken(given: str, names: Names, places: Sequence[int]) -> Iterator[str]:
    """What gives the numbers of these places their names, where there are any."""
    if places:
        yield f"{listed(names, places)} = {given}"


def listed(names: Names, places: Sequence[int]) -> str:
    """The names of places as a list."""
    return f"[{', '.join([names[place] for place in places])}]"


def constants(tape: Tape, names: Names) -> list[str]:
    """The leaves that keep their numbers."""
    return [
        f"{names[place]} = {number(tape.numbers[place]).strip('()')}"
        for place in tape.constant_places
    ]


def checks(tape: Tape, names: Names) -> Iterator[str]:
    """The comparisons of the recorded function: where one falls out otherwise, an error."""
    for left, relation, right, held, spot in tape.decisions:
        a, b = (names[side] if type(side) is int else number(side) for side in (left, right))
        asked = f"{a} {relation} {b}"
        if relation == "is":
            asked = (
                f"math.isclose({a}, {b}, rel_tol={ROUNDING})" if right == right else f"{a} != {a}"
            )
        yield f"if {'not ' if held else ''}({asked}):"
        yield f"    raise ValueError({f'{written(spot)} goes another way here'!r})"


def gradients(tape: Tape, program: Program) -> str:
    """The adjoints of the parameters as a list; 0.0 for those the output does not depend on."""
    return f"[{', '.join([program.adjoints.get(p, '0.0') for p in tape.parameter_places])}]"
