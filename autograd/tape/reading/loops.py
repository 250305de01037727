"""A tape in loops: a layer reads as a layer, for each sample and each neuron.

What repeats is found in the tape itself (see `families`). Numbers lie in lists; a line in a loop
makes all of a family, and a line in a loop sends their contributions back. Adjoints are added up in
another order than by `backward`, so the last digits may differ.
"""

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from autograd.ops.alphabet import printable
from autograd.ops.arithmetic import add
from autograd.tape.reading.families import Family, families_of
from autograd.tape.reading.functions import checks, function
from autograd.tape.reading.indices import affine, cost, plus, times
from autograd.tape.reading.rules import Rules
from autograd.tape.reading.statements import bare
from autograd.tape.reading.templates import Template, Templates, number, total
from autograd.tape.tape import Tape, reached

VARIABLES = ("constants", "d_parameters", "sample", "neuron", "k", "i", "y")
REPEATS = 3
"""From how many terms alike on a sum is a loop."""


def in_loops(tape: Tape, rules: Rules) -> str:
    """`program(inputs, parameters)` in loops.

    >>> from autograd import Value
    >>> from autograd.tape import record
    >>> w = Value(2.0, "w")
    >>> print(in_loops(record((w * 1.0).sin() + (w * 5.0).sin()), Rules()), end="")
    def program(inputs, parameters):
        constants = [1.0, 5.0]
        # mul: 2
        v1 = [0.0] * 2
        for k in range(2):
            v1[k] = parameters[0] * constants[k]
        # sin: 2
        v2 = [0.0] * 2
        for k in range(2):
            v2[k] = math.sin(v1[k])
        # add: 1
        v3 = [0.0] * 1
        v3[0] = v2[0] + v2[1]
        d_parameters = [0.0] * 1
        d_v1 = [0.0] * 2
        d_v2 = [0.0] * 2
        d_v3 = [0.0] * 1
        d_v3[0] = 1.0
        # back through add: 1
        d_v2[0] += d_v3[0]
        d_v2[1] += d_v3[0]
        # back through sin: 2
        for k in range(2):
            d_v1[k] += d_v2[k] * math.cos(v1[k])
        # back through mul: 2
        for k in range(2):
            d_parameters[0] += d_v1[k] * constants[k]
        return v3[0], d_parameters
    """
    families = families_of(tape)
    templates = Templates(rules)
    loops = [Loop(each, templates, families.constants) for each in families.found]
    needed = reached(tape, tape.parameter_places)
    active = [each for each in loops if not needed.isdisjoint(each.family.places)]
    targets = {"parameters", *(each.family.array for each in active)}
    names = {place: f"{array}[{start}]" for place, (array, start) in families.locations.items()}
    output = names[tape.output]
    lines = [
        *(
            [f"constants = [{', '.join(map(plain, families.constants))}]"]
            if families.constants
            else []
        ),
        *[line for each in loops for line in each.forward()],
        *checks(tape, names),
        f"d_parameters = [0.0] * {len(tape.parameter_places)}",
        *[f"d_{each.family.array} = [0.0] * {len(each.family.places)}" for each in active],
        *([f"d_{output} = 1.0"] if families.locations[tape.output].array in targets else []),
        *[line for each in reversed(active) for line in each.backward(targets)],
        f"return {output}, d_parameters",
    ]
    return function(*lines)


class Alike(NamedTuple):
    """Terms alike: which is the first, how many there are, and how far each gap moves on."""

    first: int
    length: int
    moves: tuple[int, ...]


