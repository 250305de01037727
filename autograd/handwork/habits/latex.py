r"""LaTeX: commands and braces of a formula, brought to the signs they print.

The rules are used again and again until none changes the line, so that braces open from the
innermost outwards: in `\frac{1}{1+e^{-z_{1}}}` first the index, then the exponent, last the
fraction.
"""

import re

from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.habits.rules import Habit, rewritten
from autograd.ops.alphabet import LETTERS, SUPERSCRIPTS

INNER = r"\{([^{}]*)\}"
END = r"(?![A-Za-z])"
LATEX_NAMES = {name: letter for letter, name in LETTERS.items()} | {
    "epsilon": "ε",
    "varepsilon": "ε",
    "varphi": "φ",
    "vartheta": "θ",
    "ell": "ℓ",
    "hbar": "h",
}
SIGNS = {
    "·": "cdot times ast star bullet",
    "÷": "div",
    "⊙": "odot circ",
    "⊗": "otimes",
    "≈": "approx simeq cong sim equiv doteq thickapprox",
    "≤": "le leq leqslant",
    "≥": "ge geq geqslant",
    "←": "leftarrow gets",
    "⇒": "Rightarrow implies Longrightarrow therefore Leftrightarrow iff",
    "→": "rightarrow to longrightarrow mapsto",
    "∂": "partial",
    "∇": "nabla",
    "∑": "sum",
    "∈": "in",
    "±": "pm",
    "∞": "infty",
    "'": "prime",
    "|": "vert lvert rvert mid",
    "‖": "Vert lVert rVert",
    "[": "lbrack",
    "]": "rbrack",
    "⌊": "lfloor",
    "⌋": "rfloor",
    "⌈": "lceil",
    "⌉": "rceil",
    "…": "dots ldots cdots vdots",
}
SIGN_OF = {name: sign for sign, names in SIGNS.items() for name in names.split()}
FUNCTIONS = "ln log exp sin cos tan sinh cosh tanh cot arctan arcsin arccos max min det"
FONTS = (
    "text textbf textit textrm textsf mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak "
    "operatorname operatorname\\* boldsymbol bm pmb vec boxed cancel underline overbrace "
    "underbrace mbox hbox fbox ensuremath"
)


def _any(names: str) -> str:
    """A pattern for any of the commands of these names, not the beginning of a longer one."""
    return rf"\\(?:{'|'.join(sorted(names.split(), key=len, reverse=True))})"


def _index(match: re.Match[str]) -> str:
    """An index of several in braces as part of the name: `_{1,2}`, `_{t-1}`."""
    inside = match.group(1).replace("-", "m").replace("+", "p")
    return "_" + re.sub(r"[^\w'\u0302-\u0307]", "", inside)


def _label(match: re.Match[str]) -> str:
    """The number of a layer."""
    return f"⁽{match.group(1).translate(SUPERSCRIPTS)}⁾"


def _sign(match: re.Match[str]) -> str:
    """The sign or letter of a command."""
    name = match.group(1)
    return SIGN_OF.get(name) or LATEX_NAMES[name]


def _matrix(match: re.Match[str]) -> str:
    """The rows of a matrix, or the entries of a column."""
    rows = [row.split("&") for row in re.split(r"\\\\", match.group(1)) if row.strip()]
    if all(len(row) == 1 for row in rows):
        return f"[{', '.join(row[0].strip() for row in rows)}]"
    return f"[{', '.join('[' + ', '.join(map(str.strip, row)) + ']' for row in rows)}]"


