"""Optional packages, loaded where they are used."""

from importlib import import_module
from typing import Any


def load_extra(module: str, extra: str) -> Any:
    """A module of an optional package, or one of ours that needs such a package.

    Raises:
        ImportError: It is not installed; the message names the extra that brings it.

    >>> load_extra("no_such_package", "save")
    Traceback (most recent call last):
        ...
    ImportError: no_such_package is not installed; get it with: pip install -e '.[save]'
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        lacking = (error.name or module).partition(".")[0]
        raise ImportError(
            f"{lacking} is not installed; get it with: pip install -e '.[{extra}]'"
        ) from error
