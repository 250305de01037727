"""The step stream: its order, its numbers, its sentences."""

import math

import pytest

from autograd import (
    Graph,
    Rounding,
    StaleGraphError,
    Value,
    backward_steps,
    by_hand,
    paths,
    sqrt,
    squared_error,
    text,
    weighted_sum,
)
from autograd.writing.sentences import equation, local_equation
from tests.autograd.programs import random_program, run


def small():
    x, w = Value(3.0, "x"), Value(-2.0, "w")
    p = w * x
    p.label = "p"
    return x, w, p, squared_error(p, 1.0)


def cube(number):
    """x, a and L, with a = x·x and L = a·x: x is used three times."""
    x = Value(number, "x")
    a = x * x
    L = a * x
    a.label, L.label = "a", "L"
    return x, a, L


def sums(trace):
    """The equations of the sums in a pass."""
    adding = [step for step in trace if step.kind == "accumulate"]
    return [" = ".join(text(part) for part in equation(trace, step)) for step in adding]


def test_steps_come_in_the_order_of_the_pass():
    _, _, _, L = small()

    # w and x are given; p, L are computed; p → L, w → p, x → p are the only uses
    assert [step.kind for step in L.trace()] == (
        ["given"] + ["forward"] * 2 + ["seed"] + ["edge"] * 3 + ["done"]
    )
    assert [step.index for step in L.trace()] == list(range(8))


@pytest.mark.parametrize("seed", range(20))
def test_a_pass_has_as_many_steps_as_its_graph_says(seed):
    program = random_program(seed, length=8)
    output = run(program, [Value(number) for number in program.leaves])[-1]
    graph = Graph(output)
    computed = len(graph.nodes) - len(graph.leaves)
    receiving = len({edge.operand for edge in graph.edges})

    # what is given, the seed and the end are a step each; a node's first use needs no sum
    added = len(graph.edges) - receiving
    assert len(output.trace()) == 1 + computed + 1 + len(graph.edges) + added + 1


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


def test_first_contribution_is_the_gradient_so_far_and_the_second_is_added():
    first, second, added = cube(2.0)[2].trace()[5:8]

    # L = x³ in x·x·x: x₃ sends 1·4 back, x₁ and x₂ send 2·2 each
    assert [step.kind for step in (first, second, added)] == ["edge", "edge", "accumulate"]
    assert [(s.before, s.contribution, s.after) for s in (first, second, added)] == [
        (0, 4, 4),
        (4, 4, 4),
        (4, 4, 8),
    ]
    assert (added.node, added.edge) == (second.node, second.edge)


def test_gradient_is_complete_with_the_last_thing_that_a_node_receives():
    x, a, L = cube(2.0)
    trace = L.trace()

    assert [
        (step.node, step.kind, step.after, trace.is_complete(step)) for step in trace[3:-1]
    ] == [
        (L, "seed", 1, True),
        (a, "edge", 2, True),
        (x, "edge", 4, False),
        (x, "edge", 4, False),
        (x, "accumulate", 8, False),
        (x, "edge", 8, False),
        (x, "accumulate", 12, True),
    ]


def test_fields_of_other_kinds_are_nan():
    given, forward = (Value(3.0) * 2).trace()[:2]

    assert all(math.isnan(x) for x in (forward.upstream, forward.before, forward.after))
    assert all(math.isnan(x) for x in (given.value, given.before, given.after))


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
        ("edge", w),
        ("done", L),
    ]


def test_backward_steps_start_where_they_are_told():
    x = Value(3.0)

    assert [step.index for step in backward_steps(Graph(x * 2), start=10)] == [10, 11, 12]


def test_sentences_of_a_pass():
    _, _, _, L = small()

    assert L.trace().sentences == [
        "Given: w = -2, x = 3.",
        "p = w·x = -2·3 = -6.",
        "v₁ = (p - 1)² = (-6 - 1)² = 49.",
        "Seed: ∂v₁/∂v₁ = 1, where the backward pass begins.",
        "Edge p → v₁: upstream ∂v₁/∂v₁ = 1 times local derivative ∂v₁/∂p = 2·(p - 1) = -14 "
        "gives ∂v₁/∂p = -14.",
        "Edge w → p: upstream ∂v₁/∂p = -14 times local derivative ∂p/∂w = x = 3 "
        "gives ∂v₁/∂w = -42.",
        "Edge x → p: upstream ∂v₁/∂p = -14 times local derivative ∂p/∂x = w = -2 "
        "gives ∂v₁/∂x = 28.",
        "Done: every gradient of v₁ is known.",
    ]


