"""How formulas are typed: one style for each way, and one walk over the tree for all of them."""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from examples.chalkbench.arithmetic import Amount

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
GREEK = {"eta": "η", "delta": "δ", "beta": "β", "gamma": "γ", "mu": "μ", "eps": "ε", "S": "Σ"}
DERIVATIVE = re.compile(r"d([A-Za-z]\w*?)_d([A-Za-z]\w*)")
NEW = "_new"


@dataclass(frozen=True)
class Style:
    """A way of typing; every field is what stands for one thing."""

    name: str
    letter: Callable[[str, str], str]  # (base, index) -> a name
    derivative: str = "∂{}/∂{}"
    hat: str = "ŷ"
    new: str = "{}_new"
    times: str = " "
    times_numbers: str = ""  # between brackets; otherwise a sign
    power: Callable[[str], str] = lambda p: f"^{p}"
    fraction: str = ""
    calls: Mapping[str, str] = field(default_factory=dict)
    minus: str = "-"
    equals: str = " = "
    comma: bool = False
    outer: str = "{} {}'"
    transpose: str = "{}'"
    matrix: str = "{} {}"
    had: str = "{} .* {}"
    bracket_negative: bool = True


def ascii_name(base: str, index: str) -> str:
    """Such as w12."""
    return base + index


def unicode_name(base: str, index: str) -> str:
    """Such as w₁₂."""
    return GREEK.get(base, base) + index.translate(SUBSCRIPTS)


def latex_name(base: str, index: str) -> str:
    """Such as w_{12}."""
    greek = f"\\{base}" if base in GREEK and base not in ("S", "eps") else base
    greek = {"eps": "\\epsilon"}.get(base, greek)
    return greek + (f"_{{{index}}}" if len(index) > 1 else f"_{index}" if index else "")


def underscored(base: str, index: str) -> str:
    """Such as w_12."""
    return f"{base}_{index}" if index else base


def unicode_power(p: str) -> str:
    """A power, raised where it is a number."""
    return p.translate(POWERS) if p.isdigit() else f"^{p}"


CALLS = {
    "sigma": "σ({})", "dsigma": "σ'({})", "tanh": "tanh({})", "dtanh": "tanh'({})",
    "relu": "ReLU({})", "exp": "e^({})", "ln": "ln({})", "log10": "log10({})", "sqrt": "√({})",
    "sin": "sin({})", "cos": "cos({})", "abs": "|{}|", "sum": "sum({})", "mean": "mean({})",
    "max": "max({})", "min": "min({})", "dot": "dot({}, {})", "softmax": "softmax({})",
    "correlate": "correlate({}, {}, valid)", "conv": "conv({}, {}, valid)", "flip": "flip({})",
}  # fmt: skip
ASCII_CALLS = CALLS | {
    "sigma": "sigmoid({})",
    "dsigma": "sigmoid'({})",
    "relu": "relu({})",
    "exp": "exp({})",
    "sqrt": "sqrt({})",
    "abs": "abs({})",
}
LATEX_CALLS = CALLS | {
    "sigma": "\\sigma({})",
    "dsigma": "\\sigma'({})",
    "tanh": "\\tanh({})",
    "dtanh": "\\tanh'({})",
    "relu": "\\text{{ReLU}}({})",
    "exp": "e^{{{}}}",
    "ln": "\\ln({})",
    "sqrt": "\\sqrt{{{}}}",
    "sin": "\\sin({})",
    "cos": "\\cos({})",
    "max": "\\max({})",
}
NUMPY_CALLS = ASCII_CALLS | {
    "exp": "np.exp({})",
    "ln": "np.log({})",
    "tanh": "np.tanh({})",
    "sqrt": "np.sqrt({})",
    "sin": "np.sin({})",
    "cos": "np.cos({})",
    "relu": "np.maximum(0, {})",
}

