"""What is given to a tape to run on: numbers, in the nesting of the examples or by name."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from autograd.ops.alphabet import identifier
from autograd.ops.errors import UnknownNodeError
from autograd.ops.numerals import as_number, counted
from autograd.tape.tape import Tape

FLOATS = {float}


def inputs_of(tape: Tape, given: Any) -> Any:
    """One number for each input: those given, or those recorded."""
    if is_row(given, len(tape.input_places)):
        return given
    recorded = [tape.numbers[place] for place in tape.input_places]
    return recorded if given is None else taken(tape, "input", tape.inputs, recorded, given)


def parameters_of(tape: Tape, given: Any) -> Any:
    """One number for each parameter: those given, or those that their nodes hold now."""
    if is_row(given, len(tape.parameter_places)):
        return given
    now = [leaf.data for leaf in tape.leaves]
    now = now or [tape.numbers[place] for place in tape.parameter_places]
    return now if given is None else taken(tape, "parameter", tape.parameters, now, given)


def is_row(given: Any, count: int) -> bool:
    """Whether this is an array of so many floats: it is taken as it is, without a look at nodes."""
    return hasattr(given, "dtype") and given.dtype == float and given.shape == (count,)


def taken(tape: Tape, kind: str, names: Sequence[str], known: list[float], given: Any) -> Any:
    """The numbers known, with those given by name in their places, or all of those given.

    Raises:
        ValueError: They are too many or too few.
        UnknownNodeError: A name is unknown.
    """
    if isinstance(given, Mapping):
        numbers = dict(zip(names, known, strict=True))
        for asked, number in given.items():
            alike = (name for name in names if asked in (name, identifier(name)))
            name = asked if asked in numbers else next(alike, None)
            if name is None:
                raise UnknownNodeError(describe_unknown(tape, kind, names, asked))
            numbers[name] = as_number(number)
        return list(numbers.values())
    flat = flattened(given)
    if len(flat) != len(names):
        raise ValueError(
            f"the tape takes {counted(len(names), kind)} ({shown(names)}), got {len(flat)}; give "
            "one number for each, nested as the examples were or in one list"
        )
    return flat


def describe_unknown(tape: Tape, kind: str, names: Sequence[str], name: Any) -> str:
    """That a tape takes no number by this name, and what is called so."""
    others = {"an input": tape.inputs, "a parameter": tape.parameters, "a constant": tape.constants}
    is_other = "".join(
        f"; {name} is {other} of this tape" for other, called in others.items() if name in called
    )
    return f"no {kind} {name!r}{is_other}; there are {shown(names)}"


def rows_of(tape: Tape, columns: Sequence[Any]) -> Any:
    """B rows of one number for each input, from columns of B entries: (xs, ys).

    Raises:
        ValueError: The columns differ in length, are empty, or a row has too few or many numbers.
        TypeError: A column is no list.
    """
    for column in columns:
        if not hasattr(column, "__len__"):
            raise TypeError(
                "a column of a batch is a list with an entry for each sample, got "
                f"{type(column).__name__}"
            )
    lengths = [len(column) for column in columns]
    if not columns or len(set(lengths)) > 1 or not lengths[0]:
        raise ValueError(
            "a batch is given by columns of one entry per sample, tape.batch(xs, ys), got "
            f"{' and '.join(map(str, lengths)) or 'no'} entries"
        )
    if all(hasattr(column, "ravel") for column in columns):
        rows: Any = stacked(columns)
    else:
        samples = columns[0] if len(columns) == 1 else zip(*columns, strict=True)
        rows = [flattened(sample) for sample in samples]
    return checked(rows, "number", tape.inputs)


def parameter_rows(tape: Tape, given: Any, count: int) -> Any:
    """B rows of one number for each parameter: those given, or p numbers for each of `count` rows.

    Raises:
        ValueError: They are not as many as samples, or a row has too few or many numbers; or
            nothing says how many rows there are.
    """
    rows: Any = given if isinstance(given, Sequence) or getattr(given, "ndim", False) else ()
    if not len(rows) or not hasattr(rows[0], "__len__"):
        if not count:
            raise ValueError(
                "runs takes columns of samples, tape.runs(xs, ys), or rows of parameters, "
                "tape.runs(parameters=[[…], …]); one run is tape.run()"
            )
        alike = [parameters_of(tape, given)] * count
        return stacked([alike]) if hasattr(alike[0], "ravel") else alike
    if count and len(given) != count:
        raise ValueError(
            f"{counted(count, 'sample')} and {counted(len(given), 'row')} of parameters; give one "
            "row for each sample, or one list for all"
        )
    rows = stacked([given]) if hasattr(given, "ravel") else list(map(flattened, given))
    return checked(rows, "parameter", tape.parameters)


def checked(rows: Any, kind: str, names: Sequence[str]) -> Any:
    """Rows, if each has a number for each name.

    Raises:
        ValueError: One has not.
    """
    some = rows[:1] if hasattr(rows, "shape") else rows  # the rows of an array are as long
    wrong = next((i for i, row in enumerate(some) if len(row) != len(names)), None)
    if wrong is not None:
        raise ValueError(
            f"a row of the batch is {counted(len(names), kind)} ({shown(names)}), got "
            f"{len(rows[wrong])} in row {wrong}"
        )
    return rows


def stacked(columns: Sequence[Any]) -> Any:
    """Arrays of B entries each, side by side as B × n."""
    import numpy as np

    flat = [np.asarray(column, dtype=float).reshape(len(column), -1) for column in columns]
    return np.concatenate(flat, axis=1)


def flattened(given: Any) -> Any:
    """All numbers in the order in which they stand; of an array, an array."""
    if hasattr(given, "ravel"):
        return given.ravel().astype(float)
    if given.__class__ is list and {each.__class__ for each in given} == FLOATS:
        return given
    return list(each_number(given))


def each_number(given: Any) -> Iterator[float]:
    """The numbers of a nested list, one after another."""
    if hasattr(given, "tolist"):
        given = given.tolist()
    if isinstance(given, (list, tuple)):
        for part in given:
            yield from each_number(part)
    else:
        yield as_number(given)


def shown(names: Sequence[str]) -> str:
    """The names, the first few of many."""
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "") if names else "none"
