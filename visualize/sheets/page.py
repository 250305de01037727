"""The sheet page: one HTML file in which a sheet is typed and judged, without a server."""

import json
from hashlib import sha256
from html import escape
from string import Template

from autograd.handwork.fingerprints import fingerprint
from autograd.handwork.language.reading import Sheet, read
from autograd.handwork.language.tokens import TOKENS
from autograd.handwork.reports.text_report import checked_reveal
from visualize.picture.lettering import clean
from visualize.picture.themes import THEMES
from visualize.player.page import digest, variables
from visualize.player.page import read as player_file
from visualize.sheets.runtime import FOLDER, bundled, in_text, python_parts

WORKERS = ("python", "layout")


def sheet_page(
    sheet: str,
    *,
    key: Sheet | str | None = None,
    reveal: str = "full",
    title: str = "",
    theme: str = "auto",
) -> str:
    """The page of a sheet as the text of an HTML file.

    Args:
        sheet: What stands in the editor at first.
        key: The solution. The page tells which numbers are the key's, and holds none of them.
        reveal: How much hints tell: "none" gives verdicts only, "hint" all but the right number.
        title: A heading; by default the sheet's own.
        theme: "light", "dark", or "auto" for what the reader's system prefers.

    Raises:
        ValueError: Another reveal or theme, or the packages of the page cannot be fetched.
        FileNotFoundError: npm is not there.
    """
    if theme not in ("auto", *THEMES):
        raise ValueError(f"unknown theme {theme!r}; choose auto, light or dark")
    level = checked_reveal(reveal)
    parts = python_parts() | {name: in_text(bundled(name).encode()) for name in WORKERS}
    guard, script = player_file("guard.js"), bundled("main")
    style = variables() + (FOLDER / "sheets.css").read_text("utf-8")
    nonce = sha256(script.encode()).hexdigest()[:32]
    return Template((FOLDER / "page.html").read_text("utf-8")).substitute(
        policy=policy([guard, script], style, nonce),
        title=escape(clean(title or read(sheet).title or "Sheet")[:200]),
        theme=theme,
        style=style,
        guard=guard,
        config=config(sheet, key, level, nonce),
        parts="\n".join(part(name, text) for name, text in parts.items()),
        script=script,
    )


def config(sheet: str, key: Sheet | str | None, reveal: str, nonce: str) -> str:
    """What the page's scripts are told, as JSON that no HTML ends."""
    told = {
        "sheet": sheet,
        "reveal": reveal,
        "tokens": [(token.kind, token.pattern) for token in TOKENS],
        "nonce": nonce,
        "fingerprint": fingerprint(key).data if key is not None else None,
    }
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")


def part(name: str, text: str) -> str:
    """A packed part of the page, which no browser runs."""
    return f'<script type="text/plain" id="part-{name}">{text}</script>'


def policy(scripts: list[str], style: str, nonce: str) -> str:
    """The page's Content-Security-Policy: nothing but these scripts, and workers made of its parts.

    WebAssembly is allowed, evaluating text as script is not. The editor writes style sheets of its
    own, which bear the nonce.
    """
    run = " ".join(f"'sha256-{digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {run} 'wasm-unsafe-eval'; worker-src blob:; "
        f"style-src 'sha256-{digest(style)}' 'nonce-{nonce}'; base-uri 'none'; form-action 'none'"
    )
