"""Markdown: the marks of lists, tables and emphasis around a line of mathematics."""

import re

from autograd.handwork.habits.prose import SUBJECT
from autograd.handwork.habits.rules import Habit

ITEM = rf"(?=\$|\\|[^\W\d_]{{2,}} [^\W\d_]|{SUBJECT}\s*[=≈:←])"
"""How an item of a list goes on: with what a line is about, with words or with a formula."""

MARKDOWN = (
    Habit(
        "address",
        re.compile(r"!?\[[^\]]*\]\([^)]*[./#][^)]*\)|\S+://\S+"),
        " ",
        (("see [here](notes.md) or https://a.b?c=d", "see   or  "), ("[a](b)", "[a](b)")),
    ),
    Habit(
        "escaped",
        re.compile(r"\\([*_#\[\]().+\-!<>`~])(?![\w(]*\\)"),
        r"\1",
        ((r"w\_1 \* x\_1", "w_1 * x_1"), (r"2\. z = 3", "2. z = 3")),
    ),
    Habit(
        "bold",
        re.compile(r"(?<![^\s(|:])(\*\*|__)(?=\S)((?:(?!\1).)+?)(?<=\S)\1(?![\w*(])"),
        r"\2",
        (
            ("**z** = 3", "z = 3"),
            ("so **z = 3**.", "so z = 3."),
            ("a = 2**3 + 4**5", "a = 2**3 + 4**5"),
        ),
    ),
    Habit(
        "emphasis",
        re.compile(r"(?<![^\s(|:])([*_])(?=[^\s*_])((?:(?!\1).)+?)(?<=[^\s*_])\1(?![\w*(])"),
        r"\2",
        (("*Step*: z = 3", "Step: z = 3"), ("a = 2 *3", "a = 2 *3"), ("_so_ a = 2", "so a = 2")),
    ),
    Habit(
        "dollar",
        re.compile(r"\$+([^$]*)\$+|\\\((.*?)\\\)|\\\[(.*?)\\\]"),
        r"\1\2\3",
        (("the output $h$ = 0.3", "the output h = 0.3"), (r"\(h\) = 0.3", "h = 0.3")),
    ),
    Habit(
        "code",
        re.compile(r"`+([^`]*)`+"),
        r"\1",
        (("`z = 3`", "z = 3"),),
    ),
    Habit(
        "break",
        re.compile(r"<br ?/?>|&nbsp;|\\$"),
        " ",
        (("z = 3<br>", "z = 3 "), ("z = 3\\", "z = 3 ")),
    ),
    Habit(
        "low",
        re.compile(r"<sub>([^<]*)</sub>"),
        r"_{\1}",
        (("w<sub>12</sub>", "w_{12}"),),
    ),
    Habit(
        "high",
        re.compile(r"<sup>([^<]*)</sup>"),
        r"^{\1}",
        (("x<sup>2</sup>", "x^{2}"),),
    ),
)
"""Markdown within a row."""

LISTS = (
    Habit(
        "rule",
        re.compile(r"^\s*[=~_]{3,}\s*$"),
        "",
        (("=====", ""), ("= = 3", "= = 3")),
    ),
    Habit(
        "bracket",
        re.compile(r"^\s*(?:\d{1,2}|[a-z]|[ivx]{1,4})\)\s*(?=\S)"),
        "",
        (("1) z = 3", "z = 3"), ("iv) z = 3", "z = 3"), ("(2) (3) = 6", "(2) (3) = 6")),
    ),
    Habit(
        "sign",
        re.compile(r"^\s*(?:[•◦▪‣●○■]|\[[ x]\]|[①-⑳])\s*(?=\S)"),
        "",
        (("• z = 3", "z = 3"), ("[x] z = 3", "z = 3")),
    ),
)
"""What makes a row one of a list, and can be nothing else."""

RESULTS = (
    Habit(
        "result",
        re.compile(
            r"(=[^=#]*(?<!\d)[^\W\d_][^=#]*?)\s*#\s*(?:[=≈→]|->)?\s*"
            r"([-−]?\d*\.\d+|\[[-−\d., ]+\])\s*$"
        ),
        r"\1 = \2",
        (
            ("a = tanh(z)  # 0.83", "a = tanh(z) = 0.83"),
            ("a = tanh(z)  # -> [0.8, 0.3]", "a = tanh(z) = [0.8, 0.3]"),
            ("eta = 0.1  # 0.5", "eta = 0.1  # 0.5"),
            ("z = w x  # 1", "z = w x  # 1"),
            ("z = w x = 0.3  # 0.31", "z = w x = 0.3  # 0.31"),
        ),
    ),
)
"""What a formula is worth, told in a remark as in a program."""

ENDS = (
    Habit(
        "remark",
        re.compile(
            r"\s+//.*$|(?<=[\d)])\s+(?:<-+|←|--+>?)\s*[^\W\d_]{3,}[^=+*/^]*$|"
            r"\s+\[(?:[^\W\d_]+ ?)+\]$"
        ),
        "",
        (
            ("z = 3  // ok", "z = 3"),
            ("z = 3 <- rounded", "z = 3"),
            ("z = w x [by definition]", "z = w x"),
            ("w = 3 ← w", "w = 3 ← w"),
        ),
    ),
    Habit(
        "comparison",
        re.compile(r"(?<=\d)\s*(?:[<>]=?|[≤≥≠])\s*[-−]?\d*\.?\d+\s*$"),
        "",
        (("z = 0.5 > 0", "z = 0.5"), ("z = -2 < 0.0", "z = -2")),
    ),
    Habit(
        "end",
        re.compile(r"(?<=[\w)\]'’²³…])\s*[.,;:]+\s*$"),
        "",
        (
            ("z = 3.", "z = 3"),
            ("z = 0.3…;", "z = 0.3…"),
            ("z = f(x),", "z = f(x)"),
            ("z = 3 =", "z = 3 ="),
        ),
    ),
)
"""What ends a sentence."""

BULLETS = (
    Habit(
        "bullet",
        re.compile(rf"^\s*[*+–—-]\s+{ITEM}"),
        "",
        (
            ("- h1 = w x", "h1 = w x"),
            ("* ∂L/∂w = 2", "∂L/∂w = 2"),
            ("- w.grad = 2", "w.grad = 2"),
            ("- the input: x = 2", "the input: x = 2"),
            ("-h1 = 2", "-h1 = 2"),
            ("- 2 = -2", "- 2 = -2"),
            ("- a + b = 2", "- a + b = 2"),
            ("- a^2 = -4", "- a^2 = -4"),
        ),
    ),
    Habit(
        "number",
        re.compile(
            rf"^\s*(?:\((?:\d{{1,2}}|[a-h]|[ivx]{{1,4}})\)|\d{{1,2}}(?:[.:]| [-–—]))\s+{ITEM}"
        ),
        "",
        (
            ("(b) z = 3", "z = 3"),
            ("2. z = 3", "z = 3"),
            ("2 - h1 = 3", "h1 = 3"),
            ("(2) (3) = 6", "(2) (3) = 6"),
            ("1 - a b = 3", "1 - a b = 3"),
        ),
    ),
)
"""What mostly makes a row one of a list, but may be a minus or a factor of an equation."""
