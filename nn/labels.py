"""Course-style names of parameters: `w₁₂⁽²⁾`, `b₁`, and for convolutions `w₁¹²`."""

from autograd.numerals import SUBSCRIPTS, SUPERSCRIPTS

BRACKETS = str.maketrans("()", "₍₎"), str.maketrans("()", "⁽⁾")


def indices(numbers: tuple[int, ...]) -> str:
    """Indices beside each other, counted from 1 as in courses; several digits are put in brackets.

    >>> indices((0, 1)), indices((0, 11)), indices((11,))
    ('12', '1(12)', '12')
    """
    if len(numbers) == 1:
        return str(numbers[0] + 1)
    return "".join(str(n + 1) if n < 9 else f"({n + 1})" for n in numbers)


def indexed(
    letter: str,
    below: tuple[int, ...] = (),
    above: tuple[int, ...] = (),
    layer: int | None = None,
) -> str:
    """A letter with indices below and above, and the number of its layer in brackets.

    The indices given count from 0, those written from 1.

    >>> indexed("w", (0, 1), layer=2), indexed("w", (0,), (0, 1)), indexed("b", (2,))
    ('w₁₂⁽²⁾', 'w₁¹²', 'b₃')
    """
    low = indices(below) if below else ""
    high = (indices(above) if above else "") + (f"({layer})" if layer is not None else "")
    return (
        letter
        + low.translate(SUBSCRIPTS | BRACKETS[0])
        + high.translate(SUPERSCRIPTS | BRACKETS[1])
    )
