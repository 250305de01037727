"""Levels: what stands on the sheet that is handed out, and the sheet with a slip to be mended."""

import pytest

from autograd.handwork import check, exercise, read
from autograd.handwork.exercises.levels import LEVELS, USUAL, with_slip
from autograd.handwork.exercises.templates import TEMPLATES


def rows(text):
    """The lines below the head of a sheet."""
    return text.partition("\n\n")[2].splitlines()


def test_each_level_shows_less_than_the_one_before():
    shown = {level: exercise("chain", seed=3, level=level).sheet for level in LEVELS}

    assert rows(shown["numbers"])[3] == "s2 = sigmoid(S2) ="
    assert rows(shown["formulas"])[3] == rows(shown["network"])[3] == "s2 ="
    assert "given: y = 0.19" in shown["formulas"]
    assert "given" not in shown["network"]
    assert all("\nnote: " in sheet for sheet in shown.values())


@pytest.mark.parametrize("level", LEVELS)
def test_the_key_is_right_at_every_level(level):
    made = exercise("rnn", seed=3, level=level)

    assert check(made.key).is_right
    assert check(made.key, key=made.checker).is_right


@pytest.mark.parametrize("level", ["formulas", "network"])
def test_lines_left_empty_are_no_slips(level):
    made = exercise("mlp", seed=3, level=level)
    key = rows(made.key)
    sheet = made.sheet.replace("\nz2 =\n", f"\n{key[1]}\n")

    report = check(sheet, key=made.checker)

    verdicts = {line.text.partition(" ")[0]: line.verdict for line in report.lines}
    assert verdicts["z2"] == "ok"
    assert verdicts["z1"] == verdicts["h2"] == "unread"
    assert set(verdicts.values()) == {"ok", "unread"}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_sheet_to_be_mended_has_the_one_slip_that_its_key_names(template, seed):
    made = exercise(template, seed, level="mend")

    report = check(made.sheet, key=made.checker)

    slips = [line for line in report.lines if line.verdict == "slip"]
    named = f"{slips[0].text.partition(' = ')[0]} is wrong ("
    assert len(slips) == 1
    assert named in made.key
    assert made.key.partition(named)[2].partition(")")[0] in {g.slip for g in slips[0].guesses}


def test_sheets_to_be_mended_have_different_slips():
    made = [exercise("mlp", seed, level="mend").key for seed in range(12)]

    assert len({key.partition("is wrong (")[2].partition(")")[0] for key in made}) > 3


def test_a_sheet_without_a_place_for_a_slip_is_refused():
    sheet = "round: 2\ngiven: a = 2"

    with pytest.raises(ValueError, match=f"none of the slips {USUAL[0]}, .* has a place"):
        with_slip(sheet, 0)


def test_an_unknown_level_is_named():
    with pytest.raises(KeyError, match="no level is named 'hard'; choose from numbers, formulas"):
        exercise("mlp", level="hard")


def test_a_note_stands_on_the_sheet_and_is_not_judged():
    made = exercise("chain", seed=3, level="mend")

    assert not read(made.sheet).skipped
