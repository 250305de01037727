"""Practising: each slip of the catalogue has a fresh exercise on which it shows and is named."""

import pytest

from autograd.handwork.checking import check
from autograd.handwork.exercises.drills import DRILLS
from autograd.handwork.exercises.simulating import simulate
from autograd.handwork.practising import ANYWHERE, practice
from autograd.handwork.slips.catalogue import BY_NAME, SLIPS

SHOWN = [slip.name for slip in SLIPS if slip.name not in ANYWHERE]


def named_first(made, slip, seed):
    first = check(simulate(made.key, slip, seed=seed), key=made.key).first_slip
    return first and first.guesses and first.guesses[0].slip


@pytest.mark.parametrize("slip", SHOWN)
def test_a_slip_shows_on_its_exercise_and_is_named_first(slip):
    made = practice(slip)

    assert any(named_first(made, slip, seed) == slip for seed in range(4))


def test_keys_are_right_and_blank_sheets_have_no_slip():
    exercises = {practice(slip) for slip in SHOWN}

    assert [made.key for made in exercises if not check(made.key).is_right] == []
    assert [made.sheet for made in exercises if check(made.sheet, key=made.key).first_slip] == []


def test_a_number_copied_from_another_line_shows_anywhere():
    key = practice("wrong number copied").key
    rows = key.split("\n")
    at = next(i for i, row in enumerate(rows) if row.startswith("S2 = "))
    other = next(row for row in rows if row.startswith("S1 = ")).rpartition(" = ")[2]
    rows[at] = f"{rows[at].rpartition(' = ')[0]} = {other}"
    first = check("\n".join(rows), key=key).first_slip

    assert first.line == at + 1
    assert first.guesses[0].slip == "wrong number copied"


def test_another_seed_gives_another_exercise():
    sheets = {practice(slip, seed).sheet for slip in ("sign", "degrees") for seed in (0, 40)}

    assert len(sheets) == 4


def test_an_unknown_slip_is_refused():
    with pytest.raises(KeyError, match="no slip is named 'sloth'; the names are "):
        practice("sloth")


def test_the_drills_are_for_slips_that_there_are():
    assert set(DRILLS) <= set(BY_NAME)
