"""Embedding: rows of a table by their index, and how they are trained."""

import numpy as np
import pytest

from autograd import Value, gradcheck
from nn import SGD, Embedding, Flatten, Linear, Sequential, cross_entropy, fit, summary

TABLE = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]


def numbers(x):
    return [numbers(y) for y in x] if isinstance(x, list) else float(x)


def test_any_nesting_of_indices_gives_rows():
    embedding = Embedding(3, 2, weight=TABLE)

    assert numbers(embedding(2)) == TABLE[2]
    assert numbers(embedding([[0, 1], [2, 2]])) == [[TABLE[0], TABLE[1]], [TABLE[2], TABLE[2]]]
    assert numbers(embedding(np.array([1, 0]))) == [TABLE[1], TABLE[0]]


def test_it_is_a_linear_layer_of_a_one_hot_vector():
    columns = [list(column) for column in zip(*TABLE, strict=True)]

    assert numbers(Embedding(3, 2, weight=TABLE)(1)) == numbers(
        Linear(3, 2, bias=False, weight=columns)([0, 1, 0])
    )


def test_a_row_used_twice_adds_up_both_gradients():
    embedding = Embedding(3, 2, weight=TABLE)
    first, second = embedding([1, 1])
    (10 * first[0] + second[0]).backward()

    assert embedding.weight[1][0].grad == 11.0
    assert embedding.weight[0][0].grad == 0.0


def test_the_row_of_the_padding_is_zero_and_stays():
    embedding = Embedding(3, 2, padding_idx=-1, seed=1)
    (padding,), (word,) = embedding([[2], [0]])
    (word[0] + padding[0]).backward()

    assert embedding.padding_idx == 2
    assert padding == [0.0, 0.0]
    assert [entry.grad for row in embedding.weight for entry in row] == [1, 0, 0, 0, 0, 0]


def test_a_given_row_of_the_padding_is_kept():
    assert Embedding(3, 2, 1, weight=TABLE)(1) == [3.0, 4.0]


def test_rows_start_from_the_normal_distribution():
    entries = [entry.data for row in Embedding(100, 50, seed=0).weight for entry in row]
    mean = sum(entries) / 5000

    assert mean == pytest.approx(0, abs=4 / 5000**0.5)
    assert sum((x - mean) ** 2 for x in entries) / 5000 == pytest.approx(
        1, abs=4 * (2 / 5000) ** 0.5
    )


def test_the_next_letter_is_learned():
    text = [0, 1, 2, 0, 1, 2, 0, 1, 2]
    model = Sequential(Embedding(3, 2, seed=1), Flatten(), Linear(4, 3, seed=2))
    data = [(text[i : i + 2], text[i + 2]) for i in range(len(text) - 2)]
    fit(model, data, cross_entropy, SGD(model.parameters(), lr=0.5), 60)

    for pair, following in data:
        scores = numbers(model(pair))
        assert scores.index(max(scores)) == following


def test_it_costs_no_products():
    (row,) = summary(Embedding(5, 3), (4,)).rows

    assert (row.parameters(), row.flops(), row.output_shape) == (15, 0, (4, 3))


def test_its_entries_pass_the_numerical_check():
    def third(*row):
        return Embedding(1, 2, weight=[list(row)])(0)[1] ** 3

    assert gradcheck(third, [0.5, 2.0])


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: Embedding(3, 2)([3]), ValueError, "has rows 0 to 2, got the index 3"),
        (lambda: Embedding(3, 2)([-1]), ValueError, "got the index -1"),
        (
            lambda: Embedding(3, 2)([1.0]),
            TypeError,
            "takes whole numbers from 0 to 2, got 1.0; one",
        ),
        (
            lambda: Embedding(3, 2)(Value(1.0)),
            TypeError,
            "got Value.* one-hot vectors go to Linear",
        ),
        (lambda: Embedding(3, 2)(True), TypeError, "takes whole numbers from 0 to 2, got True"),
        (lambda: Embedding(3, 2, 1.0), ValueError, "one of the 3 indices from 0 to 2, got 1.0"),
        (lambda: Embedding(0, 2), ValueError, "num_embeddings is a whole number"),
        (lambda: Embedding(3, 2, 3), ValueError, "one of the 3 indices from 0 to 2, got 3"),
    ],
)
def test_errors_say_what_is_allowed(call, error, message):
    with pytest.raises(error, match=message):
        call()
