"""Reports: in sentences, for machines, in marks; tests and exercises."""

import csv
import io
import json
from dataclasses import replace
from fractions import Fraction
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from autograd import Value
from autograd.handwork.assertions import assert_gradients, assert_sheet_ok
from autograd.handwork.checking import check, check_file
from autograd.handwork.exercises.making import exercise, unfit
from autograd.handwork.exercises.simulating import simulate
from autograd.handwork.exercises.templates import TEMPLATES
from autograd.handwork.folders import check_all
from autograd.handwork.language.reading import read, read_file
from autograd.handwork.reports.class_report import class_report, class_text
from autograd.handwork.reports.data_report import (
    SCHEMA,
    report_data,
    to_csv,
    to_gradescope,
    to_json,
)
from autograd.handwork.reports.marking import Scheme, mark
from autograd.handwork.reports.text_report import headline, to_markdown, to_text
from autograd.handwork.slips.catalogue import SLIPS

pytest_plugins = ["pytester"]

PROBLEMS = Path(__file__).parents[2] / "examples" / "problems"
SIGMOIDS = PROBLEMS / "001-q2.chalk"
WRONG = "title: two lines\na = 2\nb = 3 a = 5\nc = b b = 25"


def test_the_headline_is_the_first_slip_in_one_sentence():
    assert headline(check_file(SIGMOIDS)).startswith(
        "The first slip is in line 8. σ(−1.368) was taken; it should be σ(1.368)."
    )


@pytest.mark.parametrize(
    ("sheet", "sentence"),
    [
        ("a = 2\nb = a a = 4", "Every line is right."),
        ("round: 2\na = 2/3 = 0.66", "Every line is right, up to rounding."),
        ("a = 2 +", "No slip was found, but one line could not be read."),
        ("", "There is nothing on this sheet to judge."),
    ],
)
def test_a_sheet_without_slips_is_told_so(sheet, sentence):
    assert headline(check(sheet)) == sentence


def test_the_right_number_is_kept_back_unless_all_is_revealed():
    report = check_file(SIGMOIDS)

    assert "0.797057" in to_text(report, "full")
    assert "0.797057" not in to_text(report, "hint")
    assert "σ(−1.368) was taken" in to_text(report, "hint")
    assert "σ(−1.368) was taken" not in to_text(report, "none")


def test_another_level_of_revealing_is_refused():
    with pytest.raises(ValueError, match="reveal is 'none', 'hint' or 'full', not 'all'"):
        to_text(check("a = 1"), "all")


def test_markdown_shows_what_strangers_typed_as_text():
    shown = to_markdown(check("title: <script>\na = 2 | 3"))

    assert "<script>" not in shown
    assert "2 \\| 3" in shown


def test_json_has_the_documented_form():
    data = json.loads(to_json(check(WRONG)))
    line = SCHEMA["$defs"]["line"]

    assert data["first_slip"] == 3
    assert [entry["line"] for entry in data["lines"]] == [2, 3, 4]
    assert all(set(entry) == set(line["properties"]) for entry in data["lines"])
    assert (data["lines"][1]["claimed"], data["lines"][1]["expected"]) == (5.0, 6.0)


def test_rows_taken_for_words_are_listed():
    report = check("titel: a typo\na = 2 * 3 = 6\n\nroud: 3")

    assert report_data(report)["skipped"] == [1, 4]
    assert to_text(report).endswith("\n\nNot read, for no calculation was found there: lines 1, 4.")
    assert "Not read" not in to_text(check("a = 2 * 3 = 6"))


def test_json_keeps_the_key_back():
    data = report_data(check(WRONG), "hint")

    assert {line["expected"] for line in data["lines"]} == {None}


@pytest.mark.parametrize("sheet", sorted(PROBLEMS.glob("*.chalk")), ids=lambda path: path.stem)
def test_every_report_can_be_written(sheet):
    report = check_file(sheet)

    assert json.loads(to_json(report))["exit_code"] == report.exit_code
    assert to_markdown(report).count("\n") > len(report.lines)
    assert json.loads(to_gradescope(report))["output_format"] == "md"


def test_marks_keep_method_and_accuracy_apart_as_fractions():
    scheme = Scheme(method=Fraction(2), accuracy=Fraction(1, 3), carried=Fraction(1, 2))
    marks = mark(check(WRONG), scheme)

    assert [(one.name, one.method, one.accuracy) for one in marks.quantities] == [
        ("b", 2, 0),  # the formula is right, the number is not
        ("c", 2, Fraction(1, 6)),
    ]
    assert marks.possible == Fraction(14, 3)


