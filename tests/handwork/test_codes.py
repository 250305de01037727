"""Codes on sheets: each leads back to its exercise, and a wrong one is told."""

import pytest

from autograd.handwork import check, exercise, exercise_of, read
from autograd.handwork.exercises.levels import LEVELS
from autograd.handwork.exercises.templates import TEMPLATES


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("template", TEMPLATES)
def test_the_code_on_a_sheet_leads_back_to_its_exercise(template, level):
    made = exercise(template, seed=31, places=5, level=level)

    for text in made[:3]:
        assert exercise_of(read(text).code) == made
    assert made.code.startswith(f"{template}-31-5-")


def test_a_sheet_that_was_filled_in_is_judged_by_the_key_its_code_leads_to():
    made = exercise("chain", seed=2)
    handed_in = made.key.replace("code: chain", "Code : Chain")

    report = check(handed_in, key=exercise_of(read(handed_in).code).checker)

    assert report.is_right
    assert not report.missing


def coded(character):
    """A code with that among its check characters."""
    codes = (exercise("mlp", seed).code for seed in range(99))
    return next(code for code in codes if character in code[-4:])


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        (coded("X"), str.lower),
        (coded("X"), lambda code: f" {code.replace('-', ' – ')} "),
        (coded("0"), lambda code: code[:-4] + code[-4:].replace("0", "O")),
        (coded("1"), lambda code: code[:-4] + code[-4:].replace("1", "l")),
    ],
    ids=["small", "dashes", "O", "l"],
)
def test_a_code_is_read_as_people_type_it(code, typed):
    assert typed(code) != code
    assert exercise_of(typed(code)).code == code


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("hello", "'hello' is no code of an exercise; one looks like mlp-7-4-4B9Q"),
        (7, "7 is no code of an exercise"),
        ("", "'' is no code of an exercise"),
        ("mlp-7-4", "'mlp-7-4' is no code"),
        ("gan-7-4-XQ3D", "the code gan-7-4-XQ3D names no template that is known; known are chain,"),
        ("mlp-7-4-hard-4B9Q", "the code mlp-7-4-hard-4B9Q names no level; the levels are numbers,"),
        ("mlp-7-4-mend-4B9Q", "the code mlp-7-4-mend-4B9Q was copied wrongly"),
        ("mlp-8-4-4B9Q", "the code mlp-8-4-4B9Q was copied wrongly, or its exercise is of another"),
    ],
)
def test_what_is_no_code_of_an_exercise_is_told(code, why):
    with pytest.raises(ValueError, match=why):
        exercise_of(code)


def test_seeds_and_places_out_of_range_are_refused():
    longest = 10**12 - 1
    assert exercise_of(exercise("chain", seed=longest).code).seed == longest
    with pytest.raises(ValueError, match=f"from 0 to {longest}, got {longest + 1}"):
        exercise("chain", seed=longest + 1)
    with pytest.raises(ValueError, match=r"a seed is a whole number from 0 to .*, got 'a'"):
        exercise("mlp", seed="a")
    with pytest.raises(ValueError, match=f"a seed is a whole number from 0 to {longest}, got -1"):
        exercise("mlp", seed=-1)
    with pytest.raises(ValueError, match="places go from 1 to 12, got 16"):
        exercise("mlp", places=16)


@pytest.mark.parametrize("row", ["Code: see below", "code: x = 3", "Code:"])
def test_other_rows_that_begin_with_the_word_are_no_codes(row):
    assert read(f"{row}\na = 2\nb = 3 a = 6").code == ""
