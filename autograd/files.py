"""Writing files so that a reader never sees half of one and nothing is lost by accident."""

import os
import stat
from pathlib import Path


def write(path: str | Path, data: bytes | str, *, force: bool = False) -> Path:
    """Write `data` (text as UTF-8) to `path` in one piece, and give the path back.

    The data goes into a temporary file in the same folder first, which then takes the name.

    Raises:
        FileExistsError: something of that name exists and `force` is not set.
        FileNotFoundError: the folder does not exist.
    """
    path = writable(path, force=force)
    target = path.resolve()  # a link stays a link
    draft = target.with_name(f".chalkgrad-{os.urandom(8).hex()}")
    try:
        with draft.open("xb") as file:
            file.write(data.encode() if isinstance(data, str) else data)
        if target.exists():
            draft.chmod(stat.S_IMODE(target.stat().st_mode))
        draft.replace(target)
    except BaseException as error:
        draft.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno:
            error.filename = str(path)  # not the draft's, which nobody knows
        raise
    return path


def writable(path: str | Path, *, force: bool = False) -> Path:
    """A path that `write` will accept; ask before work that takes long.

    Raises:
        FileExistsError: something of that name exists and `force` is not set.
        FileNotFoundError: the folder does not exist.
    """
    path = Path(path)
    if not path.parent.is_dir():
        raise FileNotFoundError(f"the folder {path.parent} does not exist; create it first")
    if path.exists() and not force:
        raise FileExistsError(f"{path} exists; choose another name or pass force=True")
    return path
