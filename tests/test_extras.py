"""The extras that errors and the guide name are those that there are."""

import ast
import re
import tomllib
from pathlib import Path

from autograd.tape.engines import ENGINES

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
    "optional-dependencies"
]
FOR_DEVELOPERS = {"bench", "docs", "lint", "peers", "test"}


def asked_for():
    """The extra that each call of `load_extra` names."""
    for package in ("autograd", "nn", "visualize"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                is_call = isinstance(node, ast.Call) and ast.unparse(node.func) == "load_extra"
                if is_call and isinstance(node.args[-1], ast.Constant):
                    yield node.args[-1].value
    yield from filter(None, (extra for _, extra in ENGINES.values()))


def test_an_error_names_an_extra_that_there_is():
    asked = set(asked_for())

    assert {"torch", "pdf", "cluster", "fast"} <= asked <= set(EXTRAS)


def test_the_guide_names_every_extra_for_users():
    page = (ROOT / "examples/guide/guides/where.md").read_text("utf-8")
    cells = re.findall(r"^\| (`[^|]+) \|", page.partition("| extra |")[2], re.MULTILINE)

    assert set(re.findall(r"\w+", " ".join(cells))) == set(EXTRAS) - FOR_DEVELOPERS
