"""The random programs notice every mutation of the engine's quick ways.

A mutant is the engine with one thing wrong: a number in the quick form of one op, or a line of the
code that records sums and runs the backward pass. It must show as a difference from the general
way, which no mutation touches.
"""

import functools
import inspect

import pytest

from autograd import OPS, Value, detect_anomaly
from autograd.engine import recording, reverse, weighted_sums
from autograd.engine.recording import started_sum
from tests.autograd import programs
from tests.autograd.programs import as_written, function, random_program, recorded, sent_back

SEEDS = range(150)


def off(rule):
    """What a closure holds, a hundredth too large: a rule, a number, or None for an operand."""
    if callable(rule):
        return lambda *numbers: rule(*numbers) + 0.01
    return 0.01 if rule is None else rule + 0.01


def cells(quick):
    """What the closure of a quick form holds, by name."""
    return dict(zip(quick.__code__.co_freevars, quick.__closure__, strict=True))


def quick_forms():
    """Every quick form that users reach, by a readable name: of ops, and reflected."""
    for op in programs.DECLARED:
        if Value in op.quick:
            yield op.name, op.quick[Value]
    for name in ("sub", "mul", "truediv", "floordiv", "mod", "pow"):
        yield f"__r{name}__", vars(Value)[f"__r{name}__"]
    yield "__radd__", recording.reflected_add


HELD = ["rule", "left_rule", "right_rule", "d_left_is", "d_right_is", "value"]
IN_CLOSURES = [
    pytest.param(cells(quick)[held], id=f"{name}-{held}")
    for name, quick in quick_forms()
    for held in HELD
    if held in cells(quick)
]

IN_CODE = [
    (recording.picking, "second if d_left_is is None", "first if d_left_is is None"),
    (recording.picking, "first if d_right_is is None", "second if d_right_is is None"),
    (recording.picking, "node._data = value(first, second)", "node._data = value(second, first)"),
    (recording.unary, "node.d_left = d_left", "node.d_left = data"),
    (recording.unary, "rule(number, data)", "rule(number, number)"),
    (recording.binary, "node.d_right = d_right", "node.d_right = d_left"),
    (recording.binary, "left_rule(first, second, data)", "left_rule(second, first, data)"),
    (recording.binary, "right_rule(first, second, data)", "right_rule(first, second, first)"),
    (recording.binary, "node.right = other", "node.right = self"),
    (recording.reflected, "node.d_right = d_right", "node.d_right = data"),
    (recording.reflected, "rule(other, number, data)", "rule(number, other, data)"),
    (recording.reflected, "data = value(other, number)", "data = value(number, other)"),
    (started_sum, "other == 0", "other != 0"),
    (started_sum, "return self", "return reflected_add(self, 0.0)"),
    (weighted_sums.affine, "factors if are_nodes else None", "None"),
    (weighted_sums.affine, "factors if are_nodes", "entries if are_nodes"),
    (weighted_sums.affine, "weights if factors is with_one", "entries if factors is with_one"),
    (weighted_sums.affine, "else entries) if nodes_only", "else numbers) if nodes_only"),
    (weighted_sums.affine, "else entries) if nodes_only else None", "else entries)"),
    (weighted_sums.affine, "with_one = (1.0,", "with_one = (2.0,"),
    (weighted_sums.affine, "node.right = inputs", "node.right = inputs[::-1]"),
    (weighted_sums.affine, "node.left = row", "node.left = row[::-1]"),
    (weighted_sums.affine, "(mul, entries, factors)", "(mul, entries[::-1], factors)"),
    (weighted_sums.affine, "are_nodes or (nodes_only and entries)", "are_nodes or nodes_only"),
    (weighted_sums.entries_of, "numbers[1:], True", "numbers[:-1], True"),
    (weighted_sums.entries_of, "numbers[1:], False", "numbers[:-1], False"),
    (reverse.backward_quickly, "output._grad = seed", "output._grad = seed + 1"),
    (reverse.backward_quickly, "chunk.reverse()", "pass"),
    (reverse.backward_quickly, "= order[-CHUNK:]", "= order[-CHUNK:-1]"),
    (reverse.inner_nodes, "push(right)\n", "pass\n"),
    (reverse.inner_nodes, "push(left)\n                        continue", "continue"),
    (reverse.inner_nodes, "push(node)\n                    push(left)", "push(left)"),
    (reverse.inner_nodes, "push(node)\n                        stack", "stack"),
    (reverse.inner_nodes, "if state is zero", "if state == zero"),
    (reverse.inner_nodes, "node._grad = zero", "pass"),
    (reverse.inner_nodes, "or id(node.right) not in scanned", ""),
    (reverse.inner_nodes, "left.op is not None and left._grad", "left._grad"),
    (reverse.waiting_operands, "in (node.left, node.right)", "in (node.left,)"),
    (reverse.waiting_operands, "in (node.left, node.right)", "in (node.right,)"),
    (reverse.waiting_operands, "waiting += found", "waiting = found"),
    (reverse.waiting_operands, "operand._grad is not zero", "operand._grad != zero"),
    (
        reverse.send_back,
        "left._grad += upstream * partial\n            p",
        "left._grad = 1.0\n            p",
    ),
    (reverse.send_back, "right._grad += upstream * partial", "right._grad = upstream * partial"),
    (reverse.send_back, "partial = node.d_right", "partial = node.d_left"),
    (reverse.send_back, "upstream * node.d_right", "node.d_right"),
    (reverse.send_back, "right._grad += upstream * node", "right._grad = upstream * node"),
    (reverse.send_back, "send_to_groups(node, upstream)", "send_to_groups(node, 1.0)"),
    (reverse.send_back, "send_to_groups(node, upstream)", "pass"),
    (reverse.send_to_groups, "zip(node.left, partials)", "zip(node.left[1:], partials)"),
    (reverse.send_to_groups, "partials = node.d_right", "return"),
    (reverse.send_to_groups, "partials = node.d_right", "partials = node.d_left"),
    (reverse.send_to_groups, "zip(node.right, partials)", "zip(node.left, partials)"),
    (reverse.send_to_groups, "upstream * partial\n    partials", "partial\n    partials"),
    (reverse.send_to_groups, "+= upstream * partial\n    part", "= upstream * partial\n    part"),
]


