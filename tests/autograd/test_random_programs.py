"""300 random programs on which every route to a gradient must agree, called and as written.

Ops called as functions and operators or methods take different ways through the engine, so each
program runs both ways.
"""

import pytest

from autograd import Graph, by_hand, detect_anomaly
from autograd import Value as Node
from tests.autograd.programs import (
    NAMES,
    as_written,
    central_difference,
    function,
    random_program,
    recorded,
    run,
    sent_back,
    sum_over_paths,
    tangent,
)

SEEDS = range(300)
BLOCKS = pytest.mark.parametrize("seeds", [SEEDS[i : i + 30] for i in SEEDS[::30]], ids=str)
WAYS = pytest.mark.parametrize("way", [function, as_written])  # add(x, y) and x + y; x.tanh()
MOST_PATHS = 2000  # walked one by one


def passed_backward(seed, way):
    """A program run on nodes, with its gradients known."""
    program = random_program(seed)
    return program, sent_back(program, way)


def test_programs_cover_the_op_table():
    used = {instruction.name for seed in SEEDS for instruction in random_program(seed).instructions}

    assert used == set(NAMES)


@WAYS
@BLOCKS
def test_values_are_those_on_plain_numbers(seeds, way):
    for seed in seeds:
        program, results = passed_backward(seed, way)
        on_numbers = run(program, program.leaves, way)

        assert [node.data for node in results] == on_numbers


def walked(node, order):
    """The nodes under a node in the order in which one visits them by recursion."""
    for operand in node.operands:
        if operand not in order:
            walked(operand, order)
    order.append(node)
    return order


@WAYS
@BLOCKS
def test_nodes_stand_in_the_order_of_a_recursive_walk(seeds, way):
    for seed in seeds:
        _, results = passed_backward(seed, way)

        assert list(Graph(results[-1]).nodes) == walked(results[-1], [])


@WAYS
@BLOCKS
def test_backward_and_step_stream_agree_to_the_last_bit(seeds, way):
    for seed in seeds:
        _, results = passed_backward(seed, way)
        gradients = results[-1].trace().gradients

        assert gradients == {node: node.grad for node in Graph(results[-1]).nodes}


@WAYS
@BLOCKS
def test_backward_is_forward_mode_and_sum_over_paths(seeds, way):
    for seed in seeds:
        program, results = passed_backward(seed, way)
        graph = Graph(results[-1])

        for leaf in results[: len(program.leaves)]:
            assert leaf.grad == pytest.approx(tangent(results[-1], leaf), rel=1e-12, abs=1e-12)
            if graph.count_paths(leaf) <= MOST_PATHS:
                whole = sum_over_paths(results[-1], leaf)
                assert leaf.grad == pytest.approx(whole, rel=1e-12, abs=1e-12)


@WAYS
@BLOCKS
def test_backward_is_central_difference(seeds, way):
    for seed in seeds:
        program, results = passed_backward(seed, way)

        for i, leaf in enumerate(results[: len(program.leaves)]):

            def output(x, i=i, program=program):
                return run(program, [*program.leaves[:i], x, *program.leaves[i + 1 :]])[-1]

            # Curvature and near-kinks limit the estimate, not the gradient: a wide tolerance.
            estimate = central_difference(output, program.leaves[i], h=1e-5)
            assert leaf.grad == pytest.approx(estimate, rel=1e-4, abs=1e-5)


@WAYS
@BLOCKS
def test_fast_paths_and_the_general_way_agree_to_the_last_bit(seeds, way):
    for seed in seeds:
        program, results = passed_backward(seed, way)
        with detect_anomaly():  # sends every op through the general way, and the pass too
            general = sent_back(program, way)

        assert recorded(results[-1]) == recorded(general[-1])


@WAYS
@pytest.mark.parametrize("seeds", [SEEDS[:30], SEEDS[30:60]], ids=str)
def test_fifteen_places_by_hand_are_the_exact_pass(seeds, way):
    for seed in seeds:
        program, results = passed_backward(seed, way)
        with by_hand(15):
            rounded = run(program, [Node(x) for x in program.leaves], way)
            rounded[-1].backward()

        for leaf, exact in zip(rounded[: len(program.leaves)], results, strict=False):
            assert leaf.grad == pytest.approx(exact.grad, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("seeds", [SEEDS[:30], SEEDS[30:60]], ids=str)
def test_every_step_has_a_sentence_of_its_own_numbers(seeds):
    for seed in seeds:
        _, results = passed_backward(seed, function)
        trace = results[-1].trace()

        assert len(trace.sentences) == len(trace)
        for step, sentence in zip(trace, trace.sentences, strict=True):
            assert sentence.endswith(".")
            if step.kind == "edge":
                assert trace.number(step.contribution) in sentence
