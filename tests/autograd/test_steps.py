"""The step stream: its order, its numbers, its sentences."""

import math
from itertools import pairwise

import pytest

from autograd import (
    Graph,
    Rounding,
    StaleGraphError,
    Value,
    backward_steps,
    by_hand,
    paths,
    squared_error,
    text,
    weighted_sum,
)
from autograd.writing.sentences import equation, local_equation


def small():
    x, w = Value(3.0, "x"), Value(-2.0, "w")
    p = w * x
    p.label = "p"
    return x, w, p, squared_error(p, 1.0)


def test_steps_come_in_the_order_of_the_pass():
    _, _, _, L = small()

    assert [step.kind for step in L.trace()] == (
        ["forward"] * 4 + ["seed"] + ["edge", "accumulate"] * 3 + ["done"]
    )
    assert [step.index for step in L.trace()] == list(range(12))


def test_every_number_of_the_pass_by_hand():
    x, w, p, L = small()
    trace = L.trace()

    # L = (wx - 1)² = 49; ∂L/∂p = 2(p - 1) = -14, then times x and times w.
    assert [
        (s.edge.operand, s.upstream, s.partial, s.contribution) for s in trace if s.kind == "edge"
    ] == [
        (p, 1.0, -14.0, -14.0),
        (w, -14.0, 3.0, -42.0),
        (x, -14.0, -2.0, 28.0),
    ]
    assert trace.values == {w: -2.0, x: 3.0, p: -6.0, L: 49.0}
    assert trace.gradients == {L: 1.0, p: -14.0, w: -42.0, x: 28.0}
    assert list(trace.partials.values()) == [-14.0, 3.0, -2.0]


def test_accumulate_follows_its_edge_from_before_to_after():
    x = Value(3.0)
    trace = (x * x).trace()
    pairs = [(a, b) for a, b in pairwise(trace) if a.kind == "edge"]

    assert [(b.before, b.contribution, b.after) for _, b in pairs] == [(0, 3, 3), (3, 3, 6)]
    assert all(
        (b.kind, b.edge, b.contribution) == ("accumulate", a.edge, a.contribution) for a, b in pairs
    )


def test_fields_of_other_kinds_are_nan():
    forward = Value(3.0).trace()[0]

    assert all(math.isnan(x) for x in (forward.upstream, forward.before, forward.after))


def test_trace_changes_no_gradient():
    x = Value(3.0)
    (x * x).trace()

    assert x.grad == 0.0


def test_trace_of_a_source_keeps_the_steps_on_its_paths():
    _, w, p, L = small()
    kept = L.trace().of(w)

    assert [(step.kind, step.node) for step in kept] == [
        ("seed", L),
        ("edge", p),
        ("accumulate", p),
        ("edge", w),
        ("accumulate", w),
        ("done", L),
    ]


def test_backward_steps_start_where_they_are_told():
    x = Value(3.0)

    assert [step.index for step in backward_steps(Graph(x * 2), start=10)] == [10, 11, 12, 13]


def test_sentences_of_a_pass():
    _, _, _, L = small()

    assert L.trace().sentences == [
        "w = -2 is given.",
        "x = 3 is given.",
        "p = w·x = -2·3 = -6.",
        "v₁ = (p - 1)² = (-6 - 1)² = 49.",
        "Seed: ∂v₁/∂v₁ = 1, where the backward pass begins.",
        "Edge p → v₁: upstream ∂v₁/∂v₁ = 1 times local derivative ∂v₁/∂p = 2·(p - 1) = -14 "
        "gives the contribution -14.",
        "∂v₁/∂p grows from 0 by -14 to -14.",
        "Edge w → p: upstream ∂v₁/∂p = -14 times local derivative ∂p/∂w = x = 3 "
        "gives the contribution -42.",
        "∂v₁/∂w grows from 0 by -42 to -42.",
        "Edge x → p: upstream ∂v₁/∂p = -14 times local derivative ∂p/∂x = w = -2 "
        "gives the contribution 28.",
        "∂v₁/∂x grows from 0 by 28 to 28.",
        "Done: every gradient of v₁ is known.",
    ]


