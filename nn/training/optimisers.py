"""What optimisers are, and SGD, with PyTorch's arguments; every step is kept as a table."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from inspect import signature
from typing import Any, NamedTuple, overload

from autograd import Value
from autograd.engine import modes
from autograd.ops.alphabet import SUBSCRIPTS
from autograd.ops.numerals import as_number, show_number
from nn.base.module import Module
from nn.base.tables import aligned


class Update(NamedTuple):
    """What one step did to one parameter."""

    name: str
    old: float
    gradient: float
    new: float


@dataclass(frozen=True, repr=False, eq=False)
class StepTable(Sequence[Update]):
    """One optimiser step: a row (name, old, gradient, new) for every parameter, made when the
    table is looked at.

    >>> print(StepTable("new = old - 0.5·gradient", (Value(2.0, "w"),), [3.0], [2.0], [2.0]))
    new = old - 0.5·gradient
       old  gradient  new
    w    3         2    2
    """

    rule: str
    params: tuple[Value, ...]
    old: list[float]
    gradients: list[float]
    new: list[float]

    @cached_property
    def rows(self) -> tuple[Update, ...]:
        """The rows; a parameter without a label is called p and its number."""
        names = (
            param.label or f"p{i}".translate(SUBSCRIPTS) for i, param in enumerate(self.params, 1)
        )
        return tuple(map(Update, names, self.old, self.gradients, self.new))

    @overload
    def __getitem__(self, index: int) -> Update: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Update]: ...
    def __getitem__(self, index: int | slice) -> Update | Sequence[Update]:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.params)

    def text(self, places: int | None = None, most: int = 40) -> str:
        """The table as text, with `places` decimals; rows beyond `most` are counted, not shown."""
        cells: list[tuple[str, ...]] = [("", *Update._fields[1:])]
        for name, *numbers in self.rows[:most]:
            cells.append((name, *(show_number(number, places) for number in numbers)))
        hidden = len(self.rows) - most
        more = [f"… and {hidden} more"] if hidden > 0 else []
        return "\n".join([self.rule, *aligned(cells, left=1), *more])

    def __str__(self) -> str:
        return self.text()

    __repr__ = __str__


class Optimizer:
    """What all optimisers share: the parameters, the learning rate, and the step.

    A parameter that no backward pass has reached has gradient 0.0 and is treated as such (PyTorch
    skips it). Inside `by_hand()` the new numbers are rounded.

    Args:
        params: Leaf Values, such as `model.parameters()`; they are changed in place.
        lr: The learning rate; it may be changed between steps.
        maximize: Whether steps go up: the rule gets the negative of every gradient.

    Attributes:
        last_step: The table of the latest step, None before the first.

    Raises:
        TypeError: Something else than leaf Values.
        ValueError: No parameters, one of them twice, or a number out of its range.
    """

    def __init__(self, params: Iterable[Value], lr: float, maximize: bool = False) -> None:
        if not isinstance(params, Iterable) or isinstance(params, Value | Module):
            kind = type(params).__name__
            call = "call it: " if callable(params) and not isinstance(params, Module) else ""
            raise TypeError(
                f"{type(self).__name__} takes a list of Values, got {kind}; {call}"
                "write model.parameters(), or [w] for a single Value"
            )
        self.params = tuple(params)
        for number, param in enumerate(self.params):
            if not isinstance(param, Value) or param.op is not None:
                what = f"the result of {param.op}" if isinstance(param, Value) else repr(param)[:60]
                raise TypeError(
                    f"parameter {number} is {what}; only leaf Values can be optimised, such as "
                    "model.parameters()"
                )
        if not self.params:
            raise ValueError("an optimiser needs at least one parameter, got an empty list")
        if len(set(self.params)) < len(self.params):
            raise ValueError("a parameter is listed twice; it would be stepped twice")
        self.lr = self.initial_lr = at_least_zero("lr", lr)
        self.maximize = maximize
        self.steps = 0
        self.last_step: StepTable | None = None

    def __repr__(self) -> str:
        count = times(len(self.params), "parameter")
        given = ", ".join((count, f"lr={self.lr:g}", *options_of(self, "params", "lr")))
        return f"{type(self).__name__}({given}) after {times(self.steps, 'step')}"

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0.0."""
        for param in self.params:
            param.grad = 0.0

    def step(self) -> StepTable:
        """Change every parameter by the rule, and give the table of what was changed."""
        self.steps += 1
        old = [param.data for param in self.params]
        gradients = [param.grad for param in self.params]
        new = self.updated(old, [-g for g in gradients] if self.maximize else gradients)
        if rounding := modes.current().rounding:
            new = [rounding.round(number) for number in new]
        for param, number in zip(self.params, new, strict=True):
            param.data = number
        self.last_step = StepTable(self.rule(), self.params, old, gradients, new)
        return self.last_step

    def updated(self, numbers: list[float], gradients: list[float]) -> list[float]:
        """The new numbers of all parameters."""
        raise NotImplementedError

    def rule(self) -> str:
        """The rule of the step, in one line for the head of its table."""
        upward = ", maximize" if self.maximize else ""
        return f"{type(self).__name__} step {self.steps}, lr = {show_number(self.lr)}{upward}"


