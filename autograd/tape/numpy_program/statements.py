"""Expressions as calls of NumPy that write into arrays that are there already."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograd.tape.numpy_program.views import View, in_order
from autograd.writing.trees.expressions import CONDITIONS, Expression

NAMES = {
    "add": "add",
    "sub": "subtract",
    "mul": "multiply",
    "div": "divide",
    "floor_divide": "floor_divide",
    "remainder": "remainder",
    "pow": "power",
    "neg": "negative",
    "abs": "absolute",
    "max": "maximum",
    "min": "minimum",
    "sum": "add",
    "lt": "less",
    "le": "less_equal",
    "gt": "greater",
    "ge": "greater_equal",
    "eq": "equal",
    "ne": "not_equal",
    "and": "logical_and",
    "or": "logical_or",
    "any": "logical_or",
    "not": "logical_not",
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "asinh": "arcsinh",
    "acosh": "arccosh",
    "atanh": "arctanh",
    "atan2": "arctan2",
}
"""What NumPy calls them; the rest have the names they have in `math`."""


class Statements:
    """The lines of a program, with what they use.

    Attributes:
        lines: The lines.
        views: The views they use, by name.
        things: Tables of rows and functions they use, by name.
        stores: The stores they use beside V and F: whether they vary, the kind, how many rows.
        filled: The stores among them that are full of one number.
        constants: The names of single numbers.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.views: dict[View, str] = {}
        self.things: dict[str, Any] = {"inf": math.inf, "nan": math.nan}
        self.stores: dict[str, tuple[bool, type, int]] = {}
        self.filled: dict[str, float] = {}
        self.constants: dict[float, str] = {}

    def name(self, view: View) -> str:
        """The name of a view."""
        return self.views.setdefault(view, f"v{len(self.views)}")

    def thing(self, thing: Any) -> str:
        """A name for a thing that is the same in every run."""
        name = f"t{len(self.things)}"
        self.things[name] = thing
        return name

    def function(self, name: str) -> str:
        """The function of NumPy for a name in expressions; one by one where it has none."""
        called = NAMES.get(name, name)
        function = getattr(np, called, None)
        if function is None:
            function = one_by_one(getattr(math, name))
        self.things[called] = function
        return called

    def line(self, name: str, *args: View | str | float | None) -> None:
        """A call."""
        written = [self.written(arg) for arg in args]
        self.lines.append(f"{name}({', '.join(written)})")

    def written(self, arg: Any) -> str:
        """An argument; a number as an array, which NumPy need not make of it in every run."""
        if isinstance(arg, float):
            if arg not in self.constants:
                self.constants[arg] = self.thing(np.array(arg))
            return self.constants[arg]
        return self.name(arg) if isinstance(arg, View) else str(arg)

    def store(self, name: str, varies: bool, rows: int, kind: type = float) -> str:
        """A store of its own of at least so many rows."""
        before = self.stores.get(name, (varies, kind, 0))
        self.stores[name] = varies, kind, max(before[2], rows)
        return name


def one_by_one(function: Callable[..., float]) -> Callable[..., None]:
    """A function of numbers as one of arrays."""

    def applied(*arrays: Any, out: Any) -> None:
        try:
            out[...] = np.frompyfunc(function, len(arrays), 1)(*arrays)
        except (ValueError, ArithmeticError) as error:
            raise FloatingPointError(str(error)) from error

    return applied


class Writer:
    """Expressions over some arrays, written once each.

    Args:
        statements: Where the calls go.
        known: What stands for operands, the result and the like: views and numbers.
        dims: The dimensions of the arrays.
    """

    def __init__(
        self,
        statements: Statements,
        known: Mapping[Expression, View | float],
        dims: tuple[int, ...],
    ) -> None:
        self.statements, self.dims = statements, dims
        self.done: dict[Any, View | float] = dict(known)
        self.used = 0

    def varies(self, view: Any) -> bool:
        """Whether something has a number for each sample."""
        if not isinstance(view, View):
            return False
        own = self.statements.stores.get(view.store)
        return own[0] if own else view.store.endswith("V")

    def scratch(self, varies: bool, dims: tuple[int, ...], kind: type = float) -> View:
        """Room for what is computed on the way."""
        name = f"{'S' if kind is float else 'C'}{self.used}{'V' if varies else 'F'}"
        self.used += 1
        self.statements.store(name, varies, max(1, math.prod(dims)), kind)
        return View(name, 0, dims, in_order(dims))

    def write(self, tree: Any, out: View | None = None) -> View | float | str:
        """The array of an expression, in `out` if that is given."""
        if not isinstance(tree, Expression):
            found: View | float | str = float(tree) if not isinstance(tree, bool) else tree
        elif tree in self.done:
            found = self.done[tree]
        else:
            found = self.done[tree] = self.written(tree, out)
        if out is not None and found != out:
            self.statements.line("copyto", out, found)
        return out or found

    def written(self, tree: Expression, out: View | None) -> View:
        """The array of an expression that is not there yet."""
        if tree.name == "where":
            return self.choice(tree, out)
        if tree.name in ("sum", "max", "min", "any") and len(tree.args) == 1:
            return self.over_all(tree, out)
        args = [self.write(arg) for arg in tree.args]
        out = out or self.room(tree, args)
        if tree.name in ("max", "min"):
            args = [self.everywhere(arg, out) for arg in args]
        name = self.statements.function(tree.name)
        if len(args) > 2:
            self.statements.line(name, args[0], args[1], self.given(out))
            for arg in args[2:]:
                self.statements.line(name, out, arg, self.given(out))
        else:
            self.statements.line(name, *args, self.given(out))
        return out

    def everywhere(self, arg: Any, like: View) -> Any:
        """A number as an array, with which `maximum` is three times as fast."""
        if isinstance(arg, View):
            return arg
        name = f"K{arg!r}{'V' if self.varies(like) else 'F'}"
        self.statements.store(name, self.varies(like), math.prod(like.dims))
        self.statements.filled[name] = arg
        return View(name, 0, like.dims, in_order(like.dims))

    def room(self, tree: Expression, args: list[Any]) -> View:
        """Room for what comes of some arrays."""
        varies = any(map(self.varies, args))
        dims = max([arg.dims for arg in args if isinstance(arg, View)], key=len, default=self.dims)
        return self.scratch(varies, dims, bool if tree.name in CONDITIONS else float)

    def choice(self, tree: Expression, out: View | None) -> View:
        """One of two, entry by entry."""
        condition, yes, no = map(self.write, tree.args)
        out = out or self.room(tree, [condition, yes, no])
        if (yes, no) == (1.0, 0.0):  # times which is quicker than times the condition itself
            self.statements.line("copyto", out, condition)
            return out
        self.statements.line("copyto", out, no)
        self.statements.line("copyto", out, yes, f"where={self.shown(condition)}")
        return out

    def given(self, out: View) -> str:
        """Where a function is to write."""
        return f"out={self.statements.name(out)}"

    def shown(self, array: Any) -> str:
        """An array as an argument."""
        return self.statements.name(array) if isinstance(array, View) else str(array)

    def over_all(self, tree: Expression, out: View | None) -> View:
        """A sum, maximum or the like over all operands, which stand along the first axis."""
        (each,) = map(self.write, tree.args)
        assert isinstance(each, View)
        out = out or self.scratch(
            self.varies(each), each.dims[1:], bool if tree.name == "any" else float
        )
        self.statements.line(f"{self.statements.function(tree.name)}.reduce", each, 0, None, out)
        return out
