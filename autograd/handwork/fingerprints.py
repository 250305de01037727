"""The fingerprint of a key: it tells whether a number is the key's, and does not hold the number.

What is kept of each quantity is a salted hash of its name and its rounded number, made slow on
purpose: one question is answered at once, while trying all numbers of four decimals takes minutes
for each quantity. It keeps a solution from the eyes of whoever opens a page, not from a patient
program, which could as well work the exercise out.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from autograd.handwork.judging.verdicts import Report
from autograd.handwork.language.arrays import Quantity, flat
from autograd.handwork.language.claims import Claim, claims_of, digits
from autograd.handwork.language.expressions import Name, is_number, names_in
from autograd.handwork.language.labels import plain_label
from autograd.handwork.language.reading import Sheet, read
from autograd.handwork.language.wording import text
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.keys import meanings_of
from autograd.handwork.worlds.world import World

PLACES = 4
"""Decimal places where the key asks for none."""
WORK = 20_000
"""How often a hash is hashed again: about 10 ms."""


@dataclass(frozen=True)
class Fingerprint:
    """What may be known of a key by everybody: names, and hashes of their numbers' entries.

    >>> made = fingerprint("given: x = 3\\ny = x^2 = 9", salt="ab", work=1)
    >>> list(made.hashes), Fingerprint(**made.data) == made
    (['y'], True)
    """

    salt: str
    work: int
    places: int
    hashes: Mapping[str, Sequence[str]]

    @property
    def data(self) -> dict[str, Any]:
        """The same as JSON has it."""
        return asdict(self)


def fingerprint(
    key: Sheet | str, *, places: int | None = None, salt: str = "", work: int = WORK
) -> Fingerprint:
    """The fingerprint of all that a key works out.

    Args:
        key: The key, or its text.
        places: Decimal places that count, in place of the key's own.
        salt: What makes this fingerprint unlike any other; random if left out.
        work: How often a hash is hashed again.

    >>> made = fingerprint("given: x = 3\\ny = x^2 = 9", work=1)
    >>> agrees(made, "y", "9"), agrees(made, "y", "8.0000"), agrees(made, "z", "9")
    (True, False, None)
    """
    sheet = read(key) if isinstance(key, str) else key
    shown = next(n for n in (places, sheet.places, PLACES) if n is not None)
    salt = salt or secrets.token_hex(16)
    hashes = {
        label: [
            _hashed(salt, work, label, i, digits(float(x), shown)) for i, x in enumerate(flat(made))
        ]
        for label, made in _worked_out(sheet)
    }
    return Fingerprint(salt, work, shown, hashes)


def agrees(made: Fingerprint, name: str, number: str | Sequence[Claim]) -> bool | None:
    """Whether a number is the key's, up to one in the last place; None if that cannot be told.

    It cannot for a quantity that the key does not work out, nor for a number of fewer digits than
    the key's that is not exact.

    >>> made = fingerprint("given: x = 3\\ny = x/7", places=3, work=1)
    >>> [agrees(made, "y", number) for number in ("0.429", "0.4286", "0.430", "0.431", "0.43")]
    [True, True, True, False, None]
    """
    if isinstance(number, str):
        (_, part) = read(f"x = {number}").lines[0].parts
        number = claims_of(part.tree)
    label = plain_label(name)
    hashes = made.hashes.get(label, ())
    if not hashes or len(hashes) != len(number):
        return None
    found = [_is_one(made, label, i, claim) for i, claim in enumerate(number)]
    return False if False in found else None if None in found else True


def compared(report: Report, made: Fingerprint) -> dict[int, bool | None]:
    r"""For each line that ends with a number the key has too: whether it is the key's.

    >>> made = fingerprint("given: x = 3\nh = 2 x = 6\nL = h^2 = 36", work=1)
    >>> from autograd.handwork.checking import check
    >>> compared(check("given: x = 3\nh = 2 x = 6\nL = 6 h = 36.5"), made)
    {2: True, 3: None}
    """
    found: dict[int, bool | None] = {}
    label = ""
    for line in report.sheet.lines:
        if not line.continues:
            label = plain_label(line.text)
        if line.parts and not line.given and label in made.hashes:
            last = line.parts[-1].tree
            if is_number(last):
                found[line.number] = agrees(made, label, claims_of(last))
    return found


def _is_one(made: Fingerprint, label: str, i: int, claim: Claim) -> bool | None:
    """Whether one entry is the key's."""
    coarse = claim.decimals < made.places
    unit = 0.0 if coarse else 10.0**-made.places
    for number in dict.fromkeys((claim.value, claim.value + unit, claim.value - unit)):
        asked = (made.salt, made.work, label, i, digits(number, made.places))
        if _hashed(*asked) == made.hashes[label][i]:
            return True
    return None if coarse else False


@lru_cache(maxsize=4096)
def _hashed(salt: str, work: int, label: str, i: int, number: str) -> str:
    """SHA-256, applied `work` times [RFC 8018, section 5.1]; no OpenSSL, as browsers have none."""
    made = hashlib.sha256(f"{salt} {label}[{i}] = {number}".encode())
    for _ in range(work - 1):
        made = hashlib.sha256(made.digest())
    return made.hexdigest()


def _worked_out(sheet: Sheet) -> Iterator[tuple[str, Quantity]]:
    """What a key works out, each quantity once, by its plain label."""
    world = World()
    seen = set[str]()
    for about, tree in meanings_of(sheet):
        try:
            if isinstance(about, Name):
                world.define(about.id, tree, about.shown)
            if any(name.id not in world.definitions for name in names_in(about)):
                continue  # free symbols: it has no number
            number = world.number(about)
        except NUMERIC_ERRORS:
            continue
        label = plain_label(text(about))
        if label not in seen and not (isinstance(about, Name) and is_number(tree)):
            seen.add(label)
            yield label, number
