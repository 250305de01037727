"""A tape as JSON and back, for another day or another machine. Nothing of a file is executed."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from autograd.engine.staleness import same
from autograd.files import write
from autograd.ops.documents import (
    bare,
    closed,
    declared,
    listed,
    number,
    one_of,
    opened,
    schema_of,
    string,
    told,
    whole,
)
from autograd.ops.numerals import show_number
from autograd.tape.decisions import ASKED
from autograd.tape.interpreting import compute
from autograd.tape.tape import Decision, Entry, Spot, Tape

WHAT, VERSION = "tape", 1
LARGEST = 2**30
"""Bytes of a file that is read: about ten million entries."""
ALIKE = 1e-6
"""How far, relatively, the output may be from the one written: functions of `math` differ in their
last digits from system to system, and a damaged number changes more.
"""


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of what `to_json` writes.

    >>> schema()["properties"]["format"]
    {'const': 'chalkgrad tape'}
    """
    return schema_of("autograd.tape", WHAT)


def to_json(tape: Tape) -> str:
    """A tape as JSON: a line for each entry, in order; `schema` says the rest.

    Parameters are written with the numbers that their nodes hold now.

    >>> from autograd import Value
    >>> from autograd.tape import record
    >>> print(to_json(record(Value(3.0, "x") * 2)).partition("[\\n")[2])
    {"label": "x", "number": 3.0},
    {"op": "mul", "args": [{"place": 0}, 2.0]}
    ]}
    """
    leaves = list(tape.numbers)
    for place, leaf in zip(tape.parameter_places, tape.leaves, strict=False):  # none if loaded
        leaves[place] = leaf.data
    head = {
        "inputs": tape.input_places,
        "parameters": tape.parameter_places,
        "output": tape.output,
        "value": bare(computed(tape, leaves)[tape.output]),
        "decisions": [written_decision(decision) for decision in tape.decisions],
    }
    entries = [written_entry(tape, leaves, place) for place in range(len(tape))]
    return closed(WHAT, VERSION, head, "entries", entries)


def computed(tape: Tape, leaves: Sequence[float]) -> list[float]:
    """All numbers of a tape by place, from those of its leaves, whatever they decide."""
    numbers: list[Any] = [
        number if entry is None else None
        for entry, number in zip(tape.entries, leaves, strict=True)
    ]
    for place in range(len(tape)):
        compute(tape, numbers, place)
    return numbers


def written_entry(tape: Tape, leaves: Sequence[float], place: int) -> dict[str, Any]:
    """What stands at a place as an object of JSON."""
    entry = tape.entries[place]
    found: dict[str, Any] = {}
    if tape.labels[place]:
        found["label"] = tape.labels[place]
    if entry is None:
        found["number"] = bare(leaves[place])
    else:
        found["op"], found["args"] = entry.op.name, [*map(written_side, entry.args)]
    if tape.scopes[place]:
        found["scope"] = tape.scopes[place]
    return found


def written_side(arg: int | float) -> Any:
    """A place or a constant."""
    return {"place": arg} if type(arg) is int else bare(arg)


def written_decision(decision: Decision) -> dict[str, Any]:
    """A decision as an object of JSON."""
    sides = {"left": written_side(decision.left), "right": written_side(decision.right)}
    asked = {"relation": decision.relation, "held": decision.held}
    file, line, words = decision.spot
    return sides | asked | {"file": file, "line": line, "words": words}


def from_json(text: str) -> Tape:
    """The tape that `to_json` has written. Its parameters have numbers, but no nodes.

    Raises:
        ValueError: It is no such text, or damaged; the message says where.

    >>> from autograd import Value
    >>> from autograd.tape import record
    >>> x = Value(3.0, "x")
    >>> from_json(to_json(record(x * x))).run([], [3.0])
    (9.0, [6.0])
    """
    document = opened(text, WHAT, VERSION)
    rows = listed(document, "entries")
    entries: list[Entry | None] = []
    for row in rows:
        entries.append(told(f"entry {len(entries)}", read_entry, row, entries))
    tape = Tape(
        entries=tuple(entries),
        labels=tuple([string(row.get("label", "")) for row in rows]),
        numbers=tuple([number(row["number"]) if "number" in row else math.nan for row in rows]),
        scopes=tuple([string(row.get("scope", "")) for row in rows]),
        output=place_in(entries, document.get("output"), "output"),
        input_places=leaves_in(entries, document, "inputs"),
        parameter_places=leaves_in(entries, document, "parameters"),
        decisions=tuple(
            told(f"decision {i}", read_decision, row, rows)
            for i, row in enumerate(listed(document, "decisions"))
        ),
    )
    for place in {*tape.input_places} & {*tape.parameter_places}:
        raise ValueError(f"entry {place} is an input and a parameter; it can be one of them")
    return checked(tape, number(document.get("value")))


