"""What is in force while nodes are made: no_grad, by_hand, detect_anomaly, and the module scope.

The quick ways read only `special` (is anything out of the ordinary in force?) and
`scope_now`.
"""

from _thread import RLock, allocate_lock
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Literal, NamedTuple

from autograd.engine.rounding import Mode as RoundingMode
from autograd.engine.rounding import Rounding


class Mode(NamedTuple):
    """What is in force: whether nodes record, how they round, whether nan and inf are reported."""

    records: bool = True
    rounding: Rounding | None = None
    reports_anomaly: bool = False


class Scope(NamedTuple):
    """A place in a model: the name of the module a node belongs to, inside the scope of its parent.

    Two modules of one name in one place are told apart by their `instance`, any number.

    >>> Scope("0", Scope("mlp")).path
    'mlp.0'
    """

    name: str
    parent: "Scope | None" = None
    kind: str = ""
    instance: int = 0

    @property
    def path(self) -> str:
        """The names from the outermost scope inwards, joined by dots."""
        return f"{self.parent.path}.{self.name}" if self.parent else self.name


class OpenBlock:
    """What one open block changes in the mode; closed blocks change nothing.

    Blocks inside generators may close in any order, and in another context than they were opened
    in. So each block ends itself, and none restores what it found.
    """

    __slots__ = ("fields", "is_open")

    def __init__(self, fields: dict[str, Any]) -> None:
        self.fields = fields
        self.is_open = True


_changes: ContextVar[tuple[OpenBlock, ...]] = ContextVar("_changes", default=())

differentiating: ContextVar[int] = ContextVar("differentiating", default=0)
"""How many derivatives of functions are being taken around here, one inside another."""

special = 0
"""How many special modes are open in all threads; while it is 0 the quick ways ask no
further."""

_counting = allocate_lock()

one_pass_at_a_time = RLock()
"""Held during a backward pass, which marks nodes: threads may share them."""

scope_now: Scope | None = None
"""The scope that new nodes get. It serves drawing only, and is shared by all threads."""

_closed_early: list[Scope] = []


def current() -> Mode:
    """The mode in force here."""
    mode = Mode()
    for change in _changes.get():
        if change.is_open:
            mode = mode._replace(**change.fields)
    return mode


@contextmanager
def _changed(**fields: Any) -> Iterator[None]:
    global special
    change = OpenBlock(fields)
    _changes.set((*(other for other in _changes.get() if other.is_open), change))
    with _counting:
        special += 1
    try:
        yield
    finally:
        with _counting:
            special -= 1
        change.is_open = False
        _changes.set(tuple(other for other in _changes.get() if other.is_open))


@contextmanager
def no_grad() -> Iterator[None]:
    """Inside, results are plain leaves: nothing is recorded, so nothing flows back through them.

    >>> from autograd import Value, no_grad
    >>> with no_grad():
    ...     y = Value(3.0) * 2
    >>> y.data, y.operands
    (6.0, ())
    """
    with _changed(records=False):
        yield


@contextmanager
def detect_anomaly() -> Iterator[None]:
    """Inside, the first value or gradient that is nan or inf raises an error that names its node.

    >>> from autograd import Value, detect_anomaly
    >>> with detect_anomaly():
    ...     Value(1000.0, "z").exp()
    Traceback (most recent call last):
        ...
    autograd.ops.errors.AnomalyError: exp(1000 (node 'z')) gave inf
    """
    with _changed(reports_anomaly=True):
        yield


@contextmanager
def by_hand(
    places: int = 4, mode: RoundingMode = "half_up", after: Literal["op", "line"] = "op"
) -> Iterator[Rounding]:
    """Inside, arithmetic is done as on paper: in decimal and rounded, forward and backward.

    What the arguments mean is said at `Rounding`. With after="line" a node is rounded when it gets
    its label: a name ends the line.

    >>> from autograd import Value, by_hand
    >>> with by_hand(places=4):
    ...     y = Value(0.5991, "Σ₃").sigmoid()
    ...     y.backward()
    >>> y.data, y.partials
    (0.6455, (0.2288,))
    """
    rounding = Rounding(places, mode, after)
    with _changed(rounding=rounding):
        yield rounding


@contextmanager
def scope(name: str, kind: str = "") -> Iterator[Scope]:
    """Inside, new nodes belong to the module `name`, for drawing it as one collapsed box.

    >>> from autograd import Value, scope
    >>> with scope("hidden"):
    ...     y = Value(1.0) + 1
    >>> y.scope.path
    'hidden'
    """
    global scope_now
    scope_now = inner = Scope(name, scope_now, kind)
    try:
        yield inner
    finally:  # generators may close an outer scope before an inner one: then it ends with that one
        _closed_early.append(inner)
        while scope_now is not None and any(scope_now is closed for closed in _closed_early):
            _closed_early[:] = [closed for closed in _closed_early if closed is not scope_now]
            scope_now = scope_now.parent


@contextmanager
def differentiation() -> Iterator[bool]:
    """Inside, a function is being differentiated; gives whether that happens inside another one.

    Nodes are recorded even inside `no_grad`: the derivative of a function does not depend on it.
    """
    depth = differentiating.get()
    differentiating.set(depth + 1)
    try:
        if current().records:
            yield depth > 0
        else:
            with _changed(records=True):
                yield depth > 0
    finally:
        differentiating.set(depth)


@contextmanager
def in_full_precision() -> Iterator[None]:
    """Inside, nothing is rounded or reported: for nodes that are no step of a calculation."""
    if special:
        with _changed(rounding=None, reports_anomaly=False):
            yield
    else:
        yield
