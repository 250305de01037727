"""Every habit of typing is held by the examples that stand beside it."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

from autograd.handwork import habits
from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.habits.rules import Habit, rewritten

TABLES = {
    f"{module.name}.{name}": table
    for module in iter_modules(habits.__path__)
    for name, table in vars(import_module(f"{habits.__name__}.{module.name}")).items()
    if isinstance(table, tuple) and table and all(isinstance(row, Habit) for row in table)
}
"""Every tuple of habits that a module of `habits/` holds, by its name."""
HABITS = [
    pytest.param(habit, id=f"{table}-{habit.name}")
    for table, rows in TABLES.items()
    for habit in rows
]
EXAMPLES = [
    pytest.param(habit, typed, made, id=f"{table}-{typed}")
    for table, rows in TABLES.items()
    for habit in rows
    for typed, made in habit.examples
]


@pytest.mark.parametrize(("habit", "typed", "made"), EXAMPLES)
def test_a_habit_does_what_its_example_says(habit, typed, made):
    assert rewritten(PlainLine.of(typed), [habit]).text == made


@pytest.mark.parametrize("habit", HABITS)
def test_a_habit_has_an_example_it_changes(habit):
    assert any(typed != made for typed, made in habit.examples)


@pytest.mark.parametrize(("habit", "typed", "made"), EXAMPLES)
def test_a_habit_knows_the_column_of_all_it_makes(habit, typed, made):
    line = rewritten(PlainLine.of(typed), [habit])

    assert len(line.columns) == len(made)
    assert all(0 <= column <= len(typed) for column in line.columns)