LATEX = (
    Habit(
        "matrix",
        re.compile(
            r"\\begin\{(?:[bpvBV]?(?:small)?matrix|array)\}(?:\{[clr| ]*\})?"
            r"((?:(?!\\begin).)*?)\\end\{(?:[bpvBV]?(?:small)?matrix|array)\}"
        ),
        _matrix,
        (
            (r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}", "[[1, 2], [3, 4]]"),
            (r"\begin{pmatrix} 1 \\ 2 \end{pmatrix}", "[1, 2]"),
        ),
    ),
    Habit(
        "frame",
        re.compile(
            r"\\(?:begin|end)\{[A-Za-z]+\*?\}|\\(?:tag|label|color|phantom)\{[^{}]*\}|\\nonumber|\\hline"
        ),
        "",
        ((r"\begin{align*} z = 3 \tag{1}", " z = 3 "),),
    ),
    Habit(
        "row",
        re.compile(r"\\\\(?:\[[\w.]+\])?"),
        "\n",
        ((r"a = 1 \\[2pt] b = 2", "a = 1 \n b = 2"),),
    ),
    Habit("mark", re.compile(r"(?<!\\)&|\\(?=\s*(?:$|\n))"), " ", (("z &= 3 \\", "z  = 3  "),)),
    Habit(
        "size",
        re.compile(
            rf"\\(?:left|right|[bB]igg?[lr]?|limits|nolimits|displaystyle|textstyle|middle){END}\.?"
        ),
        "",
        ((r"\left( a \right)", "( a )"), (r"\bigl(a\bigr)", "(a)")),
    ),
    Habit(
        "space",
        re.compile(rf"\\[,;:!> ]|~|\\(?:thinspace|enspace){END}"),
        " ",
        ((r"b\,(1 - t)", "b (1 - t)"),),
    ),
    Habit(
        "gap",
        re.compile(rf"\\q?quad{END}"),
        "\u2003",
        ((r"a = 1 \quad b = 2", "a = 1 \u2003 b = 2"),),
    ),
    Habit("comma", re.compile(r"(?<=\d)\{([,.])\}(?=\d)"), r"\1", (("0{,}5", "0,5"),)),
    Habit("escaped", re.compile(r"\\([%$#_&])"), r"\1", ((r"losses\_sqr", "losses_sqr"),)),
    Habit(
        "brace",
        re.compile(r"\\([{}])"),
        lambda m: "(" if m.group(1) == "{" else ")",
        ((r"\exp\{z\}", r"\exp(z)"),),
    ),
    Habit(
        "font",
        re.compile(rf"{_any(FONTS)}\s*{INNER}"),
        r"\1",
        (
            (r"\text{net}_1", "net_1"),
            (r"\mathrm{ReLU}(z)", "ReLU(z)"),
            (r"\boxed{z = 3}", "z = 3"),
        ),
    ),
    Habit(
        "coloured",
        re.compile(rf"\\textcolor\{{\w*\}}\s*{INNER}"),
        r"\1",
        ((r"\textcolor{red}{0.5}", "0.5"),),
    ),
    Habit(
        "accent",
        re.compile(r"\\(?:wide)?hat\s*(?:\{(\w)\}|(\w))"),
        "\\1\\2\u0302",
        ((r"\hat{y}", "y\u0302"), (r"\hat y", "y\u0302")),
    ),
    Habit(
        "bar",
        re.compile(r"\\(?:bar|overline)\s*(?:\{(\w)\}|(\w))"),
        "\\1\\2\u0304",
        ((r"\bar{y}", "y\u0304"),),
    ),
    Habit(
        "tilde",
        re.compile(r"\\(?:wide)?tilde\s*(?:\{(\w)\}|(\w))"),
        "\\1\\2\u0303",
        ((r"\tilde{y}", "y\u0303"),),
    ),
    Habit(
        "function",
        re.compile(rf"\\({'|'.join(FUNCTIONS.split())}){END}\s*(?=([('^_]?))"),
        lambda m: f" {m.group(1)}{'' if m.group(2) else ' '}",
        ((r"2\ln x", "2 ln x"), (r"\tanh(z)", " tanh(z)")),
    ),
    Habit(
        "sign",
        re.compile(
            rf"\\({'|'.join(sorted({*SIGN_OF, *LATEX_NAMES}, key=len, reverse=True))}){END}"
            r"(?:(?<=partial)\s*)?"
        ),
        _sign,
        (
            (r"\partial L", "∂L"),
            (r"\sigma(z)", "σ(z)"),
            (r"w_1 \cdot x", "w_1 · x"),
            (r"\eta \frac", r"η \frac"),
            (r"\sigma_1", "σ_1"),
        ),
    ),
    Habit("index", re.compile(r"_\{(\w+)\}"), r"_\1", (("w_{12}", "w_12"), ("net_{h1}", "net_h1"))),
    Habit(
        "indices",
        re.compile(r"_\{([\w\s,+'.\u0302-\u0307-]*)\}"),
        _index,
        (("w_{1,2}", "w_12"), ("h_{t-1}", "h_tm1")),
    ),
    Habit(
        "layer",
        re.compile(r"\^\{[(\[](\d+)[)\]]\}"),
        _label,
        (("W^{(1)}", "W⁽¹⁾"), ("a^{[2]}", "a⁽²⁾")),
    ),
    Habit(
        "transposed",
        re.compile(r"\^\{?(?:T|⊤|\\top|\\intercal|\\mathsf\{T\})(?![A-Za-z])\}?"),
        "ᵀ",
        ((r"x^{T}", "xᵀ"), (r"x^\top", "xᵀ")),
    ),
    Habit("primed", re.compile(r"\^\{?(['′]+)\}?"), r"\1", (("f^{'}", "f'"),)),
    Habit(
        "renewed",
        re.compile(r"\^\{\+\}|\^\+(?!\s*\w)"),
        "⁺",
        (("w^{+}", "w⁺"), ("w_5^+ = 2", "w_5⁺ = 2")),
    ),
    Habit(
        "version",
        re.compile(r"\^\{\(?([A-Za-z]{2,})\)?\}"),
        r"_\1",
        (("w^{new}", "w_new"), ("w^{(old)}", "w_old")),
    ),
    Habit("exponent", re.compile(r"\^\{([^{}]*)\}"), r"^(\1)", (("e^{-z}", "e^(-z)"),)),
    Habit("root", re.compile(rf"\\sqrt\s*{INNER}"), r"sqrt(\1)", ((r"\sqrt{a}", "sqrt(a)"),)),
    Habit(
        "differential",
        re.compile(r"(?<=\{)([∂d])\((\w+)\)(?=\})"),
        r"\1\2",
        ((r"\frac{d(s)}{d(t)}", r"\frac{ds}{dt}"),),
    ),
    Habit(
        "slope",
        re.compile(
            r"\\[dt]?frac\s*\{((?:[∂d]|δ)(?:\^\d)?[^\W\d_][\w⁰-ₜ\u0302-\u0307]*)\}\s*\{([∂dδ][^\W\d_][\w⁰-ₜ\u0302-\u0307]*(?:\^\d)?)\}"
        ),
        r"\1/\2",
        ((r"\frac{∂L}{∂w_1}", "∂L/∂w_1"), (r"\frac{dL}{da_2}", "dL/da_2")),
    ),
    Habit(
        "derivation",
        re.compile(r"\\[dt]?frac\s*\{([∂dδ])\}\s*\{([∂dδ][^\W\d_]\w*)\}"),
        r"\1/\2 ",
        ((r"\frac{d}{dx}(x^2)", "d/dx (x^2)"),),
    ),
    Habit(
        "half", re.compile(r"\\[dt]?frac\s*(\d)\s*(\d)"), r"(\1/\2)", ((r"\frac12 e", "(1/2) e"),)
    ),
    Habit(
        "simple",
        re.compile(r"\\[dt]?frac\s*\{\s*([\d.]+)\s*\}\s*\{\s*([\d.]+)\s*\}"),
        r"(\1/\2)",
        ((r"\frac{1}{2}e", "(1/2)e"),),
    ),
    Habit(
        "fraction",
        re.compile(rf"\\[dt]?frac\s*{INNER}\s*{INNER}"),
        r"((\1)/(\2))",
        ((r"\frac{1}{1+a}", "((1)/(1+a))"),),
    ),
    Habit(
        "group", re.compile(r"(?<![\w_^}])\{([^{}]*)\}"), r"\1", ((r"{\bf a} = {3}", r"\bf a = 3"),)
    ),
)
"""LaTeX within a formula; see the top for the order."""


def plain(line: PlainLine) -> PlainLine:
    r"""A line of LaTeX in the signs that it prints.

    >>> plain(PlainLine.of(r"\frac{\partial E}{\partial w_{1}} = e^{-\text{net}_{h1}}")).text
    '∂E/∂w_1 = e^(-net_h1)'
    """
    for _ in range(40):
        if not re.search(r"[\\{}&]", line.text):
            break
        before, line = line, rewritten(line, LATEX)
        if line.text == before.text:
            break
    return line
