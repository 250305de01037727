"""The TextMate grammar of sheets, derived from the one table of tokens."""

import json
from typing import Any

from autograd.handwork.language.tokens import TOKENS


def textmate_grammar() -> dict[str, Any]:
    """The grammar that editors such as VS Code colour a `.chalk` file by.

    >>> textmate_grammar()["scopeName"]
    'source.chalk'
    """
    return {
        "$schema": "https://json.schemastore.org/tmlanguage.json",
        "name": "Chalk sheet",
        "scopeName": "source.chalk",
        "fileTypes": ["chalk"],
        "patterns": [{"name": f"{t.scope}.chalk", "match": t.pattern} for t in TOKENS],
    }


def as_file() -> str:
    """The text of `vscode/syntaxes/chalk.tmLanguage.json`."""
    return json.dumps(textmate_grammar(), ensure_ascii=False, indent=2) + "\n"
