"""Sheets by the thousand: each from its own seed, with its truth, as a JSON object."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from examples.chalkbench.hands import HABITS, Habit
from examples.chalkbench.layouts import (
    DOCUMENTS,
    LATEX_ONLY,
    LAYOUTS,
    NEED_KEY,
    NEVER_LATEX,
    Line,
    given_lines,
    head,
    lines_of,
)
from examples.chalkbench.people import SLIP, Accident, UnfitError, Work, accidents, worked
from examples.chalkbench.reading import DERIVATIVE_NAME, Row, Template, all_templates
from examples.chalkbench.spellings import (
    HOUSE,
    STYLES,
    Style,
    formula_written,
    name_written,
    number_written,
)

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
        return keyed or bool(DERIVATIVE_NAME.fullmatch(row.name))

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
    """Whether a style keeps the names apart: grad_z may be that of two quantities."""
    names = [name_written(row.name, style) for row in template.rows]
    return len(set(names)) == len(names)


@dataclass(frozen=True)
class Clothes:
    """What a sheet looks like; `declared` is whether it begins in the sheets' own form."""

    style: Style
    layout: str
    document: str
    declared: bool


def clothes_for(template: Template, seed: int, rng: random.Random) -> Clothes:
    """A style, a layout and a kind of document that go together; every third sheet is typed the
    house way.
    """
    style = HOUSE if seed % 3 == 0 else rng.choice(STYLES)
    if not distinct(template, style):
        style = STYLES[1]
    latex = style.name.startswith("latex")
    documents = [d for d in DOCUMENTS if d not in (NEVER_LATEX if latex else LATEX_ONLY)]
    document = rng.choice(["plain"] * len(documents) + documents)
    declared = style is HOUSE or rng.random() < 0.3
    return Clothes(style, rng.choice(list(LAYOUTS)), document, declared)


def row_data(work: Work, lines: list[Line]) -> Iterator[dict[str, Any]]:
    """The truth about each row."""
    for at, entry in enumerate(work.entries):
        yield {
            "name": name_written(entry.row.name, HOUSE),
            "lines": [n for n, (_, row) in enumerate(lines, start=1) if row == at],
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
    above = given_lines(work, clothes.style, rng, clothes.declared)
    before: list[Line] = [(text, None) for text in [*head(work, clothes.declared), *above]]
    rows = lines_of(work, clothes.style, clothes.layout)
    lines = DOCUMENTS[clothes.document]([*before, *rows], rng)
    return {
        "id": f"{seed:05}",
        "template": template.name,
        "habit": habit.name,
        "style": clothes.style.name,
        "layout": clothes.layout,
        "document": clothes.document,
        "slips": sum(entry.state == SLIP for entry in work.entries),
        "text": "\n".join(text for text, _ in lines),
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
