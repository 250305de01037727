"""to_onnx: onnxruntime computes what the model does."""

import pytest

import nn
from nn import (
    ELU,
    GELU,
    GRU,
    LSTM,
    MLP,
    RNN,
    AttentionHead,
    AvgPool1d,
    AvgPool2d,
    BasicBlock,
    BatchNorm1d,
    BatchNorm2d,
    Conv1d,
    Conv2d,
    ConvTranspose1d,
    ConvTranspose2d,
    Dropout,
    Embedding,
    Flatten,
    Identity,
    LayerNorm,
    LeakyReLU,
    Linear,
    LogSoftmax,
    MaxPool1d,
    MaxPool2d,
    ReLU,
    Residual,
    Sequential,
    Sigmoid,
    SiLU,
    Softmax,
    Softplus,
    Tanh,
    to_onnx,
)

pytestmark = pytest.mark.oracle
numpy = pytest.importorskip("numpy")
onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")

CLOSE = {"rel": 1e-4, "abs": 1e-5}  # single precision, over a few layers


def flat(x):
    return [entry for part in x for entry in flat(part)] if isinstance(x, list) else [float(x)]


def in_onnxruntime(made, batch):
    session = onnxruntime.InferenceSession(made.SerializeToString())
    return session.run(["y"], {"x": batch})[0]


def trained(norm, *shape):
    """A norm whose running statistics are not those it began with."""
    numbers = numpy.random.default_rng(3).normal(1.0, 2.0, (5, *shape))
    norm(numbers.tolist())
    return norm


MODELS = [
    (Linear(3, 2, seed=1), (3,)),
    (Linear(3, 2, bias=False, seed=1), (4, 3)),
    (MLP(2, [16, 16, 1], seed=1), (2,)),
    (MLP(3, [4, 2], "tanh", "sigmoid", seed=1), (3,)),
    *[
        (Sequential(Linear(3, 4, seed=1), after), (3,))
        for after in (
            ReLU(),
            Sigmoid(),
            Tanh(),
            GELU(),
            SiLU(),
            Softplus(),
            LeakyReLU(0.2),
            ELU(0.7),
            Identity(),
            Softmax(),
            LogSoftmax(),
            Dropout(0.5),
            LayerNorm(4),
        )
    ],
    (Conv1d(2, 4, 3, 2, 1, 2, groups=2, seed=1), (2, 9)),
    (Conv1d(2, 3, 4, padding="same", bias=False, seed=1), (2, 7)),
    (Conv1d(1, 2, 3, padding="full", flip=True, seed=1), (1, 5)),
    (Conv1d(1, 2, 4, padding="same", padding_mode="circular", seed=1), (1, 5)),
    (Conv1d(1, 2, 3, padding=2, padding_mode="replicate", seed=1), (1, 5)),
    (Conv2d(1, 2, 3, padding=(1, 2), padding_mode="reflect", seed=1), (1, 4, 5)),
    (Conv2d(2, 3, (2, 3), stride=(2, 1), padding=(1, 0), flip=True, seed=1), (2, 5, 6)),
    (ConvTranspose1d(2, 3, 3, 2, 1, output_padding=1, dilation=2, seed=1), (2, 4)),
    (ConvTranspose1d(2, 2, 3, groups=2, seed=1), (2, 4)),
    (ConvTranspose1d(2, 3, 3, 1, 1, output_padding=1, dilation=2, seed=1), (2, 4)),
    (ConvTranspose2d(1, 2, 3, (2, 1), (0, 2), (1, 1), dilation=2, seed=1), (1, 3, 3)),
    (ConvTranspose2d(2, 2, (2, 3), (2, 1), (1, 0), seed=1), (2, 3, 4)),
    (MaxPool1d(3, 2, 1), (2, 8)),
    (MaxPool2d((2, 3), 1), (1, 4, 5)),
    (MaxPool2d(3, 2, 1, ceil_mode=True), (1, 6, 7)),
    (AvgPool1d(3, 2, 1), (2, 8)),
    (MaxPool2d(2, (2, 1), 1, ceil_mode=True), (1, 7, 8)),
    (AvgPool2d(1, 3, ceil_mode=True), (1, 7, 6)),
    (AvgPool1d(3, 2, 1, ceil_mode=True, count_include_pad=False), (2, 8)),
    (AvgPool2d(2, 2, ceil_mode=True), (1, 5, 7)),
    (AvgPool1d(3, 2, 1, count_include_pad=False), (2, 8)),
    (AvgPool2d(2), (1, 4, 6)),
    (trained(BatchNorm1d(2), 2, 3), (2, 3)),
    (trained(BatchNorm2d(2, affine=False), 2, 3, 3), (2, 3, 3)),
    (LayerNorm((2, 3), bias=False), (2, 3)),
    (BasicBlock(2, norm=True, seed=1), (2, 4, 4)),
    (nn.lenet5(seed=1), (1, 32, 32)),
    (AttentionHead(3, 2, seed=1), (4, 3)),
    (Sequential(AttentionHead(3, is_causal=True, seed=1), Linear(3, 1, seed=2)), (4, 3)),
    (Residual(Linear(2, 3, seed=1), Linear(2, 3, seed=2), Tanh()), (2,)),
]


