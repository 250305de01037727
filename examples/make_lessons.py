"""Run the lessons anew and keep what they show: `python -m examples.make_lessons [NAME ...]`.

A lesson is a text, `examples/guide/lessons/NAME.md`; beside it stands the notebook that it becomes.
Needs the extra `docs`.
"""

import re
import sys
import tempfile
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from visualize.commands.progress import watched

LESSONS = Path(__file__).parent / "guide" / "lessons"
SOURCES = sorted(LESSONS.glob("[0-9]*.md"))


def executed(source: Path) -> nbformat.NotebookNode:
    """A lesson as a notebook with all that its cells show, the same in every run."""
    notebook = jupytext.read(source)
    notebook.metadata = {"kernelspec": dict(notebook.metadata.kernelspec)}
    for i, cell in enumerate(notebook.cells):
        cell.id = f"cell-{i}"
    with tempfile.TemporaryDirectory() as folder:  # a lesson may write files
        where = {"metadata": {"path": folder}}
        NotebookClient(
            notebook,
            timeout=120,
            record_timing=False,
            coalesce_streams=True,
            resources=where,
            extra_arguments=["--log-level=ERROR"],
        ).execute()
    notebook.metadata.language_info = {"name": "python", "pygments_lexer": "ipython3"}
    return notebook


def in_words(notebook: nbformat.NotebookNode) -> list[object]:
    """Cells and what they show, without images: the machine's fonts and tools draw those."""
    cells = [(cell.cell_type, cell.source, cell.get("outputs", [])) for cell in notebook.cells]
    return [(kind, source, [told(output) for output in shown]) for kind, source, shown in cells]


def told(output: nbformat.NotebookNode) -> str:
    """What an output says, as far as it is words."""
    data = output.get("data", {})
    page = re.sub(r'base64,[^"]*', "", data.get("text/html", ""))
    return f"{output.get('text', '')}{data.get('text/plain', '')}{page}"


def main(names: list[str]) -> None:
    """Run all lessons, or those whose names begin with one of these words."""
    chosen = [path for path in SOURCES if path.stem.startswith(tuple(names) or ("",))]
    if not chosen:
        known = ", ".join(path.stem for path in SOURCES)
        raise SystemExit(f"no lesson begins with {' or '.join(names)}; there are {known}")
    for source in watched(chosen, len(chosen), "lessons"):
        try:
            nbformat.write(executed(source), source.with_suffix(".ipynb"))
        except CellExecutionError as error:
            cell = error.traceback.split("-" * 18)[1].rstrip()
            raise SystemExit(f"{source.name}: {error.ename}: {error.evalue}\n{cell}") from None
    print(f"ran {len(chosen)} lessons in {LESSONS.relative_to(LESSONS.parents[2])}")


if __name__ == "__main__":
    main(sys.argv[1:])
