"""Tokens: how the kinds of words on a sheet look, for editors that colour them.

One table for all of them: the TextMate grammar of an editor and the mode of the sheet page are
derived from it. The patterns use only what the regular expressions of Python, JavaScript and
Oniguruma have in common.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from autograd.handwork.language.functions import SPELLINGS
from autograd.handwork.language.reading import DIRECTIVES

LETTER = "A-Za-z\u00c0-\u024f\u0370-\u03ff\u1e00-\u1effℓ"
"""Latin letters with and without accents, and Greek ones."""
BEHIND = f"{LETTER}0-9_\u0300-\u036f₀-₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
"""What may stand behind the first letter of a name: digits, indices and combining accents too."""
NAME = f"[{LETTER}][{BEHIND}]*"


class Token(NamedTuple):
    """A kind of word: its name here, the TextMate scope that editors colour it by, its pattern."""

    kind: str
    scope: str
    pattern: str


def _one_of(words: set[str]) -> str:
    """Any of these words and no longer one, the longest first."""
    inside = "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
    return f"(?:{inside})(?![{BEHIND}])"


TOKENS: tuple[Token, ...] = (
    Token("comment", "comment.line.number-sign", "#.*"),
    Token("heading", "keyword.control", rf"^\s*(?:{'|'.join(DIRECTIVES)})\s*:(?!=)"),
    Token("words", "string.unquoted", "(?:(?<=^title:)|(?<=^student:)|(?<=^code:)|(?<=^note:)).+"),
    Token(
        "derivative",
        "variable.other.derivative",
        rf"(?:[∂d] ?{NAME} ?/ ?[∂d] ?{NAME}|d/d{NAME})(?:\[[0-9, ]+\])?",
    ),
    Token(
        "function",
        "support.function",
        _one_of({*SPELLINGS, "σ"}) + r"(?=['⁰¹²³⁴-⁹]*\s*\(|\s+[\w(])",
    ),
    Token("name", "variable.other", NAME),
    Token(
        "number", "constant.numeric", r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[½¼¾⅓⅔]"
    ),
    Token("equals", "keyword.operator.comparison", ":=|[=≈≃≅≡≐]"),
    Token("operator", "keyword.operator", r"[-+*/^×·∙⋅∗•−–÷⊙∘⊗√'’′ᵀ⊤]"),
    Token("bracket", "punctuation.section", r"[\[\](){}⌊⌋⌈⌉|‖,;]"),
)
"""The kinds in the order in which they are tried at each place of a line."""

ANY = re.compile("|".join(f"(?P<{token.kind}>{token.pattern})" for token in TOKENS))


def tokens_of(line: str) -> list[tuple[str, int, int]]:
    """The words of a line: (kind, first column, the column after the last), columns from 0.

    >>> tokens_of("ŷ = σ(z₁)")
    [('name', 0, 1), ('equals', 2, 3), ('function', 4, 5), ('bracket', 5, 6), ('name', 6, 8), \
('bracket', 8, 9)]
    """
    return [(str(m.lastgroup), m.start(), m.end()) for m in ANY.finditer(line)]