@pytest.mark.parametrize(
    ("model", "shape"), [pytest.param(*pair, id=f"{pair[0]!r:.50}") for pair in MODELS]
)
def test_onnxruntime_computes_the_same(model, shape):
    made = to_onnx(model, shape)
    batch = numpy.random.default_rng(1).normal(size=(3, *shape)).astype("float32")
    model.eval()

    got = in_onnxruntime(made, batch)
    assert got.shape == (3, *model.output_shape(shape))
    assert got.flatten().tolist() == pytest.approx(flat(model(batch.tolist())), **CLOSE)


@pytest.mark.parametrize(
    "layer",
    [
        RNN(2, 3, batch_first=True, seed=1),
        RNN(2, 3, 2, bias=False, batch_first=True, nonlinearity="relu", seed=1),
        GRU(2, 3, 2, batch_first=True, seed=1),
        LSTM(2, 3, 2, batch_first=True, seed=1),
        LSTM(2, 3, bias=False, batch_first=True, seed=1),
    ],
)
def test_recurrent_layers_give_the_states_at_all_steps(layer):
    batch = numpy.random.default_rng(1).normal(size=(3, 4, 2)).astype("float32")

    got = in_onnxruntime(to_onnx(layer, (4, 2)), batch)
    assert got.flatten().tolist() == pytest.approx(flat(layer(batch.tolist())[0]), **CLOSE)


def test_indices_go_in_as_whole_numbers():
    model = Sequential(Embedding(5, 3, seed=1), Flatten(), Linear(6, 2, seed=2))
    made = to_onnx(model, (2,))

    got = in_onnxruntime(made, numpy.array([[0, 4], [2, 2]]))
    assert got.flatten().tolist() == pytest.approx(flat(model([[0, 4], [2, 2]])), **CLOSE)


def test_a_saved_file_runs(tmp_path):
    model = MLP(2, [3, 2], seed=1)
    onnx.save(to_onnx(model, (2,)), tmp_path / "model.onnx")
    session = onnxruntime.InferenceSession(tmp_path / "model.onnx")

    (got,) = session.run(["y"], {"x": numpy.array([[0.5, -1.0]], dtype="float32")})
    assert got[0].tolist() == pytest.approx(flat(model([0.5, -1.0])), **CLOSE)


class Own(nn.Module):
    def forward(self, x):
        return x

    def output_shape(self, shape):
        return shape


class OwnLinear(Linear):
    def forward(self, x):
        return super().forward(x)


@pytest.mark.parametrize(
    ("model", "shape", "message"),
    [
        (nn.Subsampling2d(2, 2), (2, 4, 4), "Subsampling2d has no counterpart in ONNX"),
        (RNN(2, 3), (4, 2), "has batch_first=False, which ONNX lacks here; give True"),
        (Own(), (2,), "Own has no counterpart in ONNX; these have: AttentionHead"),
        (OwnLinear(2, 2), (2,), "OwnLinear has no counterpart in ONNX"),
        (
            ConvTranspose1d(1, 1, 2, output_padding=1, dilation=2),
            (1, 4),
            "adds a stride or more to its output, which ONNX lacks",
        ),
        (Flatten(2), (2, 3, 4), "has start_dim=2, which ONNX lacks here; give 1"),
        (BatchNorm2d(2, layout="NHWC"), (3, 3, 2), "layout='NHWC'.* give 'NCHW' or 'NCL'"),
        (BatchNorm1d(2, track_running_stats=False), (2,), "track_running_stats=False"),
    ],
)
def test_what_onnx_lacks_is_refused(model, shape, message):
    with pytest.raises(TypeError, match=message):
        to_onnx(model, shape)


@pytest.mark.parametrize("shape", [3, None, (2.0,), ("2",)])
def test_what_is_no_shape_is_refused(shape):
    with pytest.raises(TypeError, match=r"give the shape of one sample as a tuple, got .*\(2,\)"):
        to_onnx(MLP(2, [1]), shape)


def test_a_node_is_no_model():
    with pytest.raises(TypeError, match="to_onnx takes a model, got Value; give a layer of nn"):
        to_onnx(nn.Value(3.0), (2,))


def test_a_shape_that_the_model_does_not_take_is_refused():
    with pytest.raises(ValueError, match="got the shape 3; it takes 2 numbers"):
        to_onnx(MLP(2, [3, 1]), (3,))
