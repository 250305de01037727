"""The line that a learner hands in: all answers to one pass, as the player writes it.

    chalkgrad-result-1 graph=94cfd73e2096 pass=4,half_up,op seed=1 from=17 answers=#15,.. check=...

Questions are parted by commas, what happened at each by slashes: an answer, `#edge`, `?` for a
hint, `!` for shown; nothing for a question that was skipped as known. Nodes and edges are places in
the graph's order. The checksum finds what was changed by accident or by hand. It is no signature:
who reads the page's script can make one, and no page can tell who typed.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from autograd import Rounding

FORMAT = "chalkgrad-result-1"
MOST_LEAD = 200  # characters before a line: a name, a bullet

_LINE = re.compile(rf"{FORMAT}((?: [a-z]+=[^ \n]*)+)")
_NUMBER = r"-?\d{1,25}(?:\.\d{1,25})?(?:e[+-]?\d{1,3})?"
_EVENT = re.compile(rf"\?|!|#\d{{1,7}}|{_NUMBER}")
_KEYS = ("graph", "pass", "seed", "edits", "only", "values", "from", "answers", "check")


class ResultLineError(ValueError):
    """A line that cannot be read, and why."""


@dataclass(frozen=True)
class ResultLine:
    """What a learner handed in.

    Attributes:
        graph: The fingerprint of the graph.
        rounding: How the pass was rounded, None for the exact one.
        seed: The gradient of the output.
        start: The step after which questions began.
        events: What happened at each question.
        edits: Given numbers that were changed in the page, by their node's place.
        only: The node whose paths were walked, None for the whole pass.
        values: Whether values were asked for too.
        who: What stood before the line.
        intact: Whether the checksum fits.
    """

    graph: str
    rounding: Rounding | None
    seed: float
    start: int
    events: tuple[tuple[str, ...], ...]
    edits: dict[int, float] = field(default_factory=dict)
    only: int | None = None
    values: bool = False
    who: str = ""
    intact: bool = True


def checksum(text: str) -> str:
    """FNV-1a in 32 bits, in hexadecimal.

    >>> checksum("a")
    'e40c292c'
    """
    hashed = 0x811C9DC5
    for byte in text.encode("utf-8", "replace"):
        hashed = (hashed ^ byte) * 0x01000193 & 0xFFFFFFFF
    return f"{hashed:08x}"


def result_lines(text: str) -> Iterator[ResultLine | ResultLineError]:
    """Every result line in a text, or why it cannot be read; what stands before it is who it is by.

    >>> [line.who for line in result_lines("Ada: chalkgrad-result-1 graph=0 pass=exact seed=1 "
    ...     "from=17 answers=#15 check=0")]
    ['Ada']
    """
    for row in text.splitlines():
        for found in _LINE.finditer(row):
            who = row[: found.start()].strip(" \t:;,|>*-\"'`")[-MOST_LEAD:]
            try:
                yield read(found[0], who)
            except ValueError as error:
                yield ResultLineError(f"{who or row[:40]}: {error}")


def read(text: str, who: str = "") -> ResultLine:
    """A result line in parts.

    Raises:
        ResultLineError: It is not written as the player writes it.
    """
    words = dict(word.split("=", 1) for word in text.split(" ")[1:])
    if unknown := words.keys() - set(_KEYS):
        raise ResultLineError(f"the line has an unknown part {min(unknown)!r}")
    if absent := {"graph", "pass", "seed", "from", "answers", "check"} - words.keys():
        raise ResultLineError(f"the line is cut off: it has no {min(absent)!r}")
    edits = [edit.partition(":") for edit in words.get("edits", "").split(",") if edit]
    answers = words["answers"].split(",") if words["answers"] else []
    return ResultLine(
        graph=words["graph"],
        rounding=rounding_of(words["pass"]),
        seed=number(words["seed"]),
        start=int(whole(words["from"])),
        events=tuple(map(events_of, answers)),
        edits={int(whole(node)): number(value) for node, _, value in edits},
        only=int(whole(words["only"])) if "only" in words else None,
        values=words.get("values") == "1",
        who=who,
        intact=checksum(text.partition(" check=")[0]) == words["check"],
    )


def rounding_of(word: str) -> Rounding | None:
    """`exact`, or `4,half_up,op`."""
    if word == "exact":
        return None
    places, mode, after = [*word.split(","), "", ""][:3]
    return Rounding(int(whole(places)), mode, after)  # type: ignore[arg-type]  # it checks


def events_of(answer: str) -> tuple[str, ...]:
    """What happened at a question."""
    events = tuple(answer.split("/")) if answer else ()
    for event in events:
        if not _EVENT.fullmatch(event):
            raise ResultLineError(f"{event[:20]!r} is no answer")
    return events


def number(word: str) -> float:
    """A finite number."""
    if not re.fullmatch(_NUMBER, word) or not math.isfinite(float(word)):
        raise ResultLineError(f"{word[:20]!r} is no number")
    return float(word)


def whole(word: str) -> str:
    """A whole number, or -1."""
    if not re.fullmatch(r"-1|\d{1,7}", word):
        raise ResultLineError(f"{word[:20]!r} is no whole number")
    return word
