"""What is in force while nodes are made: no_grad, by_hand, detect_anomaly, and the module scope.

The eager fast path reads only `special` (is anything out of the ordinary in force?) and
`scope_now`.
"""

from _thread import allocate_lock
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:  # loaded with the first pass by hand: decimal is slow to import
    from autograd.engine.rounding import Mode as RoundingMode
    from autograd.engine.rounding import Rounding


class Mode(NamedTuple):
    """What is in force: whether nodes record, how they round, whether nan and inf are reported."""

    records: bool = True
    rounding: "Rounding | None" = None
    reports_anomaly: bool = False


class Scope(NamedTuple):
    """A place in a model: the name of the module a node belongs to, inside the scope of its parent.

    >>> Scope("0", Scope("mlp")).path
    'mlp.0'
    """

    name: str
    parent: "Scope | None" = None
    kind: str = ""

    @property
    def path(self) -> str:
        """The names from the outermost scope inwards, joined by dots."""
        return f"{self.parent.path}.{self.name}" if self.parent else self.name


_mode: ContextVar[Mode] = ContextVar("_mode", default=Mode())

special = 0
"""How many special modes are open in all threads; while it is 0 the eager fast path asks no
further."""

_counting = allocate_lock()

scope_now: Scope | None = None
"""The scope that new nodes get. It serves drawing only, and is shared by all threads."""


def current() -> Mode:
    """The mode in force here."""
    return _mode.get()


@contextmanager
def _changed(mode: Mode) -> Iterator[None]:
    global special
    token = _mode.set(mode)
    with _counting:
        special += 1
    try:
        yield
    finally:
        with _counting:
            special -= 1
        _mode.reset(token)


@contextmanager
def no_grad() -> Iterator[None]:
    """Inside, results are plain leaves: nothing is recorded, so nothing flows back through them.

    >>> from autograd import Value, no_grad
    >>> with no_grad():
    ...     y = Value(3.0) * 2
    >>> y.data, y.operands
    (6.0, ())
    """
    with _changed(current()._replace(records=False)):
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
    with _changed(current()._replace(reports_anomaly=True)):
        yield


@contextmanager
def by_hand(
    places: int = 4, mode: "RoundingMode" = "half_up", after: Literal["op", "line"] = "op"
) -> "Iterator[Rounding]":
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
    from autograd.engine.rounding import Rounding

    rounding = Rounding(places, mode, after)
    with _changed(current()._replace(rounding=rounding)):
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
    outer = scope_now
    scope_now = Scope(name, outer, kind)
    try:
        yield scope_now
    finally:
        scope_now = outer
