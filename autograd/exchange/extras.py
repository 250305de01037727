"""Optional packages, loaded where they are used."""

from importlib import import_module
from typing import Any


def load_extra(module: str, extra: str) -> Any:
    """A module of an optional package.

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
        raise ImportError(
            f"{module} is not installed; get it with: pip install -e '.[{extra}]'"
        ) from error
