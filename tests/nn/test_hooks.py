"""Forward hooks see and may replace what a module gives, as in PyTorch."""

from copy import deepcopy

import pytest

from autograd import Value
from nn import MLP, Linear, ReLU, Sequential, to_torch


def noting(seen, name):
    return lambda module, args, output: seen.append((name, module, args, output))


def test_hooks_are_called_in_order_with_module_inputs_and_output():
    module, seen = ReLU(), []
    for name in "ab":
        module.register_forward_hook(noting(seen, name))
    module([-2.0, 3.0])

    assert seen == [(name, module, ([-2.0, 3.0],), [0.0, 3.0]) for name in "ab"]


def test_hooks_see_the_inner_nodes_that_pytorch_shows_them():
    torch = pytest.importorskip("torch")
    ours = MLP(2, [3, 1], "tanh", seed=3)
    theirs, seen, wanted = to_torch(ours), [], []
    for mine, other in zip(ours, theirs, strict=True):
        mine.register_forward_hook(lambda module, args, output: seen.append(output))
        other.register_forward_hook(lambda module, args, output: wanted.append(output.tolist()))
    ours([[0.5, -1.0]])
    theirs(torch.tensor([[0.5, -1.0]]).double())

    assert [[y.data for y in output[0]] for output in seen] == [
        pytest.approx(output[0]) for output in wanted
    ]


def test_what_a_hook_gives_takes_the_outputs_place():
    layer = Linear(1, 1, weight=[[3]], bias=[0])
    layer.register_forward_hook(lambda module, args, output: [2 * output[0]])

    assert Sequential(layer)([5])[0].data == 30.0


def test_a_removed_hook_is_not_called_again_even_if_it_removes_itself():
    module, seen = ReLU(), []

    def once(module, args, output):
        seen.append(output)
        handle.remove()

    handle = module.register_forward_hook(once)
    module(1.0)
    module(2.0)
    handle.remove()

    assert seen == [1.0]


def test_a_hook_ends_with_its_block_after_an_error_too():
    module, seen = Linear(2, 1), []
    with pytest.raises(ValueError, match="2 numbers"), module.register_forward_hook(seen.append):
        module([1.0])
    module([1.0, 2.0])

    assert seen == []


def test_a_hook_of_one_module_is_none_of_another():
    first, second, seen = ReLU(), ReLU(), []
    first.register_forward_hook(noting(seen, "first"))
    second(1.0)

    assert seen == []


def test_a_hook_that_is_no_function_is_refused():
    with pytest.raises(TypeError, match=r"a function, hook\(module, inputs, output\), got 3"):
        ReLU().register_forward_hook(3)


def test_a_copy_keeps_hooks_of_its_own():
    module, seen = ReLU(), []
    handle = module.register_forward_hook(lambda module, args, output: seen.append(output))
    copied = deepcopy(module)
    handle.remove()
    copied(Value(2.0))
    module(1.0)

    assert [y.data for y in seen] == [2.0]
