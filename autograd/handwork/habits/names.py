"""Names as people type them: layers, new values and derivatives, brought to the house form.

`NAME` is a name in any alphabet with its indices, of bounded length: a row of letters is read in
time.
"""

from __future__ import annotations

import re

from autograd.handwork.habits.rules import Habit

RAISED = "⁰-ⁿ²³¹½¼¾⅓⅔ˣᵀ"
LETTER = f"[^\\W\\d_₀-₎{RAISED}]"
NAME = f"{LETTER}(?:[^\\W{RAISED}]|[\u0300-\u036f]|_\\{{[\\w, ]*\\}}){{0,40}}"
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
