"""Worlds: what every quantity of a sheet is worth, in truth or by the person's own numbers.

In the true world everything follows from the definitions. In a person's world each quantity is
replaced, as it is met, by the number they wrote, and only what is downstream follows. Derivatives
are asked of the engine in both: a world is a graph of Values.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from autograd import Graph, Value, grad
from autograd.handwork.language.arrays import Quantity, Settle, entry, flat, indexed, refill, shape
from autograd.handwork.language.expressions import (
    Expression,
    Name,
    Slope,
    bare,
    leaves,
    names_in,
)
from autograd.handwork.language.limits import Deadline, LimitError
from autograd.handwork.worlds.evaluation import TOO_LARGE, evaluate, unrounded
from autograd.handwork.worlds.nodes import as_node, formed, label, moved
from autograd.handwork.worlds.outputs import sloped_by_output

SlopeKey = tuple[Expression, Name]


class World:
    """The quantities of a sheet, defined one after the other.

    >>> from autograd.handwork.language.parsing import tree
    >>> world = World()
    >>> world.define("x", tree("3"))
    >>> world.define("y", tree("x x"))
    >>> world.number(tree("y")), world.number(tree("dy/dx"))
    (9.0, 6.0)
    >>> world.pin(tree("y"), 10.0); world.define("z", tree("2 y")); world.number(tree("z"))
    20.0
    """

    def __init__(self, settle: Settle = unrounded, deadline: Deadline | None = None) -> None:
        self.definitions: dict[str, Expression] = {}
        self.shown: dict[str, str] = {}
        self.pins: dict[str, Quantity] = {}
        self.slopes: dict[SlopeKey, Quantity] = {}
        self.stated: set[Name | Slope] = set()
        self.settle = settle
        self.deadline = deadline or Deadline()
        self.from_outputs = False
        self._asks = False  # whether a definition asks for a derivative
        self._numbers: dict[str, Quantity] = {}
        self._nodes: dict[str, Quantity] = {}
        self._gradients: dict[Value, dict[Value, float]] = {}
        self._asked: dict[Slope, Quantity] = {}
        self._open: set[str] = set()

    @property
    def numbers(self) -> dict[str, Quantity]:
        """Every quantity's number, as far as it is known; the person's own where they wrote one."""
        for name in self.definitions:
            if name not in self._numbers:
                self._number_of(name)
        return self._numbers

    def define(self, name: str, tree: Expression, shown: str = "") -> None:
        """Give a quantity its definition, or another one."""
        self.deadline.check()
        limits = self.deadline.limits
        if len(self.definitions) >= limits.names:
            raise LimitError(f"a sheet may have {limits.names} quantities")
        redefined = self.definitions.get(name)
        self.definitions[name] = tree
        self._asks = self._asks or any(isinstance(leaf, Slope) for leaf in leaves(tree))
        self.shown[name] = shown or name
        try:
            if redefined is not None:
                self._forget()
            number = self._number_of(name)
            shape(number)
            if not all(math.isfinite(float(x)) for x in flat(number)):
                raise OverflowError(TOO_LARGE)
            if sum(1 for _ in flat(number)) > limits.entries:
                raise LimitError(f"an array may have {limits.entries} entries")
        except (ValueError, ArithmeticError):
            del self.definitions[name]
            self._numbers.pop(name, None)
            if redefined is not None:
                self.definitions[name] = redefined
            raise

    def is_stated(self, about: Name | Slope) -> bool:
        """Whether the person's own number stands for a quantity, an entry or a derivative."""
        return about in self.stated or (isinstance(about, Name) and bare(about) in self.stated)

    def pin(self, about: Name | Slope, number: Quantity, *, firm: bool = True) -> None:
        """Let the person's number stand for a quantity from here on.

        One that is not firm is the worth of a formula, until a number is written below it.
        """
        if firm:
            self.stated.add(about)
        if isinstance(about, Slope):
            self._pin_slope(about, number)
            return
        if not about.index and self.pins.get(about.id) == number:
            return
        newest = about.id == next(reversed(self.definitions)) and about.id not in self._nodes
        if about.index:
            whole = self._number_of(about.id)
            scalars = (number if at == about.index else x for at, x in indexed(whole))
            number = refill(whole, scalars)
        self.pins[about.id] = number
        if newest:
            self._numbers[about.id] = number
        else:
            self._forget()

    def _pin_slope(self, derivative: Slope, number: Quantity) -> None:
        self.slopes[derivative.of, derivative.wrt] = number
        self._asked = {}
        if self._asks:
            self._numbers = {}
        if isinstance(derivative.of, Name) and derivative.of.id in self._nodes:
            self._nodes, self._gradients = {}, {}

    def _forget(self) -> None:
        self._numbers, self._nodes, self._gradients, self._asked = {}, {}, {}, {}

    def _number_of(self, name: str) -> Quantity:
        if name not in self._numbers:
            if name not in self.definitions:  # at a point where its formula has no value
                raise ValueError(f"{name!r} has no value here")
            if name in self.pins:
                self._numbers[name] = self.pins[name]
            else:
                with self._opened(name):
                    self._numbers[name] = self.number(self.definitions[name])
        return self._numbers[name]

    @contextmanager
    def _opened(self, name: str) -> Iterator[None]:
        """Guard against a quantity that is defined through itself."""
        if name in self._open:
            raise ValueError(f"{self.shown[name]!r} is defined through itself")
        self._open.add(name)
        try:
            yield
        finally:
            self._open.discard(name)

    def number(self, tree: Expression, settle: Settle | None = None) -> Quantity:
        """What a tree is worth here, in plain numbers."""
        self.deadline.check()
        return evaluate(tree, self.lookup, settle or self.settle)

    def lookup(self, leaf: Name | Slope) -> Quantity:
        """The number of a name or a derivative."""
        if isinstance(leaf, Name):
            number = self._number_of(leaf.id)
            return entry(number, leaf.index) if leaf.index else number
        key = leaf.of, leaf.wrt
        if not leaf.direct and key in self.slopes:
            return self.slopes[key]
        if leaf not in self._asked:
            self._asked[leaf] = self._slope(leaf)
        return self._asked[leaf]

    def nodes(self, until: Iterable[str] | None = None) -> dict[str, Quantity]:
        """The graph of this world: for each quantity, or those up to some, its Values."""
        missing = set(self.definitions if until is None else until) - self._nodes.keys()
        for name in self.definitions if missing else ():
            if name not in self._nodes:
                self._built(name)
                missing.discard(name)
            if not missing:
                break
        return self._nodes

    def _built(self, name: str) -> Quantity:
        """The Values of one quantity, standing at the person's number and with their slopes."""
        self.deadline.check()
        with self._opened(name):
            made = formed(self.definitions[name], self._node_of)
        made = refill(made, map(as_node, flat(made)))
        numbers = list(flat(self.pins.get(name, [])))
        if len(numbers) == sum(1 for _ in flat(made)):
            made = refill(made, map(moved, flat(made), numbers))
            if self.from_outputs:
                made = sloped_by_output(self.definitions[name], made, self._node_of)
        self._nodes[name] = made
        for (of, wrt), claimed in self.slopes.items():
            if isinstance(of, Name) and of.id == name and wrt.id in self._nodes:
                self._tilt(of, wrt, claimed)
        label(self._nodes[name], self.shown[name])
        return self._nodes[name]

    def _node_of(self, leaf: Name | Slope) -> Quantity:
        if isinstance(leaf, Slope):
            return self.lookup(leaf)
        if leaf.id not in self._nodes:
            self._built(leaf.id)
        return entry(self._nodes[leaf.id], leaf.index)

    def _tilt(self, of: Name, wrt: Name, claimed: Quantity) -> None:
        """Change the slope, not the value, of a quantity to the one the person wrote."""
        operands = list(flat(entry(self._nodes[wrt.id], wrt.index)))
        tops = list(flat(entry(self._nodes[of.id], of.index)))
        wanted = list(flat(claimed))
        if len(wanted) != len(tops) * len(operands):
            return
        tilted = dict[Value, Value]()
        for i, top in enumerate(tops):
            slopes = self._gradients_of(top)
            result = top
            for k, operand in enumerate(operands):
                change = wanted[i * len(operands) + k] - slopes.get(operand, 0.0)
                if change:
                    result = result + (operand - operand.data) * change
            tilted[top] = result
        whole = self._nodes[of.id]
        self._nodes[of.id] = refill(whole, (tilted.get(x, x) for x in flat(whole)))

    def _slope(self, leaf: Slope) -> Quantity:
        """A derivative by the engine: for each entry of A the gradient in the shape of B."""
        made, wrt = self.ends(leaf)
        return refill(made, (self._gradient(top, wrt) for top in flat(made)))

    def ends(self, leaf: Slope) -> tuple[Quantity, Quantity]:
        """The nodes between which a derivative is taken: those of A and those of B."""
        if leaf.direct:
            return self._isolated(leaf)
        self.nodes([name.id for name in (*names_in(leaf.of), leaf.wrt)])
        return evaluate(leaf.of, self._inner), self._node_of(leaf.wrt)

    def _inner(self, leaf: Name | Slope) -> Quantity:
        """What stands in a formula that is derived: a derivative there has a slope of its own."""
        if isinstance(leaf, Name) or leaf.direct or (leaf.of, leaf.wrt) in self.slopes:
            return self._node_of(leaf)
        made, wrt = self.ends(leaf)
        wanted = list(flat(wrt))

        def slope(top: Value | float) -> Quantity:
            if not isinstance(top, Value):  # nothing of the sheet is in it
                return refill(wrt, (0.0 for _ in wanted))
            return refill(wrt, iter(grad(top, wanted, create_graph=True)))

        return refill(made, (slope(top) for top in flat(made)))

    def _isolated(self, leaf: Slope) -> tuple[Quantity, Quantity]:
        """A's own definition on fresh leaves, so that only what B does in it counts."""
        assert isinstance(leaf.of, Name)
        fresh: dict[str, Quantity] = {}

        def lookup(name: Name | Slope) -> Quantity:
            if isinstance(name, Slope):
                return self.lookup(name)
            if name.id not in fresh:
                numbers = self._number_of(name.id)
                fresh[name.id] = refill(numbers, map(Value, flat(numbers)))
            return entry(fresh[name.id], name.index)

        made = entry(evaluate(self.definitions[leaf.of.id], lookup), leaf.of.index)
        return refill(made, map(as_node, flat(made))), lookup(leaf.wrt)

    def _gradient(self, top: Value, wrt: Quantity) -> Quantity:
        if top.__class__ is not Value:
            return refill(wrt, (0.0 for _ in flat(wrt)))
        slopes = self._gradients_of(top)
        return refill(wrt, (slopes.get(x, 0.0) for x in flat(wrt)))

    def _gradients_of(self, top: Value) -> dict[Value, float]:
        """d top / d node for every node of its graph, by one backward pass."""
        if top not in self._gradients:
            self.deadline.check()
            top.zero_grad()
            top.backward()
            self._gradients[top] = {node: node.grad for node in Graph(top).nodes}
        return self._gradients[top]
