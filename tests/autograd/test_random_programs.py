"""300 random programs on which every route to a gradient must agree."""

import pytest

from autograd import Graph, by_hand, detect_anomaly
from autograd import Value as Node
from tests.autograd.programs import (
    central_difference,
    random_program,
    run,
    sum_over_paths,
    tangent,
)

SEEDS = range(300)
MOST_PATHS = 2000  # walked one by one


def passed_backward(seed):
    """A program run on nodes, with its gradients known."""
    program = random_program(seed)
    results = run(program, [Node(x) for x in program.leaves])
    results[-1].backward()
    return program, results


def test_programs_cover_the_op_table():
    used = {instruction.name for seed in SEEDS for instruction in random_program(seed).instructions}

    assert len(used) > 25


@pytest.mark.parametrize("seed", SEEDS)
def test_values_are_those_on_plain_numbers(seed):
    program, results = passed_backward(seed)
    on_numbers = run(program, program.leaves)

    assert [node.data for node in results] == on_numbers


@pytest.mark.parametrize("seed", SEEDS)
def test_backward_and_step_stream_agree_to_the_last_bit(seed):
    _, results = passed_backward(seed)
    gradients = results[-1].trace().gradients

    assert gradients == {node: node.grad for node in Graph(results[-1]).nodes}


@pytest.mark.parametrize("seed", SEEDS)
def test_backward_is_forward_mode_and_sum_over_paths(seed):
    program, results = passed_backward(seed)
    graph = Graph(results[-1])

    for leaf in results[: len(program.leaves)]:
        assert leaf.grad == pytest.approx(tangent(results[-1], leaf), rel=1e-12, abs=1e-12)
        if graph.count_paths(leaf) <= MOST_PATHS:
            whole = sum_over_paths(results[-1], leaf)
            assert leaf.grad == pytest.approx(whole, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_backward_is_central_difference(seed):
    program, results = passed_backward(seed)

    for i, leaf in enumerate(results[: len(program.leaves)]):

        def output(x, i=i):
            return run(program, [*program.leaves[:i], x, *program.leaves[i + 1 :]])[-1]

        # Curvature and near-kinks limit the estimate, not the gradient: hence the wide tolerance.
        estimate = central_difference(output, program.leaves[i], h=1e-5)
        assert leaf.grad == pytest.approx(estimate, rel=1e-4, abs=1e-5)


@pytest.mark.parametrize("seed", SEEDS[:60])
def test_fast_paths_and_the_general_way_agree_to_the_last_bit(seed):
    program, results = passed_backward(seed)
    with detect_anomaly():  # sends every op through apply_op, and the pass through the step stream
        general = run(program, [Node(x) for x in program.leaves])
        general[-1].backward()

    for fast, slow in zip(results, general, strict=True):
        assert (fast.data, fast.grad, fast.op) == (slow.data, slow.grad, slow.op)
        assert fast.partials == slow.partials
        assert [float(arg) for arg in fast.args] == [float(arg) for arg in slow.args]


@pytest.mark.parametrize("seed", SEEDS[:60])
def test_fifteen_places_by_hand_are_the_exact_pass(seed):
    program, results = passed_backward(seed)
    with by_hand(15):
        rounded = run(program, [Node(x) for x in program.leaves])
        rounded[-1].backward()

    for leaf, exact in zip(rounded[: len(program.leaves)], results, strict=False):
        assert leaf.grad == pytest.approx(exact.grad, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS[:60])
def test_every_step_has_a_sentence_of_its_own_numbers(seed):
    _, results = passed_backward(seed)
    trace = results[-1].trace()

    assert len(trace.sentences) == len(trace)
    for step, sentence in zip(trace, trace.sentences, strict=True):
        assert sentence.endswith(".")
        if step.kind == "edge":
            assert trace.number(step.contribution) in sentence
