"""Sheets on paper."""

import re
import shutil
import subprocess

import pytest

from autograd.handwork import exercise
from visualize.classroom.figures import of_exercise
from visualize.classroom.paper import Sheet, paper, wrapped
from visualize.picture.images import PictureWarning

pytest.importorskip("svglib")


def pages(data):
    return len(re.findall(rb"/Type /Page\b", data))


def words(data, tmp_path):
    """The text of a PDF, by a program of somebody else."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    (tmp_path / "paper.pdf").write_bytes(data)
    done = subprocess.run(
        [program, "-layout", tmp_path / "paper.pdf", "-"], capture_output=True, check=True
    )
    return done.stdout.decode()


@pytest.mark.parametrize("level", ["numbers", "formulas", "network", "mend"])
def test_a_sheet_fits_on_one_page_with_its_figure(level):
    made = exercise("mlp", seed=7, level=level)

    data = paper([Sheet(made.sheet, of_exercise(made))] * 3)

    assert data.startswith(b"%PDF")
    assert pages(data) == 3


def test_a_sheet_on_paper_says_whose_it_is_what_is_asked_and_its_code(tmp_path):
    made = exercise("mlp", seed=7, level="formulas")
    sheet = made.sheet.replace("student:", "student: Zoë O'Neill")

    text = words(paper([Sheet(sheet, of_exercise(made))]), tmp_path)

    for part in (made.code, "Name: Zoë O'Neill", "Write each line's formula", "∂L/∂w₁₁ =", "tanh"):
        assert part in text
    assert "= −0.78, 0.28" in text


def test_a_few_rows_too_many_move_together():
    made = exercise("mlp", seed=7, level="formulas")
    sheet = Sheet(made.sheet + "dL/db1 =\ndL/db2 =\ndL/db3 =\n", of_exercise(made))

    assert pages(paper([sheet])) == 1


def test_what_does_not_fit_goes_on_under_the_code(tmp_path):
    made = exercise("mlp", seed=7)
    long = made.sheet + "".join(f"q{i} = x1 =\n" for i in range(30))

    data = paper([Sheet(long, "")])

    assert pages(data) == 2
    assert f"{made.code}, page 2" in words(data, tmp_path)


def test_a_name_that_the_font_cannot_write_is_told_once():
    sheet = Sheet("student: 李\ntitle: t\nround: 4\n\na =\n", "")

    with pytest.warns(PictureWarning, match="lacks '李' in the name 李 .of 2.; the sheet bears"):
        paper([sheet, sheet])


def test_long_lines_are_wrapped():
    rows = list(wrapped("word " * 40, 11, 495))

    assert len(rows) == 3
    assert " ".join(rows).split() == ["word"] * 40
