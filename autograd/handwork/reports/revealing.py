"""Revealing: what a report that keeps the right numbers back may still say."""

from __future__ import annotations

import re

from autograd.handwork.judging.verdicts import JudgedLine
from autograd.handwork.language.arrays import flat
from autograd.handwork.language.claims import digits

NUMBER = re.compile(r"\d+(?:\.(\d+))?")
HIDDEN = "…"


def kept_back(told: str, line: JudgedLine) -> str:
    """A sentence about a line without the right number of the line, unless the person wrote it.

    >>> wrong = JudgedLine(1, "a = 4", "slip", claimed=4.0, expected=-0.51234)
    >>> kept_back("the key has a = −0.5123, this sheet 4", wrong)
    'the key has a = −…, this sheet 4'
    """
    if line.expected is None:
        return told
    right = [abs(float(x)) for x in flat(line.expected)]
    own = {number.group() for number in NUMBER.finditer(line.text)}

    def shown(number: re.Match[str]) -> str:
        written, places = number.group(), len(number.group(1) or "")
        tells = len(written.replace(".", "").strip("0")) > 1
        if written in own or not any(
            digits(x, places) == written and (tells or x == float(written)) for x in right
        ):
            return written
        return HIDDEN

    return NUMBER.sub(shown, told)


def is_own(line: JudgedLine) -> bool:
    """Whether the number that a verdict is about was written down, not worked out by the checker.

    A formula is judged by what it is worth, which for a right one is the right number.
    """
    return any(
        check.places is not None and check.span == line.span and check.claimed == line.claimed
        for check in line.checks
    )