@functools.cache
def told_the_general_way(seed, way):
    """A program, and all its numbers where each op and the pass go the general way."""
    program = random_program(seed)
    with detect_anomaly():
        return program, recorded(sent_back(program, way)[-1])


def is_noticed():
    """Whether some program has other numbers than the general way, or fails."""
    for seed in SEEDS:
        for way in (as_written, function):
            program, expected = told_the_general_way(seed, way)
            try:
                if recorded(sent_back(program, way)[-1]) != expected:
                    return True
            except (ArithmeticError, AttributeError, TypeError, ValueError):
                return True
    return False


def rewritten(original, old, new):
    """A function of the engine with a piece of its code replaced, which must be there once."""
    source = inspect.getsource(original)
    assert source.count(old) == 1, f"{original.__name__} holds {old!r} {source.count(old)} times"
    namespace = {}
    exec(source.replace(old, new), original.__globals__, namespace)
    return namespace[original.__name__]


def put_in_place(monkeypatch, original, mutant):
    """Let the engine use a mutant, in what it has made of ops too if it is a factory of these."""
    made = f"{original.__name__}.<locals>."
    for name, member in list(vars(Value).items()):
        if getattr(member, "__qualname__", "").startswith(made):
            monkeypatch.setattr(Value, name, mutant(cells(member)["op"].cell_contents))
    for op in OPS.values():
        if getattr(op.quick.get(Value), "__qualname__", "").startswith(made):
            monkeypatch.setitem(op.quick, Value, mutant(op))
    monkeypatch.setattr(original, "__code__", mutant.__code__)


def test_the_engine_itself_differs_from_the_general_way_nowhere():
    assert not is_noticed()


@pytest.mark.parametrize("cell", IN_CLOSURES)
def test_a_wrong_number_in_the_quick_form_of_an_op_is_noticed(monkeypatch, cell):
    monkeypatch.setattr(cell, "cell_contents", off(cell.cell_contents))

    assert is_noticed()


@pytest.mark.parametrize(("original", "old", "new"), IN_CODE)
def test_a_wrong_line_in_a_quick_way_is_noticed(monkeypatch, original, old, new):
    put_in_place(monkeypatch, original, rewritten(original, old, new))

    assert is_noticed()
