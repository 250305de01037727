"""The player's modules joined into the one script that its page holds.

A page that loads nothing cannot import. So the modules stand in it one after another, each after
those it imports, without their import and export words and without the comments that have lines of
their own. They then share one scope; that this changes nothing is checked here: every import names
what is exported, and no name is declared twice.
"""

import re
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

IMPORT = re.compile(r'^import \{([^{}]*)\} from "\./(\w+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async function|function|class|const) (\w+))", re.MULTILINE)
DECLARED = re.compile(r"^(?:async function|function|class|const|let) (\w+)", re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
OTHER = re.compile(r"^(?:import|export|var|(?:const|let) [\[{]).*", re.MULTILINE)


def joined(entry: str, read: Callable[[str], str]) -> str:
    """The script that does what the module `entry` does.

    Args:
        entry: The name of the module to begin with, without ".js".
        read: Gives the text of a module by its name.

    Raises:
        ValueError: A module is written so that it cannot be joined; the message says where.

    >>> modules = {"page": '/* page.js */\\nimport { two } from "./sums.js";\\ntwo();\\n',
    ...            "sums": "export const two = () => 2;\\n"}
    >>> print(joined("page", modules.get))
    (() => {
    "use strict";
    const two = () => 2;
    two();
    })();
    """
    modules: dict[str, Module] = {}
    add(entry, read, modules, ())
    texts = [module.text for module in modules.values()]
    names = Counter(name for text in texts for name in DECLARED.findall(text))
    twice = [name for name, times in names.items() if times > 1]
    if twice:
        raise ValueError(f"declared in two modules: {', '.join(twice)}; rename one")
    return "\n".join(["(() => {", '"use strict";', *map(str.rstrip, texts), "})();"])


class Module(NamedTuple):
    """A module as it stands in the script, and the names that it exports."""

    text: str
    exported: set[str]


def add(
    module: str,
    read: Callable[[str], str],
    modules: dict[str, Module],
    importing: tuple[str, ...],
) -> set[str]:
    """Add a module after those it imports, once; gives the names that it exports."""
    if module in modules:
        return modules[module].exported
    if module in importing:
        raise ValueError(f"modules import each other: {' → '.join((*importing, module))}")
    source = read(module)
    for names, other in IMPORT.findall(source):
        exported = add(other, read, modules, (*importing, module))
        wanted = {name.strip() for name in names.split(",")} - {""}
        if wanted - exported:
            absent = ", ".join(sorted(wanted - exported))
            raise ValueError(f"{module}.js imports what {other}.js does not export: {absent}")
    text = EXPORT.sub("", IMPORT.sub("", COMMENT.sub("", source)))
    if found := OTHER.search(text):
        raise ValueError(f"{module}.js has a line that cannot be joined: {found[0]}")
    modules[module] = Module(text, set(EXPORT.findall(source)))
    return modules[module].exported
