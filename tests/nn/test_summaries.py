"""Counts and shapes of the course problem set, exactly; conventions; the table; refusals."""

import re
from math import prod

import pytest

from autograd import Graph, Value, weighted_sum
from nn import (
    GRU,
    LSTM,
    MLP,
    AttentionHead,
    Conv1d,
    Conv2d,
    ConvTranspose1d,
    ConvTranspose2d,
    Flatten,
    GRUCell,
    Layer,
    LayerNorm,
    Linear,
    LSTMCell,
    Module,
    Neuron,
    ReLU,
    Residual,
    Sequential,
    Softmax,
    summary,
)
from nn.base.nested import build, entries
from nn.layers.blocks import TABLE_1, BasicBlock, Bottleneck, Subsampling2d, lenet5
from nn.layers.normalisation import BatchNorm1d, BatchNorm2d
from nn.layers.recurrent import RNN
from nn.layers.rnn_cell import RNNCell
from nn.sliding.kernels import Convolution
from nn.sliding.pooling import AvgPool1d, AvgPool2d, MaxPool1d, MaxPool2d
from nn.study.counting import count, times


def parameter_counts(table):
    return [row.parameters() for row in table.rows if row.parameters()]


def kernels(table):
    return [row for row in table.rows if "Conv" in row.kind]


# The course problem set.


def test_000_q3_standard_block():
    table = summary(BasicBlock(32, norm=True, init="zeros"), (32, 16, 16))

    assert parameter_counts(table) == [9248, 64, 9248, 64]
    assert table.parameters() == 18624
    assert table.parameters(norm=False) == 18496
    assert table.parameters(bias=False) == 18560
    assert table.parameters(bias=False, norm=False) == 18432


def test_000_q3_bottleneck():
    table = summary(Bottleneck(128, 32, norm=True, init="zeros"), (128, 16, 16))

    assert [row.parameters() for row in kernels(table)] == [4128, 9248, 4224]
    assert [row.parameters(bias=False) for row in kernels(table)] == [4096, 9216, 4096]
    assert table.parameters() == 17984
    assert table.parameters(norm=False) == 17600
    assert table.parameters(bias=False) == 17792
    assert table.parameters(bias=False, norm=False) == 17408
    assert "17984, 17792 without biases, 17600 without normalisation, 17408 without both" in str(
        table
    )


@pytest.mark.parametrize(
    ("block", "channels", "macs"),
    [
        (BasicBlock(32, init="zeros"), 32, 4718592),
        (Bottleneck(128, 32, init="zeros"), 128, 4456448),
    ],
)
def test_000_q3_multiply_adds_at_16_by_16(block, channels, macs):
    assert summary(block, (channels, 16, 16), "mac").flops() == macs


@pytest.mark.slow
@pytest.mark.slow
def test_000_q3_standard_block_at_equal_width():
    table = summary(BasicBlock(128, init="zeros"), (128, 16, 16))

    assert (table.parameters(), table.parameters(bias=False)) == (295168, 294912)


def test_001_q3_flops_of_convolution_and_pool():
    model = Sequential(Conv2d(50, 20, 4, stride=2, padding=1), MaxPool2d(3, stride=1))
    table = summary(model, (50, 12, 12))
    convolution, pool = table.rows

    assert (convolution.flops(), convolution.flops(bias=False)) == (1152000, 1151280)
    assert pool.flops() == 2560
    assert (table.flops(), table.flops(bias=False)) == (1154560, 1153840)
    assert [row.output_shape for row in table.rows] == [(20, 6, 6), (20, 4, 4)]
    assert "FLOPs: 1154560, 1153840 without biases" in str(table)


def test_001_q4_lenet5_as_it_is_read_today():
    table = summary(lenet5(init="zeros"), (1, 32, 32))

    assert parameter_counts(table) == [156, 2416, 48120, 10164, 850]
    assert table.parameters() == 61706
    shapes = [row.output_shape for row in table.rows if "Tanh" not in row.kind]
    assert shapes == [
        (6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5), (400,), (120,), (84,), (10,),
    ]  # fmt: skip


def test_001_q4_lenet5_of_1998():
    table = summary(lenet5(original=True, init="zeros"), (1, 32, 32))

    assert parameter_counts(table) == [156, 12, 1516, 32, 48120, 10164, 850]
    assert table.parameters() == 60850
    assert table.parameters() - table.rows[-1].parameters() == 60000


