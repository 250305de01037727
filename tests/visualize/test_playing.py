"""`play()` shows the player where the reader is: in the browser, or below a notebook's cell."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from autograd import Rounding
from tests.visualize.examples import square


@pytest.fixture
def notebook(monkeypatch):
    """A notebook's kernel; gives what its cells show."""
    cells = []
    shell = SimpleNamespace(kernel=object())
    display = SimpleNamespace(display=lambda shown, raw: cells.append(shown))
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    return cells


def test_a_node_plays_its_pass_in_the_browser(browsed, capsys):
    output, _ = square()

    output.play(title="Square", theme="dark")

    written, told = capsys.readouterr().out.splitlines()
    path = Path(written.removeprefix("wrote "))
    assert told == "opened in the browser"
    assert browsed == [path.as_uri()]
    assert "<title>Square</title>" in path.read_text("utf-8")
    assert 'data-theme="dark"' in path.read_text("utf-8")


def test_a_pass_by_hand_plays_as_it_is(browsed, tmp_path):
    square()[0].trace(Rounding(2)).play(tmp_path / "square.html")

    assert browsed == [(tmp_path / "square.html").as_uri()]
    with pytest.raises(FileExistsError, match="choose another name or pass force=True"):
        square()[0].play(tmp_path / "square.html")
    square()[0].play(tmp_path / "square.html", force=True)


def test_a_notebook_shows_the_page_below_its_cell(notebook, browsed, capsys):
    trace = square()[0].trace()

    trace.play(title="Square")

    assert [set(cell) for cell in notebook] == [{"text/plain", "text/html"}]
    assert notebook[0]["text/html"].startswith("<iframe srcdoc=")
    assert "&lt;title&gt;Square&lt;/title&gt;" in notebook[0]["text/html"]
    assert notebook[0]["text/plain"] == repr(trace)
    assert (browsed, capsys.readouterr().out) == ([], "")


def test_a_notebook_writes_a_file_only_when_asked(notebook, browsed, capsys, tmp_path):
    square()[0].play(tmp_path / "square.html")

    assert capsys.readouterr().out == f"wrote {tmp_path / 'square.html'}\n"
    assert len(notebook) == 1
    assert browsed == []


def test_a_terminal_of_ipython_is_no_notebook(browsed, monkeypatch):
    terminal = SimpleNamespace(get_ipython=lambda: SimpleNamespace())
    monkeypatch.setitem(sys.modules, "IPython", terminal)

    square()[0].play()

    assert len(browsed) == 1
