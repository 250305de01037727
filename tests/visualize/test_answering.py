"""What Python answers the sheet page, here and where it stands alone."""

import io
import json
import subprocess
import sys
import zipfile

import pytest

from autograd.handwork import check
from autograd.handwork.fingerprints import fingerprint
from autograd.handwork.reports.data_report import to_json
from visualize.sheets.answering import answer, wake, warm_up
from visualize.sheets.packing import packed

SLIP = "given: z = 1.368\ns = σ(z) = 0.2029"


def asked(ask, sheet, **about):
    return json.loads(answer(json.dumps({"ask": ask, "sheet": sheet, "reveal": "full", **about})))


def test_the_same_code_is_packed_to_the_same_bytes():
    assert packed() == packed()


def test_what_is_packed_can_judge_without_anything_else(tmp_path):
    archive = zipfile.ZipFile(io.BytesIO(packed()))
    archive.extractall(tmp_path)
    code = "import autograd; from visualize.sheets.answering import warm_up; warm_up()"
    code += "; import lark; print(autograd.__file__, lark.__file__)"

    alone = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}",
    ]
    said = subprocess.run(alone, capture_output=True, text=True, check=True).stdout.split()

    assert [path.startswith(str(tmp_path)) for path in said] == [True, True]


def test_a_slip_is_told_without_its_number_and_with_hints():
    line = asked("judge", SLIP)["lines"][1]

    assert "0.7971" not in json.dumps({**line, "hints": line["hints"][:-1]})
    assert line["hints"][-1] == "Right: 0.7971"
    assert SLIP.split("\n")[1][slice(*line["columns"])] == "0.2029"


@pytest.mark.parametrize(("reveal", "most"), [("none", 0), ("hint", 3)])
def test_hints_stop_where_they_must(reveal, most):
    assert len(asked("judge", SLIP, reveal=reveal)["lines"][1]["hints"]) == most


def test_a_line_not_filled_in_is_no_mistake():
    [line] = asked("judge", "a =")["lines"]

    assert (line["verdict"], line["mark"]) == ("blank", "…")


def test_prose_is_named_and_not_judged():
    said = asked("judge", "This is prose.\na = 2 * 3 = 6")

    assert (said["skipped"], [line["line"] for line in said["lines"]]) == ([1], [2])


def test_a_sheet_beyond_the_limits_is_refused_in_words():
    assert (
        asked("judge", "a = 1\n" * 1001)["trouble"]
        == "the sheet has 1001 lines; a sheet may have 1000."
    )


def test_a_saved_report_is_the_report():
    assert asked("save", SLIP, format="json")["text"] == to_json(check(SLIP))


def test_numbers_are_compared_with_the_key_by_its_fingerprint():
    made = fingerprint("given: z = 1.368\ns = σ(z)\nt = s s", work=1).data

    said = asked("compare", SLIP + "\nt = s s = 0.6354", fingerprint=json.loads(json.dumps(made)))

    assert said["agrees"] == {"2": False, "3": True}


def test_warming_up_and_waking_leave_nothing_behind():
    warm_up()
    wake()

    assert asked("judge", SLIP) == asked("judge", SLIP)


def test_a_quantity_is_called_as_it_is_spelled_and_plainly_where_that_is_no_name():
    said = asked("judge", "Σ₁ = 2 * 3 = 6\n$z_2$ = 3 * 3 = 9\nq &= 2 * 2 = 4")

    assert [each["shown"] for each in said["graph"]["quantities"]] == ["Σ₁", "z_2", "q"]