class Loop:
    """A family as a loop: over rows and columns, where that tells its arguments most shortly.

    Args:
        family: The numbers.
        templates: The terms of ops.
        constants: The list of constants.
    """

    def __init__(self, family: Family, templates: Templates, constants: Sequence[float]) -> None:
        self.family, self.templates = family, templates
        self.tables: list[str] = []
        starts = [[run.start for run in each] for each in zip(*family.runs, strict=True)]
        count = len(family.places)
        widths = [n for n in range(1, count + 1) if count % n == 0]
        self.columns = min(widths, key=lambda n: (sum(cost(each, n) for each in starts), -n))
        self.rows = count // self.columns
        self.args: list[int | float] = []
        self.places: list[tuple[str, str, int]] = []
        for run, column in zip(family.runs[0], starts, strict=True):
            fixed = run.array == "constants" and len(set(column)) == 1
            start, first = ("", 0) if fixed else self.told(column)
            for offset in range(run.length):
                self.args.append(constants[run.start + offset] if fixed else 0)
                self.places.append((run.array, start, first + offset))

    @property
    def is_grid(self) -> bool:
        """Whether there are two loops, one in the other."""
        return self.rows > 1 and self.columns > 1

    def told(self, column: Sequence[int]) -> tuple[str, int]:
        """Where a run starts, by the variables of the loops, and how far behind that.

        By a table, where there is no formula for it.
        """
        n, name = self.columns, f"{self.family.array}_{len(self.tables) + 1}"
        row, place = ("sample", "neuron") if self.is_grid else ("k", "k")
        found = affine(column, n)
        if found:
            a, s, t = found
            return plus(times(s, row), times(t, place)), a
        repeats = all(x == column[m % n] for m, x in enumerate(column))
        self.tables.append(f"{name} = {list(column[:n] if repeats else column)}")
        return f"{name}[{place if repeats else 'k'}]", 0

    def filled(self, term: Template, moves: Sequence[int] = ()) -> str:
        """A term with the numbers of lists in its gaps; those that move on have an index i."""
        words = []
        for place, gap in enumerate(term.gaps):
            if gap < len(self.args):
                words.append(self.word(gap, bool(moves and moves[place])))
            else:
                words.append(f"{'d_' if gap > len(self.args) else ''}{self.target}")
        return term.text.format(*words)

    @property
    def target(self) -> str:
        """The number of the family that the loop is at."""
        return f"{self.family.array}[{'k' if self.rows * self.columns > 1 else 0}]"

    def word(self, position: int, moving: bool = False) -> str:
        """An argument; with `moving` the one i places further on."""
        if type(self.args[position]) is float:
            return number(self.args[position])
        array, start, offset = self.places[position]
        index = plus(start, str(offset) if offset else "", "i" if moving else "")
        return f"{array}[{index or 0}]"

    def parts(self, terms: Sequence[Template], positions: Sequence[int] = ()) -> Iterator[Alike]:
        """Terms, those alike together; with positions, which move on by one from term to term."""
        first = 0
        while first < len(terms):
            moves = self.moves(terms, positions, first)
            count = 1
            while first + count < len(terms) and self.follows(
                terms, positions, first, count, moves
            ):
                count += 1
            yield Alike(first, count, moves)
            first += count

    def moves(
        self, terms: Sequence[Template], positions: Sequence[int], first: int
    ) -> tuple[int, ...]:
        """How far each gap moves on from a term to the next, if that is alike."""
        gaps = terms[first].gaps
        following = terms[first + 1].gaps if first + 1 < len(terms) else gaps
        if len(following) != len(gaps):
            return (0,) * len(gaps)
        return tuple([after - before for before, after in zip(gaps, following, strict=True)])

    def follows(
        self,
        terms: Sequence[Template],
        positions: Sequence[int],
        first: int,
        count: int,
        moves: tuple[int, ...],
    ) -> bool:
        """Whether a term goes on with a row of terms that are alike."""
        one, other = terms[first], terms[first + count]
        if one.text != other.text or any(move not in (0, 1) for move in moves):
            return False
        if positions and not self.same_run(positions[first], positions[first + count], count):
            return False
        pairs = zip(one.gaps, other.gaps, moves, strict=True)
        return all(
            b == a + move * count and (not move or self.same_run(a, b, count))
            for a, b, move in pairs
        )

    def same_run(self, position: int, other: int, apart: int) -> bool:
        """Whether two arguments lie so far apart in one list that moves as a whole."""
        if max(position, other) >= len(self.args):
            return False
        (array, start, offset), (array_2, start_2, offset_2) = (
            self.places[position],
            self.places[other],
        )
        fixed = type(self.args[position]) is float or type(self.args[other]) is float
        return not fixed and (array, start, offset + apart) == (array_2, start_2, offset_2)

    def around(self, lines: list[str]) -> list[str]:
        """Lines inside the loops."""
        if self.is_grid:
            return [
                f"for sample in range({self.rows}):",
                f"    for neuron in range({self.columns}):",
                f"        k = {self.columns} * sample + neuron",
                *[f"        {line}" for line in lines],
            ]
        count = self.rows * self.columns
        return (
            [f"for k in range({count}):", *[f"    {each}" for each in lines]]
            if count > 1
            else lines
        )

    def forward(self) -> list[str]:
        """The family's numbers."""
        terms = self.terms()
        lines: list[str] = []
        alone: list[str] = []
        for first, length, moves in self.parts(terms):
            if length < REPEATS:
                alone += [self.filled(term) for term in terms[first : first + length]]
                continue
            before = [*(["y"] if lines else []), *alone]
            lines += [f"y = {total(bare(before or ['0.0']))}"] if alone or not lines else []
            lines += [f"for i in range({length}):", f"    y += {self.filled(terms[first], moves)}"]
            alone = []
        made = total(bare([*(["y"] if lines else []), *alone]))
        return [
            f"# {self.said()}",
            *self.tables,
            f"{self.family.array} = [0.0] * {len(self.family.places)}",
            *self.around([*lines, f"{self.target} = {made}"]),
        ]

    def backward(self, targets: Container[str]) -> list[str]:
        """What the family sends back to those of its arguments whose adjoints are asked for."""
        positions = [i for i, (array, _, _) in enumerate(self.places) if array in targets]
        terms = [self.contribution(position) for position in positions]
        lines: list[str] = []
        for first, length, moves in self.parts(terms, positions):
            if length >= REPEATS:
                target = self.word(positions[first], moving=True)
                sent = f"d_{target} += {self.filled(terms[first], moves)}"
                lines += [f"for i in range({length}):", f"    {sent}"]
                continue
            for each in range(first, first + length):
                lines.append(f"d_{self.word(positions[each])} += {self.filled(terms[each])}")
        return [f"# back through {self.said()}", *self.around(lines)]

    def terms(self) -> list[Template]:
        """The terms of a number; a sum has as many as it has arguments."""
        if self.family.op is not add:
            return self.templates.of(self.family.op, self.args)
        return [Template("{}", (position,), (1,)) for position in range(len(self.args))]

    def contribution(self, position: int) -> Template:
        """What a number sends back to an argument; a sum hands on what it gets."""
        if self.family.op is add:
            return Template("{}", (len(self.args) + 1,), (1,))
        return self.templates.of(self.family.op, self.args, position, sends=True)[0]

    def said(self) -> str:
        """What the family is: its op, and the module it belongs to."""
        size = f"{self.rows} × {self.columns}" if self.is_grid else f"{self.rows * self.columns}"
        place = f" of {printable(self.family.scope)}" if self.family.scope else ""
        return f"{self.family.op.name}{place}: {size}"


def plain(constant: float) -> str:
    """A constant in a list, where it needs no brackets."""
    return number(constant).strip("()")
