"""Running a tape on new numbers."""

from collections.abc import Sequence

from autograd.tape import interpreting
from autograd.tape.tape import Tape


def run(
    tape: Tape,
    inputs: Sequence[float] | None = None,
    parameters: Sequence[float] | None = None,
) -> tuple[float, list[float]]:
    """The output, and its gradient by each parameter, at these numbers.

    Args:
        tape: The recorded program.
        inputs: One number for each of its inputs; None for those recorded.
        parameters: One number for each of its parameters; None for those their nodes hold now.

    >>> from autograd import Value
    >>> from autograd.tape import record
    >>> x, w = Value(3.0, "x"), Value(2.0, "w")
    >>> record(w * x, inputs=[x]).run([5.0], [4.0])
    (20.0, [5.0])
    """
    if inputs is None:
        inputs = [tape.numbers[place] for place in tape.input_places]
    if parameters is None:
        parameters = [leaf.data for leaf in tape.leaves]
    return interpreting.run(tape, inputs, parameters)


Tape.run = run  # type: ignore[method-assign, assignment]
