"""What asking for a trace's picture says where nobody draws: `visualize` adds such methods.

`autograd` computes, `visualize` draws, and imports go one way: that package attaches its methods
to the classes of this one when it is imported, and this one does not know it.
"""

from typing import Any

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
