"""Stepping as a state: where one is in a pass, what commands there are, which keys give them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from autograd import Step, Trace, Value

KEYS = {
    "n": "next",
    " ": "next",
    "\x1b[C": "next",
    "\x1b[6~": "next",
    "\xe0M": "next",
    "b": "back",
    "\x7f": "back",
    "\x1b[D": "back",
    "\x1b[5~": "back",
    "\xe0K": "back",
    "]": "next node",
    "[": "node before",
    "f": "other half",
    "0": "first",
    "\x1b[H": "first",
    "c": "last",
    "$": "last",
    "\x1b[F": "last",
    "a": "all",
    "?": "help",
    "h": "help",
    "q": "quit",
}
"""What a key does. `g` and `p` are followed by a number or a name, and Enter repeats."""

HELP = """\
n → space   next step            g 17   go to step 17
b ←         step back            p w3   only the paths of w₃ (a: all steps again)
] [         next node, node before      Enter  the last command again
f           to the other half of the pass (forward, backward)
0 c         first step, last step       q      quit"""

_KEY = re.compile(r"\x1b(?:\[[\d;]*[A-Za-z~]|O.)|[\x00\xe0].|.", re.DOTALL)


@dataclass(frozen=True)
class Stepper:
    """Where one is in a pass. Commands give the next state; nothing here reads keys or prints.

    Attributes:
        trace: The pass.
        place: The place in `steps`.
        only: The node whose paths alone are walked, None for the whole pass.
        message: What to tell about the last command, "" for nothing.
        done: Whether to stop.

    >>> x = Value(3.0, "x")
    >>> s = Stepper((x * x).trace())
    >>> s.obey("next").obey("next").step.kind, s.obey("g 99").message
    ('seed', 'there is no step 99; the steps are 0 to 6')
    """

    trace: Trace
    place: int = 0
    only: Value | None = None
    message: str = ""
    done: bool = False
    steps: Sequence[Step] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if not self.steps:
            object.__setattr__(self, "steps", self.trace.steps)

    @property
    def step(self) -> Step:
        """The step shown."""
        return self.steps[self.place]

    def at(self, place: int) -> "Stepper":
        """The same at another place, at most the first or the last."""
        return replace(self, place=min(max(place, 0), len(self.steps) - 1), message="")

    def obey(self, command: str) -> "Stepper":
        """The state after a command: one of `KEYS`, "g 17" or "p w3"."""
        word, _, argument = command.partition(" ")
        match word:
            case "g":
                return self.go_to(argument.strip())
            case "p":
                return self.follow(argument.strip())
        match command:
            case "next":
                return self.at(self.place + 1)
            case "back":
                return self.at(self.place - 1)
            case "first":
                return self.at(0)
            case "last":
                return self.at(len(self.steps) - 1)
            case "next node":
                return self.to_node(range(self.place + 1, len(self.steps)))
            case "node before":
                return self.to_node(range(self.place - 1, -1, -1))
            case "other half":
                half = next((i for i, s in enumerate(self.steps) if s.kind == "seed"), 0)
                return self.at(0 if self.place >= half else half)
            case "all":
                return self.restricted(None, self.trace.steps)
            case "help":
                return replace(self, message=HELP)
            case "quit":
                return replace(self, done=True)
        return replace(self, message=f"no command {command!r}; ? lists them")

    def to_node(self, places: Sequence[int]) -> "Stepper":
        """The first of these places that is about another node."""
        here = about(self.step)
        place = next((i for i in places if about(self.steps[i]) is not here), None)
        return self.at(place if place is not None else (places[-1] if places else self.place))

    def go_to(self, number: str) -> "Stepper":
        """The step of a number; in the paths of one node, the nearest at or after it."""
        last = len(self.trace) - 1
        if not number.isdecimal() or int(number) > last:
            return replace(self, message=f"there is no step {number}; the steps are 0 to {last}")
        place = next(i for i, step in enumerate(self.steps) if step.index >= int(number))
        return self.at(place)

    def follow(self, name: str) -> "Stepper":
        """Only the backward steps along the paths of a node."""
        try:
            node = self.trace.graph.node(name)
        except ValueError as error:
            return replace(self, message=str(error))
        return self.restricted(node, self.trace.of(node))

    def restricted(self, only: Value | None, steps: Sequence[Step]) -> "Stepper":
        """Other steps to walk, at the same step or the first after it."""
        here = self.step.index
        place = next((i for i, s in enumerate(steps) if s.index >= here), len(steps) - 1)
        return replace(self, only=only, steps=steps, place=place, message="")


def about(step: Step) -> Value | None:
    """The node a step belongs to: the one computed, or the one whose gradient is sent on.

    What is given belongs to no node in particular.
    """
    if step.kind == "given":
        return None
    return step.edge.node if step.edge else step.node


def commands(read: Callable[[], str]) -> Iterator[str]:
    """Commands from keys: single keys at once, `g` and `p` with what follows them up to Enter."""
    last, argument = "next", None
    while True:
        for key in _KEY.findall(read()):
            if argument is not None and key[0] == "\x1b":
                argument = None
                yield "typing "
            elif argument is not None and key not in "\r\n":
                argument = argument[:-1] if key in "\x7f\b" else argument + key
                yield f"typing {argument}"
            elif key in "gp" and argument is None:
                argument = key + " "
                yield f"typing {argument}"
            else:
                if argument is not None:
                    last = argument
                elif key not in "\r\n":
                    last = KEYS.get(key, key)
                argument = None
                yield last
