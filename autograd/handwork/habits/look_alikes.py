"""Look-alikes: symbols that are taken for one another in handwriting, and doubtful ones of a text.

A program that reads handwriting says how sure it is of each symbol. This table says what one that
it is not sure of may be instead; each entry is one character, so that columns stay true.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

PAIRS = (
    "17", "1l", "1I", "1/", "2Z", "2z", "27", "38", "39", "49", "4y", "0O", "0o", "06", "08", "5S",
    "5s", "56", "68", "6b", "79", "7/", "8B", "9g", "9q", "lI", "l/", "aα", "BΒ", "dδ", "pρ", "uv",
    "wω", "yγ", "ze", "+t", "×x", "*x", "·.", ".,", "-=", "−=", "-~", "−~", "=≈", "({", "([", ")]",
)  # fmt: skip
"""Two symbols each, either of which may be read for the other."""
DOUBTFUL = 0.8
"""A symbol of which the reader is less sure than this is doubtful."""


def look_alikes(symbol: str) -> Iterator[str]:
    """What a symbol may be instead.

    >>> list(look_alikes("7"))
    ['1', '2', '9', '/']
    """
    for pair in PAIRS:
        if symbol in pair:
            yield pair[1] if symbol == pair[0] else pair[0]


def doubtful(text: str, confidence: Sequence[float]) -> Iterator[tuple[int, int]]:
    r"""Line, from 1, and column, from 0, of the symbols in a text that its reader is not sure of.

    Raises:
        ValueError: There is not one number from 0 to 1 for each character.

    >>> list(doubtful("a\nb1", [1, 1, 0.9, 0.6]))
    [(2, 1)]
    """
    if len(confidence) != len(text):
        raise ValueError(
            f"{len(text)} characters have {len(confidence)} confidences; give one each"
        )
    line, start = 1, 0
    for at, sure in enumerate(confidence):
        if not 0 <= sure <= 1:
            raise ValueError(f"confidence is a number from 0 to 1, not {sure!r}")
        if sure < DOUBTFUL and not text[at].isspace():
            yield line, at - start
        if text[at] == "\n" or (text[at] == "\r" and text[at + 1 : at + 2] != "\n"):
            line, start = line + 1, at + 1
