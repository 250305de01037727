"""Versions: a name used again, as in w = w − ηg, is a new quantity from there on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from autograd.handwork.language.arrays import Quantity
from autograd.handwork.language.expressions import Expression, Name, Slope, rewrite
from autograd.handwork.worlds.sources import ancestry
from autograd.handwork.worlds.world import World

MARK = "·"
"""Between a name and the number of its version; no name that is typed has it."""


@dataclass
class Versions:
    """Which version each name stands for by now; those used once only are not kept.

    >>> from autograd.handwork.language.parsing import tree
    >>> world, versions = World(), Versions()
    >>> for name, formula in {"w": "3", "L": "w w"}.items():
    ...     world.define(name, tree(formula))
    >>> versions.new("w").id
    'w·2'
    >>> world.define("w·2", tree("5")); versions.read(tree("w"), world).id
    'w·2'
    >>> versions.read(tree("dL/dw"), world).wrt.id  # L was worked out with the first w
    'w'
    """

    latest: dict[str, int] = field(default_factory=dict)

    def id(self, name: str) -> str:
        """The id of the version that a name stands for."""
        count = self.latest.get(name, 1)
        return f"{name}{MARK}{count}" if count > 1 else name

    def new(self, name: str) -> Name:
        """The next version of a name."""
        self.latest[name] = self.latest.get(name, 1) + 1
        return Name(self.id(name), name)

    def read(self, tree: Expression, world: World) -> Expression:
        """A tree with the versions meant; a derivative is by the one that its formula uses."""

        def change(leaf: Expression) -> Expression:
            if isinstance(leaf, Name):
                return replace(leaf, id=self.id(leaf.id))
            if isinstance(leaf, Slope):
                of = rewrite(leaf.of, change)
                return replace(leaf, of=of, wrt=self._used(leaf.wrt, of, world))
            return leaf

        return rewrite(tree, change) if self.latest else tree

    def _used(self, wrt: Name, of: Expression, world: World) -> Name:
        """The newest version of a name that a formula depends on."""
        used = {name.id for name in ancestry(of, world)}
        ids = [f"{wrt.id}{MARK}{i}" for i in range(self.latest.get(wrt.id, 1), 1, -1)] + [wrt.id]
        return replace(wrt, id=next((x for x in ids if x in used), self.id(wrt.id)))

    def is_outdated(self, name: str, world: World) -> bool:
        """Whether something that the formula of a quantity uses has got a newer version since."""
        formula = world.definitions.get(self.id(name))
        used = ancestry(formula, world) if formula is not None and self.latest else ()
        order = {known: i for i, known in enumerate(world.definitions)} if used else {}
        since = order.get(self.id(name), 0)
        return any(order.get(self.id(x.id.partition(MARK)[0]), 0) > since for x in used)

    def renewed(self, name: str, world: World) -> Expression:
        """The formula of a quantity on the newest versions of what it uses."""

        def change(leaf: Expression) -> Expression:
            if isinstance(leaf, Name):
                return replace(leaf, id=self.id(leaf.id.partition(MARK)[0]))
            return leaf

        return rewrite(world.definitions[self.id(name)], change)

    def known(self, numbers: Mapping[str, Quantity]) -> dict[str, Quantity]:
        """The numbers by name, that of the version each stands for."""
        ids = {name: self.id(name) for name in self.latest}
        return {**numbers, **{name: numbers[id] for name, id in ids.items() if id in numbers}}