def test_gradescope_gets_as_many_points_as_asked_for():
    tests = json.loads(to_gradescope(check(WRONG), scheme=Scheme(points=Fraction(9))))["tests"]

    assert sum(test["max_score"] for test in tests) == pytest.approx(9.0)
    assert "6" not in tests[1]["output"]  # the right number is not revealed


def test_gradescope_takes_the_several_sheets_of_one_person_together():
    first, second = (replace(check(WRONG), sheet=read(WRONG, source=f"{n}.chalk")) for n in "ab")
    scheme = Scheme(points=Fraction(5), step=Fraction(1, 2))
    results = json.loads(to_gradescope([first, second], scheme=scheme))

    assert [test["name"] for test in results["tests"]] == [
        "a.chalk: b", "a.chalk: c", "b.chalk: b", "b.chalk: c"
    ]  # fmt: skip
    assert sum(test["score"] for test in results["tests"]) == pytest.approx(5 * 3 / 4)
    assert results["score"] == 4.0  # 3.75, to the nearest half


def test_gradescope_is_told_of_a_submission_without_a_sheet():
    results = json.loads(to_gradescope([]))

    assert (results["score"], results["tests"]) == (0, [])
    assert results["output"] == "No sheet with a calculation was found."


def test_csv_has_a_row_for_each_sheet_and_no_formula_in_it():
    rows = list(csv.DictReader(io.StringIO(to_csv([check("student: =cmd()\n" + WRONG)]))))

    assert rows[0]["student"] == "'=cmd()"
    assert (rows[0]["marks"], rows[0]["possible"], rows[0]["first_slip"]) == ("3", "4", "4")


def test_marks_in_csv_are_decimals_for_a_fraction_would_be_read_as_a_date():
    scheme = Scheme(carried=Fraction(1, 2))
    (row,) = csv.DictReader(io.StringIO(to_csv([check(WRONG)], scheme=scheme)))

    assert row["marks"] == "2.5"


def test_a_class_report_counts_slips_and_lines():
    found = class_report([check(WRONG), check(WRONG), check("a = 2\nb = 3 a = 6")])

    assert (found.sheets, found.right) == (3, 1)
    assert (found.slipped, found.about, found.carried) == (2, (("b", 2),), (("c", 2),))
    assert class_text(found).startswith("3 sheets: 1 right, 2 with slips, 0 with ")
    assert "  b: 2 sheets" in class_text(found)


def test_a_class_report_counts_sheets_by_quantity_not_by_line():
    twice = check("a = 2\nΣ₁ = a a = 5\nc = 3 a = 7")
    moved = check("# mine\na = 2\n\nc = 3 a = 7\nS1 = a a = 5")
    found = class_report([twice, moved])

    assert found.about == (("Σ₁", 2), ("c", 2))
    assert max(count for _, count in found.slips) == 2


KEY = "given: x = 3\nh = 2 x = 6\nL = h^2 = 36\ndL/dh = 2 h = 12\ndL/dx = dL/dh 2 = 24"


def test_what_the_key_has_and_the_sheet_lacks_is_told_and_marked():
    report = check("given: x = 3\nh = 2 x = 6\n∂L/∂h = 12", key=KEY)

    assert report.missing == ("L", "dL/dx")
    assert headline(report) == "Every line that is there is right. Not on the sheet: L, dL/dx."
    assert json.loads(to_json(report))["missing"] == ["L", "dL/dx"]
    assert (mark(report).got, mark(report).possible) == (4, 8)
    *_, last = json.loads(to_gradescope(report, scheme=Scheme(points=Fraction(8))))["tests"]
    assert (last["name"], last["score"], last["max_score"]) == ("dL/dx", 0.0, 2.0)


def test_formulas_without_their_numbers_are_told():
    report = check("given: x = 3\nh = 2 x = 6\nL = h^2\ndL/dh = 2 h =\ndL/dx = dL/dh 2", key=KEY)

    told = "No slip was found, but one line is not filled in yet. Without a number: L, dL/dx."
    assert headline(report) == told


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (KEY, (1, 0, 0)),
        ("I was ill.", (0, 0, 1)),
        ("given: x = 3\nh = 2 x = 6", (0, 0, 1)),
        ("given: x = 3\nh = 2 x\nL = h^2\ndL/dh = 2 h\ndL/dx = dL/dh 2", (0, 0, 1)),
        (KEY.replace("36", "63"), (0, 1, 0)),
        ("given: x = 3\nh = 2 x = 7", (0, 1, 1)),
    ],
)
def test_every_sheet_of_a_class_is_counted(text, counts):
    found = class_report([check(text, key=KEY)])

    assert (found.right, found.slipped, found.incomplete) == counts


