"""ChalkBench: the sheets are always the same, and their truth and scores are what they say."""

import json
import random
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from examples.chalkbench.arithmetic import formula, worth
from examples.chalkbench.documents import DOCUMENTS
from examples.chalkbench.failures import failure_lines, rows_of
from examples.chalkbench.generating import sheet, sheets
from examples.chalkbench.hands import HABITS, Hand
from examples.chalkbench.layouts import LAYOUTS
from examples.chalkbench.reading import templates_in
from examples.chalkbench.scoring import Table, scored, table_lines
from examples.chalkbench.spellings import formula_written
from examples.chalkbench.styles import STYLES

ROOT = Path(__file__).resolve().parents[1]
ITEMS = list(sheets(600))
FAULTY = {
    "id": "1", "text": "a = 1\nb = 3\nc = 3", "key": None, "template": "t", "habit": "h",
    "style": "s", "layout": "l", "document": "d", "naming": "n", "file": "sheet.txt", "slips": 1,
    "rows": [
        {"name": "a", "lines": [1], "truth": "right", "slip": []},
        {"name": "b", "lines": [2], "truth": "slip", "slip": ["sign", "neighbour"]},
        {"name": "c", "lines": [3], "truth": "carried", "slip": []},
    ],
}  # fmt: skip


def perfect(item):
    """The answer that knows the truth."""
    wrong = [row for row in item["rows"] if row["truth"] == "slip"]
    names = {str(row["lines"][-1]): row["slip"] for row in wrong}
    return {
        "id": item["id"],
        "accused": {n: [] if s == ["random"] else s for n, s in names.items()},
    }


def test_a_seed_always_gives_the_same_sheet():
    assert json.dumps(ITEMS[:50]) == json.dumps(list(sheets(50)))


def test_every_style_layout_document_and_habit_occurs():
    seen = {key: {item[key] for item in ITEMS} for key in ("style", "layout", "document", "habit")}

    assert seen == {
        "style": {style.name for style in STYLES},
        "layout": set(LAYOUTS),
        "document": set(DOCUMENTS),
        "habit": {habit.name for habit in HABITS},
    }


def test_each_row_stands_in_lines_that_hold_its_number():
    for item in ITEMS:
        text = rows_of(item)
        for row in item["rows"]:
            assert row["lines"]
            assert any("=" in text[n - 1] for n in row["lines"])


def test_nothing_is_carried_before_the_first_slip():
    for item in ITEMS:
        truths = [row["truth"] for row in item["rows"]]
        carried = truths.index("carried") if "carried" in truths else len(truths)
        assert carried > min((i for i, t in enumerate(truths) if t == "slip"), default=-1)
        assert item["slips"] == truths.count("slip")


def test_a_perfect_answer_gets_full_marks():
    table = Table()
    for item in ITEMS:
        table.add(item, perfect(item))
    shares = [table.overall.share(*pair) for pair in (
        ("first", "faulty"), ("both", "double"), ("named first", "named"),
        ("others accused", "others"), ("right accused", "right"), ("random explained", "random"),
    )]  # fmt: skip

    assert shares == [1, 1, 1, 0, 0, 0]
    assert table.kinds_first() == 1


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"accused": {}}, {"first": 0, "others accused": 0, "missed": 1}),
        ({"accused": {"2": ["neighbour"]}}, {"first": 1, "named first": 1}),
        ({"accused": {"2": ["x", "sign"]}}, {"first": 1, "named first": 0, "named in three": 1}),
        ({"accused": {"2": [], "3": []}}, {"first": 1, "others accused": 1, "carried accused": 1}),
        ({"accused": {"1": [], "2": []}}, {"first": 0, "others accused": 1}),
        ({"accused": {}, "unread": [2, 3]}, {"unread rows": 2}),
    ],
)
def test_an_answer_gets_what_it_deserves(answer, expected):
    counts = scored(FAULTY, answer)

    assert {name: counts[name] for name in expected} == expected


