"""`chalkgrad problems`: the list, one question, the pages."""

import re

import pytest

from visualize import cli
from visualize.problem_set import shelf
from visualize.problem_set.shelf import problems


@pytest.fixture
def chalkgrad(capsys, tmp_path, monkeypatch):
    """Run a command in a folder of its own: exit code, output, errors."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        code = cli.run(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def test_without_a_name_all_are_listed_with_a_line_each(chalkgrad):
    code, out, err = chalkgrad("problems")

    assert code == 0
    assert "all as pages: -o answers" in err
    assert [line[:6] for line in out.splitlines()] == [each.name for each in problems()]
    assert all(8 < len(line) <= 100 for line in out.splitlines())


def test_a_question_is_answered_with_table_closed_form_and_hand_work(chalkgrad):
    code, out, _ = chalkgrad("problems", "001.q2")

    assert code == 0
    assert re.search(r"^σ₁ +0\.797057 +0\.7971$", out, re.MULTILINE)
    assert "∂L/∂w₃ = 2(ŷ − y)" in out
    assert "edge w₃ → Σ₂" in out
    assert "σ(−1.368) was taken" in out
    assert out.endswith("Its picture, on a page: chalkgrad problems 001.Q2 -o answers\n")


def test_pages_lead_to_pictures_and_judged_sheets(chalkgrad, tmp_path):
    code, out, _ = chalkgrad("problems", "001.Q2", "-o", "answers")
    page = (tmp_path / "answers" / "001-q2.html").read_text(encoding="utf-8")
    index = (tmp_path / "answers" / "index.html").read_text(encoding="utf-8")
    links = re.findall(r"(?:src|href)='([^']+)'", page + index)

    assert code == 0
    assert "wrote answers/001-q2.svg" in out.replace("\\", "/")
    assert {"001-q2.svg", "001-q2-player.html", "001-q2-sheet.html", "index.html"} <= set(links)
    assert [link for link in links if not (tmp_path / "answers" / link).is_file()] == []
    assert "0.797057" in page


def test_a_picture_keeps_a_legible_size_and_can_be_opened_alone(chalkgrad, tmp_path):
    chalkgrad("problems", "003.P5", "-o", "answers")
    page = (tmp_path / "answers" / "003-p5.html").read_text(encoding="utf-8")
    svg = (tmp_path / "answers" / "003-p5.svg").read_text(encoding="utf-8")
    points = float(re.search(r'width="(.+?)pt"', svg)[1])

    assert points > 2000, "wider than any window"
    assert abs(float(re.search(r"min-width: (\d+)px'", page)[1]) - points) <= 0.5
    assert "<a href='003-p5.svg'>Alone" in page


def test_pages_are_not_overwritten_without_force(chalkgrad, tmp_path):
    chalkgrad("problems", "001.Q2", "-o", "answers")
    code, _, err = chalkgrad("problems", "001.Q2", "-o", "answers")
    forced, _, _ = chalkgrad("problems", "001.Q2", "-o", "answers", "--force")

    assert (code, forced) == (3, 0)
    assert "--force" in err


def test_a_name_that_is_not_there_is_one_line_with_the_names(chalkgrad):
    code, _, err = chalkgrad("problems", "001.Q9")

    assert code == 2
    assert err.startswith("chalkgrad: there is no question '001.Q9'; choose from 000.Q")


@pytest.mark.parametrize("name", ["", "q2", "nonsense", "001.Q2x", "001.Q2 002.Q1", "../001.Q2"])
def test_what_is_no_name_is_refused(chalkgrad, name):
    code, out, err = chalkgrad("problems", name)

    assert (code, out) == (2, "")
    assert f"there is no question {name!r}" in err


def test_a_number_is_a_whole_document(chalkgrad):
    _, out, _ = chalkgrad("problems", "3", "003.P1")

    assert [line[:6] for line in out.splitlines() if re.match(r"\d{3}\.[QP]", line)] == [
        each.name for each in problems() if each.name.startswith("003")
    ]


def test_the_questions_of_an_installed_package_are_found_beside_the_code(tmp_path, monkeypatch):
    (tmp_path / "p009_q1.py").write_text('"""A question."""\nQUESTION = "?"\n')
    monkeypatch.setattr(shelf, "PLACES", (tmp_path, *shelf.PLACES))

    assert [(each.name, each.title) for each in problems()] == [("009.Q1", "A question")]


def test_without_matplotlib_a_page_goes_without_its_plot(tmp_path, monkeypatch):
    from visualize.problem_set.pages import save_problem

    (tmp_path / "p009_q1.py").write_text(
        '"""T."""\nQUESTION = "?"\ndef picture():\n    raise ImportError("no matplotlib")\n'
    )
    monkeypatch.setattr(shelf, "PLACES", (tmp_path,))
    with pytest.warns(UserWarning, match="pages go without plots: no matplotlib"):
        (page,) = save_problem(problems()[0], tmp_path)

    assert "<img" not in page.read_text(encoding="utf-8")
