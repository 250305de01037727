"""Simulating: sheets worked out as a person does, rightly or with one slip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from autograd.handwork.language.arrays import Quantity, flat, refill
from autograd.handwork.language.claims import digits, rounded
from autograd.handwork.language.expressions import (
    Expression,
    Name,
    Slope,
    is_number,
    is_numeric,
)
from autograd.handwork.language.reading import Line, Sheet, read
from autograd.handwork.slips.catalogue import BY_NAME
from autograd.handwork.slips.declaring import Slip
from autograd.handwork.slips.mutation import Mutant, mutants
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.resolving import resolve
from autograd.handwork.worlds.world import World

BY_ROUNDING = 0.05
"""Results of rounded numbers may be off by so much; a slip is farther off."""


def worked(sheet: Sheet | str, *, places: int | None = None, mode: str | None = None) -> Sheet:
    r"""The sheet with every formula worked out line by line, each result rounded before it is used.

    >>> print(worked("round: 2\ngiven: a = 1.5\nb = a^2/7\nc = b a").text)
    round: 2
    given: a = 1.5
    b = a^2/7 = 0.32
    c = b a = 0.48
    """
    sheet = read(sheet) if isinstance(sheet, str) else sheet
    return _worked(sheet, places, mode, {})


def simulate(sheet: Sheet | str, slip: str, *, seed: int = 0, line: int | None = None) -> Sheet:
    r"""The sheet a person hands in who makes one slip and goes on with its number.

    Args:
        sheet: A sheet with formulas; numbers on it are worked out anew, but one that does not
            follow stays: applied to its own result, it makes a sheet with two slips.
        slip: A name of the catalogue.
        seed: Which of the places where the slip can happen is taken.
        line: The line it happens on, None for any.

    Raises:
        KeyError: There is no slip of that name; the message lists the names.
        ValueError: The slip has no place on this sheet where it would show.

    >>> print(simulate("round: 2\ngiven: a = 1.5\nb = a^2\nc = 2 b", "square left out").text)
    round: 2
    given: a = 1.5
    b = a^2 = 1.50
    c = 2 b = 3.00
    """
    if slip not in BY_NAME:
        raise KeyError(f"no slip is named {slip!r}; the names are {', '.join(BY_NAME)}")
    sheet = read(sheet) if isinstance(sheet, str) else sheet
    draw, wrong = Random(seed), _wrong_numbers(sheet)
    candidates = [
        (at, value)
        for at, value in _places(sheet, BY_NAME[slip], draw, wrong)
        if line in (None, at)
    ]
    if not candidates:
        raise ValueError(f"the slip {slip!r} has no place on this sheet where it would show")
    by_line = sorted({at for at, _ in candidates})
    chosen = draw.choice(by_line)
    wrong[chosen] = draw.choice([v for at, v in candidates if at == chosen])
    return _worked(sheet, None, None, wrong)


def _wrong_numbers(sheet: Sheet) -> dict[int, Quantity]:
    """The numbers on a sheet that do not follow from those before them, by their lines."""
    places = 4 if sheet.places is None else sheet.places
    found: dict[int, Quantity] = {}
    for line, about, formula, world in line_numbers(sheet):
        number = right = world.number(formula)
        if is_numeric(line.parts[-1].tree):
            number = world.number(line.parts[-1].tree)
            if _shows(number, right, places):
                found[line.number] = number
        _state(world, about, number)
    return found


def _worked(
    sheet: Sheet, places: int | None, mode: str | None, wrong: Mapping[int, Quantity]
) -> Sheet:
    places = sheet.places if places is None else places
    places, mode = 4 if places is None else places, mode or sheet.mode
    rows = sheet.text.split("\n")
    for line, about, formula, world in line_numbers(sheet):
        value = wrong[line.number] if line.number in wrong else world.number(formula)
        result = refill(value, (rounded(float(x), places, mode) for x in flat(value)))
        _state(world, about, result)
        texts = [
            part.text for part in line.parts if not is_numeric(part.tree) or part is line.parts[0]
        ]
        rows[line.number - 1] = " = ".join([*texts, _stated(result, places)])
    return read("\n".join(rows), source=sheet.source)


def _stated(x: Quantity, places: int) -> str:
    if isinstance(x, list):
        return f"[{', '.join(_stated(item, places) for item in x)}]"
    return digits(x, places)


def _state(world: World, about: Expression, number: Quantity) -> None:
    if isinstance(about, Name | Slope):
        world.pin(about, number)


def line_numbers(sheet: Sheet) -> Iterator[tuple[Line, Expression, Expression, World]]:
    """The lines to be worked out: what each is about, its formula, and the world so far."""
    world = World()
    for line in sheet.lines:
        if line.error is not None or len(line.parts) < 2:
            continue
        about = line.parts[0].tree
        formula = resolve(line.parts[1].tree, world.numbers, line.spelled, world.shown)
        if isinstance(about, Name):
            about = Name(about.id, line.parts[0].text)
            world.define(about.id, formula, about.shown)
        else:
            about = resolve(about, world.numbers, line.spelled, world.shown)
        if not line.given and not is_number(formula):
            yield line, about, formula, world


def _places(
    sheet: Sheet, slip: Slip, draw: Random, wrong: Mapping[int, Quantity]
) -> Iterator[tuple[int, Quantity]]:
    """Lines that are not wrong yet, and the numbers the slip gives there, as far as they show."""
    places = 4 if sheet.places is None else sheet.places
    for line, about, formula, world in line_numbers(sheet):
        if line.number in wrong:
            _state(world, about, wrong[line.number])
            continue
        right = world.number(formula)
        shown = refill(right, (rounded(float(x), places, sheet.mode) for x in flat(right)))
        for value in _slipped(slip, about, formula, shown, world, places, draw):
            if _shows(value, right, places):
                yield line.number, value
        _state(world, about, shown)


def _slipped(
    slip: Slip,
    about: Expression,
    formula: Expression,
    right: Quantity,
    world: World,
    places: int,
    draw: Random,
) -> Iterator[Quantity]:
    """The numbers a slip gives on one line."""
    bases = [formula, about] if isinstance(about, Slope) and slip.on_path else [formula]
    made: Sequence[Mutant] = []
    for base in bases:
        try:
            made = [*made, *(m for m in mutants(base, world) if m.slip is slip)]
        except NUMERIC_ERRORS:
            continue
    yield from (mutant.value for mutant in made)
    if slip.on_digits is not None:
        numbers = [float(x) for x in flat(right)]
        k = draw.randrange(len(numbers))
        for variant in slip.on_digits(digits(abs(numbers[k]), places)):
            wrong = float(variant) * (-1 if numbers[k] < 0 else 1)
            yield refill(right, iter([*numbers[:k], wrong, *numbers[k + 1 :]]))


def _shows(value: Quantity, right: Quantity, places: int) -> bool:
    """Whether a slip is seen in the digits: two units off at least, in two figures or more, and
    farther than numbers rounded on the way may have led.
    """
    wrong, true = [float(x) for x in flat(value)], [float(x) for x in flat(right)]
    if len(wrong) != len(true) or any(abs(x) > 1e6 or x != x for x in wrong):
        return False
    unit = 10.0**-places
    pairs = zip(wrong, true, strict=True)
    return any(
        abs(a - b) > max(2.5 * unit, BY_ROUNDING * abs(b)) and abs(a) > 15 * unit for a, b in pairs
    )
