"""Styles: every way of typing as data, what stands for each thing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
GREEK = {"eta": "η", "delta": "δ", "beta": "β", "gamma": "γ", "mu": "μ", "eps": "ε", "S": "Σ"}


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
    result: str = "="  # before the number at the end
    number: Callable[[str], str] = lambda text: text
    comma: bool = False
    outer: str = "{} {}'"
    transpose: str = "{}'"
    matrix: str = "{} {}"
    had: str = "{} .* {}"
    bracket_negative: bool = True
    brackets: str = "({})"
    names: Mapping[str, str] = field(default_factory=dict)  # other bases than the template's


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
    "full": "correlate({}, {}, full)",
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


def no_leading_zero(text: str) -> str:
    """Such as .5 and -.25."""
    return re.sub(r"^(-?)0\.(?=\d)", r"\1.", text)


def with_powers_of_ten(text: str) -> str:
    """Small numbers such as 2.66×10⁻²."""
    found = re.fullmatch(r"(-?)0\.(0*)([1-9])(\d*)", text)
    if not found or not found[2]:
        return text
    rest = f".{found[4]}" if found[4] else ""
    power = str(len(found[2]) + 1).translate(POWERS)
    return f"{found[1]}{found[3]}{rest}×10⁻{power}"


def with_exponents(text: str) -> str:
    """Small numbers such as 2.66e-2."""
    found = re.fullmatch(r"(-?)0\.(0*)([1-9])(\d*)", text)
    if not found or not found[2]:
        return text
    rest = f".{found[4]}" if found[4] else ""
    return f"{found[1]}{found[3]}{rest}e-{len(found[2]) + 1}"


HOUSE = Style("house", unicode_name, power=unicode_power, calls=CALLS)
ASCII = Style("ascii", ascii_name, "d{}/d{}", "yhat", "{}_new", " * ", "*", calls=ASCII_CALLS)
LATEX = Style(
    "latex",
    latex_name,
    "\\frac{{\\partial {}}}{{\\partial {}}}",
    "\\hat{y}",
    "{}^{{new}}",
    " \\cdot ",
    " \\cdot ",
    lambda p: f"^{{{p}}}" if len(p) > 1 else f"^{p}",
    "\\frac{{{}}}{{{}}}",
    LATEX_CALLS,
    outer="{} {}^T",
    transpose="{}^T",
    matrix="{} {}",
    had="{} \\odot {}",
    brackets="\\left({}\\right)",
)
STYLES = (
    HOUSE,
    ASCII,
    replace(HOUSE, name="unicode dots", times=" · ", times_numbers=" · ", minus="−", new="{}⁺"),
    replace(HOUSE, name="times signs", times=" × ", times_numbers=" × ", minus="−", new="{}'"),
    replace(HOUSE, name="letter x for times", times=" x ", times_numbers=" x ", new="new {}"),
    replace(ASCII, name="unsigned negatives", times="*", bracket_negative=False),
    replace(
        ASCII, name="python", derivative="d{}_d{}", times_numbers=" * ",
        power=lambda p: f"**{p}", calls=NUMPY_CALLS,
        outer="np.outer({}, {})", transpose="{}.T", matrix="{} @ {}", had="{} * {}",
    ),
    replace(ASCII, name="tight", times="", times_numbers=""),
    replace(ASCII, name="underscores", letter=underscored, hat="y_hat", new="{}^+", times="*"),
    LATEX,
    replace(
        LATEX, name="latex times", new="{}^{{+}}", times=" \\times ", times_numbers=" \\times ",
        power=lambda p: f"^{{{p}}}", fraction="", brackets="({})",
        outer="{} {}^{{T}}", transpose="{}^{{T}}",
    ),
    replace(
        LATEX, name="latex side by side", derivative="\\dfrac{{\\partial {}}}{{\\partial {}}}",
        times=" ", times_numbers="", new="{}'", brackets="({})",
    ),
    replace(HOUSE, name="decimal comma", comma=True, times=" · ", times_numbers=" · "),
    replace(ASCII, name="grad names", derivative="grad_{1}"),
    replace(ASCII, name="dw names", derivative="d{1}", new="{} :"),
    replace(ASCII, name="dot grad", derivative="{1}.grad", new="{}_new"),
    replace(HOUSE, name="nabla", derivative="∇{1} {0}", times=" · ", new="{}(new)"),
    replace(HOUSE, name="arrows", result="->", times=" * ", times_numbers="*", new="{} ←"),
    replace(ASCII, name="double arrows", result="=>", new="{}(new)"),
    replace(HOUSE, name="about", result="≈", derivative="𝜕{}/𝜕{}", times_numbers=" · "),
    replace(ASCII, name="tilde", result="~"),
    replace(HOUSE, name="deltas for derivatives", derivative="δ{}/δ{}", times=" · ", new="{}⁺"),
    replace(ASCII, name="no leading zero", number=no_leading_zero, times="*"),
    replace(HOUSE, name="powers of ten", number=with_powers_of_ten, times_numbers=" · "),
    replace(ASCII, name="exponents", number=with_exponents),
    replace(HOUSE, name="square brackets", brackets="[{}]"),
    replace(HOUSE, name="reused names", new="{}"),
)  # fmt: skip
"""Every way of typing; "house" is the one that the sheets' own documentation uses."""
