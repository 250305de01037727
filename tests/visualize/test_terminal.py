import io
import os
import re
import sys

import pytest
from rich.console import Console

from autograd import Rounding, Value
from tests.visualize.examples import HOSTILE, course_network, square
from visualize.text.stepping import HELP, KEYS, Stepper, commands
from visualize.text.terminal import plain, play, screen

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))


def course() -> Stepper:
    output, _ = course_network()
    return Stepper(output.trace(Rounding(4)))


def seen(state: Stepper, width: int = 90, height: int = 30) -> str:
    console = Console(file=io.StringIO(), width=width, height=height)
    console.print(screen(state, width, height))
    return console.file.getvalue()


def played(keys: str, width: int = 90) -> str:
    """What a terminal is sent while these keys are pressed, all at once."""
    output, _ = course_network()
    console = Console(
        file=io.StringIO(), width=width, height=30, force_terminal=True, color_system=None
    )
    play(output.trace(Rounding(4)), console, read=iter([keys]).__next__)
    return console.file.getvalue()


def test_next_and_back_move_by_one_and_stop_at_the_ends():
    state = course()

    assert state.obey("next").obey("next").obey("back").place == 1
    assert state.obey("back").place == 0
    assert state.obey("last").obey("next").step.kind == "done"


def test_g_goes_to_a_step_by_number():
    assert course().obey("g 17").step.index == 17


@pytest.mark.parametrize("number", ["99", "-1", "x", ""])
def test_a_step_that_is_not_there_is_refused_with_the_range(number):
    state = course().obey(f"g {number}")

    assert state.place == 0
    assert state.message.startswith(f"there is no step {number}; the steps are 0 to ")


def test_p_walks_only_the_paths_of_a_node_and_a_all_again():
    state = course().obey("p w3")

    nodes = [step.edge.operand.label for step in state.steps if step.kind == "edge"]

    assert nodes == ["ŷ", "Σ₃", "σ₂", "Σ₂", "w₃"]
    assert len(state.obey("all").steps) == len(state.trace)


def test_p_of_an_unknown_name_is_refused_with_the_names():
    assert "no node is named 'q'; the names are" in course().obey("p q").message


def test_brackets_jump_to_the_next_node_and_back():
    state = course().obey("other half").obey("next node")

    assert state.step.edge.node.label == "ŷ"
    assert state.obey("next node").step.edge.node.label == "Σ₃"
    assert state.obey("next node").obey("node before").step.edge.node.label == "ŷ"


def test_brackets_stop_at_the_output_that_alone_is_computed():
    state = Stepper(square()[0].trace())

    assert state.obey("next node").step.kind == "forward"
    assert state.obey("last").obey("node before").step.kind == "given"


def test_what_is_given_marks_no_node():
    assert "▶" not in seen(course())
    assert "▶" in seen(course().obey("next"))


def test_f_jumps_between_the_halves_of_the_pass():
    state = course().obey("other half")

    assert state.step.kind == "seed"
    assert state.obey("other half").place == 0


def test_screen_shows_sentence_equation_and_what_is_known():
    state = course().obey("p w3").obey("last").obey("back")

    shown = seen(state)

    assert state.trace.sentence(state.step) in " ".join(shown.split())
    assert re.search(r"▶ +w₃ +0\.24 +0\.0006", shown)


def test_gradients_are_blank_before_they_are_reached():
    shown = seen(course().obey("other half"))

    assert re.search(r"▶ +L +0\.\d+ +1", shown)
    assert re.search(r"ŷ +0\.6455 *\n", shown)


def test_the_chosen_path_ends_in_its_chain_rule():
    shown = seen(course().obey("p w3").obey("last"))

    assert "∂L/∂w₃ = ∂L/∂ŷ·∂ŷ/∂Σ₃·∂Σ₃/∂σ₂·∂σ₂/∂Σ₂·∂Σ₂/∂w₃" in shown
    assert "= 0.0006" in shown


@pytest.mark.parametrize("width", [1, 8, 11, 12, 20])
@pytest.mark.parametrize("command", ["g 15", "last", "help"])
def test_screen_goes_on_in_a_terminal_too_narrow_to_read(width, command):
    assert "Step" in seen(course().obey("p w3").obey(command), width, 60).replace("\n", "")


