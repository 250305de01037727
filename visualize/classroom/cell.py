"""What a notebook shows of an exercise: its figure and its sheet, and nothing of the key."""

from html import escape
from typing import Any

from autograd.handwork.exercises.making import Exercise
from visualize.classroom.figures import of_exercise
from visualize.picture.errors import LayoutError
from visualize.picture.images import as_image


def _repr_mimebundle_(self: Exercise, include: Any = None, exclude: Any = None) -> dict[str, str]:
    """What a notebook asks an exercise for."""
    try:
        figure = as_image(of_exercise(self))
    except (ValueError, LayoutError):  # it computes no network, or nothing can draw here
        figure = ""
    return {"text/plain": repr(self), "text/html": f"{figure}<pre>{escape(self.sheet)}</pre>"}
