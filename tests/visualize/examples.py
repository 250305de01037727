"""Graphs that several tests draw."""

from collections.abc import Mapping
from types import MappingProxyType

from autograd import Value, squared_error, weighted_sum

CourseNetwork = tuple[Value, dict[str, Value]]

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


def course_network(changed: Mapping[str, float] = MappingProxyType({})) -> CourseNetwork:
    """Question 001.Q2 of the course problem set: L = (ŷ − ½)², and its weights by name.

    Leaves that are `changed` have these numbers instead of the course's.
    """
    names = ("w₁", "w₂", "w₃", "w₄", "w₅", "w₆", "x₁", "x₂", "x₃", "x₄")
    numbers = (0.75, -0.63, 0.24, -1.7, 0.8, -0.2, 0.9, -1.1, -0.3, 0.8)
    given = {**dict(zip(names, numbers, strict=True)), **changed}
    leaves = {name: Value(number, name) for name, number in given.items()}
    w = {name: leaf for name, leaf in leaves.items() if name[0] == "w"}
    x = [leaf for name, leaf in leaves.items() if name[0] == "x"]

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
