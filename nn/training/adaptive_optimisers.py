"""Optimisers that adapt the length of a step to each parameter: Adam and AdamW."""

import math
from collections.abc import Iterable

from autograd import Value
from nn.training.optimisers import Optimizer, added, at_least_zero


class Adam(Optimizer):
    """Adam [Kingma & Ba 2015]: w ← w − lr·m̂/(√v̂ + ε).

    m and v are running means of g and g², m ← β₁m + (1 − β₁)g and v ← β₂v + (1 − β₂)g², and
    m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ) after t steps. Weight decay λ adds λw to g.

    >>> w = Value(3.0, "w")
    >>> optimizer = Adam([w], lr=0.1)
    >>> (w * w).backward()
    >>> optimizer.step()  # the first step has length lr, whatever the gradient
    Adam step 1, lr = 0.1
       old  gradient  new
    w    3         6  2.9
    """

    def __init__(
        self,
        params: Iterable[Value],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
    ) -> None:
        super().__init__(params, lr)
        if not all(0 <= beta < 1 for beta in betas):
            raise ValueError(f"each of betas lies in [0, 1), got {betas}")
        self.betas = betas
        self.eps = at_least_zero("eps", eps)
        self.weight_decay = at_least_zero("weight_decay", weight_decay)
        self.means = [0.0] * len(self.params)
        self.squares = [0.0] * len(self.params)

    def updated(self, numbers: list[float], gradients: list[float]) -> list[float]:
        """One step of every parameter."""
        return self.adapted(numbers, added(gradients, numbers, self.weight_decay))

    def adapted(self, numbers: list[float], gradients: list[float]) -> list[float]:
        """One step of every parameter along m̂/(√v̂ + ε)."""
        beta1, beta2 = self.betas
        self.means = [m + (1 - beta1) * (g - m) for m, g in zip(self.means, gradients, strict=True)]
        self.squares = [
            beta2 * v + (1 - beta2) * g * g for v, g in zip(self.squares, gradients, strict=True)
        ]
        lr, eps = self.lr, self.eps
        share, square_share = 1 - beta1**self.steps, 1 - beta2**self.steps
        return [
            w - lr * (m / share) / (math.sqrt(v / square_share) + eps) if m else w
            for w, m, v in zip(numbers, self.means, self.squares, strict=True)
        ]


class AdamW(Adam):
    """Adam with weight decay kept out of the running means [Loshchilov & Hutter 2019].

    w shrinks by the factor 1 − lr·λ before each step.

    >>> w = Value(2.0, "w")
    >>> AdamW([w], lr=0.1, weight_decay=0.5).step()
    AdamW step 1, lr = 0.1
       old  gradient  new
    w    2         0  1.9
    """

    def __init__(
        self,
        params: Iterable[Value],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
    ) -> None:
        super().__init__(params, lr, betas, eps, weight_decay)

    def updated(self, numbers: list[float], gradients: list[float]) -> list[float]:
        """One step of every parameter."""
        kept = 1 - self.lr * self.weight_decay
        return self.adapted([w * kept for w in numbers], gradients)
