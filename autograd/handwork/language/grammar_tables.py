"""The parser of sheets: from a table that stands beside the grammar, or from the grammar itself.

To build the table takes longer than to judge a short sheet, and more than ten times as long as to
read it. It is data, nothing in it is executed; it counts where it is of this grammar and of the
lark that is installed. Whoever changes the grammar writes it anew:

    python -m autograd.handwork.language.grammar_tables
"""

from __future__ import annotations

import json
from pathlib import Path
from pkgutil import get_data
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # loaded with the first sheet: pytest, which loads us in every run, does without
    from lark import Lark

STARTS = ["chain", "given", "any", "round"]
GRAMMAR, TABLE = "grammar.lark", "grammar.json"


def parser(**callbacks: Any) -> Lark:
    """The LALR parser: what `callbacks` make of its rules and tokens, they make as it goes."""
    from lark import Lark

    found = stored()
    if found is None:
        return built(**callbacks)
    load: Any = Lark._load_from_dict  # untyped; the parsers that lark writes as modules call it
    made: Lark = load(found["data"], found["memo"], **callbacks)
    return made


def built(**callbacks: Any) -> Lark:
    """The parser as lark builds it from the grammar."""
    from lark import Lark

    return Lark(grammar(), parser="lalr", start=STARTS, maybe_placeholders=False, **callbacks)


def grammar() -> str:
    """The text of the grammar."""
    return text_of(GRAMMAR)


def text_of(name: str) -> str:
    """A file beside this one, which may stand in a zip."""
    return (get_data(__package__, name) or b"").decode().replace("\r\n", "\n")


def stored() -> dict[str, Any] | None:
    """The table in the file, None where that is of another grammar or lark, or no whole file."""
    try:
        found: dict[str, Any] = json.loads(text_of(TABLE), object_pairs_hook=with_numbers)
        return found if found["of"] == of() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def of() -> list[str]:
    """What a table depends on."""
    from lark import __version__

    return [__version__, *STARTS, grammar()]


def with_numbers(pairs: list[tuple[str, Any]]) -> dict[str | int, Any]:
    """An object of JSON, whose keys are texts, with whole numbers for keys as they were.

    >>> with_numbers([("7", "state"), ("NAME", 8)])
    {7: 'state', 'NAME': 8}
    """
    return {int(key) if key.isdecimal() else key: value for key, value in pairs}


def written() -> str:
    """The file: what the table is of, and the table."""
    from lark.grammar import Rule
    from lark.lexer import TerminalDef

    data, memo = built().memo_serialize([TerminalDef, Rule])
    return json.dumps({"of": of(), "data": data, "memo": memo}, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    Path(__file__).with_name(TABLE).write_text(written(), encoding="utf-8")
