"""Batches: the program of one sample run for many, here or spread over an executor."""

import pickle
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from autograd.spreading import spread
from autograd.tape.engines import engine_of, quickest, size_of
from autograd.tape.tape import Tape

PART = 2**23
"""How many arguments of ops a part of a batch has, or one sample if that has more: so much that a
call for each part costs nothing beside it, so little that several workers get something to do."""


def summed(
    tape: Tape,
    rows: Any,
    parameters: Any,
    engine: str | None = None,
    executor: Executor | None = None,
) -> tuple[float, Any]:
    """The sum of the output over rows of inputs, and its gradients, part by part.

    How a batch is parted hangs on the tape alone: the sums are then the same, to the last bit,
    whoever works them out.
    """
    size = max(1, PART // max(1, size_of(tape)[0]))
    parts = [rows[start : start + size] for start in range(0, len(rows), size)]
    name = engine or quickest(tape, len(parts[0]))
    if executor is None:
        sums: Iterator[Any] = map(partial(part_summed, tape, name, parameters), parts)
    else:
        sums = spread(partial(part_elsewhere, packed(tape), name, parameters), parts, executor)
    loss, gradients = next(sums)
    for more, others in sums:
        loss, gradients = loss + more, plus(gradients, others)
    return loss, gradients


def part_summed(tape: Tape, name: str, parameters: Any, rows: Any) -> tuple[float, Any]:
    """The sum of the output over a few rows, and its gradients."""
    losses, gradients = engine_of(tape, name).batch(rows, parameters)
    return float(losses.sum() if hasattr(losses, "sum") else sum(losses)), gradients


def part_elsewhere(packed: bytes, name: str, parameters: Any, rows: Any) -> tuple[float, Any]:
    """The same in another process, which unpacks a tape once."""
    return part_summed(unpacked(packed), name, parameters, rows)


def packed(tape: Tape) -> bytes:
    """A tape without its nodes, to be sent; made once."""
    if "packed" not in tape.programs:
        tape.programs["packed"] = pickle.dumps(replace(tape, leaves=()))
    whole: bytes = tape.programs["packed"]
    return whole


@lru_cache(maxsize=8)
def unpacked(whole: bytes) -> Tape:
    """The tape that was sent."""
    tape: Tape = pickle.loads(whole)
    return tape


def plus(gradients: Any, others: Any) -> Any:
    """Two lists of gradients, or two arrays, added."""
    if isinstance(gradients, list):
        return [a + b for a, b in zip(gradients, others, strict=True)]
    return gradients + others
