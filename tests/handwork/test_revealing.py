"""What is kept back at `none` and `hint` stands in no format."""

import json

import pytest

from autograd.handwork.checking import check
from autograd.handwork.reports.data_report import report_data, to_csv, to_gradescope, to_json
from autograd.handwork.reports.hints import ladder
from autograd.handwork.reports.text_report import to_markdown, to_text
from visualize.faces.sheet_report import sheet_html

GIVEN = "given: w, x = 3.7, 1.9"
CASES = {
    "a wrong set-up": (f"{GIVEN}\nz = x + w = 5.6", f"{GIVEN}\nz = w x", "7.03"),
    "a number after its factors": (f"{GIVEN}\nz = w x = (3.7)(1.9) = 7.30", None, "7.03"),
    "a formula that is worth it": (f"{GIVEN}\nz = 3 = w x", None, "7.03"),
    "a given number": ("given: w = 3.7\nz = 2 w = 7.4", "given: w = 4.25\nz = 2 w", "4.25"),
    "a wrong number": (f"{GIVEN}\nz = w x = 7.13", None, "7.03"),
    "a vector": ("given: w = 1.5\nv = [w, w^2] = [1.5, 2.52]", None, "2.25"),
    "a wrong key": ("z = 2.5", "w = 1.5\nv = 1.1 w = 1.56\nz = 2.5", "1.65"),
}
WRITERS = {
    "text": to_text,
    "Markdown": to_markdown,
    "JSON": to_json,
    "Gradescope": lambda report, reveal: to_gradescope(report, reveal=reveal),
    "page": sheet_html,
    "CSV": lambda report, reveal: to_csv([report]),
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("reveal", ["none", "hint"])
@pytest.mark.parametrize("case", CASES)
def test_the_right_number_is_in_no_format(case, reveal, writer):
    sheet, key, right = CASES[case]
    report = check(sheet, key=key)

    assert right in f"{to_text(report)}{to_json(report)}{report.key}"
    assert right not in WRITERS[writer](report, reveal)


@pytest.mark.parametrize("case", CASES)
def test_no_rung_but_the_last_holds_it(case):
    sheet, key, right = CASES[case]
    report = check(sheet, key=key)

    told = [hint for line in report.lines for hint in ladder(report, line)]
    assert not any(right in hint for hint in told if not hint.startswith("Right: "))


def test_a_number_that_the_person_wrote_is_told_back():
    (_, line) = report_data(check("a = 2\nb = 3 a = 5"), "none")["lines"]

    assert (line["claimed"], line["expected"]) == (5.0, None)
    assert "this sheet 3.7" in to_text(check("w = 3.7", key="w = 4.25"), "hint")


def test_all_is_told_where_all_may_be():
    report = check(*CASES["a given number"][:1], key=CASES["a given number"][1])

    assert "the key has w = 4.25, this sheet 3.7" in json.loads(to_json(report))["lines"][0]["note"]
