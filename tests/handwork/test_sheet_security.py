"""Sheets come from strangers: every limit has its clear error, and nothing is executed."""

import time

import pytest

from autograd.handwork.checking import check, check_file
from autograd.handwork.language.documents import pieces, text_of
from autograd.handwork.language.limits import LimitError, Limits
from autograd.handwork.language.reading import read
from tests.handwork.fuzzing import survive_all

UNREAD = {
    "a = " + "(" * 10_000 + "1" + ")" * 10_000: "line 1 has 20005 characters; a line may have 2000",
    "a = " + "(" * 500 + "1" + ")" * 500: "brackets nested more than 40 deep",
    "a = " + "-" * 1_900 + "1": "an expression nested more than 40 deep",
    "a = " + "2^" * 500 + "1": "an expression nested more than 40 deep",
    "a = 1\x00": "column 6: character number 0 has no meaning",
    "a = 1 \u202e+ 2": "column 7: an invisible mark turns the direction",
    "a = 1 \u2066+ 2": "column 7: an invisible mark turns the direction",
    "a = \ud800": "column 5: character number 55296",
    "a = __import__('os').system('true')": "column 5: found '_'",
    "a = x.__class__": "column 6: found '.'",
    "a = (lambda: 0)()": "column 12: found ':'",
    "a = " + "9" * 100: "a number of more than 30 digits",
    "a = 1e999": "a number too large",
    "a = 1e-99999999999999": "is beyond ±100",
    "b" * 1_000 + " = 1": "a name may have 32",
    "round: 99": "found 99 places; expected at most 12",
    "a = e' 2": "it is not clear by what e' is derived",
}
WORTHLESS = {
    "a = 9**9**9": "a number becomes too large",
    "a = e^1000": "a number becomes too large",
    "a = 1/0": "division by zero",
    "a = ln(-1)": "ln of -1: it needs x > 0",
    "a = (-2)^0.5": "-2 to the power 0.5 is not a real number",
    "W = [[1, 2], [3]]": "the rows of this matrix differ in length",
    "a = floor(-2)^0.5": "-2 to the power 0.5 is not a real number",
    "z = 2 = 3 = [1, 2]": "a number and a vector of 2 are never equal",
    "A = [[1, 2], [3, 4]]\nB = dA/dA A = 3": "vectors and matrices, no larger arrays",
}


@pytest.mark.parametrize("sheet", UNREAD, ids=lambda sheet: repr(sheet[:24]))
def test_a_hostile_line_is_unread_with_its_reason(sheet):
    (line,) = check(sheet).lines

    assert line.verdict == "unread"
    assert UNREAD[sheet] in line.note


@pytest.mark.parametrize("sheet", WORTHLESS)
def test_a_line_that_is_worth_nothing_cannot_be_judged(sheet):
    line = check(sheet).lines[-1]

    assert line.verdict == "cannot be judged"
    assert WORTHLESS[sheet] in line.note


def test_other_lines_are_still_judged():
    report = check("a = 2\nb = 9**9**9\nc = 3 a = 6\nd = 3 a = 7")

    assert [line.verdict for line in report.lines] == ["ok", "cannot be judged", "ok", "slip"]


def test_definitions_through_one_another_cannot_be_judged():
    report = check("a = b\nb = a")

    assert [line.verdict for line in report.lines] == ["cannot be judged"] * 2


def test_a_key_and_a_sheet_that_define_in_a_circle_cannot_be_judged():
    report = check("a = 2 b", key="a = 1\nb = 2 a")

    assert report.lines[0].verdict == "cannot be judged"
    assert "'a' is defined through itself" in report.lines[0].note


def test_another_number_for_a_given_name_is_its_new_value():
    report = check("a = 2\na = 3\nb = 2 a = 6\nb = 7")

    assert [line.verdict for line in report.lines] == ["ok", "ok", "ok", "slip"]


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        ("a = 1 + " + "1" * 10_000_000, "bytes; a sheet may have 200000"),
        ("a = 1\n" * 20_000, "lines; a sheet may have 1000"),
    ],
    ids=["ten megabytes in a line", "twenty thousand lines"],
)
def test_a_sheet_too_large_is_refused_at_once(sheet, message):
    started = time.process_time()

    with pytest.raises(LimitError, match=message):
        read(sheet)
    assert time.process_time() - started < 2  # a guard against reading it all, not a measurement


