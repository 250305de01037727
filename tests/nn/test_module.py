"""Module: parameters and submodules found by themselves, state, names and scopes."""

import gc
import math
from copy import deepcopy

import numpy as np
import pytest

from autograd import Graph, Value, collector_paused
from nn import (
    LSTM,
    MLP,
    RNN,
    BatchNorm1d,
    Dropout,
    LayerNorm,
    LeakyReLU,
    Linear,
    Module,
    ReLU,
    Sequential,
    Softmax,
    mse_loss,
    to_torch,
)


class Forked(Module):
    def __init__(self):
        self.scale = Value(2.0, "s")
        self.branches = [Linear(2, 1, seed=0), Linear(2, 1, seed=1)]
        self.heads = {"a": Linear(1, 1, seed=2)}
        self._hidden = Value(9.0)
        self.computed = self.scale * 2
        self.mixed = [Value(1.0), 2.0]

    def forward(self, x):
        return self.scale * self.heads["a"](self.branches[0](x))[0]


def test_parameters_are_found_in_attributes_lists_and_dicts():
    names = [name for name, _ in Forked().named_parameters()]

    assert names == [
        "scale",
        "mixed.0",
        "branches.0.weight",
        "branches.0.bias",
        "branches.1.weight",
        "branches.1.bias",
        "heads.a.weight",
        "heads.a.bias",
    ]


class Gathered(Module):
    def __init__(self):
        self.scales = {"left": Value(1.0), "right": [Value(2.0), Value(3.0)]}
        self.ragged = [[Value(4.0)], [Value(5.0), Value(6.0)]]
        self.grid = [[Linear(1, 1), Linear(1, 1)], {"last": (ReLU(), Linear(1, 1, bias=False))}]
        self.sizes = {"n": [1, 2.0, "three"], "nothing": None}


def test_values_and_modules_in_dicts_and_nested_lists_have_names():
    model = Gathered()

    assert list(model.gradients()) == [
        *("scales.left", "scales.right", "ragged.0", "ragged.1"),
        *("grid.0.0.weight", "grid.0.0.bias", "grid.0.1.weight", "grid.0.1.bias"),
        "grid.1.last.1.weight",
    ]
    assert len(model.parameters()) == 6 + 5


def test_their_state_goes_round():
    model, other = Gathered(), Gathered()
    for number, parameter in enumerate(model.parameters()):
        parameter.data = number
    other.load_state_dict(model.state_dict())

    assert other.state_dict() == model.state_dict()
    assert other.ragged[1][1].data == 5.0


@pytest.mark.parametrize("part", [Value(1.0), Linear(1, 1)])
def test_a_set_of_them_is_refused(part):
    model = Module()
    model.parts = {part}

    with pytest.raises(TypeError, match=r"parts is a set of \w+; a set has no order .* list or"):
        model.parameters()


def test_parameters_are_the_values_each_once():
    model = Forked()
    model.branches[1].weight = model.branches[0].weight

    assert len(model.parameters()) == 2 + 3 + 1 + 2


def test_a_module_used_twice_is_walked_once():
    layer = Linear(2, 2)
    names = [name for name, _ in Sequential(layer, ReLU(), layer).named_modules()]

    assert names == ["", "0", "1"]


def test_children_are_the_modules_held_directly_each_once():
    model = Forked()
    model.again = model.branches[0]
    inner = Sequential(ReLU())

    assert list(model.children()) == [*model.branches, model.heads["a"]]
    assert list(Sequential(inner, inner).children()) == [inner]


def test_apply_meets_children_first_and_gives_the_model():
    model, met = Sequential(Linear(1, 1), Sequential(ReLU())), []

    assert model.apply(met.append) is model
    assert met == [model[0], model[1][0], model[1], model]


def test_buffers_are_named_as_in_pytorch():
    torch = pytest.importorskip("torch")
    ours = Sequential(Linear(2, 3), BatchNorm1d(3), BatchNorm1d(3, track_running_stats=False))
    theirs = torch.nn.Sequential(
        torch.nn.Linear(2, 3),
        torch.nn.BatchNorm1d(3),
        torch.nn.BatchNorm1d(3, track_running_stats=False),
    )

    assert dict(ours.named_buffers()) == {n: b.tolist() for n, b in theirs.named_buffers()}
    assert list(ours.buffers()) == [b.tolist() for b in theirs.buffers()]


