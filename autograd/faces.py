"""How a trace, a graph or a ledger shows itself richly without this package knowing how.

`autograd` computes and `visualize` draws; imports go one way. A class that is `Faced` lets another
package add methods to it with `face`; asking for one loads that package first.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

Method = TypeVar("Method", bound=Callable[..., Any])

PROVIDER = "visualize"


class Faced:
    """A class whose pictures and pages come from the package `visualize`, loaded when first asked
    for.
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name in FACES:
            try:
                import_module(PROVIDER)
            except ModuleNotFoundError as error:
                if error.name != PROVIDER:
                    raise
            else:
                return object.__getattribute__(self, name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


def displayed(self: Any, include: Any = None, exclude: Any = None) -> dict[str, str]:
    """What a notebook shows of an object: as the package `visualize` says, else its repr.

    For classes too busy to be `Faced`: `_repr_mimebundle_ = displayed` costs nothing elsewhere.
    """
    try:
        import_module(PROVIDER)
    except ModuleNotFoundError as error:
        if error.name != PROVIDER:
            raise
    method = type(self)._repr_mimebundle_
    return {"text/plain": repr(self)} if method is displayed else method(self)


FACES = frozenset(
    {
        "html",
        "table",
        "play",
        "save",
        "svg",
        "draw",
        "gif",
        "apng",
        "frames",
        "latex",
        "markdown",
        "_repr_html_",
        "_repr_mimebundle_",
    }
)
"""The names that may be asked for; anything else is an attribute error at once."""


def face(cls: type) -> Callable[[Method], Method]:
    """Decorator: add a function to a faced class as a method.

    >>> class Thing(Faced):
    ...     pass
    >>> @face(Thing)
    ... def html(self):
    ...     return "<b>thing</b>"
    >>> Thing().html()
    '<b>thing</b>'
    """

    def add(method: Method) -> Method:
        setattr(cls, method.__name__, method)
        return method

    return add
