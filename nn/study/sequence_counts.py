"""What layers over time cost on one sequence: rules for `count`."""

from nn.base.nested import Shape
from nn.layers.embedding import Embedding
from nn.layers.recurrent import RNN
from nn.layers.rnn_cell import RNNCell
from nn.study.counting import NOTHING, Amount, Count, count, joined, times


@count.register
def count_embedding(module: Embedding, shape: Shape) -> Count:
    """V·D weights, one row of which is looked up per index."""
    return Count(weights=times((module.num_embeddings, module.embedding_dim)))


@count.register
def count_cell(module: RNNCell, shape: Shape) -> Count:
    """Two weighted sums per unit, of the input and of the state, and their sum."""
    n_x, n_h = module.input_size, module.hidden_size
    has_bias = module.bias_ih is not None
    after = count(module._nonlinearity, module.output_shape(shape))
    return Count(
        weights=joined([times((n_h,), (n_x,)), times((n_h,), (n_h,))]),
        biases=times((2, n_h)) if has_bias else NOTHING,
        multiplications=joined([times((n_h,), (n_x,)), times((n_h,), (n_h,))]),
        additions=times((n_h,), (n_x + n_h - 1,)),
        bias_additions=times((2, n_h)) if has_bias else NOTHING,
        comparisons=after.comparisons,
        functions=after.functions,
    )


@count.register
def count_recurrent(module: RNN, shape: Shape) -> Count:
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
