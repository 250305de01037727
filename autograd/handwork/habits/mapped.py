"""Mapped text: what a line was brought to, and the column each of its characters came from."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class PlainLine(NamedTuple):
    """A line in plain characters, and for each of them the column (from 0) it came from.

    Where the line was cut short, one column more says where it ends.

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

    def cut(self, start: int, end: int) -> PlainLine:
        """The line from one plain position up to another.

        >>> PlainLine.of("so a = 2 indeed").cut(3, 8)
        PlainLine(text='a = 2', columns=(3, 4, 5, 6, 7, 8))
        """
        return PlainLine(self.text[start:end], self.columns[start : end + 1])

    def rewritten(
        self, pattern: str | re.Pattern[str], to: str | Callable[[re.Match[str]], str]
    ) -> PlainLine:
        r"""The line with every match replaced; the groups that `to` names keep their columns.

        Of what a function makes, characters kept at either end keep theirs. What is put in
        stands where the kept text before it ended, or where the match began.

        >>> line = PlainLine.of(r"\frac{a}{b}").rewritten(r"\\frac{(.)}{(.)}", r"(\1)/(\2)")
        >>> line.text, line.columns
        ('(a)/(b)', (0, 6, 7, 7, 7, 9, 10))
        """
        if not re.search(pattern, self.text):  # most habits are not found in most lines
            return self
        text: list[str] = []
        columns: list[int] = []
        end = 0
        for match in re.finditer(pattern, self.text):
            text.append(self.text[end : match.start()])
            columns += self.columns[end : match.start()]
            if isinstance(to, str):
                self._expand(match, to, text, columns)
            else:
                text.append(to(match))
                columns += self._columns(match, text[-1])
            end = match.end()
        return PlainLine("".join([*text, self.text[end:]]), (*columns, *self.columns[end:]))

    def _expand(self, match: re.Match[str], to: str, text: list[str], columns: list[int]) -> None:
        r"""The pieces of a template such as `(\1)/(\2)`, with their columns."""
        at = match.start()
        for i, piece in enumerate(re.split(r"\\(\d)", to)):
            if i % 2:
                start, end = match.span(int(piece))
                text.append(self.text[start:end])
                columns += self.columns[start:end]
                at = end if start < end else at
            else:
                text.append(piece)
                columns += [self._column(at)] * len(piece)

    def _column(self, at: int) -> int:
        """The column from 0 of a plain character, or the one behind the last."""
        return self.column(at) - 1

    def _columns(self, match: re.Match[str], made: str) -> list[int]:
        """Where the characters of a replacement came from."""
        old = match.group()
        span = list(self.columns[match.start() : match.end()])
        before = span[-1] if span else self._column(match.start())
        shorter = min(len(old), len(made))
        head = next((i for i in range(shorter) if old[i] != made[i]), shorter)
        rest = shorter - head
        tail = next((i for i in range(rest) if old[-1 - i] != made[-1 - i]), rest)
        middle = len(made) - head - tail
        start = span[head] if head < len(span) else before
        return [*span[:head], *[start] * middle, *(span[len(span) - tail :] if tail else [])]