HOUSE = Style("house", unicode_name, power=unicode_power, calls=CALLS)
STYLES = (
    HOUSE,
    Style("ascii", ascii_name, "d{}/d{}", "yhat", "{}_new", " * ", "*", calls=ASCII_CALLS),
    Style(
        "unicode dots", unicode_name, times=" · ", times_numbers=" · ", power=unicode_power,
        calls=CALLS, minus="−", new="{}⁺",
    ),
    Style(
        "times signs", unicode_name, times=" × ", times_numbers=" × ", power=unicode_power,
        calls=CALLS, minus="−", equals=" = ", new="{}'",
    ),
    Style("unsigned negatives", ascii_name, "d{}/d{}", "yhat", "{}_new", "*", "*",
          calls=ASCII_CALLS, bracket_negative=False),
    Style(
        "python", ascii_name, "d{}_d{}", "yhat", "{}_new", " * ", " * ",
        power=lambda p: f"**{p}", calls=NUMPY_CALLS,
        outer="np.outer({}, {})", transpose="{}.T", matrix="{} @ {}", had="{} * {}",
    ),
    Style("tight", ascii_name, "d{}/d{}", "yhat", "{}_new", "", "", calls=ASCII_CALLS),
    Style("underscores", underscored, "d{}/d{}", "y_hat", "{}^+", "*", "*", calls=ASCII_CALLS),
    Style(
        "latex", latex_name, "\\frac{{\\partial {}}}{{\\partial {}}}", "\\hat{y}",
        "{}^{{new}}", " \\cdot ", " \\cdot ", fraction="\\frac{{{}}}{{{}}}",
        power=lambda p: f"^{{{p}}}" if len(p) > 1 else f"^{p}", calls=LATEX_CALLS,
        outer="{} {}^T", transpose="{}^T", matrix="{} {}", had="{} \\odot {}",
    ),
    Style(
        "latex times", latex_name, "\\frac{{\\partial {}}}{{\\partial {}}}", "\\hat{y}",
        "{}^{{+}}", " \\times ", " \\times ", power=lambda p: f"^{{{p}}}", calls=LATEX_CALLS,
        outer="{} {}^{{T}}", transpose="{}^{{T}}", matrix="{} {}", had="{} \\odot {}",
    ),
    replace(HOUSE, name="decimal comma", comma=True, times=" · ", times_numbers=" · "),
    Style("grad names", ascii_name, "grad_{1}", "yhat", "{}_new", " * ", "*", calls=ASCII_CALLS),
)  # fmt: skip
"""Every way of typing; "house" is the one that the sheets' own documentation uses."""


IN_DEGREES = {"sindeg": "sin", "cosdeg": "cos"}  # nobody writes down that degrees were taken


def name_written(name: str, style: Style) -> str:
    """A quantity as it is typed: `dL_dw1` becomes ∂L/∂w₁."""
    if derivative := DERIVATIVE.fullmatch(name):
        return style.derivative.format(*(name_written(part, style) for part in derivative.groups()))
    if name.endswith(NEW):
        return style.new.format(name_written(name.removesuffix(NEW), style))
    if name == "yhat":
        return style.hat
    base, index = re.fullmatch(r"([A-Za-z]+)(\d*)", name).groups()  # type: ignore[union-attr]
    return style.letter(base, index)


def number_written(x: Amount, style: Style) -> str:
    """A number, or an array, as it is typed."""
    if isinstance(x, list):
        between = "; " if style.comma else ", "
        return f"[{between.join(number_written(item, style) for item in x)}]"
    text = f"{x:f}".replace("-", style.minus)
    return text.replace(".", ",") if style.comma else text


SUM, PRODUCT, POWER, ATOM = 1, 2, 3, 4


def minus_leads(node: ast.expr) -> bool:
    """Whether a term begins with a minus that belongs to all of it, as in −a b."""
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        node = node.left
    return isinstance(node, ast.UnaryOp)


