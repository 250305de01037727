"""The hand work of the course problem set: every line's verdict against the marked-up originals."""

from pathlib import Path

import pytest

from autograd.handwork.checking import check_file

PROBLEMS = Path(__file__).parents[2] / "examples" / "problems"
SLIP_LINES = {
    # document: {line: (kind, the slip named first, None where no known slip explains the line)}
    "000-q1": {},
    "000-q2": {
        9: ("substitution", "digit misread"),  # 0.7 printed for 0.3
        11: ("substitution", "digit misread"),  # −2 for −3
        17: ("arithmetic", "digit misread"),  # −1.768 for −1.368
        18: ("substitution", "operand misread"),  # (−2) for (−3)
        19: ("substitution", "digit misread"),  # 1.724 for 1.734
        20: ("arithmetic", "digit misread"),  # −1.768 for −1.368
        21: ("substitution", "digit misread"),  # −7.6 for −3.6
    },
    "000-q3": {
        4: ("arithmetic", None),  # (128·16·16) printed for (32·3·3)
        5: ("arithmetic", None),
        8: ("arithmetic", None),
        9: ("arithmetic", None),
        13: ("arithmetic", None),
        14: ("arithmetic", None),  # 128 for 32
        17: ("arithmetic", "operand misread"),  # 72 for 32
        18: ("arithmetic", None),
        19: ("arithmetic", "operand misread"),
    },
    "000-q5": {
        15: ("set-up", None),  # w₄ of a kernel with three taps
        23: ("set-up", "neighbour"),  # w₃ for w₂ in row 3
        27: ("set-up", "neighbour"),  # and in row 7
    },
    "001-q1": {10: ("set-up", "neighbour")},  # W₁ for W₂
    "001-q2": {
        8: ("arithmetic", "argument sign"),  # σ(−1.368) for σ(1.368)
        11: ("arithmetic", "digit misread"),  # 0.123799 for 0.123797
        19: ("arithmetic", "decimal point"),  # 0.00143 for 0.000143
    },
    "001-q2-labels": {
        10: ("set-up", "neighbour"),  # ∂Σ₃/∂σ₃ for ∂Σ₃/∂σ₂
        11: ("set-up", "neighbour"),  # σ₃(1 − σ₃) for σ₂(1 − σ₂)
    },
    "001-q3": {},
    "001-q4": {},
    "001-q5": {},
    "001-q6": {
        5: ("set-up", None),  # the quotient rule's bracket
        7: ("set-up", None),  # e^(−4x) for e^(−2x)
        9: ("set-up", None),  # (1 + u) for (1 + u − 1)
    },
    "002-q1": {},
    "002-q2": {18: ("set-up", None)},  # x_i for x_(i+1)
    "002-q3": {4: ("set-up", "sign")},
    "002-q4": {},
    "002-q5": {8: ("set-up", "sign")},
    "003-p1": {
        9: ("set-up", "sign"),
        16: ("set-up", "neighbour"),  # c₁₁ for c₁₂
        19: ("set-up", "factor left out"),  # the ¼
    },
    "003-p3": {},
    "003-p4": {11: ("set-up", "sign")},
    "003-p5": {
        17: ("set-up", "path left out"),
        18: ("set-up", "path left out"),
        19: ("set-up", "path left out"),
    },
    "003-p6": {},
}
CARRIED_LINES = {"001-q2": {12, 13, 14, 15, 20}, "003-p5": {21, 22}}


@pytest.mark.parametrize("document", SLIP_LINES)
def test_every_line_gets_the_verdict_of_the_marked_original(document):
    report = check_file(PROBLEMS / f"{document}.chalk")
    slips, carried = SLIP_LINES[document], CARRIED_LINES.get(document, set())
    table = [
        (
            judged.line,
            "slip" if judged.line in slips else "carried" if judged.line in carried else "ok",
            judged.verdict,
        )
        for judged in report.lines
    ]

    assert [row for row in table if row[1] != row[2]] == []


@pytest.mark.parametrize(
    ("document", "line"), [(d, line) for d, lines in SLIP_LINES.items() for line in lines]
)
def test_a_slip_is_found_in_its_kind_and_named(document, line):
    kind, slip = SLIP_LINES[document][line]
    judged = check_file(PROBLEMS / f"{document}.chalk").line(line)

    assert judged.kind == kind
    assert (judged.guesses[0].slip if judged.guesses else None) == slip


def test_every_transcribed_sheet_is_in_the_table():
    assert {path.stem for path in PROBLEMS.glob("*.chalk")} == set(SLIP_LINES)


def test_the_first_slip_of_the_three_sigmoids_is_the_negative_argument():
    first = check_file(PROBLEMS / "001-q2.chalk").first_slip

    assert first.line == 8
    assert first.guesses[0].sentence.startswith("σ(−1.368) was taken")
    assert first.expected == pytest.approx(0.7970568312888584)


def test_the_true_gradient_of_the_three_sigmoids_is_0_0006():
    last = check_file(PROBLEMS / "001-q2.chalk").lines[-1]

    assert last.claimed == 0.0001
    assert last.expected == pytest.approx(0.0006215779863894283)


def test_the_missing_path_is_named_although_each_number_follows():
    first = check_file(PROBLEMS / "003-p5.chalk").first_slip

    assert "through q2" in first.guesses[0].sentence
    assert first.expected == pytest.approx(0.4310585786300049)
    assert [step.verdict for step in first.checks].count("slip") == 1
