"""What nn exports is there and shows how it is used."""

import pytest

import nn


@pytest.mark.parametrize("name", [name for name in nn.__all__ if name != "ACTIVATIONS"])
def test_every_public_name_has_an_example(name):
    assert ">>> " in getattr(nn, name).__doc__