class SGD(Optimizer):
    """Gradient descent, w ← w − lr·g, with momentum, Nesterov's momentum and weight decay.

    With momentum μ the step follows v ← μv + (1 − dampening)g (v = g at the first step), and with
    `nesterov` g + μv; weight decay λ adds λw to g before that. With `maximize` it climbs.

    >>> w = Value(3.0, "w")
    >>> optimizer = SGD([w], lr=0.1)
    >>> (w * w).backward()
    >>> optimizer.step()
    new = old - 0.1·gradient
       old  gradient  new
    w    3         6  2.4
    """

    def __init__(
        self,
        params: Iterable[Value],
        lr: float = 1e-3,
        momentum: float = 0.0,
        dampening: float = 0.0,
        weight_decay: float = 0.0,
        nesterov: bool = False,
        *,
        maximize: bool = False,
    ) -> None:
        super().__init__(params, lr, maximize)
        self.momentum = at_least_zero("momentum", momentum)
        self.dampening = dampening
        self.weight_decay = at_least_zero("weight_decay", weight_decay)
        self.nesterov = nesterov
        if nesterov and (momentum == 0 or dampening != 0):
            raise ValueError(
                "nesterov needs a momentum above 0 and no dampening, "
                f"got momentum={momentum}, dampening={dampening}"
            )
        self.velocity = [0.0] * len(self.params)

    def updated(self, numbers: list[float], gradients: list[float]) -> list[float]:
        """One step of every parameter."""
        lr, mu = self.lr, self.momentum
        step = added(gradients, numbers, self.weight_decay)
        if mu:
            fresh = step if self.steps == 1 else [(1 - self.dampening) * g for g in step]
            self.velocity = [mu * v + g for v, g in zip(self.velocity, fresh, strict=True)]
            step = added(step, self.velocity, mu) if self.nesterov else self.velocity
        return [w - lr * g for w, g in zip(numbers, step, strict=True)]

    def rule(self) -> str:
        """The formula if it is the plain one, else the general line."""
        if self.momentum or self.weight_decay:
            return super().rule()
        return f"new = old {'+' if self.maximize else '-'} {show_number(self.lr)}·gradient"


def options_of(thing: Any, *without: str) -> list[str]:
    """The arguments that something was made with and that are not the default: `momentum=0.9`.

    Args:
        thing: It keeps its arguments under their names.
        without: Arguments that are told otherwise.
    """
    given = {
        name: getattr(thing, name)
        for name, parameter in signature(type(thing)).parameters.items()
        if name not in without and getattr(thing, name) != parameter.default
    }
    return [f"{name}={getattr(value, '__name__', repr(value))}" for name, value in given.items()]


def times(number: int, word: str) -> str:
    """`1 step`, `2 steps`."""
    return f"{number} {word}" + "s" * (number != 1)


def added(gradients: list[float], others: list[float], factor: float) -> list[float]:
    """g + factor·x for each gradient g and other number x."""
    if not factor:
        return gradients
    return [g + factor * x for g, x in zip(gradients, others, strict=True)]


def at_least_zero(name: str, number: float) -> float:
    """`number` if it is 0 or more; the name is for the message."""
    number = as_number(number)
    if not number >= 0 or math.isinf(number):
        raise ValueError(f"{name} is a finite number, 0 or more, got {number}")
    return float(number)
