"""The one form of a recorded program: a Wengert list, each number made by an op from earlier ones.

A number of the program has a place, counted from 0, operands before what is made of them. Leaves
are inputs (a sample's numbers), parameters (those that are trained) or constants. The adjoints are
the same list read backwards, so they are not stored: `uses` tells from which places each adjoint
gathers its contributions, in the order in which `backward` adds them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from autograd.engine.graph import unique_names
from autograd.engine.value import Value
from autograd.ops.numerals import counted
from autograd.ops.operation import Op


class Entry(NamedTuple):
    """How a number of the program is made: an op, and its arguments in order.

    An int among them is the place of an earlier number, a float a constant.
    """

    op: Op
    args: tuple[int | float, ...]


class Use(NamedTuple):
    """One use of a number: by which place, and as which argument of its op, counted from 0."""

    place: int
    position: int


class Spot(NamedTuple):
    """Where something stands in a program: the name of the file, the line, and its words there."""

    file: str
    number: int
    words: str


class Decision(NamedTuple):
    """What decided the course of a recorded function, and has to fall out as it did then.

    A comparison of two sides, where an int is the place of a number and a float a constant, as
    among the arguments of an entry; or, with "is", a number that was read and is a constant since.
    """

    left: int | float
    relation: str
    right: int | float
    held: bool
    spot: Spot


@dataclass(frozen=True, eq=False)
class Tape:
    """A recorded program.

    Attributes:
        entries: By place; None for a leaf.
        labels: By place, "" for none.
        numbers: By place, what was computed when it was recorded.
        scopes: By place, the path of the module it was made in, "" for none.
        output: The place of the output.
        input_places: The places of the inputs, in the order in which they are given.
        parameter_places: The places of the parameters.
        leaves: The nodes of the parameters, in the order of `parameter_places`; empty for a tape
            that was loaded.
        decisions: What the program rests on; other numbers may decide otherwise.
        original: Of a tape whose decisions have become entries (see `guards`), the tape itself.
    """

    entries: tuple[Entry | None, ...]
    labels: tuple[str, ...]
    numbers: tuple[float, ...]
    scopes: tuple[str, ...]
    output: int
    input_places: tuple[int, ...]
    parameter_places: tuple[int, ...]
    leaves: tuple[Value, ...] = ()
    decisions: tuple[Decision, ...] = ()
    original: "Tape | None" = None
    programs: dict[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """By place, as a graph names its nodes; unique."""
        return tuple(unique_names(self.labels))

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of the inputs."""
        return tuple([self.names[place] for place in self.input_places])

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters."""
        return tuple([self.names[place] for place in self.parameter_places])

    @property
    def constants(self) -> dict[str, float]:
        """The leaves that are neither, which keep the numbers they had."""
        return {self.names[place]: self.numbers[place] for place in self.constant_places}

    @cached_property
    def constant_places(self) -> tuple[int, ...]:
        """The places of those leaves."""
        given = {*self.input_places, *self.parameter_places}
        leaves = [place for place, entry in enumerate(self.entries) if entry is None]
        return tuple([place for place in leaves if place not in given])

    def made(self, place: int) -> Entry:
        """The entry of a place that is no leaf."""
        entry = self.entries[place]
        assert entry is not None
        return entry

    def __len__(self) -> int:
        return len(self.entries)

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"programs": {}}  # they are made again where they are needed

    def __repr__(self) -> str:
        parts = [
            counted(len(self), "number"),
            counted(len(self.input_places), "input"),
            counted(len(self.parameter_places), "parameter"),
        ]
        if self.constants:
            parts.append(counted(len(self.constants), "constant"))
        return f"Tape({self.names[self.output]}: {', '.join(parts)})"

    if TYPE_CHECKING:  # what the modules above attach

        def run(self, inputs: Any = None, parameters: Any = None, **options: Any) -> Any: ...  # noqa: D102
        def batch(self, *columns: Any, **options: Any) -> Any: ...  # noqa: D102
        def runs(self, *columns: Any, **options: Any) -> Any: ...  # noqa: D102
        def step(self, optimizer: Any, *columns: Any, **options: Any) -> float: ...  # noqa: D102
        def save(self, path: str | Path, *, force: bool = False) -> Path: ...  # noqa: D102
        def source(self, *, loops: bool = False) -> str: ...  # noqa: D102
        def latex(self) -> str: ...  # noqa: D102


def reached(tape: Tape, wanted: Sequence[int]) -> set[int]:
    """The wanted places, and every place that depends on one of them."""
    found = set(wanted)
    for place, entry in enumerate(tape.entries):
        if entry is not None and any(type(arg) is int and arg in found for arg in entry.args):
            found.add(place)
    return found


def uses(tape: Tape, wanted: Sequence[int]) -> dict[int, list[Use]]:
    """For each number whose adjoint is needed for those wanted, its uses on the way to the output.

    In the order of the backward pass: later places first, and of one place the arguments in order.
    Keys come in the order in which their adjoints are complete.
    """
    needed = reached(tape, wanted)
    gathered: dict[int, list[Use]] = {tape.output: []}
    for place in range(tape.output, -1, -1):
        entry = tape.entries[place]
        if place not in gathered or entry is None:
            continue
        for position, arg in enumerate(entry.args):
            if type(arg) is int and arg in needed:
                gathered.setdefault(arg, []).append(Use(place, position))
    return dict(sorted(gathered.items(), reverse=True))
