"""How the classes of `autograd` gain methods here: imports go one way, layers attach upward."""

from collections.abc import Callable
from typing import Any, TypeVar

Method = TypeVar("Method", bound=Callable[..., Any])


def face(*kinds: type) -> Callable[[Method], Method]:
    """Decorator: a function becomes a method of these classes.

    >>> class Thing:
    ...     pass
    >>> @face(Thing)
    ... def html(self):
    ...     return "<b>thing</b>"
    >>> Thing().html()
    '<b>thing</b>'
    """

    def attach(method: Method) -> Method:
        for kind in kinds:
            setattr(kind, method.__name__, method)
        return method

    return attach