def test_001_q4_full_third_layer_with_trainable_subsampling():
    layers = list(lenet5(init="zeros"))
    layers[2], layers[5] = Subsampling2d(6, 2), Subsampling2d(16, 2)

    assert summary(Sequential(*layers), (1, 32, 32)).parameters() == 61750


def test_001_q4_connection_table_of_1998():
    assert sorted(map(len, TABLE_1)) == [3] * 6 + [4] * 9 + [6]
    assert len(set(map(frozenset, TABLE_1))) == 16


def test_002_q4_output_scalars_and_weights():
    model = Sequential(
        Conv2d(3, 32, 8, stride=2, padding=3, init="zeros"),
        MaxPool2d(2, 2),
        Conv2d(32, 64, 3, padding=1, init="zeros"),
    )
    table = summary(model, (3, 128, 128))

    assert [prod(row.output_shape) for row in table.rows] == [131072, 32768, 65536]
    assert table.output_shape == (64, 32, 32)
    assert table.rows[-1].parameters(bias=False) == 18432
    assert table.rows[-1].parameters() == 18496


@pytest.mark.slow
@pytest.mark.slow
def test_003_p3_parameters_of_the_pictured_network():
    model = Sequential(
        *(Conv2d(3, 32, 5, padding=2, init="zeros"), ReLU(), MaxPool2d(2)),
        *(Conv2d(32, 48, 3, padding=1, init="zeros"), ReLU(), MaxPool2d(2)),
        *(Conv2d(48, 64, 3, padding=1, init="zeros"), ReLU(), MaxPool2d(2), Flatten()),
        *(Linear(1024, 384, init="zeros"), ReLU(), Linear(384, 192, init="zeros"), ReLU()),
        Linear(192, 10, init="zeros"),
    )
    table = summary(model, (3, 32, 32))

    assert parameter_counts(table) == [2432, 13872, 27712, 393600, 73920, 1930]
    assert table.parameters() == 513466
    assert table.parameters(bias=False) == 512736


# Every layer: parameters as they are, multiplications as a pass makes them.


LAYERS = [
    (Linear(3, 2), (3,)),
    (Linear(3, 2, bias=False), (3,)),
    (Linear(3, 2), (4, 3)),
    (Layer(3, 2, "relu"), (3,)),
    (Neuron(3, "tanh"), (3,)),
    (Conv1d(2, 4, 3, groups=2), (2, 7)),
    (Conv1d(2, 4, 3, stride=2, dilation=2, bias=False), (2, 9)),
    (Conv2d(1, 2, (2, 3)), (1, 4, 5)),
    (ConvTranspose1d(2, 3, 3), (2, 4)),
    (ConvTranspose1d(2, 3, 2, stride=2, bias=False), (2, 4)),
    (ConvTranspose2d(2, 3, (2, 3)), (2, 3, 4)),
    (Subsampling2d(2, 2), (2, 4, 4)),
    (AvgPool1d(3), (2, 9)),
    (AvgPool2d(2), (2, 4, 4)),
    (MaxPool1d(3, stride=1), (2, 5)),
    (BatchNorm1d(2), (2, 3)),
    (BatchNorm2d(2, affine=False), (2, 3, 3)),
    (LayerNorm(3), (2, 3)),
    (LayerNorm((2, 3), bias=False), (2, 3)),
    (RNNCell(3, 2), (3,)),
    (RNN(3, 2, num_layers=2, bias=False, nonlinearity="relu"), (5, 3)),
    (GRUCell(3, 2), (3,)),
    (LSTMCell(3, 2, bias=False), (3,)),
    (GRU(3, 2, bias=False), (5, 3)),
    (LSTM(3, 2, num_layers=2), (5, 3)),
    (AttentionHead(3, 2), (4, 3)),
    (AttentionHead(3, is_causal=True), (4, 3)),
    (MLP(3, [4, 2]), (3,)),
    (Bottleneck(2, 1), (2, 3, 3)),
    (Residual(Linear(2, 3), shortcut=Linear(2, 3, bias=False)), (2,)),
    (lenet5(original=True, init="zeros"), (1, 32, 32)),
]


@pytest.mark.parametrize(("model", "shape"), LAYERS, ids=lambda x: type(x).__name__)
def test_parameters_are_those_the_model_has(model, shape):
    assert summary(model, shape).parameters() == len(model.parameters())


@pytest.mark.parametrize(("model", "shape"), LAYERS, ids=lambda x: type(x).__name__)
def test_shapes_follow_one_another(model, shape):
    table = summary(model, shape)

    assert table.output_shape == model.output_shape(shape)
    assert table.rows[0].input_shape == shape


