"""Names that a package offers and loads when they are first asked for, so that it imports quickly.

In its `__init__` they stand as ordinary imports below `if TYPE_CHECKING`; here these are read.
"""

import re
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

IMPORT = re.compile(r"^    from (\S+) import (?:\(([^)]+)\)|([^(#\n]+))", re.MULTILINE)


def late(package: str) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """`__getattr__` and `__dir__` of a package: its imports for types alone, run one by one.

    >>> load, names = late("nn")
    >>> load("MLP").__module__, "MLP" in names()
    ('nn.layers.mlp', True)
    >>> load("MPL")
    Traceback (most recent call last):
        ...
    AttributeError: module 'nn' has no attribute 'MPL'
    """
    module: Any = sys.modules[package]
    homes = homes_in(module.__spec__.loader.get_data(module.__file__).decode())

    def load(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        home, there = homes[name]
        place = import_module(home)
        found = getattr(place, there) if hasattr(place, there) else import_module(f"{home}.{there}")
        setattr(module, name, found)
        return found

    return load, lambda: sorted({*vars(module), *homes})


def homes_in(text: str) -> dict[str, tuple[str, str]]:
    """The names that the imports for types alone bring: each with its module and its name there.

    >>> homes_in('''
    ... if TYPE_CHECKING:
    ...     from nn.layers.mlp import MLP
    ...     from visualize.faces.sheet_cell import load_cell as load_ipython_extension
    ... ''')["load_ipython_extension"]
    ('visualize.faces.sheet_cell', 'load_cell')
    """
    homes = {}
    for home, several, one in IMPORT.findall(text.partition("if TYPE_CHECKING:")[2]):
        for each in (several or one).replace("\n", " ").split(","):
            there, _, name = each.strip().partition(" as ")
            homes[name or there] = home, there
    homes.pop("", None)  # behind the last comma
    return homes
