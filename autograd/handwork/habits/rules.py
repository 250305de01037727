"""Rules: one habit of typing as data, with examples that are its tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from autograd.handwork.habits.mapped import PlainLine


class Habit(NamedTuple):
    """A way people write something, and what it is brought to.

    `examples` are pairs of a line as typed and what this rule alone makes of it: its tests.
    """

    name: str
    pattern: re.Pattern[str]
    to: str | Callable[[re.Match[str]], str]
    examples: tuple[tuple[str, str], ...]


def rewritten(line: PlainLine, habits: Iterable[Habit]) -> PlainLine:
    """A line after each habit's rule, in their order.

    >>> arrow = Habit("arrow", re.compile("←"), ":=", (("w ← 2", "w := 2"),))
    >>> rewritten(PlainLine.of("w ← 2"), [arrow]).text
    'w := 2'
    """
    for habit in habits:
        line = line.rewritten(habit.pattern, habit.to)
    return line
