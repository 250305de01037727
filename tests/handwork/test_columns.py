"""Where the part of a line stands that decided its verdict."""

import pytest

from autograd.handwork import check
from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.language.plain_text import spell


def decided(text):
    """What the last line's verdict is about, cut out of the line by its columns."""
    report = check(text)
    last = report.lines[-1]
    start, end = last.span
    return text.splitlines()[last.line - 1][start:end]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("a = 2\n  ŷ = 3 a = 3(2) = 5", "5"),
        ("x₁ = 0.5\nz =  ½ x₁ + ½x₁ = ½(0.7) = 0.35", "½(0.7)"),
        ("a = 2\nb = 3 a\n   = 5", "5"),
        ("a = 2\nb = 3 % a", "%"),
    ],
)
def test_a_verdict_points_into_the_line_as_typed(text, part):
    assert decided(text) == part


def test_columns_survive_rewriting_upon_rewriting():
    line = PlainLine.of("* **Σ₁** ← ½ x").rewritten(r"^\* |\*\*", "").rewritten("←", ":=")

    plain = spell(line)

    assert [plain.text[plain.text.index(c) :][:1] + str(plain.column(plain.text.index(c)))
            for c in "S:(x"] == ["S5", ":10", "(12", "x14"]  # fmt: skip
