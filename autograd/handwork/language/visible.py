"""Text that is shown as it is: characters that steer a terminal or turn its direction are signs."""

from __future__ import annotations

import re
from typing import Any

STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # escape, bell and their kind, but tab and line feed
    "\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"  # directions, invisible marks, halves of characters
)
CONTROL_PICTURES = 0x2400
"""Where Unicode has a sign for each of the first 32 characters."""


def visible(text: str) -> str:
    r"""A text with a sign for every character that would steer or hide instead of being shown.

    One sign stands for one character, so columns stay true.

    >>> visible("a\x1b[31m = \u202e2")
    'a␛[31m = �2'
    """
    return STEERING.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code == 0x7F:
        return "␡"
    return chr(CONTROL_PICTURES + code) if code < 0x20 else "�"


def all_visible(data: Any) -> Any:
    """The same of every text in nested lists and dictionaries.

    >>> all_visible({"a": ["\\x07", 1]})
    {'a': ['␇', 1]}
    """
    if isinstance(data, str):
        return visible(data)
    if isinstance(data, dict):
        return {key: all_visible(value) for key, value in data.items()}
    return list(map(all_visible, data)) if isinstance(data, list) else data
