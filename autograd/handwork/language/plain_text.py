"""Spelling: mathematics as people type it, brought to the plain letters the grammar reads.

`Σ₁ = x₁·w₁ − ½ŷ²` and `S1 = x1*w1 - (1/2)yhat^(2)` are the same line. Every plain character keeps
the column it came from, so an error points into the person's own text.
"""

from __future__ import annotations

import unicodedata

from autograd.handwork.habits.formulas import FORMULAS
from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.habits.rules import rewritten
from autograd.ops.alphabet import ACCENTS, LATIN_TWINS, LETTERS, SUB, SUPER

PLAIN = {
    **{letter: name for letter, name in LETTERS.items() if letter not in LATIN_TWINS},
    **{"ε": "eps", "ϵ": "eps", "ϑ": "theta", "ϕ": "phi"},
    **{"Σ": "S", "σ": "s", "ς": "s"},
    **{index: letter for index, letter in SUB.items() if letter.isalnum()},
    **ACCENTS,
    "\u0305": "bar",
}
"""Letters by their names, indices and accents; Σ and σ, which name sums and their sigmoids, by S
and s.
"""
SIGNS = {
    **dict.fromkeys("×∗", "*"),
    **dict.fromkeys("·∙⋅•", "@"),
    **dict.fromkeys("−–—‒―﹣－", "-"),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("⊙∘", ".*"),
    "⊗": ".x",
    **dict.fromkeys("≈≃≅≡≐", "="),
    **dict.fromkeys("’′ᵀ⊤", "'"),
    **dict.fromkeys("“”", '"'),
    "∂": "d",
    "√": "sqrt",
    "⌊": "floor(",
    "⌈": "ceil(",
    "⌋": ")",
    "⌉": ")",
    "½": "(1/2)",
    "¼": "(1/4)",
    "¾": "(3/4)",
    "⅓": "(1/3)",
    "⅔": "(2/3)",
    "∴": " ",
    "ℓ": "l",
    "≥": ">=",
    "≤": "<=",
    "∈": " in ",
    "…": "..",
    "⁽": "",
    "⁾": "",
}
NAME = r"[A-Za-z][A-Za-z0-9_]*"
"""A name in the plain letters, as the terminal NAME of grammar.lark has it."""
SUPERSCRIPTS = {raised: plain for raised, plain in SUPER.items() if raised not in "⁽⁾′"}
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
DIRECTION = set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class SpellingError(ValueError):
    """A character that no line may hold; `column` counts from 1."""

    def __init__(self, message: str, column: int, found: str) -> None:
        super().__init__(message)
        self.column = column
        self.found = found


def spell(line: str | PlainLine) -> PlainLine:
    """A line as the grammar reads it; of one that was rewritten already the columns are kept.

    >>> spell("∂L/∂w₃ = 2(ŷ − y)·w₆").text
    'dL/dw3 = 2(yhat - y)@w6'
    >>> spell("‖y − ŷ‖₂² = |a|").text
    'norm(y - yhat)^(2) = abs(a)'
    """
    mapped = rewritten(line if isinstance(line, PlainLine) else PlainLine.of(line), FORMULAS)
    plain: list[str] = []
    columns: list[int] = []
    for text, at in _characters(mapped.text):
        plain.append(text)
        columns.extend([mapped.columns[at]] * len(text))
    return PlainLine("".join(plain), (*columns, *mapped.columns[len(mapped.text) :]))


def _characters(line: str) -> list[tuple[str, int]]:
    """The line as (plain text, column) pieces."""
    pieces: list[tuple[str, int]] = []
    bars: list[str] = []
    i = 0
    while i < len(line):
        character = line[i]
        if character in SUPERSCRIPTS:
            end = i
            while end < len(line) and line[end] in SUPERSCRIPTS:
                end += 1
            pieces.append(("^(", i))
            pieces.extend((SUPERSCRIPTS[line[k]], k) for k in range(i, end))
            pieces.append((")", end - 1))
            i = end
        elif character == "⁽":
            i = _layer_label(line, i, pieces)
        elif character in "|‖":
            i = _bar(line, i, pieces, bars)
        elif character == "_":
            i = _subscript(line, i, pieces)
        elif character in "σς" and _is_applied(line, i + 1):
            pieces.append(("sigmoid", i))
            i += 1
        else:
            pieces.append((_plain(line, i), i))
            i += 1
    return pieces


def _plain(line: str, i: int) -> str:
    """One character in plain letters."""
    character = line[i]
    if character.isascii() and (character.isprintable() or character == "\t"):
        return " " if character == "\t" else character
    for table in (SIGNS, PLAIN):
        if character in table:
            return table[character]
    if character in INVISIBLE or unicodedata.category(character) == "Zs":
        return "" if character in INVISIBLE else " "
    if character in DIRECTION:
        raise SpellingError("an invisible mark turns the direction of the text here", i + 1, "mark")
    apart = unicodedata.normalize("NFD", character)
    if len(apart) == 2 and apart[0].isascii() and apart[1] in ACCENTS:
        return apart[0] + ACCENTS[apart[1]]
    styled = unicodedata.normalize("NFKC", character)
    if len(styled) == 1 and styled != character:
        return _plain(line[:i] + styled, i)
    name = unicodedata.name(character, "")
    shown = repr(character) if name else f"character number {ord(character)}"
    raise SpellingError(f"{shown} has no meaning on a sheet", i + 1, shown)


def _is_applied(line: str, i: int) -> bool:
    """Whether the letter before `i` is a function's: σ(z), σ'(z), σ²(z)."""
    while i < len(line) and (line[i] in "'’′ " or line[i] in SUPERSCRIPTS):
        i += 1
    return i < len(line) and line[i] == "("


def _layer_label(line: str, i: int, pieces: list[tuple[str, int]]) -> int:
    """`W⁽¹⁾` is the name W1, not a power."""
    i += 1
    while i < len(line) and line[i] in SUPERSCRIPTS:
        pieces.append((SUPERSCRIPTS[line[i]], i))
        i += 1
    return i + 1 if i < len(line) and line[i] == "⁾" else i


def _subscript(line: str, i: int, pieces: list[tuple[str, int]]) -> int:
    """`x_1` and `w_{1,2}` are the names x1 and w12; `h_prev` keeps its line."""
    following = line[i + 1 : i + 2]
    if following == "{":
        i += 2
        while i < len(line) and line[i] != "}":
            if line[i] not in ", ":
                pieces.append((_plain(line, i), i))
            i += 1
        return i + 1
    if not following.isdigit():
        pieces.append(("_", i))
    return i + 1


def _bar(line: str, i: int, pieces: list[tuple[str, int]], bars: list[str]) -> int:
    """`|x|` is abs(x), `‖x‖` and `||x||` are norm(x); a closing ‖ may carry its 2."""
    double = line[i] == "‖" or line.startswith("||", i)
    width = 2 if line[i] == "|" and double else 1
    kind = "norm(" if double else "abs("
    before = next((text[-1] for text, _ in reversed(pieces) if text.strip()), "")
    closes = bool(bars) and bars[-1] == kind and before not in "+-*/^=(,["
    if closes:
        bars.pop()
        pieces.append((")", i))
        after = i + width
        if double and line.startswith("_2", after):
            return after + 2
        return after + 1 if double and line.startswith("₂", after) else after
    bars.append(kind)
    pieces.append((kind, i))
    return i + width
