"""The random programs notice every mutation of the engine's quick ways.

A mutant is the engine with one thing wrong: a number in the quick form of one op, or a line of the
code that records sums and runs the backward pass. It must show as a difference from the general
way, which no mutation touches.
"""

import functools
import inspect

import pytest

from autograd import OPS, Value, detect_anomaly
from autograd.engine import quick_ops, quick_reverse, weighted_sums
from tests.autograd import programs
from tests.autograd.programs import as_written, function, random_program, recorded, sent_back

SEEDS = range(300)  # enough that every rule of every op is used with Values on both sides


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
    yield "__radd__", Value.__radd__


HELD = ["constant", "rule", "left_rule", "right_rule", "d_left_is", "d_right_is", "value"]


def in_use(quick):
    """The cells that a quick form computes with: a rule, or the constant in its place."""
    found = {held: cell for held, cell in cells(quick).items() if held in HELD}
    if "constant" in found:
        idle = "constant" if found["constant"].cell_contents is None else "rule"
        del found[idle]
    return found.items()


IN_CLOSURES = [
    pytest.param(cell, id=f"{name}-{held}")
    for name, quick in quick_forms()
    for held, cell in in_use(quick)
]

IN_CODE = [
    (quick_ops.picking, "second if d_left_is is None", "first if d_left_is is None"),
    (quick_ops.picking, "first if d_right_is is None", "second if d_right_is is None"),
    (quick_ops.picking, "node._data = value(first, second)", "node._data = value(second, first)"),
    (quick_ops.unary, "node.d_left = d_left", "node.d_left = data"),
    (quick_ops.unary, "rule(number, data)", "rule(number, number)"),
    (quick_ops.binary, "node.d_right = d_right", "node.d_right = d_left"),
    (quick_ops.binary, "left_rule(first, second, data)", "left_rule(second, first, data)"),
    (quick_ops.binary, "right_rule(first, second, data)", "right_rule(first, second, first)"),
    (quick_ops.binary, "node.right = other", "node.right = self"),
    (quick_ops.reflected, "node.d_right = d_right", "node.d_right = data"),
    (quick_ops.reflected, "rule(other, number, data)", "rule(number, other, data)"),
    (quick_ops.reflected, "data = value(other, number)", "data = value(number, other)"),
    (quick_ops.picking_reflected, "other == 0", "other != 0"),
    (quick_ops.picking_reflected, "return self", "return -self"),
    (quick_ops.picking_reflected, "value(first, self._data)", "value(self._data, first)"),
    (quick_ops.picking_reflected, "first if d_right_is is None", "1.0 if d_right_is is None"),
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
    (quick_reverse.send_all_back, "output._grad = seed", "output._grad = seed + 1"),
    (quick_reverse.send_all_back, "chunk.reverse()", "pass"),
    (quick_reverse.send_all_back, "= order[-CHUNK:]", "= order[-CHUNK:-1]"),
    (quick_reverse.inner_nodes, "push(right)\n", "pass\n"),
    (quick_reverse.inner_nodes, "node = left\n", "node = pop()\n"),
    (quick_reverse.inner_nodes, "push(node)\n                        node = right", "node = right"),
    (quick_reverse.inner_nodes, "if state is not zero", "if state != zero"),
    (quick_reverse.inner_nodes, "node._grad = zero", "pass"),
    (quick_reverse.inner_nodes, "or id(node.right) not in scanned", ""),
    (quick_reverse.inner_nodes, "left.op is not None and left._grad", "left._grad"),
    (quick_reverse.inner_nodes, "right_waits = False", "right_waits = True"),
    (quick_reverse.waiting_operands, "in (node.left, node.right)", "in (node.left,)"),
    (quick_reverse.waiting_operands, "in (node.left, node.right)", "in (node.right,)"),
    (quick_reverse.waiting_operands, "waiting += found", "waiting = found"),
    (quick_reverse.waiting_operands, "operand._grad is not zero", "operand._grad != zero"),
    (
        quick_reverse.send_back,
        "left._grad += upstream * partial\n            p",
        "left._grad = 1.0\n            p",
    ),
    (
        quick_reverse.send_back,
        "right._grad += upstream * partial",
        "right._grad = upstream * partial",
    ),
    (quick_reverse.send_back, "partial = node.d_right", "partial = node.d_left"),
    (quick_reverse.send_back, "upstream * node.d_right", "node.d_right"),
    (quick_reverse.send_back, "right._grad += upstream * node", "right._grad = upstream * node"),
    (quick_reverse.send_back, "send_to_groups(node, upstream)", "send_to_groups(node, 1.0)"),
    (quick_reverse.send_back, "send_to_groups(node, upstream)", "pass"),
    (quick_reverse.send_to_groups, "zip(node.left, partials)", "zip(node.left[1:], partials)"),
    (quick_reverse.send_to_groups, "partials = node.d_right", "return"),
    (quick_reverse.send_to_groups, "partials = node.d_right", "partials = node.d_left"),
    (quick_reverse.send_to_groups, "zip(node.right, partials)", "zip(node.left, partials)"),
    (quick_reverse.send_to_groups, "upstream * partial\n    partials", "partial\n    partials"),
    (
        quick_reverse.send_to_groups,
        "+= upstream * partial\n    part",
        "= upstream * partial\n    part",
    ),
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
    made = original.__code__.co_consts  # the code of the functions that a factory makes
    for name, member in list(vars(Value).items()):
        if getattr(member, "__code__", "none") in made:
            monkeypatch.setattr(Value, name, mutant(cells(member)["op"].cell_contents))
    for op in OPS.values():
        if getattr(op.quick.get(Value), "__code__", "none") in made:
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
