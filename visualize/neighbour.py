"""What is said where `import autograd` finds another package of that name, as HIPS' is."""

import sys
from pathlib import Path
from typing import NoReturn

COMMAND = "chalkgrad"
UNUSABLE = 2  # the exit code of a command that cannot be used


def refuse(error: ImportError) -> NoReturn:
    """Say in one sentence what to do, if it is a neighbour's `autograd` that lacks our names.

    Raises:
        ImportError: With that sentence; or the same error, where it has another cause.
        SystemExit: In the command `chalkgrad`, whose script imports us before `main` can speak.
    """
    if error.name != "autograd" or error.path is None:
        raise error
    told = (
        f"{error.path} is another package named `autograd`; install chalkgrad into a virtual "
        "environment of its own: python -m venv .venv, and pip install -e . in it"
    )
    if Path(sys.argv[0]).stem == COMMAND:
        sys.stderr.write(f"{COMMAND}: {told}\n")
        raise SystemExit(UNUSABLE)
    raise ImportError(told, name=error.name, path=error.path) from None
