"""The command line `chalkgrad`: every command, and what its mistakes and exit codes look like."""

import gc
import os
import sys
import warnings
from _thread import interrupt_main
from collections.abc import Sequence
from threading import Timer
from typing import Any

import typer

from visualize.commands.late import Late, add_commands
from visualize.commands.loading import InputError
from visualize.commands.options import Version
from visualize.picture.errors import LayoutError

OK, SLIPS, UNUSABLE, UNWRITTEN, STOPPED = 0, 1, 2, 3, 130
DEBUG = "CHALKGRAD_DEBUG"
USER_MISTAKES = (
    InputError,
    LayoutError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    ImportError,
    OSError,
)
"""What a file, a name or an option that does not fit raises, here or in the library."""

HELP = """Show the work of backpropagation, and check yours.

\b
Examples:
  chalkgrad draw examples/trace_w3.py:L -o w3.svg --highlight w3
  chalkgrad step examples/trace_w3.py:L --open
  chalkgrad worked examples/trace_w3.py:L -w w3 --places 4 -o w3.tex
  chalkgrad check homework.chalk --key solution.chalk
"""
EPILOG = """\b
Exit codes: 0 done; 1 check found slips, or result a line that is not sound; 2 the
command or its input cannot be used; 3 a file was not written (it exists: --force);
130 stopped with Ctrl-C.
CHALKGRAD_DEBUG=1 shows where in the code an error arose. NO_COLOR=1 turns colours off."""

UsageError: type[Exception] = typer.BadParameter.__mro__[1]  # typer gives it no public name

app = typer.Typer(
    name="chalkgrad",
    cls=Late,
    epilog=EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
add_commands(app)


@app.callback(help=HELP)
def options(version: Version = False) -> None:
    """What comes before a command."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code; a user's mistake is one line on the error stream."""
    try:
        code: int = app(args=arguments, prog_name="chalkgrad", standalone_mode=False) or OK
        return complain("stopped", STOPPED) if code == STOPPED else code
    except UsageError as error:
        return misused(error)
    except (KeyboardInterrupt, EOFError, typer.Abort):
        return complain("stopped", STOPPED)
    except (BrokenPipeError, SystemExit) as error:
        if isinstance(error, SystemExit) and not isinstance(error.__context__, BrokenPipeError):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK  # the reader, such as `head`, has seen enough; typer and rich exit with 1
    except USER_MISTAKES as error:
        if os.environ.get(DEBUG):
            raise
        unwritten = isinstance(error, (FileExistsError, PermissionError))
        return complain(in_words(error), UNWRITTEN if unwritten else UNUSABLE)


def misused(error: Any) -> int:
    """Say what is wrong with the command itself; without any command, show the help."""
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(error.format_message())
        return OK
    message = " ".join(error.format_message().split()).rstrip(".")
    command = error.ctx.command_path if error.ctx else "chalkgrad"
    return complain(f"{message} (see {command} --help)", UNUSABLE)


def in_words(error: BaseException) -> str:
    """An error as a line for people."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    message = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
    message = message.replace("pass force=True", "use --force to overwrite it")
    return message or type(error).__name__


def complain(message: str, code: int) -> int:
    """Say what went wrong; give the exit code back."""
    typer.secho(f"chalkgrad: {message}", err=True, fg=typer.colors.RED if colourful() else None)
    return code


def colourful() -> bool:
    """Whether errors may be red."""
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")


def unraised(told: "sys.UnraisableHookArgs") -> None:
    """What Python passes over, as it does in callbacks; a Ctrl-C that fell there comes again."""
    if told.exc_type is KeyboardInterrupt:
        Timer(0.01, interrupt_main).start()  # here it would be passed over as well
    else:
        sys.__unraisablehook__(told)


def main() -> None:
    """The entry point `chalkgrad`."""
    gc.set_threshold(100_000)  # to look for garbage among modules took a tenth of `check`
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an old terminal shows ? for ∂, and goes on
    sys.unraisablehook = unraised
    warnings.showwarning = lambda message, *_: typer.echo(f"chalkgrad: {message}", err=True)
    sys.exit(run())
