"""What people type is judged as the house form of it is."""

import pytest

from autograd.handwork.checking import check
from tests.handwork.pairs import PAIRS

EACH = [
    pytest.param(above, house, wild, id=wild)
    for above, pairs in PAIRS.items()
    for house, wild in pairs
]


def judged(sheet):
    """What is said about the last line, in whatever form it was typed."""
    line = check(sheet).lines[-1]
    return (
        *(line.verdict, line.kind, line.claimed, line.expected, line.from_yours),
        [(guess.slip, guess.value) for guess in line.guesses],
    )


@pytest.mark.parametrize(("above", "house", "wild"), EACH)
def test_a_line_as_people_type_it_is_judged_as_the_house_form(above, house, wild):
    by_house = judged(above + house)

    assert by_house[0] in ("ok", "slip", "truncated", "carried", "last place")
    assert judged(above + wild) == by_house