def test_gradients_are_those_of_pytorch():
    torch = pytest.importorskip("torch")
    model = MLP(2, [3, 2], "tanh", seed=1)
    theirs = to_torch(model)
    mse_loss(model([[0.5, -1.0], [2.0, 1.0]]), [[1.0, 0.0], [0.0, 1.0]]).backward()
    x, y = (torch.tensor(rows).double() for rows in ([[0.5, -1], [2, 1]], [[1, 0], [0, 1]]))
    torch.nn.functional.mse_loss(theirs(x), y).backward()

    assert list(model.gradients()) == [name for name, _ in theirs.named_parameters()]
    for name, parameter in theirs.named_parameters():
        assert np.array(model.gradients()[name]) == pytest.approx(parameter.grad.numpy())


def test_zero_grad_clears_every_parameter():
    model = Forked()
    model([1.0, 2.0]).backward()
    model.zero_grad()

    assert {p.grad for p in model.parameters()} == {0.0}


def test_train_and_eval_reach_all_modules():
    model = Forked().eval()
    assert [m.training for m in model.modules()] == [False] * 4
    model.train()
    assert all(m.training for m in model.modules())


def test_state_goes_round_as_lists_arrays_and_by_name():
    model, other = MLP(2, [3, 1], seed=1), MLP(2, [3, 1], seed=2)
    before = other.parameters()
    other.load_state_dict({name: np.array(x) for name, x in model.state_dict().items()})

    assert other.state_dict() == model.state_dict()
    assert all(a is b for a, b in zip(before, other.parameters(), strict=True))


def test_state_dict_is_a_copy():
    model = Linear(1, 1, weight=[[2]], bias=False)
    model.state_dict()["weight"][0][0] = 5.0

    assert model([1])[0].data == 2.0


def test_loaded_numbers_are_used_by_the_next_forward_pass():
    layer = Linear(2, 1, weight=[[0, 0]], bias=[0])
    layer([1, 1])
    layer.load_state_dict({"weight": [[3, 5]], "bias": [7]})

    assert layer([1, 10])[0].data == 60.0


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ({"weight": [[1, 2]]}, "bias is missing"),
        ({"weight": [[1, 2]], "bias": [0], "extra": 1}, "extra is unknown here"),
        ({"weight": [[1], [2]], "bias": [0]}, "weight must be 1×2, got 2×1"),
        ({"weight": [[1, 2]], "bias": 0}, "bias must be 1, got one number"),
    ],
)
def test_a_wrong_state_is_refused_and_nothing_changes(state, message):
    layer = Linear(2, 1, weight=[[3, 5]], bias=[7])

    with pytest.raises(ValueError, match=message):
        layer.load_state_dict(state)
    assert layer.state_dict() == {"weight": [[3.0, 5.0]], "bias": [7.0]}


def test_a_state_with_something_else_than_numbers_changes_nothing():
    layer = Linear(2, 1, weight=[[3, 5]], bias=[7])

    with pytest.raises(TypeError, match="cannot compute with str"):
        layer.load_state_dict({"weight": [[1, 2]], "bias": ["x"]})
    assert layer.state_dict() == {"weight": [[3.0, 5.0]], "bias": [7.0]}


@pytest.mark.parametrize("count", [math.nan, math.inf, 1.5])
def test_a_count_that_is_no_whole_number_changes_nothing(count):
    norm = BatchNorm1d(1)
    state = norm.state_dict() | {"weight": [5.0], "num_batches_tracked": count}

    with pytest.raises(ValueError, match=f"num_batches_tracked is a whole number, got {count}"):
        norm.load_state_dict(state)
    assert norm.state_dict()["weight"] == [1.0]


def tied():
    first, second = Linear(1, 1, bias=False), Linear(1, 1, bias=False)
    second.weight = first.weight
    return Sequential(first, ReLU(), second, first)