def test_a_whole_sheet_lacks_nothing():
    assert check(KEY, key=KEY).missing == ()
    assert check(KEY).missing == ()


def test_a_line_that_cannot_be_read_is_not_missing():
    assert check(KEY.replace("2 h =", "2 h ^^ ="), key=KEY).missing == ()


def test_a_folder_is_judged_file_by_file(tmp_path):
    (tmp_path / "a.chalk").write_text("a = 2\nb = a a = 4")
    (tmp_path / "b.chalk").write_bytes(b"\xff\xfe")
    (tmp_path / "c.chalk").write_text(WRONG)

    assert [report.exit_code for report in check_all([tmp_path])] == [0, 2, 1]
    assert [report.exit_code for report in check_all([tmp_path], jobs=2)] == [0, 2, 1]


def test_a_folder_without_sheets_is_refused(tmp_path):
    (tmp_path / "README.md").write_text("# Nothing to judge")

    with pytest.raises(ValueError, match="no sheets: there is no calculation in any of 1 files"):
        list(check_all([tmp_path]))


def test_markdown_with_chalk_blocks_is_found_in_a_folder(tmp_path):
    (tmp_path / "a.md").write_text("# Mine\n```chalk\na = 2\nb = a a = 4\n```\n")

    assert [report.exit_code for report in check_all([tmp_path])] == [0]


def test_a_python_file_is_no_sheet(tmp_path):
    (tmp_path / "net.py").write_text("a = 2\n")

    with pytest.raises(ValueError, match=r"net\.py is no sheet; a sheet ends in \.chalk"):
        list(check_all([tmp_path / "net.py"]))


def test_an_empty_sheet_is_not_right():
    assert check("# nothing yet").exit_code == 2


def test_a_blank_exercise_is_told_in_one_remark_a_line():
    report = check(exercise("chain", seed=7).sheet)
    blank = [line for line in report.lines if line.verdict == "unread"]

    assert {line.note for line in blank} == {"not filled in yet"}
    assert headline(report) == f"No slip was found, but {len(blank)} lines are not filled in yet."


def test_a_missing_file_is_named():
    with pytest.raises(FileNotFoundError, match="there is no file or folder 'nowhere'"):
        list(check_all(["nowhere"]))


def test_assert_sheet_ok_fails_with_the_report():
    with pytest.raises(
        AssertionError, match=r"The first slip is in line 8\. σ\(−1\.368\) was taken"
    ):
        assert_sheet_ok(SIGMOIDS)


def test_assert_sheet_ok_takes_a_key(tmp_path):
    (tmp_path / "key.chalk").write_text("a = 2\nb = 3 a")
    (tmp_path / "sheet.chalk").write_text("b = 6")

    assert_sheet_ok(tmp_path / "sheet.chalk", key=tmp_path / "key.chalk")


def network():
    w3, x3 = Value(0.24, "w₃"), Value(-0.3, "x₃")
    L = (w3 * x3).sigmoid()
    L.label = "L"
    return L


def test_assert_gradients_takes_any_spelling():
    assert_gradients(network(), {"dL/dw3": "-0.0749", "∂L/∂x₃": "0.0599"})


def test_assert_gradients_names_the_slip_of_the_pen():
    with pytest.raises(AssertionError, match="Perhaps two digits are swapped"):
        assert_gradients(network(), {"dL/dw3": "-0.0794"})


def test_assert_gradients_lists_the_labels():
    with pytest.raises(KeyError, match=r"no node is labelled 'w9'; the labels are .*w3"):
        assert_gradients(network(), {"dL/dw9": "1"})


def test_assert_gradients_refuses_what_is_no_derivative():
    with pytest.raises(ValueError, match="'w3' is no derivative; write it as 'dL/dw3'"):
        assert_gradients(network(), {"w3": "1"})


def run_with_the_plugin(pytester, *options):
    installed = {plugin.name for plugin in entry_points(group="pytest11")}
    asked = [] if "chalkgrad" in installed else ["-p", "autograd.handwork.pytest_plugin"]
    return pytester.runpytest_inprocess(*asked, *options)


