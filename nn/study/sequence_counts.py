"""What layers over time cost on one sequence: rules for `count`."""

from dataclasses import replace

from nn.base.nested import Shape
from nn.layers.attention import AttentionHead
from nn.layers.embedding import Embedding
from nn.layers.gated_cells import GRUCell, LSTMCell
from nn.layers.recurrent import Recurrent
from nn.layers.recurrent_cell import RecurrentCell
from nn.layers.rnn_cell import RNNCell
from nn.study.costs import NOTHING, Amount, Count, count, joined, times


@count.register
def count_embedding(module: Embedding, shape: Shape) -> Count:
    """V·D weights, one row of which is looked up per index."""
    return Count(weights=times((module.num_embeddings, module.embedding_dim)))


@count.register
def count_attention(module: AttentionHead, shape: Shape) -> Count:
    """Three projections; per pair of positions a product of two vectors, a scaling, a value of
    softmax and a share of a vector.
    """
    t, h = module.output_shape(shape)
    d, pairs = module.embed_dim, t * (t + 1) // 2 if module.is_causal else t * t
    return Count(
        weights=times((3, h), (d,)),
        multiplications=joined([times((3, t, h), (d,)), times((pairs,), (2 * h + 1,))]),
        additions=joined(
            [times((3, t, h), (d - 1,)), times((pairs,), (h - 1,)), times((h,), (pairs - t,))]
        ),
        functions=pairs,
    )


@count.register
def count_cell(module: RNNCell, shape: Shape) -> Count:
    """Two weighted sums per unit, of the input and of the state, their sum and the nonlinearity."""
    after = count(module._nonlinearity, module.output_shape(shape))
    sums = count_sums(module, shape)
    return replace(sums, comparisons=after.comparisons, functions=after.functions)


@count.register
def count_gru_cell(module: GRUCell, shape: Shape) -> Count:
    """The sums of three gates; r ⊙ (…), (1 − z) ⊙ n and z ⊙ h, and two additions, per unit."""
    return with_units(count_sums(module, shape), module.hidden_size, 3, 2, 3)


@count.register
def count_lstm_cell(module: LSTMCell, shape: Shape) -> Count:
    """The sums of four gates; f ⊙ c, i ⊙ g and o ⊙ tanh(c'), and one addition, per unit."""
    return with_units(count_sums(module, shape), module.hidden_size, 3, 1, 5)


def count_sums(module: RecurrentCell, shape: Shape) -> Count:
    """The two weighted sums of each unit of each gate, added."""
    module.output_shape(shape)
    n_x, n_h = module.input_size, module.hidden_size
    rows = len(module.gates) * n_h
    products = joined([times((rows,), (n_x,)), times((rows,), (n_h,))])
    biases = times((2, rows)) if module.bias_ih is not None else NOTHING
    return Count(
        weights=products,
        biases=biases,
        multiplications=products,
        additions=times((rows,), (n_x + n_h - 1,)),
        bias_additions=biases,
    )


def with_units(sums: Count, n: int, products: int, additions: int, functions: int) -> Count:
    """So many products, additions and functions more for each of n units."""
    return replace(
        sums,
        multiplications=joined([sums.multiplications, times((products, n))]),
        additions=joined([sums.additions, times((additions, n))]),
        functions=functions * n,
    )


@count.register
def count_recurrent(module: Recurrent, shape: Shape) -> Count:
    """The cell of every layer, its work T times."""
    steps = module.output_shape(shape)[0]
    each = [count(cell, (cell.input_size,)) for cell in module.cells]
    parts = {
        name: joined(amount for one in each if (amount := getattr(one, name)).number)
        for name in Count.__annotations__
        if name != "functions"
    }
    parts |= {name: repeated(steps, parts[name]) for name in PER_STEP}
    return Count(**parts, functions=steps * sum(one.functions for one in each))


PER_STEP = ("multiplications", "additions", "bias_additions", "comparisons")


def repeated(steps: int, amount: Amount) -> Amount:
    """An amount, several times."""
    return Amount(steps * amount.number, f"{steps}·({amount.written})" if amount.number else "")
