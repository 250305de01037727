"""Value: a number that remembers how it was computed.

A node is its op, its arguments on two sides, `left` and `right`, and on each side the partial that
goes with the argument, `d_left` and `d_right`: None for a constant. Where an op takes more than two
arguments, or groups of them, a side holds a tuple of arguments and its partials stand alike. So

    ======================  ==================  ==================  =============  ==============
    a node made by          left                d_left              right          d_right
    ======================  ==================  ==================  =============  ==============
    x.tanh()                x                   1 − tanh²x          None           None
    x * w, x * 2.0          x                   w, 2.0              w, 2.0         x, None
    logsumexp(x, 1.0, z)    (x, 1.0, z)         (…, None, …)        None           None
    Σ: b + w₁x₁ + w₂x₂      (b, w₁, w₂)         (1.0, x₁, x₂)       (x₁, x₂)       (w₁, w₂)
    ======================  ==================  ==================  =============  ==============

and a leaf has neither op nor arguments. Nodes are made in `recording`, the chain rule runs in
`reverse`; storeys above attach what they add (`trace`, `paths`, …). What `blocks` gives has its
arguments made when they are asked for.
"""

import math
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from autograd.engine import modes, watching
from autograd.engine.missing import MISSING as MISSING
from autograd.engine.modes import Scope
from autograd.engine.plain_numbers import plain, warn_of_math
from autograd.ops.numerals import as_number, show_number
from autograd.ops.operation import Op

last_change: object = object()
"""A new object whenever the number of a node is set: what was read before that is old."""