def test_tied_layers_have_pytorchs_names():
    torch = pytest.importorskip("torch")
    theirs = to_torch(tied())

    assert tied().state_dict().keys() == theirs.state_dict().keys()
    tied().load_state_dict(theirs.state_dict())
    theirs.load_state_dict({n: torch.tensor(x) for n, x in tied().state_dict().items()})


def test_one_name_of_tied_values_will_do():
    model = tied()
    model.load_state_dict({"2.weight": [[5.0]]})

    assert model.state_dict() == {f"{i}.weight": [[5.0]] for i in (0, 2, 3)}


def test_tied_values_cannot_be_two_numbers():
    model = tied()
    before = model.state_dict()

    with pytest.raises(ValueError, match=r"0\.weight and 2\.weight are the same Values here"):
        model.load_state_dict(before | {"2.weight": [[before["0.weight"][0][0] + 1]]})
    assert model.state_dict() == before


def test_modules_in_several_places_come_once_or_under_each_name():
    layer = ReLU()
    model = Sequential(layer, layer)
    layer.owner = model

    assert [name for name, _ in model.named_modules()] == ["", "0"]
    every = [name for name, _ in model.named_modules(remove_duplicate=False)]
    assert every == ["", "0", "1"]


def test_a_ragged_state_is_refused():
    layer = Linear(2, 2)

    with pytest.raises(ValueError, match="must be rectangular"):
        layer.load_state_dict({"weight": [[1, 2], [3]], "bias": [0, 0]})


def test_repr_is_that_of_pytorch():
    assert repr(MLP(2, [3, 1])) == (
        "MLP(\n"
        "  (0): Linear(in_features=2, out_features=3, bias=True)\n"
        "  (1): ReLU()\n"
        "  (2): Linear(in_features=3, out_features=1, bias=True)\n"
        ")"
    )


def test_nodes_belong_to_the_module_that_made_them():
    model = MLP(2, [2, 1], "tanh")
    paths = {node.scope.path for node in Graph(model([1.0, 2.0])).nodes if node.op is not None}

    assert paths == {"MLP.0", "MLP.1", "MLP.2"}


def test_scopes_are_named_by_attribute_and_end_with_the_call():
    model = Forked()
    y = model([1.0, 2.0])

    assert y.scope.path == "Forked"
    assert {n.scope.path for n in Graph(y).nodes if n.scope and n.op} >= {
        "Forked.branches.0",
        "Forked.heads.a",
    }
    assert (y + 1).scope is None


def test_a_module_in_two_models_belongs_to_the_one_that_is_running():
    shared = Linear(1, 1)
    first, second = Sequential(shared), Sequential(ReLU(), shared)
    nodes = [first([1.0])[0], shared([1.0])[0], Sequential(first)([1.0])[0], second([1.0])[0]]

    assert [node.scope.path for node in nodes] == [
        "Sequential.0",
        "Linear",
        "Sequential.0.0",
        "Sequential.0",
    ]


def test_a_scope_ends_after_an_error_too():
    with pytest.raises(ValueError, match="2 numbers"):
        Linear(2, 1)([1.0])
    assert Value(1.0).scope is None


@pytest.mark.parametrize("model", [MLP(2, [1]), Linear(2, 1), ReLU()])
def test_numbers_apart_are_asked_for_as_a_list(model):
    with pytest.raises(TypeError, match=r"takes one input, got 2; .* list: model\(\[1.0, 2.0\]\)"):
        model(1.0, 2.0)


def test_a_type_error_inside_a_module_stays_as_it_is():
    class Broken(Module):
        def forward(self, x, y):
            return x + y

    with pytest.raises(TypeError, match="unsupported operand"):
        Broken()(1, "a")


def test_a_type_error_of_a_module_with_any_number_of_inputs_stays_as_it_is():
    class Broken(Module):
        def forward(self, *xs):
            return xs[0] + "a"

    with pytest.raises(TypeError, match="cannot compute with str"):
        Broken()(Value(1.0), 2)


