"""The README's code does what the README says, and its commands name things that exist."""

import doctest
import itertools
import math
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from autograd import Symbol, Value, gradcheck, op, python
from autograd.handwork import check_file
from autograd.handwork.reports.text_report import to_text
from tests.autograd.programs import forgotten_ops
from visualize.cli import run

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_readme_sessions_print_what_they_show():
    failed, attempted = doctest.testfile(
        str(ROOT / "README.md"), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE
    )

    assert attempted > 5
    assert failed == 0


def test_the_op_of_the_contributors_page_works_as_it_stands():
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    with forgotten_ops():
        names = {"op": op, "math": math, "Any": Any}
        exec(compile(program, "CONTRIBUTING.md", "exec"), names)
        gaussian = names["gaussian"]

        assert gradcheck(gaussian, [0.4])
        assert Value(0.4).gaussian().data == math.exp(-0.16)
        assert python(gaussian(Symbol("x"))) == "gaussian(x)"
        assert gaussian(0) == 1.0


def test_readme_programs_run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    programs = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    for program in programs:
        exec(compile(program, "README.md", "exec"), {})

    assert len(programs) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["L.html", "L.svg"]
    assert r"\tanh" in capsys.readouterr().out


def test_the_readme_shows_lines_of_the_program_that_is_printed(capsys):
    (shown,) = re.findall(r"```python3\n(.*?)```", README, flags=re.DOTALL)
    run(["program", str(ROOT / "examples/trace_w3.py:L")])
    printed = capsys.readouterr().out.splitlines()
    lines = [line for line in shown.splitlines() if "…" not in line]

    assert len(lines) == 4
    assert set(lines) <= set(printed)


HOMEWORK = re.findall(r"```markdown\n(.*?)```\n\n```text\n(.*?)\n```", README, flags=re.DOTALL)[0]
"""A sheet, and what is said of it."""
LEFT_OUT = ("--open", "chalkgrad watch", "chalkgrad page", "chalkgrad result")
"""What opens a browser, never ends, takes npm, or reads what a class handed in."""
COMMANDS = [
    command
    for command in dict.fromkeys(re.findall(r"`(?:\.venv/bin/)?(chalkgrad [a-z].*?)`", README))
    if not any(words in command for words in LEFT_OUT)
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_does_its_work_in_a_new_folder(
    command, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").mkdir()
    shutil.copytree(ROOT / "examples/problems", tmp_path / "examples/problems")
    shutil.copy(ROOT / "examples/trace_w3.py", tmp_path / "examples")
    (tmp_path / "homework.md").write_text(HOMEWORK[0], encoding="utf-8")
    (tmp_path / "names.csv").write_text("name\nAda\nBen\n", encoding="utf-8")
    _, *words = shlex.split(command)
    code = run(words)
    told = capsys.readouterr()
    written = [word for option, word in itertools.pairwise(words) if option == "-o"]

    assert code == (1 if words[0] == "check" else 0), told.err
    assert told.out
    assert all((tmp_path / name).exists() for name in written)


def test_the_homework_of_the_readme_is_told_what_it_says(tmp_path):
    sheet, said = HOMEWORK
    file = tmp_path / "homework.md"
    file.write_text(sheet, encoding="utf-8")

    assert to_text(check_file(file)) == said


def test_the_readme_quotes_the_table_of_chalkbench():
    table = (ROOT / "examples/chalkbench/README.md").read_text(encoding="utf-8")
    (row,) = re.findall(r"^\| \*\*all\*\* \|(.*)\|$", table, flags=re.MULTILINE)
    sheets, found, _, _, accused, *_ = (cell.strip() for cell in row.split("|"))
    quoted = re.search(
        r"([\d,]+) generated sheets.*?\s([\d.]+) %.*?\s([\d.]+) %", README, re.DOTALL
    )

    assert quoted is not None
    assert (quoted[1].replace(",", ""), quoted[2], quoted[3]) == (sheets, found, accused)


INSIDE = r"\]\((?!https?:|(?:\.\./)?(?:live/|problems/|reference))([^)#\s]+)"
"""A link to a file of the repository; to pages that are made with the site it leads in CI."""


def pages():
    """Every Markdown page of the repository, but those that are written when the site is built."""
    for folder in (".", "autograd", "examples", "nn", "visualize"):
        found = (ROOT / folder).glob("*.md" if folder == "." else "**/*.md")
        yield from (p for p in found if not {"node_modules", "reference"} & set(p.parts))


@pytest.mark.parametrize("page", sorted(pages()), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_a_page_lead_to_files(page):
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [page.parent / target for target in re.findall(INSIDE, text)]

    assert [t for t in targets if not (t.exists() or Path(f"{t}.md").exists())] == []
