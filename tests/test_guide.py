"""Every code block of the guide runs: programs, sessions, commands, and the files they name.

A block with a `:caption:` is a file of that name; commands and programs of a page run one after
the other in one empty folder, as a reader would run them.
"""

import doctest
import re
import shlex
import shutil
from pathlib import Path

import pytest
from sybil import Document, Sybil
from sybil.example import Example
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from sybil.parsers.myst.lexers import DirectiveLexer

import autograd.exchange
import autograd.testing
import nn
from examples.guide.reference_pages import PACKAGES
from visualize.cli import run

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "examples" / "guide"
ELSEWHERE = ("pip", "pipx", "uv", "git", "python", "python3", "dask", "code", "sphinx-build")
"""Programs that install, or start what never ends: CI runs the README's own such commands."""
PAGES = sorted(
    path
    for path in GUIDE.rglob("*.md")
    if path.parent.name not in ("lessons", "reference", "jupyter_execute")
)


def run_commands(example: Example) -> str | None:
    """Run the lines of a shell block that are ours; what fails is given back."""
    for line in example.parsed.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        program = Path(words[0]).name if words else ""
        if not words or program in ELSEWHERE:
            continue
        if program != "chalkgrad":
            return f"{line!r}: a page may run chalkgrad, or one of {ELSEWHERE}"
        if (code := run(words[1:])) not in (0, 1):
            return f"{line!r} ends with exit code {code}"
    return None


def write_file(example: Example) -> None:
    """Write a block with a caption as the file it is named after."""
    path = Path(example.region.lexemes["options"]["caption"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(example.parsed, encoding="utf-8")


def files(document: Document):
    """The `code-block` directives that have a caption."""
    for found in DirectiveLexer("code-block")(document):
        if "caption" in found.lexemes["options"]:
            found.parsed, found.evaluator = found.lexemes["source"], write_file
            yield found


READER = Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS),
        CodeBlockParser("sh", run_commands),
        files,
    ]
)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(GUIDE).as_posix())
def test_every_block_of_a_page_runs(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "examples" / "problems", tmp_path / "examples" / "problems")
    for program in (ROOT / "examples").glob("*.py"):
        shutil.copy(program, tmp_path / "examples")

    for example in READER.parse(page).examples():
        example.evaluate()


@pytest.mark.parametrize(
    ("page", "package"),
    [("pytorch", nn), ("pytorch", autograd.exchange), ("micrograd", autograd.testing)],
    ids=["nn", "exchange", "testing"],
)
def test_what_a_package_offers_is_named_where_its_user_looks(page, package):
    text = (GUIDE / "guides" / f"{page}.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\w+", " ".join(re.findall(r"`[^`\n]+`|```.*?```", text, re.DOTALL))))

    assert set(package.__all__) - named == set()


def test_the_guide_has_pages():
    assert len(PAGES) > 5


def test_the_reference_has_a_page_for_each_room_that_is_imported_by_itself():
    rooms = {
        f"autograd.{path.parent.name}"
        for path in (ROOT / "autograd").glob("*/__init__.py")
        if "__all__" in path.read_text("utf-8")
    }

    assert "autograd.handwork" in rooms
    assert rooms <= set(PACKAGES)
