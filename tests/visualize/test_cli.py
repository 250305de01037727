import contextlib
import io
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from tests.visualize.compiling import compiled
from visualize import cli
from visualize.commands import late, progress

ROOT = Path(__file__).parents[2]
NETWORK = f"{ROOT / 'examples' / 'trace_w3.py'}:L"
SHEET = str(ROOT / "examples" / "problems" / "001-q2.chalk")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(cli.DEBUG, raising=False)


@pytest.fixture
def chalkgrad(capsys):
    """Run a command; gives its exit code, output and errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(list(map(str, arguments)))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def source(text: str, name: str = "net.py") -> str:
    Path(name).write_text("from autograd import Value\n" + text, encoding="utf-8")
    return name


def square() -> str:
    return source("x = Value(3.0, 'x')\nL = x * x\nL.label = 'L'\n")


def test_trace_prints_the_hand_calculation(chalkgrad):
    code, out, _ = chalkgrad("trace", NETWORK, "-w", "w3", "--places", 4)

    assert code == 0
    assert re.search(r"edge w₃ → Σ₂ +∂L/∂w₃ .* -0\.0021·\(-0\.3\) +0\.0006", out)


def test_trace_in_sentences_has_a_line_for_every_step(chalkgrad):
    _, out, _ = chalkgrad("trace", square(), "--sentences")

    assert out.splitlines()[-1] == "   6  Done: every gradient of L is known."
    assert len(out.splitlines()) == 7


@pytest.mark.parametrize("suffix", ["txt", "md", "html", "tex"])
def test_trace_writes_a_table_by_suffix(chalkgrad, suffix):
    code, out, _ = chalkgrad("trace", square(), "-o", f"pass.{suffix}")

    assert (code, out) == (0, f"wrote pass.{suffix}\n")
    assert "edge" in Path(f"pass.{suffix}").read_text("utf-8").lower()


def test_trace_as_latex_compiles(chalkgrad, tmp_path):
    chalkgrad("trace", square(), "-o", "pass.tex")

    compiled(Path("pass.tex").read_text("utf-8"), tmp_path)


@pytest.mark.parametrize("suffix", ["svg", "png", "dot", "tikz", "tex", "gif", "apng"])
def test_draw_writes_every_kind_of_picture(chalkgrad, suffix):
    code, out, _ = chalkgrad("draw", square(), "-o", f"L.{suffix}", "--highlight", "x")

    assert (code, out) == (0, f"wrote L.{suffix}\n")
    assert Path(f"L.{suffix}").stat().st_size > 100


def test_draw_as_gif_has_a_frame_for_every_step(chalkgrad):
    chalkgrad("draw", square(), "-o", "L.gif")

    with Image.open("L.gif") as film:
        assert film.n_frames == 7


def test_draw_without_a_name_is_called_like_the_output(chalkgrad):
    _, out, _ = chalkgrad("draw", square())

    assert out == "wrote L.svg\n"


def test_nothing_is_overwritten_without_force(chalkgrad):
    Path("L.svg").write_text("mine")

    code, _, err = chalkgrad("draw", square(), "-o", "L.svg")

    assert code == 3
    assert err == ("chalkgrad: L.svg exists; choose another name or use --force to overwrite it\n")
    assert Path("L.svg").read_text() == "mine"
    assert chalkgrad("draw", square(), "-o", "L.svg", "--force")[0] == 0
    assert Path("L.svg").read_text("utf-8").startswith("<svg")


@pytest.mark.parametrize(("suffix", "sign"), [("txt", "==="), ("md", "$$"), ("tex", "align*")])
def test_worked_writes_the_style_of_the_suffix(chalkgrad, suffix, sign):
    code, _, _ = chalkgrad("worked", square(), "-w", "x", "-o", f"solution.{suffix}")

    assert code == 0
    assert sign in Path(f"solution.{suffix}").read_text("utf-8")


def test_worked_prints_the_solution_of_a_sheet(chalkgrad):
    code, out, _ = chalkgrad("worked", SHEET, "-w", "w3", "--places", 4)

    assert code == 0
    assert "∂L/∂w3 = 0.0006" in out


def test_paths_lists_them_with_their_sum(chalkgrad):
    _, out, _ = chalkgrad("paths", square(), "-w", "x")

    assert out.startswith("∂L/∂x = 6 = sum over 2 paths\n")


def test_paths_asks_where_they_begin(chalkgrad):
    code, _, err = chalkgrad("paths", square())

    assert (code, err) == (2, "chalkgrad: paths begin at a node; name it with -w, such as -w w3\n")


def test_step_without_a_terminal_prints_sentences(chalkgrad):
    code, out, _ = chalkgrad("step", square())

    assert code == 0
    assert out.splitlines()[0] == "0  Given: x = 3."


def test_step_writes_the_player(chalkgrad):
    code, _, _ = chalkgrad("step", square(), "-o", "L.html")

    assert code == 0
    assert Path("L.html").read_text("utf-8").lower().startswith("<!doctype html>")


def test_step_opens_a_temporary_page_in_the_browser(chalkgrad, browsed):
    code, out, _ = chalkgrad("step", square(), "--open", "--title", "Square", "--theme", "dark")

    written, told = out.splitlines()
    path = Path(written.removeprefix("wrote "))
    assert (code, told) == (0, "opened in the browser")
    assert browsed == [path.as_uri()]
    assert path.name == "L.html"
    assert '<html lang="en" data-theme="dark">' in path.read_text("utf-8")
    assert "<title>Square</title>" in path.read_text("utf-8")


def test_step_saves_the_page_and_opens_that(chalkgrad, browsed):
    _, out, _ = chalkgrad("step", square(), "-o", "my L.html", "--open")

    assert out == "wrote my L.html\nopened in the browser\n"
    assert browsed == [Path("my L.html").resolve().as_uri()]


@pytest.mark.parametrize("there", [True, False], ids=["a browser fails", "no screen"])
def test_where_no_browser_opens_step_says_where_the_page_is(chalkgrad, browsed, monkeypatch, there):
    monkeypatch.setattr("webbrowser.open", lambda url: browsed.append(url) and False)
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.setenv(name, "there" if there else "")

    code, out, _ = chalkgrad("step", square(), "--open")

    written, told = out.splitlines()
    assert code == 0
    assert Path(written.removeprefix("wrote ")).is_file()
    assert told == "found no browser to open it in; open the file in one"
    assert len(browsed) == there


def test_check_judges_a_sheet_and_exits_with_1_for_a_slip(chalkgrad):
    code, out, _ = chalkgrad("check", SHEET)

    assert code == 1
    assert "The first slip is in line 8." in out


def test_check_of_a_right_sheet_exits_with_0(chalkgrad):
    Path("right.chalk").write_text("a = 2\nb = 3 a = 6\n")

    assert chalkgrad("check", "right.chalk")[0] == 0


def test_check_of_what_cannot_be_read_exits_with_2(chalkgrad):
    Path("odd.chalk").write_text("a = 2\nb = 3 ^^ a = 6\n")

    assert chalkgrad("check", "odd.chalk")[0] == 2


def test_check_of_a_folder_reports_on_the_class(chalkgrad):
    Path("class").mkdir()
    for name, result in (("ann", 6), ("ben", 5)):
        Path(f"class/{name}.chalk").write_text(f"a = 2\nb = 3 a = {result}\n")

    code, out, _ = chalkgrad("check", "class")
    _, data, _ = chalkgrad("check", "class", "--json")
    _, rows, _ = chalkgrad("check", "class", "--csv")

    assert code == 1
    assert "2 sheets: 1 right" in out
    assert [sheet["exit_code"] for sheet in json.loads(data)] == [0, 1]
    assert len(rows.strip().splitlines()) == 3


@pytest.mark.parametrize("kind", ["activation", "scale"])
def test_plot_writes_a_figure(chalkgrad, kind):
    pytest.importorskip("matplotlib")
    arguments = {"activation": ["tanh"], "scale": [square(), "-w", "x"]}[kind]

    code, _, _ = chalkgrad("plot", kind, *arguments, "-o", "figure.png")

    assert code == 0
    with Image.open("figure.png") as picture:
        assert len(picture.convert("RGB").getcolors(100_000)) > 3


def test_plots_of_a_file_read_what_it_defines(chalkgrad):
    pytest.importorskip("matplotlib")
    name = source(
        "class history: training = [1.0, 0.5]; validation = []; best_epoch = 2\n"
        "h = [Value(0.5, 'h')]\nfor _ in range(3): h.append((h[-1] * 0.5).tanh())\n"
        "L = h[-1] * 2\n"
        "model = lambda points: [x + y for x, y in points]\n"
        "points = [[0.0, 1.0], [-1.0, -2.0]]\nlabels = [1, 0]\n"
    )

    for arguments in (["loss"], ["times", "--states", "h"], ["boundary"]):
        assert chalkgrad("plot", arguments[0], name, *arguments[1:])[0] == 0

    assert {"loss.svg", "times.svg", "boundary.svg"} <= {path.name for path in Path().iterdir()}


def test_the_only_output_is_found_without_a_name(chalkgrad):
    name = source("a = Value(2.0, 'a')\nb = a * 3\nresult = b + a\n")

    assert "∂result/∂a" in chalkgrad("paths", name, "-w", "a")[1]


def test_a_function_without_arguments_gives_the_output(chalkgrad):
    name = source("def network():\n    return Value(2.0, 'a') * 3\n")

    assert chalkgrad("trace", f"{name}:network")[0] == 0


def test_what_a_file_prints_does_not_mix_with_the_answer(chalkgrad):
    name = source("print('hello')\nL = Value(2.0, 'a') * 3\n")

    _, out, err = chalkgrad("trace", name)

    assert "hello" not in out
    assert "hello" in err


def test_a_file_sees_its_own_folder_and_no_arguments_of_ours(chalkgrad):
    Path("folder").mkdir()
    source("three = 3.0\n", "folder/numbers_of_mine.py")
    source(
        "import sys\nfrom numbers_of_mine import three\nassert len(sys.argv) == 1\n"
        "assert __name__ != '__main__'\nL = Value(three) * 2\n",
        "folder/net.py",
    )

    assert chalkgrad("trace", "folder/net.py")[0] == 0


MISTAKES = [
    ("net.txt", "", "'net.txt' is neither a Python file nor a sheet; give FILE.py:NAME or"),
    ("none.py", "", "there is no file 'none.py'"),
    ("net.py", "L = 1 / 0\n", "net.py, line 2: ZeroDivisionError: division by zero"),
    ("net.py", "L = (\n", "net.py, line 2: '(' was never closed"),
    ("net.py", "import no_such_module\n", "line 2: ModuleNotFoundError: No module named"),
    ("net.py", "raise SystemExit(4)\n", "net.py ends itself with exit(4)"),
    ("net.py", "x = 3\n", "net.py defines no output: no Value that is computed from others"),
    ("net.py", "a = Value(1.0)\np = a * 2\nq = a * 3\n", "choose one: net.py:p, net.py:q"),
    ("net.py:M", "a = Value(1.0)\np = a * 2\n", "net.py defines no 'M'; choose one: net.py:p"),
    ("net.py:x", "x = 3\n", "x in net.py is of type int, no Value; write `L = ...` in it"),
    ("odd.chalk", "", "this sheet computes no number from another one"),
]


@pytest.mark.parametrize(("file", "text", "message"), MISTAKES)
def test_a_mistake_in_the_input_is_one_line_with_its_cure(chalkgrad, file, text, message):
    if text:
        source(text)
    if file == "odd.chalk":
        Path(file).write_text("a = 2\n")

    code, out, err = chalkgrad("trace", file)

    assert code == 2
    assert message in err
    assert len(err.splitlines()) == 1
    assert out == ""


WRONG_OPTIONS = [
    (["draw"], "Missing argument 'FILE[:NAME]' (see chalkgrad draw --help)"),
    (["dray", "net.py"], "No such command 'dray'"),
    (["draw", "net.py", "--stp", "3"], "No such option: --stp"),
    (["draw", "net.py", "--step", "x"], "Invalid value for '--step'"),
    (["draw", "net.py", "--step", "99"], "step 99 is not in this pass; its steps are 0 to 6"),
    (["draw", "net.py", "-o", "x.bmp"], "cannot write 'x.bmp': end the name in .svg, .png"),
    (["draw", "net.py", "-o", "no/x.svg"], "the folder no does not exist; create it first"),
    (["draw", "net.py", "--theme", "pink"], "pink"),
    (["trace", "net.py", "-p", "99"], "places is a whole number from 0 to 15, got 99"),
    (["trace", "net.py", "-p", "3", "--mode", "up"], "choose from half_up, half_even, truncate"),
    (["trace", "net.py", "--mode", "up"], "choose from half_up, half_even, truncate"),
    (["trace", "net.py", "-w", "w9"], "no node is named 'w9'; the names are x, L"),
    (["trace", "net.py", "-o", "x.pdf"], "cannot save a table as 'x.pdf'"),
    (["worked", "net.py", "--style", "pdf"], "choose from text, markdown, latex"),
    (["step", "net.py", "-o", "x.svg", "--open"], "cannot write 'x.svg': end the name in .html"),
    (["step", "net.py", "--open", "--theme", "red"], "unknown theme 'red'; choose auto, light or"),
    (["step", "net.py", "-o", "x.svg"], "cannot write 'x.svg': end the name in .html"),
    (["check", "none.chalk"], "there is no file or folder 'none.chalk'"),
    (["check", "net.py", "--key", "none.chalk"], "there is no file 'none.chalk'"),
    (["check", "net.py", "--reveal", "all"], "reveal is 'none', 'hint' or 'full', not 'all'"),
    (["plot", "activation", "tanx"], "no op of one number is named 'tanx'; choose from abs, acos"),
    (["plot", "activation", "tanh", "--low", "3", "--high", "2"], "a plot from 3 to 2 is empty"),
    (["plot", "activation", "log", "--low", "-3", "--high", "-2"], "log has no value between"),
    (["page", "-o", "x.txt"], "cannot write 'x.txt': end the name in .html"),
    (["autograder", "-o", "x.txt"], "cannot write 'x.txt': end the name in .zip"),
    (["page", "net.py"], "net.py is no sheet; a sheet ends in .chalk, .md, .tex, .txt, .ipynb"),
    (["plot", "activation", "tanh", "-o", "x.bmp"], "cannot write 'x.bmp'"),
    (["plot", "scale", "net.py"], "name the weights to scale with -w"),
    (["plot", "scale", "net.py", "-w", "L"], "is no leaf of this graph; only leaves can be scaled"),
    (["plot", "layers", "net.py"], "no node of this graph belongs to a module"),
    (["plot", "loss", "net.py"], "net.py defines no 'history'"),
]


@pytest.mark.parametrize(
    ("arguments", "message"), WRONG_OPTIONS, ids=[" ".join(a) for a, _ in WRONG_OPTIONS]
)
def test_a_wrong_option_is_one_line_with_its_cure(chalkgrad, arguments, message):
    if arguments[0] == "plot":
        pytest.importorskip("matplotlib")
    square()

    code, _, err = chalkgrad(*arguments)

    assert code == 2
    assert message in err
    assert len(err.splitlines()) == 1


def test_debugging_shows_where_an_error_arose(chalkgrad, monkeypatch):
    monkeypatch.setenv(cli.DEBUG, "1")

    with pytest.raises(ValueError, match="places is a whole number"):
        chalkgrad("trace", square(), "-p", 99)


def test_ctrl_c_ends_in_one_line(chalkgrad):
    code, _, err = chalkgrad("trace", source("raise KeyboardInterrupt\n"))

    assert (code, err) == (130, "chalkgrad: stopped\n")


def test_ctrl_c_that_python_passes_over_in_a_callback_comes_again(monkeypatch):
    class Loop:
        def __del__(self):
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "unraisablehook", cli.unraised)
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012  (it comes a moment later)
        Loop()
        time.sleep(5)


def test_help_has_examples_and_exit_codes(chalkgrad):
    code, out, _ = chalkgrad("--help")

    assert code == 0
    assert "chalkgrad draw examples/trace_w3.py:L -o w3.svg" in out
    assert "Exit codes: 0 done; 1 check found slips, or result a line that is not" in out
    for command in ("draw", "trace", "step", "worked", "paths", "check", "mark", "result"):
        assert "Example: chalkgrad" in chalkgrad(command, "--help")[1]


@pytest.mark.parametrize("words", [(), ("plot",)], ids=["chalkgrad", "plot"])
def test_the_list_of_commands_says_each_in_a_whole_sentence(chalkgrad, words, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    listed = chalkgrad(*words, "--help")[1].partition("Commands:\n")[2].partition("\n\n")[0]

    assert len(listed.splitlines()) > 5
    assert [line for line in listed.splitlines() if not re.search(r"[^.]\.$", line)] == []


def test_no_command_shows_the_help(chalkgrad):
    assert chalkgrad()[1] == chalkgrad("--help")[1]


def test_version_is_printed(chalkgrad):
    code, out, _ = chalkgrad("--version")

    assert code == 0
    assert out.startswith("chalkgrad")


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from visualize.cli import main; main()", *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"} | environment,
        capture_output=True, check=False, encoding="utf-8", errors="replace",
    )  # fmt: skip


def test_the_shell_completes_commands():
    done = process(COMP_WORDS="chalkgrad wor", COMP_CWORD="1", _CHALKGRAD_COMPLETE="complete_bash")

    assert done.stdout.split() == ["worked"]


@pytest.mark.parametrize("name", late.COMMANDS)
def test_the_list_says_of_a_command_what_its_help_begins_with(name):
    module, summary = late.COMMANDS[name]
    command = late.loaded(name)

    assert command.name == name
    assert command.help.replace("\n", " ").startswith(summary)
    assert (ROOT / "visualize" / "commands" / f"{module}.py").is_file()


def test_help_loads_no_command_and_a_command_only_its_own_module():
    code = (
        "import sys; from visualize.cli import run\n"
        "for words in (['--help'], ['check', '--help']):\n"
        "    run(words)\n"
        "    print(*(name for name in sys.modules if name.startswith('visualize.commands.')))\n"
        "    print(*{'rich', 'PIL', 'lark', 'autograd.handwork'} & set(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    first, second = (n for n, line in enumerate(lines) if line.startswith("visualize.commands"))

    assert {word.rpartition(".")[2] for word in lines[first].split()} == {
        "late",
        "loading",
        "options",
    }
    assert lines[first + 1] == lines[second + 1] == ""
    assert "visualize.commands.sheets" in lines[second].split()
    assert "visualize.commands.graphs" not in lines[second].split()


def test_an_exit_that_typer_asks_for_is_left_alone(monkeypatch, chalkgrad):
    monkeypatch.setenv("_CHALKGRAD_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "chalkgrad wor")
    monkeypatch.setenv("COMP_CWORD", "1")

    with pytest.raises(SystemExit, match=r"^0$"):
        chalkgrad()


def test_an_old_terminal_gets_question_marks_not_a_traceback():
    done = process("trace", square(), PYTHONIOENCODING="latin-1")

    assert done.returncode == 0
    assert "?L/?x" in done.stdout


@pytest.mark.parametrize("command", ["trace", "step"])
def test_a_reader_who_has_seen_enough_is_no_error(command):
    name = source("x = Value(3.0, 'x')\nfor _ in range(3000): x = x + 1\n")
    program = f'"{sys.executable}" -c "from visualize.cli import main; main()" {command} {name}:x'

    done = subprocess.run(
        f"({program}; echo code $? >&2) | head -1", shell=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=False,
    )  # fmt: skip

    assert done.stderr.endswith(b"code 0\n")
    assert b"Error" not in done.stderr


def test_a_warning_is_one_line():
    name = source("L = Value(3.0, '\u65e5').exp()\n")

    done = process("draw", f"{name}:L", "-o", "L.pdf")

    # libraries may write lines of their own, such as fontconfig's about its files
    told = [
        line for line in done.stderr.splitlines() if "glyph" in line or "PictureWarning" in line
    ]

    assert told == ["chalkgrad: the PDF's font has no glyph for \u65e5"]


class Terminal(io.StringIO):
    """An error stream that is a terminal."""

    def isatty(self):
        return True


def test_a_bar_counts_when_it_takes_long_and_never_before(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    with contextlib.redirect_stderr(Terminal()) as quick:
        assert list(progress.watched(range(3), 3, "counting")) == [0, 1, 2]

    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    with contextlib.redirect_stderr(Terminal()) as slow:
        assert list(progress.watched(range(3), 3, "counting")) == [0, 1, 2]

    assert quick.getvalue() == ""
    assert "counting" in slow.getvalue()
    assert "3/3" in slow.getvalue()


def test_waiting_shows_that_something_goes_on_and_ends_with_it(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    with contextlib.redirect_stderr(Terminal()) as quick, progress.waiting("drawing"):
        pass

    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    with contextlib.redirect_stderr(Terminal()) as slow, progress.waiting("drawing"):
        for _ in range(500):  # it is loaded meanwhile
            time.sleep(0.01 if "drawing" not in slow.getvalue() else 0)

    assert quick.getvalue() == ""
    assert "drawing" in slow.getvalue()
    assert slow.getvalue().endswith("\x1b[1A\x1b[2K")  # the line is gone


def test_without_a_terminal_nobody_sees_a_bar(monkeypatch, capsys):
    monkeypatch.setattr(progress, "PATIENCE", -1.0)

    assert list(progress.watched("ab", 2, "counting")) == ["a", "b"]
    with progress.waiting("drawing"):
        time.sleep(0.05)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "words",
    [
        ("paths", "net.py:L", "-w"),
        ("draw", "net.py:L", "-o"),
        ("trace", "net.py:L", "-p"),
        ("exercise", "mlp", "--seed"),
        ("check", "net.chalk", "--key"),
        ("plot", "activation", "tanh", "-o"),
    ],
    ids=lambda words: words[0],
)
def test_an_option_without_its_argument_is_one_line(chalkgrad, words):
    code, out, told = chalkgrad(*words)

    assert code == 2
    assert out == ""
    assert re.fullmatch(r"chalkgrad: Option '--?\w+' requires an argument \(see .*--help\)\n", told)


def test_program_prints_a_script_that_runs(chalkgrad):
    code, out, _ = chalkgrad("program", NETWORK, "-i", "x1", "--input", "y")

    assert code == 0
    assert "    [x1, y] = inputs\n" in out
    assert "    dL_dw3 = dL_dS2 * x3  # ∂L/∂w₃ = ∂L/∂Σ₂·∂Σ₂/∂w₃\n" in out
    compile(out, "program", "exec")


@pytest.mark.parametrize(
    ("arguments", "sign"),
    [(["-o", "net.py"], "def program("), (["-o", "net.tex"], r"\begin{align*}")],
)
def test_program_writes_the_style_of_the_suffix(chalkgrad, arguments, sign):
    code, out, _ = chalkgrad("program", NETWORK, *arguments)

    assert (code, out) == (0, f"wrote {arguments[1]}\n")
    assert sign in Path(arguments[1]).read_text(encoding="utf-8")


def test_program_in_latex_is_printed_too(chalkgrad):
    assert chalkgrad("program", square(), "--latex")[1].startswith(
        "\\begin{align*}\nL &= x \\cdot x"
    )


def test_program_writes_no_latex_where_python_is_looked_for(chalkgrad):
    code, _, err = chalkgrad("program", square(), "--latex", "-o", "printed.py")

    assert (code, err) == (
        2,
        "chalkgrad: --latex is no Python, got printed.py; write -o FILE.tex\n",
    )
    assert not Path("printed.py").exists()


@pytest.mark.parametrize("words", [["--latex"], ["-o", "loops.tex"]])
def test_program_has_no_loops_in_latex(chalkgrad, words):
    code, _, err = chalkgrad("program", square(), "--loops", *words)

    assert code == 2
    assert err == "chalkgrad: --loops is of Python, LaTeX has none; leave it out\n"


def test_program_without_a_leaf_of_that_name_says_so(chalkgrad):
    code, _, err = chalkgrad("program", square(), "-i", "w")

    assert code == 2
    assert "no node is named 'w'" in err


def test_program_in_loops_is_printed(chalkgrad):
    code, out, _ = chalkgrad("program", NETWORK, "--loops")

    assert code == 0
    assert "    for k in range(2):\n        v2[k] = sigmoid(v1[k])\n" in out