@pytest.mark.parametrize("width", [40, 60, 120])
@pytest.mark.parametrize("command", ["first", "g 15", "last", "help"])
def test_screen_fits_the_terminal(width, command):
    lines = seen(course().obey(command), width, 30).splitlines()

    assert max(map(len, lines)) <= width
    assert len(lines) <= 30


def test_keys_typed_fast_are_all_obeyed():
    keys = commands(iter(["nn\x1b[Cbg1", "7\rp w3\r\r?q"]).__next__)

    obeyed = [command for command in keys_until_quit(keys) if not command.startswith("typing")]

    assert obeyed == ["next", "next", "next", "back", "g 17", "p  w3", "p  w3", "help", "quit"]


def keys_until_quit(keys):
    for command in keys:
        yield command
        if command == "quit":
            return


def test_backspace_takes_a_digit_back():
    keys = commands(iter(["g19\x7f7\rq"]).__next__)

    assert [c for c in keys_until_quit(keys) if not c.startswith("typing")] == ["g 17", "quit"]


def test_escape_gives_up_a_command_half_typed():
    keys = commands(iter(["g1\x1bnq"]).__next__)

    assert [c for c in keys_until_quit(keys) if not c.startswith("typing")] == ["next", "quit"]


def test_every_key_does_something():
    for command in set(KEYS.values()) - {"quit"}:
        assert "no command" not in course().obey(command).message
    assert "no command 'z'; ? lists them" in course().obey("z").message
    assert course().obey("help").message == HELP


def test_playing_with_keys_shows_the_steps():
    shown = played("p w3\rcq")

    assert "Step 0 of" in shown
    assert "only the paths of w₃" in shown
    assert "∂L/∂w₃ = ∂L/∂ŷ" in shown


def test_without_a_terminal_every_step_is_a_sentence():
    output, _ = course_network()
    trace = output.trace()
    console = Console(file=io.StringIO())

    play(trace, console)

    lines = console.file.getvalue().splitlines()
    assert [line[4:] for line in lines] == trace.sentences
    assert "\x1b" not in console.file.getvalue()


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_labels_cannot_control_the_terminal(label):
    x = Value(2.0, label + "\x1b[2J")
    state = Stepper((x * x).trace())

    shown = seen(state.obey("last").obey("back"))

    assert all(line.isprintable() for line in shown.splitlines())
    assert all(line.isprintable() for line in plain(state.trace))


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a POSIX terminal")
@pytest.mark.parametrize("colours", [True, False])
def test_a_real_terminal_steps_key_by_key(tmp_path, colours):
    pexpect = pytest.importorskip("pexpect")
    source = tmp_path / "square.py"
    source.write_text("from autograd import Value\nx = Value(3.0, 'x')\nL = x * x\nL.label = 'L'\n")
    code = "from visualize.cli import main; main()"
    environment = os.environ | {"TERM": "xterm-256color", "PYTHONPATH": ROOT}
    environment.pop("NO_COLOR", None)
    if not colours:
        environment["NO_COLOR"] = "1"

    terminal = pexpect.spawn(
        sys.executable, ["-c", code, "step", str(source)], env=environment, encoding="utf-8",
        dimensions=(30, 100), timeout=30,
    )  # fmt: skip
    log = terminal.logfile_read = io.StringIO()
    terminal.expect("Step 0 of 6")
    terminal.send("n")
    terminal.expect("Step 1 of 6")
    terminal.send("g5\r")
    terminal.expect("Sum over the 2 uses of x: ∂L/∂x = 3 [+] 3 = 6")
    terminal.send("b")
    terminal.expect("Step 4 of 6")
    terminal.send("q")
    terminal.expect(pexpect.EOF)
    terminal.close()

    assert terminal.exitstatus == 0
    assert bool(re.search(r"\x1b\[[\d;]*(3|9)\d", log.getvalue())) is colours


def test_square_steps_through_both_edges():
    output, _ = square()
    state = Stepper(output.trace())

    assert [state.at(i).step.kind for i in range(7)] == [
        "given", "forward", "seed", "edge", "edge", "accumulate", "done"
    ]  # fmt: skip
