"""What the page needs of JavaScript packages: fetched once by npm, kept in a cache, made ready."""

import base64
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from hashlib import sha256
from importlib import resources
from pathlib import Path

from visualize.sheets.packing import packed

CACHE_VARIABLE = "CHALKGRAD_CACHE"
FOLDER = Path(str(resources.files("visualize.sheets")))
PACKAGES = ("package.json", "package-lock.json")
SNAPSHOT = ("snapshot.mjs", "starting.js")
FORGET_AFTER = 30 * 86_400
"""Seconds after which an unused build is deleted from the cache."""
NO_NPM = (
    "the sheet page is put together by npm, which is not here: install Node.js 20 or newer, or "
    "pip install -e '.[page]'"
)
BUNDLING = (
    *("--bundle", "--minify", "--format=iife", "--platform=browser", "--target=es2022"),
    *("--charset=utf8", "--log-level=error", "--legal-comments=none"),
    *("--external:node:*", "--external:ws", "--define:import.meta.url='\"\"'"),
)
"""How modules become one script; Pyodide imports those of Node.js only where it runs there."""


def modules() -> Path:
    """The folder of the JavaScript packages, just as the lock file names them."""

    def install(folder: Path) -> None:
        for name in PACKAGES:
            shutil.copy(FOLDER / name, folder)
        quiet = ("--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund")
        run([program("npm"), "ci", *quiet], folder, "npm cannot fetch the packages of the page")

    lock = (FOLDER / PACKAGES[-1]).read_bytes()
    return kept("packages", lock, install) / "node_modules"


def python_parts() -> dict[str, str]:
    """All that Python is started from in the page, packed: see `kit.js`."""
    code, installed = packed(), modules()
    pyodide = installed / "pyodide"

    def make(folder: Path) -> None:
        (folder / "code").write_bytes(code)
        shutil.copy(pyodide / "pyodide.asm.wasm", folder / "wasm")
        shutil.copy(pyodide / "python_stdlib.zip", folder / "library")
        (folder / "package.json").write_text('{"type": "module"}')
        for name in SNAPSHOT:
            shutil.copy(FOLDER / name, folder)
        script = [SNAPSHOT[0], str(installed), "code", "snapshot"]
        run([program("node"), *script], folder, "Python cannot be prepared for the page")
        for name in PARTS:
            file = folder / name
            file.with_suffix(".txt").write_text(in_text(file.read_bytes()))
            file.unlink()

    scripts = b"".join((FOLDER / name).read_bytes() for name in SNAPSHOT)
    folder = kept("python", code + scripts + str(installed).encode(), make)
    return {name: (folder / f"{name}.txt").read_text() for name in PARTS}


PARTS = ("code", "library", "snapshot", "wasm")


def bundled(entry: str) -> str:
    """One script that does what a module of this folder and all it imports do."""
    installed = modules()
    command = [program("node"), str(installed / "esbuild" / "bin" / "esbuild")]
    command += [str(FOLDER / f"{entry}.js"), *BUNDLING]
    environment = {"NODE_PATH": str(installed)}
    return run(command, FOLDER, f"{entry}.js cannot be put together", environment)


def in_text(data: bytes) -> str:
    """Bytes as a page can hold them: compressed, in base64.

    >>> gzip.decompress(base64.b64decode(in_text(b"chalk")))
    b'chalk'
    """
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode()


def program(name: str) -> str:
    """The path of npm or node, on PATH or beside this Python, where a package may have put it.

    Raises:
        FileNotFoundError: It is in neither place.
    """
    beside = str(Path(sys.executable).parent)
    found = shutil.which(name) or shutil.which(name, path=beside)
    if found is None:
        raise FileNotFoundError(NO_NPM)
    return found


def run(
    command: Sequence[str], folder: Path, trouble: str, environment: dict[str, str] | None = None
) -> str:
    """What a program writes.

    Raises:
        ValueError: It failed; with the last thing it said.
    """
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    finished = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path, **(environment or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if finished.returncode:
        said = [line for line in finished.stderr.splitlines() if line.strip()] or [
            "no reason given"
        ]
        raise ValueError(f"{trouble}: {said[-1].strip()[:300]}")
    return finished.stdout


def kept(kind: str, made_of: bytes, make: Callable[[Path], None]) -> Path:
    """A folder of the cache for what is made of these bytes; made if it is not there."""
    cache = cache_folder()
    folder = cache / f"{kind}-{sha256(made_of).hexdigest()[:20]}"
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        forget(cache, kind)
        draft = Path(tempfile.mkdtemp(prefix=f".{kind}-", dir=cache))
        try:
            make(draft)
            draft.rename(folder)
        except BaseException as error:
            shutil.rmtree(draft, ignore_errors=True)
            if not (isinstance(error, OSError) and folder.is_dir()):  # another was quicker
                raise
    os.utime(folder)
    return folder


def forget(cache: Path, kind: str) -> None:
    """Delete what was not used for long."""
    for old in cache.glob(f"{kind}-*"):
        if time.time() - old.stat().st_mtime > FORGET_AFTER:
            shutil.rmtree(old, ignore_errors=True)


def cache_folder() -> Path:
    """Where builds are kept: CHALKGRAD_CACHE, or where this system keeps such things."""
    if chosen := os.environ.get(CACHE_VARIABLE):
        return Path(chosen)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "chalkgrad"
