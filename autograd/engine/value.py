"""Value: a number that remembers how it was computed. Nodes are made in `recording`.

What a node stores, by the number of its operands (plain numbers among them are constants, without
node or edge):

    ==========  ================  ==================  =====================  ====================
    operands    left              d_left              right                  d_right
    ==========  ================  ==================  =====================  ====================
    none: leaf  None              None                None                   None
    one         the operand       its partial         None                   None
    two         operand or None   partial, constant   operand or None        partial, constant
    more        None              tuple of all args   tuple of operands      their partials
    Σ           None              [inputs, *partials] (bias, \\*weights)     their partials
    ==========  ================  ==================  =====================  ====================

Flat slots cost half the time and two thirds of the memory of a tuple of operands and a tuple of
partials per node.
"""

import math
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from autograd.engine import modes
from autograd.engine.modes import Scope
from autograd.faces import displayed
from autograd.ops.declaration import Op
from autograd.ops.numerals import as_number, show_number

if TYPE_CHECKING:
    from autograd.passes.ledger import Ledger
    from autograd.passes.steps import Trace


class MissingDerivative:
    """Stands where a local derivative does not exist; a product with it fails, which is noticed."""

    def __reduce__(self) -> str:
        return "MISSING"  # a copy of a graph has the same one

    def __rmul__(self, upstream: float) -> float:
        raise ZeroDivisionError

    __radd__ = __rmul__


MISSING: Any = MissingDerivative()


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
    __slots__ = ("_tag", "d_left", "d_right", "data", "grad", "left", "op", "right")

    data: float
    grad: float
    op: Op | None
    left: Any
    right: Any
    d_left: Any
    d_right: Any

    def __init__(self, data: float, label: str = "") -> None:
        if isinstance(data, Value):  # type: ignore[unreachable]
            raise TypeError("this is a Value already; use it as it is, or .detach() for a new leaf")
        self.data = data if data.__class__ is float else as_number(data)
        self.grad = 0.0
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
    def operands(self) -> tuple["Value", ...]:
        """The nodes this one was computed from, in order; a node used twice stands twice."""
        left, right = self.left, self.right
        if right.__class__ is tuple:
            return right + self.d_left[0] if self.d_left.__class__ is list else right
        return tuple(operand for operand in (left, right) if operand is not None)

    @property
    def partials(self) -> tuple[float, ...]:
        """The local derivative ∂self/∂operand for each of `operands`; nan where there is none."""
        partials: Iterable[Any]
        if self.right.__class__ is tuple:
            partials = (
                (*self.d_right, *self.d_left[1:]) if self.d_left.__class__ is list else self.d_right
            )
        else:
            sides = ((self.left, self.d_left), (self.right, self.d_right))
            partials = (partial for operand, partial in sides if operand is not None)
        return tuple(math.nan if partial is MISSING else partial for partial in partials)

    def recorded(self, position: int) -> Any:
        """What is stored as local derivative by an operand: `partials[position]`, or MISSING."""
        right, d_left, d_right = self.right, self.d_left, self.d_right
        if right.__class__ is tuple:
            behind = position - len(right)
            return d_right[position] if behind < 0 else d_left[1 + behind]
        return d_right if self.left is None or position else d_left

    @property
    def args(self) -> tuple["Value | float", ...]:
        """All arguments of the op in order, constants included."""
        left, right = self.left, self.right
        if right.__class__ is tuple:
            return (
                (*right, *(self.d_left[0] or self.d_right[1:]))
                if self.d_left.__class__ is list
                else self.d_left
            )
        if self.op is None:
            return ()
        first = self.d_left if left is None else left
        if right is None and self.d_right is None:
            return (first,)
        return (first, self.d_right if right is None else right)

    @property
    def label(self) -> str:
        """The name given to this node, "" if none. By hand line by line, naming it rounds it."""
        tag = self._tag
        return tag[0] if tag.__class__ is tuple else ""

    @label.setter
    def label(self, label: str) -> None:
        if not isinstance(label, str):
            raise TypeError(f"a label is a str, got {type(label).__name__}")
        self._tag = (label, self.scope)
        if modes.special and label:
            from autograd.engine.recording import round_named

            round_named(self)

    @property
    def scope(self) -> Scope | None:
        """The module this node belongs to, if it was made in one."""
        tag = self._tag
        scope: Scope | None = tag[1] if tag.__class__ is tuple else tag
        return scope

    def __float__(self) -> float:
        return self.data

    def __repr__(self) -> str:
        label = f", {self.label!r}" if self.label else ""
        grad = f", grad={show_number(self.grad)}" if self.grad else ""
        return f"Value({show_number(self.data)}{label}{grad})"

    _repr_mimebundle_ = displayed

    def __pos__(self) -> "Value":
        return self

    def __bool__(self) -> bool:
        return self.data != 0.0

    def __lt__(self, other: "Value | float") -> bool:
        return self.data < number_of(other)

    def __le__(self, other: "Value | float") -> bool:
        return self.data <= number_of(other)

    def __gt__(self, other: "Value | float") -> bool:
        return self.data > number_of(other)

    def __ge__(self, other: "Value | float") -> bool:
        return self.data >= number_of(other)

    def detach(self) -> "Value":
        """A new leaf with this number: nothing flows back through it.

        >>> Value(2.0).exp().detach().operands
        ()
        """
        return Value(self.data, self.label)

    def zero_grad(self) -> None:
        """Set the gradient of this node and of everything it was computed from to 0.

        >>> x = Value(3.0)
        >>> y = x * x
        >>> y.backward(); y.zero_grad(); x.grad
        0.0
        """
        from autograd.engine.graph import Graph

        for node in Graph(self).nodes:
            node.grad = 0.0

    def paths(self, source: "Value", most: int = 20) -> "Ledger":
        """Every path from `source` to this node, with their products; see `autograd.paths`.

        >>> x = Value(3.0, "x")
        >>> (x * x).paths(x).count
        2
        """
        from autograd.passes.ledger import paths

        return paths(self, source, most=most)

    def trace(self, rounding: Any = None, seed: float = 1.0) -> "Trace":
        """The whole pass as steps: forward, seed, edge, accumulate, done; a `Trace`.

        Args:
            rounding: A `Rounding` to do the pass by hand, None for full precision.
            seed: The gradient of this node itself.

        >>> [step.kind for step in Value(3.0, "x").exp().trace()]
        ['forward', 'forward', 'seed', 'edge', 'accumulate', 'done']
        """
        from autograd.passes.steps import trace

        return trace(self, rounding, seed)

    if TYPE_CHECKING:  # the operators and methods that `recording` brings from the op table

        def __getattr__(self, name: str) -> Callable[..., "Value"]: ...
        def __add__(self, other: Any) -> "Value": ...
        def __radd__(self, other: Any) -> "Value": ...
        def __sub__(self, other: Any) -> "Value": ...
        def __rsub__(self, other: Any) -> "Value": ...
        def __mul__(self, other: Any) -> "Value": ...
        def __rmul__(self, other: Any) -> "Value": ...
        def __truediv__(self, other: Any) -> "Value": ...
        def __rtruediv__(self, other: Any) -> "Value": ...
        def __pow__(self, other: Any) -> "Value": ...
        def __rpow__(self, other: Any) -> "Value": ...
        def __neg__(self) -> "Value": ...
        def backward(self, seed: float = 1.0) -> None: ...  # noqa: D102  (see `reverse`)
        def __abs__(self) -> "Value": ...


def number_of(x: Value | float) -> float:
    """The number of a node, or a plain number."""
    number: float = x.data if x.__class__ is Value else as_number(x)
    return number
