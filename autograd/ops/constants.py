"""Irrational constants that derivative rules use: floats that keep their names in formulas."""

import math


class Constant(float):
    """A float with a name, so that formulas show `ln 2` and not 0.693147."""

    text: str
    latex: str
    python: str

    def __new__(cls, value: float, *, text: str, latex: str, python: str) -> "Constant":
        """A named float."""
        constant = super().__new__(cls, value)
        constant.text, constant.latex, constant.python = text, latex, python
        return constant


LN2 = Constant(math.log(2), text="ln 2", latex=r"\ln 2", python="math.log(2)")
LN10 = Constant(math.log(10), text="ln 10", latex=r"\ln 10", python="math.log(10)")
PI = Constant(math.pi, text="π", latex=r"\pi", python="math.pi")
TWO_OVER_SQRT_PI = Constant(
    2 / math.sqrt(math.pi),
    text="2/√π",
    latex=r"\frac{2}{\sqrt{\pi}}",
    python="(2 / math.sqrt(math.pi))",
)
SQRT_HALF = Constant(
    math.sqrt(0.5), text="√½", latex=r"\sqrt{\tfrac{1}{2}}", python="math.sqrt(0.5)"
)
