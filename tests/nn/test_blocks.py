"""Residual and bottleneck blocks, LeNet-5, and counts of parameters."""

import pytest

import nn
from nn import (
    BasicBlock,
    Bottleneck,
    Conv2d,
    Flatten,
    Linear,
    PartialConv2d,
    Sequential,
    Subsampling2d,
    lenet5,
)


def count(module):
    return len(module.parameters())


@pytest.mark.parametrize(
    ("block", "layers", "total"),
    [
        (BasicBlock(32, init="zeros"), [9248, 9248], 18496),
        (BasicBlock(32, bias=False, init="zeros"), [9216, 9216], 18432),
        (Bottleneck(128, 32, init="zeros"), [4128, 9248, 4224], 17600),
        (Bottleneck(128, 32, bias=False, init="zeros"), [4096, 9216, 4096], 17408),
    ],
    ids=["standard", "standard without bias", "bottleneck", "bottleneck without bias"],
)
def test_000_q3_parameters_of_blocks(block, layers, total):
    convolutions = [module for module in block.body if isinstance(module, Conv2d)]

    assert [count(conv) for conv in convolutions] == layers
    assert count(block) == total


@pytest.mark.parametrize(
    ("block", "total"),
    [
        (BasicBlock(32, norm=True, init="zeros"), 18624),
        (BasicBlock(32, bias=False, norm=True, init="zeros"), 18560),
        (Bottleneck(128, 32, norm=True, init="zeros"), 17984),
        (Bottleneck(128, 32, bias=False, norm=True, init="zeros"), 17792),
    ],
)
def test_000_q3_parameters_with_batch_norm(block, total):
    assert count(block) == total


def test_000_q3_a_standard_block_as_wide_as_the_bottleneck():
    shapes = [Conv2d(128, 128, 3, padding=1, init="zeros").parameter_shapes()] * 2
    weights = sum(o * i * h * w for o, i, h, w in (shape["weight"] for shape in shapes))

    assert weights == 294912
    assert weights + 2 * 128 == 295168


def test_blocks_keep_the_shape():
    assert BasicBlock(2).output_shape((2, 5, 4)) == (2, 5, 4)
    assert Bottleneck(4, 2).output_shape((4, 3, 3)) == (4, 3, 3)


def test_a_block_with_zero_weights_is_the_relu_of_its_input():
    y = BasicBlock(1, init="zeros")([[[1, -2], [3, -4]]])

    assert [[v.data for v in row] for row in y[0]] == [[1, 0], [3, 0]]


def test_a_block_with_norms_takes_batches():
    block = Bottleneck(2, 1, norm=True, seed=0)
    x = nn.base.nested.build((2, 2, 3, 3), lambda *at: sum(i * v for i, v in enumerate(at, 1)) % 5)

    assert nn.base.nested.shape_of(block(x)) == (2, 2, 3, 3)


def test_001_q4_parameters_of_lenet5():
    model = lenet5(init="zeros")

    assert [count(m) for m in model if m.parameters()] == [156, 2416, 48120, 10164, 850]
    assert count(model) == 61706


def test_001_q4_shapes_of_lenet5():
    shape, shapes = (1, 32, 32), []
    for module in lenet5(init="zeros"):
        shape = module.output_shape(shape)
        if not isinstance(module, nn.Tanh):
            shapes.append(shape)

    assert shapes[:4] == [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5)]
    assert shapes[4:] == [(400,), (120,), (84,), (10,)]


def test_001_q4_parameters_of_lenet5_as_it_was_in_1998():
    model = lenet5(original=True, init="zeros")
    counts = [count(m) for m in model if m.parameters()]

    assert counts == [156, 12, 1516, 32, 48120, 10164, 850]
    assert sum(counts[:-1]) == 60000
    assert count(model) == 60850


def test_001_q4_modern_with_trainable_subsampling():
    assert (
        count(lenet5(init="zeros")) + count(Subsampling2d(6, 2)) + count(Subsampling2d(16, 2))
        == 61750
    )


@pytest.mark.slow
@pytest.mark.slow
def test_003_p3_parameters_of_a_pictured_network():
    zeros = {"init": "zeros"}
    layers = [
        Conv2d(3, 32, 5, **zeros),
        Conv2d(32, 48, 3, **zeros),
        Conv2d(48, 64, 3, **zeros),
        Linear(4 * 4 * 64, 384, **zeros),
        Linear(384, 192, **zeros),
        Linear(192, 10, **zeros),
    ]

    counts = [count(layer) for layer in layers]
    assert counts == [2432, 13872, 27712, 393600, 73920, 1930]
    assert sum(counts) == 513466


def test_the_original_lenet5_runs_on_smaller_maps():
    table = [[0, 1], [1]]
    model = Sequential(
        PartialConv2d(table, 2, 2, init=nn.base.initialisers.constant(1)),
        Subsampling2d(2, 2, weight=[1, 10], bias=[0, 1]),
        Flatten(),
    )
    x = [[[1, 1, 1]] * 3, [[2, 2, 2]] * 3]

    assert [v.data for v in model(x)] == [12, 81]
    assert [[v.data for v in sample] for sample in model([x])] == [[12, 81]]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: PartialConv2d([[0]], 2, 1)([[[1]]]), "the shape 1×1×1; it takes 2 channels"),
        (lambda: Subsampling2d(2, 1)([[[1]]]), "the shape 1×1×1; it takes 2 channels"),
        (lambda: Subsampling2d(2, 1, weight=[1]), "weight of .* has the shape 2, got 1"),
    ],
)
def test_errors_say_what_is_allowed(call, message):
    with pytest.raises(ValueError, match=message):
        call()
