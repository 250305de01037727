"""assert_engine_correct: right engines pass, and each planted bug is called by its name."""

import sys

import pytest

from autograd import Value
from autograd.testing import CAUSES, EngineError, assert_engine_correct, engine_findings
from tests.autograd import engine_styles, student_engines
from tests.autograd.engine_styles import FUNCTIONS, NUMPY, SLOTS, TAPE
from tests.autograd.student_engines import CHOICE, CLOSURES, LOCAL_GRADS, engine

BUGS = [*student_engines.BUGS, *engine_styles.BUGS]
RIGHT = {
    "closures": CLOSURES,
    "local grads": LOCAL_GRADS,
    "numpy": NUMPY,
    "tape": TAPE,
    "functions": FUNCTIONS,
    "slots": SLOTS,
}


def made(source):
    """An engine, where what it imports is installed."""
    if "import numpy" in source:
        pytest.importorskip("numpy")
    return engine(source)


@pytest.mark.parametrize("style", RIGHT)
def test_a_right_engine_passes_however_it_is_built(style):
    assert_engine_correct(made(RIGHT[style]))


def test_ours_passes():
    assert_engine_correct(Value)


@pytest.mark.oracle
@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_pytorch_passes(precision):
    torch = pytest.importorskip("torch")

    def tensor(x):
        return torch.tensor(x, requires_grad=True, dtype=getattr(torch, precision))

    assert_engine_correct(tensor)


@pytest.mark.parametrize(
    ("source", "right", "wrong", "causes", "place"),
    [
        pytest.param(*bug, id=f"{number}-{bug[3]}-{bug[4]}".rstrip("-"))
        for number, bug in enumerate(BUGS, 1)
    ],
)
def test_a_planted_bug_is_named(source, right, wrong, causes, place):
    assert source.count(right) == 1
    findings = engine_findings(made(source.replace(right, wrong)))

    assert [finding.cause for finding in findings] == causes.split(", ")
    assert [*findings[0].places, ""][0] == place


def test_every_bug_that_has_a_name_has_been_planted():
    planted = {word for bug in BUGS for word in bug[3].split(", ")}

    assert planted == set(CAUSES)


def test_micrograd_has_two_bugs():
    micrograd = pytest.importorskip("micrograd.engine")

    with pytest.raises(EngineError, match="2 bugs in Value") as error:
        assert_engine_correct(micrograd.Value)

    assert [finding.cause for finding in error.value.findings] == ["second pass", "recursion"]
    assert "a.grad is 51, it should be 36" in str(error.value)  # 15 and then 3·(5 + 7), not 3·7
    assert_engine_correct(micrograd.Value, allow=["second pass", "recursion"])


def test_the_message_says_where_what_and_what_came_out():
    overwriting = engine(LOCAL_GRADS.replace("operand.grad += ", "operand.grad = "))

    with pytest.raises(EngineError) as error:
        assert_engine_correct(overwriting)

    assert str(error.value) == (
        "1 bug in Value\n"
        "in a + b, a * b: `=` stands where `+=` belongs: a node that is used twice keeps only what "
        "came last (overwriting)\n"
        "    a = 2, b = 5; y = (a + b) + (a + b); y.backward(): a.grad is 1, it should be 2"
    )


def test_two_bugs_that_have_nothing_to_do_with_each_other_are_both_told():
    both = CLOSURES.replace("(1 - t * t)", "t").replace("max(0.0, self.data)", "self.data")

    assert {(finding.cause, finding.places) for finding in engine_findings(engine(both))} == {
        ("own value", ("a.tanh()",)),
        ("number", ("a.relu()",)),
    }


def test_what_is_no_engine_is_told_in_the_same_way():
    [finding] = engine_findings(float)

    assert finding.cause == "fails"
    assert "AttributeError: 'float' object has no attribute 'grad'" in finding.evidence


def test_who_watched_before_watches_on():
    sys.setprofile(lambda *event: None)
    try:
        mine = sys.getprofile(), sys.gettrace()
        engine_findings(engine(CLOSURES))
        assert (sys.getprofile(), sys.gettrace()) == mine
    finally:
        sys.setprofile(None)


def test_an_engine_is_stopped_beside_a_debugger_too():
    before = sys.gettrace()
    sys.settrace(lambda *event: None)
    try:
        mine = sys.gettrace()
        findings = engine_findings(engine(CLOSURES.replace(CHOICE, "if True:")))
        assert sys.gettrace() is mine
    finally:
        sys.settrace(before)

    assert [finding.cause for finding in findings] == ["endless"]


def test_a_node_in_place_of_its_class_is_refused():
    with pytest.raises(
        TypeError, match=r"the class itself is tested, got Value\(3\); write assert"
    ):
        assert_engine_correct(Value(3.0))


def test_a_word_that_names_no_bug_is_refused():
    with pytest.raises(ValueError, match="no bug is called 'deep'; allow any of missing, number"):
        assert_engine_correct(Value, allow="deep")


def test_sums_and_products_of_nodes_are_tested_without_plain_numbers():
    first_version = CLOSURES.replace("other if isinstance(other, Value) else Value(other)", "other")

    [finding] = [each for each in engine_findings(engine(first_version)) if "a + 3" in each.places]
    assert (finding.cause, finding.sentence) == (
        "missing",
        "this cannot be written; define __add__ for plain numbers",
    )


@pytest.mark.parametrize("place", ["__init__", "backward"])
def test_an_engine_that_ends_the_program_has_not_passed(place):
    def leave(*_):
        sys.exit(0)

    leaving = type("Leaving", (engine(CLOSURES),), {place: leave})

    assert "fails" in {finding.cause for finding in engine_findings(leaving)}
