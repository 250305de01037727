"""Reviewing: what the checker is not sure of is listed, and what it is sure of is not."""

import pytest

from autograd.handwork.checking import check
from autograd.handwork.language.reading import read
from autograd.handwork.reports.reviewing import alike, doubts

KEY = "given: z1 = 0.4\ns = sigmoid(z1) = 0.5987\nL = s^2 = 0.3584"


@pytest.mark.parametrize(
    "sheet",
    [
        KEY,
        "given: z1 = 0.4\ns = sigmoid(z1) =\nL =",  # not filled in: nothing is uncertain
        "My work\n" + KEY,
        "a = 1.37\nb = 2.41 a^2 = 3.3017",  # a slip with one explanation
        "a = 2\nb = 3 a = 6",
        "a = 2.4571\nb = 3 a = 7.3113",  # for 7.3713: a digit misread, or a wrong one
    ],
)
def test_what_is_sure_is_not_listed(sheet):
    assert doubts(check(sheet)) == []


@pytest.mark.parametrize(
    ("sheet", "key", "line", "why"),
    [
        ("a = 2\nb = 3 a +", None, 2, "It could not be read."),
        ("a = 2\nb = 7 a = 99.12", None, 2, "No known slip explains it."),
        ("a = 2\nb = a + a = 0", None, 2, "explains it: "),
        ("a = 2\nthe loss is then = about 4 units", None, 2, "It was taken for words."),
        ("", None, 0, "There is no calculation on it."),
        (KEY, KEY.replace("0.3584", "0.4584"), 0, "Its key is not right itself."),
        (KEY.replace("0.4\n", "0.5\n"), KEY, 0, "Given numbers are not the key's (line 1): "),
        (KEY.replace("z1", "net"), KEY, 0, "our net is the key's z1."),
    ],
)
def test_what_is_uncertain_is_listed_by_its_line(sheet, key, line, why):
    found = doubts(check(sheet, key=key))

    assert [doubt.line for doubt in found if why in doubt.why] == [line]


def test_a_slip_that_two_explain_names_both():
    (told,) = doubts(check("a = 2\nb = a^2 a = 4"))

    assert told.text == "b = a^2 a = 4"
    assert told.why.startswith("Any of these explains it: ")
    assert told.why.count(",") >= 1


def sheet(source, text):
    return check(read(text, source=source))


def test_the_same_unusual_mistake_on_two_sheets_is_told():
    odd = "a = 2\nb = 7 a = 99.12"
    reports = [sheet("1", odd), sheet("2", odd), sheet("3", "a = 2\nb = 7 a = 14")]

    assert [(r.sheet.source, why) for r, why in alike(reports)] == [
        ("1", "A wrong line stands sign by sign on 2 too."),
        ("2", "A wrong line stands sign by sign on 1 too."),
    ]


def test_the_numbers_of_somebody_else_below_the_own_are_told():
    lines = "h = 2.41 x^2 = {}\nL = 3 h = {}"
    ada = f"given: x = 1.37\n{lines.format('4.5233', '13.5699')}"
    ben = f"given: x = 0.83\n{lines.format('4.5233', '13.5699').replace('3 h', '3 h^2')}"
    eve = ada.replace("1.37", "0.83").replace("13.5699", "13.6")

    reports = [
        check(read(text, source=name), key=key)
        for name, text, key in [("ada", ada, ada), ("ben", ben, eve), ("eve", eve, eve)]
    ]
    assert [r.sheet.source for r, _ in alike(reports)] == ["ben", "eve"]


def test_a_common_slip_on_two_sheets_is_no_copy():
    wrong = "a = 1.37\nb = 2.41 a^2 = 3.3017"

    assert list(alike([sheet("1", wrong), sheet("2", wrong)])) == []


def test_one_name_and_one_code_on_two_sheets_are_told():
    head = "student: {}\ncode: mlp-7-4-45DW\na = {} = 2"
    reports = [sheet("1", head.format("Ada", "1+1")), sheet("2", head.format("ADA", "2*1"))]

    assert [why for r, why in alike(reports) if r is reports[0]] == [
        "The name of its student is also on 2.",
        "Its code is also on 2.",
    ]


def test_right_sheets_that_are_alike_are_no_matter():
    assert list(alike([sheet("1", KEY), sheet("2", KEY)])) == []