def test_sentences_by_hand_show_every_place():
    y = Value(0.5991, "Σ₃").sigmoid()
    y.label = "ŷ"

    assert y.trace(Rounding(4)).sentences[1] == "ŷ = σ(Σ₃) = σ(0.5991) = 0.6455."


def test_no_minus_zero_is_shown():
    x = Value(0.0, "x")

    assert (x * -2.0).trace().sentences[1] == "v₁ = x·(-2) = 0·(-2) = 0."


def test_local_equation_puts_the_numbers_in():
    y = Value(0.5991, "Σ₃").sigmoid()
    y.label = "ŷ"
    trace = y.trace(Rounding(4))

    assert [text(part) for part in local_equation(trace, trace[3])] == [
        "∂ŷ/∂Σ₃",
        "ŷ·(1 - ŷ)",
        "0.6455·(1 - 0.6455)",
        "0.2288",
    ]
    assert text(equation(trace, trace[3]).value) == "0.2288"


def test_neuron_of_a_thousand_inputs_has_sentences():
    weights = [Value(0.5, f"w{i}") for i in range(1000)]
    node = weighted_sum(0.0, weights, [1.0] * 1000)
    trace = node.trace()
    sentence = trace.sentence(trace[1000])

    assert sentence.startswith("v₁ = w0·1 + w1·1 + w2·1 + ")
    assert sentence.endswith(" = 500.")


def test_repr_of_a_trace_says_how_it_was_made():
    _, _, _, L = small()

    assert repr(L.trace()) == "Trace(v₁: 12 steps)"
    assert repr(L.trace(Rounding(3))) == "Trace(v₁: 12 steps, 3 places by hand)"


@pytest.mark.parametrize("name", ["svgg", "data", "__array__"])
def test_attribute_that_is_no_face_is_an_attribute_error(name):
    with pytest.raises(AttributeError, match=f"'Trace' object has no attribute '{name}'"):
        getattr(Value(1.0).trace(), name)


@pytest.mark.parametrize(
    ("build", "change", "message"),
    [
        (lambda x: x * x, 10.0, "v₁ holds 9, but its operands now give 100"),
        (lambda x: x * 0.0 + 1, math.inf, "v₁ holds 0, but its operands now give nan"),
        (lambda x: x.log(), -1.0, "v₁ holds 1.09861, but its operands now give no number"),
        (lambda x: Value(0.0, "w") * x, 2.0, "the local derivatives of v₁ are those of other"),
        (lambda x: weighted_sum(0, [x, 1.0], [2.0, x]), 4.0, "v₁ holds 9, but .* give 12"),
    ],
)
def test_a_graph_whose_leaf_was_changed_is_not_told(build, change, message):
    x = Value(3.0, "x")
    y = build(x)
    told = y.trace().sentences
    x.data = change

    with pytest.raises(StaleGraphError, match=message + ".*run the forward pass again"):
        y.trace()
    with pytest.raises(StaleGraphError):
        paths(y, x)
    x.data = 3.0
    assert y.trace().sentences == told


def test_a_graph_made_by_hand_is_told_after_its_block():
    with by_hand(2):
        x = Value(1.234, "x")
        y = (x * x).exp()

    assert y.trace().values[y] == y.data == 4.57
    x.data = 1.3
    with pytest.raises(StaleGraphError):
        y.trace()


def test_a_step_by_hand_tells_the_rounded_factor_it_multiplies_by():
    # 0.12345 has more places than are kept: the factor is 0.1235
    x, w = Value(2.0, "x"), Value(0.12345, "w")
    trace = (w * x).trace(Rounding(4))
    (step,) = (s for s in trace if s.kind == "edge" and s.node is x)

    assert "= w = 0.1235 gives the contribution 0.1235." in trace.sentence(step)
