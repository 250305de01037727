"""Questions: an exercise as learning platforms ask it, a number for each line."""

from __future__ import annotations

import math
from collections.abc import Iterator
from html import escape
from typing import NamedTuple
from xml.etree.ElementTree import Element, indent, tostring

from autograd.handwork.exercises.levels import LEVELS
from autograd.handwork.exercises.making import SMALLEST, Exercise
from autograd.handwork.exercises.simulating import line_numbers
from autograd.handwork.language.arrays import Quantity, flat
from autograd.handwork.language.claims import digits, rounded
from autograd.handwork.language.reading import read
from autograd.handwork.language.visible import visible
from visualize.classroom.figures import of_exercise, spelled
from visualize.picture.images import png

FINEST = 0.0001
"""In such steps they keep how far off an answer may be."""


class Blank(NamedTuple):
    """A number that is asked for: what stands before it, the number, and how far off it may be."""

    name: str
    prompt: str
    answer: str
    tolerance: str


class Question(NamedTuple):
    """An exercise to be asked: what is given as HTML, its figure as PNG, and its blanks."""

    title: str
    code: str
    given: str
    figure: bytes
    blanks: tuple[Blank, ...]
    solution: str


def question(made: Exercise) -> Question:
    """An exercise as a platform asks it: it judges numbers, and each by itself.

    The tolerance is one unit of the last place, and what numbers rounded on the way are off by:
    who goes on with rounded numbers is right, and who keeps all digits too.

    Raises:
        ValueError: An answer is so small that platforms round its figures away.
    """
    sheet, key = read(made.sheet), read(made.key)
    blanks = tuple(_blanks(made))
    small = [blank.name for blank in blanks if abs(float(blank.answer)) < SMALLEST]
    if small:
        raise ValueError(
            f"the answer to {small[0]} in {made.code} is below {SMALLEST}, which platforms round "
            "away; take another seed"
        )
    head, _, lines = made.sheet.partition("\n\n")
    given = [row.removeprefix("given: ") for row in head.splitlines() if row.startswith("given:")]
    parts = [f"<p>{as_html(spelled(row))}</p>" for row in given]
    if made.level == "mend":
        task = LEVELS[made.level].task
        parts.append(f"<p>{task[:1].upper()}{task[1:]}.</p><pre>{as_html(lines)}</pre>")
    task = f"Round every line to {key.places} places, and go on with the rounded number."
    text = f"<p>{as_html(sheet.title)} ({made.code}). {task}</p>{''.join(parts)}"
    figure = png(of_exercise(made), scale=1.0)
    return Question(sheet.title, made.code, text, figure, blanks, made.key)


def as_html(text: str) -> str:
    """A text as HTML that no platform takes for markup or, by its braces, for a field.

    >>> as_html("{1:NUMERICAL:=1} < 2")
    '&#123;1:NUMERICAL:=1} &lt; 2'
    """
    return escape(visible(text), quote=False).replace("{", "&#123;")


def as_xml(root: Element) -> str:
    """A tree as the text of a file."""
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _blanks(made: Exercise) -> Iterator[Blank]:
    """A blank for every number of every line."""
    key = read(made.key)
    places = key.places or 0
    shown = dict(_shown(made.sheet))
    claims = {line.number: line.parts[-1].tree for line in key.lines}
    for line, _, formula, world in line_numbers(key):
        exact = list(flat(world.number(formula)))
        stated = list(flat(world.number(claims[line.number])))
        name = line.parts[0].text
        prompt = shown.get(name, f"{name} =") if made.level != "mend" else f"{name} ="
        for i, (true, claimed) in enumerate(zip(exact, stated, strict=True)):
            entry = _entry(world.number(formula), i)
            off = abs(float(true) - float(claimed))
            units = math.ceil(round((max(10.0**-places, FINEST) + off) / FINEST, 6))
            yield Blank(
                f"{name}{entry}",
                spelled(f"{prompt} …, entry {entry.strip('[]')}:" if entry else prompt),
                digits(rounded(float(claimed), places, key.mode), places),
                f"{units * FINEST:.4f}",
            )


def _shown(sheet: str) -> Iterator[tuple[str, str]]:
    for line in sheet.partition("\n\n")[2].splitlines():
        yield line.partition(" =")[0], line


def _entry(x: Quantity, i: int) -> str:
    """Which entry of an array the i-th number is, counted from 1."""
    if not isinstance(x, list):
        return ""
    if not isinstance(x[0], list):
        return f"[{i + 1}]"
    across = len(x[0])
    return f"[{i // across + 1},{i % across + 1}]"