@pytest.mark.parametrize(("model", "shape"), LAYERS[:-1], ids=lambda x: type(x).__name__)
def test_formulas_come_to_their_numbers(model, shape):
    table = summary(model, shape)
    cells = [cell for row in table.rows for cell in table.cells(row)]
    equations = [cell for cell in cells if " = " in cell]

    assert equations
    for equation in equations:
        formula, _, number = equation.rpartition(" = ")
        assert re.fullmatch(r"[\d·()+ -]+", formula)
        assert eval(formula.replace("·", "*")) == int(number)


def edges_of_weights(model, sample):
    """How many products with weights a pass makes: edges from weights in the graph of the sum."""
    outputs = list(entries(model(sample)))
    graph = Graph(weighted_sum(0.0, [1.0] * len(outputs), outputs))
    weights = {
        value
        for name, nested in model.named_parameters()
        if "weight" in name
        for value in entries(nested)
    }
    return sum(edge.operand in weights for edge in graph.edges)


@pytest.mark.parametrize(
    ("model", "shape"),
    [(m, s) for m, s in LAYERS[:-1] if isinstance(m, (Linear, Convolution, RNNCell, RNN, MLP))],
    ids=lambda x: type(x).__name__,
)
def test_multiplications_are_the_weight_edges_of_a_pass(model, shape):
    sample = build(shape, lambda *_: 1.0)

    assert summary(model, shape).multiplications == edges_of_weights(model, sample)


def test_conv1d_row_reads_as_in_the_notes():
    (row,) = summary(Conv1d(1, 2, 3), (1, 5)).rows

    assert str(row) == (
        "Conv1d 1→2, k=3, 1×5: params 2·(1·3) + 2 = 8, mul 2·3·(1·3) = 18, add 2·3·2 + 2·3 = 18"
    )


def test_both_conventions_say_what_they_count():
    model = Sequential(Linear(3, 2), ReLU())
    separate, together = summary(model, (3,)), summary(model, (3,), "mac")

    assert separate.flops() == 2 * 3 + 2 * 2 + 2 + 2
    assert together.flops() == 6
    assert "a maximum of n numbers n − 1" in str(separate)
    assert "a multiplication together with an addition counts 1" in str(together)


def test_functions_are_named_but_not_counted():
    table = summary(Sequential(Linear(3, 2), Softmax()), (3,))

    assert "not counted: 2 values of functions" in str(table)
    assert table.flops() == 12


def test_a_module_used_twice_has_its_parameters_once():
    shared = Linear(2, 2)
    table = summary(Sequential(shared, ReLU(), shared), (2,))

    assert [row.parameters() for row in table.rows] == [6, 0, 0]
    assert table.rows[2].kind == "Linear 2→2 (again)"
    assert table.rows[2].flops() == table.rows[0].flops()


def test_residual_adds_once_per_number():
    table = summary(Residual(Linear(3, 3, bias=False)), (3,))

    assert [(row.name, row.kind) for row in table.rows] == [("body", "Linear 3→3"), ("", "+")]
    assert table.rows[1].flops() == 3


def test_settings_stand_in_the_row():
    table = summary(Conv2d(2, 2, 3, stride=2, padding=(1, 0), groups=2), (2, 5, 5))

    assert table.rows[0].kind == "Conv2d 2→2, k=3×3, stride=2, padding=(1, 0), groups=2"
    assert summary(MaxPool2d(2), (1, 4, 4)).rows[0].kind == "MaxPool2d k=2×2, stride=2×2"


def test_columns_stand_below_each_other():
    lines = str(summary(MLP(2, [10, 1]), (2,))).splitlines()[1:5]

    assert len(set(map(len, lines))) == 1
    assert all(line[lines[0].index("output") - 1] == " " for line in lines)


class Own(Module):
    """A model as people write it: layers as attributes, one of them twice, and a Value."""

    def __init__(self):
        self.body = Sequential(Linear(3, 4), ReLU())
        self.norm = BatchNorm1d(4)
        self.head = Linear(4, 4)
        self.scale = Value(2.0, "s")

    def forward(self, x):
        hidden = self.norm([self.body(x)])[0]
        return [self.scale * y for y in self.head(self.head(hidden))]