def read_entry(row: Any, before: Sequence[Any]) -> Entry | None:
    """What makes a number from those before it; None for a leaf, which has its number."""
    string(row.get("label", "")), string(row.get("scope", ""))
    if "op" not in row:
        number(row["number"])
        return None
    op, args = declared(row["op"]), listed(row, "args")
    if op.arity not in (None, len(args)):
        raise ValueError(f"{op.name} takes {op.arity} args, got {len(args)}")
    if "number" in row:
        raise ValueError("a number that an op makes is not written; only a leaf has one")
    return Entry(op, tuple([read_side(arg, before) for arg in args]))


def read_side(side: Any, before: Sequence[Any]) -> int | float:
    """A place among those before it, or a constant."""
    if isinstance(side, dict):
        return int(one_of(range(len(before)), side["place"], "entry"))
    return number(side)


def place_in(entries: Sequence[Any], place: Any, what: str) -> int:
    """A place that there is."""
    if place.__class__ is not int or not 0 <= place < len(entries):
        raise ValueError(f"{what}: there is no entry {place!r:.60}")
    return int(place)


def leaves_in(entries: Sequence[Entry | None], document: Any, key: str) -> tuple[int, ...]:
    """The places of leaves, each once."""
    places = [place_in(entries, place, key) for place in listed(document, key)]
    for place in places:
        if entries[place] is not None:
            raise ValueError(f"{key}: entry {place} is made by an op, and no leaf")
    if len(set(places)) < len(places):
        raise ValueError(f"{key}: an entry stands there twice")
    return tuple(places)


def read_decision(row: Any, entries: Sequence[Any]) -> Decision:
    """A decision on numbers of these entries."""
    left, right = (read_side(row[side], entries) for side in ("left", "right"))
    relation, held = row["relation"], row["held"]
    if not isinstance(relation, str) or relation not in ASKED or not isinstance(held, bool):
        raise ValueError(f"{relation!r:.20} {held!r:.20} is no relation that held or did not")
    if type(left) is float or (relation == "is" and type(right) is int):
        raise ValueError("it asks of an entry, and what is read is compared with a number")
    spot = Spot(string(row["file"]), whole(row["line"]), string(row["words"]))
    return Decision(left, relation, right, held, spot)


def checked(tape: Tape, value: float) -> Tape:
    """A tape with all its numbers, if they give the value it had when it was written."""
    try:
        numbers = computed(tape, tape.numbers)
    except ValueError as error:
        raise ValueError(f"the tape cannot run at its own numbers: {error}") from None
    found = numbers[tape.output]
    if not same(found, value) and not math.isclose(found, value, rel_tol=ALIKE, abs_tol=ALIKE):
        raise ValueError(
            f"the tape gives {show_number(found)} at its own numbers, and "
            f"{show_number(value)} is written; it is damaged"
        )
    return replace(tape, numbers=tuple(numbers))


def save(tape: Tape, path: str | Path, *, force: bool = False) -> Path:
    """Write a tape to a file, by custom `.json`, as `to_json` does; gives the path back.

    The file appears whole or not at all.

    Args:
        tape: The tape.
        path: The file.
        force: Whether an existing file is replaced.

    Raises:
        FileExistsError: There is such a file and `force` is not set.
    """
    return write(path, to_json(tape), force=force)


def load(path: str | Path) -> Tape:
    """The tape of a file that `save` has written, as `from_json` reads it.

    Raises:
        ValueError: It is no such file, or damaged, or larger than a gigabyte.
    """
    path = Path(path)
    if path.stat().st_size > LARGEST:
        raise ValueError(f"{path} is larger than {LARGEST} bytes; a tape of that size is not read")
    try:
        return from_json(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is no text: {error}") from None
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None


Tape.save = save  # type: ignore[method-assign, assignment]
