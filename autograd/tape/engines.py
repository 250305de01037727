"""What runs a tape, and which engine is the quickest for a piece of work."""

from collections.abc import Callable
from typing import Any, Protocol

from autograd.tape import interpreting
from autograd.tape.tape import Tape


class Engine(Protocol):
    """A tape made ready to run. Numbers come as lists or as arrays, and gradients alike."""

    def run(self, inputs: Any, parameters: Any) -> tuple[float, Any]:
        """The output at n inputs and p parameters, and its gradient by each parameter."""

    def batch(self, inputs: Any, parameters: Any) -> tuple[Any, Any]:
        """B outputs at B × n inputs, and the p gradients of their sum.

        Where parameters are B × p, so are the gradients: each row's own.
        """


ENGINES: dict[str, Callable[[Tape], Engine]] = {
    "rules": interpreting.built,
}
"""How an engine is made for a tape, by its name."""


def engine_of(tape: Tape, name: str | None = None, rows: int = 1) -> Engine:
    """The engine of a name, made once for a tape; None: the quickest for so many rows.

    Raises:
        ValueError: There is no such engine.
        ImportError: It needs a package that is not installed.
    """
    name = name or quickest(tape, rows)
    if name not in ENGINES:
        raise ValueError(f"engine is {', '.join(map(repr, ENGINES))} or None, got {name!r}")
    if name not in tape.programs:
        tape.programs[name] = ENGINES[name](tape)
    engine: Engine = tape.programs[name]
    return engine


def quickest(tape: Tape, rows: int) -> str:
    """The name of the engine that is the quickest for so many rows."""
    return "rules"
