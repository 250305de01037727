"""Graphs that several tests draw."""

from autograd import Value, squared_error, weighted_sum

HOSTILE = [
    '</script><script>alert("x")</script>',
    'quote " and \\ and \n newline',
    "]]> <b>&amp;</b> {a|b}",
    r"$\input{/etc/passwd}$ \N",
    "x" * 10_000,
    "\u202eright to left\u202c",
    "nul \x00 bell \x07 del \x7f",
    "\ud800 lone surrogate",
]


def course_network() -> tuple[Value, dict[str, Value]]:
    """Question 001.Q2 of the course problem set: L = (ŷ − ½)², and its weights by name."""
    numbers = dict(
        zip(["w₁", "w₂", "w₃", "w₄", "w₅", "w₆"], (0.75, -0.63, 0.24, -1.7, 0.8, -0.2), strict=True)
    )
    w = {name: Value(number, name) for name, number in numbers.items()}
    x = [Value(number, f"x{i}") for number, i in zip((0.9, -1.1, -0.3, 0.8), "₁₂₃₄", strict=True)]

    def named(node: Value, name: str) -> Value:
        node.label = name
        return node

    ws = list(w.values())
    s1 = named(named(weighted_sum(0.0, ws[:2], x[:2]), "Σ₁").sigmoid(), "σ₁")
    s2 = named(named(weighted_sum(0.0, ws[2:4], x[2:]), "Σ₂").sigmoid(), "σ₂")
    y = named(named(weighted_sum(0.0, ws[4:], [s1, s2]), "Σ₃").sigmoid(), "ŷ")
    return named(squared_error(y, 0.5), "L"), w


def square() -> tuple[Value, Value]:
    """L = x·x at x = 3."""
    x = Value(3.0, "x")
    output = x * x
    output.label = "L"
    return output, x
