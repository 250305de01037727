"""Graphs as JSON: everything comes back, the schema holds, and what is broken is named."""

import json
import math

import pytest

import nn
from autograd import Graph, Value, by_hand, paths, scope
from autograd.exchange import from_json, schema, to_json
from tests.autograd.programs import random_program, recorded, sent_back


def everything(output):
    return [
        (node.label, node.scope, node.rounding, node.partial_by_arg) for node in Graph(output).nodes
    ]


@pytest.mark.parametrize("seed", range(40))
def test_random_programs_come_back_as_they_were(seed):
    output = sent_back(random_program(seed))[-1]
    back = from_json(to_json(output))

    assert recorded(back) == recorded(output)
    assert everything(back) == everything(output)
    assert to_json(back) == to_json(output)


def test_a_network_comes_back_with_its_scopes():
    model = nn.Sequential(nn.Linear(2, 2, seed=1), nn.Tanh(), nn.Linear(2, 1, seed=2))
    loss = nn.mse_loss(model([0.5, -1.0]), [1.0])
    loss.backward()
    back = from_json(to_json(loss))

    assert recorded(back) == recorded(loss)
    assert {node.scope.path for node in Graph(back).nodes if node.scope} >= {"Sequential.0"}
    assert str(paths(back, Graph(back).leaves[0])) == str(paths(loss, Graph(loss).leaves[0]))


def test_two_models_of_one_class_stay_two():
    def text():
        first, second = nn.Linear(1, 1, seed=1), nn.Linear(1, 1, seed=2)
        return to_json(second(first([3.0]))[0])

    scopes = {node.scope for node in Graph(from_json(text())).nodes if node.scope}
    assert sorted(scope.path for scope in scopes) == ["Linear", "Linear"]
    assert text() == text()  # though the modules are others


def test_hand_arithmetic_comes_back_rounded():
    with by_hand(places=2):
        y = Value(1 / 3, "x").exp() * 3
    y.backward()

    assert recorded(from_json(to_json(y))) == recorded(y)
    assert everything(from_json(to_json(y))) == everything(y)


def test_numbers_that_json_lacks_and_missing_derivatives_come_back():
    y = Value(0.0, "x").sqrt() + Value(math.inf) * 2
    back = from_json(to_json(y))

    assert '"missing"' in to_json(y)
    assert '"inf"' in to_json(y)
    assert everything(back) == everything(y)
    assert back.data == math.inf
    assert math.isnan(from_json(to_json(Value(math.nan))).data)


def test_a_pass_runs_on_from_where_it_was():
    x = Value(3.0, "x")
    y = x * x
    y.backward()
    back = from_json(to_json(y))
    back.backward()

    assert back.operands[0] is back.operands[1]
    assert back.operands[0].grad == 12.0


def test_a_chain_of_any_length_comes_back():
    end = Value(1.0)
    for _ in range(20_000):
        end = end + 1

    assert from_json(to_json(end)).data == 20_001


@pytest.mark.parametrize("seed", range(10))
def test_the_schema_takes_what_is_written(seed):
    jsonschema = pytest.importorskip("jsonschema")
    with scope("outer"), scope("inner"), by_hand():
        rounded = Value(0.3, "a").sqrt() * 2
    jsonschema.Draft202012Validator.check_schema(schema())

    for output in (sent_back(random_program(seed))[-1], rounded, Value(math.inf)):
        jsonschema.validate(json.loads(to_json(output)), schema())


def nested(count):
    """So many scopes, each inside the one before it."""
    parents = [None, *range(count - 1)]
    return [{"name": "a", "kind": "", "instance": 0, "parent": parent} for parent in parents]


BROKEN = [
    ("nodes", lambda g: g.update(format="onnx"), 'it begins with {"format": "chalkgrad graph"'),
    ("version", lambda g: g.update(version=2), "version 2 is not known here, only 1"),
    ("none", lambda g: g.update(nodes=[]), "this graph has no nodes"),
    ("list", lambda g: g.update(nodes={"x": 1}), '"nodes" is a list'),
    ("object", lambda g: g["nodes"].__setitem__(0, 3), "node 0: it is an object, got 3"),
    ("text", lambda g: g["nodes"].__setitem__(0, "data"), "node 0: it is an object, got 'data'"),
    ("deep", lambda g: g.update(scopes=nested(5000)), "scope 101: it stands inside more than 100"),
    ("data", lambda g: g["nodes"][0].update(data="3"), "node 0: '3' is no number"),
    ("bool", lambda g: g["nodes"][0].update(data=True), "node 0: True is no number"),
    ("key", lambda g: g["nodes"][0].pop("grad"), "node 0: 'grad' is not there"),
    ("later", lambda g: g["nodes"][1]["args"][0].update(node=1), "node 1 does not stand before it"),
    ("behind", lambda g: g["nodes"][1]["args"][0].update(node=-1), "node -1 does not stand"),
    ("op", lambda g: g["nodes"][1].update(op="swish"), "no op is named 'swish' here; import"),
    ("arity", lambda g: g["nodes"][1].update(op="tanh"), "node 1: tanh takes 1 args, got 2"),
    ("null", lambda g: g["nodes"][1].update(partials=[None, 2.0]), "null for the others"),
    ("few", lambda g: g["nodes"][1].update(partials=[2.0]), "null for the others"),
    ("label", lambda g: g["nodes"][0].update(label=3), "node 0: 3 is no text"),
    ("scope", lambda g: g["nodes"][0].update(scope=0), "node 0: scope 0 does not stand before it"),
    (
        "instance",
        lambda g: g.update(scopes=[{"name": "a", "kind": "", "instance": -1, "parent": None}]),
        "scope 0: -1 is no whole number from 0",
    ),
    ("round", lambda g: g["nodes"][0].update(rounding={"places": 99}), "from 0 to 15, got 99"),
]


@pytest.mark.parametrize(("breaking", "message"), [pytest.param(*b[1:], id=b[0]) for b in BROKEN])
def test_what_is_broken_is_named(breaking, message):
    document = json.loads(to_json(Value(3.0, "x") * 2))
    breaking(document)

    with pytest.raises(ValueError, match=r"^[^\n]*$") as error:
        from_json(json.dumps(document))
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON of a graph"),
        ("[1]", "not JSON of a graph"),
        ("[" * 100_000, "not JSON of a graph"),
        ('{"format": NaN}', "NaN is no JSON; write it as a string"),
        (to_json(Value(3.0)).replace("3.0", "1" + "0" * 400), "node 0: int too large"),
    ],
)
def test_what_is_no_graph_is_refused(text, message):
    with pytest.raises(ValueError, match=message):
        from_json(text)
