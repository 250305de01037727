"""The documentation site: `sphinx-build -W examples/guide site` (extra `docs`)."""

import re
import sys
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import reference_pages  # noqa: E402  (beside this file, which Sphinx runs from elsewhere)

project = "chalkgrad"
author = "the chalkgrad authors"
release = version = installed_version("chalkgrad")
copyright = "the chalkgrad authors, MIT licence"  # noqa: A001  (Sphinx calls it so)

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.viewcode",
    "sphinx_copybutton",
    "mathematics",
]
exclude_patterns = ["**/.ipynb_checkpoints", "jupyter_execute", "lessons/[0-9]*.md"]
html_theme = "furo"
html_title = "chalkgrad"
html_static_path = ["static"]
html_css_files = ["cells.css"]

myst_enable_extensions = ["dollarmath", "deflist", "colon_fence", "attrs_inline"]
myst_heading_anchors = 3
nb_execution_mode = "off"  # lessons stand there executed, in step with their sources by a test

default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
python_use_unqualified_type_names = True
python_display_short_literal_types = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True


def as_plain_text(*about: Any) -> None:
    """Mathematics in docstrings is plain text: |x| is a size and a*b a product, not markup."""
    lines, in_session = about[-1], False
    for i, line in enumerate(lines):
        in_session = line.strip() != "" and (in_session or line.lstrip().startswith(">>>"))
        lines[i] = line if in_session else escaped(line)


def escaped(line: str) -> str:
    """A line with a backslash before each bar and star that is not in code."""
    parts = re.split(r"(`[^`]*`)", line)
    return "".join(p if p.startswith("`") else re.sub(r"([|*])", r"\\\1", p) for p in parts)


def write_player(app: Any, error: Exception | None) -> None:
    """Write the pass of the first page as a player, for its frame to show."""
    if error is None and app.builder.format == "html":
        from examples.trace_w3 import L

        Path(app.outdir, "live").mkdir(exist_ok=True)
        L.trace().html(Path(app.outdir, "live", "trace_w3.html"), force=True)


def write_problem_set(app: Any, error: Exception | None) -> None:
    """Put the answered problem set beside the pages."""
    if error is None and app.builder.format == "html":
        from visualize.problem_set.pages import save_index, save_problem
        from visualize.problem_set.shelf import problems

        folder = Path(app.outdir, "problems")
        folder.mkdir(exist_ok=True)
        for problem in problems():
            list(save_problem(problem, folder, force=True))
        save_index(problems(), folder, force=True)


def setup(app: Any) -> None:
    """Write the reference before anything is read; docstrings are taken before napoleon's turn."""
    app.connect("build-finished", write_player)
    app.connect("build-finished", write_problem_set)
    app.connect("builder-inited", lambda app: reference_pages.write(HERE / "reference"))
    app.connect("autodoc-process-docstring", as_plain_text, priority=400)