def test_a_module_of_ones_own_has_the_rows_of_the_layers_it_calls():
    model = Own()
    before = model.state_dict()
    table = summary(model, (3,))

    assert [(row.name, row.kind, row.output_shape) for row in table.rows] == [
        ("body.0", "Linear 3→4", (4,)),
        ("body.1", "ReLU", (4,)),
        ("norm", "BatchNorm1d", (4,)),
        ("head", "Linear 4→4", (4,)),
        ("head", "Linear 4→4 (again)", (4,)),
        ("", "Own, its own", (4,)),
    ]
    assert table.parameters() == len(model.parameters()) == 16 + 8 + 20 + 1
    assert table.rows[3].flops() == summary(Linear(4, 4), (4,)).flops()
    assert model.state_dict() == before
    assert model.training
    assert not any(module._hooks for module in model.modules())


def test_a_layer_that_it_calls_on_several_vectors_counts_for_each():
    class Both(Module):
        def __init__(self):
            self.each = Linear(2, 3)

        def forward(self, x):
            return self.each([x, x])

    assert summary(Both(), (2,)).flops() == 2 * summary(Linear(2, 3), (2,)).flops()


def test_it_may_be_part_of_a_sequence():
    table = summary(Sequential(Linear(2, 3), Own(), Linear(4, 1)), (2,))

    assert [row.name for row in table.rows[:3]] == ["0", "1.body.0", "1.body.1"]
    assert (table.rows[-1].name, table.output_shape) == ("2", (1,))


class Net(Module):
    def output_shape(self, shape):
        return shape

    def forward(self, x):
        return x


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: summary(Linear(2, 1), (2,), "flops"), ValueError, "unknown .* 'mul\\+add', 'mac'"),
        (lambda: summary(Linear(2, 1), (3,)), ValueError, "got the shape 3; it takes 2 numbers"),
        (lambda: summary(Net()), TypeError, r"got None: summary\(model, \(2,\)\) for two numbers"),
        (lambda: summary(Net(), 2), TypeError, "the shape of one sample as a tuple, got 2"),
        (lambda: summary(Net(), (3,)), TypeError, "no counting rule for Net; .*count.register"),
        (lambda: summary(Module(), (3,)), NotImplementedError, "define forward"),
        (lambda: summary(Own(), (2,)), ValueError, "Own does not take a sample of 2: Linear.* 3 n"),
    ],
)
def test_summary_says_what_is_wrong(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_times_writes_a_product():
    assert times(()) == (1, "1")
    assert times((2, 3), (4,)) == (24, "2·3·4")
    assert count(ReLU(), (2,)).comparisons == (2, "2")


def test_layer_norm_by_hand():
    (row,) = summary(LayerNorm(2), (3, 2)).rows

    # a sample: x₁/2 + x₂/2, two differences, two squares, their halves added, ε, √, two quotients,
    # two γ, two β
    assert row.count.multiplications.number == 3 * (2 + 2 + 2 + 2 + 2)
    assert row.count.additions.number == 3 * (1 + 2 + 1 + 1 + 2)
    assert (row.parameters(), row.parameters(norm=False), row.count.functions) == (4, 0, 3)


def test_rnn_by_hand():
    (row,) = summary(RNN(3, 2), (5, 3)).rows

    assert row.parameters() == 2 * 3 + 2 * 2 + 2 * 2
    assert row.count.multiplications.number == 5 * (6 + 4)
    assert row.flops() == 5 * (10 + 2 * (3 + 2 - 1) + 4)
    assert row.count.functions == 10


@pytest.mark.parametrize(
    ("model", "gates", "products", "additions", "functions"),
    [(GRU(3, 2), 3, 3, 2, 3), (LSTM(3, 2), 4, 3, 1, 5)],
)
def test_gated_layers_by_hand(model, gates, products, additions, functions):
    (row,) = summary(model, (5, 3)).rows

    assert row.parameters() == gates * (2 * 3 + 2 * 2 + 2 * 2)
    assert row.count.multiplications.number == 5 * (gates * (6 + 4) + products * 2)
    assert row.count.additions.number == 5 * (gates * 2 * (3 + 2 - 1) + additions * 2)
    assert row.count.functions == 5 * functions * 2


@pytest.mark.parametrize(("is_causal", "pairs"), [(False, 25), (True, 15)])
def test_attention_by_hand(is_causal, pairs):
    (row,) = summary(AttentionHead(3, 2, is_causal), (5, 3)).rows

    assert row.parameters() == 3 * 2 * 3
    # 3·5 projections of 3 numbers to 2; then q·k (2 products), the scale, and p times v (2)
    assert row.count.multiplications.number == 15 * 6 + pairs * (2 + 1 + 2)
    assert row.count.additions.number == 15 * 2 * 2 + pairs * 1 + 2 * (pairs - 5)
    assert row.count.functions == pairs
