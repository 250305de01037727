"""Declaring: what a slip is, whichever way it changes what should have been computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from autograd.handwork.language.expressions import Expression
from autograd.handwork.slips.places import Change, Hop, Site

Inside = Callable[[Site], Iterator[Change]]
OnEdge = Callable[[Hop], Iterator[Change]]
OnDigits = Callable[[str], Iterator[str]]
Instead = Callable[[Site], Iterator[Expression]]
OnPath = Callable[[float, float], float]


@dataclass(frozen=True)
class Slip:
    """One declared slip; `sentence` is for the student and may use {wrong} and {right}."""

    name: str
    sentence: str
    example: str
    inside: Inside | None = None
    instead: Instead | None = None
    on_edge: OnEdge | None = None
    on_digits: OnDigits | None = None
    on_path: OnPath | None = None

    @property
    def does(self) -> str:
        """What the slip does, in the words of its rule."""
        rules = (self.inside, self.instead, self.on_edge, self.on_digits, self.on_path)
        return next(rule.__doc__ or "" for rule in rules if rule is not None)
