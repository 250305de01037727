"""Codes: what stands on a sheet and leads back to its exercise, such as `mlp-7-4-4B9Q`."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import NamedTuple

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that are not taken for one another [Crockford, Base 32]."""
MISREAD = str.maketrans("OIL", "011")
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
"""What word processors write for a hyphen."""
FIRST = "numbers"
"""The level that a code does not name."""
CODE = re.compile(r"([a-z]\w*)-(\d{1,12})-(\d{1,2})(?:-([a-z]+))?-(\w{4})", re.ASCII)


class Code(NamedTuple):
    """The parts of a code: template, seed, places, level if another than the first, and four
    characters that check the rest.

    >>> str(read_code("MLP – 7 – 4 – 4b9q"))
    'mlp-7-4-4B9Q'
    """

    template: str
    seed: int
    places: int
    level: str
    check: str

    def __str__(self) -> str:
        level = [self.level] if self.level != FIRST else []
        return "-".join([self.template, str(self.seed), str(self.places), *level, self.check])


def read_code(text: str) -> Code:
    """The parts of a code as people type it: in capitals or not, with blanks, O for 0.

    Raises:
        ValueError: It has not the form of a code.
    """
    found = isinstance(text, str) and CODE.fullmatch(
        "".join(text.translate(DASHES).split()).lower()
    )
    if not found:
        raise ValueError(
            f"{text!r} is no code of an exercise; one looks like mlp-7-4-4B9Q and stands on the "
            "sheet behind `code:`"
        )
    template, seed, places, level, check = found.groups()
    return Code(template, int(seed), int(places), level or FIRST, check.upper().translate(MISREAD))


def check_characters(text: str) -> str:
    """Four characters by which a code shows whether it was copied rightly, and is of this text.

    >>> len(check_characters("w = 0.5")), check_characters("w = 0.5") == check_characters("w = 0.6")
    (4, False)
    """
    number = int.from_bytes(sha256(text.encode()).digest()[:4])
    return "".join(ALPHABET[number >> 5 * k & 31] for k in range(4))
