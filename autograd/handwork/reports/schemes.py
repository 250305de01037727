"""Schemes from files: what a teacher writes into a small TOML file, checked word for word."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

from autograd.handwork.language.labels import plain_label
from autograd.handwork.reports.marking import Marks, Scheme

SHARES = ("carried", "last_place", "truncated")
"""Of the marks for accuracy, from 0 to 1."""
MOST = 1_000_000
AMOUNTS = ("method", "accuracy", "points", "step")
WORDS = (*AMOUNTS, *SHARES, "weights")


def read_scheme(path: str | Path) -> Scheme:
    r"""The scheme in a TOML file; what it leaves out is as in `Scheme()`.

    Numbers may be fractions in quotes.

    Raises:
        ValueError: The file is no TOML, or says what no scheme knows.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "scheme.toml")
    ...     _ = path.write_text('carried = "1/2"\npoints = 20\n[weights]\n"dL/dw3" = 2')
    ...     scheme = read_scheme(path)
    >>> str(scheme.carried), str(scheme.points), str(scheme.weights["dL/dw3"])
    ('1/2', '20', '2')
    """
    path = Path(path)
    try:
        told = tomllib.loads(path.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # no TOML, no UTF-8, too many digits or brackets
        raise ValueError(f"{path.name} is no TOML file: {error}") from error
    unknown = [word for word in told if word not in WORDS]
    if unknown:
        raise ValueError(f"{path.name} has {unknown[0]!r}; a scheme may have {', '.join(WORDS)}")
    weights = told.pop("weights", {})
    if not isinstance(weights, dict):
        raise ValueError(f'{path.name}: weights are rows such as "dL/dw3" = 2 below [weights]')
    numbers = {word: _number(word, given, path.name) for word, given in told.items()}
    for word in ("points", "step"):
        if numbers.get(word) == 0:
            raise ValueError(f"{path.name}: {word} is more than 0")
    scheme = Scheme(
        **numbers,
        weights={name: _number(name, given, path.name) for name, given in weights.items()},
    )
    if scheme.method + scheme.accuracy == 0:
        raise ValueError(f"{path.name}: method and accuracy are both 0, so nothing earns marks")
    return scheme


def _number(word: str, given: Any, file: str) -> Fraction:
    """A number as exact as it was written: 0.1 is a tenth."""
    try:
        if isinstance(given, bool) or "e" in (text := str(given).lower()):
            raise ValueError  # 1e999999999 would take all memory
        number = Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise ValueError(
            f'{file}: {word} = {given!r:.40} is no number; write 0.5 or "1/2"'
        ) from error
    most = 1 if word in SHARES else MOST
    if not 0 <= number <= most:
        raise ValueError(f"{file}: {word} is from 0 to {most}, not {given!s:.20}")
    return number


def unused_weights(scheme: Scheme, marks: Iterable[Marks]) -> list[str]:
    """The names in the weights of a scheme that no marked quantity has: probably misspelt."""
    known = {plain_label(one.name) for each in marks for one in each.quantities}
    return [name for name in scheme.weights if plain_label(name) not in known]
