"""Sheets by the thousand: each from its own seed, with its truth, as a JSON object."""

import random
from collections.abc import Iterator
from typing import Any

from examples.chalkbench.hands import HABITS, Habit
from examples.chalkbench.layouts import (
    DOCUMENTS,
    LATEX_ONLY,
    LAYOUTS,
    NEED_KEY,
    NEVER_LATEX,
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


def dressed(style: Style, rng: random.Random) -> tuple[str, str]:
    """A layout and a kind of document that go with a style."""
    latex = style.name.startswith("latex")
    documents = [d for d in DOCUMENTS if d not in (NEVER_LATEX if latex else LATEX_ONLY)]
    weighted = ["plain"] * len(documents) + documents
    return rng.choice(list(LAYOUTS)), rng.choice(weighted)


def sheet(seed: int) -> Item | None:
    """The sheet of a seed; some seeds have none."""
    rng = random.Random(f"chalkbench {seed}")
    template = rng.choice(all_templates())
    habit = rng.choice(HABITS)
    style = HOUSE if seed % 3 == 0 else rng.choice(STYLES)
    if not distinct(template, style):
        style = STYLES[1]
    layout, document = dressed(style, rng)
    keyed = layout in NEED_KEY or rng.random() < 0.3
    work = attempt(template, habit, rng.choice(SLIPS), keyed, rng)
    if work is None:
        return None
    declared = style is HOUSE or rng.random() < 0.3
    lines = [
        (text, None) for text in [*head(work, declared), *given_lines(work, style, rng, declared)]
    ]
    lines = DOCUMENTS[document]([*lines, *lines_of(work, style, layout)], rng)
    rows = []
    for at, entry in enumerate(work.entries):
        rows.append(
            {
                "name": name_written(entry.row.name, HOUSE),
                "lines": [n for n, (_, row) in enumerate(lines, start=1) if row == at],
                "truth": entry.state,
                "slip": list(entry.slip),
                "written": entry.written,
                "number": number_written(entry.number, HOUSE),
            }
        )
    return {
        "id": f"{seed:05}",
        "template": template.name,
        "habit": habit.name,
        "style": style.name,
        "layout": layout,
        "document": document,
        "slips": sum(row["truth"] == SLIP for row in rows),
        "text": "\n".join(text for text, _ in lines),
        "key": key_text(work) if keyed else None,
        "rows": rows,
    }


def sheets(count: int, seed: int = 0) -> Iterator[Item]:
    """As many sheets as are asked for, always the same."""
    while count:
        item = sheet(seed)
        seed += 1
        if item is not None:
            count -= 1
            yield item
