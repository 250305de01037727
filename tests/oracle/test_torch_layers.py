"""Layers against PyTorch in double precision: forward, ∂input and ∂parameters on random settings.

Numbers agree within 1e-12 of the largest number of their array: sums are taken in another order, so
an entry that nearly cancels has no digits of its own.
"""

import random
from itertools import pairwise

import pytest

import nn
from autograd import Value
from nn.base.nested import build, entries, numbers_of, shape_of

torch = pytest.importorskip("torch")
torch.set_num_threads(1)  # tensors are tiny; on a busy machine threads wait for each other
pytestmark = [
    pytest.mark.oracle,
    pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel:UserWarning"),
]


def leaves(rng, shape):
    return build(shape, lambda *_: Value(rng.uniform(-2, 2)))


def grads(x):
    return [grads(part) for part in x] if isinstance(x, (list, tuple)) else x.grad


def close(ours, theirs):
    """Same shape, and entries within 1e-12 of the largest.

    Or within 1e-15: where a unit is saturated, 1 − tanh² has lost digits in both libraries.
    """
    assert shape_of(ours) == tuple(theirs.shape)
    wanted = theirs.reshape(-1).tolist()
    scale = max(map(abs, wanted), default=0.0)
    assert list(entries(ours)) == pytest.approx(wanted, rel=1e-12, abs=max(1e-12 * scale, 1e-15))


def compare(rng, ours, theirs, *shapes):
    """Give both the same parameters and inputs; compare results and all gradients."""
    theirs = theirs.double()
    ours.load_state_dict(theirs.state_dict())
    inputs = [leaves(rng, shape) for shape in shapes]
    tensors = [torch.tensor(numbers_of(x), dtype=torch.float64, requires_grad=True) for x in inputs]
    results, expected = ours(*inputs), theirs(*tensors)
    if not isinstance(results, tuple):
        results, expected = (results,), (expected,)
    losses = []
    for result, wanted in zip(results, expected, strict=True):
        close(numbers_of(result), wanted)
        weights = build(tuple(wanted.shape), lambda *_: rng.uniform(-1, 1))
        losses.append((wanted * torch.tensor(weights, dtype=torch.float64)).sum())
        pairs = zip(entries(weights), entries(result), strict=True)
        losses.append(sum(w * y for w, y in pairs))
    sum(losses[::2]).backward()
    sum(losses[1::2]).backward()
    for x, tensor in zip(inputs, tensors, strict=True):
        close(grads(x), tensor.grad)
    wanted = dict(theirs.named_parameters())
    assert [name for name, _ in ours.named_parameters()] == list(wanted)
    for name, values in ours.named_parameters():
        close(grads(values), wanted[name].grad)


def batched(rng, *shape):
    return shape if rng.random() < 0.5 else (rng.randint(1, 2), *shape)


def span(taps, dilation):
    return dilation * (taps - 1) + 1


def test_conv1d():
    for seed in range(200):
        rng = random.Random(seed)
        groups, taps, stride = rng.choice([1, 1, 2, 3]), rng.randint(1, 4), rng.randint(1, 3)
        dilation = rng.randint(1, 3)
        padding = rng.choice([0, 1, 2, 3, "valid", "same" if stride == 1 else 0])
        counts = groups * rng.randint(1, 2), groups * rng.randint(1, 2)
        settings = (*counts, taps, stride, padding, dilation, groups, rng.random() < 0.7)
        shape = batched(rng, counts[0], span(taps, dilation) + rng.randint(0, 4))

        compare(rng, nn.Conv1d(*settings), torch.nn.Conv1d(*settings), shape)


