"""Names as pictures write them: cleaned and short."""

import re

LONGEST = 26  # characters of a name or formula in a picture
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def clean(label: str) -> str:
    r"""A label without characters that break a file or reorder what stands beside them.

    Line breaks and control characters become spaces; marks that turn the writing direction go.

    >>> clean("a\nb\u202e")
    'a b'
    """
    return BREAKING.sub(" ", BIDI.sub("", label))


def short(label: str, longest: int = LONGEST) -> str:
    """A cleaned label, cut with an ellipsis where it is too long for a picture."""
    label = clean(label)
    return label if len(label) <= longest else label[: longest - 1] + "…"
