"""A GPT in scalar nodes that learns to write names, letter by letter.

Architecture and settings are those of Andrej Karpathy's microgpt (2026): one block of width 16 with
4 heads, RMS norms, no biases, ReLU, Adam with a rate that falls to 0. Run with
`python -m examples.microgpt`: 4,128 parameters, 500 steps of one name each, some ten seconds.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from autograd import Value, affine, no_grad
from nn.training.progress import progress_bar

LISTED = """
    ada alan alma amelia anna anton ben bruno carl cara clara dana david dora edith ella emil
    emma erik eva felix flora greta hanna hugo ida ines irma jan jonas julia karl klara lara lea
    lena leo lina lisa lukas maja mara maria marta max mila mina nils nina nora olga oskar otto
    paul rosa sara selma simon sofia tilda tom ursula vera wilma zoe
"""
NAMES = LISTED.split()
LETTERS = sorted(set("".join(NAMES)))
END = len(LETTERS)  # stands before and behind each name
WIDTH, HEADS, CONTEXT = 16, 4, 16
SHAPES = {"letter": (END + 1, WIDTH), "place": (CONTEXT, WIDTH), "logits": (END + 1, WIDTH)}
SHAPES |= dict.fromkeys(("query", "key", "value", "attended"), (WIDTH, WIDTH))
SHAPES |= {"wide": (4 * WIDTH, WIDTH), "narrow": (WIDTH, 4 * WIDTH)}

Rows = Sequence[Sequence[Any]]
Linear = Callable[[Rows, Sequence[Any]], list[Any]]


class GPT:
    """The network, in any kind of node; `linear(rows, x)` gives the weighted sums of x."""

    def __init__(
        self, kind: Callable[[float], Any] = Value, linear: Linear = affine, seed: int = 1
    ):
        rng = random.Random(seed)
        self.linear = linear
        self.weights = {
            name: [[kind(rng.gauss(0, 0.08)) for _ in range(columns)] for _ in range(rows)]
            for name, (rows, columns) in SHAPES.items()
        }

    def logits(self, letter: int, place: int, keys: list[Any], values: list[Any]) -> list[Any]:
        """A score for each letter that may come next; what later ones attend to is kept."""
        w, linear = self.weights, self.linear
        x = self.norm(added(w["letter"][letter], w["place"][place]))
        normed = self.norm(x)
        query = linear(w["query"], normed)
        keys.append(linear(w["key"], normed))
        values.append(linear(w["value"], normed))
        heads: list[Any] = []
        for start in range(0, WIDTH, WIDTH // HEADS):
            part = slice(start, start + WIDTH // HEADS)
            scores = linear([key[part] for key in keys], query[part])
            shares = softmax([score / (WIDTH // HEADS) ** 0.5 for score in scores])
            heads += linear(list(zip(*(value[part] for value in values), strict=True)), shares)
        x = added(x, linear(w["attended"], heads))
        wide = [node.relu() for node in linear(w["wide"], self.norm(x))]
        return linear(w["logits"], added(x, linear(w["narrow"], wide)))

    def norm(self, x: Sequence[Any]) -> list[Any]:
        """x, scaled so that the mean of its squares is 1."""
        scale = (self.linear([x], x)[0] / len(x) + 1e-5) ** -0.5
        return [entry * scale for entry in x]

    def loss(self, name: str) -> Any:
        """The mean of −ln P(next letter) over a name and its end."""
        tokens = [END, *map(LETTERS.index, name), END][: CONTEXT + 1]
        keys: list[Any] = []
        values: list[Any] = []
        losses = [
            -softmax(self.logits(letter, place, keys, values))[following].log()
            for place, (letter, following) in enumerate(pairwise(tokens))
        ]
        return sum(losses) * (1 / len(losses))

    def write(self, rng: random.Random, temperature: float = 0.5) -> str:
        """A name, each letter drawn by its probability."""
        keys: list[Any] = []
        values: list[Any] = []
        letter, written = END, ""
        while len(written) < CONTEXT:
            logits = self.logits(letter, len(written), keys, values)
            shares = softmax([logit / temperature for logit in logits])
            (letter,) = rng.choices(range(END + 1), [share.data for share in shares])
            if letter == END:
                break
            written += LETTERS[letter]
        return written


def added(x: Sequence[Any], y: Sequence[Any]) -> list[Any]:
    """x + y, entry by entry."""
    return [a + b for a, b in zip(x, y, strict=True)]


def softmax(logits: Sequence[Any]) -> list[Any]:
    """eˣⁱ / Σ eˣʲ, around the largest so that nothing overflows."""
    largest = max(logit.data for logit in logits)
    exps = [(logit - largest).exp() for logit in logits]
    total = sum(exps)
    return [each / total for each in exps]


def train(model: GPT, steps: int, rate: float = 0.01) -> Iterator[float]:
    """The loss of each step of Adam (β₁ = 0.85, β₂ = 0.99), one name each; the rate falls to 0."""
    parameters = [w for rows in model.weights.values() for row in rows for w in row]
    means, squares = [0.0] * len(parameters), [0.0] * len(parameters)
    names = random.Random(42).sample(NAMES, len(NAMES))
    for step in range(steps):
        loss = model.loss(names[step % len(names)])
        loss.backward()
        for i, w in enumerate(parameters):
            means[i] = 0.85 * means[i] + 0.15 * w.grad
            squares[i] = 0.99 * squares[i] + 0.01 * w.grad**2
            mean, square = (
                means[i] / (1 - 0.85 ** (step + 1)),
                squares[i] / (1 - 0.99 ** (step + 1)),
            )
            w.data -= rate * (1 - step / steps) * mean / (square**0.5 + 1e-8)
            w.grad = 0.0
        yield loss.data


def main() -> None:
    """Train, and write ten names."""
    model, steps = GPT(), 500
    losses = []
    with progress_bar(steps) as report:
        for loss in train(model, steps):
            losses.append(loss)
            report(f"loss {loss:.4f}")
    for start in range(0, steps, 100):
        mean = sum(losses[start : start + 100]) / 100
        print(f"mean loss of steps {start + 1} to {start + 100}: {mean:.4f}")
    rng = random.Random(7)
    with no_grad():
        print("names:", ", ".join(model.write(rng) for _ in range(10)))


if __name__ == "__main__":
    main()
