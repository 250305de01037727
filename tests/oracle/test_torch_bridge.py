"""to_torch and from_torch: the same numbers on both sides."""

import inspect

import pytest

import nn
from nn import MLP, Conv1d, Conv2d, Flatten, Layer, Linear, ReLU, Sequential, Tanh
from nn.exchange.saving import load, save
from nn.exchange.torch_bridge import LAYERS, from_torch, to_torch
from nn.layers.normalisation import BatchNorm1d, BatchNorm2d
from nn.layers.recurrent import RNN
from nn.layers.rnn_cell import RNNCell
from nn.sliding.pooling import AvgPool1d, MaxPool2d

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle

CLOSE = {"rel": 1e-12, "abs": 1e-14}


def flat(x):
    return [entry for part in x for entry in flat(part)] if isinstance(x, list) else [float(x)]


def same(model, theirs, *shape):
    batch = torch.randn(3, *shape, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    ours = flat(model(batch.tolist()))

    assert ours == pytest.approx(flat(theirs(batch).tolist()), **CLOSE)


@pytest.mark.parametrize(
    ("model", "shape"),
    [
        (MLP(3, [4, 2], "tanh", seed=1), (3,)),
        (MLP(3, [4, 1], "gelu", seed=1, bias=False), (3,)),
        (Sequential(Conv1d(2, 4, 3, 2, "valid", 2, groups=2, seed=1), Flatten(), Tanh()), (2, 9)),
        (Sequential(Conv1d(2, 3, 3, padding="full", dilation=2, seed=1), ReLU()), (2, 5)),
        (Sequential(Conv2d(1, 2, (2, 3), seed=1), BatchNorm2d(2), MaxPool2d(2, 1)), (1, 5, 6)),
        (Sequential(Conv1d(2, 3, 3, seed=1), BatchNorm1d(3), AvgPool1d(2, 1, 1)), (2, 7)),
        (Sequential(Conv1d(2, 3, 3, padding="same", seed=1), Flatten(), Linear(15, 2)), (2, 5)),
        (Sequential(nn.LayerNorm(3), Linear(3, 2), nn.LayerNorm(2, 1e-3, bias=False)), (3,)),
        (
            Sequential(MaxPool2d(2, 2, ceil_mode=True), nn.AvgPool2d(2, 2, 1, ceil_mode=True)),
            (1, 5, 7),
        ),
        (Conv2d(1, 2, 3, padding=(1, 0), padding_mode="circular", seed=1), (1, 4, 5)),
        (nn.ConvTranspose2d(2, 4, (2, 3), 2, 1, (0, 1), groups=2, seed=1), (2, 3, 3)),
        (nn.LayerNorm((2, 3), elementwise_affine=False), (2, 3)),
    ],
)
def test_a_model_goes_to_pytorch_and_back(model, shape):
    theirs = to_torch(model)
    back = from_torch(theirs)

    same(model, theirs, *shape)
    same(back, theirs, *shape)
    assert list(theirs.state_dict()) == list(model.state_dict())
    assert back.state_dict() == model.state_dict()


@pytest.mark.parametrize("options", [{}, {"bias": False, "nonlinearity": "relu"}])
def test_recurrent_layers_go_both_ways(options):
    x = torch.randn(4, 3, 2, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    model = RNN(2, 3, num_layers=2, seed=1, **options)
    outputs, last = to_torch(model)(x)
    cell = RNNCell(2, 3, seed=1, **options)

    for ours in (model, from_torch(to_torch(model))):
        assert flat(ours(x.tolist())[0]) == pytest.approx(flat(outputs.tolist()), **CLOSE)
        assert flat(ours(x.tolist())[1]) == pytest.approx(flat(last.tolist()), **CLOSE)
    for ours in (cell, from_torch(to_torch(cell))):
        expected = to_torch(cell)(x[0]).tolist()
        assert flat(ours(x[0].tolist())) == pytest.approx(flat(expected), **CLOSE)


@pytest.mark.parametrize("kind", [nn.GRU, nn.LSTM])
@pytest.mark.parametrize("bias", [True, False])
def test_gated_layers_go_both_ways(kind, bias):
    x = torch.randn(4, 3, 2, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    model = kind(2, 3, 2, bias, seed=1)
    cell = {nn.GRU: nn.GRUCell, nn.LSTM: nn.LSTMCell}[kind](2, 3, bias, seed=1)

    for ours in (model, from_torch(to_torch(model))):
        assert flat(ours(x.tolist())[0]) == pytest.approx(
            flat(to_torch(model)(x)[0].tolist()), **CLOSE
        )
    assert from_torch(to_torch(cell)).state_dict() == cell.state_dict()


def test_running_statistics_go_along():
    model = Sequential(BatchNorm1d(2))
    model([[1.0, 2.0], [3.0, 5.0]])
    theirs = to_torch(model)

    assert theirs[0].running_mean.tolist() == pytest.approx([0.2, 0.35])
    assert theirs[0].num_batches_tracked.item() == 1
    assert from_torch(theirs).state_dict() == model.state_dict()


def test_a_single_layer_goes_both_ways():
    theirs = to_torch(Linear(2, 1, weight=[[3, 5]], bias=[7]))

    assert theirs(torch.tensor([1.0, 10.0], dtype=torch.float64)).tolist() == [60.0]
    assert from_torch(torch.nn.ReLU())([-1.0, 2.0]) == [0.0, 2.0]


def test_settings_come_back():
    layer = torch.nn.Conv1d(4, 6, 3, stride=2, padding=1, dilation=2, groups=2, bias=False)

    assert repr(from_torch(layer)) == repr(
        Conv1d(4, 6, 3, stride=2, padding=1, dilation=2, groups=2, bias=False)
    )


def test_a_shared_layer_stays_shared():
    shared = Linear(2, 2, seed=1)
    theirs = to_torch(Sequential(shared, Tanh(), shared))
    back = from_torch(theirs)

    assert theirs[0] is theirs[2]
    assert back[0] is back[2]


def test_dropout_goes_both_ways():
    theirs = to_torch(Sequential(Linear(2, 2), nn.Dropout(0.25)))

    assert theirs[1].p == 0.25
    assert from_torch(theirs)[1].p == 0.25


def test_an_embedding_goes_both_ways():
    model = nn.Embedding(4, 3, padding_idx=1, seed=1)
    theirs = to_torch(model)

    assert repr(theirs) == repr(model) == repr(from_torch(theirs))
    assert flat(theirs(torch.tensor([3, 1])).tolist()) == flat(model([3, 1]))
    assert from_torch(theirs).state_dict() == model.state_dict()


def test_the_mode_goes_along():
    assert not to_torch(MLP(2, [2, 1]).eval()).training
    assert not to_torch(ReLU().eval()).training
    assert not from_torch(torch.nn.Sequential(torch.nn.ReLU()).eval()).training


def test_a_saved_file_is_read_by_pytorch_and_back(tmp_path):
    from safetensors.torch import load_file, save_file

    model = MLP(3, [4, 2], seed=1)
    theirs = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU(), torch.nn.Linear(4, 2))
    theirs.double().load_state_dict(load_file(save(model, tmp_path / "ours.safetensors")))
    same(model, theirs, 3)
    save_file(theirs.float().state_dict(), tmp_path / "theirs.safetensors")

    loaded = load(MLP(3, [4, 2]), tmp_path / "theirs.safetensors")
    assert flat(loaded.state_dict()["0.bias"]) == theirs[0].bias.tolist()


@pytest.mark.parametrize(
    ("convert", "module", "message"),
    [
        (to_torch, Layer(2, 2), "Layer has no counterpart .* Conv1d"),
        (to_torch, Conv1d(1, 1, 3, flip=True), "has flip=True, which the other side lacks"),
        (to_torch, BatchNorm2d(2, layout="NHWC"), "has layout='NHWC'.* 'NCHW' and 'NCL'"),
        (to_torch, RNNCell(1, 1, nonlinearity="sigmoid"), "nonlinearity='sigmoid'"),
        (from_torch, torch.nn.RNN(1, 1, bidirectional=True), "bidirectional=True"),
        (from_torch, torch.nn.MaxPool1d(2, return_indices=True), "return_indices=True"),
        (from_torch, torch.nn.Bilinear(1, 1, 1), "Bilinear has no counterpart"),
        (from_torch, torch.nn.GELU("tanh"), "has approximate='tanh'"),
        (from_torch, torch.nn.Softplus(beta=2), "has beta=2"),
        (from_torch, torch.nn.Softplus(threshold=1), "has threshold=1"),
        (from_torch, torch.nn.Embedding(2, 2, scale_grad_by_freq=True), "scale_grad_by_freq=True"),
        (from_torch, torch.nn.Embedding(2, 2, max_norm=1.0), "has max_norm=1.0"),
    ],
)
def test_what_one_side_lacks_is_refused(convert, module, message):
    with pytest.raises(TypeError, match=message):
        convert(module)


@pytest.mark.parametrize("kind", LAYERS, ids=lambda kind: kind.__name__)
def test_every_setting_exists_on_both_sides(kind):
    for module in (kind, getattr(torch.nn, kind.__name__)):
        parameters = inspect.signature(module).parameters
        assert "args" in parameters or set(LAYERS[kind]) <= set(parameters)
