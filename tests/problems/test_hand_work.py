"""What is said of the printed hand work, against what the marked-up originals have."""

import json
from operator import mul
from pathlib import Path

import pytest

from visualize.problem_set.shelf import problem
from visualize.problem_set.telling import findings, hand_work

GOLDEN = json.loads(Path(__file__).with_name("golden.json").read_text(encoding="utf-8"))


def test_the_numbers_after_the_wrong_sigmoid_follow_from_it():
    report = problem("001.Q2").reports[0]
    print_ = GOLDEN["001.Q2"]["student"]

    assert report.line(8).claimed == print_["s1"]
    assert report.line(11).from_yours == pytest.approx(print_["S3"])
    assert report.line(12).claimed == print_["yhat"]
    assert round(report.line(19).from_yours, 6) == pytest.approx(print_["dw3"], abs=1e-6)


def test_the_weights_of_the_tanh_network_are_those_the_print_proves():
    report = problem("000.Q2").reports[0]
    print_ = GOLDEN["000.Q2"]["printed_ocr"]
    pinned = GOLDEN["000.Q2"]["student_pinned"]

    assert report.line(9).claimed == print_["W1"]
    assert report.line(11).claimed == [print_["W2"]]
    assert report.line(11).checks[-1].claimed == pinned["s2"]
    assert (report.line(13).from_yours, report.line(16).from_yours) == pytest.approx(
        (pinned["s3"], pinned["delta3"])
    )


def test_the_printed_step_raises_the_loss():
    rows = problem("003.P5").made("table")
    print_ = GOLDEN["003.P5"]["student"]

    assert rows[-1][1:3] == [print_["W_new"], print_["b_new"]]
    assert rows[-1][-1] == pytest.approx(print_["E_after"], rel=1e-12)
    assert rows[-1][-1] > rows[1][-1] > rows[2][-1]


def test_the_printed_matrices_of_the_way_back_give_other_numbers():
    asked, print_ = problem("000.Q5"), GOLDEN["000.Q5"]
    first, upstream = asked.module.layer().matrix(4).T.numbers, [1, 10, 100, 1000]
    first[2][3], first[6][3] = 9, 12  # rows 3 and 7 of the sheet's first matrix: w₃ for w₂
    slips = [line.line for line in asked.reports[0].lines if line.verdict == "slip"]
    right = [number for row in asked.answers["dX"] for number in row]

    assert slips[1:] == [21 + 2, 21 + 6]
    assert [sum(map(mul, row, upstream)) for row in first] == print_["firstB_literal_dX"]
    assert [right[i] for i in (0, 1, 2, 4, 5, 6, 7, 3)] == print_["secondB_row_appended_dX"]


def test_a_slip_that_stands_in_several_lines_is_told_once():
    (missing,) = findings(problem("003.P5").reports[0])

    assert [line.line for line in missing.lines] == [17, 18, 19]
    assert missing.told.startswith("The path through q2 was left out")


def test_the_hand_work_is_told_sheet_by_sheet():
    told = list(hand_work(problem("001.Q2")))

    assert told[0] == "001-q2.chalk, 17 lines: 3 slips, 5 follow from an earlier one"
    assert told[1].startswith("  line 8:  σ₁ : sigmoid(Σ₁)")
    assert "001-q2-labels.chalk, 8 lines: 2 slips" in told
