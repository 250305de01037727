"""The GPT of the examples: the same losses on our nodes as on a class in microgpt's own style."""

import math
import random

import pytest

from autograd import Value, affine, no_grad
from examples import microgpt
from examples.local_grads import LocalGrads, linear
from examples.microgpt import END, GPT, NAMES, train


@pytest.fixture(scope="module")
def losses_of_the_peer():
    return list(train(GPT(LocalGrads, linear), 20))


@pytest.mark.parametrize("sums", [affine, linear], ids=["weighted sums", "products and sums"])
def test_twenty_steps_have_the_same_losses_as_the_peers(losses_of_the_peer, sums):
    losses = list(train(GPT(Value, sums), 20))

    assert losses == pytest.approx(losses_of_the_peer, rel=1e-9)
    assert losses[-1] < losses[0]


def test_every_gradient_is_the_peers():
    ours, peers = GPT(), GPT(LocalGrads, linear)
    for model in (ours, peers):
        model.loss("florian").backward()

    for name, rows in ours.weights.items():
        expected = [w.grad for row in peers.weights[name] for w in row]
        assert [w.grad for row in rows for w in row] == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_an_untrained_model_knows_nothing():
    letters = len({letter for name in NAMES for letter in name})

    assert GPT().loss("anna").data == pytest.approx(math.log(letters + 1), abs=0.1)


def test_what_comes_later_has_no_part_in_a_score():
    keys, values = [], []
    first = [z.data for z in GPT().logits(END, 0, keys, values)]
    GPT().logits(3, 1, keys, values)

    assert [z.data for z in GPT().logits(END, 0, [], [])] == first


def test_it_learns_a_name_by_heart(monkeypatch):
    monkeypatch.setattr(microgpt, "NAMES", ["nina"])
    model = GPT()
    *_, last = train(model, 60)

    assert last < 0.1
    with no_grad():
        assert model.write(random.Random(1)) == "nina"
