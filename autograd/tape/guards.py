"""Decisions as entries: engines that know nothing of them compute them with all other numbers.

Whether a > b is step(a − b), 0 or 1, and every other question is one of that kind. How many
decisions fall out otherwise is then a weighted sum m, and log(step(½ − m)), added to the output, is
log 1 = 0 if there are none, and else log 0, which has no value. An engine that meets no value, or
one that is not finite, leaves the numbers to `interpreting`, which tells what is wrong.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from autograd.ops.arithmetic import add, sub
from autograd.ops.elementary import log
from autograd.ops.many import sigma
from autograd.ops.piecewise import abs, step
from autograd.tape.decisions import ROUNDING
from autograd.tape.tape import Decision, Entry, Tape

SMALLEST = 1e-300
"""How far a number may be from a 0 that was read."""


class Question(NamedTuple):
    """A difference of two sides, and whether it is positive where the relation holds."""

    difference: Callable[[Callable[..., int], Any, Any], int]
    positive: bool


QUESTIONS = {
    ">": Question(lambda made, a, b: made(sub, a, b), True),
    "<": Question(lambda made, a, b: made(sub, b, a), True),
    "<=": Question(lambda made, a, b: made(sub, a, b), False),
    ">=": Question(lambda made, a, b: made(sub, b, a), False),
    "!=": Question(lambda made, a, b: made(abs, made(sub, a, b)), True),
    "is": Question(
        lambda made, a, b: made(
            sub, max(ROUNDING * math.fabs(b), SMALLEST), made(abs, made(sub, a, b))
        ),
        True,
    ),
}


def guarded(tape: Tape) -> Tape:
    """A tape with its decisions as entries behind all others; itself, if it rests on none.

    >>> from autograd import Value
    >>> from autograd.tape import record
    >>> tape = guarded(record(lambda x: x * x if x > 0 else x, 3.0))
    >>> [entry.op.name for entry in tape.entries if entry]
    ['mul', 'sub', 'step', 'sigma', 'sub', 'step', 'log', 'add']
    """
    if not tape.decisions:
        return tape
    entries = list(tape.entries)

    def made(op: Any, *args: int | float) -> int:
        entries.append(Entry(op, args))
        return len(entries) - 1

    differences, turned, steps = zip(
        *[asked(decision, made) for decision in tape.decisions], strict=True
    )
    # m = Σ (1 − step) where it is to be 1, Σ step where 0; 0·difference is nan where that is no
    # finite number, of which step says nothing: then interpreting decides.
    weights = [-1.0 if positive else 1.0 for positive in turned]
    zeros = [0.0] * len(differences)
    misses = made(sigma, float(sum(turned)), *weights, *zeros, *steps, *differences)
    output = made(add, tape.output, made(log, made(step, made(sub, 0.5, misses))))
    more = len(entries) - len(tape)
    return replace(
        tape,
        entries=tuple(entries),
        labels=tape.labels + ("",) * more,
        numbers=tape.numbers + (math.nan,) * more,
        scopes=tape.scopes + ("",) * more,
        output=output,
        programs={},
        original=tape,
    )


def asked(decision: Decision, made: Callable[..., int]) -> tuple[int, bool, int]:
    """The place of a difference, whether it has to be positive, and the place of its step."""
    question = QUESTIONS[decision.relation]
    difference = question.difference(made, decision.left, decision.right)
    return difference, question.positive == decision.held, made(step, difference)
