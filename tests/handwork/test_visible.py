"""No character that steers a terminal, turns its direction or hides reaches any output."""

import csv
import io
import json
import sys
import unicodedata
from dataclasses import replace

import pytest

from autograd.handwork.checking import check
from autograd.handwork.folders import check_all
from autograd.handwork.language.visible import STEERING, visible
from autograd.handwork.reports.class_report import class_report, class_text
from autograd.handwork.reports.data_report import to_csv, to_gradescope, to_json
from autograd.handwork.reports.hints import ladder
from autograd.handwork.reports.text_report import to_markdown, to_text
from visualize.faces.class_page import class_html
from visualize.faces.sheet_report import sheet_html

HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\u2066\u200b\x08\x7f\ufeff\U000e0041\ud800"
SHEET = (
    f"title: {HOSTILE}\nstudent: {HOSTILE}\ngiven: a = 2\nb = 3 a = 5\n"
    f"c{HOSTILE} = 4 {HOSTILE}\nd = a {HOSTILE} b = 3\nb{HOSTILE} = 7 # {HOSTILE}"
)
WRITERS = {
    "text": to_text,
    "Markdown": to_markdown,
    "JSON": to_json,
    "Gradescope": to_gradescope,
    "page": lambda report: sheet_html(report, picture=False),
    "CSV": lambda report: to_csv([report]),
    "class": lambda report: class_text(class_report([report])),
    "class page": lambda report: class_html([report]),
    "hints": lambda report: "\n".join(h for line in report.lines for h in ladder(report, line)),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_what_steers_is_shown_as_a_sign(writer):
    report = check(SHEET)
    report = replace(report, sheet=replace(report.sheet, source=f"{HOSTILE}.chalk"))

    shown = WRITERS[writer](report)
    assert not STEERING.search(shown)
    shown.encode("utf-8")  # halves of characters cannot be written to a file


def strings(data):
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from strings(item)


def test_json_holds_no_steering_character_when_it_is_read_back():
    told = json.loads(to_json(check(SHEET)))

    assert [text for text in strings(told) if STEERING.search(text)] == []
    assert told["title"].startswith("␛]0;owned␇")


@pytest.mark.skipif(sys.platform == "win32", reason="no file there may be called so")
def test_a_file_that_cannot_be_read_is_named_harmlessly(tmp_path):
    (tmp_path / "bell\x07\u202e\n.chalk").write_bytes(b"\xff")
    (report,) = check_all([tmp_path])

    (row,) = csv.DictReader(io.StringIO(to_csv([report])))
    assert row["source"] == "bell␇�␊.chalk"
    assert not STEERING.search(to_text(report))


def test_every_steering_character_of_unicode_is_known():
    kept = set("\t\n\u200c\u200d")  # joiners belong to names and letters of many languages
    steering = {
        c
        for c in map(chr, range(0x110000))
        if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(c)
        in ("LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        or c in "\u200e\u200f\u061c"
    }

    assert steering - kept == {c for c in steering if STEERING.match(c)}


def test_columns_stay_true_and_mathematics_is_left_alone():
    text = "∂L/∂ŵ₃ = ½·(σ − 1)² ≈ −0.25\t# 👩‍🏫 می‌خواهم"

    assert visible(text) == text
    assert len(visible(SHEET)) == len(SHEET)


@pytest.mark.parametrize(
    "name", ["=1+1", " =1+1", "\n=1+1", "\xa0+1", "＝1+1", "＠A1", "\t-1"], ids=repr
)
def test_no_cell_of_csv_is_a_formula(name):
    report = check("a = 2")
    named = replace(report, sheet=replace(report.sheet, student=name))

    assert to_csv([named]).partition("\n")[2].lstrip('",').startswith("'")
