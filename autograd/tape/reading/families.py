"""Families: the numbers of a tape that are made alike, and so by one line in a loop.

Alike are numbers of one op, at one depth, in one module, whose arguments lie alike: in the same
lists, side by side. They make a list of their own, in the order of the tape.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from autograd.ops.arithmetic import add
from autograd.ops.operation import Op
from autograd.tape.tape import Entry, Tape


class Location(NamedTuple):
    """Where a number lies: in which list, and at which place of it."""

    array: str
    start: int


class Run(NamedTuple):
    """Arguments that lie side by side: in which list, from where on, and how many."""

    array: str
    start: int
    length: int


class Family(NamedTuple):
    """Numbers made alike.

    Attributes:
        array: The list they make.
        op: Their op.
        scope: The path of their module.
        places: Their places.
        runs: Of each, the runs of its arguments, which differ in their starts alone.
    """

    array: str
    op: Op
    scope: str
    places: list[int]
    runs: list[tuple[Run, ...]]


class Families(NamedTuple):
    """All numbers of a tape by families, earlier ones first.

    Attributes:
        found: The families.
        constants: The list in which all constants lie.
        locations: Where the number of each place lies.
    """

    found: list[Family]
    constants: list[float]
    locations: dict[int, Location]


def families_of(tape: Tape) -> Families:
    """The numbers of a tape by families.

    >>> from autograd import Value
    >>> from autograd.tape import record
    >>> w = Value(2.0, "w")
    >>> [f.op.name for f in families_of(record(sum((w * x).sin() for x in (1.0, 2.0)))).found]
    ['mul', 'sin', 'add']
    """
    constants = Constants()
    locations = {
        place: Location(name, start)
        for name, places in (("inputs", tape.input_places), ("parameters", tape.parameter_places))
        for start, place in enumerate(places)
    }
    for place, entry in enumerate(tape.entries):
        if entry is None and place not in locations:
            locations[place] = constants.location((tape.numbers[place],))
    found: list[Family] = []
    made = with_whole_sums(tape)
    for places in by_depth(made, len(tape)):
        alike: dict[object, Family] = {}
        for place in places:
            op, args = made[place]
            runs = tuple(runs_of(args, locations, constants))
            shape = op, tape.scopes[place], tuple([(run.array, run.length) for run in runs])
            if shape not in alike:
                name = f"v{len(found) + len(alike) + 1}"
                alike[shape] = Family(name, op, tape.scopes[place], [], [])
            family = alike[shape]
            locations[place] = Location(family.array, len(family.places))
            family.places.append(place)
            family.runs.append(runs)
        found += alike.values()
    return Families(found, constants.numbers, locations)


def with_whole_sums(tape: Tape) -> dict[int, Entry]:
    """The entries by place; a chain of sums is one of all its terms, as long as nobody else asks
    for what lies between.

    >>> from autograd import Value
    >>> from autograd.tape import record
    >>> entries = with_whole_sums(record(sum(Value(x) for x in (1.0, 2.0, 3.0, 4.0))))
    >>> [len(entry.args) for entry in entries.values()]
    [4]
    """
    made = {place: entry for place, entry in enumerate(tape.entries) if entry is not None}
    asked = Counter([arg for entry in made.values() for arg in entry.args if type(arg) is int])
    asked.update([side for each in tape.decisions for side in each[:3:2] if type(side) is int])
    terms: dict[int, list[int | float]] = {}
    for place, (op, args) in list(made.items()):
        if op is not add:
            continue
        first = args[0]
        if type(first) is int and first in terms and asked[first] == 1:
            del made[first]
            terms[place] = terms.pop(first)
            terms[place].append(args[1])
        else:
            terms[place] = list(args)
    return made | {place: Entry(add, tuple(found)) for place, found in terms.items()}


def by_depth(made: dict[int, Entry], length: int) -> Iterator[list[int]]:
    """The places of numbers that are made, by their depth above the leaves."""
    depths = [0] * length
    for place in sorted(made):
        inside = [depths[arg] for arg in made[place].args if type(arg) is int]
        depths[place] = 1 + max(inside, default=0)
    ordered = sorted((depths[place], place) for place in made)
    for _, group in groupby(ordered, key=lambda pair: pair[0]):
        yield [place for _, place in group]


class Constants:
    """A list of constants, in which the same ones side by side stand once."""

    def __init__(self) -> None:
        self.numbers: list[float] = []
        self._found: dict[tuple[str, ...], int] = {}

    def location(self, numbers: tuple[float, ...]) -> Location:
        """Where these numbers lie side by side."""
        key = tuple(map(repr, numbers))
        if key not in self._found:
            self._found[key] = len(self.numbers)
            self.numbers += numbers
        return Location("constants", self._found[key])


def runs_of(
    args: Sequence[int | float], locations: dict[int, Location], constants: Constants
) -> Iterator[Run]:
    """The arguments of a number as runs."""
    run: Run | None = None
    for is_place, group in groupby(args, key=lambda arg: type(arg) is int):
        if not is_place:
            if run:
                yield run
                run = None
            numbers = tuple(map(float, group))
            yield Run(*constants.location(numbers), len(numbers))
            continue
        for arg in group:
            array, start = locations[arg]  # type: ignore[index]  # it is a place
            if run and run.array == array and start == run.start + run.length:
                run = run._replace(length=run.length + 1)
            else:
                if run:
                    yield run
                run = Run(array, start, 1)
    if run:
        yield run
