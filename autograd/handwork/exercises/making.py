"""Exercises: a blank sheet, its key and the checker's sheet, with numbers fit to be marked."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import NamedTuple

from autograd.faces import faced
from autograd.handwork.exercises.codes import Code, check_characters, read_code
from autograd.handwork.exercises.levels import LEVELS, with_slip
from autograd.handwork.exercises.simulating import line_numbers, worked
from autograd.handwork.exercises.templates import TEMPLATES, Draft, Template
from autograd.handwork.language.arrays import flat
from autograd.handwork.language.expressions import Applied, Expression, children
from autograd.handwork.language.reading import Sheet
from autograd.handwork.slips.mutation import Mutant, mutants
from autograd.handwork.worlds.evaluation import NUMERIC_ERRORS
from autograd.handwork.worlds.world import World

MOST_TRIES = 200
MOST_SEED = 10**12 - 1
"""The longest that a code has room for."""
MOST_PLACES = 12
"""More are the noise of floating point."""
SMALLEST = 0.002
"""Learning platforms keep four decimals of an answer: of less than this one figure is left."""
SATURATED = 3.0
"""Beyond this a sigmoid or tanh is so flat that every slip behind it vanishes in rounding."""

TELLING = ("sign", "factor left out", "neighbour", "value for derivative", "term left out")
"""Slips that must show in the digits of the line on which they happen."""


@faced
class Exercise(NamedTuple):
    """What a teacher needs: `sheet` to hand out, `key` to keep, `checker` to mark against.

    The `code` stands on all of them and leads back to the exercise by `exercise_of`.

    >>> made = exercise("mlp", seed=1)
    >>> made.sheet.splitlines()[11], made.key.splitlines()[9]
    ('z1 = w11 x1 + w12 x2 + b1 =', 'z1 = w11 x1 + w12 x2 + b1 = 0.5820')
    """

    sheet: str
    key: str
    checker: str
    seed: int
    code: str
    level: str

    def __str__(self) -> str:
        return self.sheet

    def __repr__(self) -> str:
        """Its code alone: the key is shown to nobody who does not ask for it."""
        return f"<Exercise {self.code}: .sheet to hand out, .key and .checker to keep>"


def exercise(
    template: str,
    seed: int = 0,
    places: int = 4,
    *,
    level: str = "numbers",
    templates: Mapping[str, Template] = TEMPLATES,
) -> Exercise:
    """An exercise from a template; seeds with unfit numbers are passed over for the next one.

    Rejected are numbers on a rounding tie, ReLU at 0, saturated units, results with fewer than two
    figures, and slips that would give the right number.

    Args:
        template: The name of one of the templates.
        seed: Where the numbers come from; the same seed gives the same exercise.
        places: Decimal places every line is rounded to.
        level: One of `LEVELS`: what of the working stands on the sheet.
        templates: The templates there are; `own_template` makes one from a sheet.

    Raises:
        KeyError: No template or level has that name; the message lists the names.
        ValueError: No fit numbers were found, because `places` are too few; or the seed is below 0
            or longer than a code can tell.

    >>> made = exercise("chain", seed=7)
    >>> made.sheet.splitlines()[9:11]
    ['S1 = x1 w1 + x2 w2 =', 's1 = sigmoid(S1) =']
    >>> made == exercise("chain", seed=7)
    True
    """
    if not isinstance(seed, int) or not 0 <= seed <= MOST_SEED:
        raise ValueError(f"a seed is a whole number from 0 to {MOST_SEED}, got {seed!r}")
    if not 1 <= places <= MOST_PLACES:
        raise ValueError(f"places go from 1 to {MOST_PLACES}, got {places}")
    if template not in templates:
        raise KeyError(f"no template is named {template!r}; choose from {', '.join(templates)}")
    if level not in LEVELS:
        raise KeyError(f"no level is named {level!r}; choose from {', '.join(LEVELS)}")
    for attempt in range(MOST_TRIES):
        used = seed * MOST_TRIES + attempt
        draft = templates[template](Random(used))
        checker = as_sheet(draft, places)
        key = worked(checker)
        why = unfit(key, places)
        if not why:
            code = Code(template, seed, places, level, check_characters(checker + level))
            return _exercise(checker, key.text, code)
    raise ValueError(
        f"no numbers fit for marking to {places} places; ask for more places (at last {why})"
    )


def exercise_of(code: str, templates: Mapping[str, Template] = TEMPLATES) -> Exercise:
    """The exercise that a code on a sheet leads back to.

    Raises:
        ValueError: It is no code, its template is not known, or its check characters are not those
            of the exercise: it was copied wrongly, or made by another version.

    >>> made = exercise("rnn", seed=12)
    >>> exercise_of(made.code.lower()) == made
    True
    """
    asked = read_code(code)
    if asked.template not in templates:
        known = ", ".join(templates)
        raise ValueError(
            f"the code {asked} names no template that is known; known are {known} (a network of "
            f"your own is made again from its file with --seed {asked.seed}, and marked with "
            "--class FOLDER)"
        )
    if asked.level not in LEVELS:
        known = ", ".join(LEVELS)
        raise ValueError(f"the code {asked} names no level; the levels are {known}")
    made = exercise(
        asked.template, asked.seed, asked.places, level=asked.level, templates=templates
    )
    if made.code != str(asked):
        raise ValueError(
            f"the code {asked} was copied wrongly, or its exercise is of another version; compare "
            "it with the sheet that was handed out"
        )
    return made


def _exercise(checker: str, key: str, code: Code) -> Exercise:
    """The exercise with its code on every sheet, and what is handed out at its level."""
    level = LEVELS[code.level]
    wrong = with_slip(checker, code.seed) if code.level == "mend" else None
    head, _, lines = checker.partition("\n\n")
    shown = (wrong.text if wrong else checker).partition("\n\n")[2]
    pairs = zip(lines.splitlines(), shown.splitlines(), strict=True)
    rows = "".join(f"{level.row(line, other)}\n" for line, other in pairs)
    given = head if level.given else head.partition("\ngiven: ")[0]
    sheet = f"student:\n{_noted(_coded(given, code), level.task)}\n\n{rows}"
    told = f"on the sheet handed out {wrong.about} is wrong ({wrong.slip})" if wrong else ""
    solved = _noted(_coded(key, code), told) if told else _coded(key, code)
    return Exercise(sheet, solved, _coded(checker, code), code.seed, str(code), code.level)


def _coded(text: str, code: Code) -> str:
    """A sheet with the code below its title."""
    return text.replace("\nround: ", f"\ncode: {code}\nround: ", 1)


def _noted(text: str, note: str) -> str:
    """A sheet with a note below its code."""
    return text.replace("\nround: ", f"\nnote: {note}\nround: ", 1)


def as_sheet(draft: Draft, places: int) -> str:
    """A draft as the text of a sheet."""
    head = [f"title: {draft.title}", f"round: {places}"]
    given = [f"given: {row}" for row in draft.given]
    return "\n".join([*head, *given, "", *draft.lines, ""])


def unfit(key: Sheet, places: int) -> str:
    """Why the numbers of a worked sheet are unfit for an exercise, "" if they are fit."""
    unit = 10.0**-places
    for line, _, formula, world in line_numbers(key):
        for number in flat(world.number(formula)):
            x = abs(float(number)) / unit
            if abs(x - int(x) - 0.5) < 1e-3:
                return f"line {line.number} is on a rounding tie"
            if x < 20:
                return f"line {line.number} has fewer than two figures"
            if abs(float(number)) < SMALLEST:
                return f"line {line.number} is below {SMALLEST}"
        at = _edge_of_a_function(formula, world)
        if at:
            return f"line {line.number} {at}"
        hidden = _hidden_slip(formula, world, unit)
        if hidden:
            return f"line {line.number} hides the slip {hidden!r}"
    return ""


def _edge_of_a_function(node: Expression, world: World) -> str:
    """Whether a unit works at its kink or where it is flat."""
    for part in children(node):
        found = _edge_of_a_function(part, world)
        if found:
            return found
    if isinstance(node, Applied) and node.function in ("relu", "sigmoid", "tanh"):
        sizes = [abs(float(x)) for x in flat(world.number(node.arguments[0]))]
        if node.function == "relu" and min(sizes) < 0.05:
            return "has a ReLU at its kink"
        if node.function != "relu" and max(sizes) > SATURATED:
            return "has a saturated unit"
    return ""


def _never_shows(mutant: Mutant, world: World) -> bool:
    """Whether a slip that changes nothing would not with other numbers either.

    So it is inside the step of an active ReLU, and with exp for its derivative. With other numbers
    it shows where a factor happens to be 1 or a term 0.
    """
    shown = {world.shown.get(name, name): x for name, x in world.numbers.items()}
    return not any(shown.get(name) in (0, 1, -1) for name in (mutant.wrong, mutant.right))


def _hidden_slip(formula: Expression, world: World, unit: float) -> str:
    """The first telling slip that would leave the line's digits as they are."""
    right = [float(x) for x in flat(world.number(formula))]
    try:
        for mutant in mutants(formula, world):
            wrong = [float(x) for x in flat(mutant.value)]
            if mutant.slip.name not in TELLING or len(wrong) != len(right):
                continue
            off = max(abs(a - b) for a, b in zip(wrong, right, strict=True))
            if off < 2.5 * unit and not (off == 0 and _never_shows(mutant, world)):
                return mutant.slip.name
    except NUMERIC_ERRORS:
        return ""
    return ""