def test_an_accused_right_sheet_counts_once():
    right = {**FAULTY, "rows": FAULTY["rows"][:1]}

    assert scored(right, {"accused": {"1": [], "3": []}})["right accused"] == 1


def test_failures_show_the_line_and_the_slip():
    text = "\n".join(failure_lines([(FAULTY, {"accused": {"3": []}})]))

    assert "carried row accused" in text
    assert "slip missed: sign" in text
    assert ">   3 c = 3" in text
    assert ">*  2 b = 3" in text


@pytest.mark.parametrize(
    ("text", "expected"), [("2*x + 1", "7.0"), ("(x - 5)/4", "-0.5"), ("sigma(x - x)", "0.5")]
)
def test_formulas_are_worth_their_value(text, expected):
    assert worth(formula(text), {"x": Decimal("3.0")}) == Decimal(expected)


def test_every_operation_is_rounded_where_the_habit_says_so():
    by = next(habit for habit in HABITS if habit.each_step)
    hand = Hand(by, random.Random(0))
    hand.places = 3
    third = worth(formula("1/x*3"), {"x": Decimal(3)}, hand.step())

    assert third == Decimal("0.999")


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("house", "-y ln(q₁)/(w₁ + 2)²"),
        ("tight", "-y ln(q1)/(w1 + 2)^2"),
        ("python", "-y * np.log(q1)/(w1 + 2)**2"),
        ("latex", r"\frac{-y \cdot \ln(q_1)}{\left(w_1 + 2\right)^2}"),
    ],
)
def test_a_formula_is_typed_in_every_style(style, expected):
    chosen = next(one for one in STYLES if one.name == style)

    assert formula_written(formula("-y*ln(q1)/(w1 + 2)**2"), chosen) == expected


def test_a_line_that_is_none_of_a_template_is_told():
    with pytest.raises(ValueError, match="no line of a template: 'given x'"):
        templates_in("[a]\ngiven x")


def test_the_command_writes_sheets_and_scores_answers(tmp_path):
    def run(*arguments):
        command = [sys.executable, "-m", "examples.chalkbench", "--sample", "20", *arguments]
        return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)

    run("--write", str(tmp_path / "sheets.jsonl"))
    items = [
        json.loads(line)
        for line in (tmp_path / "sheets.jsonl").read_text("utf-8").split("\n")
        if line
    ]
    answers = "".join(json.dumps(perfect(item)) + "\n" for item in items)
    (tmp_path / "answers.jsonl").write_text(answers, "utf-8")
    printed = run("--answers", str(tmp_path / "answers.jsonl")).stdout

    assert items == list(sheets(20))
    assert "| **all** | 20 | 100.0 | 100.0 | 0.0 | 0.0 | 100.0 | 100.0 |" in printed


def test_the_command_puts_the_table_into_a_readme(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("# Bench\n\n## The table\n\nold\n", "utf-8")
    command = [sys.executable, "-m", "examples.chalkbench", "--sample", "3"]
    chosen = ["--only", "style=house", "--table", str(readme)]
    subprocess.run([*command, *chosen], cwd=ROOT, capture_output=True, check=True)
    before, _, table = readme.read_text("utf-8").partition("## The table\n\n")

    assert before == "# Bench\n\n"
    assert "| **all** | 3 |" in table
    assert "| house | 3 |" in table
    assert "old" not in table


def test_two_slips_of_a_sheet_stand_in_two_rows():
    counts = Counter(item["slips"] for item in ITEMS)

    assert set(counts) == {0, 1, 2}
    assert min(counts.values()) > 60


def test_a_seed_without_a_sheet_is_left_out():
    assert len({item["id"] for item in ITEMS}) == 600
    assert sheet(int(ITEMS[-1]["id"])) == ITEMS[-1]


def test_the_table_has_a_row_for_all():
    table = Table()
    table.add(FAULTY, {"accused": {"2": ["sign"]}})

    assert any(line.startswith("| **all** | 1 | 100.0 |") for line in table_lines(table))
