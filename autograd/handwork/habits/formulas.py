"""Formulas as people type them: signs, numbers, arrays and layers, brought to the house form.

`NAME` is a name in any alphabet with its indices, of bounded length: a row of letters is read in
time. What needs to know which quantities a sheet has (`w1x1`, `x` for times between letters) is
decided later, where names are resolved.
"""

from __future__ import annotations

import re

from autograd.handwork.habits.rules import Habit

RAISED = "⁰-ⁿ²³¹½¼¾⅓⅔ˣᵀ"
LETTER = f"[^\\W\\d_₀-₎{RAISED}]"
NAME = f"{LETTER}(?:[^\\W{RAISED}]|[\u0300-\u036f]|_\\{{[\\w, ]*\\}}){{0,40}}"
NUMBER = r"(?:\d+\.?\d*|\.\d+)"
MINUS = "[-−–]"
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
            r"(?=(?:σ|ln|log|exp|sin|cos|tanh?|sqrt|sigmoid|relu)\s?\()"
        ),
        r"\1 ",
        (("yln(a)", "y ln(a)"), ("w₁σ(z)", "w₁ σ(z)"), ("asin(a)", "asin(a)")),
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

LAYER = r"\^(?:\[ ?(\w) ?\]|[({]\[ ?(\w) ?\][)}]|[({]\( ?(\w) ?\)[)}]|\( ?(1) ?\))"


def _labelled(match: re.Match[str]) -> str:
    """The layer behind the other indices, as in `W₁₂⁽¹⁾`."""
    name, *layers, index = match.groups()
    layer = next(layer for layer in layers if layer)
    index = (index or "").strip("_{}").replace(",", "").replace(" ", "")
    return f"{name}{index}{layer}"


LAYERS = (
    Habit(
        "a sum over an index",
        re.compile(
            r"[∑Σ](?:_?\{?([ijkn])(?:\s?=\s?\d+)?\}?|([ᵢⱼₖₙ]))(?:\^[({]?\w+[)}]?|ⁿ)?\s*"
            rf"(?={LETTER}|[½(\d])"
        ),
        lambda match: f"sum_{match[1] or 'ijkn'['ᵢⱼₖₙ'.index(match[2])]} ",
        (("Σᵢ wᵢ xᵢ", "sum_i wᵢ xᵢ"), ("∑_{i=1}^{n} (t_i)", "sum_i (t_i)"), ("Σ₁ x", "Σ₁ x")),
    ),
    Habit(
        "a layer as an exponent",
        re.compile(rf"({NAME})\s?{LAYER}(_\w+|_\{{[\w, ]+\}}|[₀-₉]+)?"),
        _labelled,
        (
            ("a^[1] + z^(1)", "a1 + z1"),
            ("δ^((2))", "δ2"),
            ("z^(1)_2 = z_2^[1]", "z21 = z_21"),
            ("x^(2)", "x^(2)"),
        ),
    ),
    Habit(
        "a column written in a row",
        re.compile(
            r"(?<==)(\s*[(\[][^()\[\]=]*,[^()\[\]=]*[)\]])\s*(?:ᵀ|\.T|\^T|\^\{T\})(?=\s*(?:[,;=.$]|$))"
        ),
        r"\1",
        (("x = (1, 2)^T", "x = (1, 2)"), ("A = x (1, 2)^T", "A = x (1, 2)^T")),
    ),
    Habit(
        "a value after a step",
        re.compile(
            rf"({NAME})\s?(?:⁺|(?<=\w)\+(?= +=)|"
            r"\^(?:\+|\(\+\)|\{\+\})(?=\s*(?:[=≈:←/*·×)\]]|$))|\^?\s?\(new\)|\^new\b|"
            r"[_^]\{new\}|_\{?[tnk]\+1\}?|\^[({]\(?[tnk]\+1\)?[)}])"
        ),
        lambda match: re.sub(r"_[tnk]$", "", match.group(1)) + "_new",
        (
            ("w⁺ = 2", "w_new = 2"),
            ("w5+ = w5 - 2", "w5_new = w5 - 2"),
            ("w += 2", "w += 2"),
            ("w1(new)", "w1_new"),
            ("w_{t+1} = 3", "w_new = 3"),
        ),
    ),
    Habit(
        "a new value by its word",
        re.compile(rf"(?<!\w)(?:new|updated)[ \t]+({LETTER}[\d₀-₉_]*)(?!\w)", re.I),
        r"\1_new",
        (("new w1 = x new w2", "w1_new = x w2_new"), ("new weights: w = 2", "new weights: w = 2")),
    ),
)
"""Marks on names: the layer, the step of training."""