def test_without_forward_the_error_says_to_define_it():
    with pytest.raises(NotImplementedError, match=r"Module has no forward pass; define forward"):
        Module()(1)


def test_without_output_shape_the_error_says_to_define_it():
    with pytest.raises(NotImplementedError, match="does not say what shapes it gives"):
        Forked().output_shape((2,))


@pytest.mark.parametrize("kind", [tuple, list])
def test_parameters_follow_what_is_assigned_or_exchanged_later(kind):
    class Lines(Module):
        def __init__(self):
            self.a = kind([kind([Value(1.0)]), kind([Value(2.0)])])
            self.b = Value(3.0)

    lines = Lines()
    before = lines.parameters()
    lines.a = kind([Value(4.0)])
    lines.b = 5.0
    after = lines.parameters()

    assert [p.data for p in before] == [1.0, 2.0, 3.0]
    assert [p.data for p in after] == [4.0]


def test_a_list_inside_a_tuple_may_change():
    class Lines(Module):
        def __init__(self):
            self.a = ([Value(1.0)],)

    lines = Lines()
    lines.parameters()
    lines.a[0].append(Value(2.0))
    for parameter in lines.parameters():
        parameter.grad = 7.0
    lines.zero_grad()

    assert [p.grad for p in lines.a[0]] == [0.0, 0.0]
    assert len(lines.parameters()) == 2


def test_a_copy_has_parameters_of_its_own():
    layer = Linear(2, 1)
    layer.parameters()
    copied = deepcopy(layer)

    assert not set(copied.parameters()) & set(layer.parameters())
    assert set(copied.parameters()) == {*copied.weight[0], *copied.bias}


def test_leaves_of_a_fixed_parameter_are_looked_for_once():
    layer = Linear(2, 1)
    first, second = (list(layer.own_leaves()) for _ in range(2))

    assert all(a[2] is b[2] for a, b in zip(first, second, strict=True))


class TwoLayers(Module):
    """Two layers that a custom module holds."""

    def __init__(self, first, second):
        self.first, self.second = first, second

    def forward(self, x):
        return self.second(self.first(x))


def labels(model):
    return [leaf.label for leaf in model.parameters()]


def test_layers_of_a_custom_module_are_numbered_where_their_labels_would_be_alike():
    model = TwoLayers(Linear(1, 1), Linear(1, 1))
    model([1.0])

    assert labels(model) == ["w₁₁⁽¹⁾", "b₁⁽¹⁾", "w₁₁⁽²⁾", "b₁⁽²⁾"]


def test_two_stacks_in_a_custom_module_are_numbered_through():
    model = TwoLayers(MLP(1, [1, 2]), MLP(2, [1]))
    model([1.0])

    assert [label for label in labels(model) if label[0] == "b"] == [
        *("b₁⁽¹⁾", "b₁⁽²⁾", "b₂⁽²⁾", "b₁⁽³⁾")
    ]


def test_labels_that_differ_or_are_the_users_own_stay_as_they_are():
    w = Value(2.0, "w")
    model = TwoLayers(Linear(1, 1, bias=False), Linear(1, 1, weight=[[w]], bias=False))
    tied = TwoLayers(Linear(1, 1, weight=[[w]], bias=False), model.second)
    model([1.0])
    tied([1.0])

    assert labels(model) == ["w₁₁", "w"]
    assert labels(tied) == ["w"]


@pytest.mark.parametrize(
    "module",
    [
        Linear(2, 2),
        MLP(2, [3, 1]),
        MLP(2, [3, 1], expanded=True),
        LeakyReLU(),
        RNN(2, 2),
        LSTM(2, 2),
        BatchNorm1d(2),
        LayerNorm(2),
        Dropout(0.5),
        Softmax(),
    ],
    ids=lambda module: type(module).__name__,
)
def test_passes_leave_nothing_to_the_garbage_collector(module):
    x = [[Value(0.5), Value(-1.5)], [Value(2.5), Value(1.0)]]

    def left_behind():
        gc.collect()
        with collector_paused():
            module(x)
            return gc.collect()

    assert 0 in [left_behind() for _ in range(5)]  # others of this process leave some at times
