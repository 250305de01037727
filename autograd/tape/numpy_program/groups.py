"""Numbers of one level that are computed at once: grids, dot products and bundles.

A grid is every one of some rows times every one of some columns: one product of matrices. Dot
products are rows times columns, one by one. A bundle is one expression at many numbers.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from autograd.ops.operation import Op
from autograd.tape.numpy_program.cells import (
    ONE,
    Cell,
    Plain,
    cell_of,
    has_place,
    is_one_number,
    number_of,
)
from autograd.tape.numpy_program.folding import with_numbers
from autograd.tape.numpy_program.sums import SHORT, Fused, Node, Term
from autograd.writing.sources import UntranslatableError
from autograd.writing.trees.array_rules import Reading, partial_rule, value_rule
from autograd.writing.trees.expressions import Expression

FEW = 3
"""How many single dot products of a level are computed one by one."""


@dataclass(eq=False)
class Grid:
    """members[i][j] = Σₖ rows[i][k]·columns[j][k]."""

    members: list[list[int]]
    rows: list[tuple[Cell, ...]]
    columns: list[tuple[Cell, ...]]


@dataclass(eq=False)
class Dots:
    """members[i] = Σₖ rows[i][k]·columns[i][k]."""

    members: list[int]
    rows: list[tuple[Cell, ...]]
    columns: list[tuple[Cell, ...]]


@dataclass(eq=False)
class Bundle:
    """members[i] = value at the i-th number of each of args.

    Attributes:
        members: The places.
        args: For each operand, its cells; with `stacked` they are what `each` runs over.
        value: The expression, of operands x₀, x₁, ….
        partials: Its local derivative by each operand, or by `each`.
        refusals: Conditions under which there is no value.
        stacked: Whether the expression treats all operands alike.
        op: The op, to be called itself where it has no expression.
    """

    members: list[int]
    args: list[list[Cell]]
    value: Any
    partials: list[Any]
    refusals: tuple[Any, ...] = ()
    stacked: bool = False
    op: Op | None = None


Group = Grid | Dots | Bundle


def grouped(found: Fused, leaves: frozenset[int]) -> list[Group]:
    """All nodes in groups, in an order in which they can be computed.

    Args:
        found: The fused tape.
        leaves: The places of its leaves, which stand in the rows of matrices where they can.
    """
    levels: dict[int, list[int]] = defaultdict(list)
    for place in found.nodes:
        levels[found.levels[place]].append(place)
    return [group for level in sorted(levels) for group in of_level(levels[level], found, leaves)]


def of_level(places: list[int], found: Fused, leaves: frozenset[int]) -> Iterator[Group]:
    """The groups of one level."""
    sums: dict[Any, list[int]] = defaultdict(list)
    bundles: dict[Any, list[int]] = defaultdict(list)
    cells: dict[int, tuple[tuple[Cell, ...], tuple[Cell, ...]]] = {}
    for place in places:
        node = found.nodes[place]
        kind = (place in found.varying, place in found.needed)
        if node.terms is None:
            assert node.op is not None
            pattern = tuple([space_of(cell_of(arg), found) for arg in node.args])
            bundles[kind, node.op, pattern].append(place)
        elif len(node.terms) > 1 and all(t.factor == 1.0 for t in node.terms if t.second >= 0):
            cells[place] = factors(node.terms, place, found, leaves)
            spaces = [{space_of(cell, found) for cell in side} for side in cells[place]]
            if {1, 2} in (each - {0} for each in spaces):
                bundles[kind, short_pattern(node.terms, found)].append(place)
            else:
                sums[kind, max(spaces[0]), max(spaces[1]), len(node.terms)].append(place)
        else:
            bundles[kind, short_pattern(node.terms, found)].append(place)
    for members in sums.values():
        yield from products(members, cells, found, bundles)
    for members in bundles.values():
        yield bundle(members, found)


def space_of(cell: Cell, found: Fused) -> int:
    """2 for what varies, 1 for what does not, 0 for a plain number."""
    return 0 if isinstance(cell, Plain) else 1 + (cell in found.varying)


def factors(
    terms: Sequence[Term], place: int, found: Fused, leaves: frozenset[int]
) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """A sum as a row times a column: on the left what varies less, constant columns first."""
    varies = place in found.varying
    pairs: list[tuple[Cell, Cell]] = []
    for factor, first, second in terms:
        if second >= 0:
            left, right = (space_of(each, found) for each in (first, second))
            swap = left > right or (left == right and second in leaves and first not in leaves)
            pairs.append((second, first) if swap else (first, second))
        elif first < 0:
            pairs.append((Plain(factor), ONE))
        elif (first not in found.varying) if varies else (first in leaves):
            pairs.append((first, Plain(factor)))
        else:
            pairs.append((Plain(factor), first))
    pairs.sort(key=lambda pair: type(pair[1]) is int)
    rows, columns = zip(*pairs, strict=True)
    return rows, columns


def products(
    members: list[int],
    cells: dict[int, tuple[tuple[Cell, ...], tuple[Cell, ...]]],
    found: Fused,
    bundles: dict[Any, list[int]],
) -> Iterator[Group]:
    """Sums of one length as grids, and what is no grid as dot products or as bundles."""
    single: list[int] = []
    length = len(cells[members[0]][0])
    for part in connected(members, cells):
        rows, columns = ({cells[p][side]: None for p in part} for side in (0, 1))
        table = {cells[place]: place for place in part}
        full = len(table) == len(part) == len(rows) * len(columns)
        if not full or len(part) == 1 or is_plain(length, list(rows), list(columns)):
            single += part
        else:
            grid = [[table[row, column] for column in columns] for row in rows]
            yield Grid(grid, list(rows), list(columns))
    if not single:
        return
    if length <= SHORT:
        for place in single:
            terms = found.nodes[place].terms
            assert terms is not None
            kind = (place in found.varying, place in found.needed)
            bundles[kind, short_pattern(terms, found)].append(place)
    elif len(single) <= FEW:
        for place in single:
            yield Grid([[place]], *[[side] for side in cells[place]])
    else:
        yield Dots(single, *[[cells[place][side] for place in single] for side in (0, 1)])


def is_plain(
    length: int, rows: Sequence[Sequence[Cell]], columns: Sequence[Sequence[Cell]]
) -> bool:
    """Whether a grid is no more than a few numbers times few."""
    if length > SHORT or min(len(rows), len(columns)) > 1:
        return False
    single = rows[0] if len(rows) == 1 else columns[0]
    return length == 1 or not has_place(single)


def connected(
    members: list[int], cells: dict[int, tuple[tuple[Cell, ...], tuple[Cell, ...]]]
) -> Iterable[list[int]]:
    """Members in parts that share rows or columns."""
    parents: dict[Any, Any] = {}

    def root(key: Any) -> Any:
        while parents.setdefault(key, key) is not key:
            parents[key] = key = parents[parents[key]]
        return key

    keys: dict[Any, Any] = {}
    ends = []
    for place in members:
        row, column = cells[place]
        left, right = (
            keys.setdefault((0, row), (len(keys), 0)),
            keys.setdefault((1, column), (len(keys), 1)),
        )
        parents[root(left)] = root(right)
        ends.append(left)
    parts: dict[Any, list[int]] = defaultdict(list)
    for place, left in zip(members, ends, strict=True):
        parts[root(left)].append(place)
    return parts.values()


def short_pattern(terms: Sequence[Term], found: Fused) -> tuple[Any, ...]:
    """What short sums must have in common to be computed by one expression."""
    return tuple([tuple([space_of(place, found) for place in term.places]) for term in terms])


def bundle(members: list[int], found: Fused) -> Bundle:
    """The bundle of members of one pattern."""
    nodes = [found.nodes[place] for place in members]
    if nodes[0].terms is not None:
        return of_sums(members, nodes)
    op, count = nodes[0].op, len(nodes[0].args)
    assert op is not None
    args = [
        list(map(cell_of, column)) for column in zip(*[node.args for node in nodes], strict=True)
    ]
    together = op.arity is None and op_together(op, count)
    if together and len({space_of(cell, found) for cells in args for cell in cells}) == 1:
        value, slope = together
        return Bundle(members, args, value.result, [slope.result], value.refusals, True, op)
    same = {i: number_of(cells[0]) for i, cells in enumerate(args) if is_one_number(cells)}
    try:
        value = value_rule(op, count)
        value = Reading(
            with_numbers(value.result, same), tuple(with_numbers(c, same) for c in value.refusals)
        )
    except UntranslatableError:
        return Bundle(members, args, None, [None] * count, (), False, op)
    partials = []
    for i, cells in enumerate(args):
        try:
            slope = partial_rule(op, i, count) if has_place(cells) else Reading(None)
            partials.append(with_numbers(slope.result, same))
        except UntranslatableError:
            partials.append(None)
    return Bundle(members, args, value.result, partials, value.refusals, False, op)


def op_together(op: Op, count: int) -> tuple[Reading, Reading] | None:
    """The rules of an op read for all its operands as one, if they can be."""
    try:
        return (
            value_rule(op, count, together=True),
            partial_rule(op, 0, count, together=True),
        )
    except UntranslatableError:
        return None


def of_sums(members: list[int], nodes: Sequence[Node]) -> Bundle:
    """Short sums of one pattern as a bundle."""
    args: list[list[Cell]] = []
    value: Any = 0.0
    slopes: list[Any] = []
    for column in zip(*[node.terms or () for node in nodes], strict=True):
        parts: list[list[Cell]] = [[Plain(term.factor) for term in column]]
        parts += [list(each) for each in zip(*[term.places for term in column], strict=True)]
        if abs(column[0].factor) == 1.0 and len(parts) > 1 and is_one_number(parts[0]):
            sign, parts = column[0].factor, parts[1:]
        else:
            sign = 1.0
        symbols: list[Any] = [
            number_of(cells[0]) if is_one_number(cells) else Expression("operand", (len(args) + i,))
            for i, cells in enumerate(parts)
        ]
        args += parts
        product = symbols[0]
        for symbol in symbols[1:]:
            product = product * symbol
        value = value + product if sign > 0 else value - product
        for i, cells in enumerate(parts):
            slope: Any = sign
            for j, symbol in enumerate(symbols):
                slope = slope * symbol if j != i else slope
            slopes.append(slope if has_place(cells) else None)
    return Bundle(members, args, value, slopes)
