"""Decisions: the comparisons by which Python took its course while a function was recorded.

A tape holds what was computed on that course only. At numbers where one of them falls out
otherwise, the function computes something else; a tape then says so instead of going on.
"""

import linecache
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from autograd.engine.staleness import same
from autograd.engine.value import Value
from autograd.engine.watching import RELATIONS, Seen
from autograd.ops.alphabet import legible
from autograd.ops.errors import BranchError
from autograd.ops.numerals import show_number
from autograd.tape.tape import Decision, Spot, Tape

ROUNDING = 1e-9
"""How far, relatively, a number that was read may move: engines differ in the last digits."""


def stays(now: float, then: float) -> bool:
    """Whether a number is the one that was read."""
    return same(now, then) or math.isclose(now, then, rel_tol=ROUNDING)


ASKED: dict[str, Callable[[float, float], bool]] = {**RELATIONS, "is": stays}
"""What each relation asks."""


def decisions_of(seen: Iterable[Seen], places: Mapping[Value, int]) -> tuple[Decision, ...]:
    """What was seen as decisions, each once, with the line that was first.

    Raises:
        ValueError: A gradient was read, which no tape computes.
    """
    found: dict[Any, Decision] = {}
    for node, relation, other, held, code, instruction in seen:
        if relation == "grad":
            raise ValueError(describe_gradient(spot_of(code, instruction)))
        if relation == "number":
            relation = "is"
        right = places[other] if isinstance(other, Value) else other
        key = places[node], relation, right
        if key not in found:
            found[key] = Decision(*key, held, spot_of(code, instruction))
    return tuple(found.values())


def spot_of(code: Any, instruction: int) -> Spot:
    """Where in a program an instruction stands, with what it was compiled from, if it is known."""
    first, last, begin, end = next(islice(code.co_positions(), instruction // 2, None))
    first = first or code.co_firstlineno
    text = linecache.getline(code.co_filename, first)
    if first == last and begin is not None:
        text = text.encode()[begin:end].decode()
    return Spot(Path(code.co_filename).name, first, legible(text.strip()))


def refuse_fallen(tape: Tape, decision: Decision, numbers: Sequence[float]) -> None:
    """Raise, if a decision falls out otherwise at these numbers, by place.

    Raises:
        BranchError: It does; the message names its line and what it compares.
    """
    both = decision.left, decision.right
    sides = [numbers[side] if type(side) is int else side for side in both]
    if ASKED[decision.relation](*sides) == decision.held:
        return
    where = written(decision.spot)
    now = {
        tape.names[side]: show_number(number)
        for side, number in zip(both, sides, strict=True)
        if type(side) is int
    }
    if decision.relation == "is":
        ((name, number),) = now.items()
        raise BranchError(
            f"{where} reads the number of {name}, {show_number(decision.right)} when it was "
            f"recorded and {number} now, and what was made of it is a constant here; compute with "
            "the node itself, or record again"
        )
    left, right = (tape.names[side] if type(side) is int else show_number(side) for side in both)
    held, holds = ("held", "does not") if decision.held else ("did not hold", "does")
    at = ", ".join(f"{name} = {number}" for name, number in now.items())
    raise BranchError(
        f"{where} asks whether {left} {decision.relation} {right}, which {held} when it was "
        f"recorded and {holds} at {at}: the function goes another way there; record it at such "
        "numbers, or choose by maximum, minimum, relu or step"
    )


def written(spot: Spot) -> str:
    """A line for a message, with its words if they are known."""
    return f"line {spot.number} of {spot.file}" + (f" ({spot.words})" if spot.words else "")


def describe_gradient(spot: Spot) -> str:
    """Why a gradient that is read cannot be recorded."""
    return (
        f"{written(spot)} takes a gradient as a plain number, which would stay a constant of the "
        "tape; write grad(L, x, create_graph=True), whose results are nodes"
    )
