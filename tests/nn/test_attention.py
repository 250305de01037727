"""Attention: weighted means of values, its Jacobians in closed form, and refusals."""

import math
import random

import pytest

from autograd import Graph, Value
from nn import (
    Adam,
    AttentionHead,
    Embedding,
    Linear,
    Residual,
    Sequential,
    attention_jacobian,
    attention_weights,
    cross_entropy,
    scaled_dot_product_attention,
)


def floats(x):
    return [floats(y) for y in x] if isinstance(x, (list, tuple)) else float(x)


def test_one_query_by_hand():
    q, keys, values = [1.0, 2.0], [[0.5, -1.0], [1.5, 0.25]], [[10.0, 0.0], [0.0, 4.0]]

    scores = [(0.5 - 2.0) / math.sqrt(2), (1.5 + 0.5) / math.sqrt(2)]
    powers = [math.exp(score) for score in scores]
    p = [power / sum(powers) for power in powers]
    assert attention_weights([q], keys)[0] == pytest.approx(p, rel=1e-14)
    y = scaled_dot_product_attention([q], keys, values)[0]
    assert y == pytest.approx([10 * p[0], 4 * p[1]], rel=1e-14)


def test_a_causal_position_does_not_see_what_follows():
    x = [[Value(0.1 * i + 0.3 * j) for j in range(2)] for i in range(4)]
    y = AttentionHead(2, is_causal=True, seed=1)(x)
    (y[1][0] + y[1][1]).backward()

    assert all(entry.grad for row in x[:2] for entry in row)
    assert [entry.grad for row in x[2:] for entry in row] == [0.0] * 4
    assert not {*x[2], *x[3]} & set(Graph(y[1][0]).nodes)
    assert [len(row) for row in attention_weights(x, x, is_causal=True)] == [1, 2, 3, 4]


def test_a_fitting_key_takes_all():
    assert scaled_dot_product_attention([[1.0]], [[0.0], [900.0]], [[1.0], [7.0]]) == [[7.0]]


def test_a_score_is_one_weighted_sum_with_the_key_on_its_edges():
    q, k = [Value(1.0, "q1"), Value(2.0, "q2")], [[Value(3.0, "k1"), Value(4.0, "k2")]]
    (score,) = (n for n in Graph(attention_weights([q], k)[0][0]).nodes if n.data == 11.0)

    assert score.op.name == "sigma"
    assert score.partials == (1.0, 2.0, 3.0, 4.0)


def random_rows(rng, n, m):
    return [[rng.uniform(-2, 2) for _ in range(m)] for _ in range(n)]


def test_the_jacobian_by_a_query_has_its_closed_form():
    rng = random.Random(1)
    found = attention_jacobian(
        random_rows(rng, 1, 3)[0], random_rows(rng, 4, 3), random_rows(rng, 4, 2)
    )

    assert (len(found.graph), len(found.graph[0])) == (2, 3)
    assert found.difference < 1e-14
    assert max(map(abs, found.graph[0])) > 0.01


@pytest.mark.parametrize("is_causal", [False, True])
@pytest.mark.parametrize(("of", "by"), [(1, 1), (2, 0), (0, 2)])
def test_the_jacobian_of_a_head_has_its_closed_form(is_causal, of, by):
    head = AttentionHead(3, 2, is_causal, seed=2)
    x = random_rows(random.Random(2), 3, 3)
    found = head.jacobian(x, of, by)

    assert found.difference < 1e-14
    assert (len(found.graph), len(found.graph[0])) == (2, 3)
    assert any(map(any, found.graph)) == (not is_causal or by <= of)


def test_the_parts_of_the_jacobian_are_what_a_small_change_gives():
    head, h = AttentionHead(2, 2, seed=3), 1e-6
    x = random_rows(random.Random(3), 3, 2)
    rows = head.jacobian(x, 0, 2).closed
    for place in range(2):
        high, low = ([*x[:2], list(x[2])] for _ in range(2))
        high[2][place] += h
        low[2][place] -= h
        change = zip(floats(head(high)[0]), floats(head(low)[0]), strict=True)
        slopes = [(a - b) / (2 * h) for a, b in change]

        assert [row[place] for row in rows] == pytest.approx(slopes, abs=1e-8)


def test_a_batch_is_its_samples():
    head = AttentionHead(2, 3, seed=1)
    samples = [[[1, 2], [3, 4]], [[0, 1], [1, 0]]]

    assert floats(head(samples)) == [floats(head(sample)) for sample in samples]
    assert head.output_shape((5, 2)) == (5, 3)


def test_weights_are_named_by_their_matrix():
    head = AttentionHead(2, 1)

    assert [p.label for p in head.parameters()] == ["Q₁₁", "Q₁₂", "K₁₁", "K₁₂", "V₁₁", "V₁₂"]
    model = Sequential(head, Linear(1, 1))
    assert [p.label for p in model.parameters()][::2][1:] == ["K₁₁⁽¹⁾", "V₁₁⁽¹⁾", "w₁₁⁽²⁾"]
    assert list(head.state_dict()) == ["query.weight", "key.weight", "value.weight"]


def test_a_head_learns_to_copy_the_first_letter():
    rows, places = Embedding(2, 4, seed=1), Embedding(3, 4, seed=2)
    head = Sequential(Residual(AttentionHead(4, seed=3)), Linear(4, 2, seed=4))
    params = [*rows.parameters(), *places.parameters(), *head.parameters()]
    optimizer = Adam(params, lr=0.1)
    words = [[a, b, c] for a in (0, 1) for b in (0, 1) for c in (0, 1)]

    def scores(word):
        x = [[a + b for a, b in zip(rows(w), places(t), strict=True)] for t, w in enumerate(word)]
        return head(x)[-1]

    for _ in range(25):
        optimizer.zero_grad()
        loss = cross_entropy([scores(word) for word in words], [word[0] for word in words])
        loss.backward()
        optimizer.step()

    assert loss.data < 0.05
    assert all((floats(scores(w))[1] > floats(scores(w))[0]) == (w[0] == 1) for w in words)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: attention_weights([[1, 2]], [[1]]), ValueError, "one length d, got 1×2 and 1×1"),
        (lambda: attention_weights([1], [[1]]), ValueError, "T × d with keys S × d .* got 1 and"),
        (
            lambda: scaled_dot_product_attention([[1]], [[1], [2]], [[1]]),
            ValueError,
            "a value for each key, got 2×1 as keys and 1×1 as values",
        ),
        (lambda: AttentionHead(2)([[1, 2, 3]]), ValueError, "shape 1×3; it takes T × 2"),
        (lambda: AttentionHead(2)([1, 2]), ValueError, "an input of shape 2; it takes T × 2"),
        (lambda: AttentionHead(0), ValueError, "embed_dim is a whole number"),
        (lambda: AttentionHead(1).jacobian([[1]], 1, 0), IndexError, "positions are 0 to 0, got 1"),
    ],
)
def test_errors_say_what_is_allowed(call, error, message):
    with pytest.raises(error, match=message):
        call()
