"""Mapped text: what a line was brought to, and the column each of its characters came from."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class PlainLine(NamedTuple):
    """A line in plain characters, and for each of them the column (from 0) it came from.

    >>> line = PlainLine.of("- a ← 2").rewritten(r"^- ", "").rewritten("←", ":=")
    >>> line.text, line.column(2), line.column(5)
    ('a := 2', 5, 7)
    """

    text: str
    columns: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> PlainLine:
        """A line as it was typed."""
        return cls(text, tuple(range(len(text))))

    def column(self, at: int) -> int:
        """The person's column, from 1, of the plain character `at`."""
        if at < len(self.columns):
            return self.columns[at] + 1
        return self.columns[-1] + 2 if self.columns else 1

    def rewritten(
        self, pattern: str | re.Pattern[str], to: str | Callable[[re.Match[str]], str]
    ) -> PlainLine:
        """The line with every match replaced; what is put in stands where the match began.

        Characters at either end that a replacement keeps keep their own columns.
        """
        text: list[str] = []
        columns: list[int] = []
        end = 0
        for match in re.finditer(pattern, self.text):
            made = match.expand(to) if isinstance(to, str) else to(match)
            text += [self.text[end : match.start()], made]
            columns += [*self.columns[end : match.start()], *self._columns(match, made)]
            end = match.end()
        return PlainLine("".join([*text, self.text[end:]]), (*columns, *self.columns[end:]))

    def _columns(self, match: re.Match[str], made: str) -> list[int]:
        """Where the characters of a replacement came from."""
        old = match.group()
        span = list(self.columns[match.start() : match.end()])
        before = self.columns[match.start()] if match.start() < len(self.columns) else 0
        shorter = min(len(old), len(made))
        head = next((i for i in range(shorter) if old[i] != made[i]), shorter)
        rest = shorter - head
        tail = next((i for i in range(rest) if old[-1 - i] != made[-1 - i]), rest)
        middle = len(made) - head - tail
        start = span[head] if head < len(span) else before
        return [*span[:head], *[start] * middle, *(span[len(span) - tail :] if tail else [])]
