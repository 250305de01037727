"""Sheets by the thousand: each from its own seed, with its truth, as a JSON object."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from examples.chalkbench.documents import DOCUMENTS, LATEX_ONLY, NEVER_LATEX, SUFFIXES, as_notebook
from examples.chalkbench.hands import HABITS, Habit
from examples.chalkbench.layouts import (
    LAYOUTS,
    NEED_KEY,
    TABLES,
    Line,
    given_lines,
    head,
    lines_of,
)
from examples.chalkbench.people import SLIP, Accident, UnfitError, Work, accidents, worked
from examples.chalkbench.reading import DERIVATIVE, NEW, Row, Template, all_templates
from examples.chalkbench.spellings import formula_written, name_written, number_written
from examples.chalkbench.styles import ASCII, HOUSE, STYLES, Style

Item = dict[str, Any]
SLIPS = (0, 0, 0, 1, 1, 1, 1, 1, 2, 2)
"""How many slips: three sheets of ten are right, two have two."""


def draw_plan(template: Template, count: int, rng: random.Random) -> dict[str, Accident]:
    """Which rows go wrong, and how; a template's own slips twice as often as general ones."""
    found = list(accidents(template))
    own = [pair for pair in found if not isinstance(pair[1], str)]
    plan: dict[str, Accident] = {}
    while len(plan) < count:
        row, accident = rng.choice(own if rng.random() < 0.66 else found)
        plan.setdefault(row.name, accident)
    return plan


def attempt(
    template: Template, habit: Habit, count: int, keyed: bool, rng: random.Random
) -> Work | None:
    """A person's work, or none if forty draws show no such slip."""

    def may_write(row: Row) -> bool:
        return keyed or bool(DERIVATIVE.fullmatch(row.name))

    for _ in range(40):
        try:
            return worked(template, habit, draw_plan(template, count, rng), rng, may_write)
        except UnfitError:
            continue
    return None


def key_text(work: Work) -> str:
    """The key: what is given and every formula, in the house's own form."""
    rows = [f"given: {name_written(n, HOUSE)} = {number_written(x, HOUSE)}"
            for n, x in work.given.items()]  # fmt: skip
    rows += [
        f"{name_written(row.name, HOUSE)} = {formula_written(row.formula, HOUSE)}"
        for row in work.template.rows
    ]
    return "\n".join([*head(work, True), *rows])


def distinct(template: Template, style: Style) -> bool:
    """Whether a style keeps the names apart: grad_z may be that of two quantities, and a new value
    under the old name leaves the old one out of reach. No name is the sign of multiplication.
    """
    rows = [row.name for row in template.rows]
    derivatives = [found for name in rows if (found := DERIVATIVE.fullmatch(name))]
    above = {found[1] for found in derivatives}
    if "{0}" not in style.derivative and style.derivative.count("{}") < 2 and len(above) > 1:
        return False
    renewed = [name for name in rows if name.endswith(NEW)]
    if style.new == "{}" and any(name in row.uses for name in renewed for row in template.rows):
        return False
    others = [draw.name for draw in template.given] + [n for n in rows if n not in renewed]
    names = [name_written(name, style) for name in others]
    return len(set(names)) == len(names) and style.times.strip() not in names


OWN = {"z": "net", "a": "out", "h": "o", "L": "J", "E": "C", "p": "prob", "S": "s", "r": "res",
       "y": "pred", "u": "prod", "f": "F", "q": "soft", "e": "err", "delta": "d"}  # fmt: skip
NAMINGS: dict[str, dict[str, str]] = {
    "as the key": {},
    "own names": OWN,
    "capitals": {name: name.upper() for name in "zahuvrpqm"},
    "words": {
        "z": "sum",
        "a": "activation",
        "L": "loss",
        "E": "error",
        "y": "output",
        "h": "hidden",
    },
}
"""Other names than the key's for what is worked out."""


@dataclass(frozen=True)
class Clothes:
    """What a sheet looks like; `declared` is whether it begins in the sheets' own form."""

    style: Style
    layout: str
    document: str
    declared: bool
    naming: str


def clothes_for(template: Template, seed: int, rng: random.Random) -> Clothes:
    """A style, a layout and a kind of document that go together; every third sheet is typed the
    house way.
    """
    style = HOUSE if seed % 3 == 0 else rng.choice(STYLES)
    naming = rng.choice(["as the key"] * 8 + list(NAMINGS))
    if not distinct(template, style):
        style = ASCII
    if not distinct(template, named(style, naming, template)):
        naming = "as the key"
    latex = style.name.startswith("latex")
    documents = [d for d in DOCUMENTS if d not in (NEVER_LATEX if latex else LATEX_ONLY)]
    documents += [*LATEX_ONLY * 4, *["markdown"] * 4] if latex else []
    document = rng.choice(["plain"] * len(documents) + documents)
    layout = rng.choice([name for name in LAYOUTS if name not in TABLES or rng.random() < 0.5])
    document = "plain" if layout in TABLES else document
    declared = style is HOUSE or rng.random() < 0.3
    return Clothes(style, layout, document, declared, naming)


def named(style: Style, naming: str, template: Template) -> Style:
    """A style with other names for what is worked out; what is given keeps its own."""
    given = {re.sub(r"\d+$", "", draw.name) for draw in template.given}
    others = {old: new for old, new in NAMINGS[naming].items() if old not in given}
    return replace(style, names=others)


def row_data(work: Work, lines: list[Line]) -> Iterator[dict[str, Any]]:
    """The truth about each row."""
    for at, entry in enumerate(work.entries):
        yield {
            "name": name_written(entry.row.name, HOUSE),
            "lines": [n for n, (_, inside) in enumerate(lines, start=1) if at in inside],
            "truth": entry.state,
            "slip": list(entry.slip),
            "written": entry.written,
            "number": number_written(entry.number, HOUSE),
        }


def sheet(seed: int, **worn: Any) -> Item | None:
    """The sheet of a seed, in other clothes if some are named; some seeds have none."""
    rng = random.Random(f"chalkbench {seed}")
    template, habit = rng.choice(all_templates()), rng.choice(HABITS)
    clothes = clothes_for(template, seed, rng)
    keyed = clothes.layout in NEED_KEY or rng.random() < 0.3
    work = attempt(template, habit, rng.choice(SLIPS), keyed, rng)
    if work is None:
        return None
    clothes = replace(clothes, **worn)
    style = named(clothes.style, clothes.naming, template)
    above = given_lines(work, style, rng, clothes.declared)
    before: list[Line] = [(text, ()) for text in [*head(work, clothes.declared), *above]]
    rows = lines_of(work, style, clothes.layout)
    lines = DOCUMENTS[clothes.document]([*before, *rows], rng)
    text = "\n".join(text for text, _ in lines)
    return {
        "id": f"{seed:05}",
        "template": template.name,
        "habit": habit.name,
        "style": style.name,
        "layout": clothes.layout,
        "document": clothes.document,
        "naming": clothes.naming,
        "file": "sheet" + SUFFIXES.get(clothes.document, ".txt"),
        "slips": sum(entry.state == SLIP for entry in work.entries),
        "text": as_notebook(text) if clothes.document == "notebook" else text,
        "key": key_text(work) if keyed else None,
        "rows": list(row_data(work, lines)),
    }


def sheets(count: int, seed: int = 0) -> Iterator[Item]:
    """As many sheets as are asked for, always the same."""
    while count:
        item = sheet(seed)
        seed += 1
        if item is not None:
            count -= 1
            yield item
