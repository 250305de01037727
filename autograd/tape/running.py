"""Running a tape on new numbers."""

from concurrent.futures import Executor
from typing import Any

from autograd.tape.batches import summed
from autograd.tape.engines import engine_of
from autograd.tape.giving import inputs_of, parameter_rows, parameters_of, rows_of, shown
from autograd.tape.tape import Tape


def run(
    tape: Tape, inputs: Any = None, parameters: Any = None, *, engine: str | None = None
) -> tuple[float, Any]:
    """The output, and its gradient by each parameter, at these numbers; no nodes are made.

    Args:
        tape: The recorded program.
        inputs: One number for each of its inputs, in one list or nested as the examples were, or
            those that change by name; None for those recorded.
        parameters: One number for each of its parameters, or by name those that change; None for
            those their nodes hold now.
        engine: One of `ENGINES`; None for the quickest.

    Raises:
        ValueError: Too many numbers or too few, or no such engine.
        KeyError: A name is unknown.

    >>> from autograd import Value
    >>> from autograd.tape import record
    >>> x, w = Value(3.0, "x"), Value(2.0, "w")
    >>> tape = record(w * x, inputs=[x])
    >>> tape.run([5.0], [4.0]), tape.run({"x": 10.0})
    ((20.0, [5.0]), (20.0, [10.0]))
    """
    given = inputs_of(tape, inputs), parameters_of(tape, parameters)
    return engine_of(tape, engine).run(*given)


def batch(
    tape: Tape,
    *columns: Any,
    parameters: Any = None,
    engine: str | None = None,
    executor: Executor | None = None,
) -> tuple[float, Any]:
    """The mean of the output over B samples, and its gradient by each parameter.

    Samples are run in parts whose size hangs on the tape alone, so that the result is the same to
    the last bit however many workers an executor has.

    Args:
        tape: The program of one sample.
        columns: What it was recorded with, B of each: `xs, ys`.
        parameters: As for `run`.
        engine: As for `run`.
        executor: Who runs the parts, such as a process pool; None: this process.

    >>> from autograd import Value
    >>> from autograd.tape import record
    >>> w = Value(2.0, "w")
    >>> tape = record(lambda x, y: (w * x - y) ** 2, 1.0, 1.0)
    >>> tape.batch([1.0, 3.0], [1.0, 5.0])  # (1² + 1²)/2, and (2·1·1 + 2·1·3)/2
    (1.0, [4.0])
    """
    rows = rows_of(tape, columns)
    loss, gradients = summed(tape, rows, parameters_of(tape, parameters), engine, executor)
    count = len(rows)
    is_list = isinstance(gradients, list)
    return loss / count, [g / count for g in gradients] if is_list else gradients / count


def runs(
    tape: Tape, *columns: Any, parameters: Any = None, engine: str | None = None
) -> tuple[Any, Any]:
    """One run per row: B outputs, and by each of the parameters the gradient of each, B × p.

    Args:
        tape: The recorded program.
        columns: The inputs, as for `batch`.
        parameters: p numbers for all rows, or B × p: numbers of its own for each.
        engine: As for `run`.

    >>> from autograd import Value
    >>> from autograd.tape import record
    >>> w = Value(2.0, "w")
    >>> record(w * w).runs(parameters=[[1.0], [3.0]])  # a landscape: no inputs, two weights
    ([1.0, 9.0], [[2.0], [6.0]])
    """
    rows: Any = rows_of(tape, columns) if columns else []
    numbers = parameter_rows(tape, parameters, len(rows))
    rows = rows if columns else [inputs_of(tape, None)] * len(numbers)
    return engine_of(tape, engine, len(rows)).batch(rows, numbers)


def step(tape: Tape, optimizer: Any, *columns: Any, **options: Any) -> float:
    """One step of an optimiser, as `zero_grad`, `backward` and `step` take it; gives the loss.

    Args:
        tape: It was recorded from nodes that the optimiser trains.
        optimizer: Has `params`, `zero_grad()` and `step()`.
        columns: Samples, as for `batch`; none for the inputs recorded.
        options: Those of `batch` or `run`: `engine`, `executor`.

    Raises:
        ValueError: The optimiser trains none of the tape's parameters, or the tape has no nodes.
    """
    if not tape.leaves:
        raise ValueError(
            "this tape has no nodes to be trained, as one from a file; run it with parameters=…, "
            "or record the function anew"
        )
    if set(getattr(optimizer, "params", ())).isdisjoint(tape.leaves):
        raise ValueError(
            f"the optimiser trains none of the tape's parameters ({shown(tape.parameters)}); make "
            "it of those of the model that was recorded"
        )
    loss, gradients = batch(tape, *columns, **options) if columns else run(tape, **options)
    optimizer.zero_grad()
    for leaf, gradient in zip(tape.leaves, gradients, strict=True):
        leaf.grad += gradient
    optimizer.step()
    return loss


Tape.run = run  # type: ignore[method-assign, assignment]
Tape.batch = batch  # type: ignore[method-assign, assignment]
Tape.runs = runs  # type: ignore[method-assign, assignment]
Tape.step = step  # type: ignore[method-assign, assignment]