class Value:
    """A node of the computation graph: a number, its gradient, and how it was computed.

    Two Values are equal only if they are the same node, and nodes can be dictionary keys; `<`,
    `<=`, `>`, `>=` compare the numbers. The local derivatives are recorded when a node is made:
    changing a leaf's `data` later changes neither them nor the values computed from it, so run the
    forward pass again after a change.

    Args:
        data: The number. ints and NumPy scalars are converted.
        label: The name in formulas and pictures, such as `w₃`.

    Attributes:
        data: The number, a float.
        grad: ∂output/∂self, summed over all backward passes for a leaf; 0.0 before the first.
        op: The op that made it, None for a leaf.

    Raises:
        TypeError: For anything but a real number.

    >>> x = Value(3.0, "x")
    >>> y = x * x + 2 * x
    >>> y.backward()
    >>> y.data, x.grad
    (15.0, 8.0)
    """

    __array_ufunc__ = None  # so that numpy's array × Value is the same TypeError as Value × array
    # The engine's loops read and write the unchecked slots; everybody else `data` and `grad`.
    __slots__ = ("_data", "_grad", "_tag", "d_left", "d_right", "left", "op", "right")

    _data: float
    _grad: float
    op: Op | None
    left: Any
    right: Any
    d_left: Any
    d_right: Any

    def __init__(self, data: float, label: str = "") -> None:
        if isinstance(data, Value):  # type: ignore[unreachable]
            raise TypeError("this is a Value already; use it as it is, or .detach() for a new leaf")
        self._data = data if data.__class__ is float else as_number(data)
        self._grad = 0.0
        self.op = self.left = self.right = self.d_left = self.d_right = None
        self._tag: Any = modes.scope_now
        if label:
            self.label = label

    def __init_subclass__(cls) -> None:
        raise TypeError(
            f"Value cannot be subclassed, as {cls.__name__} does; "
            "keep a Value as an attribute, or give it a label"
        )

    @property
    def data(self) -> float:
        """The number, a float. Setting it takes numbers only; see the class on what it changes."""
        if watching.watches:
            watching.tell(self, "number")
        return self._data

    @data.setter
    def data(self, data: float) -> None:
        global last_change
        self._data = data if data.__class__ is float else plain(data, "data")
        last_change = object()

    @property
    def grad(self) -> float:
        """∂output/∂self, a float."""
        if watching.watches:
            watching.tell(self, "grad")
        return self._grad

    @grad.setter
    def grad(self, grad: float) -> None:
        self._grad = grad if grad.__class__ is float else plain(grad, "grad")

    @property
    def args(self) -> tuple["Value | float", ...]:
        """All arguments of the op in order, constants included."""
        if self.op is None:
            return ()
        left, right = left_of(self), self.right
        args: tuple[Value | float, ...] = left if left.__class__ is tuple else (left,)
        if right is None:
            return args
        return args + (right if right.__class__ is tuple else (right,))

    @property
    def partial_by_arg(self) -> tuple[Any, ...]:
        """What is recorded beside each of `args`: a partial, MISSING, or None for a constant."""
        found: tuple[Any, ...] = ()
        for side, partials in ((left_of(self), self.d_left), (self.right, self.d_right)):
            if side.__class__ is tuple:
                found += (None,) * len(side) if partials is None else tuple(partials)
            elif side is not None:
                found += (partials,)
        return found

    @property
    def operands(self) -> tuple["Value", ...]:
        """The nodes this one was computed from, in order; a node used twice stands twice."""
        left, right = self.left, self.right
        if left.__class__ is Value and right.__class__ is Value:  # most nodes
            return left, right
        return tuple([arg for arg in self.args if isinstance(arg, Value)])

    @property
    def partials(self) -> tuple[float, ...]:
        """The local derivative ∂self/∂operand for each of `operands`; nan where there is none."""
        return tuple([math.nan if partial is MISSING else partial for partial in self.recorded])

    @property
    def recorded(self) -> list[Any]:
        """What is stored as local derivative by each of `operands`: `partials`, or MISSING."""
        left, right = self.d_left, self.d_right
        if left.__class__ is float and right.__class__ is float:  # most nodes
            return [left, right]
        return [partial for partial in self.partial_by_arg if partial is not None]

    def recorded_at(self, position: int) -> Any:
        """`recorded[position]`; of a weighted sum, which may be wide, without looking at others."""
        left, d_left = left_of(self), self.d_left
        if left.__class__ is not tuple or self.right is None:
            return self.recorded[position]
        behind = 0 if d_left is None else len(left)  # each side is all nodes or all constants
        return d_left[position] if position < behind else self.d_right[position - behind]

    @property
    def label(self) -> str:
        """The name given to this node, "" if none. By hand line by line, naming it rounds it."""
        tag = self._tag
        return tag[0] if tag.__class__ is tuple else ""

    @label.setter
    def label(self, label: str) -> None:
        if not isinstance(label, str):
            raise TypeError(f"a label is a str, got {type(label).__name__}")
        self._tag = (label, self.scope, self.rounding)
        if label and modes.special:
            self.settle()

    @property
    def scope(self) -> Scope | None:
        """The module this node belongs to, if it was made in one."""
        tag = self._tag
        scope: Scope | None = tag[1] if tag.__class__ is tuple else tag
        return scope

    @property
    def rounding(self) -> Any:
        """The `Rounding` by which the node was computed, None in full precision."""
        tag = self._tag
        return tag[2] if tag.__class__ is tuple else None

    def item(self) -> float:
        """The number, as PyTorch and NumPy name it.

        >>> Value(2.5).item()
        2.5
        """
        return self.data

    def __float__(self) -> float:
        if modes.differentiating.get():
            raise TypeError(
                f"{self!r} would leave the graph as a plain number here, and its derivative would "
                "be lost; use the ops of autograd in place of float() and math (autograd.sin for "
                "math.sin), or .data where the bare number is meant"
            )
        warn_of_math(sys._getframe(1))
        return self.data

    def __int__(self) -> int:
        return int(self.data)

    def __round__(self, places: int | None = None) -> float:
        return round(self.data, places)

    def __format__(self, form: str) -> str:
        return format(self._data, form) if form else str(self)

    def __repr__(self) -> str:
        label = f", {self.label!r}" if self.label else ""
        grad = f", grad={show_number(self._grad)}" if self._grad else ""
        return f"Value({show_number(self._data)}{label}{grad})"

    def __pos__(self) -> "Value":
        return self

    def __bool__(self) -> bool:
        if watching.watches:
            watching.tell(self, "!=", 0.0)
        return self._data != 0.0

    def __lt__(self, other: "Value | float") -> bool:
        if watching.watches:
            watching.tell(self, "<", other)
        return self._data < number_of(other)

    def __le__(self, other: "Value | float") -> bool:
        if watching.watches:
            watching.tell(self, "<=", other)
        return self._data <= number_of(other)

    def __gt__(self, other: "Value | float") -> bool:
        if watching.watches:
            watching.tell(self, ">", other)
        return self._data > number_of(other)

    def __ge__(self, other: "Value | float") -> bool:
        if watching.watches:
            watching.tell(self, ">=", other)
        return self._data >= number_of(other)

    def detach(self) -> "Value":
        """A new leaf with this number: nothing flows back through it.

        >>> Value(2.0).exp().detach().operands
        ()
        """
        return Value(self.data, self.label)

    if TYPE_CHECKING:  # what the modules above attach: the ops, and the passes

        def __getattr__(self, name: str) -> Callable[..., "Value"]: ...
        def __add__(self, other: Any) -> "Value": ...
        def __radd__(self, other: Any) -> "Value": ...
        def __sub__(self, other: Any) -> "Value": ...
        def __rsub__(self, other: Any) -> "Value": ...
        def __mul__(self, other: Any) -> "Value": ...
        def __rmul__(self, other: Any) -> "Value": ...
        def __truediv__(self, other: Any) -> "Value": ...
        def __rtruediv__(self, other: Any) -> "Value": ...
        def __floordiv__(self, other: Any) -> "Value": ...
        def __rfloordiv__(self, other: Any) -> "Value": ...
        def __mod__(self, other: Any) -> "Value": ...
        def __rmod__(self, other: Any) -> "Value": ...
        def __pow__(self, other: Any) -> "Value": ...
        def __rpow__(self, other: Any) -> "Value": ...
        def __neg__(self) -> "Value": ...
        def __abs__(self) -> "Value": ...
        def settle(self) -> None: ...  # noqa: D102  (see `recording`)
        def backward(self, seed: float = 1.0) -> None: ...  # noqa: D102  (see `reverse`)
        def zero_grad(self) -> None: ...  # noqa: D102  (see `graph`)
        def trace(self, rounding: Any = None, seed: float = 1.0) -> Any: ...  # noqa: D102
        def paths(self, source: Any, most: int = 20) -> Any: ...  # noqa: D102


def left_of(node: Value) -> Any:
    """The left side of a node; that of an output of a block may yet have to be made."""
    if node.left is None and node.op is not None:
        with modes.one_pass_at_a_time:
            if node.left is None:  # no other thread was here
                node.d_left.open(node)
    return node.left


def number_of(x: Value | float) -> float:
    """The number of a node, or a plain number."""
    number: float = x._data if x.__class__ is Value else as_number(x)
    return number
