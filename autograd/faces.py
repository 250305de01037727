"""How a class gains methods from a package above it, and what it says where nobody gave them.

`autograd` computes, `visualize` draws, and imports go one way: that package lends its methods to
the classes of this one when it is imported, and this one does not know it. The modules that hold
them are loaded with the first call.
"""

from importlib import import_module
from typing import Any, TypeVar

Kind = TypeVar("Kind", bound=type)

FACES = frozenset(
    {
        "html",
        "table",
        "play",
        "step_through",
        "save",
        "svg",
        "draw",
        "gif",
        "apng",
        "frames",
        "latex",
        "markdown",
    }
)
"""The methods that a trace gains."""


class Faced:
    """A class that gains `FACES`; one that is asked for too early says where it comes from.

    >>> class Pass(Faced):
    ...     pass
    >>> Pass().html("pass.html")
    Traceback (most recent call last):
        ...
    AttributeError: 'Pass' has no attribute 'html' yet: `import visualize` gives traces, graphs ...
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        kind = type(self).__name__
        if name in FACES:
            raise AttributeError(
                f"{kind!r} has no attribute {name!r} yet: `import visualize` gives traces, graphs "
                "and ledgers their pictures"
            )
        raise AttributeError(f"{kind!r} object has no attribute {name!r}")


_faced: dict[str, type] = {}
_waiting: dict[str, list[tuple[str, str]]] = {}


class Lent:
    """In a method's place until it is first asked for: then its module is loaded, and it stands."""

    def __init__(self, kind: type, name: str, module: str) -> None:
        self.kind, self.name, self.module = kind, name, module

    def __get__(self, instance: Any, owner: type) -> Any:
        """The method itself, from now on a usual one."""
        setattr(self.kind, self.name, getattr(import_module(self.module), self.name))
        return getattr(owner if instance is None else instance, self.name)


def lend(kinds: str, names: str, module: str) -> None:
    """Give classes, where there are such or as soon as there are, the methods of a module.

    >>> lend("Words", "capwords", "string")
    >>> @faced
    ... class Words(str):
    ...     pass
    >>> Words("the chain rule").capwords()
    'The Chain Rule'
    """
    for kind in kinds.split():
        for name in names.split():
            _waiting.setdefault(kind, []).append((name, module))
        if kind in _faced:
            faced(_faced[kind])


def faced(kind: Kind) -> Kind:
    """Decorator of a class that may gain methods from a package above it; see `lend`."""
    _faced[kind.__name__] = kind
    for name, module in _waiting.pop(kind.__name__, ()):
        setattr(kind, name, Lent(kind, name, module))
    return kind
