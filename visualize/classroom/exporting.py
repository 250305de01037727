"""Exporting: the files that learning platforms take in, by the names that `--export` takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from autograd.handwork.exercises.making import Exercise
from visualize.classroom.moodle import moodle_cloze, moodle_numerical
from visualize.classroom.qti import qti_package
from visualize.classroom.questions import Question, question

PLATFORMS: dict[str, tuple[str, Callable[[Sequence[Question], str], str | bytes]]] = {
    "moodle-cloze": ("-cloze.xml", moodle_cloze),
    "moodle-numerical": ("-numerical.xml", moodle_numerical),
    "qti": ("-qti.zip", qti_package),
}
"""The end of the file's name, and what writes it."""


def checked(platforms: Sequence[str]) -> Sequence[str]:
    """The platforms as they are, if each is one that is known.

    Raises:
        KeyError: One is not; the message lists the names.
    """
    for platform in platforms:
        if platform not in PLATFORMS:
            known = ", ".join(PLATFORMS)
            raise KeyError(f"no export is named {platform!r}; choose from {known}")
    return platforms


def exported(
    made: Sequence[Exercise], platforms: Sequence[str], name: str
) -> dict[str, str | bytes]:
    """The files for platforms, by their names; `name` begins them, and names the question bank.

    >>> from autograd.handwork import exercise
    >>> list(exported([exercise("mlp")], ["qti", "moodle-cloze"], "week3"))
    ['week3-qti.zip', 'week3-cloze.xml']
    """
    ends = [PLATFORMS[platform] for platform in checked(platforms)]
    questions = [question(one) for one in made] if ends else []
    return {f"{name}{end}": write(questions, name) for end, write in ends}
