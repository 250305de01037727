"""What a layer of one's own with weight and bias has to say."""

import pickle
from copy import deepcopy

import numpy as np
import pytest

from nn import Conv1d, Linear, to_torch
from nn.base.weighted import Weighted


class Scale(Weighted):
    def __init__(self):
        self.start([2.0], False, "pytorch", 1)


class Fanned(Scale):
    def fans(self):
        return 1, 1


def test_it_says_how_many_inputs_an_output_has():
    with pytest.raises(NotImplementedError, match=r"Scale .* define fans\(self\)"):
        Scale()


def test_it_says_what_shapes_its_parameters_have():
    with pytest.raises(NotImplementedError, match=r"Fanned .* define parameter_shapes\(self\)"):
        Fanned()


def test_a_parameter_before_it_is_set_is_missing():
    with pytest.raises(AttributeError, match="Weighted has no weight"):
        Weighted().weight  # noqa: B018


@pytest.mark.parametrize("kind", [lambda: Linear(3, 2, seed=0), lambda: Conv1d(2, 3, 2, seed=0)])
def test_a_parameter_knows_its_shape_numbers_and_gradients_as_in_pytorch(kind):
    torch = pytest.importorskip("torch")
    ours = kind()
    theirs, x = to_torch(ours), [[0.5, -1.0, 2.0], [1.0, 3.0, -2.0]]
    sum(sum(row) for row in ours(x)).backward()
    theirs(torch.tensor(x).double()).sum().backward()

    for name in ("weight", "bias"):
        mine, other = getattr(ours, name), getattr(theirs, name)
        assert mine.shape == tuple(other.shape)
        assert mine.data == other.tolist()
        assert np.array(mine.grad) == pytest.approx(other.grad.numpy())


def test_a_copied_layer_still_tells_its_gradients():
    layer = pickle.loads(pickle.dumps(deepcopy(Linear(2, 1, weight=[[3, 5]], bias=[7]))))
    layer([10, 20])[0].backward()

    assert layer.weight.grad == [[10.0, 20.0]]
    assert isinstance(layer.weight[0], tuple)
