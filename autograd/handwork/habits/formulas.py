"""Formulas as people type them: signs, numbers and arrays, brought to the house form.

What needs to know which quantities a sheet has (`w1x1`, `x` for times between letters) is decided
later, where names are resolved.
"""

from __future__ import annotations

import re

from autograd.handwork.habits.names import DERIVATIVES, LAYERS, LETTER, NAME
from autograd.handwork.habits.rules import Habit

NUMBER = r"(?:\d+\.?\d*|\.\d+)"
MINUS = "[-−–]"
FUNCTION = "(?:σ|ln|log|exp|sin|cos|tanh?|sqrt|sigmoid|relu)"
"""What stands in front of a bracket and is no factor."""
MINUS_AS_ASCII = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−–", "-0123456789--")


def _arrow(match: re.Match[str]) -> str:
    """An arrow says "gives", but `w = 0.5 -> 0.4` is a change of w."""
    before = re.search(rf"(?:^|[=≈(→])\s*{MINUS}?{NUMBER}\s*$", match.string[: match.start()])
    behind = re.match(rf"\s*{MINUS}?{NUMBER}\s*(?:$|[)→])", match.string[match.end() :])
    first = len(re.findall("[=≈]", match.string[: match.start()])) < 2
    return match.group() if before and behind and first else "="


def _power_of_ten(match: re.Match[str]) -> str:
    """`2.66×10⁻²` is one number, with the digits of its mantissa; `5×10²` counts."""
    mantissa, power = match.group(1), match.group(2).translate(MINUS_AS_ASCII)
    if "-" not in power and "." not in mantissa:
        return match.group(0)
    return f"{mantissa}e{power.strip('^(){}')}"


def _rows(match: re.Match[str]) -> str:
    """`[1 2; 3 4]` by its rows, `[1; 2]` and `[1 -2]` by their entries."""
    rows = [re.sub(r"\s*,\s*|\s+", ", ", row.strip()) for row in match.group(1).split(";")]
    if any("," in row for row in rows) and len(rows) > 1:
        return f"[{', '.join(f'[{row}]' for row in rows)}]"
    return f"[{', '.join(rows)}]"


SIGNS = (
    Habit(
        "a sign of assignment",
        re.compile(r"==|≔|(?<=[\w₀-₎\])}⁺])(\s*)(?:←|⟵|<--?(?=\s))"),
        lambda match: "=" if match.group() == "==" else f"{match.group(1) or ''}:=",
        (
            ("w ← w - 2", "w := w - 2"),
            ("a == 2", "a = 2"),
            ("if(a < -1, 2, 3)", "if(a < -1, 2, 3)"),
        ),
    ),
    Habit(
        "an arrow for equals",
        re.compile(r"(?<![-=<>])(?:-+>|=+>|→|⇒|⟹|⟶|↦)"),
        _arrow,
        (
            ("2 + 3 -> 5", "2 + 3 = 5"),
            ("a => 5", "a = 5"),
            ("w = 0.5 -> 0.4", "w = 0.5 -> 0.4"),
            ("(140 → 70 → 35)", "(140 → 70 → 35)"),
        ),
    ),
    Habit(
        "about equal",
        re.compile(r"=?[ \t]*[~∼]=?|=[ \t]*≈"),
        "=",
        (("a ~ 0.7", "a= 0.7"), ("a =~0.7", "a =0.7"), ("a = ≈ 0.7", "a = 0.7")),
    ),
    Habit(
        "taken away in place",
        re.compile(rf"^(\s*)({NAME})\s*([-+−])=\s*([^=≈]*[^=≈\s])"),
        lambda m: f"{m[1]}{m[2]} := {m[2]} {m[3]} ({m[4]})",
        (("w -= 0.1 g", "w := w - (0.1 g)"), ("w -= 0.1 = 2", "w := w - (0.1) = 2")),
    ),
    Habit(
        "x for times",
        re.compile(r"(?<=\d)\s*[xX](?=\d*\.\d)|(?<=[^\W_]|[)\]])\s+[xX]\s+(?=\.?\d)"),
        " * ",
        (
            ("0.8 x 0.5", "0.8 * 0.5"),
            ("(2) x 3", "(2) * 3"),
            ("0.8x0.5", "0.8 * 0.5"),
            ("2 x - 1", "2 x - 1"),
        ),
    ),
    Habit(
        "a root without brackets",
        re.compile(r"√\s*(?=[^\W_]|\.)"),
        "sqrt ",
        (("√2", "sqrt 2"), ("√(a)", "√(a)")),
    ),
    Habit(
        "a function beside a name",
        re.compile(
            rf"(?<![\w.])(?!a(?:sin|cos|tan))({LETTER}_?[\d₀-₉]*)"
            rf"(?={FUNCTION}\s?\()"
        ),
        r"\1 ",
        (("yln(a)", "y ln(a)"), ("w₁σ(z)", "w₁ σ(z)"), ("asin(a)", "asin(a)")),
    ),
    Habit(
        "a bracket behind a derivative",  # but not of a call, dL/df(x), nor at a place, dy/dx(3)
        re.compile(
            rf"(?<!\w)([d∂]{NAME}/[d∂](?!{FUNCTION}\(){NAME})"
            rf"(?=\((?!\s*(?:{NAME}|{MINUS}?\s*{NUMBER})\s*[),=]))"
        ),
        r"\1 ",
        (
            ("dL/da(1 - a^2)", "dL/da (1 - a^2)"),
            ("dy/dx(3) = 6", "dy/dx(3) = 6"),
            ("dy/dx(x=3)", "dy/dx(x=3)"),
            ("∂L/∂h₁(w₁)(2)", "∂L/∂h₁(w₁)(2)"),
            ("dL/dtanh(2z)", "dL/dtanh(2z)"),
            ("dL/df(x)", "dL/df(x)"),
        ),
    ),
    Habit(
        "a power in braces",
        re.compile(r"\^\{([^{}]*)\}"),
        r"^(\1)",
        (("e^{-z}", "e^(-z)"),),
    ),
)
"""Signs between and before quantities."""

