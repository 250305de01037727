"""Tapes as JSON: everything comes back, the schema holds, and what is damaged is named."""

import json
import math
import random

import pytest

import nn
from autograd import BranchError, Value
from autograd.tape import Tape, from_json, load, record, schema, to_json
from tests.autograd.programs import random_program, run


def everything(tape):
    """What a tape holds, but for the nodes of its parameters."""
    return (
        *(tape.entries, tape.labels, tape.numbers, tape.scopes, tape.output),
        *(tape.input_places, tape.parameter_places, tape.decisions),
    )


def random_tape(seed):
    nodes = [Value(x) for x in random_program(seed).leaves]
    return record(run(random_program(seed), nodes)[-1], inputs=nodes[:1])


@pytest.mark.parametrize("seed", range(40))
def test_random_tapes_come_back_as_they_were(seed):
    tape = random_tape(seed)
    back = from_json(to_json(tape))

    assert everything(back) == everything(tape)
    assert to_json(back) == to_json(tape)


@pytest.fixture
def model():
    return nn.MLP(2, [3, 1], seed=1)


def test_a_model_comes_back_and_runs(model, tmp_path):
    tape = record(lambda x, y: (model(x) - y) ** 2, [0.5, -1.0], 0.25)
    path = tape.save(tmp_path / "step.json")
    back = load(path)
    weights = [leaf.data + 0.1 for leaf in tape.leaves]

    assert isinstance(back, Tape)
    assert (back.inputs, back.parameters) == (tape.inputs, tape.parameters)
    assert back.run([0.1, 0.2, 0.3], weights) == tape.run([0.1, 0.2, 0.3], weights)


def test_what_was_trained_since_is_written(model):
    tape = record(lambda x: model(x), [0.5, -1.0])
    tape.leaves[0].data = 7.0

    assert from_json(to_json(tape)).numbers[tape.parameter_places[0]] == 7.0


def test_decisions_come_back():
    tape = from_json(to_json(record(lambda x: x * x.data if x > 0 else x, 3.0)))

    with pytest.raises(
        BranchError, match=r"test_files.py \(x > 0\) asks whether x > 0, which held"
    ):
        tape.run([-1.0], [])
    with pytest.raises(BranchError, match=r"\(x.data\) reads the number of x, 3 when"):
        tape.run([2.0], [])


def test_numbers_that_json_lacks_come_back():
    tape = record(Value(math.inf, "∞") * Value(math.nan))

    assert everything(from_json(to_json(tape)))[0] == tape.entries
    assert list(map(str, from_json(to_json(tape)).numbers)) == ["inf", "nan", "nan"]


@pytest.mark.parametrize("seed", range(10))
def test_the_schema_takes_what_is_written(seed):
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(schema())
    asks = record(lambda x: nn.Linear(1, 1, seed=1)([x])[0] if x > 0 else x, 3.0)

    for tape in (random_tape(seed), asks, record(Value(math.inf))):
        jsonschema.validate(json.loads(to_json(tape)), schema())


def test_a_file_is_not_overwritten_unasked(tmp_path):
    tape = record(Value(3.0) * 2)
    path = tape.save(tmp_path / "tape.json")

    with pytest.raises(FileExistsError, match="choose another name or pass force=True"):
        tape.save(path)
    assert tape.save(path, force=True) == path


def made(x):
    return x * w + 1 if x > 0 else x


w = Value(2.0, "w")


def first_decision(document):
    return document["decisions"][0]


