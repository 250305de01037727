"""What runs a tape, and which engine is the quickest for a piece of work."""

from importlib.util import find_spec
from typing import Any, Protocol

from autograd.extras import load_extra
from autograd.tape.guards import guarded
from autograd.tape.tape import Tape


class Engine(Protocol):
    """A tape made ready to run. Numbers come as lists or as arrays, and gradients alike."""

    def run(self, inputs: Any, parameters: Any) -> tuple[float, Any]:
        """The output at n inputs and p parameters, and its gradient by each parameter."""

    def batch(self, inputs: Any, parameters: Any) -> tuple[Any, Any]:
        """B outputs at B × n inputs, and the p gradients of their sum.

        Where parameters are B × p, so are the gradients: each row's own.
        """


ENGINES = {
    "rules": ("autograd.tape.interpreting", ""),
    "python": ("autograd.tape.python_program", ""),
    "numpy": ("autograd.tape.numpy_program", "fast"),
    "compiled": ("autograd.tape.compiled_program", "compiled"),
}
"""The module that makes each engine, imported when it is first asked for, and the extra it needs.

`rules` runs the rules of the op table one by one, and is what the others are held to.
"""
CALL, ARRAY, SHARE = 1000, 60, 0.07
"""What a call of a NumPy program costs, an array in it, and an operand of an array: by what one
operand costs in straight Python.
"""


def engine_of(tape: Tape, name: str | None = None, rows: int = 1) -> Engine:
    """The engine of a name, made once for a tape; None: the quickest for so many rows.

    It computes the tape's decisions too, as `guards` makes them entries.

    Raises:
        ValueError: There is no such engine.
        ImportError: It needs a package that is not installed.
    """
    name = name or quickest(tape, rows)
    if name not in ENGINES:
        raise ValueError(f"engine is {', '.join(map(repr, ENGINES))} or None, got {name!r}")
    if name not in tape.programs:
        tape.programs[name] = load_extra(*ENGINES[name]).built(guarded(tape))
    engine: Engine = tape.programs[name]
    return engine


def quickest(tape: Tape, rows: int) -> str:
    """The name of the engine that is the quickest for so many rows, straight Python or arrays.

    It hangs on the tape and the rows alone, so that the last digits are the same in every run.
    """
    operands, groups = size_of(tape)
    alone = rows * operands
    arrays = CALL + groups * ARRAY + alone * SHARE
    return "numpy" if arrays < alone and find_spec("numpy") else "python"


def size_of(tape: Tape) -> tuple[int, int]:
    """How many operands the ops of a tape have, and how many arrays their numbers make: those of
    one op at one depth, counted from the leaves.

    >>> from autograd import Value
    >>> from autograd.tape import record
    >>> x = Value(0.5)
    >>> size_of(record(x.sin() + (x * x).sin()))
    (6, 4)
    """
    if "size" not in tape.programs:
        tape.programs["size"] = operands_and_groups(tape)
    size: tuple[int, int] = tape.programs["size"]
    return size


def operands_and_groups(tape: Tape) -> tuple[int, int]:
    """The same, counted."""
    depths: list[int] = []
    groups, operands = set(), 0
    for entry in tape.entries:
        args = entry.args if entry else ()
        depth = 1 + max((depths[arg] for arg in args if type(arg) is int), default=-1)
        depths.append(depth)
        operands += len(args)
        if entry:
            groups.add((depth, entry.op.name))
    return operands, len(groups)
