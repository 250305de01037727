"""`autograder`: the zip that Gradescope runs, with a key or for everybody's own code."""

import io
import stat
import zipfile
from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Annotated

import typer

from visualize.commands.loading import InputError
from visualize.commands.marking import Classroom, SchemeFile, scheme_asked
from visualize.commands.options import Force, by_suffix
from visualize.commands.sheets import Key, RevealOption
from visualize.files import writable, write

ZipFile = Annotated[Path, typer.Option("--output", "-o", help="The zip file to write.")]

PACKAGES = ("autograd", "nn", "visualize")
SETUP = """\
#!/usr/bin/env bash
# Gradescope runs this once, when the autograder is built.
set -euo pipefail
source="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
venv="${CHALKGRAD_VENV:-/autograder/venv}"
enough='import sys; sys.exit(sys.version_info < (3, 11))'
if python3 -c "$enough" && python3 -c 'import ensurepip'; then
  python3 -m venv "$venv"
else  # the image has an older Python: uv brings one
  apt-get update
  apt-get install -y python3-venv python3-pip
  python3 -m venv /opt/uv
  /opt/uv/bin/pip install uv
  /opt/uv/bin/uv venv --seed --python 3.12 "$venv"
fi
"$venv/bin/python" -m pip install -r "$source/requirements.txt"
"""
RUN = """\
#!/usr/bin/env bash
# Gradescope runs this for each submission.
set -euo pipefail
root="${{CHALKGRAD_ROOT:-/autograder}}"
venv="${{CHALKGRAD_VENV:-/autograder/venv}}"
source="$root/source"
main='from visualize.cli import main; main()'
cd "$root"
PYTHONPATH="$source/packages" "$venv/bin/python" -P -c "$main" mark submission \\
  --gradescope -o results/results.json --force{options}
"""


def autograder(
    output: ZipFile = Path("autograder.zip"),
    key: Key = None,
    scheme: SchemeFile = None,
    classroom: Classroom = None,
    reveal: RevealOption = "hint",
    force: Force = False,
) -> None:
    """Write the zip that lets Gradescope mark sheets.

    Upload it as the autograder of a programming assignment: chalkgrad's source is in it. Without
    --key each sheet is judged by the exercise whose code it bears; those of a network of your own
    are known with --class.

    Example: chalkgrad autograder --key solution.chalk --scheme scheme.toml
    """
    from autograd.handwork.folders import files_in
    from autograd.handwork.language.reading import read_file

    scheme_asked(key, scheme, reveal)  # what is wrong with them is told now
    by_suffix(output, {".zip": "zip"}, "zip")
    writable(output, force=force)
    options = f" --reveal {reveal}"
    files: dict[str, bytes] = {}
    if key is not None:
        files_in([key])  # its ending comes into the script: it is one of a sheet's
        read_file(key)
        name = f"key{key.suffix.lower()}"
        files[name] = key.read_bytes()
        options += f' --key "$source/{name}"'
    if scheme is not None:
        files["scheme.toml"] = scheme.read_bytes()
        options += ' --scheme "$source/scheme.toml"'
    if classroom is not None:
        files |= keys_in(classroom)
        options += ' --class "$source/class"'
    files["run_autograder"] = RUN.format(options=options).encode()
    typer.echo(f"wrote {write(output, bundle(files), force=force)}")


def keys_in(classroom: Path) -> dict[str, bytes]:
    """The class list and everybody's key by their place in the zip."""
    from autograd.handwork.class_lists import LIST, class_in

    class_in(classroom)  # what is wrong with it is told now
    checkers = sorted(path for path in (classroom / "checkers").iterdir() if path.is_file())
    found = [classroom / LIST, *checkers]
    return {f"class/{path.relative_to(classroom).as_posix()}": path.read_bytes() for path in found}


def bundle(files: dict[str, bytes]) -> bytes:
    """A zip of these files, what sets them up, and the packages; always the same bytes."""
    files = {
        "setup.sh": SETUP.encode(),
        "requirements.txt": "\n".join([*requirements(), ""]).encode(),
        **files,
        **packages(),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name)  # of 1980: the same files make the same zip
            runs = name in ("setup.sh", "run_autograder")
            entry.external_attr = (stat.S_IFREG | (0o755 if runs else 0o644)) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return made.getvalue()


def requirements() -> list[str]:
    """What chalkgrad needs beside itself, as it was installed.

    Raises:
        InputError: It is not installed, so nobody knows.
    """
    try:
        found = requires("chalkgrad") or []
    except PackageNotFoundError as error:
        raise InputError("install chalkgrad first: pip install -e .") from error
    return [each for each in found if "extra ==" not in each]


def packages() -> dict[str, bytes]:
    """The files of chalkgrad's packages by their place in the zip."""
    found: dict[str, bytes] = {}
    for name in PACKAGES:
        (folder,) = map(Path, import_module(name).__path__)
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if path.is_file() and not {"__pycache__", "node_modules"}.intersection(inside.parts):
                found[f"packages/{folder.name}/{inside.as_posix()}"] = path.read_bytes()
    return found