DAMAGED = {
    "format": (lambda d: d.update(format="chalkgrad graph"), 'begins with {"format": "chalkgrad t'),
    "version": (lambda d: d.update(version=9), "version 9 is not known here, only 1"),
    "no list": (lambda d: d.pop("entries"), '"entries" is a list, got None'),
    "no object": (lambda d: d["entries"].__setitem__(0, 3), "entry 0: it is an object, got 3"),
    "number": (lambda d: d["entries"][0].update(number="3"), "entry 0: '3' is no number"),
    "bool": (lambda d: d["entries"][0].update(number=True), "entry 0: True is no number"),
    "none": (lambda d: d["entries"][0].pop("number"), "entry 0: 'number' is not there"),
    "both": (lambda d: d["entries"][2].update(number=3.0), "only a leaf has one"),
    "label": (lambda d: d["entries"][0].update(label=3), "entry 0: 3 is no text"),
    "scope": (lambda d: d["entries"][2].update(scope=["a"]), r"entry 2: ['a'] is no text"),
    "op": (lambda d: d["entries"][2].update(op="__import__"), "entry 2: no op is named '__import"),
    "arity": (lambda d: d["entries"][2].update(op="tanh"), "entry 2: tanh takes 1 args, got 2"),
    "later": (
        lambda d: d["entries"][2]["args"][0].update(place=2),
        "entry 2 does not stand before",
    ),
    "behind": (lambda d: d["entries"][2]["args"][0].update(place=-1), "entry -1 does not stand"),
    "output": (lambda d: d.update(output=99), "output: there is no entry 99"),
    "bool output": (lambda d: d.update(output=True), "output: there is no entry True"),
    "input": (lambda d: d.update(inputs=[2]), "inputs: entry 2 is made by an op, and no leaf"),
    "no input": (lambda d: d.update(inputs=["x"]), "inputs: there is no entry 'x'"),
    "inputs": (lambda d: d.update(inputs={"x": 0}), '"inputs" is a list'),
    "twice": (lambda d: d.update(parameters=[1, 1]), "parameters: an entry stands there twice"),
    "input too": (lambda d: d.update(parameters=[0]), "entry 0 is an input and a parameter"),
    "value": (lambda d: d.update(value=7.5), "gives 7 at its own numbers, and 7.5 is written; it"),
    "no value": (lambda d: d.update(value=None), "None is no number"),
    "damage": (lambda d: d["entries"][1].update(number=2.5), "at its own numbers, and 7 is writ"),
    "domain": (
        lambda d: d["entries"][2].update(op="log", args=[-1.0]),
        "log of -1: log needs x > 0",
    ),
    "asks": (lambda d: first_decision(d).update(relation="=="), "'==' True is no relation"),
    "held": (lambda d: first_decision(d).update(held=1), "'>' 1 is no relation that held or did"),
    "side": (lambda d: first_decision(d).update(left=1.0), "decision 0: it asks of an entry"),
    "read": (
        lambda d: first_decision(d).update(relation="is", right={"place": 1}),
        "what is read is compared with a number",
    ),
    "far": (lambda d: first_decision(d).update(left={"place": 9}), "decision 0: entry 9 does not"),
    "line": (lambda d: first_decision(d).update(line="1"), "'1' is no whole number from 0"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_what_is_damaged_is_named(name):
    damage, message = DAMAGED[name]
    document = json.loads(to_json(record(made, 3.0)))
    damage(document)

    with pytest.raises(ValueError, match=r"^[^\n]*$") as error:
        from_json(json.dumps(document))
    assert message in str(error.value)


@pytest.mark.parametrize("text", ["", "[1]", "[" * 100_000, '{"format": NaN}', "null", "{}"])
def test_what_is_no_tape_is_refused(text, tmp_path):
    path = tmp_path / "tape.json"
    path.write_text(text)

    with pytest.raises(ValueError, match=r"tape.json: this is not JSON of a tape"):
        load(path)


def test_a_file_cut_short_anywhere_is_refused():
    text = to_json(record(made, 3.0))

    for length in range(len(text) - 1):
        with pytest.raises(ValueError, match=r"^[^\n]*$"):
            from_json(text[:length])


def test_a_file_with_any_part_replaced_gives_a_tape_or_one_line():
    text = to_json(record(made, 3.0))
    draw = random.Random(0)
    parts = ["null", "-1", "1e400", '"x"', "[]", "{}", "true", "0.5", "[[[]]]", '{"place": 0}']
    refused = []

    for _ in range(500):
        start = draw.randrange(len(text))
        changed = text[:start] + draw.choice(parts) + text[start + draw.randrange(1, 12) :]
        try:
            assert isinstance(from_json(changed), Tape)
        except ValueError as error:
            refused.append(str(error))
    assert len(refused) > 400
    assert not any("\n" in message for message in refused)


def test_bytes_and_huge_files_are_refused(tmp_path):
    path = tmp_path / "tape.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ValueError, match=r"tape.json is no text"):
        load(path)
    with path.open("wb") as file:
        file.truncate(2**30 + 1)  # a hole, which takes no room

    with pytest.raises(ValueError, match="is larger than 1073741824 bytes"):
        load(path)
