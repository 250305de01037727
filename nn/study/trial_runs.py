"""What a module of one's own does with a sample of a shape, seen in a run on zeros."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple

from nn.base.holding import dotted
from nn.base.module import Module
from nn.base.nested import Shape, build, shape_of, show_shape


class Call(NamedTuple):
    """One call of a module: its name, and the shapes of one sample before and after it."""

    name: str
    module: Module
    before: Shape
    after: Shape


class TrialRun(NamedTuple):
    """The calls of the parts of a module, in order, and the shape of its result."""

    calls: tuple[Call, ...]
    after: Shape


def trial_run(module: Module, shape: Shape, is_part: Callable[[Module], bool]) -> TrialRun:
    """Run a module on one sample of zeros, and watch its parts.

    Args:
        module: It is left as it was.
        shape: Of one sample.
        is_part: Whether a module inside is watched as a whole, instead of what is in it.

    Raises:
        ValueError: It does not take such a sample.

    >>> from nn import Linear, Module
    >>> class Twice(Module):
    ...     def __init__(self):
    ...         self.half = Linear(2, 2)
    ...     def forward(self, x):
    ...         return self.half(self.half(x))
    >>> for call in trial_run(Twice(), (2,), lambda module: isinstance(module, Linear)).calls:
    ...     print(call.name, call.before, call.after)
    half (2,) (2,)
    half (2,) (2,)
    """
    calls: list[Call] = []
    with ExitStack() as blocks:
        blocks.enter_context(in_evaluation(module))
        for name, part in parts(module, is_part):

            def see(seen: Any, args: Any, output: Any, name: str = name) -> None:
                result = output[0] if seen.gives_states else output
                before, after = shape_of(args[0]), shape_of(result)
                is_deep = seen.sample_rank is not None and len(before) > seen.sample_rank
                if before[:1] == (1,) and (seen.wants_batch or is_deep):  # a batch of one
                    before, after = before[1:], after[1:]
                calls.append(Call(name, seen, before, after))

            blocks.enter_context(part.register_forward_hook(see))
        try:
            output = module(build(shape, lambda *_: 0))
        except (TypeError, ValueError, ArithmeticError) as error:
            raise ValueError(
                f"{type(module).__name__} does not take a sample of {show_shape(shape)}: {error}"
            ) from error
    return TrialRun(tuple(calls), shape_of(output[0] if module.gives_states else output))


def parts(module: Module, is_part: Callable[[Module], bool]) -> Iterator[tuple[str, Module]]:
    """The outermost modules inside one that are watched as a whole, each once, with their names."""
    waiting = list(module.named_children())
    seen: set[Module] = {module}
    while waiting:
        name, child = waiting.pop(0)
        if child in seen:
            continue
        seen.add(child)
        if is_part(child):
            yield name, child
        else:
            waiting += [(dotted(name, inner), part) for inner, part in child.named_children()]


@contextmanager
def in_evaluation(module: Module) -> Iterator[None]:
    """Inside, a module and all in it are set to evaluation."""
    modes = [(part, part.training) for part in module.modules()]
    module.eval()
    try:
        yield
    finally:
        for part, was_training in modes:
            part.training = was_training