D = "[∂d]"
INDEX = r"\[[\d, ]+\]"
DERIVATIVES = (
    Habit(
        "delta for the curly d",
        re.compile(rf"(?<!\w)δ\s?({LETTER})([^/=]*?)/\s?δ\s?(?={LETTER})"),
        r"∂\1\2/∂",
        (("δL/δw1 = 2", "∂L/∂w1 = 2"), ("δ₁/δ₂", "δ₁/δ₂"), ("δo1 = δE/δo1", "δo1 = ∂E/∂o1")),
    ),
    Habit(
        "brackets round one quantity",
        re.compile(
            rf"(?<!\w)({D})\s?\(\s*({NAME})\s*\)(?=\s*/\s*{D})|/\s*({D})\s?\(\s*({NAME})\s*\)"
        ),
        lambda m: f"{m.group(1)}{m.group(2)}" if m.group(1) else f"/{m.group(3)}{m.group(4)}",
        (("∂(L)/∂w", "∂L/∂w"), ("∂L/∂(w)", "∂L/∂w")),
    ),
    Habit(
        "brackets round what varies",
        re.compile(rf"\(\s*({D}{NAME})\s*\)\s*/\s*\(\s*({D}{NAME})\s*\)"),
        r"\1/\2",
        (("(∂L)/(∂w)", "∂L/∂w"),),
    ),
    Habit(
        "the derivative of a sum",
        re.compile(
            rf"(?<!\w){D}\s?\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*/\s*{D}\s?({NAME}(?:{INDEX})?)"
        ),
        lambda match: f"d/d{match.group(2)} ({match.group(1)})",
        (
            ("∂(E1 + E2)/∂w", "d/dw (E1 + E2)"),
            ("∂(v' v)/∂v[2]", "d/dv[2] (v' v)"),
            ("d((a - b)^2)/da", "d/da ((a - b)^2)"),
        ),
    ),
    Habit(
        "square brackets of an operator",
        re.compile(rf"({D}\s?/\s?{D}\s?{NAME})(?:\s+|(?!{INDEX}))\[([^\[\]]*)\]"),
        r"\1 (\2)",
        (("d/dx [x^2]", "d/dx (x^2)"), ("d/dx[2x]", "d/dx (2x)"), ("d/dv[1] (L)", "d/dv[1] (L)")),
    ),
    Habit(
        "nabla",
        re.compile(rf"∇\s?_?\{{?({NAME})\}}?\s+({NAME})"),
        lambda match: f"d{match.group(2)}/d{match.group(1)}",
        (("∇w L", "dL/dw"), ("∇_{w1} L = 2", "dL/dw1 = 2")),
    ),
    Habit(
        "nabla without its quantity",
        re.compile(rf"∇\s?_?\{{?({NAME})\}}?|(?<![\w.])({NAME})\.grad(?!\w)"),
        lambda match: f"grad_{match.group(1) or match.group(2)}",
        (("∇w1 = 2", "grad_w1 = 2"), ("y.grad = 2", "grad_y = 2")),
    ),
)
"""Derivatives."""

FORMULAS = (*SIGNS, *NUMBERS, *ARRAYS, *LAYERS, *DERIVATIVES)
"""Every habit of writing formulas, in the order in which they are undone."""
