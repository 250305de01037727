"""Names as pictures write them: cleaned, short, with their indices set low or high."""

import re

from autograd.ops.alphabet import SUB, SUPER

LONGEST = 26  # characters of a name or formula in a picture
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
INDEX = re.compile(
    r"(?<=[^\W_]|\})(?:(?P<sign>[_^])(?:(?P<digits>\d+)|(?P<letter>[a-z])(?![^\W_])"
    r"|\{(?P<group>[^{}]{1,12})\}))"
)
"""An index below or above a letter: x_1, w_{12}, h_t, w^{(2)}. That of `loss_fn` is none."""
LOW, HIGH = ({plain: index for index, plain in marks.items()} for marks in (SUB, SUPER))


def clean(label: str) -> str:
    r"""A label without characters that break a file or reorder what stands beside them.

    Line breaks and control characters become spaces; marks that turn the writing direction go.

    >>> clean("a\nb\u202e")
    'a b'
    """
    return BREAKING.sub(" ", BIDI.sub("", label))


def set_indices(text: str) -> str:
    """A text with the indices of its names set low and high, where there are such characters.

    >>> set_indices("w_{12}^{(2)} x_1 + b_q"), set_indices("loss_fn, layer_norm_2")
    ('w₁₂⁽²⁾ x₁ + b_q', 'loss_fn, layer_norm₂')
    """
    return INDEX.sub(one_index, text)


def one_index(found: re.Match[str]) -> str:
    """An index as characters, as it was where there is none for one of its own."""
    written = found["digits"] or found["letter"] or found["group"].replace(",", "").replace(" ", "")
    marks = LOW if found["sign"] == "_" else HIGH
    if not all(character in marks for character in written):
        return found[0]
    return "".join(marks[character] for character in written)


def short(label: str, longest: int = LONGEST) -> str:
    """A cleaned label with set indices, cut with an ellipsis where it is too long for a picture."""
    label = set_indices(clean(label))
    return label if len(label) <= longest else label[: longest - 1] + "…"
