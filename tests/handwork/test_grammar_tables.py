"""The stored table of the grammar: the same parser, and never one of another grammar."""

import json
from collections import deque

import pytest

from autograd.handwork import check
from autograd.handwork.language import grammar_tables, parsing


def automaton(parser):
    """What a parser does in which state, the states numbered as one comes to them."""
    table = parser.parser.parser._parse_table
    numbers = {table.start_states[start]: start for start in sorted(table.start_states)}
    waiting, steps = deque(numbers), {}
    while waiting:
        state = waiting.popleft()
        for token, (action, then) in sorted(table.states[state].items()):
            if isinstance(then, int):
                if then not in numbers:
                    numbers[then] = len(numbers)
                    waiting.append(then)
                then = numbers[then]
            steps[numbers[state], token] = str(action), str(then)
    return steps


def words(parser):
    """The terminals: name, pattern and which comes first."""
    return {(each.name, each.pattern.to_regexp(), each.priority) for each in parser.terminals}


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A folder in which grammar and table are changed; whatever is read anew is read there."""
    for name in (grammar_tables.GRAMMAR, grammar_tables.TABLE):
        (tmp_path / name).write_text(grammar_tables.text_of(name), encoding="utf-8")
    monkeypatch.setattr(
        grammar_tables, "text_of", lambda name: (tmp_path / name).read_text(encoding="utf-8")
    )
    parsing._parser.cache_clear()
    yield tmp_path
    parsing._parser.cache_clear()


def test_the_stored_table_is_that_of_the_grammar():
    stored = json.loads(grammar_tables.text_of(grammar_tables.TABLE))

    assert stored["of"][1:] == grammar_tables.of()[1:], (
        "the grammar has changed: python -m autograd.handwork.language.grammar_tables"
    )


@pytest.mark.skipif(grammar_tables.stored() is None, reason="lark is of another version")
def test_the_parser_from_the_table_is_the_one_that_lark_builds():
    made, built = grammar_tables.parser(), grammar_tables.built()

    assert automaton(made) == automaton(built)
    assert len(automaton(made)) > 1000
    assert words(made) == words(built)
    assert sorted(map(str, made.rules)) == sorted(map(str, built.rules))
    assert made.lexer_conf.ignore == built.lexer_conf.ignore


def test_a_table_of_another_grammar_does_not_count(elsewhere):
    grammar = elsewhere / grammar_tables.GRAMMAR
    text = grammar.read_text(encoding="utf-8")
    grammar.write_text(text.replace('| sum "+" term ', '| sum "++" term '), encoding="utf-8")

    assert grammar_tables.stored() is None
    assert [line.verdict for line in check("a = 2 ++ 3 = 5").lines] == ["ok"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[: len(text) // 2],
        lambda text: "",
        lambda text: "[]",
        lambda text: text.replace('"of":["', '"of":["0.', 1),
    ],
    ids=["cut off", "empty", "no table", "of another lark"],
)
def test_without_a_sound_table_the_parser_is_built(elsewhere, change):
    table = elsewhere / grammar_tables.TABLE
    table.write_text(change(table.read_text(encoding="utf-8")), encoding="utf-8")

    assert grammar_tables.stored() is None
    assert [line.verdict for line in check("a = 2 + 3 = 5").lines] == ["ok"]


def test_the_table_is_written_as_it_is_read(elsewhere):
    (elsewhere / grammar_tables.TABLE).write_text(grammar_tables.written(), encoding="utf-8")

    assert grammar_tables.stored() is not None
    assert automaton(grammar_tables.parser()) == automaton(grammar_tables.built())