NUMBERS = (
    Habit(
        "digits that go on",
        re.compile(r"(\d\.\d+)(?:…|\.{2,})(?!\s*\d)"),
        r"\1",
        (("a = 0.5349…", "a = 0.5349"), ("0.5349... = b", "0.5349 = b"), ("0.5..1", "0.5..1")),
    ),
    Habit(
        "a power of ten",
        re.compile(
            rf"(?<![\w.^/])(?<![\^/] )({NUMBER})\s*(?:[×·⋅∙*]|[xX](?=\s*10))\s*10"
            rf"(⁻?[⁰¹²³⁴-⁹]+|\^\(?{MINUS}?\d+\)?)(?!\w)"
        ),
        _power_of_ten,
        (
            ("2.66×10⁻²", "2.66e-2"),
            ("3 * 10^-4", "3e-4"),
            ("3·10^(-4) a", "3e-4 a"),
            ("1.5×10³", "1.5e3"),
            ("5×10²", "5×10²"),
            ("a/2*10^-2", "a/2*10^-2"),
        ),
    ),
)
"""Numbers."""

ARRAYS = (
    Habit(
        "a library's name",
        re.compile(r"(?<!\w)(?:(?:np|numpy|math|torch|tf|jnp|linalg|nn|functional|F)\.)+(?=[a-z])"),
        "",
        (("np.exp(z)", "exp(z)"), ("np.linalg.norm(z)", "norm(z)")),
    ),
    Habit(
        "an array's constructor",
        re.compile(r"(?<!\w)(?:array|asarray|matrix|tensor)\(\s*(\[[^()]*\])\s*\)"),
        r"\1",
        (("array([1, 2])", "[1, 2]"),),
    ),
    Habit(
        "a transposition",
        re.compile(r"\.T(?!\w)|\.transpose\(\)|\^\(?[⊤ᵀ]\)?|\^\(T\)"),
        "'",
        (("W.T x", "W' x"), ("W^⊤ x", "W' x"), ("W^(T) x", "W' x")),
    ),
    Habit(
        "rows by semicolons",
        re.compile(r"(?<![\w)\]])\[([^\[\]]*;[^\[\]]*)\]"),
        _rows,
        (
            ("[1 2; 3 4]", "[[1, 2], [3, 4]]"),
            ("[a, b; c, d]", "[[a, b], [c, d]]"),
            ("[1; 2]", "[1, 2]"),
        ),
    ),
    Habit(
        "entries by spaces",
        re.compile(rf"(?<![\w)\]])\[\s*({MINUS}?{NUMBER}(?:\s+{MINUS}?{NUMBER})+)\s*\]"),
        _rows,
        (("[1 -2]", "[1, -2]"), ("[1 - 2]", "[1 - 2]"), ("[[1 2], [3 4]]", "[[1, 2], [3, 4]]")),
    ),
    Habit(
        "rows without commas",
        re.compile(r"(?<![\w)\]])\[\s*\[[^\[\]]*\](?:[\s,;]*\[[^\[\]]*\])+\s*\]"),
        lambda match: re.sub(r"\][\s,;]*(?=\[)", "], ", match.group()),
        (("[[1, 2] [3]; [4]]", "[[1, 2], [3], [4]]"), ("[1, 2] [3, 4]", "[1, 2] [3, 4]")),
    ),
)
"""Vectors and matrices."""

FORMULAS = (*SIGNS, *NUMBERS, *ARRAYS, *LAYERS, *DERIVATIVES)
"""Every habit of writing formulas, in the order in which they are undone."""
