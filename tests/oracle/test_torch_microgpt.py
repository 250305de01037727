"""The GPT of the examples against PyTorch: whole sequences at once, its softmax, its Adam."""

import random

import pytest

from examples.microgpt import CONTEXT, END, GPT, HEADS, LETTERS, NAMES, WIDTH, train

torch = pytest.importorskip("torch")
torch.set_num_threads(1)  # tensors are tiny; on a busy machine threads wait for each other
pytestmark = pytest.mark.oracle


def loss_of(w, name):
    """The loss of a name, all its places in one pass."""
    functional = torch.nn.functional
    tokens = torch.tensor([END, *map(LETTERS.index, name), END][: CONTEXT + 1])
    n = len(tokens) - 1

    def norm(x):
        return x * (x.square().mean(-1, keepdim=True) + 1e-5).rsqrt()

    def heads(x, weight):
        return (x @ weight.T).view(n, HEADS, WIDTH // HEADS).transpose(0, 1)

    x = norm(w["letter"][tokens[:-1]] + w["place"][:n])
    seen = [heads(norm(x), w[part]) for part in ("query", "key", "value")]
    mixed = functional.scaled_dot_product_attention(*seen, is_causal=True)
    x = x + mixed.transpose(0, 1).reshape(n, WIDTH) @ w["attended"].T
    x = x + (norm(x) @ w["wide"].T).relu() @ w["narrow"].T
    return functional.cross_entropy(x @ w["logits"].T, tokens[1:])


def test_twenty_steps_have_the_same_losses():
    model = GPT()
    weights = {
        name: torch.tensor([[w.data for w in row] for row in rows], dtype=torch.float64)
        for name, rows in model.weights.items()
    }
    adam = torch.optim.Adam([w.requires_grad_() for w in weights.values()], 0.01, (0.85, 0.99))
    rates = torch.optim.lr_scheduler.LinearLR(adam, 1.0, 0.0, 20)
    losses = []
    for name in random.Random(42).sample(NAMES, len(NAMES))[:20]:
        adam.zero_grad()
        loss = loss_of(weights, name)
        loss.backward()
        adam.step()
        rates.step()
        losses.append(loss.item())

    assert list(train(model, 20)) == pytest.approx(losses, rel=1e-9)
