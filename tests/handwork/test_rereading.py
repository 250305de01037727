"""Handwriting read with doubt: a doubtful symbol is read as its look-alikes before it is wrong."""

import time

import pytest

from autograd.handwork import check, read
from autograd.handwork.habits.look_alikes import PAIRS, look_alikes
from autograd.handwork.language.limits import Limits
from autograd.handwork.reports.text_report import to_text

HEAD = "round: 4\ngiven: w, x, b = 0.3, 0.5, 0.2\n"


def report_on(marked, **options):
    """The report on a sheet in which a symbol read with doubt stands between ‹ and ›."""
    text, confidence, sure = "", [], 1.0
    for symbol in marked:
        if symbol in "‹›":
            sure = 0.4 if symbol == "‹" else 1.0
        else:
            text += symbol
            confidence.append(sure)
    return check(read(text, confidence=confidence), **options)


def verdicts(marked, **options):
    return [line.verdict for line in report_on(HEAD + marked, **options).lines][1:]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a = w x = 0.‹7›5", "the doubtful 7 in column 13 is read as 1"),
        ("a = w x + b = 0.‹8›5", "the doubtful 8 in column 17 is read as 3"),
        ("a = x + b = 0.‹1›", "the doubtful 1 in column 15 is read as 7"),
        ("a = ‹O›.5 w = 0.15", "the doubtful O in column 5 is read as 0"),
        ("a = w x = 0.1‹S›", "the doubtful S in column 14 is read as 5"),
        ("a = b ‹~› w = -0.1", "the doubtful ~ in column 7 is read as -"),
        ("a ‹-› w x = 0.15", "the doubtful - in column 3 is read as ="),
        ("a = w x = 0.‹75›", "the doubtful 7 in column 13 is read as 1"),
    ],
)
def test_a_doubtful_symbol_is_read_as_what_makes_its_line_right(row, said):
    line = report_on(HEAD + row).lines[-1]

    assert (line.verdict, line.note) == ("ok", said)


def test_what_is_read_without_doubt_is_as_wrong_as_ever():
    assert verdicts("a = w x = 0.75") == ["slip"]
    assert verdicts("a = w x = ‹0›.75") == ["slip"]
    assert verdicts("a = w x = 0.1‹5›") == ["ok"]


def test_a_given_number_read_with_doubt_is_read_as_what_makes_the_line_below_right():
    report = report_on("given: w, x = 0.‹8›, 0.5\nb = w x = 0.15\nc = b + 1 = 1.15")

    assert [line.verdict for line in report.lines] == ["ok"] * 3
    assert report.lines[0].note == "the doubtful 8 in column 17 is read as 3"
    assert "The doubtful 8 in column 17 is read as 3." in to_text(report, "none")


def test_where_two_rereadings_make_a_line_right_nobody_is_accused():
    report = report_on("x = ‹1›\ny = ‹1›\na = x + y = 8")

    assert [line.verdict for line in report.lines] == ["ok", "ok", "cannot be judged"]
    assert report.lines[2].note == (
        "it is right if the doubtful 1 in column 5 of line 1 is read as 7; "
        "or the doubtful 1 in column 5 of line 2 is read as 7"
    )


def test_a_rereading_that_makes_another_line_wrong_is_none():
    assert verdicts("p = ‹1›\nq = p + 1 = 2\nr = p + 1 = 8")[1:] == ["ok", "slip"]


def test_two_lines_are_each_reread_and_a_key_has_its_say():
    key = "a = 2\nb = 3 a = 6\nc = a + b = 8"

    assert [x.verdict for x in report_on("b = ‹0›\nc = ‹3›", key=key).lines] == ["ok", "ok"]


def test_rows_that_end_as_on_windows_keep_their_columns():
    text = "a = 2\r\nb = a + 1 = 8"
    sure = [1.0] * (len(text) - 1)

    assert check(read(text, confidence=[*sure, 0.5])).lines[1].note.startswith("the doubtful 8 in")


def test_confidence_is_one_number_from_0_to_1_for_each_character():
    with pytest.raises(ValueError, match="5 characters have 2 confidences; give one each"):
        read("a = 2", confidence=[1, 1])
    with pytest.raises(ValueError, match="confidence is a number from 0 to 1, not 90"):
        read("a = 2", confidence=[90] * 5)


def test_a_sheet_full_of_doubt_is_judged_in_its_time():
    text = "\n".join(f"a{i} = 1.7381 + 1.1783 = 3.1" for i in range(40))
    started = time.monotonic()
    report = check(read(text, confidence=[0.1] * len(text)), limits=Limits(seconds=1.0))

    assert report.lines
    assert time.monotonic() - started < 30


def test_look_alikes_are_mutual_and_keep_columns_true():
    assert all(pair[1] in look_alikes(pair[0]) for pair in PAIRS)
    assert all(pair[0] in look_alikes(pair[1]) for pair in PAIRS)
    assert {len(pair) for pair in PAIRS} == {2}
