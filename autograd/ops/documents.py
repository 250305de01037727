"""What files of JSON hold, written and read: numbers, texts, lists, ops; strangers may have
written them, so that each thing is looked at before it is taken.
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import resources
from typing import Any

from autograd.ops.operation import OPS, Op

NON_FINITE = ("nan", "inf", "-inf")
"""JSON has no numbers for these."""


def bare(x: float) -> float | str:
    """A number as JSON has it."""
    return float(x) if math.isfinite(x) else str(float(x))


def schema_of(package: str, what: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file, which lies in a package.

    >>> schema_of("autograd.tape", "tape")["properties"]["format"]
    {'const': 'chalkgrad tape'}
    """
    file = resources.files(package).joinpath(f"{what}.schema.json")
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def closed(what: str, version: int, head: Mapping[str, Any], name: str, rows: Iterable[Any]) -> str:
    """The text of a file of a kind, which `opened` reads: its head, then a line for each row.

    >>> print(closed("list", 1, {"of": "two"}, "numbers", [3, 5]))
    {"format": "chalkgrad list", "version": 1, "of": "two", "numbers": [
    3,
    5
    ]}
    """
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    first = json.dumps(
        {"format": f"chalkgrad {what}", "version": version, **head}, ensure_ascii=False
    )
    body = ",\n".join(lines)
    return f'{first[:-1]}, "{name}": [\n{body}\n]}}'


def opened(text: str, what: str, version: int) -> dict[str, Any]:
    """The object that a file of a kind holds, `{"format": "chalkgrad graph", …}`.

    Raises:
        ValueError: It is no JSON, of another kind, or of a version not known here.
    """
    try:
        document = json.loads(text, parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"this is not JSON of a {what}: {error}") from None
    kind = f"chalkgrad {what}"
    if not isinstance(document, dict) or document.get("format") != kind:
        raise ValueError(f'this is not JSON of a {what}; it begins with {{"format": "{kind}"')
    if document.get("version") != version:
        raise ValueError(f"version {document.get('version')!r} is not known here, only {version}")
    return document


def refuse_constant(name: str) -> Any:
    """NaN and Infinity, which Python reads and JSON does not have."""
    raise ValueError(f"{name} is no JSON; write it as a string, one of {', '.join(NON_FINITE)}")


def told(place: str, read: Callable[..., Any], *what: Any) -> Any:
    """What a reader gives of an object; its errors say where."""
    try:
        if not isinstance(what[0], dict):
            raise TypeError(f"it is an object, got {what[0]!r:.60}")
        return read(*what)
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        said = f"{error} is not there" if isinstance(error, KeyError) else str(error)
        raise ValueError(f"{place}: {said}") from None


def listed(entry: Mapping[str, Any], key: str) -> list[Any]:
    """A list that must stand there."""
    found = entry.get(key)
    if not isinstance(found, list):
        raise ValueError(f'"{key}" is a list, got {found!r:.60}')
    return found


def declared(name: Any) -> Op:
    """The op of a name."""
    if not isinstance(name, str) or name not in OPS:
        raise ValueError(
            f"no op is named {name!r:.60} here; import the module that declares it first "
            "(nn for the ops of its losses)"
        )
    return OPS[name]


def one_of(before: Sequence[Any], place: Any, what: str) -> Any:
    """What stands at a place before this one."""
    if place.__class__ is not int or not 0 <= place < len(before):
        raise ValueError(f"{what} {place!r:.60} does not stand before it")
    return before[place]


def number(x: Any) -> float:
    """A number of JSON, or a word for one that JSON lacks."""
    if x.__class__ in (int, float) or (isinstance(x, str) and x in NON_FINITE):
        return float(x)
    raise ValueError(f"{x!r:.60} is no number")


def whole(x: Any) -> int:
    """A whole number from 0."""
    if x.__class__ is int and x >= 0:
        return int(x)
    raise ValueError(f"{x!r:.60} is no whole number from 0")


def string(x: Any) -> str:
    """A text."""
    if isinstance(x, str):
        return x
    raise ValueError(f"{x!r:.60} is no text")