def formula_written(
    node: ast.expr, style: Style, numbers: Mapping[str, Amount] | None = None
) -> str:
    """A formula as it is typed, with the numbers in place of the names if they are given."""

    def bracketed(node: ast.expr, least: int) -> str:
        text, level = go(node)
        return text if level >= least else f"({text})"

    def name(name: str) -> tuple[str, int]:
        if numbers is None:
            return name_written(name, style), ATOM
        x = numbers[name]
        text = number_written(x, style)
        return text, ATOM if isinstance(x, list) or not x.is_signed() else SUM

    def factors(node: ast.expr) -> list[ast.expr]:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            return [*factors(node.left), node.right]
        return [node]

    def times(node: ast.BinOp) -> tuple[str, int]:
        first, *others = factors(node)
        if isinstance(first, ast.UnaryOp):
            return style.minus + join([first.operand, *others]), SUM
        return join([first, *others]), PRODUCT

    def join(found: list[ast.expr]) -> str:
        if numbers is not None and not style.times_numbers:
            pieces = [go(x)[0] if isinstance(x, ast.Call) else f"({go(x)[0]})" for x in found]
            return "".join(x if x.startswith("(") else f" {x} " for x in pieces).strip()
        lone = numbers is not None and not style.bracket_negative
        texts = [
            go(x)[0] if at and lone and isinstance(x, ast.Name) else bracketed(x, POWER)
            for at, x in enumerate(found)
        ]
        sign = style.times if numbers is None else style.times_numbers
        if not sign.strip() and any(t[0].isdigit() for t in texts[1:]):
            return "*".join(texts)
        if not sign and any("/" in t for t in texts):
            return "*".join(texts)
        if not sign and any(isinstance(x, ast.Call) for x in found):
            return " ".join(texts)
        return sign.join(texts)

    def binary(node: ast.BinOp) -> tuple[str, int]:
        left, right = node.left, node.right
        match node.op:
            case ast.Add():
                return f"{bracketed(left, SUM)} + {bracketed(right, PRODUCT)}", SUM
            case ast.Sub():
                return f"{bracketed(left, SUM)} {style.minus} {bracketed(right, PRODUCT)}", SUM
            case ast.Mult():
                return times(node)
            case ast.Div() if style.fraction:
                return style.fraction.format(go(left)[0], go(right)[0]), POWER
            case ast.Div():
                text, _ = go(left)
                level = SUM if minus_leads(left) else PRODUCT
                above = text if minus_leads(left) else bracketed(left, PRODUCT)
                return f"{above}/{bracketed(right, POWER)}", level
            case ast.MatMult():
                return style.matrix.format(bracketed(left, POWER), bracketed(right, POWER)), PRODUCT
        base = bracketed(left, ATOM)
        return base + style.power(go(right)[0]), POWER

    def call(name: str, args: list[ast.expr]) -> tuple[str, int]:
        pairs = {"outer": style.outer, "had": style.had, "T": style.transpose}
        if name in pairs:
            return pairs[name].format(*(bracketed(x, POWER) for x in args)), PRODUCT
        if name == "entry":
            inside = ",".join(go(x)[0] for x in args[1:])
            return f"{bracketed(args[0], ATOM)}[{inside}]", ATOM
        pattern = style.calls[IN_DEGREES.get(name, name)]
        return pattern.format(*(go(x)[0] for x in args)), POWER if "^" in pattern else ATOM

    def go(node: ast.expr) -> tuple[str, int]:
        match node:
            case ast.Constant(value=value):
                return number_written(Decimal(repr(value)), style), ATOM
            case ast.Name(id=text):
                return name(text)
            case ast.UnaryOp(operand=operand):
                return style.minus + bracketed(operand, PRODUCT), SUM
            case ast.BinOp():
                return binary(node)
            case ast.List(elts=items):
                return f"[{', '.join(go(item)[0] for item in items)}]", ATOM
            case ast.Call(func=ast.Name(id=function), args=args):
                return call(function, args)
        raise ValueError(f"no such formula: {ast.unparse(node)}")

    return go(node)[0]
