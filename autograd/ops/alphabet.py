"""Names between alphabets: `w₃`, `w_{3}`, `w3`; `ŷ`, `\\hat{y}`, `yhat`; `Σ₂`, `\\Sigma_{2}`,
`Sigma2`.
"""

import re
import unicodedata
from functools import lru_cache

GREEK = [
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "zeta",
    "eta",
    "theta",
    "iota",
    "kappa",
    "lambda",
    "mu",
    "nu",
    "xi",
    "omicron",
    "pi",
    "rho",
    "sigmaf",
    "sigma",
    "tau",
    "upsilon",
    "phi",
    "chi",
    "psi",
    "omega",
]
LETTERS = {chr(0x3B1 + i): name for i, name in enumerate(GREEK)} | {
    chr(0x391 + i): name.capitalize() for i, name in enumerate(GREEK) if name != "sigmaf"
}
ACCENTS = {"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0307": "dot"}
SUB = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789+-()aehijklmnoprstuvx", strict=True))
SUPER = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱˣ′", "0123456789+-()nix'", strict=True))
# Of the gates of recurrent cells; no exponents, as those above may be.
GATES = dict(zip("ᶠᵍᵒʳᶻ", "fgorz", strict=True))
# To write an index with `str.translate`: its digits, signs and brackets; letters stay.
SUBSCRIPTS, SUPERSCRIPTS = (
    {ord(plain): index for index, plain in marks.items() if not plain.isalpha()}
    for marks in (SUB, SUPER)
)
MATH_CHARACTERS = {
    "∂": r"\partial",
    "·": r"\cdot",
    "×": r"\times",
    "−": "-",
    "±": r"\pm",
    "→": r"\to",
    "≤": r"\le",
    "≥": r"\ge",
    "≈": r"\approx",
    "∞": r"\infty",
    "√": r"\surd",
    "∇": r"\nabla",
    "∑": r"\sum",
    "⊙": r"\odot",
    "∈": r"\in",
    "…": r"\dots",
}
LATIN_TWINS = {"ο": "o", "ς": r"\varsigma"} | dict(
    zip("ΑΒΕΖΗΙΚΜΝΟΡΤΧ", "ABEZHIKMNOPTX", strict=True)
)
LATEX_LETTERS = {letter: f"\\{name}" for letter, name in LETTERS.items()} | {
    letter: rf"\mathrm{{{twin}}}" for letter, twin in LATIN_TWINS.items()
}
LATEX_SPECIAL = {c: f"\\{c}" for c in "#$%&_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
LETTER, ACCENT = f"[A-Za-z{''.join(LETTERS)}]", f"[{''.join(ACCENTS)}]"
LOW, HIGH = f"[{re.escape(''.join(SUB))}]", f"[{re.escape(''.join(SUPER | GATES))}]"
SIMPLE = re.compile(f"({LETTER})({ACCENT}?)({HIGH}*)({LOW}*)({HIGH}*)")
MATH = re.compile(
    f"({LETTER}{ACCENT}?{HIGH}*{LOW}*{HIGH}*(?<![A-Za-z])|[{''.join(MATH_CHARACTERS)}])"
)
ASCII = str.maketrans(LETTERS | ACCENTS | SUB | SUPER | GATES | {"′": "_prime"})
RAISED = {*SUPER, *GATES, "'", "’"}
PLAIN = str.maketrans(SUB | SUPER | GATES)


@lru_cache(maxsize=10_000)  # a pass writes the same names again and again
def latex_name(name: str) -> str:
    """A name in LaTeX math: letters, accents, indices as such, anything else upright, escaped.

    >>> print(latex_name("w₁₂⁽²⁾"), latex_name("wᶠₓ₁"), latex_name("ŷ"), latex_name("50% off"))
    w_{12}^{(2)} w_{x1}^{f} \\hat{y} \\text{50\\% off}
    """
    simple = SIMPLE.fullmatch(unicodedata.normalize("NFD", name))
    if not simple:
        return rf"\text{{{latex_escape(name)}}}"
    letter, accent, before, below, after = simple.groups()
    written = letter if letter.isascii() else LATEX_LETTERS[letter]
    if accent:
        written = rf"\{ACCENTS[accent]}{{{written}}}"
    if below:
        written += f"_{{{below.translate(PLAIN)}}}"
    if before or after:
        above = (before + after).translate(PLAIN).replace("'", r"\prime ").strip()
        written += f"^{{{above}}}"
    return written


def latex_escape(text: str) -> str:
    r"""Any text as LaTeX text: special characters escaped, mathematical characters in math mode.

    What cannot be printed (line breaks, control and direction marks) becomes a space.

    >>> print(latex_escape("50% of ∂L/∂w₃"))
    50\% of \(\partial\)L/\(\partial\)\(w_{3}\)
    """
    pieces = MATH.split(unicodedata.normalize("NFD", text))
    return "".join(
        rf"\({MATH_CHARACTERS.get(piece) or latex_name(piece)}\)"
        if place % 2
        else "".join(
            LATEX_SPECIAL.get(c, c if c.isprintable() else " ")
            for c in unicodedata.normalize("NFC", piece)
        )
        for place, piece in enumerate(pieces)
    )


def is_raised(name: str) -> bool:
    """Whether a name carries a superscript or a prime, beside which an exponent would run into it.

    >>> is_raised("w₁⁽²⁾"), is_raised("x′"), is_raised("w₁")
    (True, True, False)
    """
    return not RAISED.isdisjoint(name)


LINE = 60
"""The most characters of a label that a line of a table, a formula or a picture shows."""


def legible(label: str) -> str:
    r"""A label fit for one line: unprintable characters as spaces, the middle cut if long.

    >>> legible("two\nlines"), len(legible("x" * 10_000))
    ('two lines', 60)
    """
    if len(label) > LINE:
        label = f"{label[: LINE - 11]}…{label[-10:]}"
    return printable(label)


def printable(text: str) -> str:
    """A text with a space for each character that cannot be printed."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def identifier(name: str) -> str:
    """A name as an ASCII Python identifier; two names may share one, as `w₃` and `w3` do.

    >>> [identifier(name) for name in ("Σ₂", "ŷ", "w₁₂⁽²⁾", "wᶠₓ", "x′", "a b!")]
    ['Sigma2', 'yhat', 'w12_2', 'wfx', 'x_prime', 'a_b']
    """
    spelled = unicodedata.normalize("NFD", name).translate(ASCII)
    written = re.sub("[^A-Za-z0-9_]+", "_", spelled).strip("_")
    return written if written and not written[0].isdigit() else f"v_{written}".rstrip("_")


def distinct(name: str, taken: dict[str, int]) -> str:
    """A name that is not taken yet, numbered if need be; `taken` counts the uses of each.

    >>> taken = {}
    >>> [distinct(name, taken) for name in ("x", "x", "x_2", "x")]
    ['x', 'x_2', 'x_2_2', 'x_3']
    """
    written = name
    while written in taken:
        taken[name] += 1
        written = f"{name}_{taken[name]}"
    taken[written] = 1
    return written
