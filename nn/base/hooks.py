"""Forward hooks: functions that see what goes into a module and what comes out."""

from collections.abc import Callable, Iterable
from typing import Any, Self

Hook = Callable[[Any, tuple[Any, ...], Any], Any]
"""Of the module, its inputs and its output; what it gives takes the output's place, unless it is
None."""


class Handle:
    """A hook among those of a module; `remove()`, or the end of a `with` block, takes it away.

    >>> from nn import Tanh
    >>> module = Tanh()
    >>> with module.register_forward_hook(lambda module, args, output: print(args, output)):
    ...     y = module(0)
    (0,) 0.0
    >>> y = module(0)
    """

    def __init__(self, hooks: dict["Handle", Hook], hook: Hook) -> None:
        if not callable(hook):
            raise TypeError(
                f"a forward hook is a function, hook(module, inputs, output), got {hook!r:.60}"
            )
        self.hooks = hooks
        hooks[self] = hook

    def remove(self) -> None:
        """Take the hook away; once is enough."""
        self.hooks.pop(self, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.remove()


def hooked(module: Any, hooks: Iterable[Hook], args: tuple[Any, ...], output: Any) -> Any:
    """The output of a module after its hooks, called in the order of their registration."""
    for hook in tuple(hooks):  # a hook may remove itself
        found = hook(module, args, output)
        output = output if found is None else found
    return output