def test_the_plugin_fails_once_for_a_sheet_that_cannot_be_read(pytester):
    pytester.path.joinpath("sheet.chalk").write_bytes(b"a = \xff")
    result = run_with_the_plugin(pytester)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["sheet.chalk is not UTF-8 text (byte 4); save it as UTF-8"])


def test_the_plugin_runs_each_line_as_a_test(pytester):
    pytester.makefile(".chalk", sheet=WRONG)
    result = run_with_the_plugin(pytester)

    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["*b = 3 a = 5*", "*Right: 6*"])


def test_the_plugin_runs_other_kinds_of_files_only_where_asked(pytester):
    pytester.makefile(".md", notes="# Notes\n\nWords.\n\n- a = 2\n- b = 3 a = 5\n", words="Words.")
    pytester.makefile(".CHALK", sheet="a = 2")

    run_with_the_plugin(pytester).assert_outcomes(passed=1)
    run_with_the_plugin(pytester, "--chalk-all").assert_outcomes(passed=2, failed=1)


def test_the_plugin_judges_all_sheets_by_the_key(pytester):
    key = pytester.path / "key.txt"
    key.write_text("a = 2\nb = 3 a = 6")
    pytester.makefile(".chalk", one="b = 6", two="b = 5")

    run_with_the_plugin(pytester, f"--chalk-key={key}").assert_outcomes(passed=1, failed=1)


@pytest.mark.parametrize("template", TEMPLATES)
def test_an_exercise_has_a_blank_sheet_and_a_key_that_is_right(template):
    made = exercise(template, seed=5)

    assert check(made.key).is_right
    assert check(made.key, key=made.checker).is_right
    assert [line for line in made.sheet.splitlines() if line.endswith("=")]
    assert made.sheet.startswith("student:\n")  # whose sheet it is stands in the class table
    assert made == exercise(template, seed=5)
    assert made.key != exercise(template, seed=6).key


def test_an_unknown_template_is_named():
    with pytest.raises(KeyError, match="no template is named 'gan'; choose from chain, mlp"):
        exercise("gan")


def test_too_few_places_for_an_exercise_are_refused():
    with pytest.raises(ValueError, match="no numbers fit for marking to 1 places"):
        exercise("chain", places=1)


@pytest.mark.parametrize(
    ("sheet", "why"),
    [
        ("given: x = 0.5\na = x/4 = 0.13", "line 3 is on a rounding tie"),
        ("given: x = 0.5\na = x/31 = 0.02", "line 3 has fewer than two figures"),
        ("given: x = 0.01\na = 1 + relu(x) = 1.01", "line 3 has a ReLU at its kink"),
        ("given: x = 5\na = tanh(x) = 1.00", "line 3 has a saturated unit"),
        ("given: x = 1\na = 0.77 x = 0.77", "line 3 hides the slip 'factor left out'"),
        ("given: x = 1.5\na = 0.78 x = 1.17", ""),
    ],
)
def test_unfit_numbers_are_told(sheet, why, tmp_path):
    path = tmp_path / "key.chalk"
    path.write_text("round: 2\n" + sheet)

    assert unfit(read_file(path), 2) == why


def test_simulating_refuses_unknown_slips_and_slips_without_a_place():
    with pytest.raises(KeyError, match="no slip is named 'typo'; the names are sign of the update"):
        simulate("a = 2", "typo")
    with pytest.raises(ValueError, match="the slip 'transposed' has no place on this sheet"):
        simulate("a = 2\nb = 3 a", "transposed")


@pytest.mark.parametrize("seed", range(4))
def test_a_slip_simulated_on_a_sheet_with_one_keeps_the_first(seed):
    blank = "round: 2\ngiven: a = 1.5\nb = a^2\nc = 2 b\nd = c + a b\ne = d - c"
    one = simulate(blank, "square left out")  # b = 1.50 for 2.25
    report = check(simulate(one, "factor left out", seed=seed))

    assert report.line(3).claimed == 1.5
    assert [line.verdict for line in report.lines].count("slip") == 2
    assert report.first_slip.line == 3


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_every_slip_is_declared_in_full(slip):
    assert slip.does.endswith(".")
    assert slip.example
    assert slip.sentence.format(wrong="A", right="B").endswith(".")


def test_a_sheet_has_an_output_that_the_engine_can_trace():
    output = read_file(SIGMOIDS).output

    assert output.label == "L"
    assert output.trace().gradients[output] == 1.0