def test_conv_transpose1d():
    for seed in range(50):
        rng = random.Random(seed)
        groups, taps, stride = rng.choice([1, 1, 2]), rng.randint(1, 4), rng.randint(1, 3)
        dilation = rng.randint(1, 3)
        extra = rng.randint(0, max(stride, dilation) - 1)
        padding = rng.randint(0, span(taps, dilation) // 2)
        counts = groups * rng.randint(1, 2), groups * rng.randint(1, 2)
        bias = rng.random() < 0.7
        settings = (*counts, taps, stride, padding, extra, groups, bias, dilation)
        shape = batched(rng, counts[0], rng.randint(2, 5))

        compare(rng, nn.ConvTranspose1d(*settings), torch.nn.ConvTranspose1d(*settings), shape)


def pair(rng, low, high):
    return rng.choice([rng.randint(low, high), (rng.randint(low, high), rng.randint(low, high))])


def test_conv2d():
    for seed in range(50):
        rng = random.Random(seed)
        groups, taps, dilation = rng.choice([1, 2]), pair(rng, 1, 3), pair(rng, 1, 2)
        stride = rng.choice([1, pair(rng, 1, 2)])
        padding = rng.choice([0, pair(rng, 0, 2), "same" if stride == 1 else "valid"])
        counts = groups * rng.randint(1, 2), groups * rng.randint(1, 2)
        settings = (*counts, taps, stride, padding, dilation, groups, rng.random() < 0.7)
        shape = batched(rng, counts[0], 5 + rng.randint(0, 1), 5 + rng.randint(0, 1))

        compare(rng, nn.Conv2d(*settings), torch.nn.Conv2d(*settings), shape)


@pytest.mark.parametrize("mode", ["reflect", "replicate", "circular"])
@pytest.mark.parametrize("directions", [1, 2])
def test_padding_taken_from_the_input(mode, directions):
    for seed in range(30):
        rng = random.Random(seed)
        groups, taps, dilation = rng.choice([1, 2]), rng.randint(1, 3), rng.randint(1, 2)
        stride = rng.randint(1, 2)
        padding = rng.choice([0, 1, 2, "same" if stride == 1 else "valid"])
        if directions == 2 and rng.random() < 0.5:
            padding = rng.randint(0, 2), rng.randint(0, 2)
        counts = groups * rng.randint(1, 2), groups * rng.randint(1, 2)
        settings = (*counts, taps, stride, padding, dilation, groups, rng.random() < 0.7)
        size = [rng.randint(span(taps, dilation), 6) for _ in range(directions)]
        shape = batched(rng, counts[0], *(max(n, 3) for n in size))
        ours, theirs = (
            getattr(module, f"Conv{directions}d")(*settings, padding_mode=mode)
            for module in (nn, torch.nn)
        )

        compare(rng, ours, theirs, shape)


def test_conv_transpose2d():
    for seed in range(50):
        rng = random.Random(seed)
        groups, taps, stride = rng.choice([1, 1, 2]), pair(rng, 1, 3), pair(rng, 1, 3)
        dilation, padding, extra = pair(rng, 1, 2), rng.choice([0, 0, 1]), 0
        if isinstance(stride, int) and stride > 1:
            extra = pair(rng, 0, stride - 1)
        counts = groups * rng.randint(1, 2), groups * rng.randint(1, 2)
        bias = rng.random() < 0.7
        settings = (*counts, taps, stride, padding, extra, groups, bias, dilation)
        shape = batched(rng, counts[0], rng.randint(3, 4), rng.randint(3, 4))

        compare(rng, nn.ConvTranspose2d(*settings), torch.nn.ConvTranspose2d(*settings), shape)


def test_linear():
    for seed in range(50):
        rng = random.Random(seed)
        settings = (rng.randint(1, 6), rng.randint(1, 5), rng.random() < 0.7)
        shape = (*[rng.randint(1, 3) for _ in range(rng.randint(0, 2))], settings[0])

        compare(rng, nn.Linear(*settings), torch.nn.Linear(*settings), shape)


@pytest.mark.parametrize("directions", [1, 2])
def test_max_pool(directions):
    for seed in range(50):
        rng = random.Random(seed)
        taps = rng.randint(1, 4)
        settings = (taps, rng.randint(1, 3), rng.randint(0, taps // 2), rng.randint(1, 2))
        shape = batched(rng, rng.randint(1, 3), *[span(taps, 2) + rng.randint(0, 3)] * directions)
        option = {"ceil_mode": rng.random() < 0.5}
        ours, theirs = (getattr(m, f"MaxPool{directions}d") for m in (nn, torch.nn))

        compare(rng, ours(*settings, **option), theirs(*settings, **option), shape)


@pytest.mark.parametrize("directions", [1, 2])
def test_average_pool(directions):
    for seed in range(50):
        rng = random.Random(seed)
        taps = rng.randint(1, 4)
        settings = (taps, rng.randint(1, 3), rng.randint(0, taps // 2))
        option = {"count_include_pad": rng.random() < 0.5, "ceil_mode": rng.random() < 0.5}
        shape = batched(rng, rng.randint(1, 3), *[taps + rng.randint(0, 3)] * directions)
        ours, theirs = (getattr(m, f"AvgPool{directions}d") for m in (nn, torch.nn))

        compare(rng, ours(*settings, **option), theirs(*settings, **option), shape)


@pytest.mark.parametrize("rank", [2, 3, 4])
def test_batch_norm(rank):
    for seed in range(50):
        rng = random.Random(seed)
        channels, affine, tracking = rng.randint(1, 3), rng.random() < 0.7, rng.random() < 0.7
        settings = (
            channels,
            10 ** -rng.uniform(1, 5),
            rng.choice([0.1, 0.3, None]),
            affine,
            tracking,
        )
        ours, theirs = (
            getattr(m, "BatchNorm2d" if rank == 4 else "BatchNorm1d")(*settings)
            for m in (nn, torch.nn)
        )
        shape = (rng.randint(3, 5), channels, *[rng.randint(1, 3) for _ in range(rank - 2)])
        if affine:
            torch.nn.init.normal_(theirs.weight)
            torch.nn.init.normal_(theirs.bias)

        compare(rng, ours, theirs, shape)
        for name, buffer in theirs.named_buffers():
            close(ours.state_dict()[name], buffer)
        ours.zero_grad()
        theirs.zero_grad()
        compare(rng, ours.eval(), theirs.eval(), shape)


def test_layer_norm():
    for seed in range(50):
        rng = random.Random(seed)
        axes = [rng.randint(2, 4) for _ in range(rng.randint(1, 2))]  # of one, 0 has no digits
        given = axes[0] if len(axes) == 1 and rng.random() < 0.5 else axes
        settings = (given, 10 ** -rng.uniform(1, 5), rng.random() < 0.7, rng.random() < 0.7)
        ours, theirs = (m.LayerNorm(*settings) for m in (nn, torch.nn))
        assert repr(ours) == repr(theirs)
        for parameter in theirs.parameters():
            torch.nn.init.normal_(parameter)
        outer = [rng.randint(1, 3) for _ in range(rng.randint(0, 2))]

        compare(rng, ours, theirs, (*outer, *axes))


def test_embedding():
    for seed in range(50):
        rng = random.Random(seed)
        rows, size = rng.randint(2, 5), rng.randint(1, 4)
        padding = rng.choice([None, rng.randrange(-rows, rows)])
        ours, theirs = (m.Embedding(rows, size, padding) for m in (nn, torch.nn))
        theirs.double()
        ours.load_state_dict(theirs.state_dict())
        places = [[rng.randrange(rows) for _ in range(rng.randint(1, 4))]]
        y, wanted = ours(places), theirs(torch.tensor(places))
        close(numbers_of(y), wanted)
        if padding is not None and {*entries(places)} == {padding % rows}:
            continue  # nothing to train
        ((wanted + 1) ** 2).sum().backward()  # the padding is 0
        sum((entry + 1) ** 2 for entry in entries(y)).backward()

        close(grads(ours.weight), theirs.weight.grad)


def test_rnn_cell():
    for seed in range(50):
        rng = random.Random(seed)
        n, m = rng.randint(1, 4), rng.randint(1, 4)
        settings = (n, m, rng.random() < 0.7, rng.choice(["tanh", "relu"]))
        batch = batched(rng)

        compare(rng, nn.RNNCell(*settings), torch.nn.RNNCell(*settings), (*batch, n), (*batch, m))


def test_rnn():
    for seed in range(50):
        rng = random.Random(seed)
        n, m, layers, steps = (
            rng.randint(1, 3),
            rng.randint(1, 3),
            rng.randint(1, 2),
            rng.randint(1, 4),
        )
        settings = (
            n,
            m,
            layers,
            rng.choice(["tanh", "relu"]),
            rng.random() < 0.7,
            rng.random() < 0.5,
        )
        shape, start = (steps, n), (layers, m)
        if rng.random() < 0.5:
            shape, start = (rng.randint(2, 3), steps, n), (layers, 0, m)
            count = shape[0] if settings[-1] else steps
            start = (layers, count, m)

        compare(rng, nn.RNN(*settings), torch.nn.RNN(*settings), shape, start)


def as_three(kind):
    """An LSTM or its cell with the pair of states taken and given one by one."""

    class Three(kind):
        def forward(self, x, *states):
            found = super().forward(x, states)
            return (found[0], *found[1]) if isinstance(found[1], tuple) else found

    return Three


def test_gated_cells():
    for seed in range(50):
        rng = random.Random(seed)
        settings = (n, m, _) = (rng.randint(1, 4), rng.randint(1, 3), rng.random() < 0.7)
        batch = batched(rng)

        compare(rng, *(k.GRUCell(*settings) for k in (nn, torch.nn)), (*batch, n), (*batch, m))
        cells = (as_three(k.LSTMCell)(*settings) for k in (nn, torch.nn))
        compare(rng, *cells, (*batch, n), (*batch, m), (*batch, m))


@pytest.mark.parametrize("name", ["GRU", "LSTM"])
def test_gated_layers(name):
    for seed in range(30):
        rng = random.Random(seed)
        n, m, layers, steps = (rng.randint(1, high) for high in (3, 3, 2, 4))
        settings = (n, m, layers, rng.random() < 0.7, rng.random() < 0.5)
        shape, start = (steps, n), (layers, m)
        if rng.random() < 0.5:
            count = rng.randint(2, 3)
            shape = (count, steps, n) if settings[-1] else (steps, count, n)
            start = (layers, count, m)
        kinds = [getattr(module, name) for module in (nn, torch.nn)]
        starts = [start] if name == "GRU" else [start, start]
        both = [(kind if name == "GRU" else as_three(kind))(*settings) for kind in kinds]

        compare(rng, *both, shape, *starts)


class Attention(nn.Module):
    """The function as a module, to be compared."""

    def __init__(self, **options):
        self.options = options

    def forward(self, *inputs):
        return nn.scaled_dot_product_attention(*inputs, **self.options)


class TorchAttention(torch.nn.Module):
    def __init__(self, **options):
        super().__init__()
        self.options = options

    def forward(self, *inputs):
        return torch.nn.functional.scaled_dot_product_attention(*inputs, **self.options)


def test_scaled_dot_product_attention():
    for seed in range(50):
        rng = random.Random(seed)
        t, d, width = (rng.randint(1, 4) for _ in range(3))
        causal = rng.random() < 0.5
        s = t if causal else rng.randint(1, 4)
        options = {"is_causal": causal, "scale": rng.choice([None, 0.7])}
        outer = batched(rng)
        shapes = [(*outer, *shape) for shape in ((t, d), (s, d), (s, width))]

        compare(rng, Attention(**options), TorchAttention(**options), *shapes)


def test_a_head_is_multihead_attention_with_one_head():
    for seed in range(20):
        rng = random.Random(seed)
        t, d, causal = rng.randint(1, 4), rng.randint(1, 4), rng.random() < 0.5
        head = nn.AttentionHead(d, is_causal=causal, seed=seed)
        theirs = torch.nn.MultiheadAttention(d, 1, bias=False).double()
        rows = [numbers_of(row) for weight in weights_of(head) for row in weight]
        theirs.in_proj_weight.data = torch.tensor(rows, dtype=torch.float64)
        theirs.out_proj.weight.data = torch.eye(d, dtype=torch.float64)
        x = leaves(rng, (t, d))
        tensor = torch.tensor(numbers_of(x), dtype=torch.float64, requires_grad=True)
        mask = torch.triu(torch.ones(t, t), 1).bool() if causal else None
        wanted, shares = theirs(tensor, tensor, tensor, attn_mask=mask)
        (wanted**2).sum().backward()
        y = head(x)
        sum(entry * entry for entry in entries(y)).backward()

        close(numbers_of(y), wanted)
        close(grads(x), tensor.grad)
        close([grads(row) for part in weights_of(head) for row in part], theirs.in_proj_weight.grad)
        shown = [row + [0.0] * (t - len(row)) for row in numbers_of(head.attention(x))]
        close([shown], shares[None])


def weights_of(head):
    return [head.query.weight, head.key.weight, head.value.weight]


ACTIVATIONS = {
    "ReLU": (),
    "LeakyReLU": (0.2,),
    "ELU": (0.7,),
    "GELU": (),
    "SiLU": (),
    "Softplus": (),
    "Sigmoid": (),
    "Tanh": (),
    "Identity": (),
    "Flatten": (0,),
}


@pytest.mark.parametrize("name", sorted(ACTIVATIONS))
def test_activations(name):
    for seed in range(50):
        rng = random.Random(seed)
        shape = [rng.randint(1, 3) for _ in range(rng.randint(1, 3))]
        ours, theirs = (getattr(m, name)(*ACTIVATIONS[name]) for m in (nn, torch.nn))

        compare(rng, ours, theirs, tuple(shape))


@pytest.mark.parametrize("name", ["Softmax", "LogSoftmax"])
def test_softmax(name):
    for seed in range(50):
        rng = random.Random(seed)
        shape = tuple(rng.randint(1, 4) for _ in range(rng.randint(1, 3)))
        dim = rng.randrange(-len(shape), len(shape))

        compare(rng, getattr(nn, name)(dim), getattr(torch.nn, name)(dim), shape)


def test_flatten():
    for seed in range(50):
        rng = random.Random(seed)
        shape = tuple(rng.randint(1, 3) for _ in range(4))
        start = rng.randrange(4)
        settings = (start, rng.randrange(start, 4))

        compare(rng, nn.Flatten(*settings), torch.nn.Flatten(*settings), shape)


def test_dropout_with_the_same_entries_left_out():
    for seed in range(50):
        rng, p = random.Random(seed), random.Random(seed).uniform(0, 1)
        torch.manual_seed(seed)
        x = leaves(rng, (2, rng.randint(1, 5)))
        tensor = torch.tensor(numbers_of(x), dtype=torch.float64, requires_grad=True)
        theirs = torch.nn.Dropout(p)(tensor)
        theirs.sum().backward()
        wanted = iter([0.0 if not y else 1.0 for y in theirs.reshape(-1).tolist()])
        ours = nn.Dropout(p)
        ours.factor = lambda kept=wanted, p=p: next(kept) / (1 - p)
        y = ours(x)
        sum(entries(y)).backward()

        close(numbers_of(y), theirs)
        close(grads(x), tensor.grad)


def test_mlp_is_a_sequential():
    for seed in range(50):
        rng = random.Random(seed)
        widths = [rng.randint(1, 4) for _ in range(rng.randint(2, 4))]
        modules = []
        for n, m in pairwise(widths):
            modules += [torch.nn.Linear(n, m), torch.nn.Tanh()]
        ours = nn.MLP(widths[0], widths[1:], "tanh", expanded=rng.random() < 0.5)
        flat = nn.Sequential(*ours)

        compare(rng, flat, torch.nn.Sequential(*modules[:-1]), batched(rng, widths[0]))


@pytest.mark.slow
def test_001_q4_lenet5_forward_and_backward():
    modern = [(6, "C1", 1, 5), (16, "C3", 6, 5)]
    modules = []
    for channels, _, source, taps in modern:
        modules += [torch.nn.Conv2d(source, channels, taps), torch.nn.Tanh(), torch.nn.AvgPool2d(2)]
    modules.append(torch.nn.Flatten())
    for n, m in ((400, 120), (120, 84), (84, 10)):
        modules += [torch.nn.Linear(n, m), torch.nn.Tanh()]

    compare(
        random.Random(0),
        nn.lenet5(init="zeros"),
        torch.nn.Sequential(*modules[:-1]),
        (1, 1, 32, 32),
    )
