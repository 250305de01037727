"""The README's code does what the README says, and its commands name things that exist."""

import doctest
import math
import re
from pathlib import Path
from typing import Any

import pytest

from autograd import Symbol, Value, gradcheck, op, python
from autograd.handwork import check_file
from autograd.handwork.reports.text_report import to_text
from tests.autograd.programs import forgotten_ops

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


def test_the_homework_of_the_readme_is_told_what_it_says(tmp_path):
    sheet, said = re.findall(
        r"```markdown\n(.*?)```\n\n```text\n(.*?)\n```", README, flags=re.DOTALL
    )[0]
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


INSIDE = r"\]\((?!https?:|live/|problems/|(?:\.\./)?reference)([^)#\s]+)"
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