def test_only_a_complete_sum_is_called_the_gradient():
    trace = cube(2.0)[2].trace()

    assert trace.sentences[5:10] == [
        "Edge x → L, use 3 of 3: upstream ∂L/∂L = 1 times local derivative ∂L/∂x⁽³⁾ = a = 4 "
        "gives ∂L/∂x⁽³⁾ = 4.",
        "Edge x → a, use 1 of 3: upstream ∂L/∂a = 2 times local derivative ∂a/∂x⁽¹⁾ = x = 2 "
        "gives ∂L/∂x⁽¹⁾ = 4.",
        "Sum over 2 of the 3 uses of x: 4 + 4 = 8.",
        "Edge x → a, use 2 of 3: upstream ∂L/∂a = 2 times local derivative ∂a/∂x⁽²⁾ = x = 2 "
        "gives ∂L/∂x⁽²⁾ = 4.",
        "Sum over the 3 uses of x: ∂L/∂x = 8 + 4 = 12.",
    ]
    assert sums(trace) == [
        "∂L/∂x⁽³⁾ + ∂L/∂x⁽¹⁾ = ∂L/∂x⁽³⁾ + ∂L/∂x⁽¹⁾ = 4 + 4 = 8",
        "∂L/∂x = ∂L/∂x⁽³⁾ + ∂L/∂x⁽¹⁾ + ∂L/∂x⁽²⁾ = 8 + 4 = 12",
    ]


def test_a_sum_over_more_than_four_uses_is_shortened():
    x = Value(1.0, "x")
    L = weighted_sum(0.0, [x] * 6, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    L.label = "L"

    # the contributions are 1, 2, …, 6; their sums 3, 6, 10, 15, 21
    assert sums(L.trace())[-3:] == [
        "∂L/∂x⁽¹⁾ + ∂L/∂x⁽²⁾ + ∂L/∂x⁽³⁾ + ∂L/∂x⁽⁴⁾ "
        "= ∂L/∂x⁽¹⁾ + ∂L/∂x⁽²⁾ + ∂L/∂x⁽³⁾ + ∂L/∂x⁽⁴⁾ = 6 + 4 = 10",
        "∂L/∂x⁽¹⁾ + … + ∂L/∂x⁽⁵⁾ = ∂L/∂x⁽¹⁾ + … + ∂L/∂x⁽⁵⁾ = 10 + 5 = 15",
        "∂L/∂x = ∂L/∂x⁽¹⁾ + … + ∂L/∂x⁽⁶⁾ = 15 + 6 = 21",
    ]


def test_a_sum_by_hand_has_its_places():
    x, _, L = cube(1.1)
    trace = L.trace(Rounding(2))

    # a = 1.1² = 1.21; x₃ sends 1·1.21 back, x₁ and x₂ send 1.1·1.1 = 1.21 each
    assert [trace.sentence(step) for step in trace if step.kind == "accumulate"] == [
        "Sum over 2 of the 3 uses of x: 1.21 + 1.21 = 2.42.",
        "Sum over the 3 uses of x: ∂L/∂x = 2.42 + 1.21 = 3.63.",
    ]
    assert trace.gradients[x] == 3.63


def test_a_derivative_missing_among_several_uses_spoils_their_sum():
    x = Value(0.0, "x")
    L = sqrt(x) + x * 3
    L.label = "L"
    trace = L.trace()

    assert trace.sentences[7:] == [
        "Edge x → v₂, use 2 of 2: upstream ∂L/∂v₂ = 1 times local derivative ∂v₂/∂x⁽²⁾ = 3 "
        "gives ∂L/∂x⁽²⁾ = 3.",
        "sqrt has no derivative with respect to 'x' at x = 0, "
        "so no contribution comes along this edge.",
        "Sum over the 2 uses of x: ∂L/∂x = 3 + nan = nan.",
        "Done: every gradient of L is known.",
    ]
    assert math.isnan(trace.gradients[x])


def test_a_derivative_missing_at_the_only_use_leaves_no_gradient():
    x = Value(0.0, "x")
    trace = sqrt(x).trace()

    assert [step.kind for step in trace] == ["given", "forward", "seed", "edge", "done"]
    assert math.isnan(trace[3].after)
    assert math.isnan(trace.gradients[x])


def test_of_many_given_numbers_twelve_are_listed():
    thirteen = weighted_sum(0.0, [Value(i, f"x{i}") for i in range(13)], [1.0] * 13).trace()
    twelve = weighted_sum(0.0, [Value(i, f"x{i}") for i in range(12)], [1.0] * 12).trace()
    listed = "Given: " + ", ".join(f"x{i} = {i}" for i in range(12))

    assert thirteen.sentences[0] == f"{listed} and 1 more number."
    assert twelve.sentences[0] == f"{listed}."


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
    sentence = trace.sentence(trace[1])

    assert sentence.startswith("v₁ = w0·1 + w1·1 + w2·1 + ")
    assert sentence.endswith(" = 500.")


def test_repr_of_a_trace_says_how_it_was_made():
    _, _, _, L = small()

    assert repr(L.trace()) == "Trace(v₁: 8 steps)"
    assert repr(L.trace(Rounding(3))) == "Trace(v₁: 8 steps, 3 places by hand)"


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

    assert "= w = 0.1235 gives ∂v₁/∂x = 0.1235." in trace.sentence(step)
