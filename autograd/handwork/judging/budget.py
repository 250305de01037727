"""Budgets: how far a right number may lie from what the written numbers give, by rounding alone.

Each number written down may be off by half a unit in its last digit, and each operation by half a
unit where the sheet rounds; given numbers are exact. What that does to a result is the engine's to
say: the formula is built on Values, and one backward pass weighs every such half unit with the
slope of the result. Digits kept in a calculator, results rounded at every step and both mixed all
stay inside this budget.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograd import Graph, Value, grad
from autograd.engine.reverse import adjoints
from autograd.handwork.judging.half_units import EXACT, Halves, as_copied, operation_of
from autograd.handwork.language.arrays import Quantity, Scalar, entry, flat, refill
from autograd.handwork.language.claims import Claim, rounded
from autograd.handwork.language.expressions import (
    Expression,
    Name,
    Numeral,
    Slope,
    children,
    is_number,
)
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS, combine
from autograd.handwork.worlds.side_by_side import Worlds
from autograd.handwork.worlds.world import World

SUMS = {"add", "sub", "neg"}
"""Operations that leave rounded numbers as they are."""


class Budget:
    """What may have been rounded on the way to a quantity, gathered while its Values are built.

    Args:
        world: Where the quantity is worth something.
        numerals: The half unit of a number that stands in the formula itself.
        written: The half units of the numbers that the person wrote for quantities.
        operation: Decimals that results of operations are rounded to, and the half unit of them.
    """

    def __init__(
        self,
        world: World,
        numerals: Halves,
        written: Mapping[Expression, Sequence[float]],
        operation: tuple[int, float] | None,
    ) -> None:
        self.world, self.numerals, self.written = world, numerals, written
        self.operation = operation
        self.stated = {world.definitions[name]: name for name in world.pins}
        self.halves: dict[Value, float] = {}
        self.results: set[Value] = set()
        self.built: dict[Expression, Quantity] = {}

    def of(self, tree: Expression) -> list[float]:
        """The budget of each entry of a tree's value."""
        return [self._reach(top) for top in flat(self._made(tree))]

    def _made(self, tree: Expression) -> Quantity:
        """A tree on Values that know how far they may be off."""
        match tree:
            case Numeral():
                return self._leaf(tree.value, [self.numerals(tree)])
            case Name():
                return entry(self._cached(Name(tree.id, tree.id)), tree.index)
            case Slope():
                return self._cached(tree)
        made = combine(tree, [self._made(part) for part in children(tree)], self._settled)
        return self._recalled(made, self.stated[tree]) if tree in self.stated else made

    def _settled(self, x: Scalar) -> Scalar:
        """The result of an operation on plain numbers as a Value, if it has to be rounded."""
        if x.__class__ is not float or self._is_round(x):
            return x
        made = Value(x)
        self.results.add(made)
        return made

    def _is_round(self, x: float) -> bool:
        """Whether rounding leaves a number as it is."""
        if self.operation is None:
            return True
        return abs(x - rounded(x, self.operation[0])) <= EXACT * abs(x)

    def _recalled(self, made: Quantity, name: str) -> Quantity:
        """Having written −0.90 for tanh(s), people go on with −0.90 where they meet tanh(s)."""
        halves = self.written.get(Name(name, name), ())
        found = []
        for x, number, half in zip(flat(made), flat(self.world.pins[name]), halves, strict=False):
            apart = abs(float(x) - number)
            rounds = half > 0.0 and apart <= 2 * half  # more apart is a slip, which taints the line
            found.append(x + self._leaf(0.0, [apart + half]) if rounds else x)
        return refill(made, iter(found)) if halves else made

    def _cached(self, leaf: Name | Slope) -> Quantity:
        if leaf not in self.built:
            self.built[leaf] = self._looked_up(leaf)
        return self.built[leaf]

    def _looked_up(self, leaf: Name | Slope) -> Quantity:
        """A written number as a leaf; what was not written, by its formula or the engine."""
        world = self.world
        if isinstance(leaf, Name):
            if leaf.id in world.pins:
                return self._leaf(world.pins[leaf.id], self.written.get(leaf, ()))
            definition = world.definitions[leaf.id]
            return world.lookup(leaf) if is_number(definition) else self._made(definition)
        if not leaf.direct and (leaf.of, leaf.wrt) in world.slopes:
            return self._leaf(world.lookup(leaf), self.written.get(leaf, ()))
        return self._by_engine(leaf)

    def _leaf(self, number: Quantity, halves: Sequence[float]) -> Quantity:
        """Written numbers as Values, exact ones as they are."""
        if not any(halves):
            return number
        made = refill(number, map(Value, flat(number)))
        self.halves.update(zip(flat(made), halves, strict=False))
        return made

    def _by_engine(self, leaf: Slope) -> Quantity:
        """A derivative that nobody wrote down, as Values on the graph of the world."""
        if not self.written and self.operation is None:
            return self.world.lookup(leaf)
        tops, operands = self.world.ends(leaf)
        for name in self.world.pins:
            nodes = flat(self.world.nodes().get(name, ()))
            self.halves.update(zip(nodes, self._halves_of(name), strict=False))
        wanted = list(flat(operands))

        def gradient(top: Value | float) -> Quantity:
            if not isinstance(top, Value):  # a number by itself, as in d/dx (3)
                return refill(operands, (0.0 for _ in wanted))
            return refill(operands, iter(grad(top, wanted, create_graph=True)))

        return refill(tops, (gradient(top) for top in flat(tops)))

    def _halves_of(self, name: str) -> Sequence[float]:
        return self.written.get(Name(name, name), ())

    def _reach(self, top: Value | float) -> float:
        """How far one entry may be off: the half units, each times the slope of the entry.

        Nobody rounds results on the way until they swallow the last one: that part has an end.
        """
        if not isinstance(top, Value):
            return 0.0
        self.world.deadline.check()
        try:
            slopes = adjoints(Graph(top), partials_of=self._partials)
        except NUMERIC_ERRORS:
            return 0.0
        copied = sum(
            abs(slopes[node]) * half for node, half in self.halves.items() if node in slopes
        )
        if self.operation is None:
            return float(copied)
        rounded = sum(abs(slope) * self._half(node, top) for node, slope in slopes.items())
        return float(copied + min(rounded, max(0.5 * abs(top.data), 2 * self.operation[1])))

    def _partials(self, node: Value) -> Sequence[float]:
        """The local derivatives of a node; what lies behind a written number is settled by it."""
        return (0.0,) * len(node.operands) if node in self.halves else node.recorded

    def _half(self, node: Value, top: Value) -> float:
        """Half a unit for a result that may have been rounded; the last one's is the claim's."""
        if node in self.halves or node is top or self._is_round(node.data):
            return 0.0
        assert self.operation is not None
        half = self.operation[1]
        if node.op is None:
            return half if node in self.results else 0.0
        if node.op.name == "sigma":  # of a weighted sum every product
            return half * (len(node.operands) // 2)
        return 0.0 if node.op.name in SUMS else half


def budget(
    tree: Expression,
    world: World,
    numerals: Halves,
    written: Mapping[Expression, Sequence[float]] | None = None,
    operation: tuple[int, float] | None = None,
) -> list[float]:
    """How far each entry of a tree's value may be off by rounding alone; empty if it has no value.

    >>> from autograd.handwork.judging.half_units import exact
    >>> from autograd.handwork.language.parsing import tree
    >>> world = World()
    >>> for name, text in ("x", "3"), ("a", "1/x"), ("b", "100 a + x"):
    ...     world.define(name, tree(text))
    >>> world.pin(tree("a"), 0.33)
    >>> budget(tree("b"), world, exact, {tree("a"): [0.005]})
    [0.5]
    """
    try:
        return Budget(world, numerals, written or {}, operation).of(tree)
    except NUMERIC_ERRORS:
        return []


def budget_of(
    part: Expression, world: World, worlds: Worlds, claims: Sequence[Claim], first_hand: bool
) -> list[float]:
    """The budget of a part that was worked out to the digits of some claims."""
    operation = operation_of(worlds, claims)
    copied = as_copied(worlds, first_hand, operation[0] if operation else 0)
    return budget(part, world, copied, worlds.halves, operation)
