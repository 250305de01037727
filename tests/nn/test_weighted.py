"""What a layer of one's own with weight and bias has to say."""

import pytest

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
