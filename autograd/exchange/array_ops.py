"""What our ops are in a library of arrays, PyTorch or JAX, computed by the trees of their rules.

The library differentiates what is computed here. Kinks stay where ours are: relu′(0) = 0, and a tie
in max or min goes to a plain number, of two operands to the first.
"""

import operator
from collections.abc import Callable, Sequence
from functools import partial, reduce
from typing import Any, NamedTuple

from autograd.ops.notation import Spelled
from autograd.ops.operation import Op
from autograd.writing.trees.array_rules import operands_of, read, value_rule
from autograd.writing.trees.expressions import COMPARISONS, Expression, is_switch


class Library(NamedTuple):
    """Functions on arrays, special functions, and how a number becomes an operand."""

    name: str
    arrays: Any
    special: Any
    number: Callable[[float], Any]


ArrayRule = Callable[..., Any]


def softplus(lib: Library, x: Any) -> Any:
    """ln(eˣ + e⁰)."""
    return lib.arrays.logaddexp(x, 0 * x)


OWN: dict[str, ArrayRule] = {
    "abs": lambda lib, x: x * lib.arrays.sign(x),
    "logsigmoid": lambda lib, x: -softplus(lib, -x),
    "logsumexp": lambda lib, *xs: reduce(lib.arrays.logaddexp, xs),
    "sigmoid": lambda lib, x: lib.special.expit(x),
    "sinc": lambda lib, x: lib.arrays.sinc(x),
    "sinh": lambda lib, x: lib.arrays.sinh(x),
    "softplus": softplus,
    "xlogy": lambda lib, x, y: lib.special.xlogy(x, y),
}
"""Ops whose gradient, or second derivative, the library would lose at a kink or a limit of our form
of them, or in 32 bits.
"""
OPERATORS: dict[str, Callable[..., Any]] = {
    **COMPARISONS,
    **{name: getattr(operator, name) for name in ("add", "sub", "mul", "neg", "pow")},
    **{"div": operator.truediv, "and": operator.and_, "or": operator.or_},
}
BEATING = {"max": (operator.gt, operator.ge), "min": (operator.lt, operator.le)}
NAMED: dict[str, ArrayRule] = {
    "sum": lambda lib, *xs: reduce(operator.add, xs),
    "not": lambda lib, x: lib.arrays.logical_not(x),
    "floor_divide": lambda lib, a, b: lib.arrays.round((a - lib.arrays.remainder(a, b)) / b),
    "cbrt": lambda lib, x: lib.arrays.sign(x) * lib.arrays.abs(x) ** (1 / 3),
    "erf": lambda lib, x: lib.special.erf(x),
    "erfc": lambda lib, x: lib.special.erfc(x),
}
"""Names in trees beside Python's operators; all others are functions of the library."""

SMOOTH = {"operand", "add", "sub", "mul", "neg"}
"""What has a gradient wherever its operands are finite."""


def array_rule(op: Op, lib: Library, count: int) -> ArrayRule:
    """The function of a library that does what an op of so many operands does."""
    if op.name in OWN:
        return partial(OWN[op.name], lib)
    fitting = [sample for sample in op.samples if len(sample) == count]
    inside = fitting[0] if fitting else (0.5,) * count
    tree = tree_of(op, count)
    return lambda *arrays: Computing(lib, arrays, inside).of(tree)


def tree_of(op: Op, count: int) -> Any:
    """The tree of what an op is written as in formulas, or else of its value."""
    if isinstance(op.notation, Spelled) and op.arity is not None:
        return read(op.notation.spell, operands_of(count), kept=frozenset(OWN)).result
    return value_rule(op, count, kept=frozenset(OWN)).result


class Computing:
    """Trees of some arrays, each part of them computed once.

    Args:
        lib: The library.
        arrays: The operands.
        inside: Numbers at which all branches of a rule have gradients. A branch is computed of
            them where it is not taken: its inf or nan would stay in the gradient, as 0·inf.
    """

    def __init__(self, lib: Library, arrays: Sequence[Any], inside: Sequence[float]) -> None:
        self.lib, self.arrays, self.inside = lib, arrays, inside
        self.done: dict[Expression, Any] = {}

    def of(self, tree: Any) -> Any:
        """The array of a tree; of a number, the number."""
        if not isinstance(tree, Expression):
            return tree
        if tree not in self.done:
            self.done[tree] = self.chosen(tree) if tree.name == "where" else self.called(tree)
        return self.done[tree]

    def called(self, tree: Expression) -> Any:
        """A name applied to arrays."""
        if tree.name == "operand":
            return self.arrays[tree.args[0]]
        if tree.name in BEATING:
            return self.extreme(tree)
        args = [self.of(arg) for arg in tree.args]
        if tree.name in OPERATORS:
            return OPERATORS[tree.name](*args)
        if rule := NAMED.get(tree.name) or OWN.get(tree.name):
            return rule(self.lib, *args)
        numbers = [self.lib.number(arg) if isinstance(arg, float) else arg for arg in args]
        return getattr(self.lib.arrays, tree.name)(*numbers)

    def extreme(self, tree: Expression) -> Any:
        """The largest or the smallest; nan if one is."""
        best, (beats, ties) = self.of(tree.args[0]), BEATING[tree.name]
        for arg in tree.args[1:]:
            x = self.of(arg)
            plain = not isinstance(arg, Expression)
            better = ties(x, best) if plain else beats(x, best) | self.lib.arrays.isnan(x)
            best = self.lib.arrays.where(better, x, best)
        return best

    def chosen(self, tree: Expression) -> Any:
        """One of two, entry by entry; the gradient goes to the one that is taken."""
        test, yes, no = tree.args
        condition = self.of(test)
        if is_switch(tree):  # of an operand in name, so that its gradient is 0 and not missing
            x = self.arrays[0]
            pick = self.lib.arrays.where
            return pick(condition, pick(x == x, yes, x), pick(x == x, no, x))
        other = self.lib.arrays.logical_not(condition)
        return self.lib.arrays.where(condition, self.where(condition, yes), self.where(other, no))

    def where(self, taken: Any, tree: Any) -> Any:
        """A branch, which is looked at only where it is taken."""
        if not isinstance(tree, Expression) or is_smooth(tree):
            return self.of(tree)
        pairs = zip(self.arrays, self.inside, strict=True)
        arrays = [self.lib.arrays.where(taken, array, number) for array, number in pairs]
        return Computing(self.lib, arrays, self.inside).of(tree)


def is_smooth(tree: Any) -> bool:
    """Whether a tree has a gradient wherever its operands are finite."""
    if not isinstance(tree, Expression):
        return True
    return tree.name in SMOOTH and (tree.name == "operand" or all(map(is_smooth, tree.args)))