def test_too_many_quantities_are_refused():
    sheet = "\n".join(f"a{i} = {i}" for i in range(12))
    report = check(sheet, limits=Limits(names=10))

    assert "a sheet may have 10 quantities" in report.lines[-1].note


def test_too_many_entries_are_refused():
    report = check("v = [1, 2, 3]\nM = v v'", limits=Limits(entries=6))

    assert "an array may have 6 entries" in report.lines[-1].note


ONES = f"x = [{','.join('1' * 900)}]"
SQUARE = f"W = [{','.join(['[' + ','.join('1' * 30) + ']'] * 30)}]"


@pytest.mark.parametrize(
    ("sheet", "why"),
    [
        (f"{ONES}\ns = sum(x x') = 5", "an array may have 1000 entries"),
        (f"{ONES}\ns = sum((x x')(x x')) = 5", "an array may have 1000 entries"),
        (f"{ONES}\ns = conv(x, x, full) = 5", "an array may have 1000 entries"),
        (f"{ONES}\ns = sum(diag(x)) = 5", "an array may have 1000 entries"),
        (f"{ONES}\ns = conv(x, x, same) = 5", "810000 multiplications; one step may take 100000"),
        (f"{SQUARE}\ns = conv(W, W, same) = 5", "multiplications; one step may take 100000"),
    ],
    ids=["outer", "product of outers", "full", "diagonal", "same", "same in two dimensions"],
)
def test_work_too_large_is_refused_before_it_is_begun(sheet, why):
    started = time.process_time()

    assert why in check(sheet).line(2).note
    assert time.process_time() - started < 2  # what is refused took 20 s to minutes


@pytest.mark.parametrize("unit", [", ", " |", ". ", "\t", "a", "a0", "Σ", "sum_", "( ", "[\\"])
def test_a_long_row_of_one_thing_is_read_in_time(unit):
    started = time.process_time()

    read(f"a = {unit * 2000}"[:1999] + "=")
    assert time.process_time() - started < 0.8  # some took a second, some for ever


OPENED = [
    "$", "$$", "~", "\\[", "\\(", "<!--", "\\begin{align}", "```chalk\n", "```math\n", "|",
]  # fmt: skip


@pytest.mark.parametrize("unit", OPENED, ids=repr)
def test_a_long_document_of_what_is_never_closed_is_parted_in_time(unit):
    document = unit * (190_000 // len(unit))
    started = time.process_time()

    assert len(list(pieces(text_of(document, ".md")))) <= len(document)
    assert time.process_time() - started < 6  # it took minutes


def tower(leaf, height):
    """Sums of products of sums … of four equal parts each."""
    for level in range(height):
        leaf = f"({('*+'[level % 2]).join([leaf] * 4)})"
    return leaf


def test_numbers_in_any_order_are_matched_in_time():
    started = time.process_time()

    line = check(f"a = 3\ny = {tower('a', 3)} = {tower('2', 3)} = 7").line(2)
    assert (line.verdict, line.note) == ("slip", "2 was put in for a")
    assert time.process_time() - started < 2  # it took 9 s, and four times that for each term more


def test_what_takes_too_long_is_no_slip():
    report = check(f"{SQUARE}\nV = 0.01 W {'W ' * 200}\ns = 2 = 3", limits=Limits(seconds=0.1))

    assert "takes longer than 0.1 s" in report.line(2).note
    assert "slip" not in {line.verdict for line in report.lines}


def test_a_sheet_out_of_time_says_so():
    report = check("a = 1\nb = 2 a = 2", limits=Limits(seconds=0.0))

    assert report.lines[-1].verdict == "cannot be judged"
    assert "takes longer than 0 s" in report.lines[-1].note


def test_a_file_that_is_no_utf8_is_an_error_of_that_file(tmp_path):
    path = tmp_path / "latin.chalk"
    path.write_bytes(b"title: caf\xe9\na = 1")

    report = check_file(path)

    assert report.exit_code == 2
    assert report.error == "latin.chalk is not UTF-8 text (byte 10); save it as UTF-8"


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_random_text_ends_in_a_verdict_or_a_limit(first):
    survive_all(range(first, first + 50))


def test_a_quantity_of_the_key_that_has_no_value_leaves_the_others():
    key = "any: x in [-4, -2]\nr = sqrt(x)\ny = 2 x"
    report = check("y = 2 x\nr = x^2\ny = x + r", key=key)

    assert [line.verdict for line in report.lines] == ["ok", "ok", "slip"]
